#include <fmt/format.h>

#include "db/db.hpp"
#include "overlap/challenges.hpp"
#include "overlap/service.hpp"
#include "overlap/store_challenges.hpp"

namespace thingwall::overlap {
namespace {

ChallengeLine line_of(const Overlaps::Inside& inside, const Challenge& challenge, const web::Actor& reader,
                      Instant since, Date today) {
    ChallengeLine line;
    line.path = path_of(challenge.pair.a, challenge.pair.b) + "#answers";
    const auto a = inside.find(challenge.pair.a), b = inside.find(challenge.pair.b);
    auto side = [](const AskingPointer& one, std::string& title, std::string& lead) {
        title = one ? one->ask.title : "An activity that was withdrawn";
        if (one) lead = one->shown.lead_short.empty() ? one->ask.organisation_name : one->shown.lead_short;
    };
    side(a, line.title_a, line.lead_a);
    side(b, line.title_b, line.lead_b);
    // A page of two needs both: of one that was withdrawn the other is shown.
    if (!a || !b) line.path = fmt::format("/activities/{}", (a ? challenge.pair.a : challenge.pair.b).value());
    line.asked_on = london_day(challenge.asked_at);
    line.is_new = challenge.asked_at >= since;
    line.reply_by = challenge.reply_by;
    line.late = !challenge.settled && !challenge.all_answered() && today > challenge.reply_by;
    if (may_follow(reader, challenge.lead_a, challenge.lead_b))
        for (const auto& [lead, body] : {std::pair(line.lead_a, challenge.lead_a), {line.lead_b, challenge.lead_b}}) {
            if (lead.empty()) continue;
            const auto* reply = challenge.reply_of(body);
            line.answers += fmt::format("{}{}: {}.", line.answers.empty() ? "" : " ", lead,
                                        reply != nullptr ? words_of(reply->answer) : "no answer yet");
        }
    if (challenge.settled) line.settled_on = london_day(challenge.settled_at);
    if (challenge.outcome) line.outcome = words_of(*challenge.outcome);
    line.reason = challenge.reason;
    line.saving = challenge.saving;
    return line;
}

}  // namespace

SteeringChallenges Overlaps::challenges_since(const web::Actor& reader, Instant since, Instant before) const {
    SteeringChallenges found;
    const Instant now = inside_->services.clock.now();
    std::vector<Challenge> open, settled;
    inside_->services.database.read([&](db::Reader& database) {
        const Instant until = now + std::chrono::hours{24};  // what is written down this moment counts too
        open = store::asked(database);
        settled = store::settled_between(database, since, until, most_settled);
        found.since = store::totals_between(database, since, until);
        found.before = store::totals_between(database, before, since);
    });
    const Date today = london_day(now);
    for (const auto& one : open) found.open.push_back(line_of(*inside_, one, reader, since, today));
    for (const auto& one : settled) found.settled.push_back(line_of(*inside_, one, reader, since, today));
    return found;
}

}  // namespace thingwall::overlap
