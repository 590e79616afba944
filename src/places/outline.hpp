#pragma once
#include <string>
#include <utility>
#include <vector>

#include "places/types.hpp"

namespace thingwall::places {

/// A window onto the ground for a picture: which ground is seen, and how large the picture is in units of its viewBox.
/// The picture's y runs down, the grid's north runs up.
class Window {
public:
    /// Shows all of `ground` with a margin, `width` units wide and as high as the ground asks for, at most
    /// `most_height`.
    Window(const Box& ground, double width, double most_height, double margin = 8);

    struct Spot {
        double x = 0, y = 0;
    };
    [[nodiscard]] Spot of(Point p) const;
    [[nodiscard]] double width() const { return width_; }
    [[nodiscard]] double height() const { return height_; }
    [[nodiscard]] double units_per_metre() const { return scale_; }
    [[nodiscard]] const Box& seen() const { return seen_; }  ///< the ground that fits in, margins too

private:
    double width_, height_, scale_;
    Box seen_;
};

/// Closed lines in units of the viewBox, thinned; the last point is not repeated.
using Outline = std::vector<std::vector<Window::Spot>>;

/// The borders of the ground as the window shows them: thinned to a third of a unit (a pixel, where the picture is
/// shown at its own size), parts smaller than a unit across left out (never the largest).
[[nodiscard]] Outline outline(const Shape& shape, const Window& window);
/// The same as the data of an SVG path, with one decimal: "M12.3 4.5L6 7Z".
[[nodiscard]] std::string path_data(const Outline& outline);
[[nodiscard]] std::string path_data(const Shape& shape, const Window& window);

/// The ground with no more corners than show where `tolerance_m` metres cannot be told apart; parts smaller than that
/// are left out (never the largest). For pictures only.
[[nodiscard]] Shape simplified(const Shape& shape, double tolerance_m);

/// Where a name fits best: inside the ground, far from its borders (pole of inaccessibility, to 2 % of its size).
[[nodiscard]] Point label_point(const Shape& shape);

}  // namespace thingwall::places
