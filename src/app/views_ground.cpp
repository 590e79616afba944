#include "app/views_ground.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>

#include <fmt/format.h>

namespace thingwall::app {
namespace {

using html::Point;
using html::t;

struct LayerLook {
    std::string_view line, badge, letter, words;
};
constexpr std::array<LayerLook, 5> looks{{
    {"tw-m-layer tw-m-layer--a", "tw-m-badge tw-m-layer tw-m-layer--a", "tw-m-letter tw-m-layer--a", "A"},
    {"tw-m-layer tw-m-layer--b", "tw-m-badge tw-m-layer tw-m-layer--b", "tw-m-letter tw-m-layer--b", "B"},
    {"tw-m-layer tw-m-layer--c", "tw-m-badge tw-m-layer tw-m-layer--c", "tw-m-letter tw-m-layer--c", "C"},
    {"tw-m-layer tw-m-layer--d", "tw-m-badge tw-m-layer tw-m-layer--d", "tw-m-letter tw-m-layer--d", "D"},
    {"tw-m-layer tw-m-layer--e", "tw-m-badge tw-m-layer tw-m-layer--e", "tw-m-letter tw-m-layer--e", "E"},
}};

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace

std::vector<Point> apart(const std::vector<Point>& dots, double least) {
    std::vector<Point> placed;
    for (const Point& wished : dots) {
        auto is_free = [&](Point at) {
            return std::ranges::none_of(placed, [&](Point other) { return distance(at, other) < least; });
        };
        Point at = wished;
        // Rings around the place, each a little wider, in turns of the golden angle, so that none is tried twice.
        for (int turn = 1; turn <= 60 && !is_free(at); ++turn) {
            const double angle = turn * std::numbers::pi * (3 - std::sqrt(5.0)), away = least * std::sqrt(turn);
            at = {wished.x + away * std::cos(angle), wished.y + away * std::sin(angle)};
        }
        placed.push_back(at);
    }
    return placed;
}

void home_map(html::Writer& page, const LandPicture& picture, const std::vector<Point>& dots, std::string_view title) {
    page.markup("<figure class=\"tw-hero__map\">\n");
    {
        html::Svg svg(page, {.x = 0, .y = 0, .width = picture.width, .height = picture.height}, "tw-map tw-map--field",
                      {.id = "home-map", .title = title});
        svg.path(picture.land, "tw-m-land").path(picture.wards, "tw-m-ward");
        for (const Point& dot : dots) svg.circle(dot, 6.5, "tw-m-dot");
    }
    if (!dots.empty())
        page.markup(
                "\n<figcaption><svg class=\"tw-hero__dot\" viewBox=\"0 0 14 14\" aria-hidden=\"true\" "
                "focusable=\"false\"><circle class=\"tw-m-dot\" cx=\"7\" cy=\"7\" r=\"6\"></circle></svg>")
            .text(t("Something is open here"))
            .markup("</figcaption>");
    page.markup("\n</figure>\n");
}

void homes_map(html::Writer& page, const HomesPicture& picture, const std::optional<Pin>& pin, std::string_view title) {
    html::Svg svg(page, {.x = 0, .y = 0, .width = picture.around.width, .height = picture.around.height}, "tw-map",
                  {.id = "homes-map", .title = title});
    svg.path(picture.around.land, "tw-m-land").path(picture.around.wards, "tw-m-ward");
    const std::size_t count = std::min(picture.homes.size(), looks.size());
    // The largest first, so that the smallest line stands on top.
    for (std::size_t i = count; i-- > 0;)
        svg.path(picture.homes[i].outline, "tw-m-casing").path(picture.homes[i].outline, looks[i].line);
    if (pin) {
        svg.circle(pin->at, 8, "tw-m-dot");
        if (!pin->words.empty()) svg.label({pin->at.x, pin->at.y - 13}, pin->words, "tw-m-name tw-m-pin");
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!picture.homes[i].badge) continue;
        const Point at = *picture.homes[i].badge;
        svg.circle(at, 11, looks[i].badge).label({at.x, at.y + 5}, looks[i].words, looks[i].letter);
    }
}

void canvas_map(html::Writer& page, const Canvas& canvas, std::string_view field) {
    std::string grid;
    for (const Point& at : canvas.grid)
        fmt::format_to(std::back_inserter(grid), "{}{:.7f},{:.7f}", grid.empty() ? "" : " ", at.x, at.y);
    // Only where scripts run: without them nobody can draw, and there are the field below and the other ways.
    page.open("<div class=\"tw-draw\">", {{"data-draw", field}, {"data-grid", grid}});
    page.markup("\n<p>")
        .text(t("Press each corner of the place on the map, one after the other. The last is joined to the first."))
        .markup("</p>\n<p class=\"tw-small tw-quiet\">")
        .text(t("Without a mouse or a finger: choose areas, or a postcode and how far around it."))
        .markup("</p>\n");
    {
        html::Svg svg(page, {.x = 0, .y = 0, .width = canvas.land.width, .height = canvas.land.height}, "tw-map",
                      {.id = "canvas", .title = t("Map of the place and its wards, to draw on")});
        svg.path(canvas.land.land, "tw-m-land").path(canvas.land.wards, "tw-m-ward");
        if (!canvas.drawn.text().empty()) svg.path(canvas.drawn, "tw-m-ours");
        for (const auto& name : canvas.names) svg.label(name.at, name.words, "tw-m-place");
    }
    page.markup("\n</div>\n");
}

}  // namespace thingwall::app
