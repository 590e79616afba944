#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

namespace thingwall::places {

/// A point on the ground: metres east and north on the British National Grid (EPSG:27700).
struct Point {
    double east = 0;
    double north = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// The smallest upright rectangle around something, in metres. A new one is empty and grows.
struct Box {
    double west = std::numeric_limits<double>::infinity();
    double south = std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const { return west > east; }
    [[nodiscard]] double width() const { return empty() ? 0 : east - west; }
    [[nodiscard]] double height() const { return empty() ? 0 : north - south; }
    [[nodiscard]] bool meets(const Box& other) const {
        return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
    }
    [[nodiscard]] bool holds(Point p) const {
        return west <= p.east && p.east <= east && south <= p.north && p.north <= north;
    }
    void grow(Point p) {
        if (p.east < west) west = p.east;
        if (p.east > east) east = p.east;
        if (p.north < south) south = p.north;
        if (p.north > north) north = p.north;
    }
    void grow(const Box& other) {
        if (other.empty()) return;
        grow(Point{other.west, other.south});
        grow(Point{other.east, other.north});
    }
    void grow_by(double metres) {
        west -= metres;
        south -= metres;
        east += metres;
        north += metres;
    }
};

/// A closed line: the last point is the first again.
using Ring = std::vector<Point>;

/// One piece of ground: an outer ring and the holes in it.
struct Part {
    Ring outer;
    std::vector<Ring> holes;
};

/// Ground in metres, as plain values; one part or several.
struct Shape {
    std::vector<Part> parts;
    [[nodiscard]] Box box() const;
    [[nodiscard]] double area_m2() const;
    [[nodiscard]] std::size_t points() const;
};

/// The share of one small area's residents that lives in something. `block` is the small area's place in the atlas
/// (Atlas::block), from 0; `share` is above 0 and at most 1.
struct Portion {
    std::uint32_t block = 0;
    float share = 0;
    friend bool operator==(const Portion&, const Portion&) = default;
};
/// Who lives in a place, on small areas; sorted by block, each at most once.
using Extent = std::vector<Portion>;

struct Circle {
    Point centre;
    double radius_m = 0;
};

/// All that an activity covers: areas of any layers, drawn ground, a reach around a point, or the whole borough.
struct Footprint {
    std::vector<AreaId> areas;
    std::vector<Shape> drawn;
    std::vector<Circle> circles;
    bool whole_borough = false;
    [[nodiscard]] bool empty() const { return areas.empty() && drawn.empty() && circles.empty() && !whole_borough; }
};

/// What one body's division of the place is for. `small_areas` are what residents are counted on.
enum class LayerKind {
    ward,
    area_forum,
    police,
    health,
    management,
    parish,
    constituency,
    district,
    small_area,
    other
};

/// What is known about a layer as a whole. Shown beside it wherever it is used.
struct LayerFacts {
    std::string name;  ///< "Wards"
    LayerKind kind = LayerKind::other;
    OrganisationId owner;     ///< whose division it is; unknown when nobody's
    std::string vintage;      ///< "May 2013"
    std::string source;       ///< where the file came from
    std::string licence;      ///< "Open Government Licence v3"
    std::string attribution;  ///< the line that must stand beside it
    std::optional<Date> valid_from, valid_to;
    bool may_overlap = false;  ///< its areas may share ground (police beats drawn by hand)
};

/// Where figures come from, and the line that must stand beside them.
struct DataFacts {
    std::string vintage;  ///< "Census 2021"
    std::string source, licence, attribution;
};

[[nodiscard]] std::string_view to_word(LayerKind kind);  ///< "area_forum", as stored and in addresses
[[nodiscard]] std::optional<LayerKind> parse_layer_kind(std::string_view word);
[[nodiscard]] std::string_view one(LayerKind kind);   ///< "area forum"
[[nodiscard]] std::string_view many(LayerKind kind);  ///< "area forums"

}  // namespace thingwall::places
