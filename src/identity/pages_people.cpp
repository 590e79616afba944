#include "base/date.hpp"
#include "base/text.hpp"
#include "identity/commands.hpp"
#include "identity/inside.hpp"
#include "identity/views.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"

namespace thingwall::identity {

namespace {

html::Page frame(const web::Request& request, std::string title, html::NavigationItem back, bool faulty = false) {
    html::Page page = kernel::page(request, std::move(title), "/people");
    if (!back.path.empty()) page.back = std::move(back);
    page.faulty = faulty;
    return page;
}

std::vector<views::RoleChoice> choices(const web::Actor& actor) {
    std::vector<views::RoleChoice> given;
    for (auto role : roles_to_give(actor))
        given.push_back({std::string(code_of(role)), std::string(words_of(role)), std::string(meaning_of(role))});
    return given;
}

/// Where administrators come from is the list of people; coordinators see invitations only.
html::NavigationItem up(const web::Request& request) {
    if (request.actor.role == web::Role::administrator) return {"People", "/people"};
    return {"Invitations", "/people/invitations"};
}

std::string until(Instant moment) {
    return long_date(london_day(moment)) + " at " + london_time(moment);
}

std::string whole_address(const web::Request& request, const Link& link) {
    return (request.secure ? "https://" : "http://") + request.host + link.path;
}

web::Response show_link(const Identity::Inside& inside, const web::Request& request, std::string name, const Link& link,
                        bool to_join) {
    html::NavigationItem back = to_join ? html::NavigationItem{"Invitations", "/people/invitations"} : up(request);
    views::LinkToHandOn view{std::move(name), whole_address(request, link), until(link.expires), to_join,
                             html::Href::path(back.path)};
    return kernel::show(inside.services, frame(request, "A link for " + view.name, {}), views::link_to_hand_on(view))
        .with("Cache-Control", "private, no-store");
}

web::Response people_page(Identity::Inside& inside, const web::Request& request) {
    kernel::Paging at = kernel::paging(request);
    std::int64_t total = 0;
    auto found = inside.services.database.read([&](db::Reader& reader) {
        total = store::count_people(reader);
        at.keep_within(total);
        return store::people(reader, at.limit(), at.offset());
    });
    std::vector<views::PersonRow> rows;
    for (const auto& person : found)
        rows.push_back({person.id.value(), person.name, person.organisation_name, person.email,
                        std::string(words_of(person.role)), person.active ? "" : "has left"});
    html::Writer below(1024);
    kernel::page_numbers(below, request, at, total, "people");
    return kernel::show(inside.services, frame(request, "People", {}), views::people(rows, total, std::move(below)));
}

web::Response invitations_page(Identity::Inside& inside, const web::Request& request) {
    auto found = inside.services.database.read([](db::Reader& reader) { return store::invitations(reader); });
    Instant now = inside.services.clock.now();
    std::vector<views::InvitationRow> rows;
    for (const auto& one : found) {
        if (!may_give(request.actor, one.role)) continue;
        std::string state =
            !one.link_expires || *one.link_expires <= now ? "Has ended" : "Works until " + until(*one.link_expires);
        rows.push_back({one.id.value(), one.name, one.organisation_name, one.email, std::string(words_of(one.role)),
                        std::move(state)});
    }
    std::string done =
        request.query.get("done") == "withdrawn" ? "The invitation is withdrawn. Its link does not work any more." : "";
    html::NavigationItem back = request.actor.role == web::Role::administrator ? up(request) : html::NavigationItem{};
    return kernel::show(inside.services, frame(request, "Invitations that are waiting", std::move(back)),
                        views::invitations({request.csrf, {}}, rows, done));
}

web::Response show_invite(Identity::Inside& inside, const web::Request& request, views::Invite view, int status) {
    view.tokens = {request.csrf, kernel::form_key(request)};
    view.roles = choices(request.actor);
    auto all = inside.services.database.read([](db::Reader& reader) { return store::organisations(reader); });
    for (const auto& organisation : all)
        if (organisation.active)
            view.organisations.emplace_back(std::to_string(organisation.id.value()), organisation.name);
    return kernel::show(inside.services, frame(request, "Invite somebody", up(request), status != 200),
                        views::invite(view), status);
}

web::Response get_invite(Identity::Inside& inside, const web::Request& request) {
    views::Invite view;
    auto asked = parse_id(request.query.get("organisation"));
    view.organisation = std::to_string(asked ? *asked : request.actor.organisation.value());
    return show_invite(inside, request, std::move(view), 200);
}

web::Response post_invite(Identity::Inside& inside, const web::Request& request) {
    const auto& form = request.form;
    PersonDraft draft{std::string(form.get("name")), std::string(form.get("email")), std::string(form.get("role"))};
    OrganisationId organisation{parse_id(form.get("organisation")).value_or(0)};
    auto invited = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto id = invite(tx, request.actor, organisation, draft);
        if (!id) return std::unexpected(id.error());
        return std::to_string(id->value());
    });
    if (!invited && kernel::is_invalid(invited.error())) {
        views::Invite view;
        view.name = draft.name, view.email = draft.email, view.role = draft.role,
        view.organisation = form.get("organisation");
        view.error = invited.error();
        return show_invite(inside, request, std::move(view), 422);
    }
    if (!invited) kernel::refuse(invited.error());
    // Sent twice, it is one invitation, and the second answer has a fresh link to it: the first link is kept nowhere.
    auto link = inside.services.database.write([&](db::Transaction& tx) {
        return invitation_link(tx, request.actor, InvitationId{parse_id(*invited).value_or(0)},
                               inside.settings.invitation);
    });
    if (!link) kernel::refuse(link.error());
    return show_link(inside, request, draft.name, *link, true);
}

web::Response post_invitation_link(Identity::Inside& inside, const web::Request& request) {
    InvitationId id{request.id()};
    std::string name;
    auto link = inside.services.database.write([&](db::Transaction& tx) {
        if (auto found = store::invitation(tx, id)) name = found->name;
        return invitation_link(tx, request.actor, id, inside.settings.invitation);
    });
    if (!link) kernel::refuse(link.error());
    return show_link(inside, request, name, *link, true);
}

web::Response post_withdraw(Identity::Inside& inside, const web::Request& request) {
    auto done = inside.services.database.write(
        [&](db::Transaction& tx) { return withdraw_invitation(tx, request.actor, InvitationId{request.id()}); });
    if (!done) kernel::refuse(done.error());
    return web::see_other("/people/invitations?done=withdrawn");
}

Person find_person(Identity::Inside& inside, PersonId id) {
    auto found = inside.services.database.read([&](db::Reader& reader) { return store::person(reader, id); });
    if (!found) web::not_found();
    return *found;
}

web::Response show_person(Identity::Inside& inside, const web::Request& request, const Person& person,
                          views::PersonPage view, int status) {
    view.tokens = {request.csrf, kernel::form_key(request)};
    view.id = person.id.value();
    view.name = person.name, view.email = person.email, view.organisation = person.organisation_name;
    view.roles = choices(request.actor);
    view.self = person.id == request.actor.person;
    return kernel::show(inside.services, frame(request, person.name, up(request), status != 200), views::person(view),
                        status);
}

web::Response person_page(Identity::Inside& inside, const web::Request& request) {
    Person person = find_person(inside, PersonId{request.id()});
    views::PersonPage view;
    view.role = code_of(person.role);
    view.active = person.active ? "yes" : "no";
    if (request.query.get("done") == "changed")
        view.done = "Saved. They are signed out, and sign in again with what they may do now.";
    return show_person(inside, request, person, std::move(view), 200);
}

web::Response post_person(Identity::Inside& inside, const web::Request& request) {
    Person person = find_person(inside, PersonId{request.id()});
    views::PersonPage view;
    view.role = request.form.get("role");
    view.active = request.form.get("active");
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        Faults faults;
        auto role = parse_role(view.role);
        if (!role) faults.add("role", "Select what this person will do");
        if (view.active != "yes" && view.active != "no") faults.add("active", "Select whether they can sign in");
        if (!faults.empty()) return faults.take();
        auto changed = change_person(tx, request.actor, person.id, *role, view.active == "yes");
        if (!changed && changed.error().kind == ErrorKind::conflict) {
            // A reason that a person can act on belongs on the form.
            faults.add("role", changed.error().message);
            return faults.take();
        }
        if (!changed) return std::unexpected(changed.error());
        return "/people/" + std::to_string(person.id.value()) + "?done=changed";
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_person(inside, request, person, std::move(view), 422);
    }
    if (!done) kernel::refuse(done.error());
    inside.sessions.forget(person.id);
    return web::see_other(*done);
}

web::Response post_password_link(Identity::Inside& inside, const web::Request& request) {
    Person person = find_person(inside, PersonId{request.id()});
    auto link = inside.services.database.write([&](db::Transaction& tx) {
        return password_link(tx, request.actor, person.id, inside.settings.password_link);
    });
    if (!link) kernel::refuse(link.error());
    return show_link(inside, request, person.name, *link, false);
}

}  // namespace

void add_people_pages(web::Router& router, Identity::Inside& inside) {
    using web::Access;
    using web::Request;
    router.get("/people", Access::administrator,
               [&inside](const Request& request) { return people_page(inside, request); });
    router.get("/people/{id}", Access::administrator,
               [&inside](const Request& request) { return person_page(inside, request); });
    router.post("/people/{id}", Access::administrator,
                [&inside](const Request& request) { return post_person(inside, request); });
    router.post("/people/{id}/password-link", Access::administrator,
                [&inside](const Request& request) { return post_password_link(inside, request); });
    router.get("/people/invite", Access::coordinator,
               [&inside](const Request& request) { return get_invite(inside, request); });
    router.post("/people/invite", Access::coordinator,
                [&inside](const Request& request) { return post_invite(inside, request); });
    router.get("/people/invitations", Access::coordinator,
               [&inside](const Request& request) { return invitations_page(inside, request); });
    router.post("/people/invitations/{id}/link", Access::coordinator,
                [&inside](const Request& request) { return post_invitation_link(inside, request); });
    router.post("/people/invitations/{id}/withdraw", Access::coordinator,
                [&inside](const Request& request) { return post_withdraw(inside, request); });
}

}  // namespace thingwall::identity
