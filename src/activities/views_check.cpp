#include "activities/codes.hpp"
#include "activities/views.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <cmath>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

Content in_lines(std::string_view text) {
    Writer lines(256);
    bool first = true;
    for (const auto& line : lines_of(text)) {
        if (!first) lines.markup("<br>");
        lines.text(line);
        first = false;
    }
    return Content(std::move(lines));
}

Content value_of(const Field& field, const CheckView& view, const Lists& lists) {
    const std::string& value = view.plan.draft.*field.value;
    if (value.empty()) return {};
    if (field.name == "umbrella") return Content(view.umbrella);
    if (field.name == "questions" || field.name == "sessions" || field.name == "purpose")
        return in_lines(value_in_words(field, value, lists));
    return Content(value_in_words(field, value, lists));
}

// What is left empty on purpose by most is shown only when it holds something.
bool is_shown(const Field& field, const Draft& draft) {
    if (field.name == "lead" || field.name == "responses" || field.name == "results") return false;
    bool seldom = field.name == "shape" || field.name == "centre" || field.name == "radius" || field.name == "series" ||
                  field.name == "umbrella" || field.name == "partners" || field.name == "public_on" ||
                  field.name == "whole_borough" || field.name == "areas" || field.name == "reason_short" ||
                  field.name == "access_words" || field.name == "other_ways_words" || field.name == "audience_words";
    return !seldom || !(draft.*field.value).empty();
}

}  // namespace

void check_page(Writer& page, const CheckView& view, const Lists& lists, const Error& error) {
    html::error_summary(page, error);
    page.markup("<div class=\"tw-plan\">\n<div>\n<span class=\"govuk-caption-m\">")
        .text(view.plan.draft.title)
        .markup("</span>\n<h1 class=\"govuk-heading-l\">Check your answers</h1>\n");
    for (std::size_t step = 0; step < step_count; ++step) {
        html::SummaryList list;
        for (const Field& field : fields()) {
            if (static_cast<std::size_t>(field.step) != step || !is_shown(field, view.plan.draft)) continue;
            std::string at = field.name == "subjects" ? "subjects" : std::string(word_of(field.step));
            list.rows.push_back(
                html::answer(field.label, value_of(field, view, lists),
                             html::Href::of("/plan", view.plan.id, fmt::format("/{}?back=check#{}", at, field.name))));
        }
        page.markup("<h2 class=\"govuk-heading-m\">").text(title_of(static_cast<Step>(step))).markup("</h2>\n");
        html::summary_list(page, list);
    }
    page.markup("<h2 class=\"govuk-heading-m\">Checks</h2>\n<ul class=\"govuk-list\">\n");
    for (const Checked& check : view.checks) {
        page.markup("<li>");
        if (check.answer == Checked::Answer::pass)
            html::state_tag(page, html::State::good, "Pass");
        else
            html::state_tag(page, html::State::warn, "Warn");
        page.text(" ").text(check.words).markup("</li>\n");
    }
    page.markup("</ul>\n<h2 class=\"govuk-heading-m\">When you register it</h2>\n<ol class=\"govuk-list\">\n");
    for (const Happens& next : view.next)
        page.markup("<li><b>")
            .text(long_date(next.day, view.this_year))
            .markup("</b><br>")
            .text(next.what)
            .markup("</li>\n");
    page.markup("</ol>\n");
    html::form(page,
               {.action = html::Href::of("/plan", view.plan.id, "/register"),
                .csrf = view.keys.csrf,
                .idempotency = view.keys.idempotency},
               [&](Writer& form) {
                   form.markup(
                       "<p>Nothing is in the register yet. You can change it later; the history is kept.</p>\n<div "
                       "class=\"tw-row\">");
                   html::button(form, {.text = "Register", .prevent_double_click = true});
                   form.link(html::Href("/plan?saved=yes"), "Come back later").markup("</div>\n");
               });
    page.markup("</div>\n<div>\n");
    if (view.already)
        page.markup(
                "<section class=\"tw-warn\" aria-labelledby=\"twice-h\"><h2 class=\"govuk-heading-s\" "
                "id=\"twice-h\">Do you have this in the register already?</h2>\n<p>")
            .link(html::Href::of("/activities", view.already->id.value()), view.already->title)
            .markup("<br>")
            .text(view.already->why)
            .markup(".</p>\n<p>If it is the same, change that one, and throw this plan away.</p></section>\n");
    known_already(page, view.known, html::Href::of("/plan", view.plan.id, "/when"), view.keys, view.this_year);
    page.markup("</div>\n</div>\n");
}

void registered_page(Writer& page, const RegisteredView& view) {
    const Activity& activity = view.activity;
    int this_year = view.today.year();
    page.markup("<div class=\"tw-side\">\n<div>\n");
    Writer body(128);
    body.text(activity.title).markup("<br><strong>").text(activity.reference).markup("</strong>");
    html::panel(page, {.title = "Registered", .body = Content(std::move(body)), .classes = "tw-confirm"});
    page.markup("<p class=\"tw-lead\">")
        .text(
            fmt::format("{} ({}), {}.", dates_in_words(activity, this_year), how_long(activity.dates), view.who_where));
    if (activity.visibility == Visibility::everyone && activity.public_on && *activity.public_on > view.today)
        page.text(fmt::format(" Nothing is public until {}.", long_date(*activity.public_on, this_year)));
    else if (activity.visibility != Visibility::everyone)
        page.text(" Nothing of it is public.");
    page.markup(
        "</p>\n<section class=\"tw-section\" aria-labelledby=\"ov-h\">\n<h2 class=\"govuk-heading-m\" id=\"ov-h\">");
    if (view.others.empty() && !view.screened) {
        page.markup("Who else is asking the same people</h2>\n");
        overlaps_later(page);
    } else if (view.others.empty()) {
        page.markup(
            "Nobody else is asking the same people about this</h2>\n<p>We look again whenever somebody registers, and "
            "tell you.</p>\n");
    } else {
        page.text(view.others.size() == 1 ? "One other is asking the same people"
                                          : fmt::format("{} others are asking the same people", view.others.size()))
            .markup(
                "</h2>\n<p>You can go on planning. Nobody has to stop. Have a word with each, and change your plan "
                "where it helps.</p>\n");
        std::vector<html::Column<OtherView>> columns{
            {.heading = "Who and what",
             .cell = html::Cell::row_header,
             .write =
                 [](Writer& cell, const OtherView& other) {
                     cell.markup("<b>")
                         .text(other.lead)
                         .markup("</b><br>")
                         .link(html::Href::of("/activities", other.id.value()), other.title)
                         .markup("<br><span class=\"tw-quiet tw-small\">")
                         .text(other.finding.why)
                         .text(" ")
                         .text(other.finding.unlike)
                         .markup("</span>");
                 }},
            {.heading = "Residents in common",
             .cell = html::Cell::number,
             .write = [](Writer& cell,
                         const OtherView& other) { cell.number(std::lround(other.finding.residents_shared)); }},
            {.heading = "Days in common",
             .cell = html::Cell::number,
             .write = [](Writer& cell, const OtherView& other) { cell.number(other.finding.days_shared); }},
            {.heading = "How sure",
             .write =
                 [](Writer& cell, const OtherView& other) {
                     cell.markup("<b>")
                         .text(other.finding.grade == overlap::Grade::likely ? "Likely" : "Possible")
                         .markup("</b><br><span class=\"tw-small tw-quiet tw-nowrap\">")
                         .text(fmt::format("{} in 100", std::lround(other.finding.likelihood * 100)))
                         .markup("</span>");
                 }},
            {.heading = "What next",
             .cell = html::Cell::deed,
             .write = [&](Writer& cell,
                          const OtherView& other) { cell.append(pair_link(activity, other, "See both")); }},
        };
        html::table<OtherView>(page, fmt::format("Overlaps of {}", activity.reference), columns, view.others,
                               {.hide_caption = true});
    }
    page.markup(
        "</section>\n<section class=\"tw-section\" aria-labelledby=\"next-h\">\n<h2 class=\"govuk-heading-m\" "
        "id=\"next-h\">What happens next</h2>\n");
    std::vector<html::Day> days;
    for (const Happens& next : view.next)
        days.push_back({.iso = to_iso(next.day),
                        .day = (next.day == view.today ? "Today, " : "") + long_date(next.day, this_year),
                        .deed = Content(next.what)});
    html::log(page, days);
    page.markup(
            "</section>\n</div>\n<div>\n<div class=\"tw-panel\">\n<h2 class=\"govuk-heading-s\">A link for your "
            "colleagues</h2>\n<p>")
        .link(html::Href::of("/a", std::string_view(activity.reference)), view.link)
        .markup("</p>\n<h2 class=\"govuk-heading-s\">Put it in your calendar</h2>\n<p>")
        .link(html::Href::of("/activities", activity.id.value(), ".ics"), "Opening and closing dates (.ics)")
        .markup("</p>\n<h2 class=\"govuk-heading-s\">Change it</h2>\n<p>")
        .link(html::Href::of("/activities", activity.id.value()), "Check or change your answers")
        .markup("</p>\n</div>\n");
    if (!view.told.empty()) {
        page.markup("<h2 class=\"govuk-heading-s\">Who can see it now</h2>\n<ul class=\"govuk-list tw-small\">\n");
        for (const auto& who : view.told) page.markup("<li>").text(who).markup("</li>\n");
        page.markup("</ul>\n");
    }
    page.markup("<h2 class=\"govuk-heading-s\">Checks</h2>\n<ul class=\"govuk-list\">\n");
    for (const Checked& check : view.checks) {
        page.markup("<li>");
        html::state_tag(page, check.answer == Checked::Answer::pass ? html::State::good : html::State::warn,
                        check.answer == Checked::Answer::pass ? "Pass" : "Warn");
        page.text(" ").text(check.words).markup("</li>\n");
    }
    page.markup("</ul>\n</div>\n</div>\n");
}

}  // namespace thingwall::activities
