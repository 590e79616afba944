#include "base/text.hpp"
#include "db/db.hpp"
#include "forums/inside.hpp"
#include "forums/rules.hpp"
#include "forums/store.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::forums {
namespace {

using Inside = Forums::Inside;
using web::Access;
using web::Request;
using web::Response;

std::string path_of(MeetingId id, std::string_view done) {
    return fmt::format("/meetings/{}?done={}", id.value(), done);
}

Meeting meeting_of(Inside& inside, MeetingId id) {
    auto meeting = inside.services.database.read([&](db::Reader& reader) { return store::meeting(reader, id); });
    if (!meeting) web::not_found();
    return std::move(*meeting);
}
Forum forum_of(Inside& inside, ForumId id) {
    auto forum = inside.services.database.read([&](db::Reader& reader) { return store::forum(reader, id); });
    if (!forum) web::not_found();
    return std::move(*forum);
}

views::Bodies bodies_of(Inside& inside) {
    views::Bodies bodies;
    for (const auto& body : *inside.identity.organisations())
        if (body.active) bodies.emplace_back(std::to_string(body.id.value()), body.name);
    return bodies;
}

std::string done_words(std::string_view done) {
    if (done == "arranged") return "The meeting is arranged. Everybody who signs in can see it.";
    if (done == "changed") return "Saved.";
    if (done == "attended") return "Written down.";
    if (done == "removed") return "Taken out.";
    if (done == "agreed") return "The action is written down.";
    if (done == "action") return "The action is saved.";
    return {};
}

std::string typed(const Request& request, std::string_view name) {
    return std::string(request.form.get(name));
}

/// The page of a meeting; with what was typed where one of its forms has faults.
Response show(Inside& inside, const Request& request, const Meeting& meeting, views::MeetingPage view) {
    view.meeting = meeting;
    view.forum = forum_of(inside, meeting.forum);
    view.today = today_of(inside);
    view.may_keep = web::admits(Access::coordinator, request.actor.role);
    view.has_pack = view.forum.kind == Kind::steering;
    view.minutes = paragraphs(meeting.minutes);
    view.done = request.method == web::Method::get ? done_words(request.query.get("done")) : std::string{};
    std::vector<Attendance> there;
    std::vector<Action> agreed;
    inside.services.database.read([&](db::Reader& reader) {
        there = store::attendance(reader, meeting.id);
        agreed = store::agreed_at(reader, meeting.id);
    });
    for (auto& one : there) {
        auto body = one.organisation.known() ? short_name_of(inside, one.organisation) : one.body;
        view.attendance.push_back({std::move(one), std::move(body)});
    }
    view.agreed = with_bodies(inside, std::move(agreed), view.today);
    if (view.may_keep) {
        view.bodies = bodies_of(inside);
        const bool attendance_again = !view.attendance_error.fields.empty();
        view.attendance_keys = {request.csrf, attendance_again ? kernel::form_key(request) : kernel::new_form_key()};
        view.action_keys = {request.csrf,
                            !view.action_error.fields.empty() ? kernel::form_key(request) : kernel::new_form_key()};
        view.key_for_removal = kernel::new_form_key();
    }
    auto page = kernel::page(request, "Meeting on " + views::name_of(meeting, view.today.year()), "/forums");
    page.back = html::NavigationItem{view.forum.name, fmt::format("/forums/{}", view.forum.id.value())};
    page.faulty = !view.attendance_error.fields.empty() || !view.action_error.fields.empty();
    return kernel::show(inside.services, page, views::meeting(view), page.faulty ? 422 : 200);
}

MeetingDraft typed_meeting(const Request& request) {
    return {typed(request, "day-day"), typed(request, "day-month"), typed(request, "day-year"), typed(request, "time"),
            typed(request, "place"),   typed(request, "agenda"),    typed(request, "minutes")};
}
ActionDraft typed_action(const Request& request) {
    return {typed(request, "what"),    typed(request, "owner"),     typed(request, "organisation"),
            typed(request, "due-day"), typed(request, "due-month"), typed(request, "due-year"),
            typed(request, "done"),    typed(request, "outcome")};
}

Response show_form(Inside& inside, const Request& request, const Forum& forum, views::MeetingForm view, int status) {
    view.keys = {request.csrf, kernel::form_key(request)};
    view.forum = forum.name;
    view.forum_id = forum.id;
    auto page = kernel::page(request, view.id ? "Change the meeting" : "Arrange a meeting", "/forums");
    page.back = view.id ? html::NavigationItem{"Back to the meeting", fmt::format("/meetings/{}", view.id->value())}
                        : html::NavigationItem{forum.name, fmt::format("/forums/{}", forum.id.value())};
    page.faulty = status != 200;
    return kernel::show(inside.services, page, views::meeting_form(view), status);
}

Response arrange(Inside& inside, const Request& request) {
    const auto forum = forum_of(inside, ForumId{request.id()});
    views::MeetingForm view;
    view.draft = typed_meeting(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto made = arrange_meeting(tx, request.actor, forum.id, view.draft);
        if (!made) return std::unexpected(made.error());
        return path_of(*made, "arranged");
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.error = done.error();
    return show_form(inside, request, forum, std::move(view), 422);
}

Response edit(Inside& inside, const Request& request) {
    const auto meeting = meeting_of(inside, MeetingId{request.id()});
    views::MeetingForm view;
    view.id = meeting.id;
    view.version = meeting.version;
    view.draft = to_draft(meeting);
    return show_form(inside, request, forum_of(inside, meeting.forum), std::move(view), 200);
}

Response change(Inside& inside, const Request& request) {
    const auto meeting = meeting_of(inside, MeetingId{request.id()});
    views::MeetingForm view;
    view.id = meeting.id;
    view.version = parse_whole(request.form.get("version")).value_or(0);
    view.draft = typed_meeting(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto changed = change_meeting(tx, request.actor, meeting.id, view.version, view.draft);
        if (!changed) return std::unexpected(changed.error());
        return path_of(meeting.id, "changed");
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.error = done.error();
    return show_form(inside, request, forum_of(inside, meeting.forum), std::move(view), 422);
}

Response attend(Inside& inside, const Request& request) {
    const auto meeting = meeting_of(inside, MeetingId{request.id()});
    views::MeetingPage view;
    view.attendance_typed = {typed(request, "name"), typed(request, "organisation"), typed(request, "body"),
                             typed(request, "came")};
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto noted = note_attendance(tx, request.actor, meeting.id, view.attendance_typed);
        if (!noted) return std::unexpected(noted.error());
        return path_of(meeting.id, "attended") + "#who";
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.attendance_error = done.error();
    return show(inside, request, meeting, std::move(view));
}

Response take_out(Inside& inside, const Request& request) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        const MeetingId meeting{request.id(0)};
        auto removed = remove_attendance(tx, request.actor, meeting, AttendanceId{request.id(1)});
        if (!removed) return std::unexpected(removed.error());
        return path_of(meeting, "removed") + "#who";
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

Response agree(Inside& inside, const Request& request) {
    const auto meeting = meeting_of(inside, MeetingId{request.id()});
    views::MeetingPage view;
    view.action_typed = typed_action(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto agreed = agree_action(tx, request.actor, meeting.id, view.action_typed);
        if (!agreed) return std::unexpected(agreed.error());
        return path_of(meeting.id, "agreed") + "#actions";
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.action_error = done.error();
    return show(inside, request, meeting, std::move(view));
}

Action action_of(Inside& inside, const Request& request) {
    auto action = inside.services.database.read(
        [&](db::Reader& reader) { return store::action(reader, ActionId{request.id()}); });
    if (!action) web::not_found();
    return std::move(*action);
}

Response show_action(Inside& inside, const Request& request, views::ActionForm view, int status) {
    view.keys = {request.csrf, kernel::form_key(request)};
    view.bodies = bodies_of(inside);
    auto page = kernel::page(request, "Change an action", "/forums");
    page.back = html::NavigationItem{"Back to the meeting", fmt::format("/meetings/{}", view.meeting.value())};
    page.faulty = status != 200;
    return kernel::show(inside.services, page, views::action_form(view), status);
}

Response edit_action(Inside& inside, const Request& request) {
    const auto action = action_of(inside, request);
    views::ActionForm view;
    view.id = action.id;
    view.meeting = action.meeting;
    view.version = action.version;
    view.draft = to_draft(action);
    return show_action(inside, request, std::move(view), 200);
}

Response post_action(Inside& inside, const Request& request) {
    const auto action = action_of(inside, request);
    views::ActionForm view;
    view.id = action.id;
    view.meeting = action.meeting;
    view.version = parse_whole(request.form.get("version")).value_or(0);
    view.draft = typed_action(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto changed = change_action(tx, request.actor, action.id, view.version, view.draft);
        if (!changed) return std::unexpected(changed.error());
        return path_of(action.meeting, "action") + "#actions";
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.error = done.error();
    return show_action(inside, request, std::move(view), 422);
}

}  // namespace

void add_meeting_pages(Inside& inside, web::Router& router) {
    router.get("/forums/{id}/new-meeting", Access::coordinator, [&inside](const Request& request) {
        return show_form(inside, request, forum_of(inside, ForumId{request.id()}), {}, 200);
    });
    router.post("/forums/{id}/meetings", Access::coordinator,
                [&inside](const Request& request) { return arrange(inside, request); });
    router.get("/meetings/{id}", Access::viewer, [&inside](const Request& request) {
        return show(inside, request, meeting_of(inside, MeetingId{request.id()}), {});
    });
    router.get("/meetings/{id}/edit", Access::coordinator,
               [&inside](const Request& request) { return edit(inside, request); });
    router.post("/meetings/{id}/edit", Access::coordinator,
                [&inside](const Request& request) { return change(inside, request); });
    router.post("/meetings/{id}/attendance", Access::coordinator,
                [&inside](const Request& request) { return attend(inside, request); });
    router.post("/meetings/{id}/attendance/{id}/remove", Access::coordinator,
                [&inside](const Request& request) { return take_out(inside, request); });
    router.post("/meetings/{id}/actions", Access::coordinator,
                [&inside](const Request& request) { return agree(inside, request); });
    router.get("/actions/{id}", Access::coordinator,
               [&inside](const Request& request) { return edit_action(inside, request); });
    router.post("/actions/{id}", Access::coordinator,
                [&inside](const Request& request) { return post_action(inside, request); });
}

}  // namespace thingwall::forums
