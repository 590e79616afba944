#pragma once
#include <span>
#include <utility>
#include <vector>

#include "places/types.hpp"

namespace thingwall::places {

/// Longitude and latitude in degrees (WGS 84), in this order, as GeoJSON has them.
struct LonLat {
    double lon = 0;
    double lat = 0;
};

/// How lon/lat becomes metres; shown with each layer. Without the OSTN15 grid it is the 7-parameter shift, whose error
/// is a few metres on the ground and the same for neighbours.
inline constexpr std::string_view transformation = "EPSG:4326 to EPSG:27700 by PROJ, without the OSTN15 grid";

/// Points on the British National Grid in metres. A point that cannot be moved comes back with infinite coordinates.
[[nodiscard]] std::vector<Point> to_grid(std::span<const LonLat> points);
/// The inverse.
[[nodiscard]] std::vector<LonLat> to_lon_lat(std::span<const Point> points);
[[nodiscard]] LonLat to_lon_lat(Point point);

}  // namespace thingwall::places
