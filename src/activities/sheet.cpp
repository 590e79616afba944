#include "activities/sheet.hpp"

#include <algorithm>

#include "activities/calendar.hpp"
#include "activities/citizen_space.hpp"
#include "activities/exchange.hpp"
#include "activities/workbook.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

bool is_blank(const std::vector<std::string>& row) {
    return std::ranges::all_of(row, [](const auto& cell) { return trim(cell).empty(); });
}

// Exports put an apostrophe before what a spreadsheet would run as a formula; it is no part of the text.
void take_off_guard(std::string& cell) {
    if (cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos)
        cell.erase(0, 1);
}

Result<std::vector<NumberedRow>> read_csv(std::string_view bytes, const SheetLimits& limits) {
    auto text = csv::to_utf8(std::string(bytes));
    if (!text) return std::unexpected(text.error());
    csv::Reader reader(*text, {limits.file_bytes * 2, limits.columns, 1u << 20});
    std::vector<NumberedRow> rows;
    std::vector<std::string_view> fields;
    for (std::size_t number = 1;; ++number) {
        auto more = reader.next(fields);
        if (!more) return std::unexpected(more.error());
        if (!*more) return rows;
        if (rows.size() > limits.rows + 20)
            return fail(ErrorKind::too_large, fmt::format("The file has more than {} rows. Bring it in in parts",
                                                          thousands(static_cast<std::int64_t>(limits.rows))));
        NumberedRow row{number, {fields.begin(), fields.end()}};
        for (std::string& cell : row.cells) take_off_guard(cell);
        if (!is_blank(row.cells)) rows.push_back(std::move(row));
    }
}

}  // namespace

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

Result<Sheet> read_sheet(std::string_view bytes, SheetLimits limits) {
    if (bytes.size() > limits.file_bytes)
        return fail(ErrorKind::too_large,
                    fmt::format("The file is larger than {} MB. Bring it in in parts", limits.file_bytes >> 20));
    if (bytes.empty())
        return invalid("The file is empty. Choose a spreadsheet with a row of headings and a row for each activity");
    if (is_calendar(bytes)) return read_calendar(bytes, limits);
    if (is_exchange(bytes)) return read_exchange(bytes, limits);
    if (is_consultations(bytes)) return read_consultations(bytes, limits);
    Sheet sheet;
    std::vector<NumberedRow> rows;
    if (bytes.starts_with("PK\x03\x04")) {
        auto workbook = read_workbook(bytes, limits);
        if (!workbook) return std::unexpected(workbook.error());
        sheet.name = std::move(workbook->sheet);
        rows = std::move(workbook->rows);
        std::erase_if(rows, [](const NumberedRow& row) { return is_blank(row.cells); });
    } else if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return invalid("This is an old Excel file (.xls). Open it and save it as .xlsx or .csv, then choose it again");
    } else {
        auto read = read_csv(bytes, limits);
        if (!read) return std::unexpected(read.error());
        rows = std::move(*read);
    }
    if (rows.empty()) return invalid("The file has no rows. It needs a row of headings and a row for each activity");
    if (rows.size() - 1 > limits.rows)
        return fail(ErrorKind::too_large, fmt::format("The file has more than {} rows. Bring it in in parts",
                                                      thousands(static_cast<std::int64_t>(limits.rows))));
    sheet.headings = std::move(rows.front().cells);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        // A cell beyond the headings has no meaning, but what is in it must not be lost unsaid.
        for (std::size_t column = sheet.headings.size(); column < rows[i].cells.size(); ++column)
            if (!trim(rows[i].cells[column]).empty())
                return invalid(
                    fmt::format("Row {}, column {}: there is “{}”, but no heading above it. Give the column a heading, "
                                "or empty the cell",
                                rows[i].number, column_letters(column), shortened(rows[i].cells[column], 60)));
        rows[i].cells.resize(std::min(rows[i].cells.size(), sheet.headings.size()));
        sheet.rows.push_back(std::move(rows[i].cells));
        sheet.numbers.push_back(rows[i].number);
    }
    return sheet;
}

}  // namespace thingwall::activities
