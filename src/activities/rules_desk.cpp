#include "activities/rules_desk.hpp"

#include <algorithm>
#include <tuple>

namespace thingwall::activities {

const ToDo& ToDoLists::of(OrganisationId lead) const {
    static const ToDo nothing;
    const auto known = by_lead.find(lead);
    return known == by_lead.end() ? nothing : known->second;
}

ToDoLists to_do_lists(const Snapshot& snapshot, Date today) {
    ToDoLists lists;
    snapshot.each({}, [&](const EntryPointer& entry) {
        if (entry->withdrawn) return true;
        if (entry->visibility == Visibility::draft) {
            lists.by_lead[entry->lead].drafts.push_back(entry);
        } else if (entry->last >= today) {
            lists.by_lead[entry->lead].ahead.push_back(entry);
        } else if (!entry->has_results) {
            lists.by_lead[entry->lead].without_results.push_back(entry);
            if (feedback_due(entry->last) < today) lists.overdue.push_back(entry);
        }
        return true;
    });
    for (auto& [lead, to_do] : lists.by_lead) std::ranges::reverse(to_do.without_results);
    return lists;
}

std::vector<Soon> opening_or_closing(std::span<const EntryPointer> ahead, Date today, int days) {
    std::vector<Soon> found;
    const Date until = today + days;
    for (const auto& entry : ahead) {
        if (entry->dates_known != DatesKnown::day) continue;
        if (entry->first >= today && entry->first <= until)
            found.push_back({entry, entry->first, true});
        else if (entry->last >= today && entry->last <= until)
            found.push_back({entry, entry->last, false});
    }
    std::ranges::sort(found, {}, [](const Soon& one) { return std::tuple(one.day, !one.opens, one.entry->id); });
    return found;
}

}  // namespace thingwall::activities
