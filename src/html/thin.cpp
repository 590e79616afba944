#include "html/thin.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace thingwall::html {
namespace {

double off_line(Point a, Point b, Point p) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

// Douglas and Peucker 1973, with a stack of its own instead of recursion.
void thin(const Ring& line, std::size_t first, std::size_t last, double tolerance, std::vector<char>& keep) {
    std::vector<std::pair<std::size_t, std::size_t>> open{{first, last}};
    while (!open.empty()) {
        const auto [begin, end] = open.back();
        open.pop_back();
        double most = tolerance;
        std::size_t farthest = 0;
        for (std::size_t i = begin + 1; i < end; ++i)
            if (const double d = off_line(line[begin], line[end], line[i]); d > most) {
                most = d;
                farthest = i;
            }
        if (farthest == 0) continue;
        keep[farthest] = 1;
        open.emplace_back(begin, farthest);
        open.emplace_back(farthest, end);
    }
}

// One side of Sutherland and Hodgman 1974: what is inside stays, and where the line crosses there is a corner.
template <class Inside>
Ring cut(const Ring& ring, Inside depth) {
    Ring left;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i == 0 ? ring.size() - 1 : i - 1], b = ring[i];
        const double from = depth(a), to = depth(b);
        if ((from < 0) != (to < 0)) {
            const double t = from / (from - to);
            left.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
        }
        if (to >= 0) left.push_back(b);
    }
    return left;
}

}  // namespace

Ring thinned(Ring ring, double tolerance) {
    if (ring.size() > 1 && ring.front().x == ring.back().x && ring.front().y == ring.back().y) ring.pop_back();
    if (ring.size() < 3) return {};
    // Through the corner that is farthest from the first: a line that ends where it begins has no length to go by.
    const auto west =
        std::ranges::min_element(ring, [](Point a, Point b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); });
    std::ranges::rotate(ring, west);
    ring.push_back(ring.front());
    const auto far =
        std::ranges::max_element(ring, {}, [&](Point p) { return std::hypot(p.x - ring[0].x, p.y - ring[0].y); });
    const auto middle = static_cast<std::size_t>(far - ring.begin());
    std::vector<char> keep(ring.size(), 0);
    keep.front() = keep[middle] = 1;
    thin(ring, 0, middle, tolerance, keep);
    thin(ring, middle, ring.size() - 1, tolerance, keep);
    Ring kept;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        if (keep[i] != 0) kept.push_back(ring[i]);
    if (kept.size() < 3) return {};
    return kept;
}

Ring within(const Ring& ring, Point far) {
    constexpr double more = 20;  // wider than any line, so that a cut edge is not seen
    Ring left = cut(ring, [](Point p) { return p.x + more; });
    left = cut(left, [&](Point p) { return far.x + more - p.x; });
    left = cut(left, [](Point p) { return p.y + more; });
    return cut(left, [&](Point p) { return far.y + more - p.y; });
}

}  // namespace thingwall::html
