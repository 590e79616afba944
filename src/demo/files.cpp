#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <proj.h>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "demo/borough.hpp"

namespace thingwall::demo {
namespace {

class ToDegrees {
public:
    ToDegrees()
        : context_(proj_context_create()), made_(proj_create_crs_to_crs(context_, "EPSG:27700", "EPSG:4326", nullptr)) {
        if (made_) change_ = proj_normalize_for_visualization(context_, made_);
        if (!change_)
            throw std::runtime_error(
                "PROJ knows no way from the National Grid to longitude and latitude: is proj-data installed?");
    }
    ToDegrees(const ToDegrees&) = delete;
    ToDegrees& operator=(const ToDegrees&) = delete;
    ~ToDegrees() {
        proj_destroy(change_);
        proj_destroy(made_);
        proj_context_destroy(context_);
    }
    Point operator()(Point p) const {
        PJ_COORD there = proj_trans(change_, PJ_FWD, proj_coord(p.x, p.y, 0, 0));
        return {there.xy.x, there.xy.y};
    }

private:
    PJ_CONTEXT* context_;
    PJ* made_;
    PJ* change_ = nullptr;
};

// The outline of several cells: lines that only one of them has, put end to end. Rings that turn the other way are
// holes.
std::vector<std::vector<Point>> outline(const Borough& borough, const std::vector<std::uint32_t>& cells) {
    std::multimap<Point, Point> lines;
    for (auto c : cells) {
        const auto& ring = borough.cells[c].ring;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            Point a = ring[i], b = ring[(i + 1) % ring.size()];
            bool inner = false;
            for (auto [at, end] = lines.equal_range(b); at != end; ++at)
                if (at->second == a) {
                    lines.erase(at);
                    inner = true;
                    break;
                }
            if (!inner) lines.emplace(a, b);
        }
    }
    std::vector<std::vector<Point>> rings;
    while (!lines.empty()) {
        Point first = lines.begin()->first, at = first;
        std::vector<Point> ring;
        do {
            ring.push_back(at);
            auto next = lines.find(at);
            if (next == lines.end()) break;
            at = next->second;
            lines.erase(next);
        } while (at != first);
        rings.push_back(std::move(ring));
    }
    return rings;
}

double turn(const std::vector<Point>& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Point a = ring[i], b = ring[(i + 1) % ring.size()];
        twice += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return twice;
}

bool inside(Point p, const std::vector<Point>& ring) {
    bool odd = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
            p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            odd = !odd;
    return odd;
}

void write_ring(json::Writer& out, const std::vector<Point>& ring, const ToDegrees& degrees) {
    out.begin_array();
    for (std::size_t i = 0; i <= ring.size(); ++i) {
        Point p = degrees(ring[i % ring.size()]);
        out.raw(fmt::format("[{:.6f},{:.6f}]", p.x, p.y));
    }
    out.end_array();
}

}  // namespace

std::string layer_file(const Borough& borough, const Layer& layer) {
    if (!layer.members_of.empty()) {
        std::string out;
        csv::append_row(out, {"code", "name", "member"});
        for (const Area& area : layer.areas)
            for (const auto& member : area.members) csv::append_row(out, {area.code, area.name, member});
        return out;
    }
    ToDegrees degrees;
    json::Writer out;
    out.begin_object().member("type", "FeatureCollection").key("features").begin_array();
    for (const Area& area : layer.areas) {
        auto rings = outline(borough, area.cells);
        double outer_turn = 0;  // the largest ring is an outer one: the others that turn alike are too
        for (const auto& ring : rings)
            if (std::abs(turn(ring)) > std::abs(outer_turn)) outer_turn = turn(ring);
        out.begin_object().member("type", "Feature").member("id", area.code);
        out.key("properties").begin_object().member("code", area.code).member("name", area.name).end_object();
        out.key("geometry").begin_object().member("type", "MultiPolygon").key("coordinates").begin_array();
        for (const auto& outer : rings) {
            if ((turn(outer) > 0) != (outer_turn > 0)) continue;
            out.begin_array();
            write_ring(out, outer, degrees);
            for (const auto& hole : rings)
                if ((turn(hole) > 0) != (outer_turn > 0) && inside(hole.front(), outer)) write_ring(out, hole, degrees);
            out.end_array();
        }
        out.end_array().end_object().end_object();
    }
    out.end_array().end_object();
    return out.take();
}

std::string residents_file(const Borough& borough) {
    std::string out;
    csv::append_row(out, {"code", "residents"});
    for (const Cell& cell : borough.cells) csv::append_row(out, {cell.code, std::to_string(cell.residents)});
    return out;
}

std::string postcodes_file(const Borough& borough) {
    std::string out;
    csv::append_row(out, {"postcode", "positional_quality", "eastings", "northings"});
    for (const Cell& cell : borough.cells)
        for (std::size_t i = 0; i < cell.postcodes.size(); ++i)
            csv::append_row(out, {cell.postcodes[i], "10", fmt::format("{:.0f}", cell.postcode_points[i].x),
                                  fmt::format("{:.0f}", cell.postcode_points[i].y)});
    return out;
}

}  // namespace thingwall::demo
