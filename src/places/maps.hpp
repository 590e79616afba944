#pragma once
#include <string>
#include <vector>

#include "html/figures.hpp"
#include "places/atlas.hpp"

namespace thingwall::places {

/// Ground for a picture in which `units` (of its viewBox) show `metres` of ground: thinned to a third of a unit.
[[nodiscard]] html::MapFigure::Shape drawn(html::MapFigure::Kind kind, const Shape& shape, double metres, double units);

/// Where an area lies in the borough: the land, hairlines for bearings, the area in green and its name.
[[nodiscard]] html::MapFigure place_map(const Atlas& atlas, const AtlasArea& area, std::string id);
/// All areas of a layer.
[[nodiscard]] html::MapFigure layer_map(const Atlas& atlas, const AtlasLayer& layer, std::string id);
/// One area cut by the lines of another layer, for small multiples: its parts, largest first, hatched in turn.
[[nodiscard]] html::MapFigure cut_map(const AtlasArea& area, const AtlasLayer& other, const std::vector<Meeting>& met,
                                      std::string id);
/// Where an area's line and another layer's lines part, with the residents of each piece, for officers.
[[nodiscard]] html::MapFigure cross_map(const Atlas& atlas, const AtlasArea& area, const AtlasLayer& other,
                                        const std::vector<Meeting>& met, std::string id);

/// How many parts of one area can be told apart in a picture.
inline constexpr std::size_t parts_drawn = 5;
[[nodiscard]] html::MapFigure::Kind part_kind(std::size_t n);

/// "24%" as pictures say it; "under 1%" for a little.
[[nodiscard]] std::string per_cent(double share);

}  // namespace thingwall::places
