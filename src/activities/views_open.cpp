#include "activities/views_public.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {

using html::Href;
using html::Writer;

void open_list_page(Writer& page, const OpenListView& view, const Writer& pages) {
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\"><h1 class=\"govuk-heading-xl\">");
    if (view.open_in_all == 0)
        page.text("Nothing is open just now");
    else if (view.words.empty())
        page.text(fmt::format("{} {} open in {}", number_word(view.open_in_all),
                              view.open_in_all == 1 ? "thing is" : "things are", view.place));
    else if (view.total == 0)
        page.text("Nothing open has these words");
    else
        page.text(fmt::format("{} of {} that are open", number_word(view.total), thousands(view.open_in_all)));
    page.markup("</h1>\n<p class=\"tw-lead__text\">Nearest closing first. ")
        .link(Href{"/near"}, "Only what is near you")
        .markup("</p></div></div>\n<div class=\"govuk-width-container\">");
    html::get_form(page, {.action = Href{"/activities"}, .search = true, .classes = "tw-section"}, [&](Writer& form) {
        html::text_input(form, html::no_error,
                         {.name = "q",
                          .label = "Look for words",
                          .hint = "For example: buses, doctors, bins",
                          .value = view.words,
                          .width = html::Width::two_thirds,
                          .type = "search"});
        html::button(form, {.text = "Search"});
    });
    if (view.rows.empty()) {
        page.markup("<p class=\"govuk-body-l\">");
        if (!view.words.empty() && view.open_in_all > 0)
            page.text("Try fewer words, or another word for the same. ")
                .link(Href{"/activities"}, fmt::format("See all {} that are open", thousands(view.open_in_all)));
        else if (view.next_day)
            page.text("The next is planned for ").text(long_date(*view.next_day, view.this_year)).text(".");
        else
            page.text(
                "When somebody asks you something, it is here, the one that closes first on "
                "top.");
        page.markup("</p>\n");
    } else {
        page.markup("<ul class=\"tw-asks\">\n");
        for (const auto& ask : view.rows) ask_line(page, ask, AskList::of_the_page);
        page.markup("</ul>\n").append(pages);
    }
    page.markup("<p class=\"govuk-body govuk-!-margin-top-5\">The same as data: ")
        .link(Href{"/activities.csv"}, "CSV")
        .text(", ")
        .link(Href{"/activities.json"}, "JSON")
        .text(", ")
        .link(Href{"/activities.ics"}, "calendar")
        .text(", ")
        .link(Href{"/activities.atom"}, "feed")
        .text(", ")
        .link(Href{"/activities.geojson"}, "GeoJSON")
        .markup("</p></div>\n");
}

}  // namespace thingwall::activities
