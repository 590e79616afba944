#include "base/json.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"
#include "partners/pages.hpp"
#include "partners/rules.hpp"
#include "partners/store.hpp"
#include "partners/views.hpp"

namespace thingwall::partners {

namespace {

std::vector<std::pair<std::string, std::string>> kinds() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& kind : identity::kinds_of_organisation) all.emplace_back(kind.code, kind.words);
    return all;
}

store::Search search_of(const web::Request& request) {
    return {fold(request.query.get("q")), identity::parse_kind(request.query.get("kind")),
            admits(web::Access::coordinator, request.actor.role)};
}

void write_json(json::Writer& json, const identity::Organisation& organisation) {
    json.key("id").id(organisation.id.value());
    json.member("name", std::string_view(organisation.name));
    json.member("short_name", std::string_view(organisation.short_name));
    json.member("kind", identity::code_of(organisation.kind));
    json.member("partner", organisation.active);
}

web::Response directory_json(Partners::Inside& inside, const web::Request& request, kernel::Paging at) {
    store::Search search = search_of(request);
    json::Writer json;
    inside.services.database.read([&](db::Reader& reader) {
        std::int64_t total = store::count(reader, search);
        json.begin_object().member("total", total).member("page", at.page).key("organisations").begin_array();
        for (const auto& row : store::listed(reader, search, at.limit(), at.offset())) {
            json.begin_object();
            write_json(json, row.organisation);
            json.member("telephone", std::string_view(row.telephone))
                .member("web_address", std::string_view(row.web_address))
                .end_object();
        }
        json.end_array().end_object();
    });
    return web::data("application/json", json.take());
}

web::Response directory_page(Partners::Inside& inside, const web::Request& request) {
    kernel::Paging at = kernel::paging(request);
    if (request.format == "json") return directory_json(inside, request, at);
    store::Search search = search_of(request);
    views::Directory view;
    view.words = request.query.get("q");
    view.kind = search.kind ? identity::code_of(*search.kind) : std::string_view{};
    view.kinds = kinds();
    view.can_add = admits(web::Access::coordinator, request.actor.role);
    auto found = inside.services.database.read([&](db::Reader& reader) {
        view.total = store::count(reader, search);
        at.keep_within(view.total);
        return store::listed(reader, search, at.limit(), at.offset());
    });
    for (const auto& row : found)
        view.rows.push_back({row.organisation.id.value(), row.organisation.name,
                             std::string(identity::words_of(row.organisation.kind)), row.telephone,
                             row.organisation.active});
    kernel::page_numbers(view.below, request, at, view.total, "organisations");
    html::Page page = kernel::page(request, "Organisations", "/partners");
    page.alternates = {{"JSON", "/partners.json"}};
    return kernel::show(inside.services, page, views::directory(view));
}

std::string done_words(std::string_view done) {
    if (done == "told") return "Saved. Everybody can read it now.";
    if (done == "added") return "The organisation is added.";
    if (done == "changed") return "Saved.";
    return {};
}

web::Response organisation_page(Partners::Inside& inside, const web::Request& request) {
    OrganisationId id{request.id()};
    auto organisation = inside.identity.organisation(id);
    if (!organisation) web::not_found();
    Profile told = inside.services.database.read([&](db::Reader& reader) { return store::profile(reader, id); });
    if (request.format == "json") {
        json::Writer json;
        json.begin_object();
        write_json(json, *organisation);
        json.member("description", std::string_view(told.description))
            .member("contact_name", std::string_view(told.contact_name))
            .member("email", std::string_view(told.email))
            .member("telephone", std::string_view(told.telephone))
            .member("web_address", std::string_view(told.web_address))
            .end_object();
        return web::data("application/json", json.take());
    }
    views::OrganisationPage view;
    view.id = id.value();
    view.name = organisation->name;
    view.short_name = organisation->short_name;
    view.kind = identity::words_of(organisation->kind);
    view.active = organisation->active;
    view.profile = told;
    view.paragraphs = paragraphs(told.description);
    view.can_tell = identity::may_keep_profile(request.actor, id);
    view.can_change = view.can_invite = admits(web::Access::coordinator, request.actor.role);
    view.done = done_words(request.query.get("done"));
    html::Page page = kernel::page(request, organisation->name, "/partners");
    page.back = {"Organisations", "/partners"};
    page.alternates = {{"JSON", "/partners/" + std::to_string(id.value()) + ".json"}};
    return kernel::show(inside.services, page, views::organisation(view));
}

}  // namespace

void add_directory_pages(web::Router& router, Partners::Inside& inside) {
    using web::Access;
    using web::Request;
    auto& list = router.get("/partners", Access::anyone,
                            [&inside](const Request& request) { return directory_page(inside, request); });
    list.formats = {"json"};
    list.cacheable = true;
    auto& one = router.get("/partners/{id}", Access::anyone,
                           [&inside](const Request& request) { return organisation_page(inside, request); });
    one.formats = {"json"};
    one.cacheable = true;
}

}  // namespace thingwall::partners
