#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace thingwall::activities {

/// What a spreadsheet may be at most. Beyond it the reader refuses before it has read on.
struct SheetLimits {
    std::size_t file_bytes = 16u << 20;
    std::size_t unpacked_bytes = 64u << 20;  ///< of all parts of an .xlsx together
    std::size_t ratio = 100;                 ///< unpacked to packed, of any part above 1 MiB
    std::size_t parts = 1000;
    std::size_t rows = 50'000, columns = 500;
};

/// What a list of another installation says besides its rows.
struct Foreign {
    std::string site, address, place;  ///< "Estuary partnership", "https://...", "Estuary"
    /// Ground by the words that a "Where" cell has for it: polygons as GeoJSON writes them, with commas between.
    std::map<std::string, std::string, std::less<>> outlines;
    std::map<std::string, std::string, std::less<>> labels;  ///< of codes
};

/// One sheet as text: the first of a workbook, or a CSV. Dates of a workbook are "2026-11-02".
struct Sheet {
    std::string name;  ///< "Register"; empty for a CSV
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;  ///< as long as the headings, or shorter
    std::vector<std::size_t> numbers;            ///< of each row, as spreadsheet programs count them, from 1
    enum class Kind { table, calendar, consultations, exchange };
    Kind kind = Kind::table;
    std::vector<std::string> notes;  ///< what of the file is not read, in words
    std::optional<Foreign> foreign;  ///< of the exchange format
};

/// Reads .xlsx, iCalendar, the exchange format and the JSON of Citizen Space (by what they begin with or say), or CSV
/// in any usual encoding. The headings are the first row that has any text; a calendar and a list have headings of
/// ours. Errors: invalid, saying where and what to do; too_large.
[[nodiscard]] Result<Sheet> read_sheet(std::string_view bytes, SheetLimits limits = {});
/// "A", "Z", "AA" for 0, 25, 26.
[[nodiscard]] std::string column_letters(std::size_t column);

}  // namespace thingwall::activities
