#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"

namespace thingwall::ogc {

/// West, south, east and north in degrees (CRS 84).
struct Degrees {
    double west = -180, south = -90, east = 180, north = 90;
    friend bool operator==(const Degrees&, const Degrees&) = default;
};

/// Days from and to, both included; open where there is none.
struct Days {
    std::optional<Date> from, to;
    friend bool operator==(const Days&, const Days&) = default;
};

/// What is asked of the items of a collection.
struct ItemsQuery {
    std::optional<Degrees> bbox;
    std::optional<Days> days;
    std::int64_t limit = 100, offset = 0;
    static constexpr std::int64_t usual = 100, most = 1'000;
};

struct Collection {
    std::string id, title, description;
    std::optional<Degrees> extent;
    std::string attribution, licence;
};

/// A feature as pages and GeoJSON show it.
struct Feature {
    std::string id, title;
    std::string geometry;                                         ///< GeoJSON; empty where there is nothing to draw
    std::vector<std::pair<std::string, std::string>> properties;  ///< values are JSON already
};

/// Some features of a collection, in a steady order.
struct Items {
    std::vector<Feature> features;
    bool more = false;  ///< there are others after these
};

}  // namespace thingwall::ogc
