#include "html/table.hpp"

#include "html/parts.hpp"

namespace thingwall::html {

using parts::joined;

namespace {

/// `display: block`, by which a table becomes short lists on a telephone, takes a table's roles away: they are written
/// out.
void role(Attributes& attributes, bool stacked, const char* name) {
    if (stacked) attributes.push_back({"role", name});
}

std::string_view number_class(bool govuk) {
    return govuk ? "govuk-table__cell--numeric" : "tw-num";
}

}  // namespace

TableWriter::TableWriter(Writer& out, const TableOptions& options, std::string_view caption)
    : out_(out),
      options_(options),
      stacked_(options.look == TableLook::stacked),
      govuk_(options.look == TableLook::govuk) {
    const std::string classes = joined(govuk_     ? "govuk-table"
                                       : stacked_ ? "tw-table tw-stack"
                                                  : "tw-table",
                                       {options_.classes});
    Attributes all{{"class", classes}};
    role(all, stacked_, "table");
    if (!options_.id.empty()) all.push_back({"id", options_.id});
    out_.open("<table>", all).markup("\n");
    if (caption.empty()) return;
    const std::string of_caption =
        joined(govuk_ ? "govuk-table__caption" : "", {options_.hide_caption ? "govuk-visually-hidden" : ""});
    Attributes caption_attributes;
    if (!of_caption.empty()) caption_attributes.push_back({"class", of_caption});
    out_.open("<caption>", caption_attributes).text(caption).markup("</caption>\n");
}

void TableWriter::begin_head() {
    in_head_ = true;
    if (stacked_)
        out_.markup("<thead role=\"rowgroup\"><tr role=\"row\">");
    else if (govuk_)
        out_.markup("<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">");
    else
        out_.markup("<thead><tr>");
}

void TableWriter::heading(std::string_view words, Cell cell, const std::optional<Href>& sort_by, Sorted sorted,
                          bool hidden, std::string_view classes) {
    const std::string all_classes =
        joined(govuk_ ? "govuk-table__header" : "", {cell != Cell::number ? ""
                                                     : govuk_             ? "govuk-table__header--numeric"
                                                                          : "tw-num",
                                                     classes});
    Attributes all{{"scope", "col"}};
    role(all, stacked_, "columnheader");
    if (!all_classes.empty()) all.push_back({"class", all_classes});
    if (sorted != Sorted::no) all.push_back({"aria-sort", sorted == Sorted::ascending ? "ascending" : "descending"});
    out_.open("<th>", all);
    if (hidden) out_.markup("<span class=\"govuk-visually-hidden\">");
    if (sort_by) out_.open_link("<a class=\"govuk-link\">", *sort_by);
    out_.text(words);
    if (sorted != Sorted::no)
        out_.markup("<span aria-hidden=\"true\">")
            .text(sorted == Sorted::ascending ? " \u25B2" : " \u25BC")
            .markup("</span>");
    if (sort_by) out_.markup("</a>");
    if (hidden) out_.markup("</span>");
    out_.markup("</th>");
}

void TableWriter::begin_body() {
    if (in_head_) out_.markup("</tr></thead>\n");
    if (stacked_)
        out_.markup("<tbody role=\"rowgroup\">\n");
    else if (govuk_)
        out_.markup("<tbody class=\"govuk-table__body\">\n");
    else
        out_.markup("<tbody>\n");
}

void TableWriter::begin_row() {
    if (stacked_)
        out_.markup("<tr role=\"row\">");
    else if (govuk_)
        out_.markup("<tr class=\"govuk-table__row\">");
    else
        out_.markup("<tr>");
}

void TableWriter::begin_cell(Cell cell, std::string_view label, std::string_view classes) {
    if (cell == Cell::row_header) {
        // written without a list of attributes where nothing varies: tables are the long part of most pages
        if (classes.empty()) {
            out_.markup(stacked_ ? Markup("<th scope=\"row\" role=\"rowheader\">")
                        : govuk_ ? Markup("<th scope=\"row\" class=\"govuk-table__header\">")
                                 : Markup("<th scope=\"row\">"));
            return;
        }
        if (stacked_)
            out_.open("<th scope=\"row\" role=\"rowheader\">", {{"class", classes}});
        else
            out_.open("<th scope=\"row\">", {{"class", joined(govuk_ ? "govuk-table__header" : "", {classes})}});
        return;
    }
    const bool number = cell == Cell::number;
    if (govuk_) {
        if (classes.empty())
            out_.markup(number ? Markup("<td class=\"govuk-table__cell govuk-table__cell--numeric\">")
                               : Markup("<td class=\"govuk-table__cell\">"));
        else
            out_.open("<td>", {{"class", joined("govuk-table__cell", {number ? number_class(true) : "", classes})}});
        return;
    }
    if (classes.empty()) {
        if (stacked_ && number)
            out_.open("<td role=\"cell\" class=\"tw-num\">", {{"data-label", label}});
        else if (stacked_)
            out_.open("<td role=\"cell\">", {{"data-label", label}});
        else if (number)
            out_.open("<td class=\"tw-num\">", {{"data-label", label}});
        else
            out_.open("<td>", {{"data-label", label}});
        return;
    }
    const std::string all_classes = joined(number ? "tw-num" : "", {classes});
    if (stacked_)
        out_.open("<td role=\"cell\">", {{"class", all_classes}, {"data-label", label}});
    else
        out_.open("<td>", {{"class", all_classes}, {"data-label", label}});
}

void TableWriter::end_cell(Cell cell) {
    out_.markup(cell == Cell::row_header ? Markup("</th>") : Markup("</td>"));
}

void TableWriter::end_row() {
    out_.markup("</tr>\n");
}

void TableWriter::begin_foot() {
    out_.markup("</tbody>\n");
    if (stacked_)
        out_.markup("<tfoot role=\"rowgroup\">\n");
    else if (govuk_)
        out_.markup("<tfoot class=\"govuk-table__body\">\n");
    else
        out_.markup("<tfoot>\n");
    in_foot_ = true;
}

void TableWriter::end() {
    out_.markup(in_foot_ ? Markup("</tfoot>\n</table>\n") : Markup("</tbody>\n</table>\n"));
}

void data_table(Writer& out, const DataTable& data, TableLook look) {
    const TableOptions options{.look = look};
    TableWriter writer(out, options, data.caption);
    const auto kind = [&](std::size_t column) {
        if (column == 0) return Cell::row_header;
        return column < data.numbers.size() && data.numbers[column] ? Cell::number : Cell::text;
    };
    static const std::string nothing;
    writer.begin_head();
    for (std::size_t n = 0; n < data.headings.size(); ++n)
        writer.heading(data.headings[n], kind(n), {}, Sorted::no, false, {});
    writer.begin_body();
    for (const auto& row : data.rows) {
        writer.begin_row();
        for (std::size_t n = 0; n < data.headings.size(); ++n) {
            writer.begin_cell(kind(n), data.headings[n], {});
            out.text(n < row.size() ? row[n] : nothing);
            writer.end_cell(kind(n));
        }
        writer.end_row();
    }
    writer.end();
}

}  // namespace thingwall::html
