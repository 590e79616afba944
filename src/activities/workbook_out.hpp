#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace thingwall::activities {

/// What a workbook that people fill in has besides its rows. The first sheet holds the rows, so that whatever reads the
/// file finds them; help and lists come after it.
struct WorkbookToFill {
    std::string sheet = "Register";  ///< name of the first sheet
    std::vector<double> widths;  ///< of the columns, in characters; text is wrapped within them. Empty: as they come
    bool freeze_headings = false;
    /// What can be chosen, one column each on the sheet "Lists": a drop-down may then be longer than the 255 characters
    /// that it could hold itself.
    struct List {
        std::string heading;
        std::vector<std::string> values;
    };
    std::vector<List> lists;
    /// A drop-down in a column, down to `rows`. `strict`: nothing else is taken; otherwise the program asks first,
    /// since a cell may hold several names.
    struct Choice {
        std::size_t column = 0, list = 0;
        bool strict = false;
        std::string otherwise;  ///< what is said of a value that is not in the list; at most 255 characters
    };
    std::vector<Choice> choices;
    std::size_t rows = 1000;
    /// Lines of the sheet "Help": what a thing is called, and what to do. A line without words is a heading.
    struct Help {
        std::string name, words;
    };
    std::vector<Help> help;
};

/// Rows as an .xlsx. Days ("2026-11-02") are written as dates and whole amounts as numbers where the heading's column
/// is one of either; all else is text, so nothing is ever run as a formula. Rows are written to a temporary file as
/// they come, which goes again. Errors: unavailable when that file cannot be written.
[[nodiscard]] Result<std::string> write_workbook(const std::vector<std::string>& headings,
                                                 const std::vector<bool>& dates, const std::vector<bool>& numbers,
                                                 const std::function<std::optional<std::vector<std::string>>()>& next,
                                                 const WorkbookToFill& fill = {});

}  // namespace thingwall::activities
