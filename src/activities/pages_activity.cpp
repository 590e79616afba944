#include <algorithm>

#include "activities/codes.hpp"
#include "activities/feed.hpp"
#include "activities/known.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

Activity activity_of(Inside& inside, const web::Request& request) {
    auto activity = inside.face.find(ActivityId{request.id()}, viewer_of(request));
    if (!activity) web::not_found();
    return std::move(*activity);
}

// What it said while it was a draft stays with those who may see drafts of its lead: others read from when it was shown
// to them, and not what was there before.
std::vector<HistoryLine> history_of(Inside& inside, const web::Actor& reader_of, const Activity& activity) {
    std::vector<HistoryLine> lines;
    auto kept = inside.services.database.read([&](db::Reader& reader) { return versions(reader, activity.id); });
    if (!identity::may_see(reader_of, activity.lead, identity::Visibility::draft)) {
        const auto last_draft = std::ranges::find_if(
            kept.rbegin(), kept.rend(), [](const Version& version) { return version.was_then.visibility == "draft"; });
        kept.erase(kept.begin(), last_draft.base());
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        HistoryLine line;
        line.who = inside.lists.person(kept[i].by);
        std::string body = inside.lists.organisation(kept[i].organisation);
        if (line.who.empty())
            line.who = body.empty() ? "the system" : body;
        else if (!body.empty())
            line.who += ", " + body;
        if (i > 0) {
            line.changes = changes(kept[i - 1].was_then, kept[i].was_then);
            for (Change& change : line.changes) {
                change.was = value_in_words(*change.field, change.was, inside.lists);
                change.is = value_in_words(*change.field, change.is, inside.lists);
            }
        }
        line.version = kept[i];  // the next one is compared with it
        lines.push_back(std::move(line));
    }
    return lines;
}

web::Response show_officer(Inside& inside, const web::Request& request, const Activity& activity) {
    ActivityView view;
    view.activity = activity;
    view.status = status_of(activity, inside.face.today());
    view.residents = inside.lists.residents(activity.footprint);
    view.this_year = inside.face.today().year();
    view.keeper = keeper_of(inside.services.database, activity.id);
    view.may_change =
        !activity.withdrawn_on && !view.keeper && identity::may_change(request.actor, activity.lead, activity.partners);
    view.may_plan = web::admits(web::Access::officer, request.actor.role);
    view.just_changed = request.query.get("changed") == "yes";
    view.kept = inside.kept_with(activity.id, viewer_of(request));
    view.history = history_of(inside, request.actor, activity);
    if (auto entry = inside.list.find(activity.umbrella);
        entry && entry->may_be_seen_by(viewer_of(request), inside.face.today()))
        view.umbrella = entry->reference + " " + entry->title;
    if (view.umbrella.empty()) view.activity.umbrella = {};
    for (ActivityId part :
         inside.services.database.read([&](db::Reader& reader) { return parts_of(reader, activity.id); }))
        if (auto entry = inside.list.find(part);
            entry && entry->may_be_seen_by(viewer_of(request), inside.face.today()))
            view.parts.emplace_back(part, entry->title);
    view.screened = inside.screen.ready();
    if (view.status == Status::planned || view.status == Status::open)
        view.others = others_of(inside, activity, viewer_of(request), 5);
    html::Page page = kernel::page(request, activity.title, "/activities");
    page.back = html::NavigationItem{"Back to the register", "/activities"};
    html::Writer content;
    activity_page(content, view, inside.lists);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response show(Inside& inside, const web::Request& request) {
    static_cast<void>(inside.face.snapshot());
    Activity activity = activity_of(inside, request);
    if (!request.format.empty()) return feed_of_one(inside, request, activity);
    return request.actor.signed_in() ? show_officer(inside, request, activity)
                                     : public_activity_page(inside, request, activity);
}

web::Response registered(Inside& inside, const web::Request& request) {
    static_cast<void>(inside.face.snapshot());
    RegisteredView view;
    view.activity = activity_of(inside, request);
    view.today = inside.face.today();
    view.who_where = people_and_place(inside, view.activity);
    if (!view.who_where.empty()) view.who_where.pop_back();
    view.link = fmt::format("{}/a/{}", request.host, view.activity.reference);
    view.screened = inside.screen.ready();
    view.others = others_of(inside, view.activity, viewer_of(request), 5);
    view.next = what_happens(view.activity, view.today);
    view.checks = checks(view.activity);
    if (view.activity.visibility == Visibility::draft)
        view.told.push_back(inside.lists.organisation(view.activity.lead));
    else
        view.told.emplace_back(is_public(view.activity, view.today) ? "Everyone, residents too"
                                                                    : "Every partner who signs in here");
    html::Page page = kernel::page(request, "Registered: " + view.activity.title, "/plan");
    html::Writer content;
    registered_page(content, view);
    return kernel::show(inside.services, page, std::move(content));
}

Activity activity_to_change(Inside& inside, const web::Request& request) {
    Activity activity = activity_of(inside, request);
    if (!identity::may_change(request.actor, activity.lead, activity.partners)) web::refuse(403);
    if (auto keeper = keeper_of(inside.services.database, activity.id))
        web::refuse(409,
                    fmt::format("This activity comes from {} and is kept there. Ask them to change it", keeper->name));
    if (activity.withdrawn_on) web::refuse(409, "This activity was withdrawn. Nothing can be changed in it any more");
    return activity;
}

struct Place {
    Step step;
    bool subjects;
};
Place place_of(const web::Request& request) {
    std::string_view word = request.parameters[1];
    if (word == "subjects") return {Step::what, true};
    for (std::size_t i = 0; i < step_count; ++i)
        if (word == word_of(static_cast<Step>(i))) return {static_cast<Step>(i), false};
    web::not_found();
}

web::Response edit_page(Inside& inside, const web::Request& request, const Activity& activity, const Draft& draft,
                        Place place, const Error& error) {
    StepView view;
    view.ground = inside.ground;
    view.step = place.step;
    view.subjects = place.subjects;
    view.changing = true;
    view.version = activity.version;
    view.draft = draft;
    view.keys = {request.csrf, kernel::new_form_key()};
    view.this_year = inside.face.today().year();
    view.action =
        html::Href::of("/activities", activity.id.value(),
                       fmt::format("/edit/{}", place.subjects ? std::string_view("subjects") : word_of(place.step)));
    view.umbrella = umbrella_in_words(inside, draft, viewer_of(request));
    if (place.subjects) view.suggested = inside.lists.subjects_of(draft.title, draft.purpose + "\n" + draft.questions);
    html::Page page = kernel::page(request, std::string(question_of(place.step, place.subjects)), "/activities");
    page.back = html::NavigationItem{"Back to the activity", fmt::format("/activities/{}", activity.id.value())};
    page.faulty = !error.fields.empty();
    html::Writer content;
    step_page(content, view, inside.lists, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

web::Response save_edit(Inside& inside, const web::Request& request) {
    Activity activity = activity_to_change(inside, request);
    Place place = place_of(request);
    Draft draft = to_draft(activity);
    read_step(inside, request, place.step, place.subjects, draft);
    std::int64_t version = parse_id(request.form.get("version")).value_or(0);
    // What was never asked of an imported activity is not asked now: the rest of its fields may stay unknown.
    Ask ask = check(to_draft(activity), inside.lists.known(), activity.lead) ? Ask::in_full : Ask::as_far_as_known;
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto changed = edit_activity(tx, request.actor, activity.id, version, draft, inside.context(), ask);
        if (!changed) return std::unexpected(changed.error());
        return std::to_string(changed->id.value());
    });
    if (!done && kernel::is_invalid(done.error()))
        return edit_page(inside, request, activity, draft, place, done.error());
    if (!done && done.error().kind == ErrorKind::conflict) {
        // What was typed stays on the page, on top of what the other person wrote: saved again, it counts.
        Error error = done.error();
        error.fields.push_back({"version",
                                "Somebody else changed this activity while you wrote. What you typed is still "
                                "here. Look at the activity, then save again if it should say this"});
        return edit_page(inside, request, activity_of(inside, request), draft, place, error);
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/activities/{}?changed=yes", activity.id.value()));
}

web::Response show_withdraw(Inside& inside, const web::Request& request, const Activity& activity,
                            std::string_view typed, const Error& error) {
    html::Page page = kernel::page(request, "Withdraw this activity", "/activities");
    page.back = html::NavigationItem{"Back to the activity", fmt::format("/activities/{}", activity.id.value())};
    page.faulty = !error.fields.empty();
    html::Writer content;
    withdraw_page(content, activity, {request.csrf, kernel::new_form_key()}, typed, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

web::Response do_withdraw(Inside& inside, const web::Request& request) {
    // Judged by the deed itself: pressed twice, the second press is led to what the first did.
    Activity activity = activity_of(inside, request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto taken_back = withdraw(tx, request.actor, activity.id, parse_id(request.form.get("version")).value_or(0),
                                   request.form.get("because"), inside.context());
        if (!taken_back) return std::unexpected(taken_back.error());
        return std::to_string(taken_back->id.value());
    });
    if (!done && kernel::is_invalid(done.error()))
        return show_withdraw(inside, request, activity, request.form.get("because"), done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/activities/{}", *done));
}

}  // namespace

void add_activity_routes(Inside& inside, web::Router& router) {
    // Short enough for a leaflet: /a/WY-2026-0187.
    router.get("/a/{word}", web::Access::anyone, [&inside](const web::Request& request) {
        auto id = inside.services.database.read(
            [&](db::Reader& reader) { return find_reference(reader, request.parameters[0]); });
        if (!id || !inside.face.find(*id, viewer_of(request))) web::not_found();
        return web::see_other(fmt::format("/activities/{}", id->value()));
    });
    router
        .get("/activities/{id}", web::Access::anyone,
             [&inside](const web::Request& request) { return show(inside, request); })
        .formats = {"json", "csv", "ics", "atom", "geojson"};
    router.get("/activities/{id}/registered", web::Access::officer,
               [&inside](const web::Request& request) { return registered(inside, request); });
    router.get("/activities/{id}/edit/{word}", web::Access::officer, [&inside](const web::Request& request) {
        Activity activity = activity_to_change(inside, request);
        return edit_page(inside, request, activity, to_draft(activity), place_of(request), html::no_error);
    });
    router.post("/activities/{id}/edit/{word}", web::Access::officer,
                [&inside](const web::Request& request) { return save_edit(inside, request); });
    router.get("/activities/{id}/withdraw", web::Access::officer, [&inside](const web::Request& request) {
        return show_withdraw(inside, request, activity_to_change(inside, request), {}, html::no_error);
    });
    router.post("/activities/{id}/withdraw", web::Access::officer,
                [&inside](const web::Request& request) { return do_withdraw(inside, request); });
}

}  // namespace thingwall::activities
