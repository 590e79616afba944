#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "overlap/burden.hpp"
#include "overlap/types.hpp"

namespace thingwall::overlap {

/// A register read from three files.
struct Register {
    std::vector<Ask> asks;          ///< ids are numbers from 1 in the order of the file
    std::vector<std::string> ids;   ///< as the file writes them: ids[0] is that of ActivityId{1}
    std::vector<double> residents;  ///< of each small area
    std::vector<std::string> place_names;
    std::vector<PlaceExtent> places;  ///< in the order of the file
};

struct RegisterText {
    std::string_view activities, places, cells;
    std::string activities_name = "activities.csv", places_name = "places.csv", cells_name = "cells.csv";
};

/// Needed columns: activities id, title, org, start; places place_id, cells; cells cell_id, population. All others may
/// be left out or blank. A date may be a year or a month ("2010", "2010-03"). Errors: invalid, with every fault as
/// "file, row, column" (rows are lines of the file); nothing is taken then.
[[nodiscard]] Result<Register> read_register(const RegisterText& text);

}  // namespace thingwall::overlap
