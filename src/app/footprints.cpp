#include "app/footprints.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace thingwall::app {
namespace {

constexpr std::size_t shapes_kept = 5'000;

}  // namespace

places::Footprint Footprints::of(const activities::Footprint& ground) const {
    places::Footprint made;
    made.areas = ground.areas;
    made.whole_borough = ground.whole_borough;
    if (ground.circle) {
        const places::LonLat centre{ground.circle->longitude, ground.circle->latitude};
        made.circles.push_back({places::to_grid({&centre, 1}).front(), static_cast<double>(ground.circle->metres)});
    }
    if (ground.shape.empty()) return made;
    {
        const std::lock_guard lock(mutex_);
        if (auto known = shapes_.find(ground.shape); known != shapes_.end()) {
            made.drawn.push_back(*known->second);
            return made;
        }
    }
    auto shape = places::read_shape(ground.shape);
    if (!shape) return made;
    made.drawn.push_back(*shape);
    const std::lock_guard lock(mutex_);
    if (shapes_.size() >= shapes_kept) shapes_.clear();
    shapes_.emplace(ground.shape, std::make_shared<const places::Shape>(std::move(*shape)));
    return made;
}

std::string key_of(const activities::Footprint& ground) {
    std::string key = ground.whole_borough ? "*" : "";
    auto areas = ground.areas;
    std::ranges::sort(areas);
    for (AreaId area : areas) fmt::format_to(std::back_inserter(key), " {}", area.value());
    if (ground.circle)
        fmt::format_to(std::back_inserter(key), " o{},{},{}", ground.circle->latitude, ground.circle->longitude,
                       ground.circle->metres);
    if (!ground.shape.empty()) key += " " + ground.shape;
    return key;
}

}  // namespace thingwall::app
