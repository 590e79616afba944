#include "activities/workbook_out.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/date.hpp"
#include "base/text.hpp"

namespace thingwall::activities {
namespace {

constexpr std::size_t longest_cell = 32'767;  // of Excel, in characters

// A file of one's own that goes with this.
class TemporaryFile {
public:
    TemporaryFile() : path_((std::filesystem::temp_directory_path() / "thingwall-XXXXXX").string()) {
        int file = ::mkstemp(path_.data());
        if (file >= 0)
            ::close(file);
        else
            path_.clear();
    }
    ~TemporaryFile() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text, bool as_date,
                bool as_number, lxw_format* date_format) {
    if (text.empty()) return;
    if (as_date)
        if (auto day = parse_date(text); day && text == to_iso(*day)) {
            lxw_datetime date{day->year(), day->month(), day->day(), 0, 0, 0};
            worksheet_write_datetime(sheet, row, column, &date, date_format);
            return;
        }
    if (as_number)
        if (auto number = parse_number(text)) {
            worksheet_write_number(sheet, row, column, *number, nullptr);
            return;
        }
    bool too_long = length(text) > longest_cell;
    worksheet_write_string(sheet, row, column,
                           too_long ? "(too long for a spreadsheet: it is in the .csv)" : text.c_str(), nullptr);
}

}  // namespace

Result<std::string> write_workbook(const std::vector<std::string>& headings, const std::vector<bool>& dates,
                                   const std::vector<bool>& numbers,
                                   const std::function<std::optional<std::vector<std::string>>()>& next) {
    TemporaryFile file;
    if (file.path().empty())
        return fail(ErrorKind::unavailable,
                    "There is no room to make the spreadsheet. Take the .csv, or try again later");
    std::string folder = std::filesystem::temp_directory_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
    if (book == nullptr)
        return fail(ErrorKind::unavailable,
                    "There is no room to make the spreadsheet. Take the .csv, or try again later");
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Register");
    lxw_format* date_format = workbook_add_format(book);
    format_set_num_format(date_format, "d mmm yyyy");
    lxw_format* bold = workbook_add_format(book);
    format_set_bold(bold);
    for (std::size_t column = 0; column < headings.size(); ++column)
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column), headings[column].c_str(), bold);
    lxw_row_t row = 0;
    while (auto cells = next()) {
        if (++row >= LXW_ROW_MAX) break;
        for (std::size_t column = 0; column < cells->size() && column < headings.size(); ++column)
            write_cell(sheet, row, static_cast<lxw_col_t>(column), (*cells)[column], dates[column], numbers[column],
                       date_format);
    }
    if (workbook_close(book) != LXW_NO_ERROR)
        return fail(ErrorKind::unavailable, "The spreadsheet could not be made. Take the .csv, or try again later");
    std::ifstream made(file.path(), std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(made), {}};
}

}  // namespace thingwall::activities
