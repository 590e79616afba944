#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.hpp"
#include "html/svg.hpp"

/// Maps for residents: values in, SVG out.
namespace thingwall::app {

/// The land of the place with its wards, fitted into a picture.
struct LandPicture {
    double width = 480, height = 400;
    html::SvgPath land, wards;
};

/// The green field of the home page, with an amber dot for each place where something is open.
void home_map(html::Writer& page, const LandPicture& picture, const std::vector<html::Point>& dots,
              std::string_view title);

/// Outlines of the areas that somebody lives in, each of another body's layer, with its letter on the line.
struct HomesPicture {
    LandPicture around;
    struct Home {
        html::SvgPath outline;
        std::optional<html::Point> badge;  ///< where its letter stands; none when its line is nowhere in the picture
    };
    std::vector<Home> homes;  ///< at most five: A to E
};
struct Pin {
    html::Point at;
    std::string words;  ///< "WM4 7"
};
void homes_map(html::Writer& page, const HomesPicture& picture, const std::optional<Pin>& pin, std::string_view title);

/// Dots that would cover one another stand beside one another.
[[nodiscard]] std::vector<html::Point> apart(const std::vector<html::Point>& dots, double least);

}  // namespace thingwall::app
