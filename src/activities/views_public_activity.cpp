#include "activities/codes.hpp"
#include "activities/views_public.hpp"
#include "activities/views_subscription.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Href;
using html::Writer;

// "Large print" within a sentence; "GP surgery" and the like keep their capitals.
std::string fold_first(std::string words) {
    if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' && words[1] <= 'z')
        words[0] = static_cast<char>(words[0] - 'A' + 'a');
    return words;
}

void ways(Writer& page, const PublicActivityView& view) {
    const Activity& activity = view.activity;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"ways\"><h2 class=\"govuk-heading-l\" id=\"ways\">How to take "
        "part</h2>\n<ul class=\"tw-ways\">\n");
    page.markup("<li><b>How we ask</b><span>");
    std::vector<std::string> named;
    for (const auto& method : activity.methods) {
        named.emplace_back(label_of(methods(), method));
        if (named.size() > 1) named.back() = fold_first(named.back());
    }
    page.text(named.empty() ? "Ask us: see below" : listed(named));
    if (activity.minutes) page.text(". About ").text(count_of(*activity.minutes, "minute", "minutes"));
    page.markup("</span></li>\n");
    for (const auto& way : activity.other_ways) {
        page.markup("<li><b>").text(label_of(other_ways(), way)).markup("</b><span>");
        page.text(activity.other_ways_words.empty() ? "Ask for it: " + activity.contact : activity.other_ways_words)
            .markup("</span></li>\n");
    }
    for (const auto& session : activity.sessions) {
        if (session.day < view.today) continue;
        page.markup("<li><b>Come</b><span>").text(long_date(session.day, view.today.year()));
        if (!session.time.empty()) page.text(", ").text(session.time);
        if (!session.place.empty()) page.text(", ").text(session.place);
        page.markup("</span></li>\n");
    }
    std::vector<std::string> access;
    for (const auto& arrangement : activity.access) {
        access.emplace_back(label_of(access_arrangements(), arrangement));
        if (access.size() > 1) access.back() = fold_first(access.back());
    }
    if (!access.empty() || !activity.access_words.empty()) {
        page.markup("<li><b>Access</b><span>").text(listed(access));
        if (!activity.access_words.empty()) page.text(access.empty() ? "" : ". ").text(activity.access_words);
        page.markup("</span></li>\n");
    }
    if (!activity.contact.empty())
        page.markup("<li><b>Questions</b><span>").text(activity.contact).markup("</span></li>\n");
    page.markup("</ul></section>\n");
}

void results_of(Writer& page, const PublicActivityView& view) {
    if (view.activity.results.empty() && !view.activity.responses) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-said\"><h2 class=\"govuk-heading-l\" id=\"h-said\">What "
        "people said</h2>\n<p class=\"govuk-body tw-measure\">");
    if (view.activity.responses)
        page.markup("<b>").text(fmt::format("{} took part. ", thousands(*view.activity.responses))).markup("</b>");
    page.text(view.activity.results).markup("</p></section>\n");
}

// What the body says that it learnt and did: beside what people said, and as plain.
void learnt(Writer& page, const PublicActivityView& view) {
    const Kept& kept = view.kept;
    if (kept.empty()) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-learnt\"><h2 class=\"govuk-heading-l\" id=\"h-learnt\">What "
        "we learnt, and what we did</h2>\n");
    if (!kept.learnt.empty())
        page.markup("<p class=\"govuk-body tw-measure tw-lines\">").text(kept.learnt).markup("</p>\n");
    if (!kept.done.empty())
        page.markup("<h3 class=\"govuk-heading-m\">What was done</h3>\n<p class=\"govuk-body tw-measure tw-lines\">")
            .text(kept.done)
            .markup("</p>\n");
    if (!kept.report.empty() || !kept.documents.empty()) {
        page.markup("<h3 class=\"govuk-heading-m\">Documents</h3>\n<ul class=\"govuk-list\">\n");
        if (auto address = Href::parse(kept.report); address && !kept.report.empty())
            page.markup("<li>").link(*address, "The report").markup("</li>\n");
        for (const auto& document : kept.documents)
            page.markup("<li>")
                .link(Href::of("/documents", document.id), document.title)
                .text(" (")
                .text(document.about)
                .markup(")</li>\n");
        page.markup("</ul>\n");
    }
    page.markup("</section>\n");
}

void lead_of(Writer& page, const PublicActivityView& view) {
    const Activity& activity = view.activity;
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\">\n");
    html::breadcrumbs(page, {.items = {{.text = "Open near you", .address = Href{"/near"}},
                                       {.text = "All that is open", .address = Href{"/activities"}}}});
    page.markup("<div class=\"tw-lead__grid\"><div><p class=\"tw-lead__who\">")
        .text(view.lead)
        .text(" asks")
        .text(view.with.empty() ? "" : ", " + view.with)
        .markup("</p>\n<h1 class=\"govuk-heading-xl\">")
        .text(activity.title)
        .markup("</h1>\n<p class=\"tw-lead__text\">")
        .text(activity.purpose)
        .markup("</p></div>\n<div class=\"tw-act\">");
    int left = activity.dates.last() - view.today;
    if (view.status == Status::open) {
        html::button_link(page, Href{"#ways"}, {.text = "How to take part"});
        page.markup("<p><b>Until ")
            .text(long_date(activity.dates.last(), view.today.year()))
            .text(", ")
            .text(time_left(left))
            .markup(".</b></p>");
    } else if (view.status == Status::planned) {
        page.markup("<p><b>Opens on ")
            .text(long_date(activity.dates.first(), view.today.year()))
            .markup(".</b><br>")
            .text("You can put it in your calendar below.")
            .markup("</p>");
    } else if (view.status == Status::withdrawn) {
        page.markup("<p><b>Withdrawn.</b> ").text(activity.withdrawn_because).markup("</p>");
    } else {
        page.markup("<p><b>Closed on ").text(long_date(activity.dates.last(), view.today.year())).markup(".</b></p>");
    }
    page.markup("</div></div></div></div>\n");
}

}  // namespace

void public_activity_page_content(Writer& page, const PublicActivityView& view) {
    const Activity& activity = view.activity;
    lead_of(page, view);
    page.markup("<div class=\"govuk-width-container\"><div class=\"tw-cols\"><div>\n");
    if (view.keeper) kept_elsewhere_line(page, *view.keeper);
    if (!activity.decision.empty()) {
        page.markup("<div class=\"tw-decides\"><b>What will be decided")
            .text(activity.decision_day ? ", and when" : "")
            .markup("</b>")
            .text(activity.decision)
            .text(".");
        if (activity.decision_day)
            page.text(" The decision is due on ")
                .markup("<strong>")
                .text(long_date(*activity.decision_day, view.today.year()))
                .markup("</strong>.");
        if (activity.influence != Influence::unsaid)
            page.markup("<br>").text(label_of(influences(), code_of(activity.influence))).text(".");
        page.markup("</div>\n");
    }
    // The Compact asks that the reason for less than 12 weeks is published, not only given.
    if (!activity.reason_short.empty() && activity.dates_known == DatesKnown::day &&
        activity.dates.days() < compact_days)
        page.markup("<p class=\"govuk-body\">Why there are fewer than 12 weeks to answer: ")
            .text(activity.reason_short)
            .markup("</p>\n");
    results_of(page, view);
    learnt(page, view);
    if (!activity.questions.empty()) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"h-ask\"><h2 class=\"govuk-heading-l\" id=\"h-ask\">What "
            "we ask</h2>\n<ul class=\"govuk-list govuk-list--bullet tw-measure\">\n");
        for (const auto& question : activity.questions) page.markup("<li>").text(question).markup("</li>\n");
        page.markup("</ul></section>\n");
    }
    if (view.status == Status::open || view.status == Status::planned) ways(page, view);
    if (!view.asked_before.empty()) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"h-others\"><h2 class=\"govuk-heading-l\" "
            "id=\"h-others\">Asked here before</h2>\n");
        coming_lines(page, view.asked_before);
        page.markup("</section>\n");
    }
    page.markup(
        "</div>\n<div><section class=\"tw-section\" aria-labelledby=\"h-time\"><h2 class=\"govuk-heading-m\" "
        "id=\"h-time\">When</h2>\n");
    std::vector<html::Day> days;
    for (const auto& [day, deed] : view.days)
        days.push_back({.iso = to_iso(day),
                        .day = (day == view.today ? "Today, " : "") + long_date(day, view.today.year()),
                        .deed = deed,
                        .when = day < view.today    ? html::Day::When::past
                                : day == view.today ? html::Day::When::now
                                                    : html::Day::When::to_come});
    html::line_of_days(page, days);
    page.markup(
        "</section>\n<section class=\"tw-section\" aria-labelledby=\"h-where\"><h2 class=\"govuk-heading-m\" "
        "id=\"h-where\">Where</h2>\n");
    if (view.map) html::map_figure(page, *view.map);
    page.markup("<p class=\"tw-caption\">").text(view.who).text(", ").text(view.where);
    if (view.residents > 0)
        page.text(": about ")
            .text(thousands(view.residents >= 1000 ? (view.residents + 50) / 100 * 100 : view.residents))
            .text(" residents");
    page.text(".").markup("</p></section>\n");
    page.markup(
            "<section class=\"tw-panel\" aria-labelledby=\"h-follow\"><h2 class=\"govuk-heading-s\" "
            "id=\"h-follow\">Follow this</h2>\n<p class=\"govuk-body-s govuk-!-margin-bottom-0\">Hear what is new ")
        .link(Href::query(html::Address("/follow"), {{"activity", std::to_string(activity.id.value())}}), "by e-mail")
        .text(". Put the dates ")
        .link(Href::of("/activities", activity.id.value(), ".ics"), "in your calendar")
        .text(", use the ")
        .link(Href::of("/activities", activity.id.value(), ".atom"), "feed")
        .text(", or take it ")
        .link(Href::of("/activities", activity.id.value(), ".json"), "as data")
        .markup(". Reference <span class=\"tw-nowrap\">")
        .text(activity.reference)
        .markup("</span>. ")
        .link(Href::of("/activities", activity.id.value(), "/poster"), "A poster to print")
        .markup(".</p></section>\n");
    page.markup("</div></div></div>\n");
}

}  // namespace thingwall::activities
