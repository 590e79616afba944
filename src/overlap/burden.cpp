#include "overlap/burden.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace thingwall::overlap {
namespace {

int index_of(Quarter quarter) {
    return quarter.year * 4 + quarter.number - 1;
}

// The largest share of each small area once, however often an extent names it.
Extent merged(Extent extent) {
    std::ranges::sort(extent, {}, &AreaShare::area);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < extent.size(); ++i) {
        if (kept > 0 && extent[kept - 1].area == extent[i].area)
            extent[kept - 1].share = std::max(extent[kept - 1].share, extent[i].share);
        else
            extent[kept++] = extent[i];
    }
    extent.resize(kept);
    return extent;
}

}  // namespace

Quarter quarter_of(Date day) {
    return {day.year(), (day.month() - 1) / 3 + 1};
}

std::string describe(Quarter quarter) {
    return fmt::format("{}Q{}", quarter.year, quarter.number);
}

std::vector<QuarterLoad> load_by_quarter(std::span<const Ask> asks, std::span<const double> residents,
                                         std::span<const PlaceExtent> places, int usual_days) {
    std::vector<QuarterLoad> loads;
    if (asks.empty()) return loads;
    struct Run {
        int from, to;
    };
    std::vector<Run> runs;
    runs.reserve(asks.size());
    int earliest = 0, latest = 0;
    for (const auto& ask : asks) {
        const Date last = ask.last ? std::max(*ask.last, ask.first) : ask.first + usual_days;
        runs.push_back({index_of(quarter_of(ask.first)), index_of(quarter_of(last))});
        earliest = runs.size() == 1 ? runs.back().from : std::min(earliest, runs.back().from);
        latest = runs.size() == 1 ? runs.back().to : std::max(latest, runs.back().to);
    }
    // For each small area the change from quarter to quarter, then its sum: an activity costs its small areas, however
    // long it runs.
    const auto quarters = static_cast<std::size_t>(latest - earliest) + 1;
    std::vector<double> asked(residents.size() * (quarters + 1), 0.0);
    for (std::size_t i = 0; i < asks.size(); ++i)
        for (const auto& part : merged(asks[i].extent)) {
            double* row = asked.data() + part.area * (quarters + 1);
            row[runs[i].from - earliest] += static_cast<double>(part.share);
            row[runs[i].to - earliest + 1] -= static_cast<double>(part.share);
        }
    for (std::size_t area = 0; area < residents.size(); ++area)
        for (std::size_t q = 1; q < quarters; ++q)
            asked[area * (quarters + 1) + q] += asked[area * (quarters + 1) + q - 1];

    for (std::size_t p = 0; p < places.size(); ++p) {
        const auto extent = merged(places[p].extent);
        double people = 0;
        std::vector<double> sums(quarters, 0.0);
        for (const auto& part : extent) {
            const double here = residents[part.area] * static_cast<double>(part.share);
            people += here;
            for (std::size_t q = 0; q < quarters; ++q) sums[q] += here * asked[part.area * (quarters + 1) + q];
        }
        if (people <= 0) continue;
        for (std::size_t q = 0; q < quarters; ++q) {
            const int index = earliest + static_cast<int>(q);
            if (sums[q] > 1e-9) loads.push_back({p, {index / 4, index % 4 + 1}, sums[q] / people});
        }
    }
    return loads;
}

}  // namespace thingwall::overlap
