#include "activities/poster.hpp"
#include "html/components.hpp"

namespace thingwall::activities {
namespace {

using html::t;
using html::Writer;

// Runs of dark modules in a row are one rectangle each. Four modules of white stand around, as the standard asks.
void draw(Writer& page, const QrCode& code, std::string_view title) {
    constexpr int quiet = 4;
    const double side = code.side + 2 * quiet;
    html::Svg svg(page, {.x = 0, .y = 0, .width = side, .height = side}, "tw-qr", {.id = "code", .title = title});
    html::SvgPath path;
    const auto dark = [&](int x, int y) {
        return x < code.side && code.dark[static_cast<std::size_t>(y * code.side + x)];
    };
    for (int y = 0; y < code.side; ++y)
        for (int x = 0; x < code.side; ++x) {
            if (!dark(x, y)) continue;
            int end = x;
            while (dark(end, y)) ++end;
            const double left = x + quiet, right = end + quiet, top = y + quiet;
            path.move_to({left, top}).line_to({right, top}).line_to({right, top + 1}).line_to({left, top + 1}).close();
            x = end;
        }
    svg.path(path, "tw-qr-dark");
}

void line(Writer& page, std::string_view heading, std::string_view words) {
    if (words.empty()) return;
    page.markup("<p><b>").text(heading).markup("</b> ").text(words).markup("</p>\n");
}

}  // namespace

void poster_page(Writer& page, const PosterView& view) {
    page.markup("<p class=\"tw-noprint\">")
        .text(t("Print this page with your browser, on A4. The code leads to the page of the activity."))
        .markup("</p>\n<article class=\"tw-poster\">\n<p class=\"tw-poster__lead\">")
        .text(view.lead)
        .text(t(" asks you"))
        .markup("</p>\n<h1 class=\"tw-poster__title\">")
        .text(view.activity.title)
        .markup("</h1>\n<p class=\"tw-poster__what\">")
        .text(view.activity.purpose)
        .markup("</p>\n<div class=\"tw-poster__how\"><div>\n");
    line(page, t("Until"), long_date(view.activity.dates.last(), view.this_year));
    line(page, t("For"), view.who);
    line(page, t("Where"), view.where);
    line(page, t("How"), view.how);
    line(page, t("You can also answer"), view.other_ways);
    line(page, t("Questions?"), view.activity.contact);
    page.markup("</div>\n<div class=\"tw-poster__code\">");
    if (view.code) draw(page, *view.code, t("Code to photograph, for the address below"));
    page.markup("<p class=\"tw-poster__address\">").text(view.address).markup("</p></div>\n</div>\n</article>\n");
}

}  // namespace thingwall::activities
