#include "overlap/letters_challenge.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using Kind = notify::Block::Kind;

notify::Letter letter_to(const Receiver& to, std::string kind) {
    notify::Letter letter;
    letter.kind = std::move(kind);
    letter.to = to.email;
    letter.to_name = to.name;
    return letter;
}

void say(notify::Letter& letter, std::string words) {
    letter.body.push_back({Kind::paragraph, std::move(words), {}});
}
void item(notify::Letter& letter, std::string words) {
    letter.body.push_back({Kind::item, std::move(words), {}});
}
void link(notify::Letter& letter, std::string words, const Sides& sides, std::string_view part = {}) {
    letter.body.push_back(
        {Kind::link, std::move(words), path_of(sides.own.ask.id, sides.other.ask.id) + std::string(part)});
}

std::string quoted(std::string_view title) {
    return fmt::format("“{}”", title);
}
std::string because_of(const Sides& sides) {
    return fmt::format("You get this because you look after {} for {}.", quoted(sides.own.ask.title),
                       sides.own.ask.organisation_name);
}
std::string days_in_common(const Finding& finding) {
    if (finding.days_shared > 0) return count_of(finding.days_shared, "day", "days") + " in common";
    return count_of(finding.days_between, "day", "days") + " between the two";
}

}  // namespace

notify::Letter letter_asking(const Receiver& to, const Sides& sides, const Challenge& challenge, const Finding& finding,
                             std::string_view from, std::string_view words) {
    auto letter = letter_to(to, "challenge.asked");
    letter.subject = fmt::format("{} and you plan to ask the same people", sides.other.ask.organisation_name);
    say(letter, fmt::format("Good morning, {}.", to.name));
    say(letter,
        fmt::format("{} plans {}. It may ask the same people about the same thing as your {}.",
                    sides.other.ask.organisation_name, quoted(sides.other.ask.title), quoted(sides.own.ask.title)));
    say(letter, challenge.why);
    if (!challenge.unlike.empty()) say(letter, challenge.unlike);
    item(letter, fmt::format("{} residents live on the ground of both", about(std::llround(finding.residents_shared))));
    item(letter, days_in_common(finding));
    if (!words.empty()) say(letter, fmt::format("{} writes: {}", from, words));
    say(letter,
        "What would you like to do? You can join, move your dates, narrow whom you ask, or go ahead and say why. "
        "Nobody has to stop.");
    link(letter, "See both side by side, and answer", sides, "#answers");
    say(letter, fmt::format("Please answer by {}.", long_date(challenge.reply_by)));
    letter.why = because_of(sides);
    return letter;
}

notify::Letter letter_answered(const Receiver& to, const Sides& sides, const Reply& reply) {
    auto letter = letter_to(to, "challenge.answered");
    letter.subject =
        fmt::format("{} answered about {}", sides.other.ask.organisation_name, quoted(sides.own.ask.title));
    say(letter, fmt::format("{} was asked about {} and your {}. Their answer: {}", sides.other.ask.organisation_name,
                            quoted(sides.other.ask.title), quoted(sides.own.ask.title), words_of(reply.answer)));
    if (!reply.words.empty()) say(letter, fmt::format("They write: {}", reply.words));
    link(letter, "See both, and answer", sides, "#answers");
    letter.why = because_of(sides);
    return letter;
}

notify::Letter letter_reminding(const Receiver& to, const Sides& sides, const Challenge& challenge) {
    auto letter = letter_to(to, "challenge.reminder");
    letter.subject =
        fmt::format("A reminder: {} and you plan to ask the same people", sides.other.ask.organisation_name);
    say(letter, fmt::format("You were asked what you would like to do about {} and {} of {}. Please answer by {}.",
                            quoted(sides.own.ask.title), quoted(sides.other.ask.title),
                            sides.other.ask.organisation_name, long_date(challenge.reply_by)));
    say(letter, "After that the coordinator takes it up with both of you.");
    link(letter, "See both, and answer", sides, "#answers");
    letter.why = because_of(sides);
    return letter;
}

notify::Letter letter_settled(const Receiver& to, const Sides& sides, const Challenge& challenge) {
    auto letter = letter_to(to, "challenge.settled");
    std::string outcome(challenge.outcome ? words_of(*challenge.outcome) : std::string_view{});
    letter.subject = fmt::format("{}: {}", outcome, sides.own.ask.title);
    say(letter, fmt::format("{} and {} of {}: {}.", quoted(sides.own.ask.title), quoted(sides.other.ask.title),
                            sides.other.ask.organisation_name, outcome));
    if (!challenge.reason.empty()) say(letter, challenge.reason);
    if (challenge.outcome == Outcome::joined || challenge.outcome == Outcome::merged)
        say(letter, fmt::format("Please make {} a partner of your activity in the register, so that nobody is asked "
                                "about the two again.",
                                sides.other.ask.organisation_name));
    if (challenge.outcome == Outcome::retimed || challenge.outcome == Outcome::narrowed)
        say(letter, "Please put the change into the register. The two are then compared anew.");
    link(letter, "See both", sides);
    letter.why = because_of(sides);
    return letter;
}

notify::Letter letter_other_withdrawn(const Receiver& to, const Asking& own) {
    auto letter = letter_to(to, "challenge.withdrawn");
    letter.subject = fmt::format("Nothing more to answer: {}", own.ask.title);
    say(letter,
        fmt::format("The other activity that asked the same people as your {} was withdrawn. Nothing more is asked.",
                    quoted(own.ask.title)));
    letter.why = because_of({own, own});
    return letter;
}

notify::Letter letter_overdue(const Receiver& to, const Asking& a, const Asking& b, const Challenge& challenge,
                              const std::vector<std::string>& silent) {
    auto letter = letter_to(to, "challenge.overdue");
    letter.subject = fmt::format("No answer yet: {} and {}", a.ask.title, b.ask.title);
    say(letter, fmt::format("Answers about {} of {} and {} of {} were due on {}. Not answered: {}.",
                            quoted(a.ask.title), a.ask.organisation_name, quoted(b.ask.title), b.ask.organisation_name,
                            long_date(challenge.reply_by), listed(silent)));
    letter.body.push_back({Kind::link, "See both, and settle it", path_of(a.ask.id, b.ask.id) + "#answers"});
    letter.why = "You get this because you are the partnership’s coordinator.";
    return letter;
}

}  // namespace thingwall::overlap
