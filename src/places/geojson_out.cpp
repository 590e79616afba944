#include <algorithm>

#include <fmt/format.h>

#include "places/places.hpp"
#include "places/read_layer.hpp"
#include "places/repair.hpp"

namespace thingwall::places {

namespace {

double turn(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += (ring[i].east - ring[0].east) * (ring[i + 1].north - ring[0].north) -
                 (ring[i + 1].east - ring[0].east) * (ring[i].north - ring[0].north);
    return twice;
}

void append(std::string& out, const Ring& ring, bool counter_clockwise) {
    auto points = to_lon_lat(ring);
    if ((turn(ring) > 0) != counter_clockwise) std::ranges::reverse(points);
    out += '[';
    for (std::size_t i = 0; i < points.size(); ++i)
        fmt::format_to(std::back_inserter(out), "{}[{:.6f},{:.6f}]", i > 0 ? "," : "", points[i].lon, points[i].lat);
    out += ']';
}

}  // namespace

std::string to_geojson(const Shape& shape) {
    const bool one = shape.parts.size() == 1;
    std::string out = one ? R"({"type":"Polygon","coordinates":)" : R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t i = 0; i < shape.parts.size(); ++i) {
        if (i > 0) out += ',';
        out += '[';
        append(out, shape.parts[i].outer, true);
        for (const Ring& hole : shape.parts[i].holes) {
            out += ',';
            append(out, hole, false);
        }
        out += ']';
    }
    return out + (one ? "}" : "]}");
}

Result<Shape> read_shape(std::string_view geojson) {
    constexpr LayerLimits drawn{256 * 1024, 1, 5'000};
    if (geojson.size() > drawn.bytes)
        return fail(ErrorKind::too_large, "The shape has too many points: draw it more simply");
    auto document = check_json(geojson);
    if (!document) return std::unexpected(document.error());
    Report report;
    auto raw = read_geojson(*document, geojson, drawn, report);
    if (!raw) return std::unexpected(raw.error());
    if (report.refuses()) return std::unexpected(report.error("The shape could not be read"));
    if (raw->features.empty() || raw->features.front().polygons.empty())
        return invalid("Draw an area: a line or a point covers no ground");
    const auto axes = find_axes(*raw, report);
    if (!axes) return std::unexpected(report.error("The shape could not be read"));
    const geos::Deadline deadline(std::chrono::milliseconds(500));
    RingCounts counts;
    const geos::Geometry ground = make_ground(raw->features.front().polygons, *axes, "the shape", counts, report);
    if (!ground) return std::unexpected(report.error("The shape could not be read"));
    return geos::to_shape(ground.get());
}

}  // namespace thingwall::places
