#include "demo/voronoi.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>

#include <geos_c.h>

namespace thingwall::demo {
namespace {

struct Geos {
    GEOSContextHandle_t handle = GEOS_init_r();
    Geos() = default;
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    ~Geos() { GEOS_finish_r(handle); }
};

using Edge = std::pair<Point, Point>;  // the smaller end first

// A number from the ends of a line alone, so that both its cells bend it alike (SplitMix64).
double bend_of(const Edge& edge, int level) {
    auto bits = static_cast<std::uint64_t>(
                    std::llround(edge.first.x * 7 + edge.first.y * 13 + edge.second.x * 17 + edge.second.y * 31)) +
                static_cast<std::uint64_t>(level) * 977;
    bits += 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    bits ^= bits >> 31;
    return static_cast<double>(bits >> 11) / 9007199254740992.0 * 2 - 1;
}

void bend(std::vector<Point>& line, Point a, Point b, double strength, int level) {
    double length = std::hypot(b.x - a.x, b.y - a.y);
    if (level == 0 || length < 40 || strength == 0) return;
    double shift = strength * bend_of({a, b}, level);
    Point half{std::round((a.x + b.x) / 2 - (b.y - a.y) * shift), std::round((a.y + b.y) / 2 + (b.x - a.x) * shift)};
    bend(line, a, half, strength * 0.8, level - 1);
    line.push_back(half);
    bend(line, half, b, strength * 0.8, level - 1);
}

std::vector<std::vector<Point>> straight_cells(const std::vector<Point>& points, GEOSContextHandle_t geos) {
    auto* sequence = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(points.size()), 2);
    for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_setXY_r(geos, sequence, i, points[i].x, points[i].y);
    GEOSGeometry* line = GEOSGeom_createLineString_r(geos, sequence);
    GEOSGeometry* diagram = GEOSVoronoiDiagram_r(geos, line, nullptr, 0, 0);
    if (!diagram) throw std::runtime_error("the demonstration's small areas could not be drawn");
    std::vector<std::vector<Point>> rings;
    for (int g = 0; g < GEOSGetNumGeometries_r(geos, diagram); ++g) {
        const auto* ring = GEOSGetExteriorRing_r(geos, GEOSGetGeometryN_r(geos, diagram, g));
        const auto* corners = GEOSGeom_getCoordSeq_r(geos, ring);
        unsigned count = 0;
        GEOSCoordSeq_getSize_r(geos, corners, &count);
        std::vector<Point> cell;
        for (unsigned i = 0; i + 1 < count; ++i) {
            Point p;
            GEOSCoordSeq_getXY_r(geos, corners, i, &p.x, &p.y);
            p = {std::round(p.x), std::round(p.y)};
            if (cell.empty() || cell.back() != p) cell.push_back(p);
        }
        if (cell.size() > 1 && cell.front() == cell.back()) cell.pop_back();
        rings.push_back(std::move(cell));
    }
    GEOSGeom_destroy_r(geos, diagram);
    GEOSGeom_destroy_r(geos, line);
    return rings;
}

bool simple(const std::vector<Point>& ring, GEOSContextHandle_t geos) {
    auto* sequence = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size() + 1), 2);
    for (unsigned i = 0; i <= ring.size(); ++i)
        GEOSCoordSeq_setXY_r(geos, sequence, i, ring[i % ring.size()].x, ring[i % ring.size()].y);
    GEOSGeometry* polygon = GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, sequence), nullptr, 0);
    bool valid = GEOSisValid_r(geos, polygon) == 1;
    GEOSGeom_destroy_r(geos, polygon);
    return valid;
}

std::vector<Point> bent(const std::vector<Point>& ring, const std::map<Edge, double>& strength) {
    std::vector<Point> made;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Point a = ring[i], b = ring[(i + 1) % ring.size()];
        Edge edge = std::minmax(a, b);
        made.push_back(a);
        std::vector<Point> line;
        bend(line, edge.first, edge.second, strength.at(edge), 4);
        if (a != edge.first) std::reverse(line.begin(), line.end());
        made.insert(made.end(), line.begin(), line.end());
    }
    return made;
}

Point centre_of(const std::vector<Point>& ring) {
    double twice = 0, x = 0, y = 0;
    Point o = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Point a{ring[i].x - o.x, ring[i].y - o.y},
            b{ring[(i + 1) % ring.size()].x - o.x, ring[(i + 1) % ring.size()].y - o.y};
        double cross = a.x * b.y - b.x * a.y;
        twice += cross;
        x += (a.x + b.x) * cross;
        y += (a.y + b.y) * cross;
    }
    return {o.x + x / (3 * twice), o.y + y / (3 * twice)};
}

}  // namespace

std::vector<Cell> voronoi_cells(const std::vector<Point>& points, const std::function<bool(Point)>& on_land) {
    Geos geos;
    std::vector<std::vector<Point>> rings;
    for (auto& ring : straight_cells(points, geos.handle))
        if (ring.size() >= 3 && on_land(centre_of(ring))) rings.push_back(std::move(ring));

    std::map<Edge, std::vector<std::uint32_t>> sides;
    for (std::uint32_t c = 0; c < rings.size(); ++c)
        for (std::size_t i = 0; i < rings[c].size(); ++i)
            sides[std::minmax(rings[c][i], rings[c][(i + 1) % rings[c].size()])].push_back(c);

    std::map<Edge, double> strength;
    for (const auto& [edge, cells] : sides)
        strength[edge] = cells.size() == 1 ? 0.22 : 0.15;  // the coast is more ragged
    std::vector<Cell> made(rings.size());
    for (bool again = true; again;) {
        again = false;
        for (std::uint32_t c = 0; c < rings.size(); ++c) {
            made[c].ring = bent(rings[c], strength);
            if (simple(made[c].ring, geos.handle)) continue;
            again = true;
            for (std::size_t i = 0; i < rings[c].size(); ++i) {
                double& s = strength[std::minmax(rings[c][i], rings[c][(i + 1) % rings[c].size()])];
                s = s < 0.02 ? 0 : s / 2;
            }
        }
    }
    for (std::uint32_t c = 0; c < rings.size(); ++c) made[c].centre = centre_of(rings[c]);
    for (const auto& [edge, cells] : sides)
        if (cells.size() == 2) {
            made[cells[0]].neighbours.push_back(cells[1]);
            made[cells[1]].neighbours.push_back(cells[0]);
        }
    return made;
}

}  // namespace thingwall::demo
