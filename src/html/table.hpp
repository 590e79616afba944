#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.hpp"

namespace thingwall::html {

/// What stands in a column. `row_header` names the row for those who listen (use it once, for the first column).
enum class Cell { text, row_header, number, deed };

/// How a table looks, and what becomes of it on a telephone.
enum class TableLook {
    govuk,    ///< residents' pages
    compact,  ///< officers' pages: `tw-table`, three narrow columns or fewer
    stacked,  ///< officers' pages: `tw-table tw-stack`; on a telephone each row becomes a short list with the columns'
              ///< names
};

enum class Sorted { no, ascending, descending };

template <class Row>
struct Column {
    std::string heading;
    Cell cell = Cell::text;
    std::function<void(Writer&, const Row&)> write;
    std::string label = {};            ///< stands before the value on a telephone; the heading when empty
    bool hide_heading = false;         ///< only for those who listen
    std::optional<Href> sort_by = {};  ///< the heading is a link that sorts
    Sorted sorted = Sorted::no;
    std::string classes = {};  ///< of heading and cells: "tw-tick"
    std::string foot = {};     ///< of the last row ("All together"); shown when any column has one
};

struct TableOptions {
    TableLook look = TableLook::stacked;
    bool hide_caption = false;  ///< where a heading says the same
    std::string classes = {};
    std::string id = {};
};

/// Heading cells and frames of a table; the template below writes what is between. Not for pages.
class TableWriter {
public:
    TableWriter(Writer& out, const TableOptions& options, std::string_view caption);
    void begin_head();
    void heading(std::string_view words, Cell cell, const std::optional<Href>& sort_by, Sorted sorted, bool hidden,
                 std::string_view classes);
    void begin_body();
    void begin_row();
    void begin_cell(Cell cell, std::string_view label, std::string_view classes);
    void end_cell(Cell cell);
    void end_row();
    void begin_foot();
    void end();

private:
    Writer& out_;
    const TableOptions& options_;
    bool stacked_, govuk_, in_head_ = false, in_foot_ = false;
};

/// A table with a caption, a heading for each column and, where a column is a row_header, one for each row, so that
/// somebody who listens can say where one is.
template <class Row>
void table(Writer& out, std::string_view caption, const std::vector<Column<Row>>& columns,
           std::type_identity_t<std::span<const Row>> rows, const TableOptions& options = {}) {
    TableWriter writer(out, options, caption);
    bool has_foot = false;
    writer.begin_head();
    for (const auto& column : columns) {
        writer.heading(column.heading, column.cell, column.sort_by, column.sorted, column.hide_heading, column.classes);
        has_foot = has_foot || !column.foot.empty();
    }
    writer.begin_body();
    for (const auto& row : rows) {
        writer.begin_row();
        for (const auto& column : columns) {
            writer.begin_cell(column.cell, column.label.empty() ? column.heading : column.label, column.classes);
            column.write(out, row);
            writer.end_cell(column.cell);
        }
        writer.end_row();
    }
    if (has_foot) {
        writer.begin_foot();
        writer.begin_row();
        for (const auto& column : columns) {
            writer.begin_cell(column.cell, column.label.empty() ? column.heading : column.label, column.classes);
            out.text(column.foot);
            writer.end_cell(column.cell);
        }
        writer.end_row();
    }
    writer.end();
}

/// A table of words and numbers that are known as text, under a picture: the first cell of each row names it.
struct DataTable {
    std::string caption;
    std::vector<std::string> headings;
    std::vector<bool> numbers;  ///< which columns are set as numbers; missing ones are not
    std::vector<std::vector<std::string>> rows;
};
void data_table(Writer& out, const DataTable& data, TableLook look);

}  // namespace thingwall::html
