#include <algorithm>

#include "activities/apply.hpp"
#include "activities/pages_import.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

// The title of what may have become another body's draft since is not told.
std::string title_for(Inside& inside, const web::Request& request, ActivityId id) {
    auto activity = inside.face.find(id, viewer_of(request));
    return activity ? activity->title : "An activity that you cannot see now";
}

web::Response show_batch(Inside& inside, const web::Request& request, const KeptFile& file, bool look_for_hindrances,
                         const Error& error) {
    BatchView view;
    view.line = line_of(inside, file);
    view.digest = file.digest;
    view.left_as_is = file.left_as_is;
    if (file.back_at) {
        view.back_day = long_date(london_day(*file.back_at), inside.face.today().year());
        view.back_who = inside.lists.person(file.back_by);
    }
    view.page = std::clamp<std::int64_t>(parse_whole(request.query.get("page")).value_or(1), 1, 1'000'000);
    inside.services.database.read([&](db::Reader& reader) {
        view.total = count_rows(reader, file.id);
        constexpr auto per_page = static_cast<std::int64_t>(rows_on_a_page);
        view.rows = rows_of_batch(reader, file.id, (view.page - 1) * per_page, per_page);
        if (look_for_hindrances) view.hindrances = what_hinders(reader, file, inside.lists);
    });
    for (BatchRow& row : view.rows) row.title_now = title_for(inside, request, row.activity);
    for (Hindrance& one : view.hindrances) one.title = title_for(inside, request, one.activity);
    view.keys = {request.csrf, kernel::new_form_key()};
    html::Page page = kernel::page(request, (file.back_at ? "Taken back: " : "Taken: ") + file.filename, "/activities");
    page.back = html::NavigationItem{"Back to all imports", "/activities/import"};
    page.faulty = !error.message.empty();
    html::Writer content;
    batch_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content),
                        error.message.empty() ? 200 : web::status_of(error.kind));
}

web::Response taken(Inside& inside, const web::Request& request) {
    KeptFile file = own_file(inside, request);
    if (!file.taken()) return web::see_other(fmt::format("/activities/import/{}", file.id));
    return show_batch(inside, request, file, false, html::no_error);
}

web::Response back(Inside& inside, const web::Request& request) {
    KeptFile file = own_file(inside, request);
    std::string here = fmt::format("/activities/import/{}/taken", file.id);
    if (!file.taken() || file.back_at) return web::see_other(here);
    auto changed = request.form.get("changed") == "leave" ? Changed::leave : Changed::refuse;
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto now = read_file(tx, file.id);
        if (now && now->back_at) return here;
        auto undone = take_back(tx, request.actor, file, changed, inside.context());
        if (!undone) return std::unexpected(undone.error());
        return here;
    });
    if (!done && done.error().kind == ErrorKind::conflict) return show_batch(inside, request, file, true, done.error());
    if (!done && kernel::is_invalid(done.error())) return show_batch(inside, request, file, true, done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void add_batch_routes(Inside& inside, web::Router& router) {
    router.get("/activities/import/{id}/taken", web::Access::officer,
               [&inside](const web::Request& request) { return taken(inside, request); });
    router.post("/activities/import/{id}/back", web::Access::officer,
                [&inside](const web::Request& request) { return back(inside, request); });
}

}  // namespace thingwall::activities
