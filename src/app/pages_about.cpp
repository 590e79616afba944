#include "app/pages_about.hpp"

#include "html/components.hpp"
#include "kernel/pages.hpp"
#include "web/errors.hpp"

namespace thingwall::app {
namespace {

using html::Href;
using html::Writer;

void heading(Writer& page, std::string_view title) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(title).markup("</h1>\n");
}

void accessibility(Writer& page) {
    heading(page, "Accessibility");
    page.markup(
        "<p class=\"govuk-body\">Everybody should be able to use this site. You can make text three times larger, use "
        "it with a keyboard alone, with a "
        "screen reader, on a small telephone, and without scripts.</p>\n"
        "<p class=\"govuk-body\">Each page is checked by a program (axe) against the Web Content Accessibility "
        "Guidelines 2.2 at level AA, narrow and "
        "wide. No program finds everything. People have not tested it for us yet.</p>\n"
        "<h2 class=\"govuk-heading-m\">Maps and pictures</h2>\n<p class=\"govuk-body\">What a map or picture shows "
        "stands in words beside it, or in a table "
        "below it.</p>\n"
        "<h2 class=\"govuk-heading-m\">If something does not work for you</h2>\n<p class=\"govuk-body\">Tell the body "
        "that asks: its page says how. You can "
        "take part on paper or by telephone where the activity says so, and ask for another format.</p>\n<p "
        "class=\"govuk-body\">");
    page.link(Href{"/partners"}, "Who asks here, and how to reach them").markup("</p>\n");
}

void privacy(Writer& page) {
    heading(page, "Privacy, and what becomes public");
    page.markup(
        "<h2 class=\"govuk-heading-m\">If you come to read</h2>\n<ul class=\"govuk-list govuk-list--bullet\"><li>You "
        "need no account.</li><li>The postcode that you "
        "type is used to find what is open, and is not kept.</li><li>Nothing is set on your device while you read. A "
        "page with a form sets one cookie, "
        "which keeps others from sending the form in your name.</li><li>Nothing is loaded from other sites, and nobody "
        "is told that you were here.</li></ul>\n"
        "<h2 class=\"govuk-heading-m\">If you work for a body that asks</h2>\n<ul class=\"govuk-list "
        "govuk-list--bullet\"><li>Your name, e-mail, role, and when you signed in are kept.</li><li>Every "
        "change that you make is recorded with your name, for partners to see.</li><li>A plan is seen by your own body "
        "alone until you register it. What you "
        "register is seen by partners, or by everybody from the day that you choose.</li><li>Cost, and the number of "
        "people to be asked, are for partners.</li></ul>\n");
}

void data(Writer& page) {
    heading(page, "Data to download");
    page.markup(
        "<p class=\"govuk-body\">Each page and its data share an address: put the ending behind it. What you may not "
        "see on a page is not in its data either.</p>\n");
    struct Row {
        std::string what, address, formats;
    };
    const std::vector<Row> rows{
        {"All that is public and open, or matches a search", "/activities", ".json .csv .ics .atom .geojson"},
        {"One activity", "/activities/NUMBER", ".json .ics .atom .geojson"},
        {"What is open near a postcode", "/near?postcode=...", "/near.json .csv .ics .atom .geojson"},
        {"A layer of areas, with residents", "/places/layers/NUMBER", ".json .csv .geojson"},
        {"An area, and what it shares with others", "/places/areas/NUMBER", ".json .csv .geojson"},
        {"The bodies that ask", "/partners", ".json .csv"}};
    page.markup("<ul class=\"tw-docs\">\n");
    for (const auto& row : rows)
        page.markup("<li>")
            .text(row.what)
            .markup("<span>")
            .text(row.address + ": " + row.formats)
            .markup("</span></li>\n");
    page.markup("</ul>\n");
    page.markup("<p class=\"govuk-body\">")
        .link(Href{"/activities.csv"}, "All public activities as CSV")
        .text(", ")
        .link(Href{"/activities.json"}, "as JSON")
        .text(", ")
        .link(Href{"/activities.ics"}, "as a calendar")
        .markup("</p>\n");
}

}  // namespace

std::string error_page(const html::Site& site, const web::ErrorView& view) {
    Writer content;
    heading(content, web::title_of(view));
    web::error_content(content, view);
    return html::document(site, kernel::focus_page(*view.request, std::string(web::title_of(view))),
                          std::move(content));
}

void add_about_routes(web::Router& router, kernel::Services services) {
    auto add = [&](const char* path, const char* title, void (*content)(Writer&)) {
        router
            .get(path, web::Access::anyone,
                 [services, title, content](const web::Request& request) {
                     Writer words;
                     content(words);
                     return kernel::show(services, kernel::page(request, title), std::move(words));
                 })
            .cacheable = true;
    };
    add("/accessibility", "Accessibility", accessibility);
    add("/privacy", "Privacy, and what becomes public", privacy);
    add("/data", "Data to download", data);
}

}  // namespace thingwall::app
