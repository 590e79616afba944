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

/// Patterns of the house, for the top of a page that has pictures: tw-hatch (in both), tw-hatch-over (over a limit),
/// tw-hatch-out (outside every area). document() writes them once on every page.
void svg_patterns(Writer& out);

/// One picture: `<svg role="img">` with a title that says the finding in words, and optionally a longer description.
class Svg {
public:
    struct Box {
        double x = 0, y = 0, width = 300, height = 150;
    };
    /// Scales with its column. `id` must be unique on the page.
    Svg(Writer& out, std::string_view id, Box box, std::string_view classes, std::string_view title,
        std::string_view description = {});
    /// As wide as its column, `height` pixels high; x is said in per cent, so words keep their size.
    Svg(Writer& out, std::string_view id, double height, std::string_view classes, std::string_view title,
        std::string_view description = {});
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
    Writer& out_;
};

}  // namespace thingwall::html
