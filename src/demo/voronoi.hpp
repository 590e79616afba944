#pragma once
#include <functional>
#include <vector>

#include "demo/borough.hpp"

namespace thingwall::demo {

/// The cells of those points that lie on land: a Voronoi division whose lines are bent as lanes and streams are, each
/// line once for both its cells, so that neighbours share their border to the metre.
[[nodiscard]] std::vector<Cell> voronoi_cells(const std::vector<Point>& points,
                                              const std::function<bool(Point)>& on_land);

}  // namespace thingwall::demo
