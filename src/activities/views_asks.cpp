#include "activities/views_asks.hpp"

#include <array>

#include "base/text.hpp"

namespace thingwall::activities {

using html::Href;
using html::Writer;

void ask_line(Writer& page, const AskView& ask, AskList list) {
    page.open("<li>", {{"class", ask.days_left <= 14 ? "tw-ask tw-ask--soon" : "tw-ask"}});
    page.markup("<p class=\"tw-ask__day\"><span class=\"tw-ask__until\">until </span>")
        .text(weekday_name(ask.last.weekday()))
        .markup(" <b>")
        .text(std::to_string(ask.last.day()))
        .markup("</b> ");
    page.text(month_name(ask.last.month()))
        .markup(" <span class=\"tw-ask__left\">")
        .text(time_left(ask.days_left))
        .markup("</span></p>\n<div class=\"tw-ask__what\">");
    if (list == AskList::of_the_page)
        page.markup("<h2 class=\"tw-ask__title\">")
            .link(Href::of("/activities", ask.id.value()), ask.title)
            .markup("</h2>\n");
    else
        page.markup("<h3 class=\"tw-ask__title\">")
            .link(Href::of("/activities", ask.id.value()), ask.title)
            .markup("</h3>\n");
    if (!ask.line.empty()) page.markup("<p class=\"tw-ask__line\">").text(ask.line).markup("</p>\n");
    page.markup("<p class=\"tw-ask__meta\">").text(ask.lead).text(" asks.");
    if (ask.minutes) page.text(" About ").text(count_of(*ask.minutes, "minute", "minutes")).text(".");
    page.markup("</p>\n");
    // Beside the list of the home page there is room for one line only.
    if (!ask.other_ways.empty() && list == AskList::of_the_page)
        page.markup("<p class=\"tw-ask__meta\">").text(ask.other_ways).markup("</p>\n");
    page.markup("</div></li>\n");
}

void coming_lines(Writer& page, const std::vector<ComingView>& lines) {
    page.markup("<ul class=\"tw-docs\">\n");
    for (const auto& line : lines)
        page.markup("<li>")
            .link(Href::of("/activities", line.id.value()), line.title)
            .markup("<span>")
            .text(line.meta)
            .markup("</span></li>\n");
    page.markup("</ul>\n");
}
std::string time_left(int days) {
    if (days <= 0) return "closes today";
    return days <= 21 ? count_of(days, "day left", "days left") : count_of((days + 3) / 7, "week left", "weeks left");
}

std::string number_word(std::int64_t number) {
    static constexpr std::array<std::string_view, 10> words{"No",   "One", "Two",   "Three", "Four",
                                                            "Five", "Six", "Seven", "Eight", "Nine"};
    return number >= 0 && number < 10 ? std::string(words[static_cast<std::size_t>(number)]) : thousands(number);
}

}  // namespace thingwall::activities
