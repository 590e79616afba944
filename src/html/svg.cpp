#include "html/svg.hpp"

#include <cmath>

#include "html/parts.hpp"
#include "html/thin.hpp"

namespace thingwall::html {
namespace {

/// Whole numbers of `places` decimals after the point, without trailing noughts.
void decimal(std::string& out, double value, int places) {
    if (!std::isfinite(value)) value = 0;
    const long long scale = places == 1 ? 10 : 100;
    if (value > 1e12) value = 1e12;
    if (value < -1e12) value = -1e12;
    long long scaled = std::llround(value * static_cast<double>(scale));
    if (scaled < 0) {
        out += '-';
        scaled = -scaled;
    }
    out += std::to_string(scaled / scale);
    long long rest = scaled % scale;
    if (rest == 0) return;
    out += '.';
    if (places == 2) {
        out += static_cast<char>('0' + rest / 10);
        rest %= 10;
        if (rest == 0) return;
    }
    out += static_cast<char>('0' + rest);
}

constexpr double nearest = 0.3;  // a third of a pixel: what is closer cannot be told apart

}  // namespace

std::string svg_number(double value) {
    std::string out;
    decimal(out, value, 2);
    return out;
}

std::string svg_percent(double value) {
    return svg_number(value) + "%";
}

void SvgPath::number(double value) {
    decimal(text_, value, 1);
}

SvgPath& SvgPath::move_to(Point to) {
    text_ += 'M';
    number(to.x);
    text_ += ' ';
    number(to.y);
    return *this;
}

SvgPath& SvgPath::line_to(Point to) {
    text_ += ' ';
    number(to.x);
    text_ += ' ';
    number(to.y);
    return *this;
}

SvgPath& SvgPath::close() {
    text_ += 'Z';
    return *this;
}

SvgPath& SvgPath::ring(const Ring& ring) {
    const Ring corners = thinned(ring, nearest);
    if (corners.empty()) return *this;
    move_to(corners.front());
    for (std::size_t n = 1; n < corners.size(); ++n) line_to(corners[n]);
    return close();
}

void svg_patterns(Writer& out) {
    out.markup(
        "<svg class=\"tw-defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>\n"
        "<pattern id=\"tw-hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\">"
        "<rect width=\"7\" height=\"7\" fill=\"#f3e6ef\"/><path d=\"M1.5 0V7\" stroke=\"#7a3b69\" "
        "stroke-width=\"2.4\"/></pattern>\n"
        "<pattern id=\"tw-hatch-over\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\">"
        "<rect width=\"9\" height=\"9\" fill=\"#fbe3da\"/><path d=\"M2 0V9\" stroke=\"#e0a48f\" "
        "stroke-width=\"2.5\"/></pattern>\n"
        "<pattern id=\"tw-hatch-out\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(-45)\">"
        "<rect width=\"7\" height=\"7\" fill=\"#fff\"/><path d=\"M1.5 0V7\" stroke=\"#8b8577\" "
        "stroke-width=\"2\"/></pattern>\n"
        "<pattern id=\"tw-hatch-b\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\">"
        "<path d=\"M0 0V5\" stroke=\"#7a3b69\" stroke-width=\"2.2\"/></pattern>\n"
        "<pattern id=\"tw-hatch-c\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(-45)\">"
        "<path d=\"M0 0V5\" stroke=\"#b45f06\" stroke-width=\"2.2\"/></pattern>\n"
        "<pattern id=\"tw-hatch-d\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
        "<path d=\"M0 0V5\" stroke=\"#57534a\" stroke-width=\"2.2\"/></pattern>\n"
        "<pattern id=\"tw-hatch-e\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(90)\">"
        "<path d=\"M0 0V5\" stroke=\"#0f4c43\" stroke-width=\"2.2\"/></pattern>\n"
        "</defs></svg>\n");
}

void Svg::begin(Attributes attributes, const Said& said) {
    const std::string title_id = std::string{said.id} + "-title", text_id = std::string{said.id} + "-desc";
    const std::string labelled_by =
        parts::joined(title_id, {said.description.empty() ? "" : std::string_view{text_id}});
    if (said.title.empty()) {
        attributes.push_back({"aria-hidden", "true"});
        attributes.push_back({"focusable", "false"});
        out_.open("<svg>", attributes);
        return;
    }
    attributes.push_back({"role", "img"});
    attributes.push_back({"aria-labelledby", labelled_by});
    out_.open("<svg>", attributes).open("<title>", {{"id", title_id}}).text(said.title).markup("</title>");
    if (!said.description.empty()) out_.open("<desc>", {{"id", text_id}}).text(said.description).markup("</desc>");
    out_.markup("\n");
}

Svg::Svg(Writer& out, Box box, std::string_view classes, const Said& said) : out_(out) {
    const std::string view =
        svg_number(box.x) + " " + svg_number(box.y) + " " + svg_number(box.width) + " " + svg_number(box.height);
    begin({{"class", classes}, {"viewBox", view}}, said);
}

Svg::Svg(Writer& out, double height, std::string_view classes, const Said& said) : out_(out) {
    const std::string pixels = svg_number(height);
    begin({{"class", classes}, {"height", pixels}}, said);
}

Svg::~Svg() {
    out_.markup("</svg>");
}

Svg& Svg::path(const SvgPath& path, std::string_view classes) {
    if (path.text().empty()) return *this;
    out_.open("<path fill-rule=\"evenodd\">", {{"class", classes}, {"d", path.text()}}).markup("</path>\n");
    return *this;
}

Svg& Svg::rectangle(double x, double y, double width, double height, std::string_view classes) {
    out_.open("<rect>", {{"class", classes},
                         {"x", svg_number(x)},
                         {"y", svg_number(y)},
                         {"width", svg_number(width)},
                         {"height", svg_number(height)}})
        .markup("</rect>");
    return *this;
}

Svg& Svg::line(Point from, Point to, std::string_view classes) {
    out_.open("<line>", {{"class", classes},
                         {"x1", svg_number(from.x)},
                         {"y1", svg_number(from.y)},
                         {"x2", svg_number(to.x)},
                         {"y2", svg_number(to.y)}})
        .markup("</line>");
    return *this;
}

Svg& Svg::circle(Point centre, double radius, std::string_view classes) {
    out_.open(
            "<circle>",
            {{"class", classes}, {"cx", svg_number(centre.x)}, {"cy", svg_number(centre.y)}, {"r", svg_number(radius)}})
        .markup("</circle>");
    return *this;
}

Svg& Svg::label(Point at, std::string_view words, std::string_view classes) {
    out_.open("<text>", {{"class", classes}, {"x", svg_number(at.x)}, {"y", svg_number(at.y)}})
        .text(words)
        .markup("</text>");
    return *this;
}

Svg& Svg::bar(double x_percent, double y, double width_percent, double height, std::string_view classes) {
    out_.open("<rect>", {{"class", classes},
                         {"x", svg_percent(x_percent)},
                         {"y", svg_number(y)},
                         {"width", svg_percent(width_percent)},
                         {"height", svg_number(height)}})
        .markup("</rect>");
    return *this;
}

Svg& Svg::upright(double x_percent, double y1, double y2, std::string_view classes) {
    const std::string x = svg_percent(x_percent);
    out_.open("<line>", {{"class", classes}, {"x1", x}, {"x2", x}, {"y1", svg_number(y1)}, {"y2", svg_number(y2)}})
        .markup("</line>");
    return *this;
}

Svg& Svg::level(double y, std::string_view classes) {
    const std::string at = svg_number(y);
    out_.open("<line x1=\"0\" x2=\"100%\">", {{"class", classes}, {"y1", at}, {"y2", at}}).markup("</line>");
    return *this;
}

Svg& Svg::words(double x_percent, double y, std::string_view text, std::string_view classes, double shift_right) {
    Attributes all{{"class", classes}};
    const std::string x = svg_percent(x_percent), at = svg_number(y), shift = svg_number(shift_right);
    all.push_back({"x", x});
    all.push_back({"y", at});
    if (shift_right != 0) all.push_back({"dx", shift});
    out_.open("<text>", all).text(text).markup("</text>");
    return *this;
}

}  // namespace thingwall::html
