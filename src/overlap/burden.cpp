#include "overlap/burden.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "overlap/burden_months.hpp"

namespace thingwall::overlap {
namespace {

constexpr int months_of_a_quarter = 3;

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
    std::vector<AskedOnce> asked;
    std::vector<Extent> extents, grounds;
    asked.reserve(asks.size());
    int earliest = index_of(quarter_of(asks.front().first)), latest = earliest;
    for (const auto& ask : asks) {
        const Date last = ask.last ? std::max(*ask.last, ask.first) : ask.first + usual_days;
        earliest = std::min(earliest, index_of(quarter_of(ask.first)));
        latest = std::max(latest, index_of(quarter_of(last)));
        asked.push_back({ask.first.number(), last.number(), static_cast<std::uint32_t>(extents.size()), 0});
        extents.push_back(merged(ask.extent));
    }
    for (const auto& place : places) grounds.push_back(merged(place.extent));
    const int count = latest - earliest + 1;
    const auto found = load_by_period(asked, extents, residents, grounds,
                                      {Month(earliest * months_of_a_quarter), count, months_of_a_quarter});
    for (std::size_t p = 0; p < places.size(); ++p)
        for (int q = 0; q < count; ++q) {
            const auto& load = found[p * static_cast<std::size_t>(count) + static_cast<std::size_t>(q)];
            const int index = earliest + q;
            if (load.asks > 1e-9) loads.push_back({p, {index / 4, index % 4 + 1}, load.asks});
        }
    return loads;
}

}  // namespace thingwall::overlap
