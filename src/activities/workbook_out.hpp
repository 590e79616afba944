#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace thingwall::activities {

/// A register's rows as an .xlsx with one sheet, "Register". Days ("2026-11-02") are written as dates and whole amounts
/// as numbers where the heading's column is one of either; all else is text, so nothing is ever run as a formula. Rows
/// are written to a temporary file as they come, which goes again. Errors: unavailable when that file cannot be
/// written.
[[nodiscard]] Result<std::string> write_workbook(const std::vector<std::string>& headings,
                                                 const std::vector<bool>& dates, const std::vector<bool>& numbers,
                                                 const std::function<std::optional<std::vector<std::string>>()>& next);

}  // namespace thingwall::activities
