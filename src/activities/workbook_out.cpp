#include "activities/workbook_out.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "activities/sheet.hpp"
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
                bool as_number, lxw_format* date_format, lxw_format* text_format) {
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
                           too_long ? "(too long for a spreadsheet: it is in the .csv)" : text.c_str(), text_format);
}

// Widths, formats for what is typed below the rows, and drop-downs that refer to the sheet of lists.
void make_ready_to_fill(lxw_worksheet* sheet, const WorkbookToFill& fill, const std::vector<bool>& dates,
                        lxw_format* date_format, lxw_format* text_format) {
    for (std::size_t column = 0; column < fill.widths.size(); ++column)
        worksheet_set_column(sheet, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column), fill.widths[column],
                             column < dates.size() && dates[column] ? date_format : text_format);
    if (fill.freeze_headings) worksheet_freeze_panes(sheet, 1, 0);
    for (const auto& choice : fill.choices) {
        const std::string letter = column_letters(choice.list);
        std::string values = "=Lists!$" + letter + "$2:$" + letter + "$" +
                             std::to_string(std::max<std::size_t>(2, fill.lists[choice.list].values.size() + 1));
        std::string title = "Not in the list", message = choice.otherwise;
        lxw_data_validation rule{};
        rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        rule.value_formula = values.data();
        rule.error_type = choice.strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING;
        rule.error_title = title.data();
        rule.error_message = message.data();
        const auto column = static_cast<lxw_col_t>(choice.column);
        worksheet_data_validation_range(sheet, 1, column, static_cast<lxw_row_t>(std::max<std::size_t>(1, fill.rows)),
                                        column, &rule);
    }
}

void write_help(lxw_workbook* book, const WorkbookToFill& fill, lxw_format* bold, lxw_format* text_format) {
    if (fill.help.empty()) return;
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Help");
    worksheet_set_column(sheet, 0, 0, 28, text_format);
    worksheet_set_column(sheet, 1, 1, 90, text_format);
    lxw_row_t row = 0;
    for (const auto& line : fill.help) {
        worksheet_write_string(sheet, row, 0, line.name.c_str(), bold);
        if (!line.words.empty()) worksheet_write_string(sheet, row, 1, line.words.c_str(), text_format);
        ++row;
    }
}

void write_lists(lxw_workbook* book, const WorkbookToFill& fill, lxw_format* bold) {
    if (fill.lists.empty()) return;
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Lists");
    worksheet_freeze_panes(sheet, 1, 0);
    std::size_t longest = 0;
    for (std::size_t list = 0; list < fill.lists.size(); ++list) {
        const auto column = static_cast<lxw_col_t>(list);
        worksheet_set_column(sheet, column, column, 36, nullptr);
        worksheet_write_string(sheet, 0, column, fill.lists[list].heading.c_str(), bold);
        longest = std::max(longest, fill.lists[list].values.size());
    }
    // Row by row: what is written is let go of at once.
    for (std::size_t row = 0; row < longest && row + 1 < LXW_ROW_MAX; ++row)
        for (std::size_t list = 0; list < fill.lists.size(); ++list)
            if (row < fill.lists[list].values.size())
                worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(list),
                                       fill.lists[list].values[row].c_str(), nullptr);
}

}  // namespace

Result<std::string> write_workbook(const std::vector<std::string>& headings, const std::vector<bool>& dates,
                                   const std::vector<bool>& numbers,
                                   const std::function<std::optional<std::vector<std::string>>()>& next,
                                   const WorkbookToFill& fill) {
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
    lxw_worksheet* sheet = workbook_add_worksheet(book, fill.sheet.c_str());
    lxw_format* date_format = workbook_add_format(book);
    format_set_num_format(date_format, "d mmm yyyy");
    lxw_format* bold = workbook_add_format(book);
    format_set_bold(bold);
    lxw_format* text_format = nullptr;
    if (!fill.widths.empty()) {
        text_format = workbook_add_format(book);
        format_set_text_wrap(text_format);
        format_set_align(text_format, LXW_ALIGN_VERTICAL_TOP);
        format_set_align(date_format, LXW_ALIGN_VERTICAL_TOP);
        format_set_align(date_format, LXW_ALIGN_LEFT);
        format_set_text_wrap(bold);
        format_set_align(bold, LXW_ALIGN_VERTICAL_TOP);
    }
    make_ready_to_fill(sheet, fill, dates, date_format, text_format);
    for (std::size_t column = 0; column < headings.size(); ++column)
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column), headings[column].c_str(), bold);
    lxw_row_t row = 0;
    while (auto cells = next()) {
        if (++row >= LXW_ROW_MAX) {
            workbook_close(book);
            return fail(ErrorKind::too_large, "A spreadsheet holds 1,048,575 activities. Take the .csv");
        }
        for (std::size_t column = 0; column < cells->size() && column < headings.size(); ++column)
            write_cell(sheet, row, static_cast<lxw_col_t>(column), (*cells)[column], dates[column], numbers[column],
                       date_format, text_format);
    }
    write_help(book, fill, bold, text_format);
    write_lists(book, fill, bold);
    if (workbook_close(book) != LXW_NO_ERROR)
        return fail(ErrorKind::unavailable, "The spreadsheet could not be made. Take the .csv, or try again later");
    // Read at once into what it needs: a string that grows holds it twice.
    std::error_code unreadable;
    const auto size = std::filesystem::file_size(file.path(), unreadable);
    std::string bytes(unreadable ? 0 : static_cast<std::size_t>(size), '\0');
    std::ifstream made(file.path(), std::ios::binary);
    if (unreadable || !made.read(bytes.data(), std::ssize(bytes)))
        return fail(ErrorKind::unavailable, "The spreadsheet could not be made. Take the .csv, or try again later");
    return bytes;
}

}  // namespace thingwall::activities
