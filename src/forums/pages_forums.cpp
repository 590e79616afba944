#include "base/text.hpp"
#include "db/db.hpp"
#include "forums/inside.hpp"
#include "forums/rules.hpp"
#include "forums/store.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"

namespace thingwall::forums {
namespace {

using Inside = Forums::Inside;
using web::Access;
using web::Request;
using web::Response;

bool may_keep(const Request& request) {
    return web::admits(Access::coordinator, request.actor.role);
}

std::string path_of(ForumId id, std::string_view done = {}) {
    return "/forums/" + std::to_string(id.value()) + (done.empty() ? "" : "?done=" + std::string(done));
}

Forum forum_of(Inside& inside, const Request& request) {
    auto forum =
        inside.services.database.read([&](db::Reader& reader) { return store::forum(reader, ForumId{request.id()}); });
    if (!forum) web::not_found();
    return std::move(*forum);
}

Response list(Inside& inside, const Request& request) {
    const Date today = today_of(inside);
    views::ForumsPage view;
    view.may_keep = may_keep(request);
    view.this_year = today.year();
    inside.services.database.read([&](db::Reader& reader) {
        for (auto& forum : store::forums(reader)) {
            views::ForumRow row;
            row.next = store::next_meeting(reader, forum.id, today);
            row.open_actions = store::count_open(reader, forum.id);
            row.forum = std::move(forum);
            view.rows.push_back(std::move(row));
        }
    });
    return kernel::show(inside.services, kernel::page(request, "Meetings", "/forums"), views::forums(view));
}

// Two lists stand on one page: what was held is paged by "page", what is not done by "actions".
kernel::Paging paging_of(const Request& request, std::string_view name, std::int64_t size) {
    kernel::Paging at{.page = parse_whole(request.query.get(name)).value_or(1), .size = size};
    if (at.page < 1) at.page = 1;
    return at;
}

void numbers(html::Writer& below, const Request& request, const kernel::Paging& at, std::int64_t total,
             std::string name, std::string what) {
    html::page_numbers(below, {.page = at.page,
                               .per_page = at.size,
                               .total = total,
                               .address =
                                   [&request, name](std::int64_t number) {
                                       return html::Href::query(html::Href::path(request.path),
                                                                {{name, std::to_string(number)}});
                                   },
                               .what = std::move(what)});
}

std::string done_words(std::string_view done) {
    if (done == "added") return "The group is added. Arrange its first meeting.";
    if (done == "changed") return "Saved.";
    return {};
}

Response one(Inside& inside, const Request& request) {
    views::ForumPage view;
    view.forum = forum_of(inside, request);
    view.today = today_of(inside);
    view.may_keep = may_keep(request);
    view.done = done_words(request.query.get("done"));
    view.purpose = paragraphs(view.forum.purpose);
    auto held = paging_of(request, "page", 20), open = paging_of(request, "actions", 20);
    std::vector<Action> actions;
    inside.services.database.read([&](db::Reader& reader) {
        view.ahead = store::ahead(reader, view.forum.id, view.today, 100);
        view.past_total = store::count_past(reader, view.forum.id, view.today);
        held.keep_within(view.past_total);
        view.past = store::past(reader, view.forum.id, view.today, held.limit(), held.offset());
        view.open_total = store::count_open(reader, view.forum.id);
        open.keep_within(view.open_total);
        actions = store::open_actions(reader, view.forum.id, open.limit(), open.offset());
    });
    view.open = with_bodies(inside, std::move(actions), view.today);
    numbers(view.below_past, request, held, view.past_total, "page", "meetings");
    numbers(view.below_open, request, open, view.open_total, "actions", "actions");
    auto page = kernel::page(request, view.forum.name, "/forums");
    page.back = html::NavigationItem{"All groups", "/forums"};
    return kernel::show(inside.services, page, views::forum(view));
}

Response show_form(Inside& inside, const Request& request, views::ForumForm view, int status) {
    view.keys = {request.csrf, kernel::form_key(request)};
    auto page = kernel::page(request, view.id ? "Change a group" : "Add a group", "/forums");
    page.back = view.id ? html::NavigationItem{"Back to the group", path_of(*view.id)}
                        : html::NavigationItem{"All groups", "/forums"};
    page.faulty = status != 200;
    return kernel::show(inside.services, page, views::forum_form(view), status);
}

views::ForumForm typed(const Request& request) {
    views::ForumForm view;
    view.draft = {std::string(request.form.get("name")), std::string(request.form.get("kind")),
                  std::string(request.form.get("purpose"))};
    view.version = parse_whole(request.form.get("version")).value_or(0);
    return view;
}

Response add(Inside& inside, const Request& request) {
    auto view = typed(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto added = add_forum(tx, request.actor, view.draft);
        if (!added) return std::unexpected(added.error());
        return path_of(*added, "added");
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.error = done.error();
    return show_form(inside, request, std::move(view), 422);
}

Response edit(Inside& inside, const Request& request) {
    const auto forum = forum_of(inside, request);
    views::ForumForm view;
    view.id = forum.id;
    view.version = forum.version;
    view.draft = to_draft(forum);
    return show_form(inside, request, std::move(view), 200);
}

Response change(Inside& inside, const Request& request) {
    const auto forum = forum_of(inside, request);
    auto view = typed(request);
    view.id = forum.id;
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto changed = change_forum(tx, request.actor, forum.id, view.version, view.draft);
        if (!changed) return std::unexpected(changed.error());
        return path_of(forum.id, "changed");
    });
    if (done) return web::see_other(*done);
    if (!kernel::is_invalid(done.error())) kernel::refuse(done.error());
    view.error = done.error();
    return show_form(inside, request, std::move(view), 422);
}

}  // namespace

void add_forum_pages(Inside& inside, web::Router& router) {
    router.get("/forums", Access::viewer, [&inside](const Request& request) { return list(inside, request); });
    router.get("/forums/new", Access::coordinator,
               [&inside](const Request& request) { return show_form(inside, request, {}, 200); });
    router.post("/forums", Access::coordinator, [&inside](const Request& request) { return add(inside, request); });
    router.get("/forums/{id}", Access::viewer, [&inside](const Request& request) { return one(inside, request); });
    router.get("/forums/{id}/edit", Access::coordinator,
               [&inside](const Request& request) { return edit(inside, request); });
    router.post("/forums/{id}/edit", Access::coordinator,
                [&inside](const Request& request) { return change(inside, request); });
}

}  // namespace thingwall::forums
