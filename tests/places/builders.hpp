#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "places/atlas.hpp"
#include "places/atlas_input.hpp"
#include "places/projection.hpp"
#include "places/read_layer.hpp"

namespace thingwall::places::test {

// Squares on a grid of 1,000 m in the sea off Wirral, so that every share can be worked out in one's head.
inline constexpr double east0 = 330'000, north0 = 390'000;

inline Shape square(double x, double y, double width, double height) {
    const double w = east0 + x, s = north0 + y, e = w + width, n = s + height;
    return Shape{{Part{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}, {}}}};
}

/// The ring of a square as GeoJSON has it, in longitude and latitude, or in metres.
inline std::string ring(double x, double y, double width, double height, bool metres = false) {
    std::string text = "[";
    const Shape shape = square(x, y, width, height);
    for (const Point& p : shape.parts[0].outer) {
        const LonLat lonlat = metres ? LonLat{p.east, p.north} : to_lon_lat(p);
        text += fmt::format("{}[{:.9f},{:.9f}]", text.size() > 1 ? "," : "", lonlat.lon, lonlat.lat);
    }
    return text + "]";
}

inline std::string feature(std::string_view code, std::string_view geometry, std::string_view property = "WD13CD") {
    return fmt::format(R"({{"type":"Feature","properties":{{"{}":"{}","WD13NM":"Ward {}"}},"geometry":{}}})", property,
                       code, code, geometry);
}
inline std::string polygon(const std::string& rings) {
    return fmt::format(R"({{"type":"Polygon","coordinates":[{}]}})", rings);
}
inline std::string collection(const std::vector<std::string>& features, std::string_view more = "") {
    std::string text = fmt::format("{{\"type\":\"FeatureCollection\",{}\"features\":[\n", more);
    for (std::size_t i = 0; i < features.size(); ++i) text += (i > 0 ? ",\n" : "") + features[i];
    return text + "\n]}";
}

/// A layer of drawn squares.
struct Drawn {
    std::string code;
    Shape shape;
};
inline LayerInput layer(std::int64_t id, LayerKind kind, const std::vector<Drawn>& areas, bool may_overlap = false) {
    LayerInput made;
    made.id = LayerId{id};
    made.facts.name = std::string(many(kind));
    made.facts.kind = kind;
    made.facts.may_overlap = may_overlap;
    made.digest = fmt::format("digest {}", id);
    for (std::size_t i = 0; i < areas.size(); ++i)
        made.areas.push_back({AreaId{id * 1000 + static_cast<std::int64_t>(i)},
                              areas[i].code,
                              "Area " + areas[i].code,
                              geos::make(areas[i].shape),
                              {}});
    return made;
}

/// Four small areas of 1,000 m in a row, of 100, 200, 300 and 400 residents.
inline AtlasInput four_blocks() {
    AtlasInput input;
    input.layers.push_back(layer(1, LayerKind::small_area,
                                 {{"B1", square(0, 0, 1000, 1000)},
                                  {"B2", square(1000, 0, 1000, 1000)},
                                  {"B3", square(2000, 0, 1000, 1000)},
                                  {"B4", square(3000, 0, 1000, 1000)}}));
    input.block_layer = LayerId{1};
    input.residents = {{"B1", 100}, {"B2", 200}, {"B3", 300}, {"B4", 400}};
    input.residents_facts.vintage = "Census 2021";
    return input;
}

/// The repairs, refusals and omissions as one text to search in.
inline std::string said(const Report& report) {
    return describe(report);
}

}  // namespace thingwall::places::test
