#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "activities/types.hpp"
#include "html/figures.hpp"
#include "places/places.hpp"

namespace thingwall::activities {

/// The footprint in metres, as places measures it. A shape that cannot be read is left out: check() has looked before.
[[nodiscard]] places::Footprint on_the_grid(const Footprint& ground);
/// The same for two footprints that cover the same: a key for caches.
[[nodiscard]] std::string key_of(const Footprint& ground);

/// Two grounds on one small map: the borough behind, ours, theirs, and what is in both hatched. Nothing when neither
/// has any ground.
[[nodiscard]] std::optional<html::MapFigure> map_of_both(const places::Atlas& atlas, const Footprint& ours,
                                                         const Footprint& theirs, std::string_view id,
                                                         std::string_view title);

}  // namespace thingwall::activities
