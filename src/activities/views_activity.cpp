#include "activities/codes.hpp"
#include "activities/views.hpp"
#include "activities/views_subscription.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

void facts(Writer& page, const ActivityView& view, const Lists& lists) {
    Draft draft = to_draft(view.activity);
    for (std::size_t step = 0; step < step_count; ++step) {
        html::SummaryList list;
        for (const Field& field : fields()) {
            const std::string& value = draft.*field.value;
            if (static_cast<std::size_t>(field.step) != step || value.empty() || field.name == "whole_borough" ||
                field.name == "lead")
                continue;
            Content shown(value_in_words(field, value, lists));
            if (field.name == "umbrella") {
                Writer link(128);
                link.link(html::Href::of("/activities", view.activity.umbrella.value()), view.umbrella);
                shown = Content(std::move(link));
            } else if (field.name == "questions" || field.name == "sessions" || field.name == "purpose") {
                Writer lines(256);
                bool first = true;
                for (const auto& line : lines_of(value_in_words(field, value, lists))) {
                    if (!first) lines.markup("<br>");
                    lines.text(line);
                    first = false;
                }
                shown = Content(std::move(lines));
            }
            Writer key(64);
            key.open("<span>", {{"id", field.name}}).text(field.label).markup("</span>");
            list.rows.push_back({.key = Content(std::move(key)), .value = std::move(shown)});
        }
        if (step == static_cast<std::size_t>(Step::where) && view.activity.footprint.whole_borough)
            list.rows.push_back({.key = "Areas", .value = "Whole borough"});
        if (list.rows.empty()) continue;
        page.markup("<section class=\"tw-section\">\n<div class=\"tw-head\"><h2 class=\"govuk-heading-m\">")
            .text(title_of(static_cast<Step>(step)))
            .markup("</h2>");
        if (view.may_change)
            page.link(html::Href::of("/activities", view.activity.id.value(),
                                     fmt::format("/edit/{}", word_of(static_cast<Step>(step)))),
                      "Change", title_of(static_cast<Step>(step)));
        page.markup("</div>\n");
        html::summary_list(page, list);
        page.markup("</section>\n");
    }
}

void learnt(Writer& page, const ActivityView& view) {
    const Kept& kept = view.kept;
    if (kept.empty() && !view.may_change) return;
    page.markup(
        "<section class=\"tw-section\" id=\"learnt\" aria-labelledby=\"learnt-h\">\n<div class=\"tw-head\"><h2 "
        "class=\"govuk-heading-m\" id=\"learnt-h\">What was learnt, and documents</h2>");
    if (view.may_change)
        page.link(html::Href::of("/activities", view.activity.id.value(), "/findings"), kept.empty() ? "Add" : "Change",
                  "what was learnt, and documents");
    page.markup("</div>\n");
    if (kept.empty()) {
        page.markup(
            "<p>Nothing yet. Whoever plans to ask these people again will be shown what is written here.</p>\n");
    } else {
        if (!kept.learnt.empty()) {
            page.markup("<h3 class=\"govuk-heading-s\">What was learnt");
            if (kept.learnt_by_partners) page.markup(" <span class=\"tw-quiet\">(partners only)</span>");
            page.markup("</h3>\n<p class=\"tw-lines\">").text(kept.learnt).markup("</p>\n");
        }
        if (!kept.done.empty())
            page.markup("<h3 class=\"govuk-heading-s\">What was done</h3>\n<p class=\"tw-lines\">")
                .text(kept.done)
                .markup("</p>\n");
        if (!kept.report.empty() || !kept.documents.empty()) {
            page.markup("<h3 class=\"govuk-heading-s\">Documents</h3>\n<ul class=\"govuk-list\">\n");
            report_line(page, kept, view.activity.title);
            for (const auto& document : kept.documents) document_line(page, document);
            page.markup("</ul>\n");
        }
    }
    page.markup("</section>\n");
}

void history(Writer& page, const ActivityView& view) {
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"hist-h\">\n<h2 class=\"govuk-heading-m\" "
        "id=\"hist-h\">History</h2>\n");
    std::vector<html::Day> days;
    for (auto line = view.history.rbegin(); line != view.history.rend(); ++line) {
        Writer deed(512);
        std::string_view word = line->version.deed;
        deed.markup("<b>")
            .text(word == "registered"  ? "Registered"
                  : word == "imported"  ? "Read from a file"
                  : word == "withdrawn" ? "Withdrawn"
                                        : "Changed")
            .markup("</b> by ")
            .text(line->who);
        if (!line->changes.empty()) {
            Writer inside(1024);
            html::DataTable table{
                .caption = "What changed", .headings = {"Field", "Was", "Became"}, .numbers = {}, .rows = {}};
            for (const Change& change : line->changes)
                table.rows.push_back({std::string(change.field->label), change.was.empty() ? "(empty)" : change.was,
                                      change.is.empty() ? "(empty)" : change.is});
            html::data_table(inside, table, html::TableLook::stacked);
            Writer summary(64);
            summary.text(count_of(static_cast<std::int64_t>(line->changes.size()), "value", "values"))
                .markup("<span class=\"govuk-visually-hidden\"> of version ")
                .number(line->version.number)
                .markup("</span>");
            html::details(
                deed,
                {.summary = Content(std::move(summary)), .text = Content(std::move(inside)), .classes = "tw-details"});
        }
        days.push_back({.iso = to_iso(london_day(line->version.at)),
                        .day = moment_in_words(line->version.at, view.this_year),
                        .deed = Content(std::move(deed)),
                        .when = html::Day::When::past});
    }
    html::log(page, days);
    page.markup("</section>\n");
}

}  // namespace

void report_line(Writer& page, const Kept& kept, std::string_view title) {
    if (kept.report.empty()) return;
    page.markup("<li>");
    if (auto address = html::Href::parse(kept.report))
        page.link(*address, "The report", fmt::format("of {}", title));
    else
        page.text(kept.report);
    page.markup("</li>\n");
}

void document_line(Writer& page, const Kept::Document& document) {
    page.markup("<li>")
        .link(html::Href::of("/documents", document.id), document.title)
        .markup(" <span class=\"tw-quiet\">")
        .text(document.about)
        .text(document.for_partners ? ", partners only" : "")
        .markup("</span>");
    if (!document.note.empty()) page.markup("<br><span class=\"tw-small\">").text(document.note).markup("</span>");
    page.markup("</li>\n");
}

std::string moment_in_words(Instant at, int this_year) {
    return fmt::format("{}, {}", long_date(london_day(at), this_year), london_time(at));
}

Writer pair_link(const Activity& ours, const OtherView& other, std::string_view words) {
    Writer link(256);
    if (ours.visibility == Visibility::draft)
        link.markup("<span class=\"tw-quiet\">").text("In full once partners can see yours").markup("</span>");
    else
        link.link(html::Href::path(fmt::format("/overlaps/{}/{}", ours.id.value(), other.id.value())), words,
                  other.title);
    return link;
}

void activity_page(Writer& page, const ActivityView& view, const Lists& lists) {
    const Activity& activity = view.activity;
    if (view.just_changed)
        html::notification_banner(
            page, {.content = "Your change is saved. The former values are in the history below", .success = true});
    page.markup("<div class=\"tw-side\">\n<div>\n<span class=\"govuk-caption-m\">")
        .text(activity.reference)
        .markup("</span>\n<h1 class=\"govuk-heading-l\">")
        .text(activity.title)
        .markup("</h1>\n<p class=\"tw-lead\">");
    page.text(fmt::format("{} asks {}, {}: {}. ", lists.organisation(activity.lead),
                          fold(who_in_words(activity.audience, lists)), where_in_a_sentence(activity.footprint, lists),
                          dates_in_words(activity, view.this_year)));
    std::string residents = about(view.residents);
    if (residents[0] == 'a') residents[0] = 'A';
    page.text(residents + (view.residents == 1 ? " resident lives there." : " residents live there."));
    page.markup("</p>\n<p>");
    html::state_tag(page,
                    view.status == Status::open        ? html::State::good
                    : view.status == Status::withdrawn ? html::State::bad
                                                       : html::State::quiet,
                    statuses()[static_cast<std::size_t>(view.status)].label);
    if (activity.visibility == Visibility::draft) {
        page.text(" ");
        html::state_tag(page, html::State::warn, "Draft: only your organisation sees it");
    }
    if (!activity.withdrawn_on)
        page.text(" ").link(html::Href::query("/forward-plan", {{"with", std::to_string(activity.id.value())},
                                                                {"from", to_iso(activity.dates.first()).substr(0, 7)}}),
                            "See it in the forward plan");
    page.markup("</p>\n");
    if (view.keeper) kept_elsewhere_line(page, *view.keeper);
    if (activity.withdrawn_on) {
        page.markup("<div class=\"tw-warn\"><p><b>")
            .text("Withdrawn on " + long_date(*activity.withdrawn_on, view.this_year))
            .markup(".</b> ")
            .text(activity.withdrawn_because)
            .markup("</p></div>\n");
    }
    if (!view.others.empty()) {
        page.markup(
                "<section class=\"tw-section\" aria-labelledby=\"ov-h\">\n<h2 class=\"govuk-heading-m\" id=\"ov-h\">")
            .text(view.others.size() == 1 ? "One other asks the same people"
                                          : fmt::format("{} others ask the same people", view.others.size()))
            .markup("</h2>\n<ul class=\"govuk-list\">\n");
        for (const OtherView& other : view.others)
            page.markup("<li><b>")
                .text(other.lead)
                .markup("</b>: ")
                .link(html::Href::of("/activities", other.id.value()), other.title)
                .text(fmt::format(", {}: {}. ", other.dates, in_common(other.finding)))
                .append(pair_link(activity, other, "Why we think so"))
                .markup("</li>\n");
        page.markup("</ul>\n</section>\n");
    }
    if (view.others.empty() && !view.screened && (view.status == Status::planned || view.status == Status::open)) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"ov-h\">\n<h2 class=\"govuk-heading-m\" id=\"ov-h\">Who "
            "else "
            "asks the same people</h2>\n");
        overlaps_later(page);
        page.markup("</section>\n");
    }
    learnt(page, view);
    facts(page, view, lists);
    history(page, view);
    page.markup("</div>\n<div>\n<div class=\"tw-panel\">\n<h2 class=\"govuk-heading-s\">Lead</h2>\n<p>")
        .text(lists.organisation(activity.lead));
    if (!activity.partners.empty()) {
        std::vector<std::string> names;
        for (auto partner : activity.partners) names.push_back(lists.organisation(partner));
        page.text(", joint with " + listed(names));
    }
    page.markup("</p>\n");
    if (!activity.contact.empty())
        page.markup("<h2 class=\"govuk-heading-s\">Contact</h2>\n<p>").text(activity.contact).markup("</p>\n");
    page.markup("<h2 class=\"govuk-heading-s\">Put it in your calendar</h2>\n<p>")
        .link(html::Href::of("/activities", activity.id.value(), ".ics"), "Dates (.ics)")
        .text(" · ")
        .link(html::Href::of("/activities", activity.id.value(), "/poster"), "A poster to print")
        .markup("</p>\n");
    if (view.may_plan)
        page.markup("<h2 class=\"govuk-heading-s\">Next time</h2>\n<p>")
            .link(html::Href::query("/plan", {{"from", std::to_string(activity.id.value())}}), "Plan it again")
            .markup("</p>\n");
    if (view.may_change)
        page.markup("<h2 class=\"govuk-heading-s\">Take it back</h2>\n<p>")
            .link(html::Href::of("/activities", activity.id.value(), "/withdraw"), "Withdraw this activity")
            .markup("</p>\n");
    if (!view.parts.empty()) {
        page.markup("<h2 class=\"govuk-heading-s\">Parts of it</h2>\n<ul class=\"govuk-list\">\n");
        for (const auto& [id, title] : view.parts)
            page.markup("<li>").link(html::Href::of("/activities", id.value()), title).markup("</li>\n");
        page.markup("</ul>\n");
    }
    page.markup("</div>\n</div>\n</div>\n");
}

void withdraw_page(Writer& page, const Activity& activity, const FormKeys& keys, std::string_view typed,
                   const Error& error) {
    html::error_summary(page, error);
    page.markup("<span class=\"govuk-caption-m\">")
        .text(activity.reference)
        .text(" ")
        .text(activity.title)
        .markup(
            "</span>\n<h1 class=\"govuk-heading-l\">Withdraw this activity</h1>\n"
            "<p>It stays in the record, with your reason, and is no longer shown as planned or open. This cannot be "
            "undone.</p>\n");
    html::form(page,
               {.action = html::Href::of("/activities", activity.id.value(), "/withdraw"),
                .csrf = keys.csrf,
                .idempotency = keys.idempotency,
                .hidden = {{"version", std::to_string(activity.version)}}},
               [&](Writer& form) {
                   html::textarea(form, error,
                                  {.name = "because",
                                   .label = "Why?",
                                   .label_size = html::Size::s,
                                   .hint = "Everyone who can see the activity sees the reason",
                                   .value = std::string(typed),
                                   .rows = 3});
                   html::button(
                       form,
                       {.text = "Withdraw it", .importance = html::Importance::warning, .prevent_double_click = true});
               });
}

}  // namespace thingwall::activities
