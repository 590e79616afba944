#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"
#include "notify/notify.hpp"
#include "overlap/challenges.hpp"
#include "overlap/evidence.hpp"
#include "overlap/letters_challenge.hpp"
#include "overlap/service.hpp"
#include "overlap/store_challenges.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::size_t most_words = 2000;

journal::By by(const web::Actor& actor) {
    return {actor.person, actor.organisation};
}

std::string evidence_json(const Finding& finding) {
    json::Writer out;
    out.begin_array();
    for (const auto& line : finding.evidence)
        out.begin_object()
            .member("compared", std::string_view(line.compared))
            .member("seen", std::string_view(line.seen))
            .member("log_odds", line.log_odds)
            .end_object();
    out.end_array();
    return out.take();
}

Challenge challenge_of(db::Transaction& tx, const web::Actor& actor, const PairNow& now) {
    Challenge made;
    made.id = tx.new_id<ChallengeId>();
    made.pair = now.key();
    made.lead_a = now.a->ask.organisation;
    made.lead_b = now.b->ask.organisation;
    made.asked_by = actor.person;
    made.asked_for = actor.organisation;
    made.asked_at = tx.now();
    made.reply_by = answer_day(london_day(tx.now()));
    made.likelihood = now.finding.likelihood;
    made.weights = now.weights;
    made.why = now.finding.why;
    made.unlike = now.finding.unlike;
    made.evidence = evidence_json(now.finding);
    return made;
}

// Who looks after an activity; when they have left, everybody who acts for its lead.
std::vector<identity::Person> who_looks_after(db::Reader& reader, const Asking& one) {
    if (one.shown.owner.known())
        if (auto owner = identity::person(reader, one.shown.owner);
            owner && owner->active && owner->organisation == one.ask.organisation)
            return {std::move(*owner)};
    return identity::officers_of(reader, one.ask.organisation);
}

template <class MakeLetter>
int tell(db::Transaction& tx, const Sides& sides, const notify::Notify& post, MakeLetter&& make) {
    int told = 0;
    for (const auto& person : who_looks_after(tx, sides.own)) {
        if (person.email.empty()) continue;
        post.queue(tx, make(Receiver{person.name, person.email}, sides));
        ++told;
    }
    return told;
}
template <class MakeLetter>
int tell_both(db::Transaction& tx, const PairNow& now, const notify::Notify& post, MakeLetter&& make) {
    return tell(tx, {*now.a, *now.b}, post, make) + tell(tx, {*now.b, *now.a}, post, make);
}

void note(db::Transaction& tx, const Challenge& challenge, const web::Actor& actor, std::string_view deed,
          std::string words) {
    journal::record(tx, by(actor), fmt::format("challenge.{}", deed), challenge.id.value(), words);
    store::add_line(tx, challenge.id,
                    {tx.now(), actor.person, actor.organisation, std::string(deed), std::move(words)});
}

void check_words(std::string_view field, std::string_view typed, bool needed, std::string_view what, Faults& faults) {
    if (needed && trim(typed).empty()) faults.add(std::string(field), std::string(what));
    if (length(typed) > most_words)
        faults.add(std::string(field), fmt::format("Write at most {} characters", thousands(most_words)));
}

std::unexpected<Error> meanwhile() {
    return fail(ErrorKind::conflict, "Somebody else changed this since you opened it. Read what happened, then answer");
}

// The outcome and its reason, checked.
Result<Outcome> read_outcome(std::string_view outcome, std::string_view reason) {
    Faults faults;
    auto chosen = parse_outcome(outcome);
    if (!chosen) faults.add("outcome", "Say what came of it");
    check_words("reason", reason, chosen && needs_reason(*chosen), "Say why. Partners can read it", faults);
    if (!faults.empty()) return faults.take();
    return *chosen;
}

void close(Challenge& challenge, const web::Actor& actor, const PairNow& now, Outcome outcome, std::string_view reason,
           Instant at) {
    challenge.settled = true;
    challenge.outcome = outcome;
    challenge.reason = trim(reason);
    challenge.settled_by = actor.person;
    challenge.settled_at = at;
    challenge.was_a = marks_of(*now.a);
    challenge.was_b = marks_of(*now.b);
}

std::string settled_words(Outcome outcome, std::string_view reason) {
    return trim(reason).empty() ? fmt::format("Settled: {}.", words_of(outcome))
                                : fmt::format("Settled: {}. {}", words_of(outcome), trim(reason));
}

}  // namespace

bool may_settle(const web::Actor& actor) {
    return web::admits(web::Access::coordinator, actor.role);
}
bool may_ask(const web::Actor& actor, OrganisationId lead_a, OrganisationId lead_b) {
    return may_settle(actor) || (web::admits(web::Access::officer, actor.role) &&
                                 (actor.organisation == lead_a || actor.organisation == lead_b));
}
bool may_follow(const web::Actor& actor, OrganisationId lead_a, OrganisationId lead_b) {
    return may_settle(actor) || (actor.signed_in() && (actor.organisation == lead_a || actor.organisation == lead_b));
}

Result<ChallengeId> ask_both(db::Transaction& tx, const web::Actor& actor, const PairNow& now, std::string_view words,
                             const notify::Notify& post) {
    if (!may_ask(actor, now.a->ask.organisation, now.b->ask.organisation))
        return fail(ErrorKind::forbidden, "The leads of the two, and the coordinator, can ask about a pair");
    if (now.finding.ruled_out != RuledOut::no)
        return fail(ErrorKind::conflict,
                    fmt::format("Nobody is asked about this pair. {}", reason(now.finding.ruled_out)));
    Faults faults;
    check_words("words", words, false, {}, faults);
    if (!faults.empty()) return faults.take();
    if (auto known = store::latest(tx, now.key()); known && !known->settled)
        return fail(ErrorKind::conflict, "Both leads are asked about this pair already");
    Challenge challenge = challenge_of(tx, actor, now);
    store::insert(tx, challenge);
    note(tx, challenge, actor, "asked",
         fmt::format("Both leads asked; answers due {}.", long_date(challenge.reply_by)) +
             (trim(words).empty() ? "" : fmt::format(" “{}”", trim(words))));
    tell_both(tx, now, post, [&](const Receiver& to, const Sides& sides) {
        return letter_asking(to, sides, challenge, now.finding, actor.name, trim(words));
    });
    return challenge.id;
}

Result<ChallengeId> set_aside(db::Transaction& tx, const web::Actor& actor, const PairNow& now,
                              std::string_view outcome, std::string_view reason) {
    if (!may_settle(actor)) return fail(ErrorKind::forbidden, "The coordinator settles what was not asked about");
    auto chosen = read_outcome(outcome, reason);
    if (!chosen) return std::unexpected(chosen.error());
    if (auto known = store::latest(tx, now.key()); known && !known->settled) return meanwhile();
    Challenge challenge = challenge_of(tx, actor, now);
    close(challenge, actor, now, *chosen, reason, tx.now());
    store::insert(tx, challenge);
    note(tx, challenge, actor, "settled", settled_words(*chosen, reason));
    return challenge.id;
}

Done answer(db::Transaction& tx, const web::Actor& actor, const PairNow& now, std::string_view typed,
            std::string_view words, const notify::Notify& post) {
    auto challenge = store::latest(tx, now.key());
    if (!challenge) return fail(ErrorKind::not_found, "Nobody was asked about this pair");
    if (!challenge->leads(actor.organisation) || !web::admits(web::Access::officer, actor.role))
        return fail(ErrorKind::forbidden, "The officers of the two leads answer");
    if (challenge->settled) return fail(ErrorKind::conflict, "This was settled meanwhile. Nothing more is asked");
    Faults faults;
    auto chosen = parse_answer(typed);
    if (!chosen) faults.add("answer", "Say what you would like to do");
    check_words("words", words, chosen && *chosen == Answer::go_ahead, "Say why you go ahead. Partners see the reason",
                faults);
    if (!faults.empty()) return faults.take();

    const Reply reply{actor.organisation, actor.person, tx.now(), *chosen, std::string(trim(words))};
    store::put_reply(tx, challenge->id, reply);
    std::erase_if(challenge->replies, [&](const Reply& old) { return old.organisation == reply.organisation; });
    challenge->replies.push_back(reply);
    note(tx, *challenge, actor, "answered",
         fmt::format("{} answered: {}", actor.organisation_name, words_of(reply.answer)) +
             (reply.words.empty() ? "" : fmt::format(" “{}”", reply.words)));
    const bool is_a = challenge->lead_a == actor.organisation;
    const Sides others_side = is_a ? Sides{*now.b, *now.a} : Sides{*now.a, *now.b};
    const auto outcome = agreed(*challenge);
    if (!outcome) {
        tell(tx, others_side, post,
             [&](const Receiver& to, const Sides& sides) { return letter_answered(to, sides, reply); });
        return {};
    }
    const auto version = challenge->version++;
    close(*challenge, actor, now, *outcome,
          *outcome == Outcome::joined ? "Both leads want to join." : "Both leads say so.", tx.now());
    if (!store::update(tx, *challenge, version)) return meanwhile();
    note(tx, *challenge, actor, "settled", settled_words(*outcome, challenge->reason));
    tell_both(tx, now, post,
              [&](const Receiver& to, const Sides& sides) { return letter_settled(to, sides, *challenge); });
    return {};
}

Done settle(db::Transaction& tx, const web::Actor& actor, const PairNow& now, std::int64_t version,
            std::string_view outcome, std::string_view reason, const notify::Notify& post) {
    if (!may_settle(actor)) return fail(ErrorKind::forbidden, "The coordinator settles");
    auto challenge = store::latest(tx, now.key());
    if (!challenge) return fail(ErrorKind::not_found, "Nobody was asked about this pair");
    if (challenge->settled || challenge->version != version) return meanwhile();
    auto chosen = read_outcome(outcome, reason);
    if (!chosen) return std::unexpected(chosen.error());
    ++challenge->version;
    close(*challenge, actor, now, *chosen, reason, tx.now());
    if (!store::update(tx, *challenge, version)) return meanwhile();
    note(tx, *challenge, actor, "settled", settled_words(*chosen, reason));
    tell_both(tx, now, post,
              [&](const Receiver& to, const Sides& sides) { return letter_settled(to, sides, *challenge); });
    return {};
}

Done confirm_saving(db::Transaction& tx, const web::Actor& actor, PairKey pair, std::int64_t version,
                    std::string_view pounds) {
    if (!may_settle(actor)) return fail(ErrorKind::forbidden, "The coordinator confirms what was saved");
    auto challenge = store::latest(tx, pair);
    if (!challenge || !challenge->settled) return fail(ErrorKind::not_found, "This pair is not settled");
    if (challenge->version != version) return meanwhile();
    auto saved = parse_money(pounds);
    if (!saved || saved->pence() < 0) {
        Faults faults;
        faults.add("saving", saved ? "A saving is £0 or more" : saved.error().message);
        return faults.take();
    }
    ++challenge->version;
    challenge->saving = *saved;
    challenge->saving_by = actor.person;
    if (!store::update(tx, *challenge, version)) return meanwhile();
    note(tx, *challenge, actor, "saving", fmt::format("{} confirmed as saved.", describe(*saved)));
    return {};
}

namespace {

// One of the two is not asked any more: nobody need answer, and who is left is told.
int close_withdrawn(db::Transaction& tx, Challenge& challenge, const PairNow& now, const notify::Notify& post) {
    const auto version = challenge.version++;
    challenge.settled = true;
    challenge.outcome = Outcome::withdrawn;
    challenge.settled_at = tx.now();
    if (!store::update(tx, challenge, version)) return 0;
    note(tx, challenge, {}, "settled", "One of the two was withdrawn. Nothing more is asked.");
    const auto& left = now.a ? now.a : now.b;
    if (!left) return 0;
    return tell(tx, {*left, *left}, post,
                [](const Receiver& to, const Sides& sides) { return letter_other_withdrawn(to, sides.own); });
}

// Who has not answered is reminded; after the day the coordinator is told instead.
int press(db::Transaction& tx, Challenge& challenge, const PairNow& now, bool escalate, const notify::Notify& post) {
    const auto version = challenge.version++;
    challenge.reminded = true;
    challenge.escalated = challenge.escalated || escalate;
    if (!store::update(tx, challenge, version)) return 0;
    int letters = 0;
    std::vector<std::string> silent;
    for (const auto& [own, other] : {std::pair(now.a, now.b), std::pair(now.b, now.a)}) {
        if (challenge.reply_of(own->ask.organisation) != nullptr) continue;
        silent.push_back(own->ask.organisation_name);
        if (!escalate)
            letters += tell(tx, {*own, *other}, post, [&](const Receiver& to, const Sides& sides) {
                return letter_reminding(to, sides, challenge);
            });
    }
    if (escalate)
        for (const auto& person : identity::coordinators(tx)) {
            post.queue(tx, letter_overdue({person.name, person.email}, *now.a, *now.b, challenge, silent));
            ++letters;
        }
    note(tx, challenge, {}, escalate ? "escalated" : "reminded",
         escalate ? fmt::format("No answer by the day from {}. The coordinator was told.", listed(silent))
                  : fmt::format("Reminded: {}.", listed(silent)));
    return letters;
}

}  // namespace

int remind_and_escalate(db::Transaction& tx, Date today, const PairFinder& now_of, const notify::Notify& post) {
    int letters = 0;
    for (auto& challenge : store::asked(tx)) {
        const PairNow now = now_of(challenge.pair);
        if (!now.a || !now.b) {
            letters += close_withdrawn(tx, challenge, now, post);
            continue;
        }
        const bool remind = !challenge.reminded && today >= reminder_day(challenge.reply_by);
        const bool escalate = !challenge.escalated && today > challenge.reply_by;
        if (!challenge.all_answered() && (remind || escalate)) letters += press(tx, challenge, now, escalate, post);
    }
    return letters;
}

}  // namespace thingwall::overlap
