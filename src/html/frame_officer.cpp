#include "html/frame.hpp"

namespace thingwall::html::frame {
namespace {

void header(Writer& out, const Site& site, const Page& page) {
    out.markup("<header class=\"tw-header\">\n<div class=\"govuk-width-container tw-wide tw-header__row\">\n");
    out.open_link("<a class=\"tw-header__home\">", Href::path(home_of(site, page)));
    mark(out, "tw-header__mark");
    out.markup(" Thingwall</a>\n<span class=\"tw-header__place\">").text(site.place).markup("</span>\n");
    if (!page.who.empty()) {
        out.markup("<div class=\"tw-header__who\"><span class=\"tw-header__name\">").text(page.who).markup("</span> ");
        sign_out(out, page);
        out.markup("</div>\n");
    }
    out.markup("</div>\n</header>\n");
}

void navigation(Writer& out, const Site& site, const Page& page) {
    if (page.who.empty() || site.officer_navigation.empty()) return;
    out.markup("<div class=\"govuk-service-navigation tw-nav\">\n<div class=\"govuk-width-container tw-wide\">\n");
    out.open("<nav class=\"govuk-service-navigation__wrapper\">", {{"aria-label", t("Menu")}});
    out.markup("\n<ul class=\"govuk-service-navigation__list\">\n");
    for (const auto& item : site.officer_navigation) {
        if (item.least > page.rank) continue;
        const bool active = is_active(item, page);
        out.markup(active
                       ? Markup("<li class=\"govuk-service-navigation__item govuk-service-navigation__item--active\">")
                       : Markup("<li class=\"govuk-service-navigation__item\">"));
        Attributes all;
        if (active) all.push_back({"aria-current", "true"});
        out.open_link("<a class=\"govuk-service-navigation__link\">", Href::path(item.path), all).text(item.text);
        out.markup("</a></li>\n");
    }
    out.markup("</ul>\n</nav>\n</div>\n</div>\n");
}

void footer(Writer& out, const Site& site, const Page& page) {
    out.markup("<footer class=\"govuk-footer tw-footer\">\n<div class=\"govuk-width-container tw-wide\">\n");
    out.markup("<h2 class=\"govuk-visually-hidden\">").text(t("Help and information")).markup("</h2>\n<ul>\n");
    for (const auto& item : site.officer_footer) {
        if (item.least > page.rank) continue;
        out.markup("<li>").open_link("<a class=\"govuk-footer__link\">", Href::path(item.path)).text(item.text);
        out.markup("</a></li>\n");
    }
    out.markup("<li class=\"tw-quiet\">").text(site.partnership);
    if (site.demonstration) out.text(t(": a made-up place, to show what Thingwall does"));
    out.markup("</li>\n</ul>\n");
    same_as_data(out, page);
    out.markup("</div>\n</footer>\n");
}

}  // namespace

void around_officer(Writer& out, const Site& site, const Page& page, const Writer& content) {
    header(out, site, page);
    navigation(out, site, page);
    out.markup("<div class=\"govuk-width-container tw-wide\">\n");
    if (!page.breadcrumbs.empty()) {
        out.markup("<div class=\"tw-crumbs\">\n");
        ways_back(out, page);
        out.markup("</div>\n");
    } else if (page.back) {
        out.open("<nav class=\"tw-crumbs\">", {{"aria-label", t("Back")}}).markup("\n");
        ways_back(out, page);
        out.markup("</nav>\n");
    }
    out.markup("<main class=\"tw-main\" id=\"main\">\n").append(content).markup("</main>\n</div>\n");
    footer(out, site, page);
}

}  // namespace thingwall::html::frame
