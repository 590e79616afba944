#include "audit/views.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace thingwall::audit::views {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

void h1(Writer& page, std::string_view words) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
}
void h2(Writer& page, std::string_view words) {
    page.markup("<h2 class=\"govuk-heading-m\">").text(words).markup("</h2>\n");
}
void paragraph(Writer& page, std::string_view words) {
    page.markup("<p class=\"govuk-body\">").text(words).markup("</p>\n");
}
void banner(Writer& page, const std::string& done) {
    if (!done.empty()) html::notification_banner(page, {.content = Content(done), .success = true});
}

Content with_hidden(std::string_view words, std::string_view hidden) {
    Writer content(64);
    content.text(words).markup("<span class=\"govuk-visually-hidden\"> ").text(hidden).markup("</span>");
    return Content(std::move(content));
}

void small_button(Writer& page, const Href& address, const Keys& keys, std::string_view key_of, std::string_view words,
                  std::string_view hidden, std::vector<std::pair<std::string, std::string>> values) {
    html::form(page,
               {.action = address,
                .csrf = keys.csrf,
                .idempotency = keys.key + std::string(key_of),
                .hidden = std::move(values),
                .classes = "tw-inline"},
               [&](Writer& form) {
                   html::button(form, {.text = with_hidden(words, hidden),
                                       .importance = html::Importance::secondary,
                                       .classes = "tw-button-small"});
               });
}

std::string moment_in_words(const std::optional<Instant>& at, int this_year, std::string_view otherwise) {
    return at ? short_date(london_day(*at), this_year) : std::string(otherwise);
}

Href audit_path(std::int64_t id, std::string_view tail = {}) {
    return Href::of("/audits", id, tail);
}

}  // namespace

Writer list(const ListPage& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, t("Engagement audits"));
    page.markup("<p class=\"tw-lead\">")
        .text(
            t("Ask every partner once whom it asks, about what and when. Each gets a link with its own entries in it, "
              "and needs no account."))
        .markup("</p>\n");
    if (view.rows.empty()) {
        paragraph(page, t("There was none yet. Begin one below."));
    } else {
        const std::vector<html::Column<ListPage::Row>> columns{
            {.heading = t("Audit"),
             .cell = html::Cell::row_header,
             .write = [](Writer& cell,
                         const ListPage::Row& row) { cell.link(audit_path(row.audit.id), row.audit.name); }},
            {.heading = t("Answers due"),
             .write = [&](Writer& cell,
                          const ListPage::Row& row) { cell.text(short_date(row.audit.due, view.this_year)); }},
            {.heading = t("Answered"),
             .write = [](Writer& cell,
                         const ListPage::Row& row) { cell.text(fmt::format("{} of {}", row.answered, row.asked)); }},
            {.heading = t("State"), .write = [](Writer& cell, const ListPage::Row& row) {
                 cell.text(row.audit.closed_at ? t("Closed") : t("Open"));
             }}};
        html::table<ListPage::Row>(page, t("Audits"), columns, view.rows,
                                   {.look = html::TableLook::stacked, .hide_caption = true});
    }
    h2(page, t("Begin an audit"));
    if (!view.can_send)
        paragraph(page, t("E-mail is not set up yet. You can begin all the same, and hand the links over yourself."));
    html::form(page, {.action = Href("/audits"), .csrf = view.keys.csrf, .idempotency = view.keys.key},
               [&](Writer& form) {
                   html::text_input(form, view.error,
                                    {.name = "name",
                                     .label = t("Name"),
                                     .hint = t("For example “Engagement audit 2027”"),
                                     .value = view.draft.name,
                                     .width = html::Width::two_thirds});
                   html::text_input(form, view.error,
                                    {.name = "due",
                                     .label = t("Answers are due by"),
                                     .hint = t("For example 15 January 2027. Two to four weeks are usual."),
                                     .value = view.draft.due,
                                     .width = html::Width::chars_20});
                   html::textarea(form, view.error,
                                  {.name = "words",
                                   .label = t("Your own words in the letter (you can leave this empty)"),
                                   .value = view.draft.words,
                                   .rows = 3});
                   html::button(form, {.text = t("Send every partner its link"), .prevent_double_click = true});
               });
    return page;
}

namespace {

void what_next(Writer& cell, const AuditPage& view, const AuditPage::Row& row) {
    const auto& partner = row.progress.partner;
    const std::string number = std::to_string(partner.organisation.value());
    bool any = false;
    if (row.progress.waiting > 0) {
        small_button(cell, audit_path(view.audit.id, "/take"), view.keys, "take" + number,
                     fmt::format("Take in {}", count_of(row.progress.waiting, t("answer"), t("answers"))),
                     t("of ") + row.name, {{"partner", number}});
        any = true;
    }
    if (!view.audit.closed_at && !partner.answered_at) {
        if (partner.email.empty())
            cell.text(t("No address: hand over the link, or ring"));
        else
            small_button(cell, audit_path(view.audit.id, "/remind"), view.keys, "remind" + number, t("Remind"),
                         row.name, {{"partner", number}});
        any = true;
    }
    if (!any) cell.text(t("Nothing"));
}

}  // namespace

Writer one(const AuditPage& view) {
    Writer page;
    banner(page, view.done);
    page.markup("<span class=\"govuk-caption-l\">").text(t("Engagement audit")).markup("</span>\n");
    h1(page, view.audit.name);
    std::int64_t answered = 0, waiting = 0, added = 0, changed = 0, gone = 0;
    for (const auto& row : view.rows) {
        answered += row.progress.partner.answered_at ? 1 : 0;
        waiting += row.progress.waiting;
        added += row.progress.added;
        changed += row.progress.changed;
        gone += row.progress.not_happening;
    }
    page.markup("<p class=\"tw-lead\"><b>")
        .text(fmt::format("{} of {} partners have answered.", answered, view.rows.size()))
        .markup("</b> ")
        .text(view.audit.closed_at
                  ? fmt::format("It was closed on {}.", short_date(london_day(*view.audit.closed_at), view.this_year))
                  : fmt::format("Answers are due by {}.", long_date(view.audit.due, view.this_year)))
        .markup("</p>\n<ul class=\"tw-figures\">");
    auto figure = [&](std::int64_t number, std::string_view words) {
        page.markup("<li><b>").number(number).markup("</b><span>").text(words).markup("</span></li>");
    };
    figure(added, t("new entries"));
    figure(changed, t("corrected"));
    figure(gone, t("do not happen"));
    figure(waiting, t("answers to take in"));
    page.markup("</ul>\n");
    const std::vector<html::Column<AuditPage::Row>> columns{
        {.heading = t("Partner"),
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const AuditPage::Row& row) {
                 cell.link(Href::of("/partners", row.progress.partner.organisation.value()), row.name);
             }},
        {.heading = t("Looked"),
         .write =
             [&](Writer& cell, const AuditPage::Row& row) {
                 cell.text(moment_in_words(row.progress.partner.looked_at, view.this_year, t("not yet")));
             }},
        {.heading = t("Answered"),
         .write =
             [&](Writer& cell, const AuditPage::Row& row) {
                 cell.text(moment_in_words(row.progress.partner.answered_at, view.this_year, t("not yet")));
             }},
        {.heading = t("Entries known"),
         .cell = html::Cell::number,
         .write = [](Writer& cell, const AuditPage::Row& row) { cell.number(row.entries); }},
        {.heading = t("Said"),
         .write =
             [](Writer& cell, const AuditPage::Row& row) {
                 const auto& said = row.progress;
                 std::vector<std::string> parts;
                 auto part = [&](std::int64_t number, const char* words) {
                     if (number > 0) parts.push_back(fmt::format("{} {}", number, words));
                 };
                 part(said.right, "right"), part(said.changed, "changed"), part(said.added, "new"),
                     part(said.not_happening, "not happening");
                 cell.text(parts.empty() ? t("nothing yet") : listed(parts));
                 if (said.sheets > 0) cell.text(t(" (by spreadsheet)"));
             }},
        {.heading = t("Reminded"),
         .cell = html::Cell::number,
         .write = [](Writer& cell, const AuditPage::Row& row) { cell.number(row.progress.partner.reminded); }},
        {.heading = t("Next"), .cell = html::Cell::deed, .write = [&](Writer& cell, const AuditPage::Row& row) {
             what_next(cell, view, row);
         }}};
    html::table<AuditPage::Row>(page, t("Partners"), columns, view.rows,
                                {.look = html::TableLook::stacked, .hide_caption = true});
    Writer links(1024);
    links.markup("<p>")
        .text(t("Hand a link over where a letter does not reach. Whoever has a link answers for that partner."))
        .markup("</p><ul class=\"govuk-list\">");
    for (const auto& row : view.rows)
        links.markup("<li>").text(row.name).text(": ").markup("<code>").text(row.link).markup("</code></li>");
    links.markup("</ul>");
    html::details(page, {.summary = t("The links"), .text = std::move(links), .classes = "tw-details"});
    page.markup("<p>").link(Href::of("/audits", view.audit.id, ".csv"), t("Report as a file (.csv)")).markup("</p>\n");
    if (!view.audit.closed_at)
        html::form(page,
                   {.action = audit_path(view.audit.id, "/close"),
                    .csrf = view.keys.csrf,
                    .idempotency = view.keys.key + "close"},
                   [](Writer& form) {
                       html::button(form, {.text = t("Close this audit"), .importance = html::Importance::secondary});
                   });
    return page;
}

std::string report_csv(const AuditPage& view) {
    std::string out;
    csv::append_row(out, {"partner", "email", "looked", "answered", "entries", "right", "changed", "does_not_happen",
                          "new", "not_taken_in", "reminders", "spreadsheets"});
    auto day = [](const std::optional<Instant>& at) { return at ? to_iso(london_day(*at)) : std::string{}; };
    for (const auto& row : view.rows) {
        const auto& said = row.progress;
        csv::append_row(out,
                        {row.name, said.partner.email, day(said.partner.looked_at), day(said.partner.answered_at),
                         std::to_string(row.entries), std::to_string(said.right), std::to_string(said.changed),
                         std::to_string(said.not_happening), std::to_string(said.added), std::to_string(said.waiting),
                         std::to_string(said.partner.reminded), std::to_string(said.sheets)});
    }
    return out;
}

namespace {

std::string said_in_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::right:
            return t("You said: right");
        case Verdict::changed:
            return t("You corrected it");
        case Verdict::not_happening:
            return t("You said: does not happen");
        case Verdict::added:
            return t("You added it");
    }
    return {};
}

void say_buttons(Writer& cell, const PartnerPage& view, const PartnerPage::Row& row) {
    const Href say = Href::path(path_of(view.partner.token) + "/say");
    const std::string number = std::to_string(row.activity);
    if (row.taken) return;
    if (row.activity == 0) {
        small_button(cell, say, view.keys, "drop" + std::to_string(row.answer), t("Take away"), row.title,
                     {{"drop", std::to_string(row.answer)}, {"page", std::to_string(view.page)}});
        return;
    }
    if (row.answer == 0 || row.verdict != Verdict::right)
        small_button(cell, say, view.keys, "right" + number, t("It is right"), row.title,
                     {{"entry", number}, {"verdict", "right"}, {"page", std::to_string(view.page)}});
    html::button_link(cell, Href::path(path_of(view.partner.token) + "/entry/" + number),
                      {.text = with_hidden(t("Change"), row.title),
                       .importance = html::Importance::secondary,
                       .classes = "tw-button-small"});
    if (row.answer == 0 || row.verdict != Verdict::not_happening)
        small_button(cell, say, view.keys, "gone" + number, t("Does not happen"), row.title,
                     {{"entry", number}, {"verdict", "gone"}, {"page", std::to_string(view.page)}});
}

}  // namespace

Writer partner(const PartnerPage& view) {
    Writer page;
    banner(page, view.done);
    page.markup("<span class=\"govuk-caption-l\">").text(view.audit.name).markup("</span>\n");
    h1(page, fmt::format("Whom does {} ask, about what, and when?", view.organisation));
    if (view.partner.answered_at)
        paragraph(page,
                  fmt::format("Thank you. You finished on {}. You can still change your answers until the audit is "
                              "closed.",
                              short_date(london_day(*view.partner.answered_at), view.this_year)));
    else
        paragraph(page,
                  fmt::format("This is what we know of you. Say of each whether it is right, add what is missing, "
                              "and finish below. Answers are due by {}.",
                              long_date(view.audit.due, view.this_year)));
    page.markup("<p class=\"govuk-body\">")
        .link(Href::path(path_of(view.partner.token) + "/sheet"), t("Fill in a spreadsheet instead"))
        .markup("</p>\n");
    if (view.rows.empty()) {
        paragraph(page, t("We know of nothing that you ask people. Add what you do or plan."));
    } else {
        const std::vector<html::Column<PartnerPage::Row>> columns{
            {.heading = t("Entry"),
             .cell = html::Cell::row_header,
             .write =
                 [](Writer& cell, const PartnerPage::Row& row) {
                     cell.text(row.title);
                     if (!row.reference.empty())
                         cell.markup("<br><span class=\"tw-ref\">").text(row.reference).markup("</span>");
                 }},
            {.heading = t("Dates"), .write = [](Writer& cell, const PartnerPage::Row& row) { cell.text(row.dates); }},
            {.heading = t("Your answer"),
             .write =
                 [](Writer& cell, const PartnerPage::Row& row) {
                     cell.text(row.answer == 0 ? t("Nothing yet") : said_in_words(row.verdict));
                     if (row.taken) cell.text(t(" (in the register now)"));
                 }},
            {.heading = t("Say"), .cell = html::Cell::deed, .write = [&](Writer& cell, const PartnerPage::Row& row) {
                 say_buttons(cell, view, row);
             }}};
        html::table<PartnerPage::Row>(page, t("What we know of you"), columns, view.rows,
                                      {.look = html::TableLook::stacked, .hide_caption = true});
        html::page_numbers(page, {.page = view.page,
                                  .per_page = entries_on_a_page,
                                  .total = view.total,
                                  .address =
                                      [&](std::int64_t number) {
                                          return Href::query(Href::path(path_of(view.partner.token)),
                                                             {{"page", std::to_string(number)}});
                                      },
                                  .what = t("entries")});
    }
    html::button_link(page, Href::path(path_of(view.partner.token) + "/entry/new"),
                      {.text = t("Add one"), .importance = html::Importance::secondary});
    h2(page, t("Finish"));
    if (view.left > 0)
        paragraph(page, fmt::format("{} without an answer. You can finish all the same.",
                                    count_of(view.left, t("entry is"), t("entries are"))));
    html::form(
        page,
        {.action = Href::path(path_of(view.partner.token) + "/finish"),
         .csrf = view.keys.csrf,
         .idempotency = view.keys.key + "finish"},
        [](Writer& form) { html::button(form, {.text = t("We have no more to say"), .prevent_double_click = true}); });
    paragraph(page, t("The coordinator reads your answers and takes them into the register. Nothing becomes public by "
                      "them."));
    return page;
}

Writer entry(const EntryForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    page.markup("<span class=\"govuk-caption-l\">").text(view.organisation).markup("</span>\n");
    h1(page, view.activity == 0 ? t("Add something that you ask people") : t("Put this entry right"));
    const auto as_it_is = [&](std::vector<html::Option> options, const std::string& now) {
        options.insert(options.begin(),
                       {"", now.empty() ? std::string(t("Choose")) : fmt::format("As it is: {}", now)});
        return options;
    };
    html::form(page,
               {.action = Href::path(path_of(view.token) + "/entry/" +
                                     (view.activity == 0 ? "new" : std::to_string(view.activity))),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.key},
               [&](Writer& form) {
                   const auto text = [&](const char* name, std::string_view label, std::string_view hint,
                                         const std::string& value, html::Width width) {
                       html::text_input(form, view.error,
                                        {.name = name, .label = label, .hint = hint, .value = value, .width = width});
                   };
                   text("title", t("Title"), {}, view.entry.title, html::Width::two_thirds);
                   html::textarea(form, view.error,
                                  {.name = "purpose",
                                   .label = t("What do you want to find out?"),
                                   .value = view.entry.purpose,
                                   .rows = 3});
                   text("first_day", t("First day"), t("For example 2 November 2026, or November 2026"),
                        view.entry.first_day, html::Width::chars_20);
                   text("last_day", t("Last day"), {}, view.entry.last_day, html::Width::chars_20);
                   html::select(form, view.error,
                                {.name = "audience",
                                 .label = t("Whom do you ask?"),
                                 .options = as_it_is(view.audiences, view.who_now),
                                 .value = view.entry.audience});
                   html::select(form, view.error,
                                {.name = "area",
                                 .label = t("Where?"),
                                 .options = as_it_is(view.areas, view.where_now),
                                 .value = view.entry.area});
                   html::select(form, view.error,
                                {.name = "method",
                                 .label = t("How?"),
                                 .options = as_it_is(view.methods, view.how_now),
                                 .value = view.entry.method});
                   text("contact", t("Contact for questions"), {}, view.entry.contact, html::Width::two_thirds);
                   html::textarea(form, view.error,
                                  {.name = "results",
                                   .label = t("What did people say? (you can leave this empty)"),
                                   .value = view.entry.results,
                                   .rows = 3});
                   html::button(form, {.text = t("Save"), .prevent_double_click = true});
               });
    return page;
}

}  // namespace thingwall::audit::views
