#include <fmt/format.h>
#include <cmath>

#include "base/text.hpp"
#include "places/maps.hpp"
#include "places/projection.hpp"
#include "places/views.hpp"

namespace thingwall::places::views {

namespace {

using html::Cell;
using html::Href;
using html::Writer;

void report_details(Writer& page, const std::string& report) {
    if (report.empty()) return;
    Writer inside(4096);
    inside.markup("<ul class=\"govuk-list govuk-list--bullet\">");
    for (const auto& line : split(report, '\n')) inside.markup("<li>").text(line).markup("</li>");
    inside.markup("</ul>");
    html::details(page, {.summary = "What was mended or left out when the file was read",
                         .text = html::Content(std::move(inside))});
}

/// Residents' tables keep their columns on a telephone and are moved sideways; officers' become lists.
void wide(Writer& page, const std::string& what, bool begins) {
    if (begins) page.open("<div class=\"tw-wide-table\" tabindex=\"0\" role=\"region\">", {{"aria-label", what}});
}
void end_wide(Writer& page, bool ends) {
    if (ends) page.markup("</div>\n");
}

/// What was there before is one button away, for a week.
void bring_back(Writer& page, const Data& data) {
    const DataFacts& facts = data.former->facts;
    page.markup("<p class=\"govuk-body tw-measure\">")
        .text(fmt::format("Before these there were others: {}, from {}. You can bring them back until {}.",
                          facts.vintage, facts.source, data.until))
        .markup("</p>\n");
    html::form(page, *data.back, [&](Writer& form) {
        html::button(form, {.text = html::Content(fmt::format("Bring back the {} of before", fold(data.what))),
                            .importance = html::Importance::secondary,
                            .prevent_double_click = true});
    });
}

void done_banner(Writer& page, const std::string& done) {
    if (!done.empty()) html::notification_banner(page, {.content = html::Content(done), .success = true});
}

void facts(Writer& page, const Layer& view) {
    const LayerFacts& facts = view.layer.facts;
    html::SummaryList list;
    const auto row = [&](std::string_view key, std::string_view value) {
        if (!value.empty()) list.rows.push_back({.key = html::Content(key), .value = html::Content(value)});
    };
    row("Whose areas", view.owner);
    row("Lines of", facts.vintage);
    if (facts.valid_from || facts.valid_to)
        row("In force", fmt::format("{}{}", facts.valid_from ? "from " + short_date(*facts.valid_from) + " " : "",
                                    facts.valid_to ? "to " + short_date(*facts.valid_to) : ""));
    row("From", facts.source);
    row("Licence", facts.licence);
    row("To show beside it", facts.attribution);
    if (view.layer.members_of.known())
        if (const AtlasLayer* of = view.atlas.layer(view.layer.members_of)) row("Made of", of->facts.name);
    if (facts.may_overlap) row("Overlaps", "Areas of this layer may share ground");
    if (view.signed_in) {
        if (!view.layer.members_of.known()) row("Put on the grid by", transformation);
        row("Brought in", view.imported);
        row("Fingerprint of the file", view.layer.digest.substr(0, 16));
    }
    html::summary_list(page, list);
}

}  // namespace

void overview(Writer& page, const Overview& view) {
    done_banner(page, view.done);
    page.markup("<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">")
        .text(view.signed_in ? "Places" : fmt::format("Areas of {}", view.place))
        .markup("</h1>\n");
    if (view.may_import)
        html::button_link(page, Href("/places/import"),
                          {.text = "Bring in a file", .importance = html::Importance::secondary});
    page.markup("</div>\n<p class=\"govuk-body tw-measure\">")
        .text(
            "Each body draws the place in its own way, and the lines do not meet. Choose a map to see its areas, who "
            "lives in them, and how they cross the others.")
        .markup("</p>\n");
    if (view.layers.empty()) {
        html::inset_text(page, view.may_import ? "There is no map yet. Begin with small areas (output areas) and the "
                                                 "wards, then residents and postcodes."
                                               : "There is no map yet.");
        return;
    }
    wide(page, "Maps of the place", !view.signed_in);
    html::table<LayerRow>(
        page, "Maps of the place",
        {{.heading = "Map",
          .cell = Cell::row_header,
          .write =
              [](Writer& cell, const LayerRow& row) {
                  cell.link(Href::of("/places/layers", row.layer->id.value()), row.layer->facts.name);
              }},
         {.heading = "Areas",
          .cell = Cell::number,
          .write = [](Writer& cell,
                      const LayerRow& row) { cell.number(static_cast<std::int64_t>(row.layer->areas.size())); }},
         {.heading = "Residents",
          .cell = Cell::number,
          .write = [](Writer& cell, const LayerRow& row) { cell.text(people(row.layer->residents)); }},
         {.heading = "Whose areas", .write = [](Writer& cell, const LayerRow& row) { cell.text(row.owner); }},
         {.heading = "Lines of",
          .write = [](Writer& cell, const LayerRow& row) { cell.text(row.layer->facts.vintage); }}},
        view.layers,
        {.look = view.signed_in ? html::TableLook::stacked : html::TableLook::govuk, .hide_caption = true});
    end_wide(page, !view.signed_in);
    if (!view.signed_in) {
        const AtlasLayer* wards = view.atlas.layer_of_kind(LayerKind::ward);
        if (wards != nullptr) {
            page.markup("<h2 class=\"govuk-heading-m\">")
                .text(wards->facts.name)
                .markup("</h2>\n<ul class=\"govuk-list\">\n");
            for (const AtlasArea& area : wards->areas)
                page.markup("<li>").link(Href::of("/places/areas", area.id.value()), area.name).markup("</li>\n");
            page.markup("</ul>\n");
        }
    }
    for (const Data& data : view.data) {
        page.markup("<h2 class=\"govuk-heading-m\">").text(data.what).markup("</h2>\n<p class=\"govuk-body\">");
        if (data.facts.vintage.empty()) {
            page.text("None yet.").markup("</p>\n");
            continue;
        }
        page.text(
            fmt::format("{}. Source: {}. Licence: {}.", data.facts.vintage, data.facts.source, data.facts.licence));
        if (!data.facts.attribution.empty()) page.text(" ").text(data.facts.attribution);
        page.markup("</p>\n");
        if (view.signed_in) report_details(page, data.report);
        if (data.former && data.back) bring_back(page, data);
    }
}

void layer(Writer& page, const Layer& view) {
    done_banner(page, view.done);
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(view.layer.facts.name)
        .markup("</h1>\n<p class=\"govuk-body tw-measure\">");
    const auto areas = count_of(static_cast<std::int64_t>(view.layer.areas.size()), one(view.layer.facts.kind),
                                many(view.layer.facts.kind));
    page.text(view.atlas.residents() > 0
                  ? fmt::format("{}, in which {} people live.", areas, people(view.layer.residents))
                  : areas + ".")
        .markup("</p>\n");
    const auto map = [&] {
        if (view.layer.areas.size() <= 2'000) html::map_figure(page, layer_map(view.atlas, view.layer, "layer"));
    };
    const auto areas_table = [&] {
        wide(page, "Areas of " + view.layer.facts.name, !view.signed_in);
        html::table<const AtlasArea*>(
            page, fmt::format("Areas of {}", view.layer.facts.name),
            {{.heading = "Area",
              .cell = Cell::row_header,
              .write =
                  [](Writer& cell, const AtlasArea* const& area) {
                      cell.link(Href::of("/places/areas", area->id.value()), area->name);
                  }},
             {.heading = "Code", .write = [](Writer& cell, const AtlasArea* const& area) { cell.text(area->code); }},
             {.heading = "Residents",
              .cell = Cell::number,
              .write = [](Writer& cell, const AtlasArea* const& area) { cell.text(people(area->residents)); }},
             {.heading = "Hectares",
              .cell = Cell::number,
              .write = [](Writer& cell,
                          const AtlasArea* const& area) { cell.number(std::lround(area->area_m2 / 10'000)); }}},
            view.rows, {.look = view.signed_in ? html::TableLook::stacked : html::TableLook::govuk});
        end_wide(page, !view.signed_in);
        page.append(view.pages);
    };
    const auto about = [&] {
        page.markup("<h2 class=\"govuk-heading-m\">About this map</h2>\n");
        facts(page, view);
        if (view.signed_in) report_details(page, view.report);
    };
    if (view.signed_in) {
        page.markup("<div class=\"tw-areatop\">\n<section>\n");
        map();
        page.markup("</section>\n<section>\n");
        about();
        page.markup("</section>\n</div>\n");
        areas_table();
    } else {
        page.markup("<div class=\"tw-cols\">\n<div>\n");
        areas_table();
        page.markup("</div>\n<div>\n");
        map();
        page.markup("</div>\n</div>\n");
        about();
    }
    page.markup("<h2 class=\"govuk-heading-m\">Against other maps</h2>\n<ul class=\"govuk-list\">\n");
    for (const AtlasLayer& other : view.atlas.layers())
        if (other.id != view.layer.id)
            page.markup("<li>")
                .link(Href::path(fmt::format("/places/layers/{}/with/{}", view.layer.id.value(), other.id.value())),
                      fmt::format("{} and {}", view.layer.facts.name, other.facts.name))
                .markup("</li>\n");
    page.markup("</ul>\n");
}

void crosswalk(Writer& page, const CrosswalkPage& view) {
    const Provenance& from = view.crosswalk.provenance;
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(fmt::format("{} and {}", view.source.facts.name, view.target.facts.name))
        .markup("</h1>\n<p class=\"govuk-body tw-measure\">");
    page.text(from.method == Method::residents
                  ? fmt::format("How many people live in both, for each pair of areas, and what share that is of "
                                "either. Counted on small areas{}.",
                                from.residents_vintage.empty() ? "" : ", " + from.residents_vintage)
                  : "How much ground each pair of areas shares, since nobody has brought in residents yet.")
        .markup("</p>\n");
    html::table<CrosswalkRow>(
        page, fmt::format("Pairs of {} and {}", view.source.facts.name, view.target.facts.name),
        {{.heading = view.source.facts.name,
          .cell = Cell::row_header,
          .write =
              [&](Writer& cell, const CrosswalkRow& row) {
                  if (row.source == outside)
                      cell.text(fmt::format("Outside every {}", one(view.source.facts.kind)));
                  else
                      cell.link(Href::of("/places/areas", view.source.areas[row.source].id.value()),
                                view.source.areas[row.source].name);
              }},
         {.heading = view.target.facts.name,
          .write =
              [&](Writer& cell, const CrosswalkRow& row) {
                  if (row.target == outside)
                      cell.text(fmt::format("Outside every {}", one(view.target.facts.kind)));
                  else
                      cell.link(Href::of("/places/areas", view.target.areas[row.target].id.value()),
                                view.target.areas[row.target].name);
              }},
         {.heading = "Residents in both",
          .cell = Cell::number,
          .write = [](Writer& cell, const CrosswalkRow& row) { cell.text(people(row.residents)); }},
         {.heading = "Of the first",
          .cell = Cell::number,
          .write =
              [](Writer& cell, const CrosswalkRow& row) {
                  cell.text(row.source == outside ? "" : in_100(row.share_of_source));
              }},
         {.heading = "Of the second",
          .cell = Cell::number,
          .write =
              [](Writer& cell, const CrosswalkRow& row) {
                  cell.text(row.target == outside ? "" : in_100(row.share_of_target));
              }}},
        view.rows);
    page.append(view.pages);
    page.markup("<p class=\"govuk-body-s\">")
        .text("Pieces under half of one percent of both areas are left out here and kept in ")
        .link(Href::path(fmt::format("/places/layers/{}/with/{}.csv", view.source.id.value(), view.target.id.value())),
              "the file (.csv)")
        .markup(".</p>\n");
}

}  // namespace thingwall::places::views
