#include <algorithm>
#include <map>

#include "activities/activities.hpp"
#include "audit/audit.hpp"
#include "base/text.hpp"
#include "desk/inside.hpp"
#include "desk/rules.hpp"
#include "forums/forums.hpp"
#include "identity/identity.hpp"
#include "overlap/overlap.hpp"

#include <fmt/format.h>

namespace thingwall::desk {
namespace {

using activities::EntryPointer;
using enum Block;

/// One block being read for one person.
struct Loading {
    Desk::Inside& inside;
    const web::Actor& actor;
    Part part;
    Date today;

    [[nodiscard]] activities::Viewer viewer() const {
        const bool officer = web::admits(web::Access::officer, actor.role);
        return {officer ? actor.organisation : OrganisationId{}, actor.signed_in()};
    }
    [[nodiscard]] const activities::Lists& lists() const { return inside.rooms.activities.lists(); }
    [[nodiscard]] overlap::Slice of_overlap() const { return {part.limit, part.offset}; }

    /// The activity, where this person may see it.
    [[nodiscard]] EntryPointer seen(ActivityId id) const {
        auto entry = inside.rooms.activities.entry(id);
        return entry && !entry->withdrawn && entry->may_be_seen_by(viewer(), today) ? entry : nullptr;
    }
    [[nodiscard]] std::string short_name(OrganisationId body) const {
        auto name = lists().organisation_short(body);
        return name.empty() ? lists().organisation(body) : name;
    }
    [[nodiscard]] Side side_of(const EntryPointer& entry) const {
        if (!entry) return {"An activity that was withdrawn", {}};
        return {entry->title, short_name(entry->lead)};
    }
};

// Rows of a list that lies in memory.
template <class All>
std::span<const typename All::value_type> part_of(const All& all, Part part) {
    const auto size = static_cast<std::int64_t>(all.size());
    const auto from = std::clamp<std::int64_t>(part.offset, 0, size);
    const auto until = std::clamp<std::int64_t>(from + part.limit, from, size);
    return std::span(all).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(until - from));
}

std::string path_of(ActivityId id) {
    return fmt::format("/activities/{}", id.value());
}

// --- Pairs, and what is asked about them. ---

List<PairRow> pairs_of(const Loading& at, const overlap::FreshPairs& found) {
    List<PairRow> list{{}, found.total};
    for (const auto& pair : found.rows) {
        const auto a = at.seen(pair.a), b = at.seen(pair.b);
        list.rows.push_back(
            {overlap::path_of(pair.a, pair.b), at.side_of(a), at.side_of(b), pair.how_sure, pair.residents, pair.days});
    }
    return list;
}

QuestionRow row_of(const Loading& at, const overlap::OpenQuestion& question) {
    QuestionRow row;
    auto a = at.seen(question.a), b = at.seen(question.b);
    // A page of two needs both: of one that was withdrawn the other is shown.
    if (a && b)
        row.path = overlap::path_of(question.a, question.b) + "#answers";
    else
        row.path = path_of(a ? question.a : question.b);
    row.waits_for = question.all_answered() ? "the coordinator"
                    : question.answered_a   ? at.short_name(question.lead_b)
                    : question.answered_b   ? at.short_name(question.lead_a)
                                            : "both";
    const bool own_second = question.lead_b == at.actor.organisation && question.lead_a != at.actor.organisation;
    row.a = at.side_of(own_second ? b : a);
    row.b = at.side_of(own_second ? a : b);
    row.asked_on = question.asked_on;
    row.reply_by = question.reply_by;
    row.days_left = working_days_left(at.today, question.reply_by);
    row.late = at.today > question.reply_by && !question.all_answered();
    row.escalated = question.escalated;
    if (!a || !b)
        row.deed = "Look at the one that is left";
    else
        row.deed = question.all_answered() || row.late ? "Settle it" : "Look at both";
    return row;
}

void load_asked(const Loading& at, View& view) {
    const auto found = at.inside.rooms.overlaps.asked_of(at.actor.organisation, at.today, at.of_overlap());
    view.asked.total = found.total;
    for (const auto& question : found.rows) {
        auto row = row_of(at, question);
        if (row.path.ends_with("#answers")) row.deed = view.standing.officer ? "Answer" : "Look at both";
        view.asked.rows.push_back(std::move(row));
    }
}

void load_waiting(const Loading& at, View& view) {
    const auto found = at.inside.rooms.overlaps.being_asked(at.today, at.of_overlap());
    view.waiting.total = found.total;
    view.late = found.late;
    view.to_settle = found.to_settle;
    for (const auto& question : found.rows) view.waiting.rows.push_back(row_of(at, question));
}

void load_overlaps(const Loading& at, View& view) {
    view.overlaps =
        pairs_of(at, at.inside.rooms.overlaps.fresh_pairs(at.actor.organisation, at.today, at.of_overlap()));
}

// --- The register. ---

void load_soon(const Loading& at, View& view) {
    const auto lists = at.inside.rooms.activities.to_do();
    const auto all = activities::opening_or_closing(lists->of(at.actor.organisation).ahead, at.today, days_ahead);
    view.soon.total = std::ssize(all);
    for (const auto& one : part_of(all, at.part))
        view.soon.rows.push_back({.path = path_of(one.entry->id),
                                  .title = one.entry->title,
                                  .lead = {},
                                  .day = one.day,
                                  .what = one.opens ? "Opens" : "Closes",
                                  .responses = {},
                                  .due = {},
                                  .deed_path = {}});
}

ActivityRow closed_row(const Loading& at, const EntryPointer& entry, bool may_change) {
    const Date due = activities::feedback_due(entry->last);
    return {.path = path_of(entry->id),
            .title = entry->title,
            .lead = at.short_name(entry->lead),
            .day = entry->last,
            .what = {},
            .responses = entry->responses,
            .due = due,
            .late = due < at.today,
            .deed_path = may_change ? path_of(entry->id) + "/edit/decision" : std::string{}};
}

void load_results(const Loading& at, View& view) {
    const auto lists = at.inside.rooms.activities.to_do();
    const auto& all = lists->of(at.actor.organisation).without_results;
    view.results.total = std::ssize(all);
    for (const auto& entry : part_of(all, at.part))
        view.results.rows.push_back(closed_row(at, entry, identity::may_change(at.actor, entry->lead)));
}

void load_overdue(const Loading& at, View& view) {
    const auto lists = at.inside.rooms.activities.to_do();
    view.overdue.total = std::ssize(lists->overdue);
    for (const auto& entry : part_of(lists->overdue, at.part))
        view.overdue.rows.push_back(closed_row(at, entry, identity::may_change(at.actor, entry->lead)));
}

// Plans first, then what stands in the register as a draft.
void load_drafts(const Loading& at, View& view) {
    const auto body = at.actor.organisation;
    if (!identity::may_see(at.actor, body, identity::Visibility::draft)) return;
    const auto plans = at.inside.rooms.activities.plans_of_body(body, at.part.limit, at.part.offset);
    for (const auto& plan : plans.rows)
        view.drafts.rows.push_back({fmt::format("/plan/{}", plan.id),
                                    plan.title.empty() ? std::string("A plan without a title") : plan.title,
                                    plan.by == at.actor.person ? std::string("yours") : at.lists().person(plan.by),
                                    london_day(plan.changed_at), false});
    const auto lists = at.inside.rooms.activities.to_do();
    const auto& drafts = lists->of(body).drafts;
    view.drafts.total = plans.total + std::ssize(drafts);
    const auto shown = static_cast<std::int64_t>(view.drafts.rows.size());
    const Part rest{at.part.limit - shown, std::max<std::int64_t>(0, at.part.offset - plans.total)};
    for (const auto& entry : part_of(drafts, rest))
        view.drafts.rows.push_back({path_of(entry->id), entry->title, {}, entry->first, true});
}

std::string state_of(const activities::ImportLine& line) {
    using Needs = activities::ImportLine::Needs;
    switch (line.needs) {
        case Needs::a_look:
            if (line.doubtful + line.wrong + line.gone == 0) return "read, and not taken yet";
            return fmt::format("{} doubtful, {} wrong, {} gone from the list", thousands(line.doubtful),
                               thousands(line.wrong), thousands(line.gone));
        case Needs::patience:
            return "being fetched";
        case Needs::another:
            return line.fault;
        case Needs::the_rest:
            return fmt::format("{} left out", count_of(line.left_rows, "row was", "rows were"));
    }
    return {};
}

void load_imports(const Loading& at, View& view) {
    const auto found = at.inside.rooms.activities.imports_to_look_at(at.actor, at.part.limit, at.part.offset);
    view.imports.total = found.total;
    for (const auto& line : found.rows)
        view.imports.rows.push_back(
            {fmt::format("/activities/{}/{}", line.source ? "subscriptions" : "import", line.id), line.filename,
             state_of(line), london_day(line.at), line.needs == activities::ImportLine::Needs::another});
}

// --- Meetings, the audit and the burden. ---

List<ActionRow> actions_of(const Loading& at, const forums::OpenActions& found) {
    List<ActionRow> list{{}, found.total};
    for (const auto& action : found.rows) {
        const auto body = at.short_name(action.organisation);
        list.rows.push_back({fmt::format("/meetings/{}", action.meeting.value()), action.what,
                             body.empty() ? action.owner : fmt::format("{}, {}", action.owner, body), action.due,
                             action.due < at.today, action.owner == at.actor.name});
    }
    return list;
}

void load_group(const Loading& at, View& view) {
    if (const auto next = at.inside.rooms.forums.next_meeting(at.today))
        view.group =
            actions_of(at, at.inside.rooms.forums.actions_of(next->forum.id, at.today, at.part.limit, at.part.offset));
}

void load_audit(const Loading& at, View& view) {
    const auto all = at.inside.rooms.audits.asked_of(at.actor.organisation);
    view.audit.total = std::ssize(all);
    for (const auto& one : part_of(all, at.part))
        view.audit.rows.push_back({one.path, one.name, one.due, one.due < at.today});
}

void load_partners(const Loading& at, View& view) {
    const auto found = at.inside.rooms.audits.unanswered(at.part.limit, at.part.offset);
    view.partners.total = found.total;
    view.partners_asked = found.asked;
    for (const auto& one : found.rows) {
        std::string state = one.looked_at
                                ? fmt::format("Opened on {}", short_date(london_day(*one.looked_at), at.today.year()))
                                : std::string("Not opened yet");
        if (one.reminded > 0) state += fmt::format(", reminded {}", count_of(one.reminded, "time", "times"));
        view.partners.rows.push_back(
            {fmt::format("/audits/{}", one.audit), at.short_name(one.organisation), std::move(state), one.has_email});
    }
}

void load_over(const Loading& at, View& view) {
    const auto found = at.inside.rooms.overlaps.over_the_limit(at.today, at.of_overlap());
    view.over.total = found.total;
    view.limit = found.limit;
    for (const auto& one : found.rows) view.over.rows.push_back({one.path, one.who, one.where, one.month, one.asked});
}

}  // namespace

void load(Desk::Inside& inside, const web::Actor& actor, Block block, Part part, View& view) {
    if (!is_for(block, view.standing)) return;
    const Loading at{inside, actor, part, view.today};
    switch (block) {
        case asked:
            return load_asked(at, view);
        case waiting:
            return load_waiting(at, view);
        case overlaps:
            if (view.pairs_known) load_overlaps(at, view);
            return;
        case fresh:
            if (view.pairs_known)
                view.fresh = pairs_of(at, inside.rooms.overlaps.fresh_pairs({}, at.today, at.of_overlap()));
            return;
        case soon:
            return load_soon(at, view);
        case results:
            return load_results(at, view);
        case overdue:
            return load_overdue(at, view);
        case drafts:
            return load_drafts(at, view);
        case actions:
            view.actions = actions_of(at, inside.rooms.forums.actions_for(actor, at.today, part.limit, part.offset));
            return;
        case group:
            return load_group(at, view);
        case audit:
            return load_audit(at, view);
        case imports:
            return load_imports(at, view);
        case over:
            if (view.pairs_known) load_over(at, view);
            return;
        case partners:
            return load_partners(at, view);
    }
}

}  // namespace thingwall::desk
