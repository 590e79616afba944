#include "activities/views.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <cmath>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

void learnt_from(Writer& page, const BeforeView& before) {
    const Kept& kept = before.kept;
    if (!kept.learnt.empty()) page.markup("<p><b>What was learnt:</b> ").text(kept.learnt).markup("</p>\n");
    if (!kept.done.empty()) page.markup("<p><b>What was done:</b> ").text(kept.done).markup("</p>\n");
    if (kept.report.empty() && kept.documents.empty()) return;
    page.markup("<ul class=\"govuk-list tw-small\">\n");
    report_line(page, kept, before.title);
    for (const auto& document : kept.documents) document_line(page, document);
    page.markup("</ul>\n");
}

void asked_before(Writer& page, const KnownView& known) {
    const auto& before = known.before;
    const BeforeView& nearest = before.front();
    page.markup(
        "<section class=\"tw-known\" id=\"asked\" aria-labelledby=\"asked-h\">\n<h3 class=\"govuk-heading-s\" "
        "id=\"asked-h\">");
    page.text(fmt::format("{} asked these people about this in {}.", nearest.lead, nearest.when));
    if (nearest.responses) page.text(fmt::format(" {} answered.", thousands(*nearest.responses)));
    page.markup("</h3>\n");
    if (!nearest.results.empty()) page.markup("<p>").text(nearest.results).markup("</p>\n");
    learnt_from(page, nearest);
    page.markup("<p>").link(html::Href::of("/activities", nearest.id.value()),
                            nearest.results.empty() ? nearest.title : "Read what people said",
                            nearest.results.empty() ? "" : nearest.title);
    page.markup("</p>\n");
    if (before.size() > 1) {
        page.markup("<ul class=\"govuk-list tw-small\">\n");
        for (std::size_t i = 1; i < before.size(); ++i)
            page.markup("<li>")
                .link(html::Href::of("/activities", before[i].id.value()), before[i].title)
                .markup(" <span class=\"tw-quiet\">")
                .text(fmt::format("{}, {}", before[i].lead, before[i].when))
                .text(before[i].responses ? fmt::format(", {} answered", thousands(*before[i].responses)) : "")
                .markup("</span>")
                .text(before[i].kept.learnt.empty() ? "" : " Learnt: " + before[i].kept.learnt)
                .markup("</li>\n");
        page.markup("</ul>\n");
    }
    if (known.all_before)
        page.markup("<p>").link(*known.all_before, "All that was asked about this before").markup("</p>\n");
    page.markup("</section>\n");
}

void one_other(Writer& page, const OtherView& other, std::size_t number) {
    page.markup("<div class=\"tw-pair\">\n<div>");
    if (other.map) html::small_map(page, *other.map);
    page.markup("</div>\n<div>\n<p><b>")
        .text(other.lead)
        .markup("</b> asks ")
        .text(other.who.empty() ? "people" : other.who)
        .markup(": ")
        .link(html::Href::of("/activities", other.id.value()), other.title)
        .text(fmt::format(", {}, {}: ", other.where, other.dates))
        .markup("<b>");
    page.text(in_common(other.finding)).text(".");
    page.markup("</b></p>\n<p class=\"tw-small\">").text(other.finding.why);
    if (!other.finding.unlike.empty()) page.text(" ").text(other.finding.unlike);
    page.markup("</p>\n");
    html::Evidence evidence{.id = fmt::format("evidence-{}", number),
                            .start_saw = "Before anything is compared",
                            .start_log_odds = 0,
                            .rows = {},
                            .verdict = std::string(overlap::word(other.finding.grade))};
    for (std::size_t i = 0; i < other.finding.evidence.size(); ++i) {
        const auto& line = other.finding.evidence[i];
        if (i == 0) {
            evidence.start_saw = line.seen;
            evidence.start_log_odds = line.log_odds;
        } else {
            evidence.rows.push_back({.compared = line.compared, .saw = line.seen, .log_odds = line.log_odds});
        }
    }
    Writer why(4096);
    html::evidence(why, evidence);
    Writer summary(128);
    summary.text("Why we think so")
        .markup("<span class=\"govuk-visually-hidden\"> (")
        .text(other.lead)
        .text(", ")
        .text(other.title)
        .markup(")</span>");
    html::details(page,
                  {.summary = Content(std::move(summary)), .text = Content(std::move(why)), .classes = "tw-details"});
    page.markup("<ul class=\"tw-actions\"><li>")
        .link(html::Href::of("/activities", other.id.value(), "#contact"), "Ask to join", other.title)
        .markup("</li><li>")
        .link(html::Href("#burden"), "Move my dates", "away from " + other.title)
        .markup("</li></ul>\n</div>\n</div>\n");
}

void others_table(Writer& page, const std::vector<OtherView>& others) {
    html::DataTable table{.caption = "Others who plan to ask the same people",
                          .headings = {"Who", "What", "Dates", "Residents in common", "Days in common"},
                          .numbers = {false, false, false, true, true},
                          .rows = {}};
    for (const OtherView& other : others)
        table.rows.push_back({other.lead, other.title, other.dates,
                              thousands(std::lround(other.finding.residents_shared)),
                              std::to_string(other.finding.days_shared)});
    Writer inside(4096);
    html::data_table(inside, table, html::TableLook::stacked);
    html::details(page, {.summary = others.size() == 1 ? "As a table" : "All as a table",
                         .text = Content(std::move(inside)),
                         .classes = "tw-details"});
}

void others_in_that_time(Writer& page, const KnownView& known) {
    if (!known.dates_given) return;
    page.markup(
        "<section class=\"tw-known\" id=\"others\" aria-labelledby=\"others-h\">\n<h3 class=\"govuk-heading-s\" "
        "id=\"others-h\">");
    if (known.others.empty() && !known.screened) {
        page.markup("Who else asks these people</h3>\n");
        overlaps_later(page);
        page.markup("</section>\n");
        return;
    }
    if (known.others.empty()) {
        page.markup("Nobody else plans to ask these people about this in that time</h3>\n</section>\n");
        return;
    }
    constexpr const char* numbers[] = {
        "", "One other plans", "Two others plan", "Three others plan", "Four others plan", "Five others plan"};
    page.text(known.others.size() < 6 ? numbers[known.others.size()]
                                      : fmt::format("{} others plan", known.others.size()))
        .markup(" to ask the same people in that time</h3>\n");
    bool drawn = false;
    for (std::size_t i = 0; i < known.others.size(); ++i) {
        one_other(page, known.others[i], i + 1);
        drawn = drawn || known.others[i].map.has_value();
    }
    if (drawn)
        html::map_key(page, {{html::MapFigure::Kind::ours, "your area"},
                             {html::MapFigure::Kind::theirs, "theirs"},
                             {html::MapFigure::Kind::shared, "ground in both"}});
    others_table(page, known.others);
    page.markup("</section>\n");
}

void how_often(Writer& page, const KnownView& known, const html::Href& step, const FormKeys& keys, int this_year) {
    const Burden& burden = *known.burden;
    std::string people = burden.who == "Everyone" ? "People" : burden.who;
    std::string month = fmt::format("{}{}", month_name(burden.worst_month),
                                    burden.worst_year == this_year ? "" : fmt::format(" {}", burden.worst_year));
    std::string already =
        burden.worst == 0 ? fmt::format("{} in {} are asked by nobody else in {}.", people, burden.where, month)
                          : fmt::format("{} in {} are already asked {} in {}.", people, burden.where,
                                        burden.worst == 1 ? "once" : count_of(burden.worst, "time", "times"), month);
    std::string heading = fmt::format("{} The partnership’s limit is {}.", already, known.limit);
    page.markup(
            "<section class=\"tw-known\" id=\"burden\" aria-labelledby=\"burden-h\">\n<h3 class=\"govuk-heading-s\" "
            "id=\"burden-h\">")
        .text(heading)
        .markup("</h3>\n<div class=\"tw-two\">\n<div>");
    html::MonthBars bars{.id = "months", .title = heading, .what = "Times asked", .months = {}, .limit = known.limit};
    for (const MonthLoad& load : burden.months)
        bars.months.push_back({std::string(month_name(load.month).substr(0, 3)),
                               fmt::format("{} {}", month_name(load.month), load.year), load.asks});
    html::month_bars(page, bars);
    page.markup("</div>\n<div>\n");
    if (burden.quieter.empty()) {
        page.markup("<p class=\"tw-small\">No run of this length in the next months is quieter.</p>\n");
    } else {
        html::form(page, {.action = step, .csrf = keys.csrf, .idempotency = keys.idempotency}, [&](Writer& form) {
            form.markup("<p class=\"tw-small\"><b>")
                .text(fmt::format("Quieter for {}:", how_long(burden.quieter.front().days)))
                .markup("</b></p>\n<ul class=\"tw-quietweeks\">\n");
            for (const auto& quiet : burden.quieter) {
                std::string days = describe(quiet.days, this_year);
                form.markup("<li><span>")
                    .text(days)
                    .markup("<br><span class=\"tw-small tw-quiet\">")
                    .text(quiet.asks == 0   ? "asked by nobody"
                          : quiet.asks == 1 ? "asked once"
                                            : fmt::format("asked {} times", quiet.asks))
                    .markup("</span></span>");
                Writer words(64);
                words.text("Use these")
                    .markup("<span class=\"govuk-visually-hidden\"> dates, ")
                    .text(days)
                    .markup("</span>");
                html::button(form, {.text = Content(std::move(words)),
                                    .importance = html::Importance::secondary,
                                    .name = "use",
                                    .value = to_iso(quiet.days.first()),
                                    .classes = "tw-button-small"});
                form.markup("</li>\n");
            }
            form.markup("</ul>\n");
        });
    }
    page.markup("</div>\n</div>\n</section>\n");
}

}  // namespace

std::string in_common(const overlap::Finding& finding) {
    std::string residents = about(std::lround(finding.residents_shared)) + " residents";
    if (finding.days_shared > 0)
        return fmt::format("{} and {} in common", residents, count_of(finding.days_shared, "day", "days"));
    return residents + " in common, " +
           (finding.days_between == 0 ? std::string("one straight after the other")
                                      : count_of(finding.days_between, "day", "days") + " between the two");
}

void overlaps_later(Writer& page) {
    page.markup(
        "<p class=\"tw-small\">We are comparing all activities with each other, since the program has just started or "
        "a "
        "map has changed. Load this page again in a minute to see who else asks the same people.</p>\n");
}

void known_already(Writer& page, const KnownView& known, const html::Href& step, const FormKeys& keys, int this_year) {
    if (known.empty()) return;
    page.markup(
        "<aside class=\"tw-plan__known\" aria-labelledby=\"known-h\">\n<h2 class=\"govuk-heading-m\" "
        "id=\"known-h\">What is known already</h2>\n");
    if (!known.before.empty()) asked_before(page, known);
    others_in_that_time(page, known);
    if (known.burden) how_often(page, known, step, keys, this_year);
    page.markup("</aside>\n");
}

}  // namespace thingwall::activities
