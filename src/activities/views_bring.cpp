#include <algorithm>

#include "activities/codes.hpp"
#include "activities/views_import.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

bool comes_by_itself(const UploadView& view, const Source& source) {
    return std::ranges::any_of(view.subscriptions,
                               [&](const SubscriptionLine& line) { return line.state.source == source.id; });
}

void source_fields(Writer& form, const UploadView& view, const Error& error, std::string_view of) {
    std::string id = fmt::format("{}-source", of), name_id = fmt::format("{}-source-name", of);
    if (!view.sources.empty()) {
        std::vector<html::Option> options{{.value = "", .text = "A new one"}};
        for (const Source& source : view.sources)
            if (!comes_by_itself(view, source))
                options.push_back({.value = std::to_string(source.id), .text = source.name});
        html::select(form, error,
                     {.name = "source",
                      .label = "Where is it from?",
                      .label_size = html::Size::s,
                      .hint = "Choose the same as the last time, and only what has changed is taken",
                      .options = options,
                      .value = view.source,
                      .id = id});
    }
    html::text_input(
        form, error,
        {.name = "source_name",
         .label = view.sources.empty() ? "Where is it from?" : "Name of a new one",
         .label_size = html::Size::s,
         .hint = of == "fetch" ? "Like “Council website”. If you leave it empty, it gets the name of the site"
                               : "Like “Council website”. If you leave it empty, it gets the name of the file",
         .value = view.source_name,
         .width = html::Width::chars_30,
         .id = name_id});
}

void columns_read(Writer& page) {
    Writer inside(2048);
    inside.markup(
        "<p>The first row has the headings. They can stand in any order, and many other names are known. Where one is "
        "not "
        "known you say what it is. Several values in one cell have a semicolon between them.</p>\n<ul "
        "class=\"govuk-list\">\n");
    for (const ColumnOf& column : columns()) {
        inside.markup("<li><b>").text(column.heading).markup("</b>");
        if (column.field == "title" || column.field == "first_day" || column.field == "where")
            inside.text(" (every activity needs one)");
        if (column.field == "first_day") inside.text(": a day, a month or a year");
        inside.markup("</li>\n");
    }
    inside.markup(
        "<li><b>Identifier</b>: the number or code by which the source knows it. A row with one is known again when "
        "the "
        "title has changed</li>\n<li><b>Web address</b></li>\n</ul>\n<p>");
    inside.link(html::Href("/activities/export?which=all&as=csv"), "Download the register in these columns")
        .markup("</p>\n");
    html::details(page, {.summary = "Which columns are read", .text = Content(std::move(inside))});
}

std::string sums_in_words(const Taken& sums) {
    std::string words = fmt::format("{} new, {} changed, {} as they were", thousands(sums.added),
                                    thousands(sums.changed), thousands(sums.same));
    if (sums.withdrawn > 0) words += fmt::format(", {} withdrawn", thousands(sums.withdrawn));
    return words;
}

void batches(Writer& page, const UploadView& view) {
    if (view.batch_total == 0) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"b-h\"><h2 class=\"govuk-heading-m\" id=\"b-h\">What you have "
        "brought "
        "in</h2>\n");
    std::vector<html::Column<BatchLine>> columns{
        {.heading = "File",
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const BatchLine& line) {
                 cell.link(html::Href::of("/activities/import", line.id, "/taken"), line.filename);
             }},
        {.heading = "From", .write = [](Writer& cell, const BatchLine& line) { cell.text(line.source); }},
        {.heading = "When", .write = [](Writer& cell, const BatchLine& line) { cell.text(line.day); }},
        {.heading = "Who", .write = [](Writer& cell, const BatchLine& line) { cell.text(line.who); }},
        {.heading = "What",
         .write =
             [](Writer& cell, const BatchLine& line) {
                 cell.text(sums_in_words(line.sums));
                 if (line.back) html::state_tag(cell.text(" "), html::State::quiet, "Taken back");
             }},
    };
    html::table<BatchLine>(page, "Imports of your organisation", columns, view.batches,
                           {.hide_caption = true, .classes = "tw-rows"});
    html::page_numbers(page, {.page = view.batch_page,
                              .per_page = batches_on_a_page,
                              .total = view.batch_total,
                              .address =
                                  [](std::int64_t number) {
                                      return html::Href::query(html::Href("/activities/import"),
                                                               {{"page", std::to_string(number)}});
                                  },
                              .what = "imports"});
    page.markup("</section>\n");
}

}  // namespace

void upload_page(Writer& page, const UploadView& view, const Error& error) {
    html::error_summary(page, error);
    page.markup(
        "<span class=\"govuk-caption-m\">Import, step 1 of 3: choose the file</span>\n<h1 "
        "class=\"govuk-heading-l\">Bring in a file</h1>\n"
        "<p>Each row is one activity. You see first what would be new, changed, gone and wrong. Nothing is saved until "
        "you "
        "say so, and you can take it back.</p>\n");
    html::form(page,
               {.action = html::Href("/activities/import"),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.idempotency,
                .multipart = true},
               [&](Writer& form) {
                   html::file_upload(form, error,
                                     {.name = "file",
                                      .label = "The file",
                                      .label_size = html::Size::s,
                                      .hint = "A spreadsheet (.xlsx or .csv), a calendar (.ics), the list of another "
                                              "partnership or of Citizen Space (.json), up to 16 MB. If something is "
                                              "wrong with it, you choose it again",
                                      .accept = ".xlsx,.csv,.ics,.json"});
                   source_fields(form, view, view.address.empty() ? error : html::no_error, "file");
                   html::button(form, {.text = "Read it", .prevent_double_click = true});
               });
    columns_read(page);
    if (!view.hosts.empty()) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"f-h\"><h2 class=\"govuk-heading-m\" id=\"f-h\">Or fetch "
            "it from "
            "its address</h2>\n");
        html::form(page,
                   {.action = html::Href("/activities/import/fetch"),
                    .csrf = view.fetch_keys.csrf,
                    .idempotency = view.fetch_keys.idempotency},
                   [&](Writer& form) {
                       html::text_input(
                           form, error,
                           {.name = "address",
                            .label = "The address",
                            .label_size = html::Size::s,
                            .hint = fmt::format("It begins with https:// and is on {}", joined(view.hosts, " or ")),
                            .value = view.address,
                            .type = "url",
                            .spellcheck = false});
                       source_fields(form, view, view.address.empty() ? html::no_error : error, "fetch");
                       html::button(form, {.text = "Fetch it",
                                           .importance = html::Importance::secondary,
                                           .prevent_double_click = true});
                   });
        for (const Source& source : view.sources) {
            if (source.address.empty() || comes_by_itself(view, source)) continue;
            html::form(page,
                       {.action = html::Href("/activities/import/fetch"),
                        .csrf = view.fetch_keys.csrf,
                        .idempotency = fmt::format("{}-{}", view.fetch_keys.idempotency, source.id),
                        .hidden = {{"source", std::to_string(source.id)}, {"address", source.address}}},
                       [&](Writer& form) {
                           html::button(form, {.text = fmt::format("Fetch “{}” again", source.name),
                                               .importance = html::Importance::secondary,
                                               .prevent_double_click = true});
                       });
        }
        page.markup("</section>\n");
    }
    subscription_lines(page, view.subscriptions, !view.hosts.empty());
    batches(page, view);
}

void fetch_page(Writer& page, const FetchView& view) {
    if (view.fault.empty()) {
        page.markup("<h1 class=\"govuk-heading-l\">It is being fetched</h1>\n<p>")
            .text(view.address)
            .markup("</p>\n<p>This takes a few seconds, a minute at most. Nothing is saved yet.</p>\n<p>")
            .link(html::Href::of("/activities/import", view.id), "Look again")
            .markup("</p>\n");
        return;
    }
    page.markup("<h1 class=\"govuk-heading-l\">It could not be fetched</h1>\n<p>")
        .text(view.address)
        .markup("</p>\n<p><b>")
        .text(view.fault)
        .markup(
            "</b></p>\n<p>Nothing was changed. You can save the list as a file yourself, and bring that in.</p>\n<p>")
        .link(html::Href("/activities/import"), "Try again, or choose a file")
        .markup("</p>\n");
}

void columns_page(Writer& page, const ColumnsView& view, const Error& error) {
    html::error_summary(page, error);
    page.markup("<span class=\"govuk-caption-m\">Import: ")
        .text(view.filename)
        .markup("</span>\n<h1 class=\"govuk-heading-l\">Say what the columns mean</h1>\n<p>It is remembered for ")
        .markup("<b>")
        .text(view.source)
        .markup("</b>: the next file from there needs no answers. Nothing has been saved in the register.</p>\n");
    html::form(
        page,
        {.action = html::Href::of("/activities/import", view.id, "/columns"),
         .csrf = view.keys.csrf,
         .idempotency = view.keys.idempotency},
        [&](Writer& form) {
            std::vector<html::Option> fields{{.value = "", .text = "Choose"},
                                             {.value = "none", .text = "Leave it out"}};
            for (const ColumnOf& column : columns())
                fields.push_back({.value = std::string(column.field), .text = std::string(column.heading)});
            for (const ColumnOf& column : foreign_columns())
                fields.push_back({.value = std::string(column.field), .text = std::string(column.heading)});
            struct ColumnRow {
                std::size_t number;
                const ColumnView* column;
            };
            std::vector<ColumnRow> rows;
            for (std::size_t i = 0; i < view.columns.size(); ++i) rows.push_back({i, &view.columns[i]});
            std::vector<html::Column<ColumnRow>> table{
                {.heading = "Column",
                 .cell = html::Cell::row_header,
                 .write =
                     [](Writer& cell, const ColumnRow& row) {
                         cell.markup("<b>").text(row.column->letters).markup("</b> ").text(row.column->heading);
                     }},
                {.heading = "It says",
                 .write =
                     [](Writer& cell, const ColumnRow& row) {
                         if (row.column->first_values.empty()) cell.text("(empty)");
                         for (const auto& value : row.column->first_values)
                             cell.markup("<code class=\"tw-code\">").text(shortened(value, 60)).markup("</code> ");
                     }},
                {.heading = "It is",
                 .cell = html::Cell::deed,
                 .write =
                     [&](Writer& cell, const ColumnRow& row) {
                         html::select(
                             cell, error,
                             {.name = fmt::format("column-{}", row.number),
                              .label = fmt::format("What is column {}, {}?", row.column->letters, row.column->heading),
                              .label_size = html::Size::hidden,
                              .options = fields,
                              .value = row.column->field});
                     }},
            };
            if (!rows.empty())
                html::table<ColumnRow>(form, "The columns of the file", table, rows,
                                       {.hide_caption = true, .classes = "tw-rows"});
            html::radios(form, error,
                         {.name = "names",
                          .legend = "If a name is in none of our lists",
                          .legend_size = html::Size::s,
                          .hint = "Of a partner, an area, a community or a subject",
                          .choices = {{.value = "wrong", .text = "The row is wrong, and I correct it"},
                                      {.value = "words",
                                       .text = "Keep it in words",
                                       .hint = "It can be read and searched. It does not count on the map"}},
                          .value = view.profile.names_in_words ? "words" : "wrong"});
            html::radios(form, error,
                         {.name = "nowhere",
                          .legend = "If no area is known",
                          .legend_size = html::Size::s,
                          .choices = {{.value = "wrong", .text = "The row is wrong, and I correct it"},
                                      {.value = "borough", .text = "It is for the whole borough"}},
                          .value = view.profile.whole_borough ? "borough" : "wrong"});
            html::radios(form, error,
                         {.name = "first_day",
                          .legend = "If there is a last day but no first day",
                          .legend_size = html::Size::s,
                          .choices = {{.value = "wrong", .text = "The row is wrong, and I correct it"},
                                      {.value = "month",
                                       .text = "Keep the month of the last day",
                                       .hint = "It then says: day unknown. The last day is kept in words"}},
                          .value = view.profile.month_of_last ? "month" : "wrong"});
            std::vector<html::Option> bodies{{.value = "", .text = "Your own organisation"}};
            for (const Named& body : view.bodies) bodies.push_back({.value = body.id, .text = body.name});
            html::select(form, error,
                         {.name = "lead",
                          .label = "If a row names no partner, the lead is",
                          .label_size = html::Size::s,
                          .options = bodies,
                          .value = view.profile.lead});
            std::vector<html::Option> seen;
            for (const Code& code : visibilities())
                seen.push_back({.value = std::string(code.code), .text = std::string(code.label)});
            html::select(form, error,
                         {.name = "visibility",
                          .label = "If a row does not say who can see it",
                          .label_size = html::Size::s,
                          .options = seen,
                          .value = view.profile.visibility.empty() ? "partners" : view.profile.visibility});
            html::button(form, {.text = "Read it so", .prevent_double_click = true});
        });
}

namespace {

std::string_view deed_in_words(RowDeed deed) {
    switch (deed) {
        case RowDeed::added:
            return "New";
        case RowDeed::changed:
            return "Changed";
        case RowDeed::same:
            return "As it was";
        case RowDeed::withdrawn:
            return "Withdrawn: gone from the file";
    }
    return "";
}

void hindrance_table(Writer& page, const std::vector<Hindrance>& hindrances) {
    std::vector<html::Column<Hindrance>> columns{
        {.heading = "Activity",
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const Hindrance& one) {
                 cell.link(html::Href::of("/activities", one.activity.value()),
                           one.title.empty() ? "Activity" : one.title);
             }},
        {.heading = "Why not", .write = [](Writer& cell, const Hindrance& one) { cell.text(one.why); }},
        {.heading = "What to do", .write = [](Writer& cell, const Hindrance& one) { cell.text(one.to_do); }},
    };
    html::table<Hindrance>(page, "Changed since the import", columns, hindrances,
                           {.hide_caption = true, .classes = "tw-rows"});
}

void take_back_form(Writer& page, const BatchView& view) {
    auto form = [&](std::string_view choice, const std::string& words, html::Importance importance) {
        html::form(page,
                   {.action = html::Href::of("/activities/import", view.line.id, "/back"),
                    .csrf = view.keys.csrf,
                    .idempotency = view.keys.idempotency},
                   [&](Writer& inside) {
                       html::button(inside, {.text = words,
                                             .importance = importance,
                                             .name = "changed",
                                             .value = std::string(choice),
                                             .prevent_double_click = true});
                   });
    };
    std::int64_t count = view.line.sums.added + view.line.sums.changed + view.line.sums.withdrawn;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"k-h\"><h2 class=\"govuk-heading-m\" id=\"k-h\">Take it "
        "back</h2>\n");
    if (view.hindrances.empty()) {
        page.markup(
            "<p>What is new is withdrawn and hidden. What was changed is as it was before. What was withdrawn is there "
            "again. All of it, or nothing. You can bring the same file in again.</p>\n");
        form("refuse", fmt::format("Take back {}", count_of(count, "activity", "activities")),
             html::Importance::warning);
    } else {
        std::int64_t kept = static_cast<std::int64_t>(view.hindrances.size());
        page.markup("<p><b>")
            .text(kept == 1 ? "1 of them was changed since, so it cannot be put back as it was."
                            : fmt::format("{} of them were changed since, so they cannot be put back as they were.",
                                          thousands(kept)))
            .markup("</b> Nothing has been taken back.</p>\n");
        hindrance_table(page, view.hindrances);
        if (count > kept)
            form("leave",
                 fmt::format("Leave {} as {} now and take back the other {}", kept == 1 ? "it" : "them",
                             kept == 1 ? "it is" : "they are", thousands(count - kept)),
                 html::Importance::warning);
    }
    page.markup("</section>\n");
}

}  // namespace

void batch_page(Writer& page, const BatchView& view, const Error& error) {
    html::error_summary(page, error);
    const BatchLine& line = view.line;
    if (view.back_day.empty())
        html::panel(page, {.title = "Taken", .body = Content(line.filename), .classes = "tw-confirm"});
    else
        page.markup("<span class=\"govuk-caption-m\">Import, taken back</span>\n<h1 class=\"govuk-heading-l\">")
            .text(line.filename)
            .markup("</h1>\n");
    if (!view.back_day.empty()) {
        Writer words(256);
        words.markup("<p class=\"govuk-notification-banner__heading\">")
            .text(
                fmt::format("Taken back on {}{}.", view.back_day, view.back_who.empty() ? "" : " by " + view.back_who));
        if (view.left_as_is > 0)
            words.text(fmt::format(" {} left as {}, since somebody had changed {}.",
                                   count_of(view.left_as_is, "activity was", "activities were"),
                                   view.left_as_is == 1 ? "it is" : "they are", view.left_as_is == 1 ? "it" : "them"));
        words.markup("</p>");
        html::notification_banner(page, {.content = Content(std::move(words)), .auto_focus = false});
    }
    page.markup("<p class=\"tw-lead\">").text(sums_in_words(line.sums) + ".");
    if (line.sums.left_out > 0)
        page.text(
            fmt::format(" {} left out because they were wrong.", count_of(line.sums.left_out, "row was", "rows were")));
    page.markup("</p>\n<p>").text(fmt::format("{} by {}", line.day, line.who.empty() ? "itself" : line.who));
    if (!line.source.empty()) page.text(", from ").markup("<b>").text(line.source).markup("</b>");
    page.text(". ").link(html::Href("/activities"), "See the register").markup("</p>\n");
    if (view.back_day.empty() && line.sums.added + line.sums.changed + line.sums.withdrawn > 0)
        take_back_form(page, view);
    if (view.total > 0) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"r-h\"><h2 class=\"govuk-heading-m\" id=\"r-h\">What "
            "became of "
            "each</h2>\n");
        std::vector<html::Column<BatchRow>> columns{
            {.heading = "Row",
             .cell = html::Cell::row_header,
             .write =
                 [](Writer& cell, const BatchRow& row) {
                     cell.text(row.row_number == 0 ? "–" : std::to_string(row.row_number));
                 },
             .classes = "tw-num"},
            {.heading = "Activity",
             .write =
                 [](Writer& cell, const BatchRow& row) {
                     cell.link(html::Href::of("/activities", row.activity.value()),
                               row.title_now.empty() ? "No longer there" : row.title_now);
                 }},
            {.heading = "What was done",
             .write = [](Writer& cell, const BatchRow& row) { cell.text(deed_in_words(row.deed)); }},
        };
        html::table<BatchRow>(page, "Rows of this import", columns, view.rows,
                              {.hide_caption = true, .classes = "tw-rows"});
        html::page_numbers(page, {.page = view.page,
                                  .per_page = static_cast<std::int64_t>(rows_on_a_page),
                                  .total = view.total,
                                  .address =
                                      [&](std::int64_t number) {
                                          return html::Href::query(
                                              html::Href::of("/activities/import", line.id, "/taken"),
                                              {{"page", std::to_string(number)}});
                                      },
                                  .what = "rows"});
        page.markup("</section>\n");
    }
    if (!view.digest.empty())
        page.markup("<section class=\"tw-section\"><p class=\"tw-quiet\">The file itself is not kept. Its fingerprint ")
            .text("(SHA-256): ")
            .markup("<code class=\"tw-code\">")
            .text(view.digest)
            .markup("</code></p></section>\n");
}

}  // namespace thingwall::activities
