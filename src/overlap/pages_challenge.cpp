#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "notify/notify.hpp"
#include "overlap/evidence.hpp"
#include "overlap/pages_pair.hpp"
#include "overlap/store_challenges.hpp"
#include "overlap/views_challenge.hpp"

namespace thingwall::overlap {
namespace {

using Inside = Overlaps::Inside;

constexpr std::size_t most_to_look_at = 50;
constexpr std::int64_t settled_shown = 50;

std::string who_in_words(db::Reader& reader, PersonId person) {
    if (!person.known()) return {};
    auto known = identity::person(reader, person);
    return known ? fmt::format("{}, {}", known->name, known->organisation_name) : std::string{};
}

std::string short_lead(const Asking& one) {
    return one.shown.lead_short.empty() ? one.ask.organisation_name : one.shown.lead_short;
}

web::Response deed(Inside& inside, const web::Request& request) {
    const std::string_view word = request.parameters[2];
    auto found = pair_for(inside, request);
    const PairNow now = pair_now(found);
    ChallengeView typed;
    typed.deed = word;
    typed.chosen = request.form.get(word == "answer" ? "answer" : "outcome");
    typed.words = request.form.get(word == "ask" || word == "answer" ? "words" : "reason");
    typed.saving = request.form.get("saving");
    const auto version = parse_whole(request.form.get("version")).value_or(0);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        Done result;
        auto keep = [&](const auto& made) {
            if (!made) result = std::unexpected(made.error());
        };
        if (word == "ask")
            keep(ask_both(tx, request.actor, now, typed.words, inside.post));
        else if (word == "answer")
            keep(answer(tx, request.actor, now, typed.chosen, typed.words, inside.post));
        else if (word == "settle")
            keep(settle(tx, request.actor, now, version, typed.chosen, typed.words, inside.post));
        else if (word == "set-aside")
            keep(set_aside(tx, request.actor, now, typed.chosen, typed.words));
        else if (word == "saving")
            keep(confirm_saving(tx, request.actor, now.key(), version, typed.saving));
        else
            result = fail(ErrorKind::not_found, "There is no such page");
        if (!result) return std::unexpected(result.error());
        return path_of(found.ours->ask.id, found.theirs->ask.id) + "?done=" + std::string(word) + "#answers";
    });
    if (!done && kernel::is_invalid(done.error()))
        return show_pair(inside, request, found, std::move(typed), done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

QueueRow row_of(const Inside& inside, const Challenge& challenge, OrganisationId viewer) {
    QueueRow row;
    row.path = path_of(challenge.pair.a, challenge.pair.b) + "#answers";
    auto side = [&](ActivityId id, std::string& title, std::string& lead) {
        const auto one = inside.find(id);
        title = one ? one->ask.title : "An activity that was withdrawn";
        lead = one ? one->ask.organisation_name : "";
        return one ? short_lead(*one) : std::string{};
    };
    const auto a = side(challenge.pair.a, row.title_a, row.lead_a), b = side(challenge.pair.b, row.title_b, row.lead_b);
    // A page of two needs both: of one that was withdrawn the other is shown.
    if (a.empty() || b.empty())
        row.path = fmt::format("/activities/{}", (a.empty() ? challenge.pair.b : challenge.pair.a).value());
    auto said = [&](const std::string& lead, OrganisationId body) {
        const auto* reply = challenge.reply_of(body);
        return lead.empty() ? std::string{}
                            : fmt::format("{}: {}. ", lead, reply ? words_of(reply->answer) : "no answer yet");
    };
    row.answers = said(a, challenge.lead_a) + said(b, challenge.lead_b);
    if (a.empty() || b.empty())
        row.deed = "Look at the one that is left";
    else
        row.deed = challenge.leads(viewer) && challenge.reply_of(viewer) == nullptr ? "Answer" : "Look at both";
    return row;
}

web::Response queues(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const Date today = london_day(inside.services.clock.now());
    const auto body = request.actor.organisation;
    QueuesView view;
    view.coordinator = may_settle(request.actor);
    view.sends_mail = inside.post.can_send();
    std::vector<Challenge> asked, settled;
    inside.services.database.read([&](db::Reader& reader) {
        asked = store::asked(reader);
        settled = store::settled(reader, settled_shown);
        view.this_year = store::settled_since(reader, Instant{Date::make(today.year(), 1, 1)->days()});
    });
    const bool officer = web::admits(web::Access::officer, request.actor.role);
    for (const auto& challenge : asked) {
        if (!view.coordinator && !challenge.leads(body)) continue;
        auto row = row_of(inside, challenge, body);
        row.late = today > challenge.reply_by;
        row.state = long_date(challenge.reply_by, today.year());
        if (officer && challenge.leads(body) && challenge.reply_of(body) == nullptr)
            view.yours.push_back(std::move(row));
        else if (view.coordinator && (row.late || challenge.all_answered())) {
            row.deed = "Settle";
            view.to_settle.push_back(std::move(row));
        } else
            view.waiting.push_back(std::move(row));
    }
    for (const auto& challenge : settled) {
        auto row = row_of(inside, challenge, body);
        row.state = fmt::format("{} on {}", words_of(*challenge.outcome),
                                long_date(london_day(challenge.settled_at), today.year()));
        if (challenge.saving) row.state += fmt::format(", {} saved", describe(*challenge.saving));
        if (!may_follow(request.actor, challenge.lead_a, challenge.lead_b)) row.answers.clear();
        view.settled.push_back(std::move(row));
    }
    if (view.coordinator) {
        std::vector<PairKey> open;
        for (const auto& challenge : asked) open.push_back(challenge.pair);
        for (const auto& pair : live_pairs(inside, request.actor, today)) {
            if (grade_of(pair.likelihood) != Grade::likely ||
                std::ranges::find(open, PairKey{pair.a->ask.id, pair.b->ask.id}) != open.end())
                continue;
            if (view.to_look_at.size() >= most_to_look_at) {
                ++view.more_to_look_at;
                continue;
            }
            QueueRow row;
            row.path = path_of(pair.a->ask.id, pair.b->ask.id);
            row.title_a = pair.a->ask.title;
            row.title_b = pair.b->ask.title;
            row.lead_a = pair.a->ask.organisation_name;
            row.lead_b = pair.b->ask.organisation_name;
            row.state = in_100(pair.likelihood);
            row.deed = "Look and ask";
            view.to_look_at.push_back(std::move(row));
        }
    }
    html::Writer content;
    queues_page(content, view);
    return kernel::show(inside.services, kernel::page(request, "Asking both leads", "/challenges"), std::move(content));
}

}  // namespace

ChallengeView challenge_view(Inside& inside, const web::Request& request, const FoundPair& found) {
    const PairNow now = pair_now(found);
    const auto lead_a = now.a->ask.organisation, lead_b = now.b->ask.organisation;
    ChallengeView view;
    view.action = path_of(found.ours->ask.id, found.theirs->ask.id);
    view.csrf = request.csrf;
    view.key = kernel::new_form_key();
    view.today = london_day(inside.services.clock.now());
    view.sends_mail = inside.post.can_send();
    view.may_ask = may_ask(request.actor, lead_a, lead_b);
    view.may_settle = may_settle(request.actor);
    view.may_follow = may_follow(request.actor, lead_a, lead_b);
    view.ruled_out = found.finding.ruled_out != RuledOut::no;
    view.other_lead = found.theirs->ask.organisation_name;
    inside.services.database.read([&](db::Reader& reader) {
        view.challenge = store::latest(reader, now.key());
        if (!view.challenge) return;
        const auto& challenge = *view.challenge;
        view.changed_since =
            challenge.settled && (challenge.was_a != marks_of(*now.a) || challenge.was_b != marks_of(*now.b));
        view.may_answer = !challenge.settled && challenge.leads(request.actor.organisation) &&
                          web::admits(web::Access::officer, request.actor.role);
        if (challenge.outcome) view.most_saved = most_saved(*challenge.outcome, now.a->shown.cost, now.b->shown.cost);
        for (const auto& one : {found.ours, found.theirs}) {
            ChallengeView::Said said{one->ask.organisation_name, {}, {}};
            if (const auto* reply = challenge.reply_of(one->ask.organisation)) said.reply = *reply;
            view.answers.push_back(std::move(said));
        }
        if (!view.may_follow) return;
        for (const auto& line : store::log(reader, challenge.id))
            view.log.push_back({line.at, who_in_words(reader, line.person), line.words});
    });
    return view;
}

void add_challenge_pages(Inside& inside, web::Router& router) {
    router.get("/challenges", web::Access::viewer,
               [&inside](const web::Request& request) { return queues(inside, request); });
    router.post("/overlaps/{id}/{id}/{word}", web::Access::officer,
                [&inside](const web::Request& request) { return deed(inside, request); });
}

}  // namespace thingwall::overlap
