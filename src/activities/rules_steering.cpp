#include "activities/rules_steering.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "activities/codes.hpp"

namespace thingwall::activities {
namespace {

bool counts(const Entry& entry) {
    return !entry.withdrawn && entry.visibility != Visibility::draft;
}

bool is_consultation(const Entry& entry) {
    return entry.dates_known == DatesKnown::day &&
           std::ranges::any_of(entry.methods, [](const auto& method) { return is_written(method); });
}

}  // namespace

std::int64_t registered_in(const Snapshot& snapshot, const DateRange& days) {
    std::int64_t found = 0;
    snapshot.each({}, [&](const EntryPointer& entry) {
        found += entry->visibility != Visibility::draft && days.contains(entry->registered) ? 1 : 0;
        return true;
    });
    return found;
}

Compact compact_of(const Snapshot& snapshot, const DateRange& days) {
    Compact compact;
    std::map<OrganisationId, CompactCount> by_lead;
    snapshot.each(days.first(), [&](const EntryPointer& entry) {
        if (!counts(*entry) || !days.contains(entry->first) || !is_consultation(*entry)) return true;
        const bool is_short = entry->last - entry->first + 1 < compact_days;
        const bool unexplained = is_short && !entry->has_reason;
        for (CompactCount* count : {&compact.together, &by_lead[entry->lead]}) {
            ++count->all;
            count->short_ones += is_short ? 1 : 0;
            count->without_reason += unexplained ? 1 : 0;
        }
        if (unexplained) compact.without_reason.push_back(entry);
        return true;
    });
    compact.by_lead.assign(by_lead.begin(), by_lead.end());
    std::ranges::stable_sort(compact.by_lead, {}, [](const auto& one) {
        return std::tuple(-one.second.without_reason, -one.second.short_ones, -one.second.all);
    });
    std::ranges::sort(compact.without_reason, {},
                      [](const EntryPointer& entry) { return std::tuple(entry->first, entry->last, entry->id); });
    return compact;
}

std::vector<Overdue> overdue_feedback(const Snapshot& snapshot, Date today) {
    std::vector<Overdue> found;
    snapshot.each({}, [&](const EntryPointer& entry) {
        if (entry->last >= today) return false;  // by last day: none after it is over
        if (!counts(*entry) || entry->has_results) return true;
        if (const Date due = feedback_due(entry->last); due < today) found.push_back({entry, due});
        return true;
    });
    return found;
}

std::int64_t reported_in(const Snapshot& snapshot, const DateRange& days) {
    std::int64_t found = 0;
    snapshot.each(days.first(), [&](const EntryPointer& entry) {
        if (entry->last > days.last()) return false;
        found += counts(*entry) && entry->has_results ? 1 : 0;
        return true;
    });
    return found;
}

std::vector<AreaLoad> load_of(const Snapshot& snapshot, const Lists& lists, std::string_view layer,
                              const DateRange& days, const DateRange& before) {
    std::vector<AreaLoad> loads;
    std::unordered_map<std::int64_t, std::size_t> place;
    for (const auto& area : lists.areas())
        if (area.group == layer)
            if (const auto id = parse_id(area.id); id && place.try_emplace(*id, loads.size()).second)
                loads.push_back({AreaId{*id}, area.name, 0, 0});
    double everywhere_now = 0, everywhere_before = 0;
    const Date first = std::min(days.first(), before.first()), last = std::max(days.last(), before.last());
    snapshot.each(first, [&](const EntryPointer& entry) {
        if (entry->first > last || !counts(*entry)) return true;
        auto meets = [&](const DateRange& range) {
            return entry->first <= range.last() && entry->last >= range.first() ? 1.0 : 0.0;
        };
        const double now = meets(days), then = meets(before);
        if (entry->ground.whole_borough) {
            everywhere_now += now;
            everywhere_before += then;
        } else if (entry->reached) {
            for (const auto& reached : *entry->reached)
                if (const auto known = place.find(reached.area.value()); known != place.end()) {
                    loads[known->second].now += now * static_cast<double>(reached.of_area);
                    loads[known->second].before += then * static_cast<double>(reached.of_area);
                }
        }
        return true;
    });
    for (auto& load : loads) {
        load.now += everywhere_now;
        load.before += everywhere_before;
    }
    std::ranges::stable_sort(loads, std::greater<>{}, &AreaLoad::now);
    return loads;
}

DateRange quarter_of(Date day) {
    const int first = (day.month() - 1) / 3 * 3 + 1;
    const Date start = *Date::make(day.year(), first, 1);
    const Date next = first == 10 ? *Date::make(day.year() + 1, 1, 1) : *Date::make(day.year(), first + 3, 1);
    return *DateRange::make(start, next - 1);
}

}  // namespace thingwall::activities
