#include "activities/views_public.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Href;
using html::Writer;

void table_of_open(Writer& page, const HomeView& view) {
    html::DataTable table{"What is open in " + view.place + ", by ward", {"Ward", "What", "Until"}, {}, {}};
    for (const auto& ask : view.all_open)
        table.rows.push_back({ask.ward.empty() ? "All of " + view.place : ask.ward, ask.title,
                              fmt::format("{} {}", ask.last.day(), month_name(ask.last.month()))});
    Writer inside;
    html::data_table(inside, table, html::TableLook::govuk);
    html::details(page, {.summary = fmt::format("Where the {} are, as a table", view.all_open.size()),
                         .text = html::Content(inside)});
}

void hero(Writer& page, const HomeView& view, const Ground& ground) {
    page.markup(
        "<div class=\"tw-hero\"><div class=\"govuk-width-container tw-hero__grid\">\n<div "
        "class=\"tw-hero__words\">\n<h1 class=\"govuk-heading-xl\">What is being asked where you live</h1>\n<p "
        "class=\"tw-hero__text\">");
    page.text(view.bodies).text(" ask you here, and say here what they did about it.").markup("</p>\n");
    html::get_form(page, {.action = Href{"/near"}}, [&](Writer& form) {
        form.markup(
            "<div class=\"govuk-form-group\"><label class=\"govuk-label govuk-label--m\" for=\"postcode\">Your "
            "postcode</label>\n<div id=\"postcode-hint\" class=\"govuk-hint\">");
        if (!view.example_postcode.empty()) form.text("For example ").text(view.example_postcode).text(". ");
        form.text("We do not keep it.")
            .markup(
                "</div>\n<div class=\"tw-hero__ask\"><input class=\"govuk-input\" id=\"postcode\" name=\"postcode\" "
                "type=\"text\" autocomplete=\"postal-code\" spellcheck=\"false\" "
                "aria-describedby=\"postcode-hint\">\n<button type=\"submit\" class=\"govuk-button\">Show what is "
                "open</button></div></div>\n");
    });
    page.markup("<p class=\"govuk-body tw-hero__all\">");
    if (view.open_in_all > 0)
        page.link(Href{"/activities"}, fmt::format("See all {} open in {}", thousands(view.open_in_all), view.place));
    else
        page.link(Href{"/near"}, "Choose a ward instead");
    page.markup("</p>\n</div>\n");
    ground.draw_home(
        page, view.grounds,
        fmt::format(
            "Map of {} and its wards, with a dot in each place where something is open. The list below says what.",
            view.place));
    page.markup("</div></div>\n");
}

void months_ahead(Writer& page, const HomeView& view) {
    if (view.coming.empty()) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-coming\"><h2 class=\"govuk-heading-l\" id=\"h-coming\">What "
        "is coming</h2>\n<div class=\"tw-months\">\n");
    for (std::size_t i = 0; i < view.coming.size();) {
        int year = view.coming[i].year, month = view.coming[i].month;
        page.markup("<div><h3 class=\"govuk-heading-m\">");
        if (year == view.this_year && month == view.this_month) page.text("Later in ");
        page.text(month_name(month));
        if (year != view.this_year) page.text(fmt::format(" {}", year));
        page.markup("</h3><ul>\n");
        for (; i < view.coming.size() && view.coming[i].year == year && view.coming[i].month == month; ++i)
            page.markup("<li>")
                .link(Href::of("/activities", view.coming[i].id.value()), view.coming[i].title)
                .markup("<br>")
                .text(view.coming[i].meta)
                .markup("</li>\n");
        page.markup("</ul></div>\n");
    }
    page.markup("</div></section>\n");
}
}  // namespace

void home_page(Writer& page, const HomeView& view, const Ground& ground) {
    hero(page, view, ground);
    page.markup(
        "<div class=\"govuk-width-container\"><section class=\"tw-section\" id=\"open\" aria-labelledby=\"h-open\"><h2 "
        "class=\"govuk-heading-l\" id=\"h-open\">Open now, closing soonest</h2>\n");
    if (view.open.empty()) {
        page.markup(
            "<p class=\"govuk-body\">Nothing is open just now. When somebody asks you something, it is here.</p>\n");
    } else {
        page.markup("<ul class=\"tw-asks tw-asks--wide\">\n");
        for (const auto& ask : view.open) ask_line(page, ask, AskList::of_a_section);
        page.markup("</ul>\n<p class=\"govuk-body govuk-!-margin-top-4\">")
            .link(Href{"/activities"}, fmt::format("All {} that are open", thousands(view.open_in_all)))
            .markup("</p>\n<div class=\"tw-figure\">");
        table_of_open(page, view);
        page.markup("</div>\n");
    }
    page.markup("</section>\n");
    months_ahead(page, view);
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-year\"><h2 class=\"govuk-heading-l\" id=\"h-year\">The last "
        "12 months</h2>\n");
    html::headline_figures(page, html::FigureList::residents,
                           {{.value = thousands(view.asked), .meaning = "times we asked"},
                            {.value = thousands(view.took_part), .meaning = "people took part"},
                            {.value = thousands(view.told), .meaning = "have told you what people said"},
                            {.value = thousands(view.owing), .meaning = "still owe you an answer"}});
    page.markup("</section></div>\n");
}

}  // namespace thingwall::activities
