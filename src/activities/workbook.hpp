#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "activities/sheet.hpp"

namespace thingwall::activities {

struct NumberedRow {
    std::size_t number;
    std::vector<std::string> cells;
};
struct Workbook {
    std::string sheet;  ///< name of the first visible sheet
    std::vector<NumberedRow> rows;
};
/// The first visible sheet of an .xlsx. Formulas give the value that was kept with them. No DTD, no entities from
/// outside, no part larger than it says. Errors: invalid; too_large beyond the limits.
[[nodiscard]] Result<Workbook> read_workbook(std::string_view bytes, const SheetLimits& limits);

}  // namespace thingwall::activities
