#include "follow/pages.hpp"

#include <chrono>

#include "base/text.hpp"
#include "db/db.hpp"
#include "follow/rules.hpp"
#include "follow/store.hpp"
#include "follow/views.hpp"
#include "journal/journal.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "notify/notify.hpp"

namespace thingwall::follow {
namespace {

using web::Request;
using web::Response;

std::optional<Kind> kind_of(std::string_view word) {
    if (word == "activity") return Kind::activity;
    if (word == "area") return Kind::area;
    if (word == "subject") return Kind::subject;
    return std::nullopt;
}

Choice choice_of(const web::Fields& fields) {
    for (const char* word : {"activity", "area", "subject"})
        if (fields.has(word)) return {*kind_of(word), std::string(fields.get(word))};
    return {kind_of(fields.get("kind")).value_or(Kind::area), std::string(fields.get("what"))};
}

Response show(const PagesOf& of, const Request& request, std::string title, html::Writer content, int status = 200) {
    auto page = kernel::page(request, std::move(title), "/activities");
    page.faulty = status == 422;
    return kernel::show(of.services, page, std::move(content), status);
}

Response show_ask(const PagesOf& of, const Request& request, views::AskForm view) {
    view.name = of.follow.name_of(view.choice);
    if (view.name.empty()) web::not_found();
    view.can_send = of.post.can_send();
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    const int status = view.error.fields.empty() ? 200 : 422;
    return show(of, request, "Follow by e-mail: " + view.name, views::ask(view), status);
}

Response ask(const PagesOf& of, const Request& request) {
    views::AskForm view;
    view.choice = choice_of(request.form);
    view.email = request.form.get("email");
    view.weekly = request.form.get("often") == "weekly";
    auto done = kernel::once(of.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto asked = of.follow.ask(tx, view.email, view.choice, view.weekly); !asked)
            return std::unexpected(asked.error());
        return "/follow/sent";
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_ask(of, request, std::move(view));
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

Response confirm(const PagesOf& of, const Request& request) {
    auto done = kernel::once(of.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto key = of.follow.confirm(tx, request.form.get("token"));
        if (!key) return std::unexpected(key.error());
        return own_page(*key) + "?done=confirmed";
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

Follower follower_of(const PagesOf& of, const Request& request) {
    auto found =
        of.services.database.read([&](db::Reader& reader) { return store::by_key(reader, request.parameters[0]); });
    if (!found) web::not_found();
    return std::move(*found);
}

std::string hidden_address(std::string_view email) {
    const auto at = email.find('@');
    return std::string(beginning(email, 1)) + "…" + std::string(email.substr(std::min(at, email.size())));
}

Response own(const PagesOf& of, const Request& request) {
    const auto follower = follower_of(of, request);
    views::OwnPage view{.key = follower.key,
                        .email = hidden_address(follower.email),
                        .weekly = follower.weekly,
                        .choices = {},
                        .form_key = kernel::form_key(request),
                        .csrf = request.csrf,
                        .done = {}};
    for (const auto& choice : follower.choices) view.choices.emplace_back(choice, of.follow.name_of(choice));
    const auto done = request.query.get("done");
    if (done == "confirmed") view.done = "Thank you. We will tell you what is new.";
    if (done == "removed") view.done = "Taken away.";
    if (done == "saved") view.done = "Saved.";
    return show(of, request, "What you follow", views::own(view));
}

/// A deed of the owner of a page: whoever holds its key.
template <class Deed>
Response change(const PagesOf& of, const Request& request, std::string_view name, const std::string& leads_to,
                Deed deed) {
    auto done = kernel::once(of.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto follower = store::by_key(tx, request.parameters[0]);
        if (!follower) return fail(ErrorKind::not_found, "Nobody follows under this address any more");
        deed(tx, *follower);
        journal::record(tx, {}, name, follower->id);
        return leads_to;
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

Response remove(const PagesOf& of, const Request& request) {
    const Choice choice = choice_of(request.form);
    return change(
        of, request, "follow.choice_removed", own_page(request.parameters[0]) + "?done=removed",
        [&](db::Transaction& tx, const Follower& follower) { store::remove_choice(tx, follower.id, choice); });
}

Response often(const PagesOf& of, const Request& request) {
    const bool weekly = request.form.get("often") == "weekly";
    return change(of, request, "follow.often_changed", own_page(request.parameters[0]) + "?done=saved",
                  [&](db::Transaction& tx, const Follower& follower) {
                      store::set_weekly(tx, follower.id, weekly, follower.told_until);
                  });
}

// One press, from the page or from the mail program itself (RFC 8058), which sends no key of a form. Pressed again, it
// is done.
Response stop(const PagesOf& of, const Request& request) {
    const auto stopped = of.services.database.write([&](db::Transaction& tx) -> Done {
        const auto follower = store::by_key(tx, request.parameters[0]);
        if (!follower) return {};
        store::remove(tx, follower->id);
        store::drop_asked_of(tx, follower->email);
        journal::record(tx, {}, "follow.stopped", follower->id);
        return {};
    });
    if (!stopped) kernel::refuse(stopped.error());
    return web::see_other("/follow/stopped");
}

}  // namespace

void add_pages(PagesOf of, web::Router& router) {
    using web::Access;
    const auto get = [&](const char* path, auto handler) {
        router.get(path, Access::anyone, [of, handler](const Request& request) { return handler(of, request); });
    };
    // Who holds the token or the key of a letter is its owner: it stands in the place of a session's token.
    const auto post = [&](const char* path, auto handler) {
        auto& route =
            router.post(path, Access::anyone, [of, handler](const Request& request) { return handler(of, request); });
        route.checks_csrf = false;
        route.rate = {.posts = 30, .per = std::chrono::minutes{10}};
    };
    get("/follow", [](const PagesOf& with, const Request& request) {
        views::AskForm view;
        view.choice = choice_of(request.query);
        return show_ask(with, request, std::move(view));
    });
    post("/follow", ask);
    get("/follow/sent", [](const PagesOf& with, const Request& request) {
        return show(with, request, "Look at your e-mail", views::sent());
    });
    get("/follow/stopped", [](const PagesOf& with, const Request& request) {
        return show(with, request, "You get no more e-mails", views::stopped());
    });
    get("/follow/confirm", [](const PagesOf& with, const Request& request) {
        return show(with, request, "Do you want these e-mails?",
                    views::confirm({std::string(request.query.get("token")), kernel::form_key(request)}));
    });
    post("/follow/confirm", confirm);
    get("/following/{word}", own);
    post("/following/{word}/remove", remove);
    post("/following/{word}/often", often);
    get("/following/{word}/stop", [](const PagesOf& with, const Request& request) {
        return show(with, request, "Stop these e-mails?",
                    views::stop(request.parameters[0], kernel::form_key(request)));
    });
    post("/following/{word}/stop", stop);
}

}  // namespace thingwall::follow
