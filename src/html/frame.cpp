#include "html/frame.hpp"

#include "html/form.hpp"
#include "html/navigation.hpp"

namespace thingwall::html {

void mark(Writer& page, std::string_view classes) {
    page.open("<svg viewBox=\"0 0 44 44\" aria-hidden=\"true\" focusable=\"false\">", {{"class", classes}});
    page.markup(
        "<g fill=\"currentColor\"><circle cx=\"22\" cy=\"6\" r=\"3.1\"/><circle cx=\"30.65\" cy=\"8.54\" r=\"3.1\"/>"
        "<circle cx=\"36.55\" cy=\"15.35\" r=\"3.1\"/><circle cx=\"37.84\" cy=\"24.28\" r=\"3.1\"/>"
        "<circle cx=\"34.09\" cy=\"32.48\" r=\"3.1\"/><circle cx=\"26.51\" cy=\"37.35\" r=\"3.1\"/>"
        "<circle cx=\"17.49\" cy=\"37.35\" r=\"3.1\"/><circle cx=\"9.91\" cy=\"32.48\" r=\"3.1\"/>"
        "<circle cx=\"6.16\" cy=\"24.28\" r=\"3.1\"/><circle cx=\"7.45\" cy=\"15.35\" r=\"3.1\"/></g>"
        "<circle cx=\"13.35\" cy=\"8.54\" r=\"3.9\" fill=\"#f4b740\"/></svg>");
}

void open_container(Writer& content) {
    content.markup("<div class=\"govuk-width-container\">\n");
}
void close_container(Writer& content) {
    content.markup("</div>\n");
}

namespace {

Breadcrumbs crumbs_of(const std::vector<NavigationItem>& items) {
    Breadcrumbs crumbs;
    for (const auto& item : items) {
        Crumb crumb{.text = item.text};
        if (!item.path.empty()) crumb.address = Href::path(item.path);
        crumbs.items.push_back(std::move(crumb));
    }
    return crumbs;
}

}  // namespace

void lead(Writer& content, const Lead& opening) {
    content.markup("<div class=\"tw-lead\">\n<div class=\"govuk-width-container\">\n");
    if (!opening.breadcrumbs.empty()) breadcrumbs(content, crumbs_of(opening.breadcrumbs));
    if (!opening.beside.empty()) content.markup("<div class=\"tw-lead__grid\">\n<div>\n");
    if (!opening.who.empty()) content.markup("<p class=\"tw-lead__who\">").append(opening.who).markup("</p>\n");
    content.markup("<h1 class=\"govuk-heading-xl\">").text(opening.title).markup("</h1>\n");
    if (!opening.text.empty()) content.markup("<p class=\"tw-lead__text\">").append(opening.text).markup("</p>\n");
    if (!opening.beside.empty())
        content.markup("</div>\n<div class=\"tw-act\">\n").append(opening.beside).markup("</div>\n</div>\n");
    content.markup("</div>\n</div>\n");
}

namespace frame {

void skip_to_main(Writer& out) {
    skip_link(out, {"#main"}, t("Skip to main content"));
}

std::string home_of(const Site& site, const Page& page) {
    if (!page.who.empty())
        for (const auto& item : site.officer_navigation)
            if (item.least <= page.rank) return item.path;
    return "/";
}

bool is_active(const NavigationItem& item, const Page& page) {
    return !page.active.empty() && item.path == page.active;
}

void sign_out(Writer& out, const Page& page) {
    form(out, {.action = {"/sign-out"}, .csrf = page.csrf, .classes = "tw-signout"}, [](Writer& inside) {
        inside.markup("<button type=\"submit\" class=\"tw-linkbutton\">").text(t("Sign out")).markup("</button>\n");
    });
}

void ways_back(Writer& out, const Page& page) {
    if (page.back) back_link(out, Href::path(page.back->path), page.back->text);
    if (!page.breadcrumbs.empty()) breadcrumbs(out, crumbs_of(page.breadcrumbs));
}

void same_as_data(Writer& out, const Page& page) {
    if (page.alternates.empty()) return;
    out.markup("<p class=\"tw-footer__data\">").text(t("This page as data: "));
    bool first = true;
    for (const auto& one : page.alternates) {
        if (!first) out.text(", ");
        first = false;
        out.open_link("<a class=\"govuk-footer__link\">", Href::path(one.path)).text(one.text).markup("</a>");
    }
    out.markup("</p>\n");
}

}  // namespace frame
}  // namespace thingwall::html
