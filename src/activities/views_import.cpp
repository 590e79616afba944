#include "activities/views_import.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

constexpr std::size_t rows_shown = 4;

void row_number(Writer& cell, std::size_t row) {
    cell.text(std::to_string(row));
}

void fault_table(Writer& page, std::span<const RowFault> faults) {
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
    html::table<RowFault>(page, "The rows that cannot be read", columns, faults,
                          {.hide_caption = true, .classes = "tw-rows"});
}

std::string number_of(std::size_t count) {
    return thousands(static_cast<std::int64_t>(count));
}

void downloads(Writer& page, std::int64_t id) {
    page.link(html::Href::of("/activities/import", id, "/faults"), "Download every fault (.csv)")
        .markup(" <span class=\"tw-quiet\">or</span> ")
        .link(html::Href::of("/activities/import", id, "/wrong"), "the wrong rows with the reasons (.csv)");
}

void wrong_rows(Writer& page, const ImportView& view) {
    const Preview& preview = view.preview;
    std::size_t rows = preview.wrong_rows();
    page.markup(
            "<section class=\"tw-section tw-section--first\" id=\"wrong\" aria-labelledby=\"w-h\"><div "
            "class=\"tw-head\"><h2 class=\"govuk-heading-m\" id=\"w-h\">")
        .text(rows == 1 ? "1 row is wrong" : fmt::format("{} rows are wrong", number_of(rows)))
        .markup("</h2><span>");
    downloads(page, view.id);
    page.markup("</span></div>\n");
    std::span<const RowFault> shown(preview.faults.data(), std::min(preview.faults.size(), rows_on_a_page));
    fault_table(page, shown);
    if (preview.faults.size() > rows_on_a_page)
        page.markup("<p>")
            .text(
                fmt::format("These are the first {} of {} faults. ", rows_on_a_page, number_of(preview.faults.size())))
            .link(html::Href::of("/activities/import", view.id, "?show=wrong&page=2"), "The next ones")
            .markup("</p>\n");
    page.markup("</section>\n");
}

std::vector<JudgedRow> rows_that_are(const Preview& preview, RowIs is, std::size_t most, std::size_t skip = 0) {
    std::vector<JudgedRow> rows;
    for (const JudgedRow& row : preview.rows) {
        if (row.is != is || rows.size() == most) continue;
        if (skip > 0)
            --skip;
        else
            rows.push_back(row);
    }
    return rows;
}

struct RadioChoice {
    std::string_view value, words;
};

// Nothing is chosen until a person has.
void choice(Writer& cell, const std::string& name, const std::string& legend, std::span<const RadioChoice> choices,
            std::string_view chosen) {
    cell.open("<fieldset class=\"tw-choice\">", {{"id", name}})
        .markup("<legend class=\"govuk-visually-hidden\">")
        .text(legend)
        .markup("</legend>");
    for (const RadioChoice& one : choices)
        cell.markup("<label>")
            .open("<input type=\"radio\">", {{"name", name}, {"value", one.value}, {"checked", chosen == one.value}})
            .text(" ")
            .text(one.words)
            .markup("</label> ");
    cell.markup("</fieldset>");
}

constexpr std::array same_or_new{RadioChoice{"same", "The same"}, RadioChoice{"new", "New"}};
constexpr std::array keep_or_withdraw{RadioChoice{"keep", "Keep"}, RadioChoice{"withdraw", "Withdraw"}};
constexpr std::size_t many = 5;  // above it one answer for all saves work

// One answer for what has none of its own; of very many, it is the only one that those further down can have.
void all_others(Writer& page, std::size_t count, std::string_view what) {
    if (count > asked_one_by_one)
        page.markup("<p>")
            .text(fmt::format("The first {} are listed. The other {} {} get one answer together.", asked_one_by_one,
                              number_of(count - asked_one_by_one), what))
            .markup("</p>\n");
    page.markup("<p><b>All that you leave open:</b></p>\n");
}

void doubtful_rows(Writer& page, const ImportView& view, const Error& error) {
    std::size_t count = view.preview.count(RowIs::doubtful);
    if (count == 0) return;
    page.markup(
            "<section class=\"tw-section\" id=\"doubt\" aria-labelledby=\"d-h\"><h2 class=\"govuk-heading-m\" "
            "id=\"d-h\">")
        .text(count == 1 ? "1 may be in the register already"
                         : fmt::format("{} may be in the register already", number_of(count)))
        .markup("</h2>\n");
    std::vector<html::Column<JudgedRow>> columns{
        {.heading = "Row",
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const JudgedRow& row) { row_number(cell, row.row); },
         .classes = "tw-num"},
        {.heading = "In the file",
         .write =
             [](Writer& cell, const JudgedRow& row) {
                 cell.text(row.title).markup(" <span class=\"tw-quiet\">").text(row.dates).markup("</span>");
             }},
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
                 if (html::has_fault(error, name)) html::error_message(cell, "Say which", name + "-error");
                 auto said = view.answers.rows.find(row.row);
                 choice(cell, name, fmt::format("Row {}", row.row), same_or_new,
                        said == view.answers.rows.end() ? "" : said->second);
             }},
    };
    auto rows = rows_that_are(view.preview, RowIs::doubtful, asked_one_by_one);
    html::table<JudgedRow>(page, "Rows that may be in the register already", columns, rows,
                           {.hide_caption = true, .classes = "tw-rows"});
    if (count > many) {
        all_others(page, count, "rows");
        if (html::has_fault(error, "all-rows")) html::error_message(page, "Say which", "all-rows-error");
        choice(page, "all-rows", "All rows that you leave open", same_or_new, view.answers.all_rows);
    }
    page.markup("</section>\n");
}

void gone_rows(Writer& page, const ImportView& view, const Error& error) {
    const auto& gone = view.preview.gone;
    if (gone.empty()) return;
    page.markup(
            "<section class=\"tw-section\" id=\"gone\" aria-labelledby=\"g-h\"><h2 class=\"govuk-heading-m\" "
            "id=\"g-h\">")
        .text(gone.size() == 1 ? "1 is gone from the file"
                               : fmt::format("{} are gone from the file", number_of(gone.size())))
        .markup("</h2>\n<p>The last file from here had them. Nothing is withdrawn unless you say so.</p>\n");
    std::vector<html::Column<GoneRow>> columns{
        {.heading = "Activity",
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const GoneRow& row) {
                 cell.link(html::Href::of("/activities", row.activity.value()), row.title)
                     .markup(" <span class=\"tw-quiet\">")
                     .text(row.reference)
                     .markup("</span>");
             }},
        {.heading = "Lead", .write = [](Writer& cell, const GoneRow& row) { cell.text(row.lead); }},
        {.heading = "Dates", .write = [](Writer& cell, const GoneRow& row) { cell.text(row.dates); }},
        {.heading = "What now?",
         .cell = html::Cell::deed,
         .write =
             [&](Writer& cell, const GoneRow& row) {
                 if (!row.may_change) {
                     cell.text("Kept: only its lead can withdraw it");
                     return;
                 }
                 std::string name = fmt::format("gone-{}", row.activity.value());
                 if (html::has_fault(error, name)) html::error_message(cell, "Say which", name + "-error");
                 auto said = view.answers.gone.find(row.activity);
                 choice(cell, name, row.title, keep_or_withdraw, said == view.answers.gone.end() ? "" : said->second);
             }},
    };
    const std::vector<GoneRow> first(gone.begin(),
                                     gone.begin() + std::min<std::ptrdiff_t>(asked_one_by_one, std::ssize(gone)));
    html::table<GoneRow>(page, "Activities that are gone from the file", columns, first,
                         {.hide_caption = true, .classes = "tw-rows"});
    if (gone.size() > many) {
        all_others(page, gone.size(), "activities");
        if (html::has_fault(error, "all-gone")) html::error_message(page, "Say which", "all-gone-error");
        choice(page, "all-gone", "All activities that you leave open", keep_or_withdraw, view.answers.all_gone);
    }
    page.markup("</section>\n");
}

struct OneChange {
    const JudgedRow* row;
    const Change* change;
};

std::vector<OneChange> changes_of(const Preview& preview, std::size_t skip, std::size_t most) {
    std::vector<OneChange> all;
    std::size_t rows = 0;
    for (const JudgedRow& row : preview.rows) {
        if (row.is != RowIs::changed || rows++ < skip) continue;
        if (rows > skip + most) break;
        for (const Change& change : row.changes) all.push_back({&row, &change});
    }
    return all;
}

void change_table(Writer& page, std::string_view caption, const std::vector<OneChange>& changes, const Lists& lists) {
    auto words = [&](const OneChange& one, const std::string& value) {
        return value.empty() ? "(empty)" : shortened(value_in_words(*one.change->field, value, lists), 400);
    };
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
         .write = [&](Writer& cell, const OneChange& one) { cell.text(words(one, one.change->was)); }},
        {.heading = "Becomes",
         .write = [&](Writer& cell,
                      const OneChange& one) { cell.markup("<b>").text(words(one, one.change->is)).markup("</b>"); }},
    };
    html::table<OneChange>(page, caption, columns, changes, {.hide_caption = true, .classes = "tw-rows"});
}

void new_table(Writer& page, std::string_view caption, const std::vector<JudgedRow>& rows) {
    std::vector<html::Column<JudgedRow>> columns{
        {.heading = "Row",
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const JudgedRow& row) { row_number(cell, row.row); },
         .classes = "tw-num"},
        {.heading = "Activity",
         .write =
             [](Writer& cell, const JudgedRow& row) {
                 cell.text(row.title);
                 if (row.comes_back) cell.markup(" <span class=\"tw-quiet\">was taken back before</span>");
             }},
        {.heading = "Lead", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.lead); }},
        {.heading = "Dates", .write = [](Writer& cell, const JudgedRow& row) { cell.text(row.dates); }},
    };
    html::table<JudgedRow>(page, caption, columns, rows, {.hide_caption = true, .classes = "tw-rows"});
}

void changed_rows(Writer& page, const ImportView& view, const Lists& lists) {
    std::size_t count = view.preview.count(RowIs::changed);
    page.markup("<section id=\"changed\" aria-labelledby=\"c-h\"><h2 class=\"govuk-heading-m\" id=\"c-h\">")
        .text(count == 1 ? "1 is changed" : fmt::format("{} are changed", number_of(count)))
        .markup("</h2>\n");
    if (count > 0)
        change_table(
            page,
            count > rows_shown ? fmt::format("First {} of {} changed rows", rows_shown, count) : "The changed rows",
            changes_of(view.preview, 0, rows_shown), lists);
    if (count > rows_shown)
        page.markup("<p>")
            .link(html::Href::of("/activities/import", view.id, "?show=changed"),
                  fmt::format("All {} changes", number_of(count)))
            .markup("</p>\n");
    page.markup("</section>\n");
}

void new_rows(Writer& page, const ImportView& view) {
    std::size_t count = view.preview.count(RowIs::added);
    page.markup("<section id=\"new\" aria-labelledby=\"n-h\"><h2 class=\"govuk-heading-m\" id=\"n-h\">")
        .text(count == 1 ? "1 is new" : fmt::format("{} are new", number_of(count)))
        .markup("</h2>\n");
    if (count > 0)
        new_table(page, count > rows_shown ? fmt::format("First {} of {} new rows", rows_shown, count) : "The new rows",
                  rows_that_are(view.preview, RowIs::added, rows_shown));
    if (count > rows_shown)
        page.markup("<p>")
            .link(html::Href::of("/activities/import", view.id, "?show=new"),
                  fmt::format("All {} new rows", number_of(count)))
            .markup("</p>\n");
    page.markup("</section>\n");
}

void what_now(Writer& form, const ImportView& view) {
    const Preview& preview = view.preview;
    auto number = [&](RowIs is) { return thousands(static_cast<std::int64_t>(preview.count(is))); };
    std::size_t taken = preview.rows.size() - preview.wrong_rows();
    std::string rows_taken = count_of(static_cast<std::int64_t>(taken), "row", "rows");
    if (preview.changes_nothing()) {
        form.markup("<section class=\"tw-section\"><p class=\"tw-lead\"><b>Nothing changes.</b> ")
            .text(preview.wrong_rows() > 0 ? "All other rows are in the register as they are."
                                           : "Everything in this file is in the register as it is.")
            .markup("</p></section>\n");
        return;
    }
    form.markup(
        "<section class=\"tw-section\" aria-labelledby=\"t-h\"><h2 class=\"govuk-heading-m\" id=\"t-h\">What "
        "now?</h2>\n<div class=\"tw-two\"><div>");
    if (preview.wrong_rows() > 0 && view.by_itself)
        form.markup(
            "<p><b>Tell who keeps the list what is wrong.</b> When they correct it, it comes by "
            "itself.</p></div><div>\n");
    else if (preview.wrong_rows() > 0) {
        form.markup("<p><b>Correct the file and read it again.</b> Nothing of this one is saved.</p>\n<p>")
            .link(html::Href("/activities/import"), "Choose the corrected file")
            .markup("</p></div><div>\n");
    }
    if (taken > 0) {
        form.markup("<p><b>");
        if (preview.wrong_rows() > 0)
            form.text(fmt::format("Or take {} and leave {} out. ", rows_taken, number(RowIs::wrong)));
        else
            form.text(taken == 1 ? std::string("Take the row. ") : fmt::format("Take all {}. ", rows_taken));
        form.markup("</b>").text(fmt::format(
            "{} new, {} changed, {} as you answered, {} as they are. All of them go in, or none. You can take "
            "them back as one.",
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

void preview_page(Writer& page, const ImportView& view, const Lists& lists, const Error& error) {
    const Preview& preview = view.preview;
    auto count = [&](RowIs is) { return number_of(preview.count(is)); };
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
    page.markup("<b>Nothing has been saved yet.</b> What you take goes in as a whole, or not at all.</p>\n<p>");
    if (!view.source.empty())
        page.text("From ")
            .markup("<b>")
            .text(view.source)
            .markup("</b>")
            .text(view.last_time.empty() ? ", for the first time. "
                                         : fmt::format(", last taken on {}. ", view.last_time));
    if (!view.by_itself)
        page.link(html::Href::of("/activities/import", view.id, "/columns"), "Change what the columns mean");
    page.markup("</p>\n");
    if (!preview.notes.empty()) {
        page.markup("<p>Not read:</p>\n<ul class=\"govuk-list govuk-list--bullet\">\n");
        for (const auto& note : preview.notes) page.markup("<li>").text(note).markup("</li>\n");
        page.markup("</ul>\n");
    }
    std::vector<html::Figure> figures{
        {count(RowIs::wrong), "wrong: cannot be read", html::Href("#wrong")},
        {count(RowIs::doubtful), "doubtful: perhaps the same as one we have", html::Href("#doubt")},
        {count(RowIs::changed), "changed: in the register, now different", html::Href("#changed")},
        {count(RowIs::added), "new", html::Href("#new")}};
    // A figure that leads nowhere is no link.
    if (preview.wrong_rows() == 0) figures[0].address.reset();
    if (preview.count(RowIs::doubtful) == 0) figures[1].address.reset();
    if (preview.gone.empty())
        figures.push_back({count(RowIs::same), "the same as in the register", {}});
    else
        figures.push_back({number_of(preview.gone.size()), "gone: no longer in the file", html::Href("#gone")});
    html::headline_figures(page, html::FigureList::officers, figures);
    html::form(page,
               {.action = html::Href::of("/activities/import", view.id),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.idempotency},
               [&](Writer& form) {
                   if (preview.wrong_rows() > 0) wrong_rows(form, view);
                   doubtful_rows(form, view, error);
                   gone_rows(form, view, error);
                   form.markup("<div class=\"tw-two tw-section\">\n");
                   changed_rows(form, view, lists);
                   new_rows(form, view);
                   form.markup("</div>\n");
                   what_now(form, view);
               });
}

void rows_page(Writer& page, const RowsView& view, const Lists& lists) {
    const Preview& preview = view.preview;
    bool wrong = view.rows == Rows::wrong, changed = view.rows == Rows::changed;
    std::size_t total = wrong     ? preview.faults.size()
                        : changed ? preview.count(RowIs::changed)
                                  : preview.count(RowIs::added);
    std::size_t skip = std::min(total, static_cast<std::size_t>(view.page - 1) * rows_on_a_page);
    std::size_t here = std::min(rows_on_a_page, total - skip);
    std::string_view code = wrong ? "wrong" : changed ? "changed" : "new";
    page.markup("<span class=\"govuk-caption-m\">")
        .text(preview.filename)
        .markup("</span>\n<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">");
    page.text(wrong     ? (total == 1 ? "1 fault" : fmt::format("{} faults", number_of(total)))
              : changed ? (total == 1 ? "1 is changed" : fmt::format("{} are changed", number_of(total)))
                        : (total == 1 ? "1 is new" : fmt::format("{} are new", number_of(total))))
        .markup("</h1>");
    if (wrong) {
        page.markup("<span>");
        downloads(page, view.id);
        page.markup("</span>");
    }
    page.markup("</div>\n");
    if (wrong)
        fault_table(page, std::span<const RowFault>(preview.faults).subspan(skip, here));
    else if (changed)
        change_table(page, "The changed rows", changes_of(preview, skip, here), lists);
    else
        new_table(page, "The new rows", rows_that_are(preview, RowIs::added, here, skip));
    html::page_numbers(page, {.page = view.page,
                              .per_page = static_cast<std::int64_t>(rows_on_a_page),
                              .total = static_cast<std::int64_t>(total),
                              .address =
                                  [&](std::int64_t number) {
                                      return html::Href::query(
                                          html::Href::of("/activities/import", view.id),
                                          {{"show", std::string(code)}, {"page", std::to_string(number)}});
                                  },
                              .what = wrong ? "faults" : "rows"});
}

}  // namespace thingwall::activities
