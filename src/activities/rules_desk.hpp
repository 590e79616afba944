#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "activities/listing.hpp"
#include "base/date.hpp"

/// What of the register asks a body to do something. Pure; one look at each activity.
namespace thingwall::activities {

/// The activities that one body leads, parted by what is to be done.
struct ToDo {
    std::vector<EntryPointer> drafts;           ///< for its own officers alone (identity::may_see); by last day
    std::vector<EntryPointer> ahead;            ///< running or to come, no drafts, not withdrawn; by last day
    std::vector<EntryPointer> without_results;  ///< closed, and what people said is not written down; newest first
};
struct ToDoLists {
    std::unordered_map<OrganisationId, ToDo> by_lead;
    std::vector<EntryPointer> overdue;  ///< of all: people were to be told by now (feedback_due); longest first
    [[nodiscard]] const ToDo& of(OrganisationId lead) const;
};
[[nodiscard]] ToDoLists to_do_lists(const Snapshot& snapshot, Date today);

/// An activity that opens or closes soon.
struct Soon {
    EntryPointer entry;
    Date day;
    bool opens = false;  ///< else it closes
};
/// Of these, from today on within so many days; by day. Of which only the month or year is known are left out. One that
/// opens and closes in these days is named once, by its opening.
[[nodiscard]] std::vector<Soon> opening_or_closing(std::span<const EntryPointer> ahead, Date today, int days);

}  // namespace thingwall::activities
