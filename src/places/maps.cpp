#include "places/maps.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "places/outline.hpp"
#include "places/rules.hpp"

namespace thingwall::places {

namespace {

using html::MapFigure;
using Kind = MapFigure::Kind;

html::Point at(Point p) {
    return {p.east, p.north};
}

std::vector<html::Ring> corners(const Box& box) {
    return {{{box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}}};
}

double larger(const Box& box) {
    return std::max({box.width(), box.height(), 100.0});
}

/// Areas of a layer as hairlines, those that can be seen.
void bearings(MapFigure& figure, const AtlasLayer& layer, Kind kind, const Box& seen, double metres, double units) {
    for (const AtlasArea& area : layer.areas)
        if (area.box.meets(seen)) figure.shapes.push_back(drawn(kind, area.shape, metres, units));
}

/// The largest areas of a layer have their names on the map, as many as have room.
void names(MapFigure& figure, const AtlasLayer& layer, const AtlasArea* but, const Box& seen, std::size_t most) {
    std::vector<const AtlasArea*> largest;
    for (const AtlasArea& area : layer.areas)
        if (&area != but) largest.push_back(&area);
    std::ranges::stable_sort(largest,
                             [](const AtlasArea* a, const AtlasArea* b) { return a->residents > b->residents; });
    std::vector<Point> taken;
    if (but != nullptr) taken.push_back(label_point(but->shape));
    for (const AtlasArea* area : largest) {
        if (figure.names.size() >= most) break;
        const Point p = label_point(area->shape);
        const bool crowded = std::ranges::any_of(taken, [&](Point q) {
            return std::abs(p.east - q.east) < 0.24 * seen.width() &&
                   std::abs(p.north - q.north) < 0.06 * seen.height();
        });
        if (crowded) continue;
        taken.push_back(p);
        figure.names.push_back({at(p), area->name, MapFigure::Name::Weight::minor});
    }
}

}  // namespace

MapFigure::Shape drawn(Kind kind, const Shape& shape, double metres, double units) {
    MapFigure::Shape made{kind, {}};
    const Shape thinner = simplified(shape, metres / units / 3);
    const auto add = [&](const Ring& ring) {
        html::Ring points;
        points.reserve(ring.size());
        for (const Point& p : ring) points.push_back(at(p));
        made.rings.push_back(std::move(points));
    };
    for (const Part& part : thinner.parts) {
        add(part.outer);
        for (const Ring& hole : part.holes) add(hole);
    }
    return made;
}

MapFigure place_map(const Atlas& atlas, const AtlasArea& area, std::string id) {
    MapFigure figure;
    figure.id = std::move(id);
    figure.width = 300;
    const Box seen = atlas.land().box();
    const double metres = larger(seen);
    figure.title = fmt::format("Map with {} marked.", area.name);
    figure.shapes.push_back(drawn(Kind::land, atlas.land(), metres, 300));
    const AtlasLayer* wards = atlas.layer_of_kind(LayerKind::ward);
    if (wards == nullptr) wards = atlas.layer(area.layer);
    if (wards != nullptr && wards->areas.size() <= 300) {
        bearings(figure, *wards, Kind::ward, seen, metres, 300);
        names(figure, *wards, wards->id == area.layer ? &area : nullptr, seen, 5);
    }
    figure.shapes.push_back(drawn(Kind::here, area.shape, metres, 300));
    figure.names.push_back({at(label_point(area.shape)), area.name, MapFigure::Name::Weight::area});
    figure.fit = corners(seen);
    figure.margin = 0.03;
    return figure;
}

MapFigure layer_map(const Atlas& atlas, const AtlasLayer& layer, std::string id) {
    MapFigure figure;
    figure.id = std::move(id);
    figure.width = 500;
    Box seen = atlas.land().box();
    if (seen.empty())
        for (const AtlasArea& area : layer.areas) seen.grow(area.box);
    figure.title = fmt::format(
        "Map of {}: {}.", layer.facts.name,
        count_of(static_cast<std::int64_t>(layer.areas.size()), one(layer.facts.kind), many(layer.facts.kind)));
    figure.shapes.push_back(drawn(Kind::land, atlas.land(), larger(seen), 500));
    bearings(figure, layer, layer.areas.size() > 60 ? Kind::ward : Kind::ours, seen, larger(seen), 500);
    names(figure, layer, nullptr, seen, layer.areas.size() > 60 ? 0 : 12);
    figure.fit = corners(seen);
    figure.margin = 0.03;
    figure.caption = "The areas and their residents are in the table.";
    return figure;
}

Kind part_kind(std::size_t n) {
    constexpr Kind kinds[] = {Kind::part_a, Kind::part_b, Kind::part_c, Kind::part_d, Kind::part_e};
    return kinds[std::min<std::size_t>(n, parts_drawn - 1)];
}

std::string per_cent(double share) {
    if (!(share > 0)) return "0%";
    if (share < 0.01) return "under 1%";
    const auto rounded = static_cast<int>(std::lround(share * 100));
    return fmt::format("{}%", rounded == 100 && share < 0.9995 ? 99 : rounded);
}

MapFigure cut_map(const AtlasArea& area, const AtlasLayer& other, const std::vector<Meeting>& met, std::string id) {
    MapFigure figure;
    figure.id = std::move(id);
    figure.width = 200;
    const double metres = larger(area.box);
    std::vector<std::string> said;
    figure.shapes.push_back(drawn(Kind::land, area.shape, metres, 200));
    if (std::ranges::any_of(met, [](const Meeting& meeting) { return meeting.other == nullptr; })) {
        Shape rest = area.shape;
        for (const Meeting& meeting : met)
            if (meeting.other != nullptr) rest = ground_outside(rest, meeting.other->shape);
        figure.shapes.push_back(drawn(Kind::outside, rest, metres, 200));
    }
    std::size_t n = 0;
    for (const Meeting& meeting : met) {
        if (n == parts_drawn) break;
        said.push_back(fmt::format("{} {}", meeting.other == nullptr ? "outside" : meeting.other->name,
                                   per_cent(meeting.share_of_this)));
        if (meeting.other == nullptr) continue;
        const Shape both = shared_ground(area.shape, meeting.other->shape);
        if (n == 0 && !both.parts.empty())
            figure.names.push_back(
                {at(label_point(both)), per_cent(meeting.share_of_this), MapFigure::Name::Weight::area});
        figure.shapes.push_back(drawn(part_kind(n), both, metres, 200));
        ++n;
    }
    // Their lines run on a little beyond ours, so that one sees where they come from.
    for (const Meeting& meeting : met)
        if (meeting.other != nullptr) figure.shapes.push_back(drawn(Kind::edge, meeting.other->shape, metres, 200));
    figure.shapes.push_back(drawn(Kind::layer_a, area.shape, metres, 200));
    figure.title = fmt::format("{} in {}: {}.", other.facts.name, area.name, said.empty() ? "none" : listed(said));
    figure.fit = corners(area.box);
    figure.margin = 0.1;
    figure.look = MapFigure::Look::plain;
    return figure;
}

MapFigure cross_map(const Atlas& atlas, const AtlasArea& area, const AtlasLayer& other, const std::vector<Meeting>& met,
                    std::string id) {
    MapFigure figure;
    figure.id = std::move(id);
    figure.width = 600;
    const double metres = larger(area.box);
    Box seen = area.box;
    seen.grow_by(metres * 0.4);
    figure.title = fmt::format("{} over the {}", area.name, many(other.facts.kind));
    figure.shapes.push_back(drawn(Kind::land, atlas.land(), metres, 600));
    bearings(figure, other, Kind::ward, seen, metres, 600);
    Footprint covered;
    std::vector<std::string> said;
    std::size_t n = 0;
    for (const Meeting& meeting : met) {
        if (meeting.other == nullptr) continue;
        covered.areas.push_back(meeting.other->id);
        const Shape both = shared_ground(area.shape, meeting.other->shape);
        if (both.parts.empty()) continue;
        if (n++ == 0) figure.shapes.push_back(drawn(Kind::part_a, both, metres, 600));
        const Point middle = label_point(both);
        figure.names.push_back(
            {at({middle.east, middle.north + metres * 0.03}), meeting.other->name, MapFigure::Name::Weight::minor});
        figure.names.push_back({at({middle.east, middle.north - metres * 0.02}), people(meeting.residents),
                                MapFigure::Name::Weight::area});
        said.push_back(fmt::format("{} in {}", people(meeting.residents), meeting.other->name));
    }
    const bool has_remainder = std::ranges::any_of(met, [](const Meeting& m) { return m.other == nullptr; });
    if (has_remainder) {
        const Shape rest = covered.areas.empty() ? area.shape : ground_outside(area.shape, atlas.ground_of(covered));
        if (!rest.parts.empty()) figure.shapes.push_back(drawn(Kind::outside, rest, metres, 600));
        figure.key.push_back({Kind::outside, fmt::format("outside every {}", one(other.facts.kind))});
    }
    figure.shapes.push_back(drawn(Kind::layer_a, area.shape, metres, 600));
    figure.description = said.empty() ? fmt::format("It meets no {}.", one(other.facts.kind))
                                      : fmt::format("Residents in both: {}.", listed(said));
    figure.key.insert(figure.key.begin(), {Kind::layer_a, area.name});
    figure.caption = "Numbers are residents who live in both.";
    figure.fit = corners(area.box);
    return figure;
}

}  // namespace thingwall::places
