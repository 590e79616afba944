#include "audit/views_sheet.hpp"

#include <algorithm>
#include <functional>
#include <span>

#include <fmt/format.h>

#include "activities/activities.hpp"
#include "base/text.hpp"

namespace thingwall::audit::views {
namespace {

using activities::RowFault;
using html::Content;
using html::Href;
using html::t;
using html::Writer;

constexpr std::size_t rows_shown = 10;

std::string number_of(std::size_t count) {
    return thousands(static_cast<std::int64_t>(count));
}
Href path_to(const std::string& token, std::string_view tail) {
    return Href::path(path_of(token) + std::string(tail));
}
Href path_to(const SheetPage& view, std::string_view tail = {}) {
    return path_to(view.token, fmt::format("/sheet/{}{}", view.id, tail));
}
void row_number(Writer& cell, std::size_t row) {
    cell.text(std::to_string(row));
}

}  // namespace

Writer sheet_form(const SheetForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    page.markup("<span class=\"govuk-caption-l\">").text(view.organisation).markup("</span>\n");
    page.markup("<h1 class=\"govuk-heading-l\">").text(t("Fill in a spreadsheet")).markup("</h1>\n");
    page.markup("<p class=\"govuk-body\">")
        .text(view.entries == 0
                  ? std::string(t("We know of nothing that you ask people. Add a row for each thing you do "
                                  "or plan. "))
                  : fmt::format("{} of yours {} in it already. ", count_of(view.entries, t("entry"), t("entries")),
                                view.entries == 1 ? t("is") : t("are")))
        .text(fmt::format("Please send it by {}.", view.due))
        .markup("</p>\n<h2 class=\"govuk-heading-m\">")
        .text(t("1. Take the file"))
        .markup("</h2>\n<ul class=\"govuk-list\"><li>")
        .link(path_to(view.token, "/sheet.xlsx"), t("Spreadsheet (.xlsx)"))
        .text(t(" with help, and lists to choose from"))
        .markup("</li><li>")
        .link(path_to(view.token, "/sheet.csv"), t("Plain file (.csv)"))
        .text(t(" for other programs"))
        .markup("</li></ul>\n<h2 class=\"govuk-heading-m\">")
        .text(t("2. Fill it in"))
        .markup("</h2>\n<ul class=\"govuk-list govuk-list--bullet\">");
    for (const auto words :
         {t("Right: leave the row as it is."), t("Wrong: type over it. Leave the reference as it is."),
          t("Missing: add a row below the last, without a reference."),
          t("Not going to happen: choose No under “Does it happen?”.")})
        page.markup("<li>").text(words).markup("</li>");
    page.markup("</ul>\n<h2 class=\"govuk-heading-m\">").text(t("3. Send it")).markup("</h2>\n");
    if (view.waits != 0)
        page.markup("<p class=\"govuk-body\">")
            .text(t("You sent a file and have not said yes to it. "))
            .link(path_to(view.token, fmt::format("/sheet/{}", view.waits)), t("Look at it again"))
            .markup("</p>\n");
    html::form(page,
               {.action = path_to(view.token, "/sheet"),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.key,
                .multipart = true},
               [&](Writer& form) {
                   html::file_upload(
                       form, view.error,
                       {.name = "file",
                        .label = t("The file that you filled in"),
                        .label_size = html::Size::s,
                        .hint = t("A spreadsheet (.xlsx or .csv), up to 4 MB. You see what it says before "
                                  "anything is saved. If something is wrong with it, you choose it again."),
                        .accept = ".xlsx,.csv"});
                   html::button(form, {.text = t("Read it"), .prevent_double_click = true});
               });
    return page;
}

namespace {

void fault_table(Writer& page, std::span<const RowFault> faults) {
    const std::vector<html::Column<RowFault>> columns{
        {.heading = t("Row"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const RowFault& fault) { row_number(cell, fault.row); },
         .classes = "tw-num"},
        {.heading = t("Column"),
         .write =
             [](Writer& cell, const RowFault& fault) {
                 cell.markup("<b>").text(fault.column).markup("</b> ").text(fault.heading);
             }},
        {.heading = t("It says"),
         .write =
             [](Writer& cell, const RowFault& fault) {
                 cell.markup("<code class=\"tw-code\">").text(shortened(fault.says, 200)).markup("</code>");
             }},
        {.heading = t("What is wrong"), .write = [](Writer& cell, const RowFault& fault) { cell.text(fault.wrong); }},
        {.heading = t("What to do"), .write = [](Writer& cell, const RowFault& fault) { cell.text(fault.to_do); }}};
    html::table<RowFault>(page, t("What cannot be read"), columns, faults,
                          {.hide_caption = true, .classes = "tw-rows"});
}

struct OneChange {
    const SheetRow* row;
    const activities::Change* change;
};
void change_table(Writer& page, std::span<const SheetRow* const> rows, const activities::Lists& lists) {
    std::vector<OneChange> changes;
    for (const auto* row : rows)
        for (const auto& change : row->changes) changes.push_back({row, &change});
    const auto words = [&](const OneChange& one, const std::string& value) {
        return value.empty() ? std::string(t("(empty)"))
                             : shortened(activities::value_in_words(*one.change->field, value, lists), 400);
    };
    const std::vector<html::Column<OneChange>> columns{
        {.heading = t("Row"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const OneChange& one) { row_number(cell, one.row->row); },
         .classes = "tw-num"},
        {.heading = t("Entry"),
         .write =
             [](Writer& cell, const OneChange& one) {
                 cell.text(one.row->title)
                     .markup(" <span class=\"tw-quiet\">")
                     .text(one.change->field->label)
                     .markup("</span>");
                 if (one.row->overtaken)
                     cell.markup(" <b>").text(t("Changed in the register after you took the file")).markup("</b>");
             }},
        {.heading = t("Was"),
         .write = [&](Writer& cell, const OneChange& one) { cell.text(words(one, one.change->was)); }},
        {.heading = t("Becomes"), .write = [&](Writer& cell, const OneChange& one) {
             cell.markup("<b>").text(words(one, one.change->is)).markup("</b>");
         }}};
    html::table<OneChange>(page, t("What is changed"), columns, changes, {.hide_caption = true, .classes = "tw-rows"});
}

void row_table(Writer& page, std::string_view caption, std::span<const SheetRow* const> rows) {
    using Row = const SheetRow*;
    const std::vector<html::Column<Row>> columns{
        {.heading = t("Row"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const Row& row) { row_number(cell, row->row); },
         .classes = "tw-num"},
        {.heading = t("Entry"),
         .write =
             [](Writer& cell, const Row& row) {
                 cell.text(row->title);
                 if (!row->reference.empty())
                     cell.markup(" <span class=\"tw-ref\">").text(row->reference).markup("</span>");
                 if (row->said_before)
                     cell.markup(" <span class=\"tw-quiet\">").text(t("you said so before")).markup("</span>");
                 if (row->says == Says::taken_away)
                     cell.markup(" <span class=\"tw-quiet\">").text(t("you had added it yourself")).markup("</span>");
                 if (!row->looks_like.empty())
                     cell.markup("<br><span class=\"tw-quiet\">")
                         .text(fmt::format("May be one of yours already. {}. If it is, give the row its reference and "
                                           "send the file again.",
                                           row->looks_like))
                         .markup("</span>");
             }},
        {.heading = t("Dates"), .write = [](Writer& cell, const Row& row) { cell.text(row->dates); }}};
    html::table<Row>(page, std::string(caption), columns, rows, {.hide_caption = true, .classes = "tw-rows"});
}

void left_table(Writer& page, std::span<const LeftOut> left) {
    const std::vector<html::Column<LeftOut>> columns{
        {.heading = t("Entry"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const LeftOut& one) { cell.text(one.title); }},
        {.heading = t("Reference"), .write = [](Writer& cell, const LeftOut& one) {
             cell.text(one.reference.empty() ? t("none yet: you added it") : one.reference);
         }}};
    html::table<LeftOut>(page, t("Left out of the file"), columns, left, {.hide_caption = true, .classes = "tw-rows"});
}

/// One kind of rows: what it is called, how many there are, and the table of some of them.
struct Kind {
    std::string_view code;
    std::string one, many, figure, words;
    std::size_t count = 0;
    std::function<void(Writer&, std::size_t skip, std::size_t most)> table;
};

std::vector<Kind> kinds_of(const SheetPage& view, const activities::Lists& lists) {
    const auto& preview = view.preview;
    const auto rows = [&preview](std::vector<Says> wanted) {
        std::vector<const SheetRow*> found;
        for (const auto& row : preview.rows)
            if (std::ranges::find(wanted, row.says) != wanted.end()) found.push_back(&row);
        return found;
    };
    const auto part = [](const auto& all, std::size_t skip, std::size_t most) {
        using Row = typename std::remove_cvref_t<decltype(all)>::value_type;
        skip = std::min(skip, all.size());
        return std::span<const Row>(all).subspan(skip, std::min(most, all.size() - skip));
    };
    std::vector<Kind> kinds;
    kinds.push_back({"wrong",
                     t("1 thing is wrong"),
                     t("things are wrong"),
                     t("wrong: cannot be read"),
                     {},
                     preview.faults.size(),
                     [&preview, part](Writer& page, std::size_t skip, std::size_t most) {
                         fault_table(page, part(preview.faults, skip, most));
                     }});
    const auto add = [&](std::string_view code, std::string one, std::string many, std::string figure,
                         std::string words, std::vector<Says> wanted) {
        auto found = rows(std::move(wanted));
        const auto count = found.size();
        kinds.push_back(
            {code, std::move(one), std::move(many), figure, std::move(words), count,
             [found = std::move(found), figure, part, code, &lists](Writer& page, std::size_t skip, std::size_t most) {
                 const auto here = part(found, skip, most);
                 if (code == "changed")
                     change_table(page, here, lists);
                 else
                     row_table(page, figure, here);
             }});
    };
    add("changed", t("1 is changed"), t("are changed"), t("changed"), {}, {Says::changed});
    add("new", t("1 is new"), t("are new"), t("new"), {}, {Says::added});
    add("gone", t("1 does not happen"), t("do not happen"), t("not happening"), {},
        {Says::not_happening, Says::taken_away});
    add("right", t("1 is as we have it"), t("are as we have them"), t("unchanged: you say they are right"),
        t("By sending the file you say that these are right."), {Says::right});
    kinds.push_back(
        {"left", t("1 is left out of the file"), t("are left out of the file"), t("left out"),
         t("We know of these, and the file has no row for them. They stay as they are, and nothing is said of "
           "them."),
         preview.left_out.size(), [&preview, part](Writer& page, std::size_t skip, std::size_t most) {
             left_table(page, part(preview.left_out, skip, most));
         }});
    return kinds;
}

std::string heading_of(const Kind& kind) {
    return kind.count == 1 ? kind.one : fmt::format("{} {}", number_of(kind.count), kind.many);
}

void what_now(Writer& page, const SheetPage& view) {
    const auto& preview = view.preview;
    const auto wrong = preview.count(Says::wrong), good = preview.rows.size() - wrong;
    page.markup("<section class=\"tw-section\" aria-labelledby=\"now-h\"><h2 class=\"govuk-heading-m\" id=\"now-h\">")
        .text(t("What now?"))
        .markup("</h2>\n");
    if (wrong > 0)
        page.markup("<p class=\"govuk-body\"><b>")
            .text(t("Put the file right and send it again. "))
            .markup("</b>")
            .link(path_to(view.token, "/sheet"), t("Choose the file"))
            .text(t(". Nothing of this one is saved."))
            .markup("</p>\n");
    if (!preview.says_something_new()) {
        page.markup("<p class=\"govuk-body\"><b>")
            .text(good == 0 ? t("There is nothing in it that we can save.")
                            : t("We have all of this from you already. Nothing changes."))
            .markup("</b></p>\n<p class=\"govuk-body\">")
            .link(path_to(view.token, ""), t("Back to your entries"))
            .markup("</p></section>\n");
        return;
    }
    const std::string rows = count_of(static_cast<std::int64_t>(good), t("row"), t("rows"));
    page.markup("<p class=\"govuk-body\">")
        .text(wrong > 0 ? fmt::format("Or save {}, and leave {} out. ", rows, number_of(wrong))
                        : fmt::format("Save what the {} say. ", rows))
        .text(t("The coordinator reads it and takes it into the register. Nothing becomes public by it. You can change "
                "your answers until the audit is closed."))
        .markup("</p>\n");
    html::form(page,
               {.action = path_to(view),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.key,
                .hidden = {{"seen", preview.digest()}}},
               [&](Writer& form) {
                   html::button(form,
                                {.text = wrong > 0 ? t("Save the rows that can be read") : t("Yes, save it and finish"),
                                 .importance = wrong > 0 ? html::Importance::secondary : html::Importance::primary,
                                 .name = "do",
                                 .value = wrong > 0 ? "save" : "finish",
                                 .prevent_double_click = true});
                   if (wrong == 0)
                       html::button(form, {.text = t("Save it, we have more to say"),
                                           .importance = html::Importance::secondary,
                                           .name = "do",
                                           .value = "save",
                                           .prevent_double_click = true});
               });
    page.markup("</section>\n");
}

}  // namespace

Writer sheet(const SheetPage& view, const activities::Lists& lists) {
    Writer page;
    const auto& preview = view.preview;
    const auto kinds = kinds_of(view, lists);
    page.markup("<span class=\"govuk-caption-l\">").text(preview.filename).markup("</span>\n");
    if (const auto kind = std::ranges::find(kinds, view.show, &Kind::code); kind != kinds.end()) {
        page.markup("<h1 class=\"govuk-heading-l\">").text(heading_of(*kind)).markup("</h1>\n");
        const auto skip = static_cast<std::size_t>(view.page - 1) * rows_on_a_page;
        kind->table(page, skip, rows_on_a_page);
        html::page_numbers(page, {.page = view.page,
                                  .per_page = static_cast<std::int64_t>(rows_on_a_page),
                                  .total = static_cast<std::int64_t>(kind->count),
                                  .address =
                                      [&](std::int64_t number) {
                                          return Href::query(path_to(view), {{"show", std::string(kind->code)},
                                                                             {"page", std::to_string(number)}});
                                      },
                                  .what = t("rows")});
        return page;
    }
    const auto wrong = preview.count(Says::wrong);
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(fmt::format("{} read, {}", count_of(static_cast<std::int64_t>(preview.rows.size()), t("row"), t("rows")),
                          wrong == 0   ? std::string(t("nothing is wrong"))
                          : wrong == 1 ? std::string(t("1 is wrong"))
                                       : number_of(wrong) + t(" are wrong")))
        .markup("</h1>\n");
    if (view.moved)
        html::inset_text(page,
                         Content(t("The register changed while you looked. Look at it once more, then save it.")));
    page.markup("<p class=\"tw-lead\"><b>").text(t("Nothing has been saved yet.")).markup("</b> ");
    if (!preview.unknown_headings.empty()) {
        std::vector<std::string> names;
        for (const auto& name : preview.unknown_headings) names.push_back(shortened(name, 60));
        page.text(fmt::format("The file has columns that this audit does not ask for: {}. They are left out.",
                              listed(names)));
    }
    page.markup("</p>\n");
    std::vector<html::Figure> figures;
    for (const auto& kind : kinds) {
        html::Figure figure{number_of(kind.code == "wrong" ? wrong : kind.count), kind.figure, {}};
        if (kind.count > 0) figure.address = Href::fragment(kind.code);
        figures.push_back(std::move(figure));
    }
    html::headline_figures(page, html::FigureList::officers, figures);
    for (const auto& kind : kinds) {
        if (kind.count == 0) continue;
        page.open("<section class=\"tw-section\">", {{"id", kind.code}})
            .markup("<h2 class=\"govuk-heading-m\">")
            .text(heading_of(kind))
            .markup("</h2>\n");
        if (!kind.words.empty()) page.markup("<p class=\"govuk-body\">").text(kind.words).markup("</p>\n");
        kind.table(page, 0, rows_shown);
        if (kind.count > rows_shown)
            page.markup("<p class=\"govuk-body\">")
                .text(fmt::format("These are the first {}. ", rows_shown))
                .link(Href::query(path_to(view), {{"show", std::string(kind.code)}}),
                      fmt::format("All {}", number_of(kind.count)))
                .markup("</p>\n");
        if (kind.code == "wrong")
            page.markup("<p class=\"govuk-body\">")
                .link(path_to(view, ".csv"), t("What is wrong, as a file (.csv)"))
                .markup("</p>\n");
        page.markup("</section>\n");
    }
    what_now(page, view);
    return page;
}

}  // namespace thingwall::audit::views
