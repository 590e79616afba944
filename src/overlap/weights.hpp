#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace thingwall::overlap {

/// The kinds of evidence that are weighed, in the order of their values.
enum class EvidenceKind { subject, theme_same, theme_other, people, people_words, questions, place, dates };
inline constexpr std::size_t evidence_kinds = 8;
[[nodiscard]] std::string_view name_of(EvidenceKind kind);  ///< "Subject and words"
/// What was seen of one pair, before it is weighed.
using EvidenceValues = std::array<double, evidence_kinds>;

/// How much each thing compared changes the odds. Those that the program brings were learned on registers that the
/// project makes for itself, with other words, names and subjects than those it is tried on
/// (docs/decisions/0002-overlap-weights.md); a partnership's decisions may refit them. Natural logarithms.
struct Weights {
    std::string version = "2026-11, set 1";
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

    /// Factor of each kind of evidence; theme_other counts against, and is given as it weighs (0.81).
    [[nodiscard]] EvidenceValues factors() const;
    /// The log of odds of a pair of which every value is 0.
    [[nodiscard]] double intercept() const;
    /// The same with other factors, what is usual staying as it is.
    [[nodiscard]] Weights with(const EvidenceValues& factors, double intercept, std::string its_version) const;
    friend bool operator==(const Weights&, const Weights&) = default;
};
[[nodiscard]] const Weights& built_in_weights();

/// {"version": "...", "start": -4.1, ...}, and back. Nothing for what is no such text.
[[nodiscard]] std::string to_json(const Weights& weights);
[[nodiscard]] std::optional<Weights> weights_from_json(std::string_view text);

}  // namespace thingwall::overlap
