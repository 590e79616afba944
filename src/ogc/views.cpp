#include "ogc/views.hpp"

#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "html/components.hpp"

namespace thingwall::ogc::views {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

constexpr std::string_view as_json = "application/json", as_geojson = "application/geo+json", as_html = "text/html",
                           as_openapi = "application/vnd.oai.openapi+json;version=3.0";
constexpr std::array conforms{"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
                              "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
                              "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
                              "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"};
constexpr std::string_view crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

void link(json::Writer& json, std::string_view href, std::string_view rel, std::string_view type,
          std::string_view title) {
    json.begin_object().member("href", href).member("rel", rel).member("type", type).member("title", title);
    json.end_object();
}

std::string with_html(const std::string& address) {
    return address + (address.find('?') == std::string::npos ? "?" : "&") + "f=html";
}

void self_and_html(json::Writer& json, const std::string& self, std::string_view type) {
    link(json, self, "self", type, "This document");
    link(json, with_html(self), "alternate", as_html, "This document as a page");
}

void write(json::Writer& json, const Frame& frame, const Collection& collection) {
    const std::string address = frame.root + "/collections/" + collection.id;
    json.begin_object().member("id", std::string_view(collection.id));
    json.member("title", std::string_view(collection.title));
    json.member("description", std::string_view(collection.description));
    if (!collection.attribution.empty()) json.member("attribution", std::string_view(collection.attribution));
    if (!collection.licence.empty()) json.member("licence", std::string_view(collection.licence));
    if (collection.extent) {
        const auto& box = *collection.extent;
        json.key("extent").begin_object().key("spatial").begin_object().key("bbox").begin_array().begin_array();
        json.value(box.west).value(box.south).value(box.east).value(box.north).end_array().end_array();
        json.member("crs", crs84).end_object().end_object();
    }
    json.member("itemType", std::string_view("feature")).key("crs").begin_array().value(crs84).end_array();
    json.key("links").begin_array();
    self_and_html(json, address, as_json);
    link(json, address + "/items", "items", as_geojson, collection.title);
    link(json, with_html(address + "/items"), "items", as_html, collection.title + " as a page");
    json.end_array().end_object();
}

void write(json::Writer& json, const Feature& feature) {
    json.member("type", std::string_view("Feature")).member("id", std::string_view(feature.id)).key("geometry");
    if (feature.geometry.empty())
        json.null();
    else
        json.raw(feature.geometry);
    json.key("properties").begin_object();
    for (const auto& [name, value] : feature.properties) json.key(name).raw(value);
    json.end_object();
}

void h1(Writer& page, std::string_view words) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
}

Href page_of(const Collection& collection, std::string_view tail) {
    return Href::query(Href::path("/ogc/collections/" + collection.id + std::string(tail)), {{"f", "html"}});
}

}  // namespace

std::string landing_json(const Frame& frame) {
    json::Writer json;
    json.begin_object().member("title", std::string_view(frame.title));
    json.member("description", std::string_view("What is public of this partnership, as OGC API Features"));
    json.key("links").begin_array();
    self_and_html(json, frame.root, as_json);
    link(json, frame.root + "/api", "service-desc", as_openapi, "All addresses, as OpenAPI 3.0");
    link(json, frame.root + "?f=html", "service-doc", as_html, "All addresses, as a page");
    link(json, frame.root + "/conformance", "conformance", as_json, "What of the standard is kept to");
    link(json, frame.root + "/collections", "data", as_json, "The collections");
    json.end_array().end_object();
    return json.take();
}

std::string conformance_json() {
    json::Writer json;
    json.begin_object().key("conformsTo").begin_array();
    for (const char* one : conforms) json.value(one);
    json.end_array().end_object();
    return json.take();
}

std::string collections_json(const Frame& frame, const std::vector<Collection>& all) {
    json::Writer json;
    json.begin_object().key("links").begin_array();
    self_and_html(json, frame.root + "/collections", as_json);
    json.end_array().key("collections").begin_array();
    for (const auto& collection : all) write(json, frame, collection);
    json.end_array().end_object();
    return json.take();
}

std::string collection_json(const Frame& frame, const Collection& collection) {
    json::Writer json;
    write(json, frame, collection);
    return json.take();
}

std::string items_json(const Frame& frame, const Collection& collection, const Items& items, const std::string& next,
                       Instant now) {
    json::Writer json;
    json.begin_object().member("type", std::string_view("FeatureCollection"));
    json.member(
        "timeStamp",
        std::string_view(fmt::format(
            "{}Z", fmt::format("{}T{:02}:{:02}:{:02}", to_iso(Date(std::chrono::floor<std::chrono::days>(now))),
                               (to_microseconds(now) / 3'600'000'000) % 24, (to_microseconds(now) / 60'000'000) % 60,
                               (to_microseconds(now) / 1'000'000) % 60))));
    json.member("numberReturned", static_cast<std::int64_t>(items.features.size()));
    json.key("links").begin_array();
    self_and_html(json, frame.self, as_geojson);
    if (!next.empty()) link(json, next, "next", as_geojson, "The features after these");
    link(json, frame.root + "/collections/" + collection.id, "collection", as_json, collection.title);
    json.end_array().key("features").begin_array();
    for (const auto& feature : items.features) {
        json.begin_object();
        write(json, feature);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take();
}

std::string item_json(const Frame& frame, const Collection& collection, const Feature& feature) {
    json::Writer json;
    json.begin_object();
    write(json, feature);
    json.key("links").begin_array();
    self_and_html(json, frame.self, as_geojson);
    link(json, frame.root + "/collections/" + collection.id, "collection", as_json, collection.title);
    json.end_array().end_object();
    return json.take();
}

Writer landing_page(const Frame& frame, const std::vector<Collection>& all) {
    Writer page;
    h1(page, t("Maps and activities for other programs"));
    page.markup("<p class=\"govuk-body\">")
        .text(
            t("What is public here can be read by maps and other programs, by the standard OGC API Features. Give your "
              "program this address: "))
        .markup("<code class=\"tw-break\">")
        .text(frame.root)
        .markup("</code></p>\n");
    page.markup("<ul class=\"govuk-list govuk-list--spaced\">");
    for (const auto& one : all)
        page.markup("<li><b>")
            .link(page_of(one, ""), one.title)
            .markup("</b><br>")
            .text(one.description)
            .text(one.licence.empty() ? "" : " " + one.licence + ".")
            .markup("</li>");
    page.markup("</ul>\n");
    page.markup("<p class=\"govuk-body\">")
        .link(Href("/ogc/api"), t("All addresses (OpenAPI 3.0)"))
        .text(" · ")
        .link(Href("/ogc/conformance?f=html"), t("What of the standard is kept to"))
        .markup("</p>\n");
    return page;
}

Writer conformance_page() {
    Writer page;
    h1(page, t("What of the standard is kept to"));
    page.markup("<ul class=\"govuk-list govuk-list--bullet\">");
    for (const char* one : conforms) page.markup("<li class=\"tw-break\">").text(one).markup("</li>");
    page.markup("</ul>\n");
    return page;
}

Writer collection_page(const Collection& collection) {
    Writer page;
    h1(page, collection.title);
    page.markup("<p class=\"govuk-body\">").text(collection.description).markup("</p>\n");
    if (!collection.attribution.empty())
        page.markup("<p class=\"govuk-body-s\">").text(collection.attribution).markup("</p>\n");
    page.markup("<p class=\"govuk-body\">").link(page_of(collection, "/items"), t("Its features")).markup("</p>\n");
    return page;
}

Writer items_page(const Collection& collection, const Items& items, const std::string& next) {
    Writer page;
    h1(page, collection.title);
    if (items.features.empty()) page.markup("<p class=\"govuk-body\">").text(t("Nothing matches.")).markup("</p>\n");
    page.markup("<ul class=\"govuk-list\">");
    for (const auto& feature : items.features)
        page.markup("<li>").link(page_of(collection, "/items/" + feature.id), feature.title).markup("</li>");
    page.markup("</ul>\n");
    if (!next.empty())
        page.markup("<p class=\"govuk-body\">").link(Href::path(next), t("The features after these")).markup("</p>\n");
    return page;
}

Writer item_page(const Feature& feature) {
    Writer page;
    h1(page, feature.title);
    html::SummaryList list;
    for (const auto& [name, value] : feature.properties) {
        std::string words = value;
        if (words.size() >= 2 && words.front() == '"') words = words.substr(1, words.size() - 2);
        list.rows.push_back({.key = Content(std::string_view(name)), .value = Content(words)});
    }
    html::summary_list(page, list);
    return page;
}

}  // namespace thingwall::ogc::views
