#include "app/ground.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/postcode_prefix.hpp"
#include "places/locator.hpp"

namespace thingwall::app {
namespace {

constexpr double near_enough_m = 200;   // a postcode's point on a quay or a pier lies off the land as drawn
constexpr std::size_t looked_at = 256;  // of the postcodes of a sector or district
constexpr double least_share = 0.1;     // of a sector's postcodes or an area's residents, for an area to count as here

bool is_drawn_for_people(const places::Atlas& atlas, const places::AtlasArea& area) {
    return area.layer != atlas.block_layer();
}

// Which areas the postcodes of a run lie in, those with most of them first.
std::vector<std::pair<const places::AtlasArea*, std::size_t>> areas_of(const places::Atlas& atlas,
                                                                       const PostcodeRun& run, places::Point& middle) {
    const auto& postcodes = atlas.postcodes();
    std::map<std::int64_t, std::pair<const places::AtlasArea*, std::size_t>> counted;
    double east = 0, north = 0;
    std::size_t located = 0;
    const std::size_t step = std::max<std::size_t>(1, (run.end - run.begin) / looked_at);
    for (std::size_t i = run.begin; i < run.end; i += step) {
        const auto entry = postcodes.at(i);
        const places::Point point{static_cast<double>(entry.east), static_cast<double>(entry.north)};
        bool here = false;
        for (const auto& found : atlas.areas_at(point, near_enough_m)) {
            here = true;
            if (!is_drawn_for_people(atlas, *found.area)) continue;
            auto& known = counted[found.area->id.value()];
            known.first = found.area;
            ++known.second;
        }
        if (!here) continue;
        ++located;
        east += point.east;
        north += point.north;
    }
    std::vector<std::pair<const places::AtlasArea*, std::size_t>> areas;
    if (located == 0) return areas;
    middle = {east / static_cast<double>(located), north / static_cast<double>(located)};
    for (const auto& [id, area] : counted)
        if (static_cast<double>(area.second) >= least_share * static_cast<double>(located)) areas.push_back(area);
    std::ranges::stable_sort(areas, std::greater{}, [](const auto& area) { return area.second; });
    return areas;
}

const places::AtlasLayer* known_best(const places::Atlas& atlas) {
    if (const auto* wards = atlas.layer_of_kind(places::LayerKind::ward)) return wards;
    for (const auto& layer : atlas.layers())
        if (layer.id != atlas.block_layer() && !layer.areas.empty()) return &layer;
    return nullptr;
}

}  // namespace

activities::Ground::Home RegisterGround::home_of(const places::Atlas& atlas, const places::AtlasArea& area) const {
    Home home{area.id, area.name, {}, {}, places::path_of(area.id), std::llround(area.residents)};
    if (const auto* layer = atlas.layer(area.layer)) {
        home.kind = places::one(layer->facts.kind);
        if (layer->facts.owner.known())
            if (const auto body = identity_.organisation(layer->facts.owner)) home.drawn_by = body->name;
    }
    return home;
}

void RegisterGround::settle(const places::Atlas& atlas, const std::vector<const places::AtlasArea*>& areas,
                            Spot& spot) const {
    std::vector<places::LayerKind> kinds;
    for (const auto* area : areas) {
        spot.areas.push_back(area->id);
        const auto* layer = atlas.layer(area->layer);
        if (layer == nullptr || std::ranges::find(kinds, layer->facts.kind) != kinds.end()) continue;
        kinds.push_back(layer->facts.kind);
        spot.homes.push_back(home_of(atlas, *area));
    }
    std::ranges::stable_sort(spot.homes, {}, &Home::residents);
    if (spot.homes.size() > 5) spot.homes.resize(5);
}

std::optional<activities::Ground::Spot> RegisterGround::at_postcode(std::string_view typed) const {
    const auto atlas = places_.atlas();
    const auto run = postcodes_like(atlas->postcodes(), typed);
    if (!run) return std::nullopt;
    places::Point middle;
    const auto found = areas_of(*atlas, *run, middle);
    if (found.empty()) return std::nullopt;
    Spot spot;
    spot.words = run->words;
    spot.east = middle.east;
    spot.north = middle.north;
    std::vector<const places::AtlasArea*> areas;
    for (const auto& [area, count] : found) areas.push_back(area);
    settle(*atlas, areas, spot);
    return spot;
}

std::optional<activities::Ground::Spot> RegisterGround::at_area(AreaId id) const {
    const auto atlas = places_.atlas();
    const auto* area = atlas->area(id);
    if (area == nullptr || !is_drawn_for_people(*atlas, *area)) return std::nullopt;
    Spot spot;
    spot.words = area->name;
    spot.is_postcode = false;
    if (!area->shape.parts.empty()) {
        const auto middle = places::label_point(area->shape);
        spot.east = middle.east;
        spot.north = middle.north;
    }
    // Of each other layer those in which a good part of its people live, most first.
    std::vector<const places::AtlasArea*> areas{area};
    for (const auto& layer : atlas->layers()) {
        if (layer.id == area->layer || layer.id == atlas->block_layer()) continue;
        for (const auto& meeting : atlas->meetings(*area, layer.id))
            if (meeting.other != nullptr && meeting.share_of_this >= least_share) areas.push_back(meeting.other);
    }
    settle(*atlas, areas, spot);
    return spot;
}

std::string RegisterGround::example_postcode() const {
    return drawn()->example;
}

bool RegisterGround::reaches(const activities::Footprint& ground, const Spot& spot) const {
    if (ground.whole_borough) return true;
    for (AreaId area : ground.areas)
        if (std::ranges::find(spot.areas, area) != spot.areas.end()) return true;
    const auto footprint = footprints_.of(ground);
    for (const auto& circle : footprint.circles)
        if (std::hypot(circle.centre.east - spot.east, circle.centre.north - spot.north) <= circle.radius_m)
            return true;
    for (const auto& shape : footprint.drawn)
        if (shape.box().holds({spot.east, spot.north}) &&
            places::Locator(shape).where({spot.east, spot.north}) != places::Where::beyond)
            return true;
    return false;
}

std::vector<activities::Ground::Home> RegisterGround::choices() const {
    const auto atlas = places_.atlas();
    std::vector<Home> homes;
    if (const auto* layer = known_best(*atlas))
        for (const auto& area : layer->areas) homes.push_back(home_of(*atlas, area));
    std::ranges::stable_sort(homes, {}, &Home::name);
    return homes;
}

std::vector<AreaId> RegisterGround::areas_reached(const activities::Footprint& ground) const {
    constexpr double enough = 0.05;
    const auto atlas = places_.atlas();
    return reached_.get(atlas, ground, [&] {
        std::vector<AreaId> reached;
        const auto extent = atlas->extent_of(footprints_.of(ground));
        const double residents = atlas->residents_of(extent);
        for (const auto& layer : atlas->layers()) {
            if (layer.id == atlas->block_layer()) continue;
            for (const auto& area : layer.areas) {
                const double fewer = std::min(residents, area.residents);
                const bool shares = fewer > 0 && atlas->residents_shared(extent, area.extent) >= enough * fewer;
                if (ground.whole_borough || shares || std::ranges::find(ground.areas, area.id) != ground.areas.end())
                    reached.push_back(area.id);
            }
        }
        return reached;
    });
}

std::string RegisterGround::ward_of(const activities::Footprint& ground) const {
    if (ground.whole_borough) return {};
    const auto atlas = places_.atlas();
    return wards_.get(atlas, ground, [&]() -> std::string {
        const auto* layer = known_best(*atlas);
        if (layer == nullptr) return {};
        const auto people = atlas->extent_of(footprints_.of(ground));
        const places::AtlasArea* best = nullptr;
        double most = 0;
        for (const auto& area : layer->areas)
            if (const double residents = atlas->residents_shared(area.extent, people); residents > most) {
                most = residents;
                best = &area;
            }
        return best == nullptr ? std::string{} : best->name;
    });
}

}  // namespace thingwall::app
