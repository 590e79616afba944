#pragma once
#include <string>
#include <string_view>

#include "overlap/extents.hpp"
#include "overlap/model.hpp"
#include "overlap/types.hpp"
#include "overlap/weights.hpp"

namespace thingwall::overlap {

/// Days in common and between, and how long the wait counts.
struct Meet {
    int days_shared = 0, days_between = 0;
    [[nodiscard]] double nearness() const;  ///< 1 when they meet, falling with the gap (15 days)
};

enum class Themes { same, other, blank };

/// Everything that was compared of one pair, and the log of odds that each gives.
struct Compared {
    Likeness text;
    AudienceMatch audience;
    Ground ground;
    Meet meet;
    Themes themes = Themes::blank;
    double start = 0;  ///< of the weights that it was compared by
    double subject = 0, words = 0, chosen = 0, theme = 0, people = 0, questions = 0, place = 0, dates = 0;

    /// What was seen, before it is weighed.
    [[nodiscard]] EvidenceValues values() const;
    [[nodiscard]] double log_odds() const {
        return start + subject + words + chosen + theme + people + questions + place + dates;
    }
};

[[nodiscard]] double chance_of(double log_odds);  ///< 0 to 1
[[nodiscard]] Grade grade_of(double likelihood);

[[nodiscard]] Compared compare(const Model& model, const Prepared& a, const Prepared& b, const Ground& ground,
                               Meet meet);

/// The same for a pair whose log of odds is at least `least`; false as soon as it cannot be, or when the audiences are
/// disjoint. What is cheap to compare comes first.
[[nodiscard]] bool compare_if(const Model& model, const Prepared& a, const Prepared& b, const Ground& ground, Meet meet,
                              double least, Compared& made);

/// One side of a pair, for the words.
struct Side {
    const Ask& ask;
    const Prepared& text;
    bool same_ground = false;
};
/// The whole finding in words: evidence, subjects, words in common, why and why not.
void explain(Finding& finding, const Model& model, const Compared& compared, const Side& a, const Side& b);

}  // namespace thingwall::overlap
