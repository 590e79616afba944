#include <algorithm>
#include <cmath>
#include <limits>

#include "html/figures.hpp"
#include "html/notices.hpp"
#include "html/parts.hpp"
#include "html/thin.hpp"

namespace thingwall::html {
namespace {

using Kind = MapFigure::Kind;

std::string_view class_of(Kind kind) {
    switch (kind) {
        case Kind::beyond:
            return "tw-m-beyond";
        case Kind::land:
            return "tw-m-land";
        case Kind::ward:
            return "tw-m-ward";
        case Kind::ours:
            return "tw-m-ours";
        case Kind::theirs:
            return "tw-m-theirs";
        case Kind::shared:
            return "tw-m-shared";
        case Kind::outside:
            return "tw-m-outside";
        case Kind::here:
            return "tw-m-here";
        case Kind::edge:
            return "tw-m-edge";
        case Kind::layer_a:
            return "tw-m-layer tw-m-layer--a";
        case Kind::layer_b:
            return "tw-m-layer tw-m-layer--b";
        case Kind::layer_c:
            return "tw-m-layer tw-m-layer--c";
        case Kind::layer_d:
            return "tw-m-layer tw-m-layer--d";
        case Kind::layer_e:
            return "tw-m-layer tw-m-layer--e";
        case Kind::part_a:
            return "tw-m-part tw-m-part--a";
        case Kind::part_b:
            return "tw-m-part tw-m-part--b";
        case Kind::part_c:
            return "tw-m-part tw-m-part--c";
        case Kind::part_d:
            return "tw-m-part tw-m-part--d";
        case Kind::part_e:
            return "tw-m-part tw-m-part--e";
        case Kind::heat_none:
            return "tw-m-heat";
        case Kind::heat_some:
            return "tw-m-heat tw-m-heat--some";
        case Kind::heat_more:
            return "tw-m-heat tw-m-heat--more";
        case Kind::heat_limit:
            return "tw-m-heat tw-m-heat--limit";
        case Kind::heat_over:
            return "tw-m-heat tw-m-heat--over";
    }
    return {};
}

bool is_layer(Kind kind) {
    return kind >= Kind::layer_a && kind <= Kind::layer_e;
}
bool is_subject(Kind kind) {
    return kind == Kind::ours || kind == Kind::theirs || kind == Kind::shared || kind == Kind::here ||
           kind >= Kind::layer_a;
}

struct Extent {
    double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;
    void add(Point p) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return;
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north = std::max(north, p.y);
    }
    void add(const std::vector<Ring>& rings) {
        for (const auto& ring : rings)
            for (const auto& point : ring) add(point);
    }
    [[nodiscard]] bool empty() const { return east < west; }
    [[nodiscard]] bool meets(const Extent& other) const {
        return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
    }
};

/// From the plane to the picture: north is up, y runs down.
struct View {
    Extent seen;
    double scale = 1, width = 600, height = 400;
    [[nodiscard]] Point at(Point p) const { return {(p.x - seen.west) * scale, (seen.north - p.y) * scale}; }
    [[nodiscard]] bool shows(Point p) const {
        return p.x >= seen.west && p.x <= seen.east && p.y >= seen.south && p.y <= seen.north;
    }
};

Extent what_must_be_seen(const MapFigure& figure) {
    Extent extent;
    extent.add(figure.fit);
    if (extent.empty())
        for (const auto& shape : figure.shapes)
            if (is_subject(shape.kind)) extent.add(shape.rings);
    if (extent.empty())
        for (const auto& shape : figure.shapes) extent.add(shape.rings);
    if (extent.empty() && figure.pin) extent.add(figure.pin->at);
    if (extent.empty()) extent.add(Point{0, 0});
    return extent;
}

View view_of(const MapFigure& figure) {
    Extent extent = what_must_be_seen(figure);
    const double longer = std::max({extent.east - extent.west, extent.north - extent.south, 100.0});  // metres
    const double margin = longer * std::clamp(figure.margin, 0.0, 2.0);
    extent.west -= margin;
    extent.east += margin;
    extent.south -= margin;
    extent.north += margin;
    double width = std::max(extent.east - extent.west, 1.0), height = std::max(extent.north - extent.south, 1.0);
    // neither a ribbon nor a tower: the rest is more of what lies around
    if (height < 0.55 * width) {
        const double more = (0.55 * width - height) / 2;
        extent.south -= more;
        extent.north += more;
        height = 0.55 * width;
    } else if (width < height / 1.1) {
        const double more = (height / 1.1 - width) / 2;
        extent.west -= more;
        extent.east += more;
        width = height / 1.1;
    }
    const double scale = figure.width / width;
    return {extent, scale, figure.width, height * scale};
}

// A map is drawn at its own size or smaller, and its lines are two pixels wide: nobody sees less than this.
constexpr double half_a_pixel = 0.5;

void shape(Svg& svg, const View& view, const MapFigure::Shape& one) {
    SvgPath path;
    for (const auto& ring : one.rings) {
        Extent extent;
        for (const auto& point : ring) extent.add(point);
        if (extent.empty() || !extent.meets(view.seen)) continue;
        Ring drawn;
        drawn.reserve(ring.size());
        for (const auto& point : ring) drawn.push_back(view.at(point));
        path.ring(thinned(within(drawn, {view.width, view.height}), half_a_pixel));
    }
    if (is_layer(one.kind)) svg.path(path, "tw-m-casing");
    svg.path(path, class_of(one.kind));
}

std::string_view class_of(MapFigure::Name::Weight weight) {
    switch (weight) {
        case MapFigure::Name::Weight::area:
            return "tw-m-name";
        case MapFigure::Name::Weight::place:
            return "tw-m-place";
        case MapFigure::Name::Weight::minor:
            return "tw-m-place tw-m-minor";
        case MapFigure::Name::Weight::water:
            return "tw-m-sea";
    }
    return {};
}

// A name near the left or right edge runs away from it, so that it is not cut off.
std::string name_class(const View& view, const MapFigure::Name& name) {
    const double x = view.at(name.at).x / view.width;
    return parts::joined(class_of(name.weight), {x < 0.15 ? "tw-m-west" : x > 0.85 ? "tw-m-east" : ""});
}

void draw(Writer& page, const MapFigure& figure) {
    const View view = view_of(figure);
    Svg svg(page, {.x = 0, .y = 0, .width = view.width, .height = view.height},
            figure.look == MapFigure::Look::field   ? "tw-map tw-map--field"
            : figure.look == MapFigure::Look::plain ? "tw-map tw-map--plain"
                                                    : "tw-map",
            {.id = figure.id, .title = figure.title, .description = figure.description});
    for (const auto& one : figure.shapes) shape(svg, view, one);
    for (const auto& name : figure.names)
        if (view.shows(name.at)) svg.label(view.at(name.at), name.words, name_class(view, name));
    for (const auto& dot : figure.dots)
        if (view.shows(dot)) svg.circle(view.at(dot), 6.5, "tw-m-dot");
    for (const auto& one : figure.badges) {
        if (!view.shows(one.at)) continue;
        const Point at = view.at(one.at);
        svg.circle(at, 11, parts::joined("tw-m-badge", {class_of(one.kind)}));
        svg.label({at.x, at.y + 5}, one.letter, parts::joined("tw-m-letter", {class_of(one.kind)}));
    }
    if (figure.pin && view.shows(figure.pin->at)) {
        const Point at = view.at(figure.pin->at);
        svg.circle(at, 8, "tw-m-dot");
        if (!figure.pin->words.empty()) svg.label({at.x, at.y - 13}, figure.pin->words, "tw-m-name tw-m-pin");
    }
}

}  // namespace

void small_map(Writer& page, const MapFigure& figure) {
    draw(page, figure);
}

void map_key(Writer& page, const std::vector<MapFigure::KeyLine>& key) {
    if (key.empty()) return;
    page.markup("<ul class=\"tw-key\">");
    for (const auto& line : key) {
        page.markup("<li><svg viewBox=\"0 0 26 16\" aria-hidden=\"true\" focusable=\"false\">");
        page.open("<rect x=\"2\" y=\"2\" width=\"22\" height=\"12\">", {{"class", class_of(line.kind)}})
            .markup("</rect></svg>");
        page.text(line.words).markup("</li>");
    }
    page.markup("</ul>\n");
}

void badge(Writer& page, std::string_view letter, MapFigure::Kind kind) {
    page.markup("<svg class=\"tw-badge\" viewBox=\"0 0 26 26\" aria-hidden=\"true\" focusable=\"false\">");
    page.open("<circle cx=\"13\" cy=\"13\" r=\"11\">", {{"class", parts::joined("tw-m-badge", {class_of(kind)})}});
    page.markup("</circle>")
        .open("<text x=\"13\" y=\"18\">", {{"class", parts::joined("tw-m-letter", {class_of(kind)})}});
    page.text(letter).markup("</text></svg>");
}

void map_figure(Writer& page, const MapFigure& figure) {
    page.markup("<figure class=\"tw-figure\">\n");
    draw(page, figure);
    page.markup("\n");
    if (!figure.caption.empty()) page.markup("<figcaption>").text(figure.caption).markup("</figcaption>\n");
    map_key(page, figure.key);
    page.markup("</figure>\n");
    if (!figure.table) return;
    Writer inside{4096};
    data_table(inside, *figure.table, figure.table_look);
    details(page, {.summary = figure.table_summary, .text = std::move(inside), .classes = "tw-details"});
}

void share_bar(Writer& page, double share, Whose whose) {
    Svg svg(page, 16, "tw-chart", {});
    svg.bar(0, 2, 100, 12, "tw-c-whole");
    const double percent = std::isfinite(share) ? 100 * std::clamp(share, 0.0, 1.0) : 0;
    svg.bar(0, 2, percent, 12, whose == Whose::ours ? "tw-c-ours" : "tw-c-theirs");
}

}  // namespace thingwall::html
