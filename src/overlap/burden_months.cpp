#include "overlap/burden_months.hpp"

#include <algorithm>
#include <utility>

namespace thingwall::overlap {
namespace {

int month_of(std::int32_t day) {
    return Month::of(Date::from_number(day)).number();
}

}  // namespace

std::vector<double> reach_of(std::span<const Extent> extents, std::span<const double> residents, const Extent& place) {
    std::vector<double> here(residents.size(), 0.0);
    double people = 0;
    for (const auto& part : place) {
        if (part.area >= residents.size()) continue;
        here[part.area] = residents[part.area] * static_cast<double>(part.share);
        people += here[part.area];
    }
    std::vector<double> reach(extents.size(), 0.0);
    if (people <= 0) return reach;
    for (std::size_t e = 0; e < extents.size(); ++e) {
        double both = 0;
        for (const auto& part : extents[e])
            if (part.area < residents.size()) both += here[part.area] * static_cast<double>(part.share);
        reach[e] = std::min(1.0, both / people);
    }
    return reach;
}

std::vector<Load> load_by_period(std::span<const AskedOnce> asked, std::span<const Extent> extents,
                                 std::span<const double> residents, std::span<const Extent> places,
                                 const Periods& periods) {
    // Many activities ask one extent: each counts there once, as a change where it begins and where it has ended.
    struct Change {
        int times = 0;
        double minutes = 0;
    };
    const auto count = static_cast<std::size_t>(periods.count), wide = count + 1;
    std::vector<Change> by_extent(extents.size() * wide);
    const std::int32_t first_day = periods.from.first_day().number(),
                       last_day = periods.first_of(periods.count).first_day().number() - 1;
    for (const auto& one : asked) {
        if (one.last < first_day || one.first > last_day) continue;
        const auto period_of = [&](std::int32_t day) {
            return (month_of(day) - periods.from.number()) / periods.months_each;
        };
        const int begins = one.first <= first_day ? 0 : period_of(one.first);
        const int ended = one.last >= last_day ? periods.count : period_of(one.last) + 1;
        Change* row = by_extent.data() + one.extent * wide;
        row[begins].times += 1, row[begins].minutes += one.minutes;
        row[ended].times -= 1, row[ended].minutes -= one.minutes;
    }
    for (std::size_t e = 0; e < extents.size(); ++e)
        for (std::size_t m = 1; m < wide; ++m) {
            by_extent[e * wide + m].times += by_extent[e * wide + m - 1].times;
            by_extent[e * wide + m].minutes += by_extent[e * wide + m - 1].minutes;
        }

    // Which places have a part of each small area, so that an extent costs its small areas and not the places.
    struct Within {
        std::uint32_t place;
        double people;
    };
    std::vector<std::vector<Within>> within(residents.size());
    std::vector<double> people(places.size(), 0.0), reached(places.size(), 0.0);
    for (std::uint32_t p = 0; p < places.size(); ++p)
        for (const auto& part : places[p]) {
            if (part.area >= residents.size()) continue;
            const double here = residents[part.area] * static_cast<double>(part.share);
            within[part.area].push_back({p, here});
            people[p] += here;
        }

    std::vector<Load> found(places.size() * count);
    std::vector<std::uint32_t> met;
    for (std::size_t e = 0; e < extents.size(); ++e) {
        met.clear();
        for (const auto& part : extents[e]) {
            if (part.area >= residents.size()) continue;
            for (const auto& [place, here] : within[part.area]) {
                if (reached[place] == 0) met.push_back(place);
                reached[place] += here * static_cast<double>(part.share);
            }
        }
        for (const auto place : met) {
            const double both = std::exchange(reached[place], 0.0);
            if (both <= 0 || people[place] <= 0) continue;
            const double reach = std::min(1.0, both / people[place]);
            Load* row = found.data() + place * count;
            for (std::size_t m = 0; m + 1 < wide; ++m) {
                const Change& change = by_extent[e * wide + m];
                row[m].times += reach >= reaches_a_place ? change.times : 0;
                row[m].asks += reach * change.times;
                row[m].minutes += reach * change.minutes;
            }
        }
    }
    return found;
}

std::vector<QuietRun> quiet_runs(std::span<const AskedOnce> asks, Date from, int weeks, int days, std::size_t most) {
    std::vector<QuietRun> runs;
    const Date monday = from + (8 - from.weekday()) % 7;
    for (int week = 0; week < weeks; ++week) {
        const Date first = monday + week * 7, last = first + (days - 1);
        const auto times = std::ranges::count_if(
            asks, [&](const auto& ask) { return ask.first <= last.number() && ask.last >= first.number(); });
        runs.push_back({*DateRange::make(first, last), static_cast<int>(times)});
    }
    std::ranges::stable_sort(runs, {}, &QuietRun::times);
    std::vector<QuietRun> chosen;
    for (const auto& run : runs)
        if (chosen.size() < most &&
            std::ranges::none_of(chosen, [&](const auto& other) { return other.days.days_shared_with(run.days) > 0; }))
            chosen.push_back(run);
    std::ranges::sort(chosen, {}, [](const auto& run) { return run.days.first(); });
    return chosen;
}

}  // namespace thingwall::overlap
