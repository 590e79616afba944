#include <algorithm>

#include "base/working_days.hpp"
#include "overlap/challenge.hpp"

namespace thingwall::overlap {

std::vector<AnswerWords> all_answers() {
    return {{Answer::join, "join", "Join", "One activity, or shared questions and fieldwork."},
            {Answer::move, "move", "Move my dates", "At another time, with their findings in hand first."},
            {Answer::narrow, "narrow", "Narrow", "Leave out the people or the ground that they ask."},
            {Answer::go_ahead, "go-ahead", "Go ahead, because…", "Another purpose or a duty. Partners see the reason."},
            {Answer::not_the_same, "not-the-same", "It is not the same",
             "The two ask about different things. This teaches the overlaps."}};
}

std::vector<OutcomeWords> all_outcomes() {
    return {{Outcome::joined, "joined", "Joined", "Both stay, with shared questions or fieldwork."},
            {Outcome::merged, "merged", "Merged", "One activity; the other body is its partner."},
            {Outcome::retimed, "retimed", "Re-timed", "One moved its dates, and has the other’s findings first."},
            {Outcome::narrowed, "narrowed", "Narrowed", "One leaves out people or ground of the other."},
            {Outcome::justified, "justified", "Justified", "Both go ahead, for a reason that partners can read."},
            {Outcome::not_an_overlap, "not-an-overlap", "Not an overlap", "They ask about different things."}};
}

std::optional<Answer> parse_answer(std::string_view code) {
    for (const auto& one : all_answers())
        if (one.code == code) return one.answer;
    return std::nullopt;
}

std::optional<Outcome> parse_outcome(std::string_view code) {
    for (const auto& one : all_outcomes())
        if (one.code == code) return one.outcome;
    return std::nullopt;
}

std::string_view words_of(Answer answer) {
    return all_answers()[static_cast<std::size_t>(answer)].words;
}
std::string_view words_of(Outcome outcome) {
    if (outcome == Outcome::withdrawn) return "One was withdrawn";
    return all_outcomes()[static_cast<std::size_t>(outcome)].words;
}

const Reply* Challenge::reply_of(OrganisationId body) const {
    auto found = std::ranges::find(replies, body, &Reply::organisation);
    return found == replies.end() ? nullptr : &*found;
}

Date answer_day(Date asked) {
    return after_working_days(asked, days_to_answer);
}
Date reminder_day(Date reply_by) {
    return before_working_days(reply_by, reminder_days_before);
}

std::optional<Outcome> agreed(const Challenge& challenge) {
    const auto *a = challenge.reply_of(challenge.lead_a), *b = challenge.reply_of(challenge.lead_b);
    if (a == nullptr || b == nullptr) return std::nullopt;
    if (a->answer == Answer::join && b->answer == Answer::join) return Outcome::joined;
    if (a->answer == Answer::not_the_same && b->answer == Answer::not_the_same) return Outcome::not_an_overlap;
    return std::nullopt;
}

bool needs_reason(Outcome outcome) {
    return outcome == Outcome::justified || outcome == Outcome::not_an_overlap;
}

std::optional<Money> most_saved(Outcome outcome, std::optional<Money> cost_a, std::optional<Money> cost_b) {
    if ((outcome != Outcome::joined && outcome != Outcome::merged) || !cost_a || !cost_b) return std::nullopt;
    return Money{std::min(cost_a->pence(), cost_b->pence())};
}

}  // namespace thingwall::overlap
