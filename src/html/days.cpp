#include "html/notices.hpp"
#include "html/parts.hpp"

namespace thingwall::html {

void headline_figures(Writer& page, FigureList look, const std::vector<Figure>& figures) {
    if (figures.empty()) return;
    if (look == FigureList::residents) {
        page.open("<dl>", {{"class", figures.size() == 3 ? "tw-figures tw-figures--three" : "tw-figures"}})
            .markup("\n");
        for (const auto& figure : figures) {
            page.markup("<div><dt>").text(figure.meaning).markup("</dt><dd>");
            if (figure.address)
                page.link(*figure.address, figure.value);
            else
                page.text(figure.value);
            page.markup("</dd></div>\n");
        }
        page.markup("</dl>\n");
        return;
    }
    bool links = false;
    for (const auto& figure : figures) links = links || figure.address.has_value();
    page.open("<ul>", {{"class", links ? "tw-figures tw-figures--links" : "tw-figures"}}).markup("\n");
    for (const auto& figure : figures) {
        page.markup("<li>");
        if (figure.address) page.open_link("<a class=\"govuk-link\">", *figure.address);
        page.markup("<b>").text(figure.value).markup("</b> <span>").text(figure.meaning).markup("</span>");
        if (figure.address) page.markup("</a>");
        page.markup("</li>\n");
    }
    page.markup("</ul>\n");
}

void line_of_days(Writer& page, const std::vector<Day>& days) {
    page.markup("<ol class=\"tw-time\">\n");
    for (const auto& one : days) {
        Attributes all;
        if (one.when == Day::When::past) all.push_back({"class", "is-done"});
        if (one.when == Day::When::now) all.push_back({"class", "is-now"});
        page.open("<li>", all).markup("<span class=\"tw-time__day\">");
        if (!one.iso.empty()) page.open("<time>", {{"datetime", one.iso}});
        page.text(one.day);
        if (!one.iso.empty()) page.markup("</time>");
        page.markup("</span> ").append(one.deed).markup("</li>\n");
    }
    page.markup("</ol>\n");
}

void log(Writer& page, const std::vector<Day>& days) {
    page.markup("<ol class=\"tw-log\">\n");
    for (const auto& one : days) {
        page.markup("<li>");
        if (one.iso.empty())
            page.markup("<span class=\"tw-log__day\">").text(one.day).markup("</span> ");
        else
            page.open("<time>", {{"datetime", one.iso}}).text(one.day).markup("</time> ");
        page.append(one.deed).markup("</li>\n");
    }
    page.markup("</ol>\n");
}

}  // namespace thingwall::html
