#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "places/raw_layer.hpp"

namespace thingwall::places {

namespace {

struct Transform {
    double scale_x = 1, scale_y = 1, shift_x = 0, shift_y = 0;
    bool quantised = false;
};

std::optional<std::pair<double, double>> pair_of(LazyJson array) {
    LazyJson::ArrayWalk walk(array);
    const auto first = walk.next();
    const auto second = walk.next();
    if (!first || !second) return {};
    const auto x = first->number(), y = second->number();
    if (!x || !y) return {};
    return std::pair{*x, *y};
}

class Topology {
public:
    Topology(const LayerLimits& limits, Report& report) : limits_(limits), report_(report) {}

    [[nodiscard]] Done read_arcs(LazyJson arcs, const Transform& transform) {
        LazyJson::ArrayWalk walk(arcs);
        while (auto item = walk.next()) {
            RawRing arc;
            double x = 0, y = 0;
            LazyJson::ArrayWalk positions(*item);
            while (auto position = positions.next()) {
                const auto found = pair_of(*position);
                if (!found) return invalid(fmt::format("arc {}: a position needs two numbers", arcs_.size()));
                x = transform.quantised ? x + found->first : found->first;
                y = transform.quantised ? y + found->second : found->second;
                arc.push_back({x * transform.scale_x + transform.shift_x, y * transform.scale_y + transform.shift_y});
            }
            points_ += arc.size();
            if (too_many()) return fail(ErrorKind::too_large, too_many_text());
            arcs_.push_back(std::move(arc));
        }
        return {};
    }

    void geometry(LazyJson value, RawLayer& layer, LineCounter& lines, std::size_t depth) {
        LazyJson id, properties, arcs, geometries;
        std::string type;
        for (auto& [key, member] : value.members()) {
            if (key == "type")
                type = member.text();
            else if (key == "id")
                id = member;
            else if (key == "properties")
                properties = member;
            else if (key == "arcs")
                arcs = member;
            else if (key == "geometries")
                geometries = member;
        }
        if (type == "GeometryCollection" && depth < 4) {
            LazyJson::ArrayWalk walk(geometries);
            while (auto item = walk.next()) {
                if (layer.features.size() > limits_.features || too_many()) return;
                geometry(*item, layer, lines, depth + 1);
            }
            return;
        }
        RawFeature feature;
        feature.where = fmt::format("geometry {}, line {}", layer.features.size() + 1, lines.line_of(value.raw()));
        read_properties(id, properties, feature);
        if (type == "Polygon") {
            polygon(arcs, feature);
        } else if (type == "MultiPolygon") {
            LazyJson::ArrayWalk walk(arcs);
            while (auto part = walk.next()) polygon(*part, feature);
        } else if (type == "Point" || type == "MultiPoint" || type == "LineString" || type == "MultiLineString") {
            return report_.left_out(feature.where, "type",
                                    fmt::format("a {} covers no ground, so it was left out", type));
        } else if (!type.empty()) {
            return report_.refused(feature.where, "type", fmt::format("unknown type \"{}\"", shortened(type)));
        }
        layer.features.push_back(std::move(feature));
    }

    [[nodiscard]] bool too_many() const { return points_ > limits_.points; }
    [[nodiscard]] std::string too_many_text() const {
        return fmt::format("the boundaries have more than {} points: bring a generalised version of the layer",
                           thousands(static_cast<std::int64_t>(limits_.points)));
    }

private:
    void polygon(LazyJson rings, RawFeature& feature) {
        RawPolygon made;
        LazyJson::ArrayWalk walk(rings);
        while (auto item = walk.next()) {
            RawRing ring;
            LazyJson::ArrayWalk numbers(*item);
            while (auto number = numbers.next()) {
                const auto index = number->number();
                if (!index || !add_arc(*index, ring))
                    return report_.refused(feature.where, "arcs",
                                           fmt::format("names arc {}, but the file has {} arcs",
                                                       shortened(number->raw(), 30), arcs_.size()));
                if (too_many()) return;  // one arc named a million times
            }
            made.push_back(std::move(ring));
        }
        if (!made.empty()) feature.polygons.push_back(std::move(made));
    }

    // A negative number ~i is arc i backwards; where two arcs meet, the point that both have stands once.
    bool add_arc(double number, RawRing& ring) {
        const double index = number < 0 ? -1 - number : number;
        if (index != std::floor(index) || index >= static_cast<double>(arcs_.size())) return false;
        const RawRing& arc = arcs_[static_cast<std::size_t>(index)];
        const std::size_t skip = ring.empty() ? 0 : 1;
        points_ += arc.size() + 1;  // an arc without points counts too, or it could be named for ever
        if (arc.size() <= skip) return true;
        if (number < 0)
            ring.insert(ring.end(), arc.rbegin() + static_cast<std::ptrdiff_t>(skip), arc.rend());
        else
            ring.insert(ring.end(), arc.begin() + static_cast<std::ptrdiff_t>(skip), arc.end());
        return true;
    }

    const LayerLimits& limits_;
    Report& report_;
    std::vector<RawRing> arcs_;
    std::size_t points_ = 0;
};

}  // namespace

Result<RawLayer> read_topojson(LazyJson document, std::string_view text, const LayerLimits& limits, Report& report) {
    LazyJson objects, arcs, transform, crs;
    for (auto& [key, member] : document.members()) {
        if (key == "objects")
            objects = member;
        else if (key == "arcs")
            arcs = member;
        else if (key == "transform")
            transform = member;
        else if (key == "crs")
            crs = member;
    }
    if (!objects.is_object()) return invalid("\"objects\" is missing or no object");
    if (!arcs.is_array()) return invalid("\"arcs\" is missing or no list");

    Transform how;
    if (transform.is_object()) {
        const auto scale = pair_of(transform.member("scale")), shift = pair_of(transform.member("translate"));
        if (!scale || !shift) return invalid("\"transform\" needs \"scale\" and \"translate\" of two numbers each");
        how = {scale->first, scale->second, shift->first, shift->second, true};
    }
    Topology topology(limits, report);
    if (auto read = topology.read_arcs(arcs, how); !read) return std::unexpected(read.error());

    RawLayer layer;
    layer.crs = crs_name(crs);
    LineCounter lines(text);
    for (auto& [name, object] : objects.members()) {
        if (layer.crs.empty()) layer.crs = crs_name(object.member("crs"));
        topology.geometry(object, layer, lines, 0);
    }
    if (layer.features.size() > limits.features)
        return fail(ErrorKind::too_large,
                    fmt::format("more than {} areas", thousands(static_cast<std::int64_t>(limits.features))));
    if (topology.too_many()) return fail(ErrorKind::too_large, topology.too_many_text());
    return layer;
}

}  // namespace thingwall::places
