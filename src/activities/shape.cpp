#include <boost/json.hpp>

#include "activities/rules.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

constexpr std::size_t most_points = 5000;
using boost::json::array;
using boost::json::value;

std::optional<double> number(const value& item) {
    if (item.is_double()) return item.get_double();
    if (item.is_int64()) return static_cast<double>(item.get_int64());
    return std::nullopt;
}

std::optional<std::string> reason_against_ring(const value& ring, std::size_t& points) {
    if (!ring.is_array()) return "A line of the shape is no list of points. Draw it again";
    const array& list = ring.get_array();
    points += list.size();
    if (points > most_points) return fmt::format("The shape has more than {} points. Draw it more simply", most_points);
    if (list.size() < 4) return "A shape needs at least three corners. Draw it again";
    for (const value& point : list) {
        if (!point.is_array() || point.get_array().size() < 2)
            return "A point of the shape is not two numbers. Draw it again";
        auto east = number(point.get_array()[0]), north = number(point.get_array()[1]);
        if (!east || !north || *east < -9 || *east > 3 || *north < 49 || *north > 62)
            return "The shape is outside Britain. Points are longitude, then latitude: [-3.05, 53.39]";
    }
    if (list.front() != list.back()) return "The shape is not closed: its last point must be its first";
    return std::nullopt;
}

std::optional<std::string> reason_against_polygon(const value& rings, std::size_t& points) {
    if (!rings.is_array() || rings.get_array().empty()) return "The shape has no outline. Draw it again";
    for (const value& ring : rings.get_array())
        if (auto reason = reason_against_ring(ring, points)) return reason;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> reason_not_to_take_shape(std::string_view geojson) {
    auto parsed = json::parse(geojson, {1u << 20, 8});
    if (!parsed) return "The shape cannot be read: " + parsed.error().message;
    if (!parsed->is_object()) return "The shape is no GeoJSON geometry";
    const auto* type = parsed->get_object().if_contains("type");
    const auto* coordinates = parsed->get_object().if_contains("coordinates");
    if (type == nullptr || !type->is_string() || coordinates == nullptr) return "The shape is no GeoJSON geometry";
    std::size_t points = 0;
    if (type->get_string() == "Polygon") return reason_against_polygon(*coordinates, points);
    if (type->get_string() != "MultiPolygon" || !coordinates->is_array() || coordinates->get_array().empty())
        return "A shape is a Polygon or a MultiPolygon of GeoJSON";
    for (const value& polygon : coordinates->get_array())
        if (auto reason = reason_against_polygon(polygon, points)) return reason;
    return std::nullopt;
}

}  // namespace thingwall::activities
