#include <algorithm>
#include <array>

#include "activities/views_public.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Href;
using html::Writer;

void postcode_field(Writer& form, const WhereView& view) {
    html::text_input(
        form, view.error,
        {.name = "postcode",
         .label = "Your postcode",
         .label_size = html::Size::m,
         .hint = view.example_postcode.empty()
                     ? std::string("The first half and one digit are enough. We do not keep it.")
                     : fmt::format("For example {}. The first half and one digit are enough. We do not keep it.",
                                   view.example_postcode),
         .value = view.typed,
         .width = html::Width::chars_10,
         .autocomplete = "postal-code",
         .spellcheck = false});
    html::button(form, {.text = "Show what is open"});
}

// A ring of people with one place free: the mark, with nobody speaking.
void empty_ring(Writer& page) {
    page.markup(
        "<svg viewBox=\"0 0 180 180\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"53.2\" cy=\"32.8\" "
        "r=\"12.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"3.4 3.4\"/>"
        "<g fill=\"currentColor\"><circle cx=\"90\" cy=\"22\" r=\"12.5\"/><circle cx=\"126.8\" cy=\"32.8\" "
        "r=\"12.5\"/><circle cx=\"151.9\" cy=\"61.8\" r=\"12.5\"/><circle cx=\"157.3\" cy=\"99.7\" r=\"12.5\"/>"
        "<circle cx=\"141.4\" cy=\"134.5\" r=\"12.5\"/><circle cx=\"109.2\" cy=\"155.2\" r=\"12.5\"/><circle "
        "cx=\"70.8\" cy=\"155.2\" r=\"12.5\"/><circle cx=\"38.6\" cy=\"134.5\" r=\"12.5\"/>"
        "<circle cx=\"22.7\" cy=\"99.7\" r=\"12.5\"/><circle cx=\"28.1\" cy=\"61.8\" r=\"12.5\"/></g></svg>\n");
}

void nothing_near(Writer& page, const NearView& view) {
    page.markup(
            "<div class=\"tw-lead\"><div class=\"govuk-width-container\"><p class=\"tw-lead__who "
            "tw-lead__who--only\">Open near ")
        .text(view.spot.words)
        .text(". ")
        .link(Href{"/near"}, "Another postcode")
        .markup("</p></div></div>\n");
    page.markup("<div class=\"govuk-width-container\"><div class=\"tw-section tw-empty\">\n");
    empty_ring(page);
    page.markup("<div><h1 class=\"govuk-heading-l\">Nothing is open in ")
        .text(view.spot.homes.empty() ? view.spot.words : view.spot.homes.front().name)
        .text(" just now")
        .markup("</h1>\n");
    page.markup(
        "<p class=\"govuk-body-l govuk-!-margin-bottom-4\">When somebody asks you something, it is here, the one that "
        "closes first on top.");
    if (view.next_day)
        page.text(" The next is planned for ")
            .markup("<b>")
            .text(long_date(*view.next_day, view.this_year))
            .markup("</b>.");
    page.markup("</p>\n");
    html::button_link(page, Href{"/activities"}, {.text = "See what is open in other parts"});
    page.markup("</div></div>\n<div class=\"tw-cols tw-cols--even\">\n");
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-next\"><h2 class=\"govuk-heading-m\" id=\"h-next\">Coming "
        "here</h2>\n");
    if (view.next.empty())
        page.markup("<p class=\"govuk-body\">Nothing is planned here yet. ")
            .link(Href::path("/near.atom?" + view.query), "Follow this place by its feed")
            .markup("</p>\n");
    else
        coming_lines(page, view.next);
    page.markup(
        "</section>\n<section class=\"tw-section\" aria-labelledby=\"h-last\"><h2 class=\"govuk-heading-m\" "
        "id=\"h-last\">Asked here last</h2>\n");
    if (view.last.empty())
        page.markup("<p class=\"govuk-body\">Nothing that we know of.</p>\n");
    else
        coming_lines(page, view.last);
    if (!view.spot.homes.empty())
        page.markup("<p class=\"govuk-body govuk-!-margin-top-4\">")
            .link(Href::path(view.spot.homes.front().path), "All about " + view.spot.homes.front().name)
            .markup("</p>\n");
    page.markup("</section>\n</div></div>\n");
}

constexpr std::array<std::string_view, 5> letters{"A", "B", "C", "D", "E"};

void homes_section(Writer& page, const NearView& view, const Ground& ground) {
    std::size_t count = std::min<std::size_t>(view.spot.homes.size(), letters.size());
    if (count == 0) return;
    std::string number = fold(number_word(static_cast<std::int64_t>(count)));
    std::string many =
        count == 1 ? std::string("The area you live in") : fmt::format("The {} areas you live in", number);
    page.markup("<section aria-labelledby=\"h-areas\"><h2 class=\"govuk-heading-m\" id=\"h-areas\">")
        .text(many)
        .markup("</h2>\n<figure class=\"tw-figure\">\n");
    ground.draw_homes(page, view.spot,
                      fmt::format("Map: {} around {}, each drawn by another body, none the same as another.",
                                  count == 1 ? "one area" : fmt::format("{} areas", count), view.spot.words));
    page.markup(
        "<figcaption><p class=\"tw-caption\">Each body draws its own map. You need not know them: we have looked in "
        "all of them.</p>\n<ul class=\"tw-key\">\n");
    html::DataTable table{
        "The areas that hold " + view.spot.words, {"Area", "Drawn for", "Residents"}, {false, false, true}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        const auto& home = view.spot.homes[i];
        std::string letter(letters[i]), layer = "tw-m-layer tw-m-layer--" + fold(letter);
        page.markup("<li><svg viewBox=\"0 0 26 26\" aria-hidden=\"true\" focusable=\"false\">")
            .open("<circle cx=\"13\" cy=\"13\" r=\"11\">", {{"class", "tw-m-badge " + layer}})
            .markup("</circle>");
        page.open("<text x=\"13\" y=\"18\">", {{"class", "tw-m-letter tw-m-layer--" + fold(letter)}})
            .text(letter)
            .markup("</text></svg><span>")
            .link(Href::path(home.path), home.name)
            .markup("<br><span class=\"tw-quiet\">");
        std::string kind = home.kind;
        if (!kind.empty() && kind[0] >= 'a' && kind[0] <= 'z') kind[0] = static_cast<char>(kind[0] - 'a' + 'A');
        page.text(home.drawn_by.empty() ? kind : kind + ". " + home.drawn_by).markup("</span></span></li>\n");
        table.rows.push_back({home.name, kind, thousands(home.residents)});
    }
    page.markup("</ul>\n");
    Writer inside;
    html::data_table(inside, table, html::TableLook::govuk);
    html::details(page, {.summary = many == "The area you live in" ? "The area as a table"
                                                                   : fmt::format("The {} areas as a table", number),
                         .text = html::Content(inside)});
    page.markup("</figcaption></figure></section>\n");
}
}  // namespace

void where_page(Writer& page, const WhereView& view) {
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\">");
    if (!view.error.fields.empty()) html::error_summary(page, view.error);
    page.markup(
        "<h1 class=\"govuk-heading-xl\">What is open near you</h1>\n<p class=\"tw-lead__text\">You need no account. "
        "Say where you live, and see who asks what there, and until when.</p></div></div>\n<div "
        "class=\"govuk-width-container\"><div class=\"tw-cols tw-cols--even\"><section class=\"tw-section\" "
        "aria-label=\"By postcode\">\n");
    html::get_form(page, {.action = Href{"/near"}}, [&](Writer& form) { postcode_field(form, view); });
    page.markup("</section>\n");
    if (!view.choices.empty()) {
        page.markup(
                "<section class=\"tw-section\" aria-labelledby=\"h-choose\"><h2 class=\"govuk-heading-m\" "
                "id=\"h-choose\">Or choose a ")
            .text(view.choices.front().kind)
            .markup("</h2>\n<ul class=\"govuk-list\">\n");
        for (const auto& choice : view.choices)
            page.markup("<li>")
                .link(Href::query("/near", {{"area", std::to_string(choice.area.value())}}), choice.name)
                .markup("</li>\n");
        page.markup("</ul></section>\n");
    }
    page.markup("</div></div>\n");
}

void near_page(Writer& page, const NearView& view, const Ground& ground, const Writer& pages) {
    if (view.open.empty()) return nothing_near(page, view);
    auto count = view.total;
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\"><h1 class=\"govuk-heading-xl\">")
        .text(fmt::format("{} {} open {} {}", number_word(count), count == 1 ? "thing is" : "things are",
                          view.spot.is_postcode ? "near" : "in", view.spot.words))
        .markup(
            "</h1>\n<p class=\"tw-lead__text\">Nearest closing first. You need no account, and you can answer each "
            "without the others. ")
        .link(Href{"/near"}, "Another postcode")
        .markup("</p></div></div>\n");
    page.markup(
        "<div class=\"govuk-width-container\"><div class=\"tw-cols tw-cols--map\"><div><ul class=\"tw-asks\">\n");
    for (const auto& ask : view.open) ask_line(page, ask, AskList::of_the_page);
    page.markup("</ul>\n")
        .append(pages)
        .markup("<p class=\"govuk-body govuk-!-margin-top-5\">")
        .link(Href::path("/near.ics?" + view.query), "Put these dates in your calendar")
        .text(", or ")
        .link(Href::path("/near.atom?" + view.query), "follow this place by its feed");
    if (!view.spot.homes.empty())
        page.text(" or ").link(
            Href::query(html::Address("/follow"), {{"area", std::to_string(view.spot.homes.front().area.value())}}),
            fmt::format("by e-mail for {}", view.spot.homes.front().name));
    page.markup("</p>\n");
    if (view.elsewhere > 0)
        page.markup("<p class=\"govuk-body govuk-!-margin-bottom-0\">")
            .link(Href{"/activities"},
                  fmt::format("{} more in other parts of {}", number_word(view.elsewhere), view.place))
            .markup("</p>\n");
    page.markup("</div>\n");
    homes_section(page, view, ground);
    page.markup("</div></div>\n");
}

}  // namespace thingwall::activities
