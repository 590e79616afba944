#pragma once
#include <string>
#include <string_view>

#include "overlap/extents.hpp"
#include "overlap/model.hpp"
#include "overlap/types.hpp"

namespace thingwall::overlap {

/// How much each thing compared changes the odds. Learned on registers that the project makes for itself, with other
/// words, names and subjects than those it is tried on: docs/decisions/0002-overlap-weights.md. Natural logarithms.
struct Weights {
    std::string_view version = "2026-11, set 1";
    double start = -4.1;    ///< where we start: a pair that meets in place and time, all else as is usual
    double subject = 0.87;  ///< times what the register says of likeness (Likeness)
    double theme_same = 0.97, theme_other = -0.81;
    double people = 0.86, people_words = 0.21;
    double questions = 2.21;
    double place = 1.32;
    double dates = 2.50;
    /// Subjects that both leads chose: by judgement, as there is nothing to learn from yet.
    double chosen_same = 2.2, chosen_other = -1.0;

    // What is usual among pairs that meet, so that a line is 0 when it says nothing new.
    double usual_meaning = -0.78, usual_words = 0.32, usual_theme = -0.43, usual_people = 0, usual_people_words = 0.08;
    double usual_questions = 0.004, usual_place = 0.82, usual_dates = 0.80;
};
inline constexpr Weights weights{};

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
    double subject = 0, words = 0, chosen = 0, theme = 0, people = 0, questions = 0, place = 0, dates = 0;

    [[nodiscard]] double log_odds() const {
        return weights.start + subject + words + chosen + theme + people + questions + place + dates;
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
