#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

namespace thingwall::overlap {

/// How much of one small area's population is asked. `area` counts from 0 in the ground that the index was given.
struct AreaShare {
    std::uint32_t area = 0;
    float share = 1;  ///< 0 to 1
    friend bool operator==(const AreaShare&, const AreaShare&) = default;
};
using Extent = std::vector<AreaShare>;

/// Who asks whom about what, where and when: all that overlap needs to know of an activity.
/// Blank means unknown, never "none": an unknown audience or theme speaks neither for nor against.
struct Ask {
    ActivityId id;
    std::string title;
    std::string description;
    std::vector<std::string> questions;
    OrganisationId organisation;
    std::string organisation_name;      ///< for the sentence
    std::vector<OrganisationId> joint;  ///< bodies that already do it together with the lead
    ActivityId umbrella;                ///< the activity that this is part of; not known when on its own
    std::int64_t series = 0;            ///< activities that repeat one another; 0 when in none
    Date first;
    std::optional<Date> last;                 ///< unknown when nothing: then taken as long as is usual in the register
    Extent extent;                            ///< empty for a community of interest without a place
    std::vector<std::string> audience_codes;  ///< "all" or "everyone" is everybody
    std::string audience_text;
    std::vector<std::string> subjects;  ///< ids of the subject list, chosen by a person
    std::string theme;
    std::vector<std::string> methods;
};

/// What people of this place say for a subject or a community of interest of the list ("the Beacon" for a library).
struct LocalWord {
    bool audience = false;  ///< else a subject
    std::string code;       ///< of the list
    std::string words;
    friend bool operator==(const LocalWord&, const LocalWord&) = default;
};

/// In words: likely is 70 in 100 and over, possible 30 to 69.
enum class Grade { likely, possible, unlikely };
[[nodiscard]] std::string_view word(Grade grade);

/// Why a pair is not for anybody to challenge, however alike it looks.
enum class RuledOut { no, same_body, already_joint, one_umbrella, declared_series, other_people };
[[nodiscard]] std::string_view reason(RuledOut ruled_out);

/// One thing compared. The log-odds of all lines add up to the log-odds of the likelihood.
struct Evidence {
    std::string compared;  ///< "Subject"
    std::string seen;      ///< "Both are about getting a GP appointment"
    double log_odds = 0;   ///< natural logarithm; above 0 speaks for one and the same exercise
    double chance = 0;     ///< 0 to 1: with this line and all before it
};

/// What was found of two activities. Residents are of the ground in both.
struct Finding {
    ActivityId a, b;        ///< a is the one that was screened
    double likelihood = 0;  ///< 0 to 1: that both ask the same people the same thing
    Grade grade = Grade::unlikely;
    RuledOut ruled_out = RuledOut::no;
    std::vector<Evidence> evidence;  ///< where we start, then strongest for first, against last
    double residents_shared = 0;
    double share_of_smaller = 0;  ///< of the residents of the smaller extent, 0 to 1
    double jaccard = 0;           ///< residents in both over residents in either, 0 to 1
    int days_shared = 0;
    int days_between = 0;  ///< whole days that lie between the two; 0 when one follows straight after the other
    std::vector<std::string> subjects;  ///< labels from the subject list that both are about
    std::vector<std::string> words;     ///< words in both that carried the likeness, strongest first
    std::string why;                    ///< one sentence
    std::string unlike;                 ///< "Unlike: ...", or "Unlike: nothing that we can see."
};

/// A pair without its words, for lists of many.
struct Pair {
    ActivityId a, b;  ///< a < b
    double likelihood = 0;
};

/// A likely or possible pair that is not settled.
struct OpenPair {
    ActivityId a, b;  ///< a < b
    double likelihood = 0;
    std::optional<Date> reply_by = {};  ///< both leads were asked, and are to answer by this day; none: nobody was yet
};

/// Something like it that these people were asked before.
struct AskedBefore {
    ActivityId id;
    double likeness = 0;  ///< 0 to 1: that it was about the same subject
    double residents_shared = 0;
    int days_ago = 0;  ///< from its last day to the first day of the one screened
};

}  // namespace thingwall::overlap
