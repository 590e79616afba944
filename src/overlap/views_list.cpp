#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "overlap/views_pair.hpp"
#include "places/places.hpp"

namespace thingwall::overlap {
namespace {

using html::Href;
using html::t;
using html::Writer;

void one_activity(Writer& cell, const Asking& one, int this_year, bool with_link) {
    if (with_link) cell.markup("<span class=\"tw-regular\">");
    cell.link(Href::of("/activities", one.ask.id.value()), one.ask.title);
    if (with_link) cell.markup("</span>");
    cell.markup("<br><span class=\"tw-ref tw-regular\">").text(one.ask.organisation_name);
    const auto last = one.ask.last.value_or(one.ask.first);
    if (const auto days = DateRange::make(one.ask.first, std::max(one.ask.first, last)))
        cell.text(" · ").text(describe(*days, this_year));
    cell.markup("</span>");
}

void choices(Writer& page, const ListView& view) {
    html::get_form(page, {.action = Href("/overlaps"), .classes = "tw-inlineform"}, [&](Writer& form) {
        html::select(form, html::no_error,
                     {.name = "whose",
                      .label = t("Whose"),
                      .options = {{"", t("All bodies")}, {"own", view.own_body}},
                      .value = std::string(view.own_only ? "own" : "")});
        html::select(form, html::no_error,
                     {.name = "grade",
                      .label = t("How likely"),
                      .options = {{"", t("Likely and possible")}, {"likely", t("Likely only")}},
                      .value = std::string(view.likely_only ? "likely" : "")});
        html::select(form, html::no_error,
                     {.name = "settled",
                      .label = t("Settled"),
                      .options = {{"", t("Left out")}, {"too", t("Shown too")}},
                      .value = std::string(view.settled_too ? "too" : "")});
        html::button(form,
                     {.text = t("Show"), .importance = html::Importance::secondary, .classes = "tw-button-small"});
    });
}

void rows(Writer& page, const ListView& view) {
    const std::vector<html::Column<ListRow>> columns{
        {.heading = t("Activity"),
         .cell = html::Cell::row_header,
         .write = [&](Writer& cell, const ListRow& row) { one_activity(cell, row.a, view.this_year, true); }},
        {.heading = t("Asks the same people as"),
         .write = [&](Writer& cell, const ListRow& row) { one_activity(cell, row.b, view.this_year, false); }},
        {.heading = t("How likely"),
         .write =
             [](Writer& cell, const ListRow& row) {
                 cell.markup("<b class=\"tw-nowrap\">")
                     .text(in_100(row.finding.likelihood))
                     .markup("</b> <span class=\"tw-quiet\">")
                     .text(word(row.finding.grade))
                     .markup("</span>");
             }},
        {.heading = t("Residents in both"),
         .cell = html::Cell::number,
         .write = [](Writer& cell, const ListRow& row) { cell.text(places::people(row.finding.residents_shared)); }},
        {.heading = t("Days in common"),
         .cell = html::Cell::number,
         .write = [](Writer& cell, const ListRow& row) { cell.number(row.finding.days_shared); }},
        {.heading = t("What to do"),
         .cell = html::Cell::deed,
         .write =
             [](Writer& cell, const ListRow& row) {
                 cell.link(Href::path(path_of(row.a.ask.id, row.b.ask.id)), t("Look at both"),
                           row.a.ask.title + t(" and ") + row.b.ask.title);
             },
         .hide_heading = true,
         .classes = "tw-nowrap"}};
    html::table<ListRow>(page, t("Pairs of activities that ask the same people, strongest first"), columns, view.rows,
                         {.look = html::TableLook::stacked, .hide_caption = true});
}

}  // namespace

void being_prepared_page(Writer& page) {
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(t("Overlaps are being worked out"))
        .markup("</h1>\n<p class=\"tw-lead\">")
        .text(t("We are comparing all activities with each other, since the program has just started or a map has "
                "changed."))
        .markup("</p>\n<p>")
        .text(t("Load this page again in a minute. The register, and planning, work meanwhile."))
        .markup("</p>\n");
}

void list_page(Writer& page, const ListView& view, const Writer& pages) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(t("Overlaps")).markup("</h1>\n");
    if (view.visible == 0) {
        page.markup("<p class=\"tw-lead\">")
            .text(t("No overlaps to look at. New ones appear when somebody registers."))
            .markup("</p>\n<p>")
            .link(Href("/challenges"), t("What was settled"))
            .markup("</p>\n<p>")
            .link(Href("/plan"), t("Plan an engagement"))
            .markup("</p>\n");
        return;
    }
    page.markup("<p class=\"tw-lead\">")
        .text(t("Activities ahead or running that ask the same people about the same thing at about the same time. "
                "Nobody has to stop: look at both, and talk to each other."))
        .markup("</p>\n");
    choices(page, view);
    if (view.rows.empty()) {
        page.markup("<p>")
            .text(view.own_only ? t("No overlaps of your own body match. ") : t("No overlaps match. "))
            .link(Href("/overlaps"), fmt::format("Show all {}", thousands(view.visible)))
            .markup("</p>\n");
        return;
    }
    page.markup("<p><b>")
        .text(fmt::format("{} of {}", thousands(view.total), count_of(view.visible, t("pair"), t("pairs"))))
        .markup("</b>")
        .text(fmt::format(", {} of them likely.", thousands(view.likely)))
        .markup("</p>\n");
    rows(page, view);
    page.append(pages);
    page.markup("<p>").link(Href("/overlaps/weights"), t("How sure overlaps are")).markup("</p>\n");
}

}  // namespace thingwall::overlap
