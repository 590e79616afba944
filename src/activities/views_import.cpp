#include "activities/views_import.hpp"

#include <algorithm>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

constexpr std::size_t faults_shown = 100, rows_shown = 4;

void row_number(Writer& cell, std::size_t row) {
    cell.text(std::to_string(row));
}

void wrong_rows(Writer& page, const ImportView& view) {
    const Preview& preview = view.preview;
    std::size_t rows = preview.wrong_rows();
    page.markup(
            "<section class=\"tw-section tw-section--first\" id=\"wrong\" aria-labelledby=\"w-h\"><div "
            "class=\"tw-head\"><h2 class=\"govuk-heading-m\" id=\"w-h\">")
        .text(rows == 1 ? "1 row is wrong"
                        : fmt::format("{} rows are wrong", thousands(static_cast<std::int64_t>(rows))))
        .markup("</h2>")
        .link(html::Href::of("/activities/import", view.id, "/wrong"), "Download them with the reasons (.csv)")
        .markup("</div>\n");
    std::vector<html::Column<RowFault>> columns{
        {.heading = "Row",
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const RowFault& fault) { row_number(cell, fault.row); },
         .classes = "tw-num"},
        {.heading = "Column",
         .write =
             [](Writer& cell, const RowFault& fault) {
                 cell.markup("<b>").text(fault.column).markup("</b> ").text(fault.heading);
             }},
        {.heading = "It says",
         .write =
             [](Writer& cell, const RowFault& fault) {
                 cell.markup("<code class=\"tw-code\">").text(shortened(fault.says, 200)).markup("</code>");
             }},
        {.heading = "What is wrong", .write = [](Writer& cell, const RowFault& fault) { cell.text(fault.wrong); }},
        {.heading = "What to do", .write = [](Writer& cell, const RowFault& fault) { cell.text(fault.to_do); }},
    };
    std::span<const RowFault> shown(preview.faults.data(), std::min(preview.faults.size(), faults_shown));
    html::table<RowFault>(page, "The rows that cannot be read", columns, shown,
                          {.hide_caption = true, .classes = "tw-rows"});
    if (preview.faults.size() > faults_shown)
        page.markup("<p>")
            .text(fmt::format("These are the first {} faults. There are {} more: the download has all of them.",
                              faults_shown, thousands(static_cast<std::int64_t>(preview.faults.size() - faults_shown))))
            .markup("</p>\n");
    page.markup("</section>\n");
}

std::vector<JudgedRow> rows_that_are(const Preview& preview, RowIs is, std::size_t most) {
    std::vector<JudgedRow> rows;
    for (const JudgedRow& row : preview.rows)
        if (row.is == is && rows.size() < most) rows.push_back(row);
    return rows;
}

void doubtful_rows(Writer& page, const ImportView& view) {
    std::size_t count = view.preview.count(RowIs::doubtful);
    if (count == 0) return;
    page.markup(
            "<section class=\"tw-section\" id=\"doubt\" aria-labelledby=\"d-h\"><h2 class=\"govuk-heading-m\" "
            "id=\"d-h\">")
        .text(count == 1 ? "1 may be in the register already" : fmt::format("{} may be in the register already", count))
        .markup("</h2>\n");
    std::vector<html::Column<JudgedRow>> columns{
        {.heading = "Row",
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const JudgedRow& row) { row_number(cell, row.row); },
         .classes = "tw-num"},
        {.heading = "In the file", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.title); }},
        {.heading = "Perhaps the same as",
         .write =
             [](Writer& cell, const JudgedRow& row) {
                 cell.link(html::Href::of("/activities", row.match.value()), row.match_title);
             }},
        {.heading = "Why", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.why); }},
        {.heading = "Which?",
         .cell = html::Cell::deed,
         .write =
             [&](Writer& cell, const JudgedRow& row) {
                 std::string name = fmt::format("row-{}", row.row);
                 cell.markup("<fieldset class=\"tw-choice\"><legend class=\"govuk-visually-hidden\">Row ")
                     .text(std::to_string(row.row))
                     .markup("</legend>");
                 for (std::string_view choice : {"same", "new"})
                     cell.markup("<label>")
                         .open("<input type=\"radio\">",
                               {{"name", name}, {"value", choice}, {"checked", choice == "same"}})
                         .text(choice == "same" ? " The same" : " New")
                         .markup("</label> ");
                 cell.markup("</fieldset>");
             }},
    };
    auto rows = rows_that_are(view.preview, RowIs::doubtful, 100'000);
    html::table<JudgedRow>(page, "Rows that may be in the register already", columns, rows,
                           {.hide_caption = true, .classes = "tw-rows"});
    page.markup("</section>\n");
}

struct OneChange {
    const JudgedRow* row;
    const Change* change;
};

void changed_rows(Writer& page, const ImportView& view, const Lists& lists) {
    std::size_t count = view.preview.count(RowIs::changed);
    page.markup("<section id=\"changed\" aria-labelledby=\"c-h\"><h2 class=\"govuk-heading-m\" id=\"c-h\">")
        .text(count == 1 ? "1 is changed" : fmt::format("{} are changed", thousands(static_cast<std::int64_t>(count))))
        .markup("</h2>\n");
    if (count > 0) {
        std::vector<OneChange> all;
        std::size_t rows = 0;
        for (const JudgedRow& row : view.preview.rows) {
            if (row.is != RowIs::changed || (!view.all_shown && rows == rows_shown)) continue;
            ++rows;
            for (const Change& change : row.changes) all.push_back({&row, &change});
        }
        std::vector<html::Column<OneChange>> columns{
            {.heading = "Row",
             .cell = html::Cell::row_header,
             .write = [](Writer& cell, const OneChange& one) { row_number(cell, one.row->row); },
             .classes = "tw-num"},
            {.heading = "Activity",
             .write =
                 [](Writer& cell, const OneChange& one) {
                     cell.text(one.row->title)
                         .markup(" <span class=\"tw-quiet\">")
                         .text(one.change->field->label)
                         .markup("</span>");
                 }},
            {.heading = "Was",
             .write =
                 [&](Writer& cell, const OneChange& one) {
                     cell.text(one.change->was.empty() ? "(empty)"
                                                       : value_in_words(*one.change->field, one.change->was, lists));
                 }},
            {.heading = "Becomes",
             .write =
                 [&](Writer& cell, const OneChange& one) {
                     cell.markup("<b>")
                         .text(one.change->is.empty() ? "(empty)"
                                                      : value_in_words(*one.change->field, one.change->is, lists))
                         .markup("</b>");
                 }},
        };
        html::table<OneChange>(
            page, rows < count ? fmt::format("First {} of {} changed rows", rows, count) : "The changed rows", columns,
            all, {.hide_caption = true, .classes = "tw-rows"});
        if (rows < count)
            page.markup("<p>")
                .link(html::Href::of("/activities/import", view.id, "?all=yes#changed"),
                      fmt::format("All {} changes", count))
                .markup("</p>\n");
    }
    page.markup("</section>\n");
}

void new_rows(Writer& page, const ImportView& view) {
    std::size_t count = view.preview.count(RowIs::added);
    page.markup("<section id=\"new\" aria-labelledby=\"n-h\"><h2 class=\"govuk-heading-m\" id=\"n-h\">")
        .text(count == 1 ? "1 is new" : fmt::format("{} are new", thousands(static_cast<std::int64_t>(count))))
        .markup("</h2>\n");
    if (count > 0) {
        auto rows = rows_that_are(view.preview, RowIs::added, view.all_shown ? count : rows_shown);
        std::vector<html::Column<JudgedRow>> columns{
            {.heading = "Row",
             .cell = html::Cell::row_header,
             .write = [](Writer& cell, const JudgedRow& row) { row_number(cell, row.row); },
             .classes = "tw-num"},
            {.heading = "Activity", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.title); }},
            {.heading = "Lead", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.lead); }},
            {.heading = "Dates", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.dates); }},
        };
        html::table<JudgedRow>(
            page, rows.size() < count ? fmt::format("First {} of {} new rows", rows.size(), count) : "The new rows",
            columns, rows, {.hide_caption = true, .classes = "tw-rows"});
        if (rows.size() < count)
            page.markup("<p>")
                .link(html::Href::of("/activities/import", view.id, "?all=yes#new"),
                      fmt::format("All {} new rows", count))
                .markup("</p>\n");
    }
    page.markup("</section>\n");
}

void what_now(Writer& form, const ImportView& view) {
    const Preview& preview = view.preview;
    auto number = [&](RowIs is) { return thousands(static_cast<std::int64_t>(preview.count(is))); };
    std::size_t taken = preview.rows.size() - preview.wrong_rows();
    std::string rows_taken = count_of(static_cast<std::int64_t>(taken), "row", "rows");
    form.markup(
        "<section class=\"tw-section\" aria-labelledby=\"t-h\"><h2 class=\"govuk-heading-m\" id=\"t-h\">What "
        "now?</h2>\n<div class=\"tw-two\"><div>");
    if (preview.wrong_rows() > 0) {
        form.markup("<p><b>Correct the file and read it again.</b> Nothing of this one is saved.</p>\n<p>")
            .link(html::Href("/activities/import"), "Choose the corrected spreadsheet")
            .markup("</p></div><div>\n");
    }
    if (taken > 0) {
        form.markup("<p><b>");
        if (preview.wrong_rows() > 0)
            form.text(fmt::format("Or take {} and leave {} out. ", rows_taken, number(RowIs::wrong)));
        else
            form.text(taken == 1 ? std::string("Take the row. ") : fmt::format("Take all {}. ", rows_taken));
        form.markup("</b>").text(
            fmt::format("{} new, {} changed, {} as you answered, {} as they are. All of them go in, or none.",
                        number(RowIs::added), number(RowIs::changed), number(RowIs::doubtful), number(RowIs::same)));
        form.markup("</p>\n");
        html::button(form,
                     {.text = "Take " + rows_taken,
                      .importance = preview.wrong_rows() > 0 ? html::Importance::secondary : html::Importance::primary,
                      .name = "do",
                      .value = "take",
                      .prevent_double_click = true});
    }
    form.markup("</div></div></section>\n");
}

}  // namespace

void upload_page(Writer& page, const FormKeys& keys, const Error& error) {
    html::error_summary(page, error);
    page.markup(
        "<span class=\"govuk-caption-m\">Import, step 1 of 3: choose the file</span>\n<h1 "
        "class=\"govuk-heading-l\">Bring in a spreadsheet</h1>\n"
        "<p>Each row is one activity. You see first what would be new, changed and wrong. Nothing is saved until you "
        "say so.</p>\n");
    html::form(
        page,
        {.action = html::Href("/activities/import"),
         .csrf = keys.csrf,
         .idempotency = keys.idempotency,
         .multipart = true},
        [&](Writer& form) {
            html::file_upload(
                form, error,
                {.name = "file",
                 .label = "The spreadsheet",
                 .label_size = html::Size::s,
                 .hint = "An .xlsx or .csv file of up to 16 MB. If something is wrong with it, you choose it again",
                 .accept = ".xlsx,.csv"});
            html::button(form, {.text = "Read it", .prevent_double_click = true});
        });
    Writer inside(2048);
    inside.markup(
        "<p>The first row has the headings. They can stand in any order, and many other names are known. Several "
        "values in one cell have a semicolon between them.</p>\n<ul class=\"govuk-list\">\n");
    for (const ColumnOf& column : columns()) {
        inside.markup("<li><b>").text(column.heading).markup("</b>");
        if (column.field == "title" || column.field == "first_day" || column.field == "where")
            inside.text(" (every activity needs one)");
        if (column.field == "first_day") inside.text(": a day, a month or a year");
        inside.markup("</li>\n");
    }
    inside.markup("</ul>\n<p>")
        .link(html::Href("/activities/export?which=all&as=csv"), "Download the register in these columns")
        .markup("</p>\n");
    html::details(page, {.summary = "Which columns are read", .text = Content(std::move(inside))});
}

void preview_page(Writer& page, const ImportView& view, const Lists& lists, const Error& error) {
    const Preview& preview = view.preview;
    auto count = [&](RowIs is) { return thousands(static_cast<std::int64_t>(preview.count(is))); };
    html::error_summary(page, error);
    std::int64_t rows = static_cast<std::int64_t>(preview.rows.size());
    page.markup(
            "<span class=\"govuk-caption-m\">Import, step 2 of 3: look before it is taken</span>\n<h1 "
            "class=\"govuk-heading-l\">")
        .text(fmt::format("{} read, {}", count_of(rows, "row", "rows"),
                          preview.wrong_rows() == 0   ? "nothing is wrong"
                          : preview.wrong_rows() == 1 ? "1 is wrong"
                                                      : count(RowIs::wrong) + " are wrong"))
        .markup("</h1>\n<p><b>")
        .text(preview.filename)
        .markup("</b>")
        .text(preview.sheet.empty() ? "" : fmt::format(", sheet “{}”", preview.sheet))
        .text(fmt::format(", {}, ", count_of(static_cast<std::int64_t>(preview.columns), "column", "columns")));
    if (preview.unknown_headings.empty())
        page.text("all recognised. ");
    else
        page.text(fmt::format("of which we do not know {}: {} left out. ", listed(preview.unknown_headings),
                              preview.unknown_headings.size() == 1 ? "it is" : "they are"));
    page.markup("<b>Nothing has been saved yet.</b> What you take goes in as a whole, or not at all.</p>\n");
    html::headline_figures(page, html::FigureList::officers,
                           {{count(RowIs::wrong), "wrong: cannot be read", html::Href("#wrong")},
                            {count(RowIs::doubtful), "doubtful: perhaps the same as one we have", html::Href("#doubt")},
                            {count(RowIs::changed), "changed: in the register, now different", html::Href("#changed")},
                            {count(RowIs::added), "new", html::Href("#new")},
                            {count(RowIs::same), "the same as in the register", {}}});
    html::form(page,
               {.action = html::Href::of("/activities/import", view.id),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.idempotency},
               [&](Writer& form) {
                   if (preview.wrong_rows() > 0) wrong_rows(form, view);
                   doubtful_rows(form, view);
                   form.markup("<div class=\"tw-two tw-section\">\n");
                   changed_rows(form, view, lists);
                   new_rows(form, view);
                   form.markup("</div>\n");
                   what_now(form, view);
               });
}

void taken_page(Writer& page, const TakenView& view) {
    page.markup("<div class=\"tw-side\"><div>\n");
    html::panel(page, {.title = "Taken", .body = Content(view.filename), .classes = "tw-confirm"});
    page.markup("<p class=\"tw-lead\">")
        .text(fmt::format("{} new, {} changed, {} as they were.", thousands(view.added), thousands(view.changed),
                          thousands(view.same)));
    if (view.left_out > 0)
        page.text(
            fmt::format(" {} left out because they were wrong.", count_of(view.left_out, "row was", "rows were")));
    page.markup("</p>\n<p>").link(html::Href("/activities"), "See the register").markup("</p>\n</div></div>\n");
}

}  // namespace thingwall::activities
