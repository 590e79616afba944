#include "places/repair.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace thingwall::places {

namespace {

// Twice the signed area; above 0 when the ring runs counter-clockwise.
double turn(const Ring& ring) {
    double twice = 0;
    const Point o = ring.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += (ring[i].east - o.east) * (ring[i + 1].north - o.north) -
                 (ring[i + 1].east - o.east) * (ring[i].north - o.north);
    return twice;
}

Ring on_grid(const RawRing& raw, Axes axes) {
    if (axes == Axes::lon_lat) return to_grid(raw);
    if (axes == Axes::lat_lon) {
        RawRing turned(raw);
        for (LonLat& p : turned) std::swap(p.lon, p.lat);
        return to_grid(turned);
    }
    Ring ring;
    ring.reserve(raw.size());
    for (const LonLat& p : raw) ring.push_back({p.lon, p.lat});
    return ring;
}

enum class Use { good, too_short, not_finite };

Use tidy(Ring& ring, const std::string& where, RingCounts& counts, Report& report) {
    for (const Point& p : ring)
        if (!std::isfinite(p.east) || !std::isfinite(p.north)) return Use::not_finite;
    const auto before = ring.size();
    ring.erase(std::ranges::unique(ring).begin(), ring.end());
    counts.repeated_points += before - ring.size();
    if (ring.size() < 3) return Use::too_short;
    if (ring.front() != ring.back()) {
        ring.push_back(ring.front());
        report.repaired(where, "geometry", "a ring did not come back to where it began; it was closed");
    }
    return ring.size() < 4 ? Use::too_short : Use::good;
}

struct Segment {
    Point a, b;
    double west, east, south, north;
};

double side(Point a, Point b, Point c) {
    return (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east);
}

}  // namespace

// Counts crossings with segments sorted from west to east. A drawn boundary has a handful; the cost of resolving grows
// with their square, so that a file of a few kilobytes could keep the machine busy for hours.
bool too_tangled(const Shape& shape) {
    constexpr std::size_t most_crossings = 5'000, most_looks = 150'000'000;
    std::vector<Segment> segments;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point a = ring[i], b = ring[i + 1];
            segments.push_back({a, b, std::min(a.east, b.east), std::max(a.east, b.east), std::min(a.north, b.north),
                                std::max(a.north, b.north)});
        }
    };
    for (const Part& part : shape.parts) {
        add(part.outer);
        for (const Ring& hole : part.holes) add(hole);
    }
    std::ranges::sort(segments, {}, &Segment::west);
    std::size_t crossings = 0, looks = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& s = segments[i];
        for (std::size_t j = i + 1; j < segments.size() && segments[j].west <= s.east; ++j) {
            if (++looks > most_looks) return true;
            const Segment& t = segments[j];
            if (t.north < s.south || t.south > s.north) continue;
            if (side(s.a, s.b, t.a) * side(s.a, s.b, t.b) < 0 && side(t.a, t.b, s.a) * side(t.a, t.b, s.b) < 0 &&
                ++crossings > most_crossings)
                return true;
        }
    }
    return false;
}

geos::Geometry make_ground(const std::vector<RawPolygon>& polygons, Axes axes, const std::string& where,
                           RingCounts& counts, Report& report) {
    Shape shape;
    std::string lost;
    for (const RawPolygon& polygon : polygons) {
        Part part;
        bool kept = true;
        for (std::size_t i = 0; i < polygon.size() && kept; ++i) {
            Ring ring = on_grid(polygon[i], axes);
            ++counts.rings;
            const Use use = tidy(ring, where, counts, report);
            if (use == Use::not_finite) {
                report.refused(where, "coordinates", "a position cannot be put on the British National Grid");
                return nullptr;
            }
            if (use == Use::too_short) {
                kept = i > 0;
                lost = i > 0 ? "a hole of fewer than three corners was left out"
                             : "a part of fewer than three corners was left out";
                continue;
            }
            if (i > 0) {
                part.holes.push_back(std::move(ring));
                continue;
            }
            counts.clockwise_outer += turn(ring) < 0;
            part.outer = std::move(ring);
        }
        if (kept && !part.outer.empty()) shape.parts.push_back(std::move(part));
    }
    if (shape.parts.empty()) {
        report.refused(where, "geometry", "has no ring of three corners or more, so it covers no ground");
        return nullptr;
    }
    if (!lost.empty()) report.repaired(where, "geometry", lost);

    try {
        geos::Geometry made = geos::make(shape);
        const std::string fault = geos::reason_invalid(made.get());
        if (!fault.empty()) {
            if (too_tangled(shape)) {
                report.refused(where, "geometry", "its lines cross each other thousands of times; draw it again");
                return nullptr;
            }
            const double before = geos::area_m2(made.get());
            made = geos::make_valid(made.get());
            report.repaired(where, "geometry", fmt::format("{}; made valid", fault),
                            geos::area_m2(made.get()) - before);
        }
        if (geos::empty(made.get()) || geos::area_m2(made.get()) <= 0) {
            report.refused(where, "geometry", "covers no ground");
            return nullptr;
        }
        return made;
    } catch (const geos::Failure&) {
        report.refused(where, "geometry", "could not be made a valid area in the time allowed; draw it again");
        return nullptr;
    }
}

}  // namespace thingwall::places
