#include "html/frame.hpp"

namespace thingwall::html::frame {
namespace {

void navigation(Writer& out, const Site& site, const Page& page) {
    if (site.public_navigation.empty()) return;
    out.markup("<div class=\"govuk-service-navigation tw-nav\">\n<div class=\"govuk-width-container\">\n");
    out.open("<nav class=\"govuk-service-navigation__wrapper\">", {{"aria-label", t("Main")}});
    out.markup("\n<ul class=\"govuk-service-navigation__list\">\n");
    for (const auto& item : site.public_navigation) {
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

void header(Writer& out, const Site& site, const Page& page, bool with_navigation) {
    out.markup(
        "<header>\n<div class=\"govuk-generic-header tw-header\">\n"
        "<div class=\"govuk-generic-header__container govuk-width-container\">\n"
        "<div class=\"govuk-generic-header__logo\">\n");
    out.open_link("<a class=\"govuk-generic-header__homepage-link\">", {"/"});
    mark(out, "tw-header__mark");
    out.markup("<span>Thingwall <span class=\"tw-header__place\">")
        .text(site.partnership)
        .markup("</span></span></a>\n");
    if (!page.who.empty()) {
        out.markup("<div class=\"tw-header__who\"><span class=\"tw-header__name\">").text(page.who).markup("</span> ");
        out.open_link("<a>", Href::path(home_of(site, page))).text(t("Your pages")).markup("</a> ");
        sign_out(out, page);
        out.markup("</div>\n");
    }
    out.markup("</div>\n</div>\n</div>\n");
    if (with_navigation) navigation(out, site, page);
    out.markup("</header>\n");
}

/// Numbers that do not break at a line's end.
std::string unbroken(std::string_view words) {
    std::string out;
    for (const char c : words) {
        if (c == ' ')
            out += "\u00A0";
        else
            out += c;
    }
    return out;
}

void footer(Writer& out, const Site& site, const Page& page) {
    out.markup("<footer class=\"govuk-footer tw-footer\">\n<div class=\"govuk-width-container\">\n");
    out.markup("<h2 class=\"govuk-visually-hidden\">").text(t("Help and information")).markup("</h2>\n");
    if (!site.telephone.empty()) {
        out.markup("<p class=\"tw-footer__phone\">").text(t("Rather talk to somebody? ")).markup("<b>");
        out.text(unbroken(site.telephone)).markup("</b>");
        if (!site.telephone_hours.empty()) out.text(", ").text(site.telephone_hours);
        out.markup("</p>\n");
    }
    if (!site.public_footer.empty()) {
        out.markup("<ul class=\"govuk-footer__inline-list\">\n");
        for (const auto& item : site.public_footer) {
            if (!page.who.empty() && item.path == "/sign-in") continue;
            out.markup("<li class=\"govuk-footer__inline-list-item\">");
            out.open_link("<a class=\"govuk-footer__link\">", Href::path(item.path))
                .text(item.text)
                .markup("</a></li>\n");
        }
        out.markup("</ul>\n");
    }
    same_as_data(out, page);
    if (!site.kept_by.empty() || site.demonstration) {
        out.markup("<p class=\"tw-footer__who\">").text(site.kept_by);
        if (site.demonstration)
            out.text(site.kept_by.empty() ? "" : " ")
                .text(site.place)
                .text(t(" is a made-up place, to show what Thingwall does."));
        out.markup("</p>\n");
    }
    out.markup("</div>\n</footer>\n");
}

}  // namespace

void around_open(Writer& out, const Site& site, const Page& page, const Writer& content) {
    header(out, site, page, true);
    out.markup("<main id=\"main\" class=\"govuk-main-wrapper\">\n");
    const bool ways = page.back || !page.breadcrumbs.empty();
    if (page.lead_outside) {
        if (ways) {
            out.markup("<div class=\"tw-lead__ways\"><div class=\"govuk-width-container\">\n");
            ways_back(out, page);
            out.markup("</div></div>\n");
        }
        out.append(content);
    } else {
        out.markup("<div class=\"govuk-width-container tw-inside\">\n");
        ways_back(out, page);
        out.append(content).markup("</div>\n");
    }
    out.markup("</main>\n");
    footer(out, site, page);
}

void around_focus(Writer& out, const Site& site, const Page& page, const Writer& content) {
    header(out, site, page, false);
    out.markup("<main id=\"main\" class=\"govuk-main-wrapper govuk-width-container\">\n");
    out.markup(page.wide ? Markup("<div class=\"tw-focus tw-focus--wide\">\n") : Markup("<div class=\"tw-focus\">\n"));
    ways_back(out, page);
    out.append(content).markup("</div>\n</main>\n");
    footer(out, site, page);
}

}  // namespace thingwall::html::frame
