#include "base/date.hpp"
#include "base/text.hpp"
#include "identity/commands.hpp"
#include "identity/inside.hpp"
#include "identity/views.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

namespace thingwall::identity {

namespace {

html::Page account_frame(const web::Request& request, std::string title, bool faulty = false) {
    html::Page page = kernel::page(request, std::move(title));
    page.back = {"Your account", "/account"};
    page.faulty = faulty;
    return page;
}

std::string done_words(std::string_view done) {
    if (done == "password") return "Your password is changed. You are signed out everywhere else.";
    if (done == "name") return "Your name is changed.";
    return {};
}

Person person_of(Identity::Inside& inside, const web::Request& request) {
    auto found =
        inside.services.database.read([&](db::Reader& reader) { return store::person(reader, request.actor.person); });
    if (!found) web::not_found();
    return *found;
}

web::Response account_page(Identity::Inside& inside, const web::Request& request) {
    Person person = person_of(inside, request);
    views::Account view{person.name,
                        person.email,
                        person.organisation_name,
                        std::string(words_of(person.role)),
                        std::string(meaning_of(person.role)),
                        done_words(request.query.get("done"))};
    return kernel::show(inside.services, kernel::page(request, "Your account"), views::account(view));
}

web::Response show_name(const Identity::Inside& inside, const web::Request& request, views::OwnName view, int status) {
    view.tokens = {request.csrf, kernel::form_key(request)};
    return kernel::show(inside.services, account_frame(request, "Change your name", status != 200),
                        views::own_name(view), status);
}

web::Response post_name(Identity::Inside& inside, const web::Request& request) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto changed = change_own_name(tx, request.actor, request.form.get("name"));
        if (!changed) return std::unexpected(changed.error());
        return "/account?done=name";
    });
    if (!done && kernel::is_invalid(done.error()))
        return show_name(inside, request, {{}, std::string(request.form.get("name")), done.error()}, 422);
    if (!done) kernel::refuse(done.error());
    inside.sessions.forget(request.actor.person);
    return web::see_other(*done);
}

web::Response show_password(Identity::Inside& inside, const web::Request& request, const Person& person, Error error,
                            int status) {
    views::OwnPassword view{
        {request.csrf, kernel::form_key(request)}, person.email, person.has_password, std::move(error)};
    return kernel::show(inside.services, account_frame(request, "Change your password", status == 422),
                        views::own_password(view), status);
}

web::Response post_password(Identity::Inside& inside, const web::Request& request) {
    Person person = person_of(inside, request);
    auto current = request.form.get("current_password");
    Faults faults;
    if (person.has_password && current.empty()) faults.add("current_password", "Enter your password until now");
    auto password = check_password(request.form.get("password"), person.email, person.name);
    if (!password) faults.add("password", password.error().message);
    if (!faults.empty()) return show_password(inside, request, person, faults.take().error(), 422);

    // An open session on an unlocked screen must not be a way to try passwords.
    std::string key = fold(person.email);
    if (person.has_password) {
        if (auto wait = inside.throttle.begin(key, request.remote, inside.services.clock.now()); wait.count() > 0) {
            faults.add("current_password", "There were too many tries. Wait " +
                                               count_of((wait.count() + 59) / 60, "minute", "minutes") +
                                               ", then try again");
            return show_password(inside, request, person, faults.take().error(), 429)
                .with("Retry-After", std::to_string(wait.count()));
        }
        auto stored =
            inside.services.database.read([&](db::Reader& reader) { return store::credentials(reader, person.id); });
        auto right = inside.passwords.verify(stored ? stored->password_hash : std::string{}, current);
        if (!right) {
            inside.throttle.not_tried(key, request.remote);
            kernel::refuse(right.error());
        }
        if (!*right) {
            faults.add("current_password", "This is not your password. Enter the one that you signed in with");
            return show_password(inside, request, person, faults.take().error(), 422);
        }
        inside.throttle.succeeded(key, request.remote);
    }
    auto hash = inside.passwords.hash(*password);
    if (!hash) kernel::refuse(hash.error());
    auto done = inside.services.database.write(
        [&](db::Transaction& tx) { return change_password(tx, request.actor, *hash, session_of(request)); });
    if (!done) kernel::refuse(done.error());
    inside.sessions.forget(person.id);
    return web::see_other("/account?done=password");
}

std::string moment(Instant at, int this_year) {
    return short_date(london_day(at), this_year) + ", " + london_time(at);
}

web::Response sessions_page(Identity::Inside& inside, const web::Request& request) {
    Instant now = inside.services.clock.now();
    int this_year = london_day(now).year();
    auto found = inside.services.database.read(
        [&](db::Reader& reader) { return store::sessions_of(reader, request.actor.person); });
    views::SessionList view{{request.csrf, {}}, {}, count_of(inside.settings.idle.count(), "minute", "minutes")};
    for (const auto& session : found) {
        bool this_one = session.id == session_of(request);
        if (!this_one && (session.expires <= now || now - session.last_used >= inside.settings.idle)) continue;
        view.rows.push_back({session.id.value(), session.agent, moment(session.made, this_year),
                             this_one ? "Now" : moment(session.last_used, this_year), this_one});
    }
    return kernel::show(inside.services, account_frame(request, "Where you are signed in"), views::sessions(view));
}

web::Response post_end(Identity::Inside& inside, const web::Request& request) {
    auto done = inside.services.database.write(
        [&](db::Transaction& tx) { return end_session(tx, request.actor, SessionId{request.id()}); });
    inside.sessions.forget(request.actor.person);
    // That it had ended by itself is no fault: it is what was asked for. Another person's looks the same.
    static_cast<void>(done);
    return web::see_other("/account/sessions");
}

web::Response post_end_others(Identity::Inside& inside, const web::Request& request) {
    auto done = inside.services.database.write(
        [&](db::Transaction& tx) { return end_other_sessions(tx, request.actor, session_of(request)); });
    if (!done) kernel::refuse(done.error());
    inside.sessions.forget(request.actor.person);
    return web::see_other("/account/sessions");
}

}  // namespace

void add_account_pages(web::Router& router, Identity::Inside& inside) {
    using web::Access;
    using web::Request;
    router.get("/account", Access::viewer, [&inside](const Request& request) { return account_page(inside, request); });
    router.get("/account/name", Access::viewer, [&inside](const Request& request) {
        return show_name(inside, request, {{}, request.actor.name, {}}, 200);
    });
    router.post("/account/name", Access::viewer,
                [&inside](const Request& request) { return post_name(inside, request); });
    router.get("/account/password", Access::viewer, [&inside](const Request& request) {
        return show_password(inside, request, person_of(inside, request), {}, 200);
    });
    router.post("/account/password", Access::viewer,
                [&inside](const Request& request) { return post_password(inside, request); });
    router.get("/account/sessions", Access::viewer,
               [&inside](const Request& request) { return sessions_page(inside, request); });
    router.post("/account/sessions/{id}/end", Access::viewer,
                [&inside](const Request& request) { return post_end(inside, request); });
    router.post("/account/sessions/end-others", Access::viewer,
                [&inside](const Request& request) { return post_end_others(inside, request); });
}

}  // namespace thingwall::identity
