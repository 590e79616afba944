#include "activities/footprints.hpp"

#include <array>

#include <fmt/format.h>

namespace thingwall::activities {
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

}  // namespace thingwall::activities
