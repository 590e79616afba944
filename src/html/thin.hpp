#pragma once
#include "html/svg.hpp"

/// What of a boundary is needed to see it. For pictures only.
namespace thingwall::html {

/// The corners that are needed to see the same line: none that is left out lies farther than `tolerance` from what is
/// drawn. Neighbours begin alike (at the westernmost corner), so that they thin alike. The last point is not repeated;
/// empty when fewer than three corners are left.
[[nodiscard]] Ring thinned(Ring ring, double tolerance);
/// What of the ground lies within the box from (0, 0) to `far`, with a little more, so that its edge is not seen.
[[nodiscard]] Ring within(const Ring& ring, Point far);

}  // namespace thingwall::html
