#include "base/text.hpp"
#include "identity/commands.hpp"
#include "identity/inside.hpp"
#include "identity/views.hpp"
#include "kernel/pages.hpp"

/// Where one-time links lead. Mail scanners open each link that they see, so opening one changes nothing: the page has
/// a button, and only its post uses the link up.
namespace thingwall::identity {

using store::Purpose;

namespace {

// A page whose address holds a secret must not be kept, nor tell another site where somebody came from.
web::Response private_page(web::Response response) {
    // The address carries the token, so no path may leave the page; with no-referrer a browser would post with
    // "Origin: null", which looks like another site.
    return response.with("Referrer-Policy", "strict-origin").with("Cache-Control", "private, no-store");
}

web::Response over(const Identity::Inside& inside, const web::Request& request) {
    return private_page(kernel::show(inside.services, kernel::focus_page(request, "This link does not work any more"),
                                     views::link_is_over(), 404));
}

std::optional<Opened> open(Identity::Inside& inside, std::string_view token, Purpose purpose) {
    Instant now = inside.services.clock.now();
    return inside.services.database.read([&](db::Reader& reader) { return open_link(reader, token, purpose, now); });
}

views::LinkPage view_of(const Opened& opened, const web::Request& request, std::string_view token) {
    return {{request.csrf, {}},
            std::string(token),
            opened.name,
            opened.email,
            opened.organisation_name,
            std::string(words_of(opened.role)),
            {}};
}

web::Response arrive(Identity::Inside& inside, const web::Request& request, const Result<Arrived>& arrived,
                     std::string to) {
    if (!arrived && arrived.error().kind == ErrorKind::not_found) return over(inside, request);
    if (!arrived) kernel::refuse(arrived.error());
    end_session_before(inside, request);
    inside.sessions.forget(arrived->person);  // what their other sessions held may have ended with this
    return with_session(web::see_other(std::move(to)), request, inside.sessions, arrived->session_token);
}

using Show = html::Writer (*)(const views::LinkPage&);

web::Response show_link(const Identity::Inside& inside, const web::Request& request, std::string title,
                        const views::LinkPage& view, Show show, int status = 200) {
    html::Page page = kernel::focus_page(request, std::move(title));
    page.faulty = !view.error.fields.empty();
    return private_page(kernel::show(inside.services, page, show(view), status));
}

web::Response get_link(Identity::Inside& inside, const web::Request& request, Purpose purpose, std::string title,
                       Show show) {
    auto token = request.query.get("token");
    auto opened = open(inside, token, purpose);
    if (!opened) return over(inside, request);
    return show_link(inside, request, std::move(title), view_of(*opened, request, token), show);
}

web::Response post_sign_in_link(Identity::Inside& inside, const web::Request& request) {
    auto arrived = inside.services.database.write([&](db::Transaction& tx) {
        return use_sign_in_link(tx, inside.sessions, request.form.get("token"), request.agent);
    });
    return arrive(inside, request, arrived, first_page(inside.services.site));
}

web::Response post_join(Identity::Inside& inside, const web::Request& request) {
    auto token = request.form.get("token");
    // Looked at before the password is hashed: who has no link can't keep the machine busy.
    auto opened = open(inside, token, Purpose::join);
    if (!opened) return over(inside, request);
    Faults faults;
    auto name = check_name(request.form.get("name"), "your name");
    if (!name) faults.add("name", name.error().message);
    auto password = check_password(request.form.get("password"), opened->email, request.form.get("name"));
    if (!password) faults.add("password", password.error().message);
    if (!faults.empty()) {
        auto view = view_of(*opened, request, token);
        view.name = request.form.get("name");
        view.error = faults.take().error();
        return show_link(inside, request, "Join", view, views::join, 422);
    }
    auto hash = inside.passwords.hash(*password);
    if (!hash) kernel::refuse(hash.error());
    auto arrived = inside.services.database.write(
        [&](db::Transaction& tx) { return use_join_link(tx, inside.sessions, token, *name, *hash, request.agent); });
    return arrive(inside, request, arrived, first_page(inside.services.site));
}

web::Response post_new_password(Identity::Inside& inside, const web::Request& request) {
    auto token = request.form.get("token");
    auto opened = open(inside, token, Purpose::password);
    if (!opened) return over(inside, request);
    auto password = check_password(request.form.get("password"), opened->email, opened->name);
    if (!password) {
        Faults faults;
        faults.add("password", password.error().message);
        auto view = view_of(*opened, request, token);
        view.error = faults.take().error();
        return show_link(inside, request, "Choose a new password", view, views::new_password, 422);
    }
    auto hash = inside.passwords.hash(*password);
    if (!hash) kernel::refuse(hash.error());
    auto arrived = inside.services.database.write(
        [&](db::Transaction& tx) { return use_password_link(tx, inside.sessions, token, *hash, request.agent); });
    return arrive(inside, request, arrived, first_page(inside.services.site));
}

web::Response show_set_up(const Identity::Inside& inside, const web::Request& request, views::SetUp view, int status) {
    view.tokens = {request.csrf, {}};
    html::Page page = kernel::focus_page(request, "Set up your partnership");
    page.faulty = !view.error.fields.empty();
    return private_page(kernel::show(inside.services, page, views::set_up(view), status));
}

web::Response get_set_up(Identity::Inside& inside, const web::Request& request) {
    auto token = request.query.get("token");
    if (!open(inside, token, Purpose::set_up)) return over(inside, request);
    views::SetUp view;
    view.token = token;
    return show_set_up(inside, request, std::move(view), 200);
}

web::Response post_set_up(Identity::Inside& inside, const web::Request& request) {
    const auto& form = request.form;
    views::SetUp view;
    view.token = form.get("token");
    view.organisation = form.get("organisation");
    view.kind = form.get("kind");
    view.name = form.get("name");
    view.email = form.get("email");
    if (!open(inside, view.token, Purpose::set_up)) return over(inside, request);

    Faults faults;
    auto organisation = check(OrganisationDraft{view.organisation, {}, view.kind});
    if (!organisation)
        for (const auto& fault : organisation.error().fields)
            faults.add(fault.field == "name" ? "organisation" : fault.field, fault.message);
    auto name = check_name(view.name, "your name");
    if (!name) faults.add("name", name.error().message);
    auto email = check_email(view.email);
    if (!email) faults.add("email", email.error().message);
    auto password = check_password(form.get("password"), view.email, view.name);
    if (!password) faults.add("password", password.error().message);
    if (!faults.empty()) {
        view.error = faults.take().error();
        return show_set_up(inside, request, std::move(view), 422);
    }
    auto hash = inside.passwords.hash(*password);
    if (!hash) kernel::refuse(hash.error());
    auto arrived = inside.services.database.write([&](db::Transaction& tx) {
        return use_set_up_link(tx, inside.sessions, view.token, *organisation, {*name, *email}, *hash, request.agent);
    });
    return arrive(inside, request, arrived, first_page(inside.services.site));
}

}  // namespace

void add_link_pages(web::Router& router, Identity::Inside& inside) {
    using web::Access;
    using web::Request;
    router.get("/sign-in/link", Access::anyone, [&inside](const Request& request) {
        return get_link(inside, request, Purpose::sign_in, "Sign in", views::sign_in_by_link);
    });
    router.post("/sign-in/link", Access::anyone,
                [&inside](const Request& request) { return post_sign_in_link(inside, request); });
    router.get("/join", Access::anyone, [&inside](const Request& request) {
        return get_link(inside, request, Purpose::join, "Join", views::join);
    });
    router.post("/join", Access::anyone, [&inside](const Request& request) { return post_join(inside, request); });
    router.get("/new-password", Access::anyone, [&inside](const Request& request) {
        return get_link(inside, request, Purpose::password, "Choose a new password", views::new_password);
    });
    router.post("/new-password", Access::anyone,
                [&inside](const Request& request) { return post_new_password(inside, request); });
    router.get("/set-up", Access::anyone, [&inside](const Request& request) { return get_set_up(inside, request); });
    router.post("/set-up", Access::anyone, [&inside](const Request& request) { return post_set_up(inside, request); });
}

}  // namespace thingwall::identity
