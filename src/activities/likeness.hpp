#pragma once
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "activities/listing.hpp"
#include "activities/types.hpp"

namespace thingwall::activities {

/// The register by what a row without an identifier can be known again by: words of the title, body and dates.
class Likeness {
public:
    /// Holds only what `sees` lets this person see; withdrawn ones are left out.
    Likeness(const Snapshot& snapshot, const std::function<bool(const Entry&)>& sees);

    using Claimed = std::unordered_set<ActivityId>;  ///< what other rows are already
    /// The same words in the title, the same body and dates: the same activity, entered from another source.
    [[nodiscard]] EntryPointer same(const Activity& row, const Claimed& claimed) const;
    /// One that it may be, and why: a person is asked.
    [[nodiscard]] std::pair<EntryPointer, std::string> perhaps(const Activity& row, const Claimed& claimed) const;

private:
    [[nodiscard]] std::pair<EntryPointer, std::string> alike(const Activity& row, const Claimed& claimed) const;

    std::vector<EntryPointer> entries_;
    std::vector<std::vector<std::string>> words_;                         ///< of each title, sorted
    std::unordered_map<std::string, std::vector<std::size_t>> by_words_;  ///< all words of the title, in order
    std::unordered_map<std::string, std::vector<std::size_t>> by_word_;   ///< body and one word
    std::map<std::pair<OrganisationId, Date>, std::vector<std::size_t>> by_lead_and_day_;
};

/// The words by which a title is known again, each once, sorted: "Draft budget for 2021/22" is 2021, 22, budget. All of
/// its words where none of them says much.
[[nodiscard]] std::vector<std::string> telling_words(std::string_view title);

}  // namespace thingwall::activities
