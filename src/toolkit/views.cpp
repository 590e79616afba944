#include "toolkit/views.hpp"

#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::toolkit::views {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

void h2(Writer& page, std::string_view words) {
    page.markup("<h2 class=\"govuk-heading-m\">").text(words).markup("</h2>\n");
}

void points(Writer& page, std::string_view heading, const std::vector<std::string>& of, bool numbered = false) {
    if (of.empty()) return;
    h2(page, heading);
    page.markup(numbered ? html::Markup("<ol class=\"govuk-list govuk-list--number\">")
                         : html::Markup("<ul class=\"govuk-list govuk-list--bullet\">"));
    for (const auto& point : of) page.markup("<li>").text(point).markup("</li>");
    page.markup(numbered ? html::Markup("</ol>\n") : html::Markup("</ul>\n"));
}

void paragraph(Writer& page, std::string_view heading, std::string_view words) {
    h2(page, heading);
    page.markup("<p class=\"govuk-body\">").text(words).markup("</p>\n");
}

}  // namespace

Writer list(const std::vector<ListRow>& rows, bool read_shown) {
    Writer page;
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(t("Toolkit: how to engage"))
        .markup("</h1>\n<p class=\"govuk-body-l\">")
        .text(t("A short guide for each way of asking people: when it fits, what to do, what it costs, and what goes "
                "wrong."))
        .markup("</p>\n");
    std::vector<html::Column<ListRow>> columns{
        {.heading = t("Method"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell,
                     const ListRow& row) { cell.link(Href::of("/toolkit", std::string_view(row.method)), row.title); }},
        {.heading = t("In short"), .write = [](Writer& cell, const ListRow& row) { cell.text(row.in_short); }}};
    if (read_shown) {
        columns.push_back({.heading = t("Words"), .write = [](Writer& cell, const ListRow& row) {
                               cell.text(row.own_words ? t("Ours") : t("The program’s"));
                           }});
        columns.push_back({.heading = t("Read in 12 months"),
                           .cell = html::Cell::number,
                           .write = [](Writer& cell, const ListRow& row) { cell.number(row.read); }});
    }
    html::table<ListRow>(
        page, t("Methods"), columns, rows,
        {.look = read_shown ? html::TableLook::stacked : html::TableLook::govuk, .hide_caption = true});
    return page;
}

Writer guide(const GuidePage& view) {
    Writer page;
    const Guide& guide = view.shown.guide;
    if (!view.done.empty()) html::notification_banner(page, {.content = Content(view.done), .success = true});
    page.markup("<div class=\"tw-measure\">\n<span class=\"govuk-caption-l\">")
        .text(t("Toolkit"))
        .markup("</span>\n<h1 class=\"govuk-heading-l\">")
        .text(view.title)
        .markup("</h1>\n<p class=\"govuk-body-l\">")
        .text(guide.in_short)
        .markup("</p>\n");
    points(page, t("When it fits"), guide.fits);
    points(page, t("When it does not"), guide.fits_not);
    points(page, t("What to do"), guide.steps, true);
    paragraph(page, t("How long it takes"), guide.time_needed);
    paragraph(page, t("What it costs"), guide.cost);
    points(page, t("So that everybody can take part"), guide.access);
    points(page, t("What goes wrong"), guide.pitfalls);
    page.markup("<p class=\"govuk-body-s\">");
    if (view.shown.own_words && view.shown.changed_at)
        page.text(fmt::format("In the words of {}, last changed on {}.", view.partnership,
                              short_date(london_day(*view.shown.changed_at), view.this_year)));
    else
        page.text(t("This is the guide that comes with the program. Costs are rough, and yours may differ."));
    page.markup("</p>\n");
    if (view.signed_in) {
        page.markup("<p class=\"govuk-body\">");
        page.link(Href::query(html::Address("/activities"), {{"method", view.shown.method}}),
                  t("See who uses it on the register"));
        page.text(" · ").link(Href("/plan"), t("Plan an engagement")).markup("</p>\n");
    }
    if (view.may_change) {
        html::button_link(page, Href::of("/toolkit", std::string_view(view.shown.method), "/edit"),
                          {.text = t("Write it in our own words"), .importance = html::Importance::secondary});
        if (view.shown.own_words)
            html::form(page,
                       {.action = Href::of("/toolkit", std::string_view(view.shown.method), "/give-up"),
                        .csrf = view.csrf,
                        .idempotency = view.key,
                        .hidden = {{"version", std::to_string(view.shown.version)}}},
                       [](Writer& form) {
                           html::button(form, {.text = t("Go back to the program’s words"),
                                               .importance = html::Importance::secondary});
                       });
    }
    page.markup("</div>\n");
    return page;
}

Writer change(const ChangeForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    page.markup("<span class=\"govuk-caption-l\">")
        .text(view.title)
        .markup("</span>\n<h1 class=\"govuk-heading-l\">")
        .text(t("Write this guide in your own words"))
        .markup("</h1>\n<p>")
        .text(t("Everybody reads your words instead of the program’s. You can go back to the program’s at any time."))
        .markup("</p>\n");
    struct Field {
        std::string_view name, label;
        const std::string GuideDraft::* value;
        int rows;
        bool points;
    };
    constexpr std::array fields{Field{"in_short", "In short", &GuideDraft::in_short, 3, false},
                                Field{"fits", "When it fits", &GuideDraft::fits, 5, true},
                                Field{"fits_not", "When it does not", &GuideDraft::fits_not, 4, true},
                                Field{"steps", "What to do", &GuideDraft::steps, 9, true},
                                Field{"time_needed", "How long it takes", &GuideDraft::time_needed, 3, false},
                                Field{"cost", "What it costs", &GuideDraft::cost, 3, false},
                                Field{"access", "So that everybody can take part", &GuideDraft::access, 5, true},
                                Field{"pitfalls", "What goes wrong", &GuideDraft::pitfalls, 5, true}};
    html::form(page,
               {.action = Href::of("/toolkit", std::string_view(view.method), "/edit"),
                .csrf = view.csrf,
                .idempotency = view.key,
                .hidden = {{"version", std::to_string(view.version)}}},
               [&](Writer& form) {
                   for (const auto& field : fields)
                       html::textarea(form, view.error,
                                      {.name = std::string(field.name),
                                       .label = field.label,
                                       .hint = field.points ? Content(t("One point on each line")) : Content{},
                                       .value = view.draft.*field.value,
                                       .rows = field.rows});
                   html::button(form, {.text = t("Save our words"), .prevent_double_click = true});
               });
    return page;
}

}  // namespace thingwall::toolkit::views
