#include "html/navigation.hpp"

#include "html/parts.hpp"

namespace thingwall::html {

using parts::joined;

void breadcrumbs(Writer& page, const Breadcrumbs& crumbs) {
    const std::string classes =
        joined("govuk-breadcrumbs",
               {crumbs.classes, crumbs.collapse_on_mobile ? "govuk-breadcrumbs--collapse-on-mobile" : ""});
    Attributes all{{"class", classes}, {"aria-label", crumbs.label}};
    parts::add(all, crumbs.attributes);
    page.open("<nav>", all).markup("\n<ol class=\"govuk-breadcrumbs__list\">\n");
    for (const auto& item : crumbs.items) {
        if (item.address) {
            page.markup("<li class=\"govuk-breadcrumbs__list-item\">");
            page.open_link("<a class=\"govuk-breadcrumbs__link\">", *item.address, item.attributes);
            page.append(item.text).markup("</a></li>\n");
        } else {
            page.markup("<li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">").append(item.text);
            page.markup("</li>\n");
        }
    }
    page.markup("</ol>\n</nav>\n");
}

void back_link(Writer& page, const Href& address, const Content& words, std::string_view classes,
               const Attributes& attributes) {
    const std::string all_classes = joined("govuk-back-link", {classes});
    Attributes all{{"class", all_classes}};
    parts::add(all, attributes);
    page.open_link("<a>", address, all).append(words).markup("</a>\n");
}

void skip_link(Writer& page, const Href& address, const Content& words, std::string_view classes,
               const Attributes& attributes) {
    const std::string all_classes = joined("govuk-skip-link", {classes});
    Attributes all{{"class", all_classes}, {"data-module", "govuk-skip-link"}};
    parts::add(all, attributes);
    page.open_link("<a>", address, all).append(words).markup("</a>\n");
}

namespace {

void navigation_item(Writer& page, const HeaderLink& item) {
    const bool here = item.active || item.current;
    page.open("<li>", {{"class", here ? "govuk-service-navigation__item govuk-service-navigation__item--active"
                                      : "govuk-service-navigation__item"}});
    Attributes all;
    if (here) all.push_back({"aria-current", item.current ? "page" : "true"});
    if (item.address)
        page.open_link("<a class=\"govuk-service-navigation__link\">", *item.address, all);
    else
        page.open("<span class=\"govuk-service-navigation__text\">", all);
    if (here) page.markup("<strong class=\"govuk-service-navigation__active-fallback\">");
    page.append(item.text);
    if (here) page.markup("</strong>");
    page.markup(item.address ? Markup("</a></li>\n") : Markup("</span></li>\n"));
}

void service_name(Writer& page, const ServiceNavigation& navigation) {
    page.markup("<span class=\"govuk-service-navigation__service-name\">");
    if (navigation.service_address)
        page.open_link("<a class=\"govuk-service-navigation__link\">", *navigation.service_address);
    else
        page.markup("<span class=\"govuk-service-navigation__text\">");
    page.text(navigation.service)
        .markup(navigation.service_address ? Markup("</a></span>\n") : Markup("</span></span>\n"));
}

}  // namespace

void service_navigation(Writer& page, const ServiceNavigation& navigation) {
    const std::string classes = joined("govuk-service-navigation", {navigation.classes});
    const bool named = !navigation.service.empty();
    Attributes all{{"class", classes}, {"data-module", "govuk-service-navigation"}};
    const std::string_view label =
        navigation.label.empty() ? std::string_view{"Service information"} : navigation.label;
    if (named) all.push_back({"aria-label", label});
    parts::add(all, navigation.attributes);
    page.open(named ? Tag("<section>") : Tag("<div>"), all);
    page.markup("\n<div class=\"govuk-width-container\">\n<div class=\"govuk-service-navigation__container\">\n");
    if (named) service_name(page, navigation);
    if (!navigation.items.empty()) {
        const std::string_view name =
            navigation.navigation_label.empty() ? std::string_view{navigation.menu_words} : navigation.navigation_label;
        page.open("<nav>", {{"aria-label", name},
                            {"class", joined("govuk-service-navigation__wrapper", {navigation.navigation_classes})}});
        page.markup("\n");
        if (navigation.collapse_on_mobile.value_or(navigation.items.size() > 1)) {
            Attributes of_button{{"type", "button"},
                                 {"class", "govuk-service-navigation__toggle govuk-js-service-navigation-toggle"},
                                 {"aria-controls", navigation.navigation_id}};
            if (!navigation.menu_label.empty() && navigation.menu_label != navigation.menu_words)
                of_button.push_back({"aria-label", navigation.menu_label});
            of_button.push_back({"hidden", true});
            of_button.push_back({"aria-hidden", "true"});
            page.open("<button>", of_button).text(navigation.menu_words).markup("</button>\n");
        }
        page.open("<ul class=\"govuk-service-navigation__list\">", {{"id", navigation.navigation_id}}).markup("\n");
        for (const auto& item : navigation.items) navigation_item(page, item);
        page.markup("</ul>\n</nav>\n");
    }
    page.markup(named ? Markup("</div>\n</div>\n</section>\n") : Markup("</div>\n</div>\n</div>\n"));
}

void generic_header(Writer& page, const GenericHeader& header) {
    const std::string classes = joined("govuk-generic-header", {header.classes});
    Attributes all{{"class", classes}};
    parts::add(all, header.attributes);
    page.open("<div>", all).markup("\n");
    page.open("<div>", {{"class", joined("govuk-generic-header__container", {header.container_classes})}});
    page.markup("\n<div class=\"govuk-generic-header__logo\">\n");
    page.open_link("<a class=\"govuk-generic-header__homepage-link\">", header.address).append(header.logo);
    page.markup("</a>\n</div>\n</div>\n</div>\n");
}

}  // namespace thingwall::html
