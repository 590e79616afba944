#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.hpp"

namespace thingwall::html {

struct Point {
    double x = 0, y = 0;
};
using Ring = std::vector<Point>;  ///< closed; the last point need not repeat the first

/// The "d" of a path, made from numbers alone, with one decimal.
class SvgPath {
public:
    SvgPath& move_to(Point to);
    SvgPath& line_to(Point to);
    SvgPath& close();
    SvgPath& ring(
        const Ring& ring);  ///< nothing for fewer than three points; points closer than 0.3 to the last are left out
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    void number(double value);
    std::string text_;
};

/// A number as SVG takes it: at most two decimals, "." as point; not-a-number and infinity become 0.
[[nodiscard]] std::string svg_number(double value);
/// The same with "%".
[[nodiscard]] std::string svg_percent(double value);

/// Patterns of the house, which style sheets and pictures refer to: tw-hatch (in both), tw-hatch-over (over a limit),
/// tw-hatch-out (outside every area), tw-hatch-b to -e (parts of an area). document() writes them once on pages with
/// pictures.
void svg_patterns(Writer& out);

/// One picture. What it shows is said by its title (`<svg role="img">`); one without a title is left out for those who
/// listen (the words beside it say the same).
class Svg {
public:
    /// `id` must be unique on the page; title and description are tied to the picture by it.
    struct Said {
        std::string_view id = {};
        std::string_view title = {};  ///< the finding, in words
        std::string_view description = {};
    };
    struct Box {
        double x = 0, y = 0, width = 300, height = 150;
    };
    /// Scales with its column.
    Svg(Writer& out, Box box, std::string_view classes, const Said& said);
    /// As wide as its column, `height` pixels high; x is said in per cent, so that words keep their size.
    Svg(Writer& out, double height, std::string_view classes, const Said& said);
    Svg(const Svg&) = delete;
    Svg& operator=(const Svg&) = delete;
    ~Svg();

    Svg& path(const SvgPath& path, std::string_view classes);
    Svg& rectangle(double x, double y, double width, double height, std::string_view classes);
    Svg& line(Point from, Point to, std::string_view classes);
    Svg& circle(Point centre, double radius, std::string_view classes);
    Svg& label(Point at, std::string_view words, std::string_view classes);
    // x and width in per cent of the picture's width, y and height in pixels
    Svg& bar(double x_percent, double y, double width_percent, double height, std::string_view classes);
    Svg& upright(double x_percent, double y1, double y2, std::string_view classes);
    Svg& level(double y, std::string_view classes);  ///< a line from edge to edge
    Svg& words(double x_percent, double y, std::string_view text, std::string_view classes, double shift_right = 0);

private:
    void begin(Attributes attributes, const Said& said);
    Writer& out_;
};

}  // namespace thingwall::html
