#include "places/locator.hpp"

#include <algorithm>
#include <cmath>

#include "places/geos.hpp"

namespace thingwall::places {

namespace {

/// Above 0 when p lies left of the line from a to b, 0 exactly on it. Floating point decides where it is sure (Shewchuk
/// 1997, bound of the first stage), else GEOS with twice the digits.
int side(Point a, Point b, Point p) {
    const double left = (b.east - a.east) * (p.north - a.north), right = (b.north - a.north) * (p.east - a.east);
    const double det = left - right;
    const double bound = 3.4e-16 * (std::abs(left) + std::abs(right));
    if (det > bound) return 1;
    if (-det > bound) return -1;
    return GEOSOrientationIndex_r(geos::context(), a.east, a.north, b.east, b.north, p.east, p.north);
}

double squared_metres(Point a, Point b, Point p) {
    const double dx = b.east - a.east, dy = b.north - a.north, length = dx * dx + dy * dy;
    const double t =
        length > 0 ? std::clamp(((p.east - a.east) * dx + (p.north - a.north) * dy) / length, 0.0, 1.0) : 0;
    const double x = a.east + t * dx - p.east, y = a.north + t * dy - p.north;
    return x * x + y * y;
}

}  // namespace

Locator::Locator(const Shape& shape) : box_(shape.box()) {
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const bool up = ring[i].north <= ring[i + 1].north;
            edges_.push_back({ring[up ? i : i + 1], ring[up ? i + 1 : i]});
        }
    };
    for (const Part& part : shape.parts) {
        add(part.outer);
        for (const Ring& hole : part.holes) add(hole);
    }
    if (edges_.empty()) return;
    const std::size_t bands = std::clamp<std::size_t>(edges_.size() / 2, 1, 4096);
    band_height_ = std::max(box_.height() / static_cast<double>(bands), 1e-9);
    band_start_.assign(bands + 1, 0);
    const auto each_band = [&](const Edge& edge, const auto& visit) {
        for (std::size_t band = band_of(edge.a.north); band <= band_of(edge.b.north); ++band) visit(band);
    };
    for (const Edge& edge : edges_) each_band(edge, [&](std::size_t band) { ++band_start_[band + 1]; });
    for (std::size_t band = 0; band < bands; ++band) band_start_[band + 1] += band_start_[band];
    in_bands_.resize(band_start_.back());
    std::vector<std::uint32_t> next(band_start_.begin(), band_start_.end() - 1);
    for (std::uint32_t i = 0; i < edges_.size(); ++i)
        each_band(edges_[i], [&](std::size_t band) { in_bands_[next[band]++] = i; });
}

std::size_t Locator::band_of(double north) const {
    const double band = (north - box_.south) / band_height_;
    return std::min(band_start_.size() - 2, static_cast<std::size_t>(std::max(0.0, band)));
}

Where Locator::where(Point p) const {
    if (edges_.empty() || !box_.holds(p)) return Where::beyond;
    const std::size_t band = band_of(p.north);
    bool inside = false;
    for (std::uint32_t i = band_start_[band]; i < band_start_[band + 1]; ++i) {
        const Edge& e = edges_[in_bands_[i]];
        if (p.north < e.a.north || p.north > e.b.north) continue;
        if (e.a.north == e.b.north) {
            if (p.east >= std::min(e.a.east, e.b.east) && p.east <= std::max(e.a.east, e.b.east)) return Where::border;
            continue;
        }
        if (p.east > std::max(e.a.east, e.b.east)) continue;  // wholly to the west: a ray to the east misses it
        const int turn = side(e.a, e.b, p);
        if (turn == 0) return Where::border;
        // The northern end belongs to the next edge, so that a corner counts once.
        if (turn > 0 && p.north < e.b.north) inside = !inside;
    }
    return inside ? Where::within : Where::beyond;
}

double Locator::metres_from(Point p) const {
    if (where(p) != Where::beyond) return 0;
    double best = std::numeric_limits<double>::infinity();
    for (const Edge& e : edges_) best = std::min(best, squared_metres(e.a, e.b, p));
    return std::sqrt(best);
}

}  // namespace thingwall::places
