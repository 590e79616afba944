#pragma once
#include <string>

#include "activities/types.hpp"
#include "places/places.hpp"

namespace thingwall::activities {

/// The footprint in metres, as places measures it. A shape that cannot be read is left out: check() has looked before.
[[nodiscard]] places::Footprint on_the_grid(const Footprint& ground);
/// The same for two footprints that cover the same: a key for caches.
[[nodiscard]] std::string key_of(const Footprint& ground);

}  // namespace thingwall::activities
