#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "places/geos.hpp"
#include "places/raw_layer.hpp"
#include "places/report.hpp"

namespace thingwall::places {

/// How a file's x and y are to be read.
enum class Axes { lon_lat, lat_lon, grid };

/// From the name that the file gives and from where its numbers lie: a `crs` that says degrees over numbers in the
/// hundred thousands means metres; latitudes first are turned round. Says in the report what it had to assume.
/// Nothing when the system is unknown or the place is not in Great Britain; the report then has the refusal.
[[nodiscard]] std::optional<Axes> find_axes(const RawLayer& layer, Report& report);

/// What was seen while rings were put in order, for the whole file.
struct RingCounts {
    std::size_t rings = 0, clockwise_outer = 0, repeated_points = 0;
};

/// Valid ground in metres from rings as the file has them: closed, without repeated points, crossings resolved by
/// structure (outer rings add, holes take away). Nothing when no ground is left; the report then has the refusal.
[[nodiscard]] geos::Geometry make_ground(const std::vector<RawPolygon>& polygons, Axes axes, const std::string& where,
                                         RingCounts& counts, Report& report);

/// Whether the rings cross themselves or each other so often that resolving it would take minutes.
[[nodiscard]] bool too_tangled(const Shape& shape);

}  // namespace thingwall::places
