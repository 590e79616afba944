#include "ogc/rules.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace thingwall::ogc {
namespace {

constexpr std::array known{std::string_view("bbox"),     std::string_view("bbox-crs"), std::string_view("crs"),
                           std::string_view("datetime"), std::string_view("limit"),    std::string_view("offset"),
                           std::string_view("f")};
constexpr std::string_view crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

std::optional<Degrees> parse_bbox(std::string_view text) {
    std::vector<double> numbers;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        const auto number = parse_number(trim(text.substr(at, end - at)));
        if (!number || numbers.size() == 6) return std::nullopt;
        numbers.push_back(*number);
        at = end + 1;
    }
    if (numbers.size() != 4 && numbers.size() != 6) return std::nullopt;
    const std::size_t half = numbers.size() / 2;
    const Degrees box{numbers[0], numbers[1], numbers[half], numbers[half + 1]};
    const bool on_earth = std::abs(box.south) <= 90 && std::abs(box.north) <= 90 && std::abs(box.west) <= 180 &&
                          std::abs(box.east) <= 180;
    if (!on_earth || box.south > box.north || box.west > box.east) return std::nullopt;
    return box;
}

std::optional<Date> parse_end(std::string_view text, bool& fault) {
    if (text.empty() || text == "..") return std::nullopt;
    auto day = text.size() >= 10 && text[4] == '-' ? parse_date(text.substr(0, 10)) : invalid("");
    if (!day || (text.size() > 10 && text[10] != 'T')) {
        fault = true;
        return std::nullopt;
    }
    return *day;
}

void parameter(json::Writer& json, std::string_view name, std::string_view what, std::string_view schema) {
    json.begin_object()
        .member("name", name)
        .member("in", std::string_view("query"))
        .member("description", what)
        .member("required", false)
        .key("schema")
        .raw(schema)
        .end_object();
}

void path(json::Writer& json, std::string_view address, std::string_view id, std::string_view what,
          std::string_view type, bool items) {
    json.key(address).begin_object().key("get").begin_object();
    json.member("operationId", id).member("summary", what);
    if (items) {
        json.key("parameters").begin_array();
        parameter(json, "bbox", "West, south, east and north in degrees",
                  R"({"type":"array","minItems":4,"maxItems":6,"items":{"type":"number"}})");
        parameter(json, "datetime", "A day, or two with / between them; .. for an open end", R"({"type":"string"})");
        parameter(json, "limit", "How many at most",
                  fmt::format(R"({{"type":"integer","minimum":1,"maximum":{},"default":{}}})", ItemsQuery::most,
                              ItemsQuery::usual));
        parameter(json, "offset", "How many to leave out first", R"({"type":"integer","minimum":0,"default":0})");
        json.end_array();
    }
    json.key("responses")
        .raw(fmt::format(
            R"({{"200":{{"description":"What was asked for","content":{{"{}":{{"schema":{{"type":"object"}}}},"text/html":{{"schema":{{"type":"string"}}}}}}}},"400":{{"description":"A parameter is not understood"}},"404":{{"description":"There is none"}}}})",
            type));
    json.end_object().end_object();
}

}  // namespace

Result<Days> parse_days(std::string_view text) {
    bool fault = false;
    Days days;
    if (const auto slash = text.find('/'); slash == std::string_view::npos) {
        days.from = days.to = parse_end(text, fault);
        fault = fault || !days.from;
    } else {
        days.from = parse_end(text.substr(0, slash), fault);
        days.to = parse_end(text.substr(slash + 1), fault);
        fault = fault || (days.from && days.to && *days.to < *days.from) || (!days.from && !days.to && text.size() > 5);
    }
    if (fault)
        return invalid("Give a day (2026-03-01), or two with a / between them, the earlier first; .. for an open end");
    return days;
}

Result<ItemsQuery> items_query(const std::vector<std::pair<std::string, std::string>>& query) {
    ItemsQuery asked;
    Faults faults;
    for (const auto& [name, value] : query) {
        if (std::ranges::find(known, name) == known.end()) {
            faults.add(name, fmt::format("There is no parameter {}", shortened(name)));
        } else if (name == "bbox") {
            asked.bbox = parse_bbox(value);
            if (!asked.bbox)
                faults.add(name, "Give four numbers: west, south, east and north in degrees, west and south first");
        } else if (name == "datetime") {
            if (auto days = parse_days(value))
                asked.days = *days;
            else
                faults.add(name, days.error().message);
        } else if (name == "limit" || name == "offset") {
            const auto number = parse_whole(value);
            const bool is_limit = name == "limit";
            if (!number || *number < (is_limit ? 1 : 0))
                faults.add(name, is_limit ? "Give a whole number from 1" : "Give a whole number from 0");
            else
                (is_limit ? asked.limit : asked.offset) =
                    is_limit ? std::min(*number, ItemsQuery::most) : std::min<std::int64_t>(*number, 1'000'000'000);
        } else if ((name == "crs" || name == "bbox-crs") && value != crs84) {
            faults.add(name, "Only CRS84 (longitude and latitude) is there");
        }
    }
    if (!faults.empty()) return faults.take();
    return asked;
}

std::string openapi(std::string_view title, std::string_view root, const std::vector<Collection>& collections) {
    constexpr std::string_view as_json = "application/json", as_geojson = "application/geo+json";
    json::Writer json;
    json.begin_object().member("openapi", std::string_view("3.0.3"));
    json.key("info").begin_object().member("title", title).member("version", std::string_view("1.0")).end_object();
    json.key("servers").begin_array().begin_object().member("url", root).end_object().end_array();
    json.key("paths").begin_object();
    path(json, "/", "getLandingPage", "What there is", as_json, false);
    path(json, "/conformance", "getConformanceDeclaration", "What of the standard is kept to", as_json, false);
    path(json, "/collections", "getCollections", "All collections", as_json, false);
    for (const auto& collection : collections) {
        const std::string address = "/collections/" + collection.id;
        path(json, address, "describe-" + collection.id, collection.title, as_json, false);
        path(json, address + "/items", "items-" + collection.id, collection.title + ": its features", as_geojson, true);
        json.key(address + "/items/{featureId}").begin_object();
        json.key("parameters").raw(R"([{"name":"featureId","in":"path","required":true,"schema":{"type":"string"}}])");
        json.key("get").begin_object().member("operationId", "item-" + collection.id);
        json.member("summary", collection.title + ": one feature");
        json.key("responses")
            .raw(
                R"({"200":{"description":"The feature","content":{"application/geo+json":{"schema":{"type":"object"}}}},"404":{"description":"There is none"}})");
        json.end_object().end_object();
    }
    json.end_object().end_object();
    return json.take();
}

}  // namespace thingwall::ogc
