#include <fmt/format.h>

#include "base/text.hpp"
#include "places/views.hpp"

namespace thingwall::places::views {

namespace {

using html::Cell;
using html::Content;
using html::Writer;

constexpr std::string_view words[] = {"layer", "members", "residents", "postcodes"};

std::string_view title_of(ImportKind kind) {
    switch (kind) {
        case ImportKind::layer:
            return "Bring in boundaries";
        case ImportKind::members:
            return "Bring in areas made of other areas";
        case ImportKind::residents:
            return "Bring in residents";
        case ImportKind::postcodes:
            return "Bring in postcodes";
    }
    return "";
}

std::string_view file_hint(ImportKind kind) {
    switch (kind) {
        case ImportKind::layer:
            return "GeoJSON or TopoJSON, up to 32 MB. Longitude and latitude, or metres on the British National Grid.";
        case ImportKind::members:
            return "CSV with a row for each member: the area’s code, its name, and the code of the area that belongs "
                   "to it.";
        case ImportKind::residents:
            return "CSV with the code of each small area and how many people live there.";
        case ImportKind::postcodes:
            return "Code-Point Open as CSV, up to 200 MB. Larger files, like ONSPD, are brought in with thingwall "
                   "places import.";
    }
    return "";
}

void where_from(Writer& form, const Error& error, std::string_view vintage, std::string_view vintage_hint,
                std::string_view source, std::string_view licence, std::string_view attribution) {
    html::text_input(form, error,
                     {.name = "vintage",
                      .label = "When are these from?",
                      .hint = Content(vintage_hint),
                      .value = std::string(vintage),
                      .width = html::Width::chars_20});
    html::text_input(form, error,
                     {.name = "source",
                      .label = "Where does the file come from?",
                      .hint = "For example, Office for National Statistics, Open Geography portal",
                      .value = std::string(source)});
    html::text_input(form, error,
                     {.name = "licence",
                      .label = "Licence",
                      .hint = "For example, Open Government Licence v3",
                      .value = std::string(licence)});
    html::text_input(form, error,
                     {.name = "attribution",
                      .label = "Line that must stand beside it (optional)",
                      .hint = "For example, Contains OS data © Crown copyright and database right 2026",
                      .value = std::string(attribution)});
}

void layer_fields(Writer& form, const Import& view) {
    const LayerDraft& draft = view.layer;
    html::text_input(form, view.error,
                     {.name = "name",
                      .label = "What is this map called?",
                      .hint = "For example, Police neighbourhoods",
                      .value = draft.name,
                      .width = html::Width::chars_30});
    std::vector<html::Option> kinds{{.value = "", .text = "Choose one"}};
    for (const LayerKind kind :
         {LayerKind::ward, LayerKind::area_forum, LayerKind::police, LayerKind::health, LayerKind::management,
          LayerKind::parish, LayerKind::constituency, LayerKind::district, LayerKind::small_area, LayerKind::other})
        kinds.push_back(
            {.value = std::string(to_word(kind)),
             .text = kind == LayerKind::small_area ? "small areas (output areas)" : std::string(many(kind))});
    html::select(form, view.error,
                 {.name = "kind", .label = "What are its areas?", .options = std::move(kinds), .value = draft.kind});
    html::select(form, view.error,
                 {.name = "owner", .label = "Whose areas are they?", .options = view.owners, .value = draft.owner});
    if (view.kind == ImportKind::members)
        html::select(form, view.error,
                     {.name = "members_of",
                      .label = "Which map are they made of?",
                      .options = view.layers,
                      .value = draft.members_of});
    where_from(form, view.error, draft.vintage, "For example, May 2026", draft.source, draft.licence,
               draft.attribution);
    html::text_input(form, view.error,
                     {.name = "valid_from",
                      .label = "First day in force (optional)",
                      .hint = "For example, 1/4/2024",
                      .value = draft.valid_from,
                      .width = html::Width::chars_10});
    html::text_input(form, view.error,
                     {.name = "valid_to",
                      .label = "Last day in force (optional)",
                      .value = draft.valid_to,
                      .width = html::Width::chars_10});
    html::checkboxes(
        form, view.error,
        {.name = "may_overlap",
         .legend = "Overlaps",
         .choices =
             {{.value = "yes",
               .text = "Areas of this map may share ground",
               .hint =
                   "Tick this for lines that were drawn by hand. Without it, a file whose areas overlap is refused."}},
         .values = {draft.may_overlap}});
    html::text_input(form, view.error,
                     {.name = "code_property",
                      .label = "Which column or property is the code? (optional)",
                      .hint = "Leave blank and we look for one, like WD24CD",
                      .value = draft.code_property,
                      .width = html::Width::chars_20});
    html::text_input(form, view.error,
                     {.name = "name_property",
                      .label = "Which one is the name? (optional)",
                      .value = draft.name_property,
                      .width = html::Width::chars_20});
}

}  // namespace

void choose_import(Writer& page, bool may_import_figures) {
    page.markup("<h1 class=\"govuk-heading-l\">Bring in a file</h1>\n<p class=\"govuk-body tw-measure\">")
        .text("What is in the file? You see what it would change before anything is changed.")
        .markup("</p>\n<ul class=\"govuk-list\">\n");
    const auto line = [&](ImportKind kind, std::string_view what) {
        page.markup("<li>")
            .link(html::Href::of("/places/import", words[static_cast<std::size_t>(kind)]), what)
            .markup("</li>\n");
    };
    line(ImportKind::layer, "Boundaries: wards, neighbourhoods, small areas");
    line(ImportKind::members, "Areas made of other areas: area forums of two wards each");
    if (may_import_figures) {
        line(ImportKind::residents, "Residents: how many people live in each small area");
        line(ImportKind::postcodes, "Postcodes: where each one lies");
    }
    page.markup("</ul>\n");
}

void import_form(Writer& page, const Import& view) {
    html::error_summary(page, view.error);
    page.markup("<h1 class=\"govuk-heading-l\">").text(title_of(view.kind)).markup("</h1>\n");
    page.markup("<p class=\"govuk-body tw-measure\">")
        .text(
            "First the file is read, and you see what it would change. Then it is taken whole or not at all. What can "
            "be "
            "mended is mended, and you are told what it was.")
        .markup("</p>\n");
    if (!view.report.empty()) {
        Writer inside(4096);
        inside.markup("<ul class=\"govuk-list govuk-list--bullet\">");
        for (const auto& line : split(view.report, '\n')) inside.markup("<li>").text(line).markup("</li>");
        inside.markup("</ul>");
        html::details(page, {.summary = "What else we saw in the file", .text = Content(std::move(inside))});
    }
    html::form(page, view.to, [&](Writer& form) {
        html::file_upload(form, view.error,
                          {.name = "file",
                           .label = "File",
                           .label_size = html::Size::m,
                           .hint = Content(file_hint(view.kind)),
                           .accept = view.kind == ImportKind::layer ? ".geojson,.json,.topojson" : ".csv"});
        if (view.kind == ImportKind::layer || view.kind == ImportKind::members) {
            layer_fields(form, view);
        } else {
            if (view.kind == ImportKind::residents)
                html::select(form, view.error,
                             {.name = "layer",
                              .label = "Which small areas are they for?",
                              .options = view.block_layers,
                              .value = view.data.layer});
            where_from(form, view.error, view.data.vintage,
                       view.kind == ImportKind::residents ? "For example, Census 2021" : "For example, August 2026",
                       view.data.source, view.data.licence, view.data.attribution);
        }
        html::button(form, {.text = "Read it", .prevent_double_click = true});
    });
}

void preview(Writer& page, const Preview& view) {
    html::error_summary(page, view.error);
    const bool replaces = view.kind == ImportKind::residents || view.kind == ImportKind::postcodes;
    page.markup("<span class=\"govuk-caption-m\">")
        .text(title_of(view.kind))
        .markup("</span>\n<h1 class=\"govuk-heading-l\">Look before it is taken</h1>\n");
    page.markup("<p class=\"govuk-body tw-measure\"><b>")
        .text(view.filename)
        .markup("</b>")
        .text(view.name.empty() ? " was read. " : fmt::format(" was read as the map “{}”. ", view.name))
        .markup("<b>Nothing has been changed yet.</b> ")
        .text(replaces ? "If you take it, it takes the place of what is there now. You can bring that back for a week."
                       : "If you take it, it stands beside the maps that are there.")
        .markup("</p>\n");
    for (const std::string& warning : view.change.warnings) html::warning_text(page, Content(warning));
    if (!view.change.lines.empty()) {
        const auto what = [](Writer& cell, const Change::Line& line) { cell.text(line.what); };
        const auto before = [](Writer& cell, const Change::Line& line) {
            cell.text(line.before.empty() ? "–" : line.before);
        };
        const auto after = [](Writer& cell, const Change::Line& line) { cell.text(line.after); };
        std::vector<html::Column<Change::Line>> columns{
            {.heading = "What", .cell = Cell::row_header, .write = what},
            {.heading = "In the file", .cell = Cell::number, .write = after}};
        if (replaces) {
            columns[1].heading = "With this file";
            columns.insert(columns.begin() + 1, {.heading = "Now", .cell = Cell::number, .write = before});
        }
        html::table<Change::Line>(page, "What this file would change", columns, view.change.lines,
                                  {.look = html::TableLook::compact});
    }
    if (!view.report.empty()) {
        Writer inside(4096);
        inside.markup("<ul class=\"govuk-list govuk-list--bullet\">");
        for (const auto& line : split(view.report, '\n')) inside.markup("<li>").text(line).markup("</li>");
        inside.markup("</ul>");
        html::details(page, {.summary = "What was mended or left out", .text = Content(std::move(inside))});
    }
    if (view.may_take)
        html::form(page, view.to,
                   [&](Writer& form) { html::button(form, {.text = "Take it", .prevent_double_click = true}); });
    page.markup("<p class=\"govuk-body\">").link(view.back, "Go back and choose another file").markup("</p>\n");
    page.markup("<p class=\"govuk-hint\">")
        .text("The file waits for you until tomorrow, then it is dropped.")
        .markup("</p>\n");
}

}  // namespace thingwall::places::views
