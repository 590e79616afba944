#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/figures.hpp"
#include "places/places.hpp"

namespace thingwall::overlap {

/// What lies around on every map of one atlas: the land, the wards, and where their names fit.
struct Backdrop {
    explicit Backdrop(std::shared_ptr<const places::Atlas> its_atlas);
    std::shared_ptr<const places::Atlas> atlas;
    html::MapFigure::Shape land, wards;
    struct Ward {
        const places::AtlasArea* area;
        html::Point label;
    };
    std::vector<Ward> named;
};

/// The ground of two activities.
struct TwoGrounds {
    places::Shape ours, theirs, shared;
    places::Extent our_people, their_people, shared_people;
};
[[nodiscard]] TwoGrounds ground_of_both(const places::Atlas& atlas, const places::Footprint& ours,
                                        const places::Footprint& theirs);

/// Both grounds, what is in both hatched; nothing where neither can be drawn.
[[nodiscard]] std::optional<html::MapFigure> ground_figure(const Backdrop& backdrop, const TwoGrounds& both,
                                                           std::string_view id, std::string_view title);
/// How both are called beside the map.
struct GroundNames {
    std::string our_lead, our_ground, their_lead, their_ground;  ///< "NHS", "Estuary (health area)"
};
/// The same for a page of its own: with names of wards, a key, and the residents as a table.
[[nodiscard]] std::optional<html::MapFigure> ground_page_figure(const Backdrop& backdrop, const TwoGrounds& both,
                                                                const GroundNames& names);

/// Rings in metres, as figures take them.
[[nodiscard]] std::vector<html::Ring> rings_of(const places::Shape& shape);

}  // namespace thingwall::overlap
