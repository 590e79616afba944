#include <fmt/format.h>
#include <cmath>

#include "base/text.hpp"
#include "places/maps.hpp"
#include "places/views.hpp"

namespace thingwall::places::views {

namespace {

using html::Cell;
using html::Href;
using html::Writer;

std::string capital(std::string_view words) {
    std::string out(words);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

std::string outside_words(const AtlasLayer& layer) {
    return fmt::format("Outside every {}", one(layer.facts.kind));
}

void dots(Writer& page, const Sureness& sure) {
    page.markup("<span class=\"tw-rel\"><svg viewBox=\"0 0 36 10\" aria-hidden=\"true\" focusable=\"false\">");
    for (int i = 0; i < 3; ++i)
        page.open("<circle cy=\"5\" r=\"4\" stroke=\"#0f4c43\" stroke-width=\"1.5\">",
                  {{"cx", 5 + 12 * i}, {"fill", i < sure.dots ? "#0f4c43" : "#fff"}})
            .markup("</circle>");
    page.markup("</svg>")
        .text(sure.word)
        .markup("</span><br><span class=\"tw-small tw-quiet\">")
        .text(sure.why)
        .markup("</span>");
}

void other_layers(Writer& page, const Area& view) {
    page.markup("<section aria-labelledby=\"o-h\"><h2 class=\"govuk-heading-m\" id=\"o-h\">In other layers</h2>\n");
    for (std::size_t i = 0; i < view.others.size(); ++i) {
        if (i == view.chosen) continue;
        const OtherMap& other = view.others[i];
        html::DataTable table{
            other.layer->facts.name,
            {capital(one(other.layer->facts.kind)), "Residents in both", fmt::format("Of {}", view.area.name)},
            {false, true, true},
            {}};
        for (const Meeting& met : other.met) {
            if (table.rows.size() == 4) break;
            table.rows.push_back({met.other == nullptr ? outside_words(*other.layer) : met.other->name,
                                  people(met.residents), in_100(met.share_of_this)});
        }
        if (table.rows.empty())
            table.rows.push_back({fmt::format("Meets no {}", one(other.layer->facts.kind)), "0", "none"});
        html::data_table(page, table, html::TableLook::compact);
        page.markup("<p class=\"tw-small\">")
            .link(Href::query(Href::of("/places/areas", view.area.id.value()),
                              {{"with", std::to_string(other.layer->id.value())}}),
                  fmt::format("{} in full", other.layer->facts.name))
            .markup("</p>\n");
    }
    page.markup("</section>\n");
}

void crossing(Writer& page, const Area& view, const OtherMap& other) {
    const std::string_view kind = one(other.layer->facts.kind);
    page.markup("<section class=\"tw-section\" aria-labelledby=\"x-h\"><h2 class=\"govuk-heading-m\" id=\"x-h\">")
        .text(fmt::format("Who lives in which {}", kind))
        .markup("</h2>\n<p>");
    std::string example;
    for (const Meeting& met : other.met)
        if (met.other != nullptr && met.share_of_other < 0.9 && met.share_of_other > 0.1)
            example = fmt::format(" An activity for all of {} reaches {} residents of {}.", view.area.name,
                                  in_100(met.share_of_other), met.other->name);
    page.text(fmt::format(
                  "Two questions, two shares: how much of {0} is in the {1}, and how much of the {1} is in {0}.{2}",
                  view.area.name, kind, example))
        .markup("</p>\n");
    html::table<Meeting>(
        page, fmt::format("Residents of {} in each {}", view.area.name, kind),
        {{.heading = capital(kind),
          .cell = Cell::row_header,
          .write =
              [&](Writer& cell, const Meeting& met) {
                  if (met.other == nullptr)
                      cell.markup("<b>").text(outside_words(*other.layer)).markup("</b>");
                  else
                      cell.link(Href::of("/places/areas", met.other->id.value()), met.other->name);
              },
          .foot = view.area.name},
         {.heading = "Residents in both",
          .cell = Cell::number,
          .write = [](Writer& cell, const Meeting& met) { cell.text(people(met.residents)); },
          .label = "In both",
          .foot = people(view.area.residents)},
         {.heading = fmt::format("Share of {}’s residents", view.area.name),
          .write = [](Writer& cell,
                      const Meeting& met) { html::share_bar(cell, met.share_of_this, html::Whose::ours); },
          .hide_heading = false,
          .classes = "tw-xbar"},
         {.heading = fmt::format("Of {}", view.area.name),
          .cell = Cell::number,
          .write = [](Writer& cell, const Meeting& met) { cell.text(in_100(met.share_of_this)); },
          .foot = "100 in 100"},
         {.heading = fmt::format("Share of the {}’s residents", kind),
          .write =
              [](Writer& cell, const Meeting& met) {
                  if (met.other != nullptr) html::share_bar(cell, met.share_of_other, html::Whose::theirs);
              },
          .classes = "tw-xbar"},
         {.heading = fmt::format("Of the {}", kind),
          .cell = Cell::number,
          .write = [](Writer& cell,
                      const Meeting& met) { cell.text(met.other == nullptr ? "" : in_100(met.share_of_other)); }},
         {.heading = "How sure",
          .write =
              [](Writer& cell, const Meeting& met) {
                  dots(cell, how_sure(met.residents, met.whole_residents, met.whole_blocks, met.cut_blocks));
              }}},
        other.met, {.look = html::TableLook::stacked, .hide_caption = true, .classes = "tw-cross"});
    page.markup(
            "<p class=\"tw-small tw-quiet\"><b>Firm:</b> nearly all residents live in small areas wholly on one side "
            "of the line. <b>Fair:</b> some are cut, shared out by ground. "
            "<b>Rough:</b> most are cut; use “about”. Pieces under half of one percent of both areas are left out of "
            "the table and kept in ")
        .link(Href::path(fmt::format("/places/layers/{}/with/{}.csv", view.layer.id.value(), other.layer->id.value())),
              "the file (.csv)")
        .markup(".</p>\n</section>\n");
}

}  // namespace

void officer_area(Writer& page, const Area& view) {
    page.markup("<div class=\"tw-head\"><div><span class=\"govuk-caption-m\">");
    std::string caption = capital(one(view.layer.facts.kind));
    if (!view.owner.empty()) caption += ", " + view.owner;
    if (!view.layer.facts.vintage.empty()) caption += ", lines of " + view.layer.facts.vintage;
    page.text(caption)
        .markup("</span><h1 class=\"govuk-heading-l tw-m-0\">")
        .text(view.area.name)
        .markup("</h1></div>\n");
    if (view.may_plan)
        html::button_link(page, Href::query("/plan", {{"area", std::to_string(view.area.id.value())}}),
                          {.text = "Plan an engagement here", .importance = html::Importance::secondary});
    page.markup("</div>\n");

    const OtherMap* chosen = view.others.empty() ? nullptr : &view.others[view.chosen];
    const std::string vintage = view.atlas.residents_facts().vintage;
    std::vector<html::Figure> figures{
        {people(view.area.residents), vintage.empty() ? "residents" : fmt::format("residents ({})", vintage)},
        {thousands(std::lround(view.area.area_m2 / 10'000)), "hectares"}};
    if (chosen != nullptr) {
        std::int64_t share = 0, wholly = 0;
        double beyond = 0;
        for (const Meeting& met : chosen->met) {
            share += met.other != nullptr;
            wholly += met.other != nullptr && met.share_of_other > 0.995;
            if (met.other == nullptr) beyond = met.residents;
        }
        const auto kinds = share == 1 ? one(chosen->layer->facts.kind) : many(chosen->layer->facts.kind);
        figures.push_back(
            {thousands(share), fmt::format("{} share{} its ground{}", kinds, share == 1 ? "s" : "",
                                           wholly > 0 ? fmt::format(", {} of them wholly", wholly) : "")});
        if (beyond > 0)
            figures.push_back(
                {people(beyond), fmt::format("residents live outside every {}", one(chosen->layer->facts.kind))});
    }
    html::headline_figures(page, html::FigureList::officers, figures);
    if (chosen == nullptr) {
        html::inset_text(page, "There is no other layer to compare this area with yet.");
    } else {
        page.markup(
                "<div class=\"tw-areatop\">\n<section aria-labelledby=\"m-h\"><h2 class=\"govuk-heading-m\" "
                "id=\"m-h\">")
            .text(fmt::format("Where its line and the {}’ lines part", many(chosen->layer->facts.kind)))
            .markup("</h2>\n");
        html::map_figure(page, cross_map(view.atlas, view.area, *chosen->layer, chosen->met, "cross"));
        page.markup("</section>\n");
        other_layers(page, view);
        page.markup("</div>\n");
        crossing(page, view, *chosen);
    }
    page.append(view.sections);
}

}  // namespace thingwall::places::views
