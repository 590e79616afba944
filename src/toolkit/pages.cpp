#include "kernel/pages.hpp"
#include "activities/activities.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "toolkit/rules.hpp"
#include "toolkit/store.hpp"
#include "toolkit/toolkit.hpp"
#include "toolkit/views.hpp"

namespace thingwall::toolkit {
namespace {

using kernel::Services;

std::string title_of(std::string_view method) {
    return std::string(activities::label_of(activities::methods(), method));
}

web::Response list(const Services& services, const web::Request& request) {
    const Date today = london_day(services.clock.now());
    auto rows = services.database.read([&](db::Reader& reader) {
        std::vector<views::ListRow> found;
        const auto uses = request.actor.signed_in() ? store::uses_since(reader, today - 365)
                                                    : std::map<std::string, std::int64_t, std::less<>>{};
        for (const auto& method : activities::methods())
            if (auto shown = guide(reader, method.code)) {
                const auto read = uses.find(method.code);
                found.push_back({shown->method, title_of(shown->method), shown->guide.in_short, shown->own_words,
                                 read == uses.end() ? 0 : read->second});
            }
        return found;
    });
    return kernel::show(services, kernel::page(request, "Toolkit: how to engage", "/toolkit"),
                        views::list(rows, request.actor.signed_in()));
}

ShownGuide found(const Services& services, const web::Request& request) {
    auto shown = services.database.read([&](db::Reader& reader) { return guide(reader, request.parameters[0]); });
    if (!shown) web::not_found();
    return std::move(*shown);
}

// Reading must go on where nothing can be written: a count is then lost, and said in the log.
void count(const Services& services, const web::Request& request, const std::string& method) {
    try {
        static_cast<void>(services.database.write([&](db::Transaction& tx) -> Done {
            store::count_use(tx, method, london_day(tx.now()), request.actor.organisation);
            return {};
        }));
    } catch (const db::Failure& problem) {
        log::warning("toolkit.not_counted", {{"why", problem.what()}});
    }
}

web::Response one(const Services& services, const web::Request& request) {
    views::GuidePage view;
    view.shown = found(services, request);
    view.title = title_of(view.shown.method);
    view.partnership = services.site.partnership;
    view.this_year = london_day(services.clock.now()).year();
    view.signed_in = request.actor.signed_in();
    view.may_change = web::admits(web::Access::coordinator, request.actor.role);
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    const auto done = request.query.get("done");
    if (done == "changed") view.done = "Saved. Everybody reads these words now.";
    if (done == "given-up") view.done = "The program’s words hold again.";
    if (view.signed_in && done.empty()) count(services, request, view.shown.method);
    auto page = kernel::page(request, view.title, "/toolkit");
    page.back = {"Toolkit", "/toolkit"};
    return kernel::show(services, page, views::guide(view));
}

web::Response show_change(const Services& services, const web::Request& request, views::ChangeForm view) {
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    view.title = title_of(view.method);
    auto page = kernel::page(request, "Write this guide in your own words", "/toolkit");
    page.back = {view.title, "/toolkit/" + view.method};
    page.faulty = !view.error.fields.empty();
    return kernel::show(services, page, views::change(view), page.faulty ? 422 : 200);
}

web::Response get_change(const Services& services, const web::Request& request) {
    auto shown = found(services, request);
    return show_change(services, request, {shown.method, {}, draft_of(shown.guide), shown.version, {}, {}, {}});
}

web::Response post_change(const Services& services, const web::Request& request) {
    auto typed = [&](std::string_view name) { return std::string(request.form.get(name)); };
    views::ChangeForm view;
    view.method = found(services, request).method;
    view.draft = {typed("in_short"),    typed("fits"), typed("fits_not"), typed("steps"),
                  typed("time_needed"), typed("cost"), typed("access"),   typed("pitfalls")};
    view.version = parse_whole(request.form.get("version")).value_or(-1);
    auto done = kernel::once(services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto changed = change(tx, request.actor, view.method, view.draft, view.version); !changed)
            return std::unexpected(changed.error());
        return "/toolkit/" + view.method + "?done=changed";
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_change(services, request, std::move(view));
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response post_give_up(const Services& services, const web::Request& request) {
    const auto method = found(services, request).method;
    auto done = kernel::once(services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto given = give_up(tx, request.actor, method, parse_whole(request.form.get("version")).value_or(-1));
            !given)
            return std::unexpected(given.error());
        return "/toolkit/" + method + "?done=given-up";
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void Toolkit::add_routes(web::Router& router) {
    using web::Access;
    using web::Request;
    router.get("/toolkit", Access::anyone, [this](const Request& request) { return list(services_, request); })
        .cacheable = true;
    router.get("/toolkit/{word}", Access::anyone, [this](const Request& request) { return one(services_, request); })
        .cacheable = true;
    router.get("/toolkit/{word}/edit", Access::coordinator,
               [this](const Request& request) { return get_change(services_, request); });
    router.post("/toolkit/{word}/edit", Access::coordinator,
                [this](const Request& request) { return post_change(services_, request); });
    router.post("/toolkit/{word}/give-up", Access::coordinator,
                [this](const Request& request) { return post_give_up(services_, request); });
}

}  // namespace thingwall::toolkit
