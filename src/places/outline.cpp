#include "places/outline.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

#include <fmt/format.h>

#include "html/thin.hpp"
#include "places/locator.hpp"

namespace thingwall::places {

namespace {

using Spot = Window::Spot;

double off_line(Spot a, Spot b, Spot p) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

std::vector<Spot> thinned(const Ring& ring, const Window& window) {
    html::Ring line;
    line.reserve(ring.size());
    for (const Point& p : ring) {
        const Spot spot = window.of(p);
        line.push_back({spot.x, spot.y});
    }
    html::Ring corners = html::thinned(line, 1.0 / 3);
    if (corners.empty()) corners = std::move(line);  // all within a pixel: who asks decides whether it is drawn
    std::vector<Spot> kept;
    for (const html::Point p : corners) {
        const Spot rounded{std::round(p.x * 10) / 10, std::round(p.y * 10) / 10};
        if (kept.empty() || kept.back().x != rounded.x || kept.back().y != rounded.y) kept.push_back(rounded);
    }
    return kept;
}

Ring simplified(const Ring& ring, double tolerance) {
    html::Ring line;
    line.reserve(ring.size());
    for (const Point& p : ring) line.push_back({p.east, p.north});
    Ring kept;
    for (const html::Point p : html::thinned(std::move(line), tolerance)) kept.push_back({p.x, p.y});
    if (!kept.empty()) kept.push_back(kept.front());
    return kept;
}

bool tiny(const std::vector<Spot>& ring) {
    if (ring.size() < 3) return true;
    const auto [left, right] = std::ranges::minmax(ring, {}, &Spot::x);
    const auto [top, bottom] = std::ranges::minmax(ring, {}, &Spot::y);
    return right.x - left.x < 1 && bottom.y - top.y < 1;
}

}  // namespace

Window::Window(const Box& ground, double width, double most_height, double margin) : width_(width) {
    const double wide = std::max(ground.width(), 1.0), high = std::max(ground.height(), 1.0);
    scale_ = std::min((width - 2 * margin) / wide, (most_height - 2 * margin) / high);
    height_ = std::min(most_height, std::round((high * scale_ + 2 * margin) * 10) / 10);
    const double middle_east = (ground.west + ground.east) / 2, middle_north = (ground.south + ground.north) / 2;
    seen_ = {middle_east - width_ / 2 / scale_, middle_north - height_ / 2 / scale_, middle_east + width_ / 2 / scale_,
             middle_north + height_ / 2 / scale_};
}

Window::Spot Window::of(Point p) const {
    return {(p.east - seen_.west) * scale_, (seen_.north - p.north) * scale_};
}

Outline outline(const Shape& shape, const Window& window) {
    Outline lines;
    std::vector<Spot> largest;
    std::size_t most = 0;
    for (const Part& part : shape.parts) {
        auto outer = thinned(part.outer, window);
        if (tiny(outer)) {
            if (part.outer.size() > most) {
                most = part.outer.size();
                largest = std::move(outer);
            }
            continue;
        }
        lines.push_back(std::move(outer));
        for (const Ring& hole : part.holes)
            if (auto ring = thinned(hole, window); !tiny(ring)) lines.push_back(std::move(ring));
    }
    if (lines.empty() && largest.size() > 1) lines.push_back(std::move(largest));
    return lines;
}

Shape simplified(const Shape& shape, double tolerance_m) {
    Shape made;
    const Part* largest = nullptr;
    for (const Part& part : shape.parts) {
        if (largest == nullptr || part.outer.size() > largest->outer.size()) largest = &part;
        Part thinner{simplified(part.outer, tolerance_m), {}};
        if (thinner.outer.empty()) continue;
        for (const Ring& hole : part.holes)
            if (Ring ring = simplified(hole, tolerance_m); !ring.empty()) thinner.holes.push_back(std::move(ring));
        made.parts.push_back(std::move(thinner));
    }
    if (made.parts.empty() && largest != nullptr) made.parts.push_back(*largest);
    return made;
}

std::string path_data(const Outline& lines) {
    std::string data;
    const auto put = [&](double value) {
        const auto tenths = static_cast<long>(std::lround(value * 10));
        if (tenths % 10 == 0)
            fmt::format_to(std::back_inserter(data), "{}", tenths / 10);
        else
            fmt::format_to(std::back_inserter(data), "{:.1f}", static_cast<double>(tenths) / 10);
    };
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            data += i == 0 ? 'M' : 'L';
            put(line[i].x);
            data += ' ';
            put(line[i].y);
        }
        data += 'Z';
    }
    return data;
}

std::string path_data(const Shape& shape, const Window& window) {
    return path_data(outline(shape, window));
}

// Cells of a grid are opened best first, by how far from the border a point in them could be at most (Agafonkin 2016).
Point label_point(const Shape& shape) {
    const Part* largest = nullptr;
    double most = -1;
    for (const Part& part : shape.parts)
        if (const double area = Shape{{part}}.area_m2(); area > most) {
            most = area;
            largest = &part;
        }
    if (largest == nullptr) return {};
    const Shape alone{{*largest}};
    const Locator locator(alone);
    const Box box = alone.box();
    std::vector<std::pair<Point, Point>> edges;
    const auto add = [&](const Ring& ring) {
        const std::size_t step = std::max<std::size_t>(1, ring.size() / 200);  // a fine coast needs no finer answer
        for (std::size_t i = 0; i + 1 < ring.size(); i += step)
            edges.emplace_back(ring[i], ring[std::min(i + step, ring.size() - 1)]);
    };
    add(largest->outer);
    for (const Ring& hole : largest->holes) add(hole);
    const auto depth = [&](Point p) {
        double best = std::numeric_limits<double>::infinity();
        for (const auto& [a, b] : edges)
            best = std::min(best, off_line({a.east, a.north}, {b.east, b.north}, {p.east, p.north}));
        return locator.where(p) == Where::beyond ? -best : best;
    };
    struct Cell {
        Point middle;
        double half, inside, could_be;
        bool operator<(const Cell& other) const { return could_be < other.could_be; }
    };
    const auto cell = [&](Point middle, double half) {
        const double inside = depth(middle);
        return Cell{middle, half, inside, inside + half * std::sqrt(2.0)};
    };
    const double size = std::max(box.width(), box.height());
    std::priority_queue<Cell> open;
    open.push(cell({(box.west + box.east) / 2, (box.south + box.north) / 2}, size / 2));
    Cell best = open.top();
    for (int looks = 0; !open.empty() && looks < 400; ++looks) {
        const Cell next = open.top();
        open.pop();
        if (next.inside > best.inside) best = next;
        if (next.could_be - best.inside <= 0.01 * size) break;
        const double half = next.half / 2;
        for (const double x : {-half, half})
            for (const double y : {-half, half}) open.push(cell({next.middle.east + x, next.middle.north + y}, half));
    }
    return best.middle;
}

}  // namespace thingwall::places
