#include <fmt/format.h>

#include "kernel/pages.hpp"
#include "ogc/collections.hpp"
#include "ogc/ogc.hpp"
#include "ogc/rules.hpp"
#include "ogc/views.hpp"
#include "web/url.hpp"

namespace thingwall::ogc {

struct Ogc::Inside {
    kernel::Services services;
    Collections collections;
};

Ogc::Ogc(kernel::Services services, places::Places& places, activities::Activities& activities)
    : inside_(new Inside{services, {places, activities}}) {}
Ogc::~Ogc() = default;

namespace {

using web::Request;
using web::Response;

constexpr std::string_view json_type = "application/json; charset=utf-8", geojson_type = "application/geo+json";

// JSON unless a person asks for a page: programs often say that they take anything.
bool wants_page(const Request& request) {
    return request.query.get("f") == "html";
}

views::Frame frame_of(const Ogc::Inside& inside, const Request& request) {
    const std::string site = fmt::format("{}://{}", request.secure ? "https" : "http", request.host);
    return {site + "/ogc", inside.services.site.partnership, site + request.path};
}

Response page(const Ogc::Inside& inside, const Request& request, std::string title, html::Writer content) {
    return kernel::show(inside.services, kernel::page(request, std::move(title), "/data"), std::move(content));
}

Response landing(const Ogc::Inside& inside, const Request& request) {
    const auto frame = frame_of(inside, request);
    if (wants_page(request))
        return page(inside, request, "Maps and activities for other programs",
                    views::landing_page(frame, inside.collections.all()));
    return web::data(json_type, views::landing_json(frame));
}

Collection collection_of(const Ogc::Inside& inside, const Request& request) {
    auto found = inside.collections.find(request.parameters[0]);
    if (!found) web::not_found();
    return std::move(*found);
}

std::string next_page(const Request& request, const ItemsQuery& asked) {
    std::string query;
    for (const auto& [name, value] : request.query.pairs())
        if (name != "offset")
            query += fmt::format("{}{}={}", query.empty() ? "?" : "&", web::percent_encode(name),
                                 web::percent_encode(value));
    return fmt::format("{}{}{}offset={}", request.path, query, query.empty() ? "?" : "&", asked.offset + asked.limit);
}

Response items(const Ogc::Inside& inside, const Request& request) {
    const auto collection = collection_of(inside, request);
    const auto asked = items_query(request.query.pairs());
    if (!asked) throw web::Refusal{400, asked.error()};
    const auto found = inside.collections.items(collection.id, *asked);
    if (!found) web::not_found();
    const std::string next = found->more ? next_page(request, *asked) : std::string{};
    if (wants_page(request))
        return page(inside, request, collection.title, views::items_page(collection, *found, next));
    auto frame = frame_of(inside, request);
    const std::string site = frame.root.substr(0, frame.root.size() - 4);
    return web::data(geojson_type, views::items_json(frame, collection, *found, next.empty() ? next : site + next,
                                                     inside.services.clock.now()));
}

Response item(const Ogc::Inside& inside, const Request& request) {
    const auto collection = collection_of(inside, request);
    const auto feature = inside.collections.item(collection.id, request.parameters[1]);
    if (!feature) web::not_found();
    if (wants_page(request)) return page(inside, request, feature->title, views::item_page(*feature));
    return web::data(geojson_type, views::item_json(frame_of(inside, request), collection, *feature));
}

}  // namespace

void Ogc::add_routes(web::Router& router) {
    const auto get = [&](const char* path, auto handler) {
        router.get(path, web::Access::anyone,
                   [inside = inside_.get(), handler](const Request& request) { return handler(*inside, request); });
    };
    get("/ogc", landing);
    get("/ogc/conformance", [](const Inside& inside, const Request& request) {
        return wants_page(request) ? page(inside, request, "What of the standard is kept to", views::conformance_page())
                                   : web::data(json_type, views::conformance_json());
    });
    get("/ogc/api", [](const Inside& inside, const Request& request) {
        return web::data(
            "application/vnd.oai.openapi+json;version=3.0",
            openapi(inside.services.site.partnership, frame_of(inside, request).root, inside.collections.all()));
    });
    get("/ogc/collections", [](const Inside& inside, const Request& request) {
        const auto frame = frame_of(inside, request);
        return wants_page(request) ? page(inside, request, "Maps and activities for other programs",
                                          views::landing_page(frame, inside.collections.all()))
                                   : web::data(json_type, views::collections_json(frame, inside.collections.all()));
    });
    get("/ogc/collections/{word}", [](const Inside& inside, const Request& request) {
        const auto collection = collection_of(inside, request);
        return wants_page(request)
                   ? page(inside, request, collection.title, views::collection_page(collection))
                   : web::data(json_type, views::collection_json(frame_of(inside, request), collection));
    });
    get("/ogc/collections/{word}/items", items);
    get("/ogc/collections/{word}/items/{word}", item);
}

}  // namespace thingwall::ogc
