#include "ogc/collections.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"

namespace thingwall::ogc {
namespace {

constexpr std::string_view activities_id = "activities", layer_prefix = "layer-";
constexpr std::size_t shapes_kept = 5'000;
constexpr int steps_of_an_edge = 16;  // a line of latitude is no line on the grid

std::string quoted(std::string_view text) {
    std::string out;
    json::append_quoted(out, text);
    return out;
}

std::string list_of(const std::vector<std::string>& words) {
    json::Writer json;
    json.begin_array();
    for (const auto& word : words) json.value(std::string_view(word));
    json.end_array();
    return json.take();
}

places::Shape on_the_grid(const Degrees& box) {
    std::vector<places::LonLat> ring;
    auto side = [&](places::LonLat from, places::LonLat to) {
        for (int i = 0; i < steps_of_an_edge; ++i) {
            const double part = static_cast<double>(i) / steps_of_an_edge;
            ring.push_back({from.lon + (to.lon - from.lon) * part, from.lat + (to.lat - from.lat) * part});
        }
    };
    const places::LonLat sw{box.west, box.south}, se{box.east, box.south}, ne{box.east, box.north},
        nw{box.west, box.north};
    side(sw, se), side(se, ne), side(ne, nw), side(nw, sw);
    ring.push_back(sw);
    return {{{places::to_grid(ring), {}}}};
}

/// Whether features lie in a bbox. A box that takes in the whole country, or is far away, is seen from the degrees
/// alone.
class InBox {
public:
    explicit InBox(const std::optional<Degrees>& box) {
        if (!box) return;
        constexpr Degrees country{-9, 49, 3, 61};
        Degrees near{std::max(box->west, country.west), std::max(box->south, country.south),
                     std::min(box->east, country.east), std::min(box->north, country.north)};
        nowhere_ = near.west > near.east || near.south > near.north;
        everywhere_ = near == country;
        if (nowhere_ || everywhere_) return;
        constexpr double least = 1e-7;  // a point or a line as a bbox still meets what it lies in
        if (near.east - near.west < least) near.east += least;
        if (near.north - near.south < least) near.north += least;
        shape_ = on_the_grid(near);
        box_ = shape_->box();
    }
    [[nodiscard]] bool asked() const { return shape_ || nowhere_; }
    [[nodiscard]] bool holds(const places::Shape& shape, const places::Box& box) const {
        if (nowhere_) return false;
        if (!shape_) return true;
        return box.meets(box_) && !places::shared_ground(shape, *shape_).parts.empty();
    }

private:
    std::optional<places::Shape> shape_;
    places::Box box_;
    bool nowhere_ = false, everywhere_ = false;
};

std::optional<Degrees> extent_of(const places::Box& box) {
    if (box.empty()) return std::nullopt;
    const std::array corners{places::Point{box.west, box.south}, places::Point{box.east, box.south},
                             places::Point{box.east, box.north}, places::Point{box.west, box.north}};
    Degrees extent{180, 90, -180, -90};
    for (const auto& at : places::to_lon_lat(corners)) {
        extent.west = std::min(extent.west, at.lon);
        extent.east = std::max(extent.east, at.lon);
        extent.south = std::min(extent.south, at.lat);
        extent.north = std::max(extent.north, at.lat);
    }
    return extent;
}

Collection collection_of(const places::AtlasLayer& layer) {
    places::Box box;
    for (const auto& area : layer.areas) box.grow(area.box);
    return {fmt::format("{}{}", layer_prefix, layer.id.value()),
            layer.facts.name,
            fmt::format("Areas of {} ({}). {}", layer.facts.name, layer.facts.vintage, layer.facts.source),
            extent_of(box),
            layer.facts.attribution,
            layer.facts.licence};
}

const places::AtlasLayer* layer_of(const places::Atlas& atlas, std::string_view collection) {
    if (!collection.starts_with(layer_prefix)) return nullptr;
    const auto number = parse_whole(collection.substr(layer_prefix.size()));
    return number ? atlas.layer(LayerId{*number}) : nullptr;
}

Feature feature_of(const places::AtlasLayer& layer, const places::AtlasArea& area) {
    return {std::to_string(area.id.value()),
            area.name,
            area.shape.parts.empty() ? std::string{} : places::to_geojson(area.shape),
            {{"code", quoted(area.code)},
             {"name", quoted(area.name)},
             {"layer", quoted(layer.facts.name)},
             {"residents", fmt::format("{:.0f}", area.residents)},
             {"area_m2", fmt::format("{:.0f}", area.area_m2)}}};
}

bool in_days(const activities::Entry& entry, const std::optional<Days>& days) {
    return !days || ((!days->from || entry.last >= *days->from) && (!days->to || entry.first <= *days->to));
}

}  // namespace

std::vector<Collection> Collections::all() const {
    const auto atlas = places_.atlas();
    std::vector<Collection> found{{std::string(activities_id),
                                   "Activities",
                                   "Who asks whom about what, where and when: what is public",
                                   extent_of(atlas->land().box()),
                                   {},
                                   "Open Government Licence v3"}};
    for (const auto& layer : atlas->layers()) found.push_back(collection_of(layer));
    return found;
}

std::optional<Collection> Collections::find(std::string_view id) const {
    for (auto& collection : all())
        if (collection.id == id) return std::move(collection);
    return std::nullopt;
}

std::optional<Items> Collections::items(std::string_view collection, const ItemsQuery& query) const {
    if (collection == activities_id) return activities(query);
    const auto atlas = places_.atlas();
    if (const auto* layer = layer_of(*atlas, collection)) return areas(*layer, query);
    return std::nullopt;
}

Items Collections::areas(const places::AtlasLayer& layer, const ItemsQuery& query) const {
    const InBox box(query.bbox);
    Items items;
    std::int64_t passed = 0;
    for (const auto& area : layer.areas) {
        if (box.asked() && !box.holds(area.shape, area.box)) continue;
        if (passed++ < query.offset) continue;
        items.more = std::ssize(items.features) == query.limit;
        if (items.more) break;
        items.features.push_back(ogc::feature_of(layer, area));
    }
    return items;
}

Items Collections::activities(const ItemsQuery& query) const {
    const InBox box(query.bbox);
    const Date today = activities_.today();
    Items items;
    std::int64_t passed = 0;
    activities_.snapshot()->each(query.days ? query.days->from : std::nullopt,
                                 [&](const activities::EntryPointer& entry) {
                                     if (entry->withdrawn || !entry->is_public(today) || !in_days(*entry, query.days))
                                         return true;
                                     if (box.asked()) {
                                         const auto shape = shape_of(activities_.lists().geometry(entry->ground));
                                         if (!shape || !box.holds(*shape, shape->box())) return true;
                                     }
                                     if (passed++ < query.offset) return true;
                                     items.more = std::ssize(items.features) == query.limit;
                                     if (!items.more) items.features.push_back(feature_of(*entry));
                                     return !items.more;
                                 });
    return items;
}

Feature Collections::feature_of(const activities::Entry& entry) const {
    const auto& lists = activities_.lists();
    std::vector<std::string> subjects;
    for (const auto& code : entry.subjects) subjects.push_back(lists.subject(code));
    const Date today = activities_.today();
    const std::string_view status = entry.status(today) == activities::Status::planned ? "planned"
                                    : entry.status(today) == activities::Status::open  ? "open"
                                                                                       : "closed";
    return {std::to_string(entry.id.value()),
            entry.title,
            lists.geometry(entry.ground),
            {{"reference", quoted(entry.reference)},
             {"title", quoted(entry.title)},
             {"lead", quoted(lists.organisation(entry.lead))},
             {"first_day", quoted(to_iso(entry.first))},
             {"last_day", quoted(to_iso(entry.last))},
             {"status", quoted(status)},
             {"where", quoted(activities::where_in_words(entry.ground, lists))},
             {"audience", quoted(activities::who_in_words(entry.audience, lists))},
             {"subjects", list_of(subjects)},
             {"page", quoted(fmt::format("/activities/{}", entry.id.value()))}}};
}

std::optional<Feature> Collections::item(std::string_view collection, std::string_view id) const {
    const auto number = parse_whole(id);
    if (!number) return std::nullopt;
    if (collection == activities_id) {
        const Date today = activities_.today();
        std::optional<Feature> found;
        activities_.snapshot()->each({}, [&](const activities::EntryPointer& entry) {
            if (entry->id.value() != *number) return true;
            if (!entry->withdrawn && entry->is_public(today)) found = feature_of(*entry);
            return false;
        });
        return found;
    }
    const auto atlas = places_.atlas();
    const auto* layer = layer_of(*atlas, collection);
    const auto* area = atlas->area(AreaId{*number});
    if (layer == nullptr || area == nullptr || area->layer != layer->id) return std::nullopt;
    return ogc::feature_of(*layer, *area);
}

std::shared_ptr<const places::Shape> Collections::shape_of(const std::string& geometry) const {
    if (geometry.empty()) return nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = shapes_.find(geometry); known != shapes_.end()) return known->second;
    }
    auto read = places::read_shape(geometry);
    auto shape = read ? std::make_shared<const places::Shape>(std::move(*read)) : nullptr;
    const std::lock_guard lock(mutex_);
    if (shapes_.size() >= shapes_kept) shapes_.clear();
    shapes_.emplace(geometry, shape);
    return shape;
}

}  // namespace thingwall::ogc
