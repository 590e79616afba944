#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "places/lazy_json.hpp"
#include "places/projection.hpp"
#include "places/report.hpp"

namespace thingwall::places {

/// What a boundary file may be at most; beyond it, it is refused. The defaults are for what people upload.
struct LayerLimits {
    std::size_t bytes = 32u << 20;
    std::size_t features = 50'000;
    std::size_t points = 2'000'000;
};

/// A ring as the file has it: x and y in the file's own system, closed or not.
using RawRing = std::vector<LonLat>;
/// The outer ring and its holes.
using RawPolygon = std::vector<RawRing>;

/// One feature as the file has it; nothing is believed yet.
struct RawFeature {
    std::string where;  ///< "feature 14, line 31"
    std::optional<std::string> id;
    std::vector<std::pair<std::string, std::string>> properties;  ///< texts, numbers and words; nulls are left out
    std::vector<RawPolygon> polygons;

    [[nodiscard]] const std::string* property(std::string_view name) const;
};

struct RawLayer {
    std::vector<RawFeature> features;
    std::string crs;  ///< as named in the file; empty when it names none
};

/// Takes a FeatureCollection, a bare Feature or a bare geometry. What is no polygon goes into the report.
/// A file that is no GeoJSON at all is an error; faults of single features are refusals in the report.
[[nodiscard]] Result<RawLayer> read_geojson(LazyJson document, std::string_view text, const LayerLimits& limits,
                                            Report& report);
/// Takes a Topology, with or without transform, and the areas of all its objects.
[[nodiscard]] Result<RawLayer> read_topojson(LazyJson document, std::string_view text, const LayerLimits& limits,
                                             Report& report);

/// Line of the text on which this piece of it begins, counting on from the last question; ask in the text's order.
class LineCounter {
public:
    explicit LineCounter(std::string_view text) : text_(text) {}
    [[nodiscard]] std::size_t line_of(std::string_view piece);

private:
    std::string_view text_;
    std::size_t at_ = 0, line_ = 1;
};

/// Reads an id and properties as far as they are plain values.
void read_properties(LazyJson id, LazyJson properties, RawFeature& into);
/// The name inside {"type":"name","properties":{"name":...}}; empty when there is none.
[[nodiscard]] std::string crs_name(LazyJson crs);

}  // namespace thingwall::places
