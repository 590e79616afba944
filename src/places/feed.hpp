#pragma once
#include <string>

#include "places/atlas.hpp"
#include "places/crosswalk.hpp"

/// Places as data, at the addresses of their pages.
namespace thingwall::places::feed {

[[nodiscard]] std::string layers_json(const Atlas& atlas);
[[nodiscard]] std::string layers_csv(const Atlas& atlas);
[[nodiscard]] std::string layer_json(const Atlas& atlas, const AtlasLayer& layer);
[[nodiscard]] std::string layer_csv(const AtlasLayer& layer);
[[nodiscard]] std::string layer_geojson(const AtlasLayer& layer);
[[nodiscard]] std::string area_json(const Atlas& atlas, const AtlasArea& area);
[[nodiscard]] std::string area_csv(const Atlas& atlas, const AtlasArea& area);
[[nodiscard]] std::string area_geojson(const AtlasLayer& layer, const AtlasArea& area);
[[nodiscard]] std::string crosswalk_json(const AtlasLayer& source, const AtlasLayer& target,
                                         const Crosswalk& crosswalk);
[[nodiscard]] std::string crosswalk_csv(const AtlasLayer& source, const AtlasLayer& target, const Crosswalk& crosswalk);

}  // namespace thingwall::places::feed
