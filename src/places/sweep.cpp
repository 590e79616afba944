#include "places/sweep.hpp"

#include <algorithm>
#include <cmath>

namespace thingwall::places {

Borders::Borders(const Shape& shape) : box_(shape.box()) {
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            if (ring[i].north == ring[i + 1].north) continue;
            const bool up = ring[i].north < ring[i + 1].north;
            edges_.push_back({ring[up ? i : i + 1], ring[up ? i + 1 : i]});
        }
    };
    for (const Part& part : shape.parts) {
        add(part.outer);
        for (const Ring& hole : part.holes) add(hole);
    }
    if (edges_.empty()) return;
    const std::size_t bands = std::clamp<std::size_t>(edges_.size() / 4, 1, 2048);
    band_height_ = std::max(box_.height() / static_cast<double>(bands), 1e-9);
    starts_.assign(bands + 1, 0);
    const auto each_band = [&](const Edge& edge, const auto& visit) {
        for (std::size_t band = band_of(edge.south.north); band <= band_of(edge.north.north); ++band) visit(band);
    };
    for (const Edge& edge : edges_) each_band(edge, [&](std::size_t band) { ++starts_[band + 1]; });
    for (std::size_t band = 0; band < bands; ++band) starts_[band + 1] += starts_[band];
    in_bands_.resize(starts_.back());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t i = 0; i < edges_.size(); ++i)
        each_band(edges_[i], [&](std::size_t band) { in_bands_[next[band]++] = i; });
}

std::size_t Borders::band_of(double north) const {
    const double band = (north - box_.south) / band_height_;
    return std::min(starts_.size() - 2, static_cast<std::size_t>(std::max(0.0, band)));
}

namespace {
constexpr double least_m2 = 1e-6;
// Lines closer than this at both ends of a slab are one line drawn twice; which is left of which changes nothing.
constexpr double same_m = 1e-9;
}  // namespace

// Borders wholly to the west only say on which side one begins: what is left of them when ends that meet cancel out
// stands as upright lines at the box's western side. Borders wholly to the east bound nothing here.
void Sweep::gather(const Borders& borders, std::uint32_t label, const Box& box, bool all) {
    ends_.clear();
    borders.each_between(box.south, box.north, [&](const Borders::Edge& edge) {
        const double south = std::max(edge.south.north, box.south), north = std::min(edge.north.north, box.north);
        if (!all && edge.south.east >= box.east && edge.north.east >= box.east) return;
        if (!all && edge.south.east <= box.west && edge.north.east <= box.west) {
            ends_.push_back(south);
            ends_.push_back(north);
            return;
        }
        const double slope = (edge.north.east - edge.south.east) / (edge.north.north - edge.south.north);
        lines_.push_back({(edge.south.east - box.west) + (south - edge.south.north) * slope, south - box.south,
                          north - box.south, slope, label});
    });
    std::ranges::sort(ends_);
    std::size_t kept = 0;
    for (const double end : ends_) {
        if (kept > 0 && ends_[kept - 1] == end)
            --kept;
        else
            ends_[kept++] = end;
    }
    for (std::size_t i = 0; i + 1 < kept; i += 2)
        lines_.push_back({0, ends_[i] - box.south, ends_[i + 1] - box.south, 0, label});
}

void Sweep::flip(std::uint32_t label) {
    if (label == 0) {
        inside_ = !inside_;
        return;
    }
    auto& now = label <= firsts_ ? now_first_ : now_second_;
    const std::uint32_t place = label <= firsts_ ? label - 1 : label - 1 - firsts_;
    if (const auto found = std::ranges::find(now, place); found != now.end()) {
        *found = now.back();
        now.pop_back();
    } else {
        now.push_back(place);
    }
}

void Sweep::add_up(double height) {
    std::ranges::sort(between_, {}, [](const Active& a) { return a.bottom + a.top; });
    inside_ = false;
    now_first_.clear();
    now_second_.clear();
    for (std::size_t i = 0; i + 1 < between_.size(); ++i) {
        flip(between_[i].line->label);
        if (!inside_) continue;
        const double ground =
            (between_[i + 1].bottom - between_[i].bottom + between_[i + 1].top - between_[i].top) / 2 * height;
        const auto add = [&](std::uint32_t a, std::uint32_t b) { sums_[a * (seconds_ + 1) + b] += ground; };
        const auto each_second = [&](std::uint32_t a) {
            if (now_second_.empty())
                add(a, seconds_);
            else
                for (const std::uint32_t b : now_second_) add(a, b);
        };
        if (now_first_.empty())
            each_second(firsts_);
        else
            for (const std::uint32_t a : now_first_) each_second(a);
    }
}

void Sweep::slab(double y0, double y1) {
    active_.clear();
    for (const Line* line : open_)
        active_.push_back({line, line->x0 + (y0 - line->y0) * line->slope, line->x0 + (y1 - line->y0) * line->slope});
    std::ranges::sort(active_, {}, [](const Active& a) { return a.bottom + a.top; });
    crossings_.clear();
    bool ordered = true;
    for (std::size_t i = 0; i + 1 < active_.size() && ordered; ++i)
        ordered = active_[i].bottom <= active_[i + 1].bottom + same_m && active_[i].top <= active_[i + 1].top + same_m;
    if (!ordered)
        for (std::size_t i = 0; i < active_.size(); ++i)
            for (std::size_t j = i + 1; j < active_.size(); ++j) {
                const double below = active_[j].bottom - active_[i].bottom, above = active_[j].top - active_[i].top;
                if (below * above < 0 && std::abs(below) + std::abs(above) > same_m)
                    crossings_.push_back(below / (below - above));
            }
    if (crossings_.empty()) {
        between_ = active_;
        add_up(y1 - y0);
        return;
    }
    std::ranges::sort(crossings_);
    crossings_.push_back(1);
    double from = 0;
    for (const double to : crossings_) {
        if (to <= from) continue;
        between_.clear();
        for (const Active& a : active_) {
            const double run = a.top - a.bottom;
            between_.push_back({a.line, a.bottom + from * run, a.bottom + to * run});
        }
        add_up((to - from) * (y1 - y0));
        from = to;
    }
}

const std::vector<SweptCell>& Sweep::run(const Borders& area, std::span<const Over> first,
                                         std::span<const Over> second) {
    cells_.clear();
    lines_.clear();
    firsts_ = static_cast<std::uint32_t>(first.size());
    seconds_ = static_cast<std::uint32_t>(second.size());
    const Box& box = area.box();
    gather(area, 0, box, true);
    for (std::uint32_t i = 0; i < firsts_; ++i) gather(*first[i].borders, 1 + i, box, false);
    for (std::uint32_t i = 0; i < seconds_; ++i) gather(*second[i].borders, 1 + firsts_ + i, box, false);
    events_.clear();
    for (const Line& line : lines_) {
        events_.push_back(line.y0);
        events_.push_back(line.y1);
    }
    std::ranges::sort(events_);
    events_.erase(std::ranges::unique(events_).begin(), events_.end());
    std::ranges::sort(lines_, {}, &Line::y0);
    sums_.assign(std::size_t{firsts_ + 1} * (seconds_ + 1), 0);
    open_.clear();
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < events_.size(); ++i) {
        std::erase_if(open_, [&](const Line* line) { return line->y1 <= events_[i]; });
        while (next < lines_.size() && lines_[next].y0 <= events_[i]) open_.push_back(&lines_[next++]);
        if (!open_.empty()) slab(events_[i], events_[i + 1]);
    }
    for (std::uint32_t a = 0; a <= firsts_; ++a)
        for (std::uint32_t b = 0; b <= seconds_; ++b)
            if (const double ground = sums_[a * (seconds_ + 1) + b]; ground > least_m2)
                cells_.push_back(
                    {a == firsts_ ? in_none : first[a].place, b == seconds_ ? in_none : second[b].place, ground});
    return cells_;
}

}  // namespace thingwall::places
