#include "base/text.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "partners/pages.hpp"
#include "partners/store.hpp"
#include "partners/views.hpp"

namespace thingwall::partners {

namespace {

std::vector<std::pair<std::string, std::string>> kinds() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& kind : identity::kinds_of_organisation) all.emplace_back(kind.code, kind.words);
    return all;
}

journal::By by(const web::Request& request) {
    return {request.actor.person, request.actor.organisation};
}

std::string path_of(OrganisationId id, std::string_view done) {
    return "/partners/" + std::to_string(id.value()) + "?done=" + std::string(done);
}

/// The organisation of the address, when this person may keep its profile. Whether it is absent or not theirs looks the
/// same.
identity::Organisation kept_organisation(Partners::Inside& inside, const web::Request& request) {
    auto organisation = inside.identity.organisation(OrganisationId{request.id()});
    if (!organisation || !identity::may_keep_profile(request.actor, organisation->id)) web::not_found();
    return *organisation;
}

web::Response show_tell(Partners::Inside& inside, const web::Request& request,
                        const identity::Organisation& organisation, views::TellForm view, int status) {
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    view.id = organisation.id.value();
    view.name = organisation.name;
    html::Page page = kernel::page(request, "What " + organisation.name + " says about itself", "/partners");
    page.back = {organisation.name, "/partners/" + std::to_string(view.id)};
    page.faulty = status != 200;
    return kernel::show(inside.services, page, views::tell(view), status);
}

web::Response get_tell(Partners::Inside& inside, const web::Request& request) {
    auto organisation = kept_organisation(inside, request);
    Profile told =
        inside.services.database.read([&](db::Reader& reader) { return store::profile(reader, organisation.id); });
    views::TellForm view;
    view.version = told.version;
    view.draft = {told.contact_name, told.email, told.telephone, told.web_address, told.description};
    return show_tell(inside, request, organisation, std::move(view), 200);
}

web::Response post_tell(Partners::Inside& inside, const web::Request& request) {
    auto organisation = kept_organisation(inside, request);
    auto typed = [&](std::string_view name) { return std::string(request.form.get(name)); };
    views::TellForm view;
    view.draft = {typed("contact_name"), typed("email"), typed("telephone"), typed("web_address"),
                  typed("description")};
    view.version = parse_whole(request.form.get("version")).value_or(0);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto told = tell(tx, by(request), organisation.id, view.draft, view.version);
        if (!told) return std::unexpected(told.error());
        return path_of(organisation.id, "told");
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_tell(inside, request, organisation, std::move(view), 422);
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response show_organisation(Partners::Inside& inside, const web::Request& request, views::OrganisationForm view,
                                int status) {
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    view.kinds = kinds();
    html::Page page = kernel::page(request, view.id ? "Change an organisation" : "Add an organisation", "/partners");
    if (view.id)
        page.back = {"Back", "/partners/" + std::to_string(*view.id)};
    else
        page.back = {"Organisations", "/partners"};
    page.faulty = status != 200;
    return kernel::show(inside.services, page, views::organisation_form(view), status);
}

views::OrganisationForm typed_form(const web::Request& request) {
    views::OrganisationForm view;
    view.name = request.form.get("name");
    view.short_name = request.form.get("short_name");
    view.kind = request.form.get("kind");
    view.active = request.form.get("active");
    return view;
}

web::Response post_new(Partners::Inside& inside, const web::Request& request) {
    auto view = typed_form(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto added = identity::add_organisation(tx, by(request), {view.name, view.short_name, view.kind});
        if (!added) return std::unexpected(added.error());
        return path_of(*added, "added");
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_organisation(inside, request, std::move(view), 422);
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

identity::Organisation any_organisation(Partners::Inside& inside, const web::Request& request) {
    auto organisation = inside.identity.organisation(OrganisationId{request.id()});
    if (!organisation) web::not_found();
    return *organisation;
}

web::Response get_change(Partners::Inside& inside, const web::Request& request) {
    auto organisation = any_organisation(inside, request);
    views::OrganisationForm view;
    view.id = organisation.id.value();
    view.name = organisation.name;
    view.short_name = organisation.short_name == organisation.name ? "" : organisation.short_name;
    view.kind = identity::code_of(organisation.kind);
    view.active = organisation.active ? "yes" : "no";
    return show_organisation(inside, request, std::move(view), 200);
}

web::Response post_change(Partners::Inside& inside, const web::Request& request) {
    auto organisation = any_organisation(inside, request);
    auto view = typed_form(request);
    view.id = organisation.id.value();
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        Faults faults;
        if (view.active != "yes" && view.active != "no") faults.add("active", "Select whether it is a partner");
        auto changed = identity::change_organisation(tx, by(request), organisation.id,
                                                     {view.name, view.short_name, view.kind}, view.active == "yes");
        if (!changed && changed.error().kind == ErrorKind::conflict)
            faults.add("active", changed.error().message);
        else if (!changed && !kernel::is_invalid(changed.error()))
            return std::unexpected(changed.error());
        else if (!changed)
            faults.add(changed.error());
        if (!faults.empty()) return faults.take();
        return path_of(organisation.id, "changed");
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_organisation(inside, request, std::move(view), 422);
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void add_keeping_pages(web::Router& router, Partners::Inside& inside) {
    using web::Access;
    using web::Request;
    router.get("/partners/new", Access::coordinator,
               [&inside](const Request& request) { return show_organisation(inside, request, {}, 200); });
    router.post("/partners", Access::coordinator,
                [&inside](const Request& request) { return post_new(inside, request); });
    router.get("/partners/{id}/edit", Access::officer,
               [&inside](const Request& request) { return get_tell(inside, request); });
    router.post("/partners/{id}/edit", Access::officer,
                [&inside](const Request& request) { return post_tell(inside, request); });
    router.get("/partners/{id}/organisation", Access::coordinator,
               [&inside](const Request& request) { return get_change(inside, request); });
    router.post("/partners/{id}/organisation", Access::coordinator,
                [&inside](const Request& request) { return post_change(inside, request); });
}

}  // namespace thingwall::partners
