#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "overlap/types.hpp"

/// How often people are asked. The formula is this project's own; docs/burden.md says what it counts and what it does
/// not.
namespace thingwall::overlap {

/// A quarter of a year: 2010 and 1 are January to March 2010.
struct Quarter {
    int year = 0, number = 0;
    friend auto operator<=>(const Quarter&, const Quarter&) = default;
};
[[nodiscard]] Quarter quarter_of(Date day);
[[nodiscard]] std::string describe(Quarter quarter);  ///< "2010Q1"

/// A place whose burden is wanted: the small areas that it is made of.
struct PlaceExtent {
    std::string id, kind, name;
    Extent extent;
};

/// The activities that an average resident of a place is within the reach of in one quarter.
struct QuarterLoad {
    std::size_t place = 0;  ///< counts from 0 in what was asked for
    Quarter quarter;
    double asks_per_resident = 0;
};

/// For each place, and each quarter in which any activity runs there: the sum over activities whose days meet the
/// quarter of the residents of the place inside the activity's extent, over the residents of the place. An activity
/// that covers part of a small area counts for that part. A place without residents has no rows. An activity without an
/// end is taken to last `usual_days` after its first day. By place, then by quarter. Cost: extents once each, not
/// places times activities.
[[nodiscard]] std::vector<QuarterLoad> load_by_quarter(std::span<const Ask> asks, std::span<const double> residents,
                                                       std::span<const PlaceExtent> places, int usual_days = 60);

}  // namespace thingwall::overlap
