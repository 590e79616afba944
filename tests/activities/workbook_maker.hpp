#pragma once
#include <xlsxwriter.h>
#include <zip.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "support/temporary_folder.hpp"

namespace thingwall::activities::test {

/// An .xlsx of these cells as text; a cell "date:2026-11-02" is a date as Excel keeps it, "number:8400.5" a number.
inline std::string workbook_of(const std::vector<std::vector<std::string>>& rows) {
    support::TemporaryFolder folder;
    std::string path = folder.path() / "made.xlsx";
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Register");
    lxw_format* as_date = workbook_add_format(book);
    format_set_num_format(as_date, "dd/mm/yyyy");
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const std::string& cell = rows[r][c];
            auto row = static_cast<lxw_row_t>(r);
            auto column = static_cast<lxw_col_t>(c);
            if (cell.starts_with("date:")) {
                lxw_datetime day{std::stoi(cell.substr(5, 4)),
                                 std::stoi(cell.substr(10, 2)),
                                 std::stoi(cell.substr(13, 2)),
                                 0,
                                 0,
                                 0};
                worksheet_write_datetime(sheet, row, column, &day, as_date);
            } else if (cell.starts_with("number:")) {
                worksheet_write_number(sheet, row, column, std::stod(cell.substr(7)), nullptr);
            } else if (!cell.empty()) {
                worksheet_write_string(sheet, row, column, cell.c_str(), nullptr);
            }
        }
    workbook_close(book);
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A zip of these parts, whatever is in them.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
    support::TemporaryFolder folder;
    std::string path = folder.path() / "made.zip";
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [name, text] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
    zip_close(archive);
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace thingwall::activities::test
