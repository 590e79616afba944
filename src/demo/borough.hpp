#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace thingwall::demo {

struct Point {
    double x = 0, y = 0;  ///< metres, British National Grid
    friend bool operator==(const Point&, const Point&) = default;
    friend auto operator<=>(const Point&, const Point&) = default;
};

/// A small area: some 300 residents, a ring without its closing point, and where it lies in the town.
struct Cell {
    std::string code;
    std::vector<Point> ring;
    Point centre;
    int residents = 0;
    double density = 0;  ///< 0 open country to 1 the middle of the town
    std::vector<std::uint32_t> neighbours;
    std::vector<std::string> postcodes;
    std::vector<Point> postcode_points;
};

struct Area {
    std::string code, name;
    std::vector<std::uint32_t> cells;  ///< empty where the area is made of members
    std::vector<std::string> members;  ///< codes of the layer that it is made of
};

struct Layer {
    std::string code, name, kind;  ///< "wards", "Wards", "ward"
    std::string owner;             ///< key of the organisation that draws it
    std::string source, vintage;
    std::string members_of;  ///< code of another layer, or empty
    std::vector<Area> areas;
};

/// A made-up borough at a river mouth. The same seed gives the same borough, to the metre.
struct Borough {
    std::string name;
    std::vector<Cell> cells;
    std::vector<Layer> layers;  ///< the small areas themselves come first
    int residents = 0;
};

[[nodiscard]] Borough make_borough(std::uint64_t seed);

/// What an import takes: each layer with a geometry of its own as GeoJSON (longitude, latitude), others as CSV of
/// members.
[[nodiscard]] std::string layer_file(const Borough& borough, const Layer& layer);
[[nodiscard]] std::string residents_file(const Borough& borough);  ///< CSV: code,residents
[[nodiscard]] std::string postcodes_file(const Borough& borough);  ///< CSV: as Code-Point Open, by header

}  // namespace thingwall::demo
