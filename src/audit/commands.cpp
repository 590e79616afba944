#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "audit/audit.hpp"
#include "audit/rules.hpp"
#include "audit/rules_sheet.hpp"
#include "audit/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"
#include "notify/notify.hpp"
#include "partners/partners.hpp"

namespace thingwall::audit {
namespace {

using namespace std::chrono_literals;
constexpr int reminds_days_before = 7;
constexpr auto between_reminders = 24h * 5;
constexpr auto sheet_waits = 24h * 7;

constexpr std::string_view no_link = "This link is not one of ours. Ask the coordinator for a new one";
constexpr std::string_view is_closed = "This audit is closed. Tell the coordinator what should change";

struct Asked {
    Audit audit;
    Partner partner;
};
Result<Asked> asked(db::Reader& reader, std::string_view token) {
    auto partner = store::by_token(reader, token);
    if (!partner) return fail(ErrorKind::not_found, std::string(no_link));
    auto audit = store::audit(reader, partner->audit);
    if (!audit) return fail(ErrorKind::not_found, std::string(no_link));
    if (audit->closed_at) return fail(ErrorKind::conflict, std::string(is_closed));
    return Asked{std::move(*audit), std::move(*partner)};
}

Verdict verdict_of(Says says) {
    return says == Says::added           ? Verdict::added
           : says == Says::changed       ? Verdict::changed
           : says == Says::not_happening ? Verdict::not_happening
                                         : Verdict::right;
}

bool is_asked_about(const activities::Activity& activity, const Audit& audit, OrganisationId partner) {
    return activity.lead == partner && !activity.withdrawn_on && activity.visibility != activities::Visibility::draft &&
           activity.dates.last() >= looks_back_to(audit);
}

}  // namespace

Auditing::Auditing(kernel::Services services, identity::Identity& identity, activities::Activities& activities,
                   notify::Notify& post)
    : services_(services), identity_(identity), activities_(activities), post_(post) {}

void Auditing::add_jobs(jobs::Runner& runner) {
    runner.add_every("audit.remind", 24h, [this](db::Transaction& tx, const jobs::Job&) {
        remind_all(tx);
        return true;
    });
    runner.add_every("audit.forget_sheets", 24h, [](db::Transaction& tx, const jobs::Job&) {
        store::forget_sheets(tx, tx.now() - sheet_waits);
        return true;
    });
}

std::vector<Unanswered> Auditing::asked_of(OrganisationId partner) const {
    auto rows = services_.database.read([&](db::Reader& reader) { return store::asked_of(reader, partner); });
    for (auto& row : rows) row.path = path_of(row.path);
    return rows;
}

UnansweredList Auditing::unanswered(std::int64_t limit, std::int64_t offset) const {
    return services_.database.read([&](db::Reader& reader) {
        const auto totals = store::count_asked(reader);
        UnansweredList list{store::unanswered(reader, limit, offset), totals.unanswered, totals.asked};
        for (auto& row : list.rows) row.path.clear();  // whoever has it answers for the partner
        return list;
    });
}

std::string Auditing::name_of(OrganisationId organisation) const {
    const auto found = identity_.organisation(organisation);
    return found ? found->name : std::string{};
}

// What the organisation says of itself; where it says nothing, the first of its officers.
std::string Auditing::address_of(db::Reader& reader, OrganisationId organisation) const {
    if (auto profile = partners::profile(reader, organisation); !profile.email.empty()) return profile.email;
    const auto officers = identity::officers_of(reader, organisation);
    return officers.empty() ? std::string{} : officers.front().email;
}

Result<std::int64_t> Auditing::open(db::Transaction& tx, const web::Actor& actor, const AuditDraft& draft) {
    auto audit = check(draft, london_day(tx.now()));
    if (!audit) return std::unexpected(audit.error());
    audit->id = tx.new_number();
    audit->opened_at = tx.now();
    store::insert(tx, *audit, actor.person, actor.organisation);
    const int this_year = london_day(tx.now()).year();
    for (const auto& organisation : identity::organisations(tx)) {
        if (!organisation.active) continue;
        Partner partner{
            audit->id, organisation.id, services_.random.token(), address_of(tx, organisation.id), {}, {}, 0, {}};
        store::insert_partner(tx, partner);
        if (!partner.email.empty())
            post_.queue(tx, letter(*audit, partner, organisation.name, services_.site.partnership, this_year, false));
    }
    journal::record(tx, {actor.person, actor.organisation}, "audit.opened", audit->id, audit->name);
    return audit->id;
}

Done Auditing::close(db::Transaction& tx, const web::Actor& actor, std::int64_t id) {
    if (!store::audit(tx, id)) return fail(ErrorKind::not_found, "There is no such audit");
    if (!store::close(tx, id)) return fail(ErrorKind::conflict, "This audit is closed already");
    journal::record(tx, {actor.person, actor.organisation}, "audit.closed", id);
    return {};
}

Done Auditing::remind(db::Transaction& tx, const web::Actor& actor, std::int64_t id, OrganisationId organisation) {
    const auto audit = store::audit(tx, id);
    const auto partner = store::partner(tx, id, organisation);
    if (!audit || !partner) return fail(ErrorKind::not_found, "This partner was not asked");
    if (audit->closed_at) return fail(ErrorKind::conflict, std::string(is_closed));
    if (partner->answered_at) return fail(ErrorKind::conflict, "This partner has answered already");
    if (partner->email.empty())
        return fail(ErrorKind::conflict, "No address is known for this partner. Give it the link, or ring");
    post_.queue(tx, letter(*audit, *partner, name_of(organisation), services_.site.partnership,
                           london_day(tx.now()).year(), true));
    store::add_reminder(tx, *partner);
    journal::record(tx, {actor.person, actor.organisation}, "audit.reminded", id);
    return {};
}

std::int64_t Auditing::remind_all(db::Transaction& tx) {
    const Date today = london_day(tx.now());
    std::int64_t letters = 0;
    for (const auto& partner : store::to_remind(tx, today + reminds_days_before, tx.now() - between_reminders)) {
        const auto audit = store::audit(tx, partner.audit);
        post_.queue(
            tx, letter(*audit, partner, name_of(partner.organisation), services_.site.partnership, today.year(), true));
        store::add_reminder(tx, partner);
        ++letters;
    }
    if (letters > 0) journal::record(tx, {}, "audit.reminded", letters);
    return letters;
}

std::vector<activities::Activity> Auditing::entries(const Audit& audit, OrganisationId partner) {
    std::vector<activities::Activity> found;
    activities_.snapshot()->each(looks_back_to(audit), [&](const activities::EntryPointer& entry) {
        if (entry->lead == partner && !entry->withdrawn)
            if (auto activity = activities_.find(entry->id, {partner, true});
                activity && is_asked_about(*activity, audit, partner))
                found.push_back(std::move(*activity));
        return true;
    });
    return found;
}

Done Auditing::say(db::Transaction& tx, std::string_view token, ActivityId id, Verdict verdict,
                   const activities::Draft& draft) {
    auto who = asked(tx, token);
    if (!who) return std::unexpected(who.error());
    const auto& partner = who->partner;
    Answer answer{tx.new_number(), partner.organisation, id, 0, verdict, {}, tx.now(), {}, {}};
    if (verdict != Verdict::added) {
        const auto activity = activities_.find(id, {partner.organisation, true});
        if (!activity || !is_asked_about(*activity, who->audit, partner.organisation))
            return fail(ErrorKind::not_found, "This entry is not one of yours");
        answer.version = activity->version;
    }
    if (verdict == Verdict::added || verdict == Verdict::changed) {
        answer.draft = draft;
        auto checked = activities::check(draft, activities_.lists().known(), partner.organisation,
                                         activities::Ask::as_far_as_known);
        if (!checked) return std::unexpected(checked.error());
    }
    if (id.known()) store::drop_answer(tx, who->audit.id, partner.organisation, id);
    store::insert_answer(tx, who->audit.id, answer);
    journal::record(tx, {{}, partner.organisation}, "audit.said", who->audit.id);
    return {};
}

Result<std::int64_t> Auditing::keep_sheet(db::Transaction& tx, std::string_view token, std::string_view filename,
                                          const std::string& content) {
    auto who = asked(tx, token);
    if (!who) return std::unexpected(who.error());
    KeptSheet sheet{tx.new_number(),
                    who->audit.id,
                    who->partner.organisation,
                    std::string(beginning(filename, 200)),
                    content,
                    activities::digest_of(content),
                    {}};
    if (const auto waits = store::waiting_sheet(tx, sheet.audit, sheet.organisation);
        waits && waits->digest == sheet.digest)
        return waits->id;
    store::insert_sheet(tx, sheet);
    return sheet.id;
}

Done Auditing::say_sheet(db::Transaction& tx, std::string_view token, std::int64_t id, const SheetPreview& preview,
                         bool and_finish) {
    auto who = asked(tx, token);
    if (!who) return std::unexpected(who.error());
    const auto& partner = who->partner;
    const auto sheet = store::sheet(tx, id);
    if (!sheet || sheet->audit != who->audit.id || sheet->organisation != partner.organisation)
        return fail(ErrorKind::not_found, "This file is gone. Send it again");
    if (sheet->taken_at) return {};
    for (const auto& row : preview.rows) {
        if (row.says == Says::wrong || row.said_before) continue;
        if (row.replaces != 0) store::drop_new(tx, who->audit.id, partner.organisation, row.replaces);
        if (row.says == Says::taken_away) continue;
        if (row.activity.known()) store::drop_answer(tx, who->audit.id, partner.organisation, row.activity);
        store::insert_answer(tx, who->audit.id,
                             {tx.new_number(),
                              partner.organisation,
                              row.activity,
                              row.version,
                              verdict_of(row.says),
                              row.draft,
                              tx.now(),
                              {},
                              {}});
    }
    store::set_sheet_taken(tx, id);
    journal::record(tx, {{}, partner.organisation}, "audit.said_by_sheet", who->audit.id, sheet->digest);
    if (!and_finish) return {};
    store::set_answered(tx, partner, true);
    journal::record(tx, {{}, partner.organisation}, "audit.answered", who->audit.id);
    return {};
}

Own Auditing::own_of(const Audit& audit, const Partner& partner) {
    Own own{partner.organisation, entries(audit, partner.organisation), {}, {}, partner.sheet_at};
    own.answers = services_.database.read(
        [&](db::Reader& reader) { return store::answers(reader, audit.id, partner.organisation); });
    for (const auto& answer : own.answers)
        if (answer.verdict == Verdict::not_happening && answer.taken_at)
            if (auto gone = activities_.find(answer.activity, {partner.organisation, true}); gone && gone->withdrawn_on)
                own.gone.push_back(std::move(*gone));
    return own;
}

Done Auditing::finish(db::Transaction& tx, std::string_view token, bool answered) {
    auto who = asked(tx, token);
    if (!who) return std::unexpected(who.error());
    store::set_answered(tx, who->partner, answered);
    journal::record(tx, {{}, who->partner.organisation}, answered ? "audit.answered" : "audit.reopened", who->audit.id);
    return {};
}

Result<Auditing::TakenIn> Auditing::take_in(const web::Actor& actor, std::int64_t id, OrganisationId partner) {
    const auto answers =
        services_.database.read([&](db::Reader& reader) { return store::answers(reader, id, partner); });
    web::Actor by = actor;  // for the partner, by the coordinator: the history shows both
    by.organisation = partner;
    TakenIn done;
    for (const auto& answer : answers) {
        if (answer.taken_at) continue;
        auto taken = services_.database.write([&](db::Transaction& tx) -> Done {
            Result<activities::Registered> kept = activities::Registered{};
            if (answer.verdict == Verdict::changed)
                kept = activities::edit_activity(tx, by, answer.activity, answer.version, answer.draft,
                                                 activities_.context(), activities::Ask::as_far_as_known);
            else if (answer.verdict == Verdict::not_happening)
                kept = activities::withdraw(tx, by, answer.activity, answer.version,
                                            "Its lead said in the engagement audit that it does not happen.",
                                            activities_.context());
            else if (answer.verdict == Verdict::added)
                kept = activities::register_known(tx, by, answer.draft, {}, activities_.context());
            if (!kept) return std::unexpected(kept.error());
            store::set_taken(tx, answer.id, {});
            return {};
        });
        if (taken) {
            ++done.taken;
            continue;
        }
        ++done.left;
        const std::string why = describe(taken.error());
        auto noted = services_.database.write([&](db::Transaction& tx) -> Done {
            store::set_taken(tx, answer.id, why);
            return {};
        });
        if (!noted) return std::unexpected(noted.error());
    }
    auto journalled = services_.database.write([&](db::Transaction& tx) -> Done {
        journal::record(tx, {actor.person, actor.organisation}, "audit.taken_in", id);
        return {};
    });
    if (!journalled) return std::unexpected(journalled.error());
    return done;
}

}  // namespace thingwall::audit
