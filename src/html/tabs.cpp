#include "html/lists.hpp"
#include "html/parts.hpp"

namespace thingwall::html {

using parts::joined;

void tabs(Writer& page, const Tabs& the_tabs) {
    const std::string classes = joined("govuk-tabs", {the_tabs.classes});
    Attributes all{{"class", classes}, {"data-module", "govuk-tabs"}};
    if (!the_tabs.id.empty()) all.push_back({"id", the_tabs.id});
    parts::add(all, the_tabs.attributes);
    page.open("<div>", all).markup("\n<h2 class=\"govuk-tabs__title\">").text(the_tabs.title).markup("</h2>\n");
    const auto id_of = [&](std::size_t n) {
        return the_tabs.tabs[n].id.empty() ? the_tabs.id_prefix + "-" + std::to_string(n + 1) : the_tabs.tabs[n].id;
    };
    if (!the_tabs.tabs.empty()) page.markup("<ul class=\"govuk-tabs__list\">\n");
    for (std::size_t n = 0; n < the_tabs.tabs.size(); ++n) {
        page.open("<li>", {{"class", n == 0 ? "govuk-tabs__list-item govuk-tabs__list-item--selected"
                                            : "govuk-tabs__list-item"}});
        page.open_link("<a class=\"govuk-tabs__tab\">", Href::fragment(id_of(n)), the_tabs.tabs[n].attributes);
        page.append(the_tabs.tabs[n].label).markup("</a></li>\n");
    }
    if (!the_tabs.tabs.empty()) page.markup("</ul>\n");
    for (std::size_t n = 0; n < the_tabs.tabs.size(); ++n) {
        const Tab& tab = the_tabs.tabs[n];
        const std::string id = id_of(n);
        Attributes of_panel{{"class", n == 0 ? "govuk-tabs__panel" : "govuk-tabs__panel govuk-tabs__panel--hidden"},
                            {"id", id}};
        parts::add(of_panel, tab.panel_attributes);
        page.open("<div>", of_panel).markup("\n");
        if (tab.content.is_words())
            page.markup("<p class=\"govuk-body\">").append(tab.content).markup("</p>\n");
        else
            page.append(tab.content);
        page.markup("</div>\n");
    }
    page.markup("</div>\n");
}

void accordion(Writer& page, const Accordion& the_accordion) {
    const std::string classes = joined("govuk-accordion", {the_accordion.classes});
    Attributes all{{"class", classes}, {"data-module", "govuk-accordion"}, {"id", the_accordion.id}};
    if (!the_accordion.remember_expanded) all.push_back({"data-remember-expanded", "false"});
    parts::add(all, the_accordion.attributes);
    page.open("<div>", all).markup("\n");
    std::size_t n = 0;
    for (const auto& section : the_accordion.sections) {
        const std::string number = std::to_string(++n);
        page.open("<div>", {{"class", joined("govuk-accordion__section",
                                             {section.expanded ? "govuk-accordion__section--expanded" : ""})}});
        page.markup("\n<div class=\"govuk-accordion__section-header\">\n");
        parts::open_heading(page, the_accordion.heading_level, {{"class", "govuk-accordion__section-heading"}});
        page.open("<span class=\"govuk-accordion__section-button\">",
                  {{"id", the_accordion.id + "-heading-" + number}});
        page.append(section.heading).markup("</span>");
        parts::close_heading(page, the_accordion.heading_level);
        if (!section.summary.empty())
            page.open("<div class=\"govuk-accordion__section-summary govuk-body\">",
                      {{"id", the_accordion.id + "-summary-" + number}})
                .append(section.summary)
                .markup("</div>\n");
        page.markup("</div>\n");
        page.open("<div class=\"govuk-accordion__section-content\">",
                  {{"id", the_accordion.id + "-content-" + number}});
        if (section.content.is_words())
            page.markup("<p class=\"govuk-body\">").append(section.content).markup("</p>");
        else
            page.append(section.content);
        page.markup("</div>\n</div>\n");
    }
    page.markup("</div>\n");
}

}  // namespace thingwall::html
