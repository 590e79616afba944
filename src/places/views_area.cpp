#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "places/maps.hpp"
#include "places/outline.hpp"
#include "places/views.hpp"

namespace thingwall::places::views {

namespace {

using html::Href;
using html::Writer;

std::string capital(std::string_view words) {
    std::string out(words);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

constexpr std::string_view numbers[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
std::string in_words(std::size_t n) {
    return n < std::size(numbers) ? std::string(numbers[n]) : std::to_string(n);
}

// "7 of every 100 people in Wyremouth"; where that is under one, of every 1,000, or how many there are to one of these.
html::Figure share_of_place(double share, const std::string& place) {
    if (share >= 0.0095) return {fmt::format("{:.0f}", share * 100), fmt::format("of every 100 people in {}", place)};
    if (share >= 0.00095)
        return {fmt::format("{:.0f}", share * 1000), fmt::format("of every 1,000 people in {}", place)};
    return {thousands(std::llround(share * 10'000)), fmt::format("of every 10,000 people in {}", place)};
}

html::Content attribution(const Area& view) {
    std::vector<std::string> lines;
    for (const std::string* line : {&view.layer.facts.attribution, &view.atlas.residents_facts().attribution})
        if (!line->empty() && std::ranges::find(lines, *line) == lines.end()) lines.push_back(*line);
    std::string text = view.layer.facts.vintage.empty() ? "" : "Lines of " + view.layer.facts.vintage + ".";
    for (const auto& line : lines) text += (text.empty() ? "" : " ") + line;
    return html::Content(text);
}

void who_lives_here(Writer& page, const Area& view) {
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-who\">\n<h2 class=\"govuk-heading-l\" id=\"h-who\">Who "
        "lives here</h2>\n");
    if (view.atlas.residents() <= 0) {
        page.markup("<p class=\"govuk-body\">Nobody has told us yet how many people live here.</p>\n</section>\n");
        return;
    }
    const double hectares = view.area.area_m2 / 10'000;
    html::headline_figures(page, html::FigureList::residents,
                           {{people(view.area.residents), "people live here"},
                            share_of_place(view.area.residents / view.atlas.residents(), view.place),
                            {hectares > 0 ? fmt::format("{:.0f}", view.area.residents / hectares) : "0",
                             "people to a hectare, which is a football pitch and a half"}});
    if (!view.area.members.empty()) {
        page.markup("<p class=\"govuk-body tw-measure\">It is made of ");
        for (std::size_t i = 0; i < view.area.members.size(); ++i) {
            if (i > 0) page.text(i + 1 == view.area.members.size() ? " and " : ", ");
            const AtlasArea* member = view.atlas.area(view.area.members[i]);
            if (member != nullptr) page.link(Href::of("/places/areas", member->id.value()), member->name);
        }
        page.text(".").markup("</p>\n");
    }
    page.markup("<p class=\"govuk-body-s tw-quiet\">")
        .text(fmt::format("Counted on small areas, {}.", view.atlas.residents_facts().vintage.empty()
                                                             ? "as imported"
                                                             : view.atlas.residents_facts().vintage))
        .markup("</p>\n</section>\n");
}

void multiples(Writer& page, const Area& view) {
    if (view.others.empty()) return;
    page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"h-cross\">\n<h2 class=\"govuk-heading-l\" id=\"h-cross\">")
        .text(fmt::format("One {} on {} other {}", one(view.layer.facts.kind), in_words(view.others.size()),
                          view.others.size() == 1 ? "map" : "maps"))
        .markup("</h2>\n<p class=\"govuk-body tw-measure\">")
        .text(fmt::format("{} is drawn bold. Dashed lines are where another body’s map cuts through it, and the "
                          "figures say how many of its residents live on each side.",
                          view.area.name))
        .markup("</p>\n<div class=\"tw-multiples tw-figure\">\n");
    html::DataTable table{fmt::format("Residents of {} on other maps", view.area.name),
                          {"Map", "Area", "Residents in both", "Share of residents"},
                          {false, false, true, true},
                          {}};
    for (std::size_t i = 0; i < view.others.size(); ++i) {
        const OtherMap& other = view.others[i];
        page.markup("<div>");
        html::small_map(page, cut_map(view.area, *other.layer, other.met, fmt::format("cut-{}", i)));
        page.markup("<h3 class=\"govuk-heading-s\">").text(other.layer->facts.name).markup("</h3>\n<ul>");
        std::size_t n = 0;
        for (const Meeting& met : other.met) {
            const std::string name =
                met.other == nullptr ? fmt::format("in no {}", one(other.layer->facts.kind)) : met.other->name;
            table.rows.push_back({other.layer->facts.name, name, people(met.residents), per_cent(met.share_of_this)});
            if (n == parts_drawn) continue;
            page.markup("<li>");
            page.markup("<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">");
            page.open(
                "<rect x=\"1\" y=\"1\" width=\"14\" height=\"14\">",
                {{"class", met.other == nullptr ? std::string("tw-m-outside")
                                                : fmt::format("tw-m-part tw-m-part--{}", static_cast<char>('a' + n))}});
            page.markup("</rect></svg><span><b>").text(per_cent(met.share_of_this)).markup("</b> ");
            if (met.other == nullptr)
                page.text(name);
            else
                page.link(Href::of("/places/areas", met.other->id.value()), name);
            page.markup("</span></li>");
            n += met.other != nullptr;
        }
        if (other.met.empty())
            page.markup("<li><span></span><span>")
                .text(fmt::format("in no {}", one(other.layer->facts.kind)))
                .markup("</span></li>");
        page.markup("</ul></div>\n");
    }
    page.markup("</div>\n");
    Writer inside(4096);
    inside.open("<div class=\"tw-wide-table\" tabindex=\"0\" role=\"region\">", {{"aria-label", table.caption}});
    html::data_table(inside, table, html::TableLook::govuk);
    inside.markup("</div>");
    html::details(page, {.summary = "The maps as a table", .text = html::Content(std::move(inside))});
    page.markup("</section>\n");
}

}  // namespace

void public_area(Writer& page, const Area& view) {
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\">\n");
    html::breadcrumbs(
        page,
        {.items = {{.text = "Areas", .address = Href("/places")},
                   {.text = view.layer.facts.name, .address = Href::of("/places/layers", view.layer.id.value())}}});
    page.markup("<p class=\"tw-lead__who\">").text(capital(one(view.layer.facts.kind)));
    if (!view.owner.empty() && view.layer.facts.kind != LayerKind::ward) page.text(", " + view.owner);
    page.markup("</p>\n<h1 class=\"govuk-heading-xl\">")
        .text(view.area.name)
        .markup("</h1>\n<p class=\"tw-lead__text\">");
    std::string sentence;
    if (view.atlas.residents() > 0) sentence = fmt::format("{} people live here.", people(view.area.residents));
    if (!view.lead.empty()) sentence += (sentence.empty() ? "" : " ") + view.lead;
    page.text(sentence).markup(
        "</p>\n</div></div>\n<div class=\"govuk-width-container\">\n<div class=\"tw-cols\">\n<div>\n");
    who_lives_here(page, view);
    page.markup("</div>\n<figure class=\"tw-figure\">\n");
    html::small_map(page, place_map(view.atlas, view.area, "place"));
    page.markup("<figcaption class=\"govuk-!-margin-bottom-0\">")
        .append(attribution(view))
        .markup("</figcaption>\n</figure>\n</div>\n");
    page.append(view.sections);
    multiples(page, view);
    page.markup("</div>\n");
}

}  // namespace thingwall::places::views
