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

/// The land as a place to draw on. The script that draws needs to know where on earth a point of the picture lies: nine
/// points, at the corners, the middles of the sides and in the middle, row by row from the north-west.
struct Canvas {
    LandPicture land;
    std::vector<Pin> names;         ///< of wards
    html::SvgPath drawn;            ///< what was drawn before
    std::vector<html::Point> grid;  ///< longitude and latitude
};
/// `field` is the name of the field that takes what is drawn, as GeoJSON.
void canvas_map(html::Writer& page, const Canvas& canvas, std::string_view field);

/// Dots that would cover one another stand beside one another.
[[nodiscard]] std::vector<html::Point> apart(const std::vector<html::Point>& dots, double least);

}  // namespace thingwall::app
