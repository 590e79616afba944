#include "overlap/views_pair.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

std::string short_of(const Asking& one) {
    return one.shown.lead_short.empty() ? one.ask.organisation_name : one.shown.lead_short;
}

// Both by the short names, unless these are the same.
std::pair<std::string, std::string> leads_of(const PairView& view) {
    auto ours = short_of(view.ours), theirs = short_of(view.theirs);
    if (ours == theirs && !ours.empty()) return {ours + t(" (first)"), theirs + t(" (second)")};
    return {std::move(ours), std::move(theirs)};
}

bool said_of_pair(const Finding& finding) {
    return finding.ruled_out == RuledOut::no && finding.grade != Grade::unlikely;
}

// A sentence of the engine may begin with its verdict ("Likely (84 in 100): ...", "Unlike: ..."): the page says that in
// bold, once.
void sentence(Writer& page, std::string_view verdict, std::string_view words) {
    const std::string_view first_word = verdict.substr(0, verdict.find(' '));
    if (const auto colon = words.find(": "); words.starts_with(first_word) && colon < first_word.size() + 16)
        words.remove_prefix(colon + 2);
    page.markup("<p class=\"tw-lead\"><b>").text(verdict).text(":").markup("</b> ").text(trim(words)).markup("</p>\n");
}

void why_not(Writer& page, const PairView& view) {
    page.markup("<div class=\"tw-panel\"><p><b>").text(t("Nobody is asked about this pair."));
    page.markup("</b> ").text(reason(view.finding.ruled_out)).markup(".</p></div>\n");
}

std::string share_in_100(double share) {
    const auto in_100 = std::lround(100 * share);
    if (share > 0 && in_100 == 0) return t("under 1 in 100");
    return fmt::format("{} in 100", in_100);
}

void figures(Writer& page, const PairView& view) {
    const auto& finding = view.finding;
    std::vector<html::Figure> all{
        {about(std::llround(finding.residents_shared)), t("residents live on the ground of both"), Href("#ground-h")},
        {share_in_100(finding.share_of_smaller), t("of the residents of the smaller ground"), Href("#ground-h")}};
    if (all[0].value.starts_with("about ")) all[0].value.erase(0, 6);
    if (finding.days_shared > 0 || finding.days_between == 0)
        all.push_back({thousands(finding.days_shared),
                       finding.days_shared == 1 ? t("day in common") : t("days in common"), Href("#days-h")});
    else
        all.push_back({thousands(finding.days_between),
                       finding.days_between == 1 ? t("day between the two") : t("days between the two"),
                       Href("#days-h")});
    const auto questions = view.ours.ask.questions.size();
    if (questions > 0 && !view.theirs.ask.questions.empty())
        all.push_back({fmt::format("{} of {}", view.same.size(), questions), t("questions ask much the same"),
                       Href("#questions-h")});
    html::headline_figures(page, html::FigureList::officers, all);
}

void ground(Writer& page, const PairView& view) {
    page.markup("<section aria-labelledby=\"ground-h\"><h2 class=\"govuk-heading-m\" id=\"ground-h\">")
        .text(t("Shared ground"))
        .markup("</h2>\n");
    if (view.ground) {
        html::map_figure(page, *view.ground);
        if (!view.counted_from.empty())
            page.markup("<p class=\"tw-small tw-quiet\">")
                .text(fmt::format("Residents are counted from {}, each small area shared out by its own ground.",
                                  view.counted_from))
                .markup("</p>\n");
    } else {
        page.markup("<p>")
            .text(t("Neither activity has ground that can be drawn: they ask communities of interest, not places."))
            .markup("</p>\n");
    }
    page.markup("</section>\n");
}

struct Line {
    std::string of_each;
    Content ours, theirs;
};

void two_activities(Writer& page, const PairView& view) {
    const auto [ours, theirs] = leads_of(view);
    std::vector<Line> lines;
    auto title = [](const Asking& one) {
        Writer link(256);
        link.link(Href::of("/activities", one.ask.id.value()), one.ask.title);
        if (!one.shown.reference.empty())
            link.markup("<br><span class=\"tw-ref\">").text(one.shown.reference).markup("</span>");
        return Content(std::move(link));
    };
    auto line = [&](const char* of_each, const std::string& a, const std::string& b) {
        if (a.empty() && b.empty()) return;
        lines.push_back({of_each, a.empty() ? t("not said") : a.c_str(), b.empty() ? t("not said") : b.c_str()});
    };
    auto people = [](const Asking& one) {
        return one.shown.invited ? about(*one.shown.invited) + (*one.shown.invited == 1 ? t(" person") : t(" people"))
                                 : std::string{};
    };
    auto cost = [](const Asking& one) { return one.shown.cost ? describe(*one.shown.cost) : std::string{}; };
    lines.push_back({t("Title"), title(view.ours), title(view.theirs)});
    line(t("Who"), view.ours.shown.who, view.theirs.shown.who);
    line(t("Where"), view.ours.shown.where, view.theirs.shown.where);
    line(t("Method"), view.ours.shown.how, view.theirs.shown.how);
    line(t("To ask"), people(view.ours), people(view.theirs));
    line(t("Decision"), view.ours.shown.decision, view.theirs.shown.decision);
    line(t("Cost"), cost(view.ours), cost(view.theirs));

    page.markup("<div class=\"tw-mt-24\"><h2 class=\"govuk-heading-m\">")
        .text(t("The two activities"))
        .markup("</h2>\n");
    const std::vector<html::Column<Line>> columns{
        {.heading = t("Of each"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const Line& row) { cell.text(row.of_each); }},
        {.heading = ours, .write = [](Writer& cell, const Line& row) { cell.append(row.ours); }},
        {.heading = theirs, .write = [](Writer& cell, const Line& row) { cell.append(row.theirs); }}};
    html::table<Line>(page, t("The two activities"), columns, lines,
                      {.look = html::TableLook::compact, .hide_caption = true});
    page.markup("</div>\n");
}

void days(Writer& page, const PairView& view) {
    const auto [ours, theirs] = leads_of(view);
    page.markup("<section aria-labelledby=\"days-h\"><h2 class=\"govuk-heading-m\" id=\"days-h\">")
        .text(view.finding.days_shared > 0 ? t("Days in common") : t("Days"))
        .markup("</h2>\n");
    html::days_in_common(page, {.id = "days",
                                .ours = {ours, view.our_days},
                                .theirs = {theirs, view.their_days},
                                .this_year = view.today.year(),
                                .today = view.today});
    if (!view.ours.shown.day_known || !view.theirs.shown.day_known)
        page.markup("<p class=\"tw-small tw-quiet\">")
            .text(t("Only the month or the year is known of one of them, so that it is drawn as the whole of it."))
            .markup("</p>\n");
    two_activities(page, view);
    page.markup("</section>\n");
}

void why(Writer& page, const PairView& view) {
    const auto& finding = view.finding;
    if (finding.evidence.empty()) return;
    html::Evidence figure{.id = "evidence",
                          .start_saw = finding.evidence.front().seen,
                          .start_log_odds = finding.evidence.front().log_odds,
                          .rows = {},
                          .verdict = {},
                          .how = view.how};
    for (std::size_t i = 1; i < finding.evidence.size(); ++i) {
        const auto& line = finding.evidence[i];
        figure.rows.push_back({.compared = line.compared, .saw = line.seen, .log_odds = line.log_odds, .effect = {}});
    }
    switch (finding.grade) {
        case Grade::likely:
            figure.verdict = t("Likely the same exercise");
            break;
        case Grade::possible:
            figure.verdict = t("Possibly the same exercise");
            break;
        case Grade::unlikely:
            figure.verdict = t("Unlikely to be the same exercise");
            break;
    }
    if (finding.ruled_out != RuledOut::no) figure.verdict += t(", and ruled out");
    page.markup("<section class=\"tw-section\" aria-labelledby=\"why-h\"><h2 class=\"govuk-heading-m\" id=\"why-h\">")
        .text(t("Why we think so"))
        .markup("</h2>\n<p>")
        .text(t("Each line makes it more likely (filled bar, to the right) or less likely (open bar, to the left) that "
                "the two are the same exercise. The line in the middle is even chances."))
        .markup("</p>\n");
    html::evidence(page, figure);
    page.markup("</section>\n");
}

void marked(Writer& page, std::string_view text, const std::vector<Span>& spans) {
    std::size_t at = 0;
    for (const auto& span : spans) {
        if (span.begin < at || span.end > text.size()) continue;
        page.text(text.substr(at, span.begin - at))
            .markup("<mark class=\"tw-mark\">")
            .text(text.substr(span.begin, span.end - span.begin))
            .markup("</mark>");
        at = span.end;
    }
    page.text(text.substr(at));
}

// The questions of one side that the other does not ask.
std::vector<std::string> left_over(const std::vector<std::string>& questions, const auto& is_same) {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < questions.size(); ++i)
        if (!is_same(i)) left.push_back(questions[i]);
    return left;
}

void only(Writer& page, const std::string& who, const std::vector<std::string>& questions) {
    if (questions.empty()) return;
    page.markup("<p class=\"tw-mb-4\"><b>")
        .text(who + t(" only:"))
        .markup("</b></p>\n<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (const auto& question : questions) page.markup("<li>").text(question).markup("</li>\n");
    page.markup("</ul>\n");
}

void questions(Writer& page, const PairView& view) {
    const auto &ours = view.ours.ask.questions, &theirs = view.theirs.ask.questions;
    if (ours.empty() && theirs.empty()) return;
    const auto [our_lead, their_lead] = leads_of(view);
    page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"questions-h\"><h2 class=\"govuk-heading-m\" "
            "id=\"questions-h\">")
        .text(t("The questions, side by side"))
        .markup("</h2>\n");
    if (ours.empty() || theirs.empty()) {
        page.markup("<p>")
            .text((ours.empty() ? our_lead : their_lead) + t(" has not written its questions into the register yet."))
            .markup("</p>\n");
    } else if (view.same.empty()) {
        page.markup("<p>")
            .text(t("No question of one shares its words with a question of the other."))
            .markup("</p>\n");
    } else {
        auto heading = [](const Asking& one, std::size_t count) {
            return fmt::format("{}, {}", one.ask.organisation_name,
                               count_of(static_cast<std::int64_t>(count), t("question"), t("questions")));
        };
        page.markup("<table role=\"table\" class=\"tw-table tw-stack tw-q\"><caption>")
            .text(view.same.size() == 1 ? std::string(t("1 question that asks much the same"))
                                        : fmt::format("{} questions that ask much the same", view.same.size()))
            .markup(" <span class=\"tw-quiet tw-regular\">")
            .text(t("(words in common are underlined)"))
            .markup(
                "</span></caption><thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">")
            .text(heading(view.ours, ours.size()))
            .markup("</th><th role=\"columnheader\" scope=\"col\">")
            .text(heading(view.theirs, theirs.size()))
            .markup("</th></tr></thead>\n<tbody role=\"rowgroup\">\n");
        for (const auto& same : view.same) {
            page.markup("<tr role=\"row\">").open("<td role=\"cell\">", {{"data-label", our_lead}});
            marked(page, ours[same.ours], same.in_ours);
            page.markup("</td>").open("<td role=\"cell\">", {{"data-label", their_lead}});
            marked(page, theirs[same.theirs], same.in_theirs);
            page.markup("</td></tr>\n");
        }
        page.markup("</tbody></table>\n");
    }
    const auto our_left = left_over(ours, [&](std::size_t i) {
        return std::ranges::any_of(view.same, [&](const auto& same) { return same.ours == i; });
    });
    const auto their_left = left_over(theirs, [&](std::size_t i) {
        return std::ranges::any_of(view.same, [&](const auto& same) { return same.theirs == i; });
    });
    if (!our_left.empty() || !their_left.empty()) {
        Writer inside(2048);
        only(inside, our_lead, our_left);
        only(inside, their_lead, their_left);
        const auto left = static_cast<std::int64_t>(our_left.size() + their_left.size());
        html::details(page, {.summary = fmt::format("{}: {} of {}, {} of {}",
                                                    view.same.empty() ? count_of(left, t("question"), t("questions"))
                                                    : left == 1       ? std::string(t("The other question"))
                                                                      : fmt::format("The other {} questions", left),
                                                    our_left.size(), our_lead, their_left.size(), their_lead),
                             .text = std::move(inside),
                             .classes = "tw-details"});
    }
    page.markup("</section>\n");
}

void subject_and_title(Writer& page, const PairView& view) {
    page.markup("<span class=\"govuk-caption-m\">")
        .text(view.ours.ask.organisation_name == view.theirs.ask.organisation_name
                  ? view.ours.ask.organisation_name
                  : view.ours.ask.organisation_name + t(" and ") + view.theirs.ask.organisation_name)
        .markup("</span>\n<h1 class=\"govuk-heading-l\">")
        .text(title_of(view))
        .markup("</h1>\n");
}

}  // namespace

std::string in_100(double likelihood) {
    return fmt::format("{} in 100", std::clamp(std::lround(100 * likelihood), 1L, 99L));
}

std::string grade_in_words(const Finding& finding) {
    std::string words(word(finding.grade));
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return fmt::format("{} ({})", words, in_100(finding.likelihood));
}

std::string title_of(const PairView& view) {
    if (!said_of_pair(view.finding)) return fmt::format("“{}” and “{}”", view.ours.ask.title, view.theirs.ask.title);
    if (view.subject.empty()) return t("Asking the same people");
    std::string subject = view.subject;
    // "Getting a GP appointment" goes on in the sentence, "GP appointments" stays as it is.
    if (subject.size() > 1 && subject[0] >= 'A' && subject[0] <= 'Z' && !(subject[1] >= 'A' && subject[1] <= 'Z'))
        subject[0] = static_cast<char>(subject[0] - 'A' + 'a');
    return t("Asking the same people about ") + subject;
}

void pair_page(Writer& page, const PairView& view) {
    subject_and_title(page, view);
    const bool out = view.finding.ruled_out != RuledOut::no;
    page.open("<div>", {{"class", out ? "tw-side tw-mb-20" : "tw-mb-20"}}).markup("<div>\n");
    sentence(page, grade_in_words(view.finding), view.finding.why);
    if (!view.finding.unlike.empty()) sentence(page, t("Unlike"), view.finding.unlike);
    if (!view.state.empty())
        page.markup("<p>").text(view.state).text(" ").link(Href("#answers"), t("See what was said")).markup("</p>\n");
    page.markup("</div>\n");
    if (out) why_not(page, view);
    page.markup("</div>\n");
    figures(page, view);
    page.markup("<div class=\"tw-two\">\n");
    ground(page, view);
    days(page, view);
    page.markup("</div>\n");
    why(page, view);
    questions(page, view);
}

}  // namespace thingwall::overlap
