#include "activities/footprints.hpp"

#include <array>

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// Thinned for a small picture, in its own units, with north up as figures have it.
std::vector<html::Ring> rings_of(const places::Shape& shape, const places::Window& window) {
    std::vector<html::Ring> rings;
    for (const auto& line : places::outline(shape, window)) {
        html::Ring ring;
        for (const auto& spot : line) ring.push_back({spot.x, window.height() - spot.y});
        rings.push_back(std::move(ring));
    }
    return rings;
}

}  // namespace

places::Footprint on_the_grid(const Footprint& ground) {
    places::Footprint found;
    found.whole_borough = ground.whole_borough;
    found.areas = ground.areas;
    if (!ground.shape.empty())
        if (auto shape = places::read_shape(ground.shape)) found.drawn.push_back(std::move(*shape));
    if (ground.circle) {
        std::array<places::LonLat, 1> centre{places::LonLat{ground.circle->longitude, ground.circle->latitude}};
        found.circles.push_back({places::to_grid(centre).front(), static_cast<double>(ground.circle->metres)});
    }
    return found;
}

std::string key_of(const Footprint& ground) {
    std::string key = ground.whole_borough ? "*" : "";
    for (AreaId area : ground.areas) key += fmt::format("{} ", area.value());
    if (ground.circle)
        key += fmt::format("@{} {} {} ", ground.circle->latitude, ground.circle->longitude, ground.circle->metres);
    return key + ground.shape;
}

std::optional<html::MapFigure> map_of_both(const places::Atlas& atlas, const Footprint& ours, const Footprint& theirs,
                                           std::string_view id, std::string_view title) {
    using Kind = html::MapFigure::Kind;
    places::Shape a = atlas.ground_of(on_the_grid(ours)), b = atlas.ground_of(on_the_grid(theirs));
    if (a.parts.empty() && b.parts.empty()) return std::nullopt;
    places::Box seen = a.box();
    seen.grow(b.box());
    seen.grow_by(0.12 * std::max(seen.width(), seen.height()));
    places::Window window(seen, 300, 300, 4);
    html::MapFigure figure{.id = std::string(id),
                           .title = std::string(title),
                           .description = "Your ground, theirs, and what is in both, hatched.",
                           .shapes = {},
                           .width = 300};
    figure.shapes.push_back({Kind::land, rings_of(atlas.land(), window)});
    figure.shapes.push_back({Kind::theirs, rings_of(b, window)});
    figure.shapes.push_back({Kind::ours, rings_of(a, window)});
    figure.shapes.push_back({Kind::shared, rings_of(places::shared_ground(a, b), window)});
    return figure;
}

}  // namespace thingwall::activities
