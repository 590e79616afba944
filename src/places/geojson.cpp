#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "base/text.hpp"
#include "places/raw_layer.hpp"

namespace thingwall::places {

namespace {

/// Reads "[[x,y],[x,y,z],...]" straight into a ring. The text is checked JSON, so only shapes and kinds can be wrong.
class RingReader {
public:
    /// Nothing, or what is wrong.
    [[nodiscard]] std::string_view read(std::string_view raw, RawRing& ring) {
        at_ = raw.data();
        end_ = at_ + raw.size();
        if (!take('[')) return "a ring must be a list of positions";
        if (take(']')) return {};
        do {
            double x = 0, y = 0;
            if (!take('[')) return "a position must be a list of two numbers";
            if (!number(x) || !take(',') || !number(y)) return "a position needs two numbers";
            while (take(',')) {
                double height = 0;
                if (!number(height)) return "a position holds something that is no number";
                heights_ = true;
            }
            if (!take(']')) return "a position needs two numbers";
            ring.push_back({x, y});
        } while (take(','));
        return take(']') ? std::string_view{} : "a ring must be a list of positions";
    }
    [[nodiscard]] bool saw_heights() const { return heights_; }

private:
    void blanks() {
        while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }
    bool take(char c) {
        blanks();
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }
    bool number(double& value) {
        blanks();
        const auto [next, fault] = std::from_chars(at_, end_, value);
        if (fault != std::errc{}) return false;
        at_ = next;
        return true;
    }
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    bool heights_ = false;
};

constexpr std::size_t deepest_collection = 4;

class GeoJson {
public:
    GeoJson(const LayerLimits& limits, Report& report) : limits_(limits), report_(report) {}

    void geometry(LazyJson value, RawFeature& feature, std::size_t depth = 0) {
        if (!value.present() || value.is_null()) return;
        if (!value.is_object())
            return report_.refused(feature.where, "geometry", "is no object; it must be a geometry");
        LazyJson coordinates, geometries;
        std::string type;
        for (auto& [key, member] : value.members()) {
            if (key == "type")
                type = member.text();
            else if (key == "coordinates")
                coordinates = member;
            else if (key == "geometries")
                geometries = member;
        }
        if (type == "Polygon") return polygon(coordinates, feature);
        if (type == "MultiPolygon") {
            LazyJson::ArrayWalk walk(coordinates);
            while (auto part = walk.next()) polygon(*part, feature);
            return;
        }
        if (type == "GeometryCollection") {
            if (depth == deepest_collection)
                return report_.refused(feature.where, "geometry",
                                       fmt::format("collections stand more than {} deep in each other", depth));
            LazyJson::ArrayWalk walk(geometries);
            while (auto part = walk.next()) geometry(*part, feature, depth + 1);
            return;
        }
        if (type == "Point" || type == "MultiPoint" || type == "LineString" || type == "MultiLineString")
            return report_.left_out(feature.where, "geometry",
                                    fmt::format("a {} covers no ground, so it was left out", type));
        report_.refused(feature.where, "geometry",
                        fmt::format("unknown type \"{}\"; an area is a Polygon or a MultiPolygon", shortened(type)));
    }

    void polygon(LazyJson rings, RawFeature& feature) {
        if (!rings.is_array()) return report_.refused(feature.where, "coordinates", "must be a list of rings");
        RawPolygon made;
        LazyJson::ArrayWalk walk(rings);
        while (auto ring = walk.next()) {
            made.emplace_back();
            const std::string_view fault = reader_.read(ring->raw(), made.back());
            if (!fault.empty()) return report_.refused(feature.where, "coordinates", std::string(fault));
            points_ += made.back().size();
            if (too_many()) return;
        }
        if (!made.empty()) feature.polygons.push_back(std::move(made));
    }

    [[nodiscard]] bool too_many() const { return points_ > limits_.points; }
    [[nodiscard]] bool saw_heights() const { return reader_.saw_heights(); }

private:
    const LayerLimits& limits_;
    Report& report_;
    RingReader reader_;
    std::size_t points_ = 0;
};

std::unexpected<Error> too_many_points(const LayerLimits& limits) {
    return fail(ErrorKind::too_large,
                fmt::format("the boundaries have more than {} points: bring a generalised version of the layer",
                            thousands(static_cast<std::int64_t>(limits.points))));
}

}  // namespace

const std::string* RawFeature::property(std::string_view name) const {
    for (const auto& [key, value] : properties)
        if (key == name) return &value;
    return nullptr;
}

std::size_t LineCounter::line_of(std::string_view piece) {
    const auto target = static_cast<std::size_t>(piece.data() - text_.data());
    if (target < at_) {
        at_ = 0;
        line_ = 1;
    }
    line_ += static_cast<std::size_t>(std::count(text_.data() + at_, text_.data() + target, '\n'));
    at_ = target;
    return line_;
}

void read_properties(LazyJson id, LazyJson properties, RawFeature& into) {
    into.id = id.scalar();
    for (auto& [key, value] : properties.members()) {
        auto plain = value.scalar();
        if (plain && into.properties.size() < 200) into.properties.emplace_back(std::move(key), std::move(*plain));
    }
}

std::string crs_name(LazyJson crs) {
    if (crs.is_string()) return crs.text();
    return crs.member("properties").member("name").text();
}

Result<RawLayer> read_geojson(LazyJson document, std::string_view text, const LayerLimits& limits, Report& report) {
    LazyJson features, crs;
    std::string type;
    for (auto& [key, member] : document.members()) {
        if (key == "type")
            type = member.text();
        else if (key == "features")
            features = member;
        else if (key == "crs")
            crs = member;
    }
    RawLayer layer;
    layer.crs = crs_name(crs);
    GeoJson reader(limits, report);
    LineCounter lines(text);

    const auto read_feature = [&](LazyJson item, std::size_t number) {
        RawFeature feature;
        feature.where = fmt::format("feature {}, line {}", number, lines.line_of(item.raw()));
        if (!item.is_object()) return report.refused(feature.where, "", "is no object; a feature must be one");
        LazyJson id, properties, geometry;
        std::string item_type;
        for (auto& [key, member] : item.members()) {
            if (key == "type")
                item_type = member.text();
            else if (key == "id")
                id = member;
            else if (key == "properties")
                properties = member;
            else if (key == "geometry")
                geometry = member;
        }
        if (item_type != "Feature")
            return report.refused(feature.where, "type",
                                  fmt::format("is \"{}\"; it must be \"Feature\"", shortened(item_type)));
        read_properties(id, properties, feature);
        reader.geometry(geometry, feature);
        layer.features.push_back(std::move(feature));
    };

    if (type == "FeatureCollection") {
        if (!features.is_array()) return invalid("\"features\" is missing or no list");
        std::size_t number = 0;
        LazyJson::ArrayWalk walk(features);
        while (auto item = walk.next()) {
            if (++number > limits.features)
                return fail(ErrorKind::too_large, fmt::format("more than {} features",
                                                              thousands(static_cast<std::int64_t>(limits.features))));
            read_feature(*item, number);
            if (reader.too_many()) return too_many_points(limits);
        }
    } else if (type == "Feature") {
        report.repaired("the whole file", "type", "is a single Feature; read as a layer of one area");
        read_feature(document, 1);
    } else {
        report.repaired("the whole file", "type", "is a bare geometry; read as a layer of one area");
        RawFeature feature;
        feature.where = "the geometry";
        reader.geometry(document, feature);
        layer.features.push_back(std::move(feature));
    }
    if (reader.too_many()) return too_many_points(limits);
    if (reader.saw_heights())
        report.repaired("the whole file", "coordinates", "positions have heights; they were left out");
    return layer;
}

}  // namespace thingwall::places
