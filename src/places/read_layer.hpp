#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "places/geos.hpp"
#include "places/raw_layer.hpp"
#include "places/report.hpp"

namespace thingwall::places {

/// An area that has been read, repaired where need be, and put on the grid.
struct ReadArea {
    std::string code;
    std::string name;
    geos::Geometry ground;  ///< valid polygons in metres (EPSG:27700)
};

struct ReadLayer {
    std::vector<ReadArea> areas;  ///< sorted by code
    std::string code_property;    ///< "WD13CD": which property identified them; empty when the id did
    std::string digest;           ///< SHA-256 of the file's bytes, in hexadecimal
};

struct LayerReading {
    LayerLimits limits;
    std::string code_property, name_property;  ///< empty: find them
    enum class Overlaps { refuse, allow, unchecked } overlaps = Overlaps::refuse;
};

/// Reads GeoJSON or TopoJSON as partners publish it. What can be mended is mended and said in the report; when anything
/// had to be refused the whole file is, and the error has every refusal.
[[nodiscard]] Result<ReadLayer> read_layer(std::string_view bytes, const LayerReading& how, Report& report);

/// SHA-256 in hexadecimal.
[[nodiscard]] std::string digest_of(std::string_view bytes);

}  // namespace thingwall::places
