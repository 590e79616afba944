#include "follow/rules.hpp"

#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::follow {
namespace {

using namespace std::chrono_literals;
constexpr auto due_at = 7h;

// Seven in the morning on a day in London, whether or not the clocks are forward.
Instant seven_on(Date day) {
    const Instant winter = Instant(day.days()) + due_at;
    return london_time(winter) == "8am" ? winter - 1h : winter;
}

std::string heading_of(Line::Kind kind) {
    switch (kind) {
        case Line::Kind::withdrawn:
            return "Will not happen";
        case Line::Kind::results:
            return "What people said";
        case Line::Kind::opened:
            return "Open now: have your say";
        case Line::Kind::coming:
            return "Coming";
        case Line::Kind::moved:
            return "New dates";
        case Line::Kind::closing:
            return "Closes within a week";
    }
    return {};
}

std::string subject_of(const std::vector<const Line*>& lines) {
    const std::string& first = lines.front()->title;
    return lines.size() == 1 ? first : fmt::format("{} and {} more", first, lines.size() - 1);
}

}  // namespace

Instant last_due(Instant now, bool weekly) {
    Date day = london_day(now);
    if (now < seven_on(day)) day = day - 1;
    if (weekly) day = day - (day.weekday() - 1);
    return seven_on(day);
}

std::string own_page(const std::string& key) {
    return "/following/" + key;
}
std::string stop_page(const std::string& key) {
    return "/following/" + key + "/stop";
}

notify::Letter digest(const Follower& follower, const std::vector<const Line*>& lines, const std::string& partnership,
                      int this_year) {
    using Block = notify::Block;
    notify::Letter letter;
    letter.kind = "follow.digest";
    letter.to = follower.email;
    letter.subject = subject_of(lines);
    std::optional<Line::Kind> under;
    for (const auto* line : lines) {
        if (under != line->kind) letter.body.push_back({Block::Kind::heading, heading_of(line->kind), {}});
        under = line->kind;
        letter.body.push_back({Block::Kind::link, line->title, fmt::format("/activities/{}", line->activity)});
        letter.body.push_back(
            {Block::Kind::paragraph, fmt::format("{}. {}.", line->lead, describe(line->days, this_year)), {}});
    }
    letter.body.push_back({Block::Kind::link, "Change what you follow, or how often", own_page(follower.key)});
    letter.why = fmt::format("You get this because you asked {} to tell you {} what is new.", partnership,
                             follower.weekly ? "each week" : "each day");
    letter.unsubscribe = stop_page(follower.key);
    return letter;
}

notify::Letter first_letter(const Asked& asked, const std::string& what, const std::string& partnership) {
    using Block = notify::Block;
    notify::Letter letter;
    letter.kind = "follow.asked";
    letter.to = asked.email;
    letter.subject = "Do you want these e-mails?";
    letter.body = {
        {Block::Kind::paragraph,
         fmt::format(
             "Somebody, we think you, asked {} to send e-mails to this address when there is something new: {}.",
             partnership, what),
         {}},
        {Block::Kind::link, "Yes, send me these e-mails", "/follow/confirm?token=" + asked.token},
        {Block::Kind::paragraph,
         "The link works for 7 days. If it was not you, do nothing: you will hear no more, and we forget the address.",
         {}}};
    letter.why = "You get this because your address was typed into our page.";
    return letter;
}

}  // namespace thingwall::follow
