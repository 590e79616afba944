#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "overlap/types.hpp"

/// Asking both leads of a pair what they would like to do. Values, and the questions that are asked of them.
namespace thingwall::overlap {

using ChallengeId = Id<struct ChallengeTag>;

/// What a lead would like to do. Nobody has to stop.
enum class Answer { join, move, narrow, go_ahead, not_the_same };
/// What came of it. `withdrawn` is for the program to say: one of the two is not asked any more.
enum class Outcome { joined, merged, retimed, narrowed, justified, not_an_overlap, withdrawn };

struct AnswerWords {
    Answer answer;
    std::string_view code, words, meaning;
};
[[nodiscard]] std::vector<AnswerWords> all_answers();
struct OutcomeWords {
    Outcome outcome;
    std::string_view code, words, meaning;
};
[[nodiscard]] std::vector<OutcomeWords> all_outcomes();  ///< that a person may choose
[[nodiscard]] std::optional<Answer> parse_answer(std::string_view code);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view code);
[[nodiscard]] std::string_view words_of(Answer answer);
[[nodiscard]] std::string_view words_of(Outcome outcome);

/// The two activities of a pair, the smaller id first, so that a pair has one name.
struct PairKey {
    ActivityId a, b;
    PairKey(ActivityId one, ActivityId other) : a(one < other ? one : other), b(one < other ? other : one) {}
    friend auto operator<=>(const PairKey&, const PairKey&) = default;
};

struct Reply {
    OrganisationId organisation;
    PersonId person;
    Instant at{};
    Answer answer{};
    std::string words;
};

struct LogLine {
    Instant at{};
    PersonId person;
    OrganisationId organisation;
    std::string deed;   ///< "asked", "answered", "reminded", "escalated", "settled", "saving"
    std::string words;  ///< as people read it
};

struct Challenge {
    ChallengeId id;
    std::int64_t version = 1;
    PairKey pair{ActivityId{}, ActivityId{}};
    OrganisationId lead_a, lead_b;
    bool settled = false;
    PersonId asked_by;
    OrganisationId asked_for;
    Instant asked_at{};
    Date reply_by;
    bool reminded = false, escalated = false;

    // What was found when they were asked.
    double likelihood = 0;
    std::string weights, why, unlike, evidence;

    std::optional<Outcome> outcome;
    std::string reason;
    PersonId settled_by;
    Instant settled_at{};
    std::string was_a, was_b;  ///< marks_of() both when it was settled
    std::optional<Money> saving;
    PersonId saving_by;

    std::vector<Reply> replies;

    [[nodiscard]] bool leads(OrganisationId body) const { return body == lead_a || body == lead_b; }
    [[nodiscard]] const Reply* reply_of(OrganisationId body) const;
    [[nodiscard]] bool all_answered() const { return reply_of(lead_a) != nullptr && reply_of(lead_b) != nullptr; }
};

/// What was settled since some day.
struct SettledTotals {
    std::int64_t settled = 0, joined = 0;  ///< joined or merged
    Money saved;
};

/// What was settled of a pair, as far as its silence hangs on it.
struct Settled {
    std::string was_a, was_b;
};

/// Five working days to answer; a reminder when two are left.
inline constexpr int days_to_answer = 5, reminder_days_before = 2;
[[nodiscard]] Date answer_day(Date asked);
[[nodiscard]] Date reminder_day(Date reply_by);

/// What comes of two answers without anybody else's word: joined when both want to join; nothing otherwise.
[[nodiscard]] std::optional<Outcome> agreed(const Challenge& challenge);
/// Whether an outcome must say why for partners to read.
[[nodiscard]] bool needs_reason(Outcome outcome);
/// "£2,150 at most: the smaller of both costs"; nothing where costs are not known or the outcome saves none.
[[nodiscard]] std::optional<Money> most_saved(Outcome outcome, std::optional<Money> cost_a,
                                              std::optional<Money> cost_b);

}  // namespace thingwall::overlap
