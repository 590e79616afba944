#include "overlap/views_challenge.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

html::FormTo form_to(const ChallengeView& view, std::string_view deed) {
    html::FormTo to{.action = Href::path(view.action + "/" + std::string(deed)),
                    .csrf = view.csrf,
                    .idempotency = view.key + std::string(deed)};
    if (view.challenge) to.hidden = {{"version", std::to_string(view.challenge->version)}};
    return to;
}

// What was typed stands in the form that was sent, and in no other.
const std::string& typed(const ChallengeView& view, std::string_view deed, const std::string& what) {
    static const std::string nothing;
    return view.deed == deed ? what : nothing;
}
const Error& faults_of(const ChallengeView& view, std::string_view deed, const Error& error) {
    return view.deed == deed ? error : html::no_error;
}

std::string upper_first(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

void no_mail_yet(Writer& page, bool sends_mail) {
    if (!sends_mail)
        html::inset_text(page, t("This installation sends no e-mail yet: letters wait. Tell the leads yourself, or ask "
                                 "whoever looks after it to set up a mail server."));
}

void ask_form(Writer& page, const ChallengeView& view, const Error& error) {
    html::form(page, form_to(view, "ask"), [&](Writer& form) {
        form.markup("<h2 class=\"govuk-heading-m\" id=\"do-h\">")
            .text(view.changed_since ? t("One of the two changed. Ask both leads again?") : t("Ask both leads"))
            .markup("</h2>\n<p>")
            .text(t("Each gets one e-mail with what you see here, and five working days to say what they would like to "
                    "do. Nobody has to stop."))
            .markup("</p>\n");
        no_mail_yet(form, view.sends_mail);
        html::textarea(form, faults_of(view, "ask", error),
                       {.name = "words",
                        .label = t("Your words to both leads"),
                        .hint = t("You can leave this empty."),
                        .value = typed(view, "ask", view.words),
                        .rows = 3});
        html::button(form, {.text = t("Ask both leads"), .prevent_double_click = true});
    });
}

void answer_form(Writer& page, const ChallengeView& view, const Error& error) {
    html::form(page, form_to(view, "answer"), [&](Writer& form) {
        std::vector<html::Choice> choices;
        for (const auto& one : all_answers()) {
            std::string meaning(one.meaning);
            if (one.answer == Answer::move && !view.own_quiet.empty()) meaning += " " + view.own_quiet;
            choices.push_back({.value = std::string(one.code), .text = std::string(one.words), .hint = meaning});
        }
        Writer legend(128);
        legend.text(t("What would you like to do?"));
        html::radios(form, faults_of(view, "answer", error),
                     {.name = "answer",
                      .legend = Content(std::move(legend)),
                      .choices = std::move(choices),
                      .value = typed(view, "answer", view.chosen),
                      .small = true,
                      .classes = "tw-do"});
        html::textarea(form, faults_of(view, "answer", error),
                       {.name = "words",
                        .label = fmt::format("Your words to {}", view.other_lead),
                        .value = typed(view, "answer", view.words),
                        .rows = 3});
        html::button(form, {.text = t("Send my answer"), .prevent_double_click = true});
    });
}

void settle_form(Writer& page, const ChallengeView& view, const Error& error) {
    const std::string deed = view.challenge && !view.challenge->settled ? "settle" : "set-aside";
    html::form(page, form_to(view, deed), [&](Writer& form) {
        std::vector<html::Choice> choices;
        for (const auto& one : all_outcomes())
            choices.push_back(
                {.value = std::string(one.code), .text = std::string(one.words), .hint = std::string(one.meaning)});
        html::radios(form, faults_of(view, deed, error),
                     {.name = "outcome",
                      .legend = t("What came of it?"),
                      .legend_size = html::Size::s,
                      .choices = std::move(choices),
                      .value = typed(view, deed, view.chosen),
                      .small = true,
                      .classes = "tw-do"});
        html::textarea(form, faults_of(view, deed, error),
                       {.name = "reason",
                        .label = t("Why"),
                        .hint = t("Partners can read this."),
                        .value = typed(view, deed, view.words),
                        .rows = 3});
        html::button(form,
                     {.text = t("Settle it"), .importance = html::Importance::secondary, .prevent_double_click = true});
    });
}

void saving_form(Writer& page, const ChallengeView& view, const Error& error) {
    html::form(page, form_to(view, "saving"), [&](Writer& form) {
        std::string hint = t("Only what is really not spent. £0 is an answer.");
        if (view.most_saved)
            hint = fmt::format("{} at most, the smaller of both costs. {}", describe(*view.most_saved), hint);
        html::text_input(form, faults_of(view, "saving", error),
                         {.name = "saving",
                          .label = t("Money saved"),
                          .hint = hint,
                          .value = typed(view, "saving", view.saving),
                          .width = html::Width::chars_10,
                          .inputmode = "decimal",
                          .prefix = t("£")});
        html::button(form,
                     {.text = t("Confirm"), .importance = html::Importance::secondary, .prevent_double_click = true});
    });
}

void outcome(Writer& page, const ChallengeView& view) {
    const auto& challenge = *view.challenge;
    page.markup("<h2 class=\"govuk-heading-m\" id=\"do-h\">")
        .text(challenge.outcome ? words_of(*challenge.outcome) : std::string_view{})
        .markup("</h2>\n<p>")
        .text(fmt::format("Settled on {}.", long_date(london_day(challenge.settled_at), view.today.year())));
    if (!challenge.reason.empty()) page.text(" ").text(challenge.reason);
    page.markup("</p>\n");
    if (challenge.saving)
        page.markup("<p><b>")
            .text(describe(*challenge.saving))
            .markup("</b> ")
            .text(t("saved, confirmed by a person."))
            .markup("</p>\n");
    if (!view.changed_since)
        page.markup("<p class=\"tw-quiet\">")
            .text(t("The pair stays silent unless dates, area, people or subject change."))
            .markup("</p>\n");
}

void answers(Writer& page, const ChallengeView& view) {
    page.markup("<ul class=\"govuk-list\">\n");
    for (const auto& said : view.answers) {
        page.markup("<li><b>").text(said.lead).markup(":</b> ");
        if (!said.reply) {
            page.text(t("no answer yet")).markup("</li>\n");
            continue;
        }
        page.text(words_of(said.reply->answer));
        if (!said.reply->words.empty()) page.markup("<br>").text(said.reply->words);
        page.markup("</li>\n");
    }
    page.markup("</ul>\n");
}

void log(Writer& page, const ChallengeView& view) {
    if (view.log.empty()) return;
    page.markup("<section aria-labelledby=\"log-h\"><h2 class=\"govuk-heading-m\" id=\"log-h\">")
        .text(t("What has happened"))
        .markup("</h2>\n");
    std::vector<html::Day> days;
    for (const auto& line : view.log) {
        const Date day = london_day(line.at);
        std::string when =
            day == view.today ? fmt::format("Today, {}", london_time(line.at)) : long_date(day, view.today.year());
        std::string words = line.who.empty() ? line.words : fmt::format("{} ({})", line.words, line.who);
        days.push_back({.iso = to_iso(day), .day = std::move(when), .deed = words, .when = html::Day::When::past});
    }
    html::log(page, days);
    page.markup("</section>\n");
}

void left_column(Writer& page, const ChallengeView& view, const Error& error) {
    const bool open = view.challenge && !view.challenge->settled;
    if (open) {
        page.markup("<h2 class=\"govuk-heading-m\" id=\"do-h\">")
            .text(t("Both leads are asked"))
            .markup("</h2>\n<p>")
            .text(fmt::format("Answers are due by {}.", long_date(view.challenge->reply_by, view.today.year())))
            .markup("</p>\n");
        if (view.may_follow) answers(page, view);
        if (view.may_answer) answer_form(page, view, error);
        if (view.may_settle) {
            Writer inside(4096);
            settle_form(inside, view, error);
            html::details(page, {.summary = t("Settle it for both"),
                                 .text = std::move(inside),
                                 .open = view.deed == "settle" || (view.challenge->all_answered() && !view.may_answer),
                                 .classes = "tw-details"});
        }
        return;
    }
    if (view.challenge) {
        outcome(page, view);
        if (view.may_settle && !view.challenge->saving) saving_form(page, view, error);
        if (!view.changed_since) return;
    }
    if (view.ruled_out) return;
    if (view.may_ask) ask_form(page, view, error);
    if (view.may_settle) {
        Writer inside(4096);
        settle_form(inside, view, error);
        html::details(page, {.summary = t("Settle it without asking"),
                             .text = std::move(inside),
                             .open = view.deed == "set-aside",
                             .classes = "tw-details"});
    }
}

struct Heading {
    const char* id;
    const char* words;
    const char* empty;
};

void queue(Writer& page, const Heading& heading, const std::vector<QueueRow>& rows, const char* state) {
    page.markup("<section class=\"tw-section\">")
        .open("<h2 class=\"govuk-heading-m\">", {{"id", heading.id}})
        .text(heading.words)
        .text(rows.empty() ? std::string() : fmt::format(" ({})", rows.size()))
        .markup("</h2>\n");
    if (rows.empty()) {
        page.markup("<p class=\"tw-quiet\">").text(heading.empty).markup("</p></section>\n");
        return;
    }
    std::vector<html::Column<QueueRow>> columns{
        {.heading = t("Activities"),
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const QueueRow& row) {
                 cell.text(row.title_a)
                     .markup("<br><span class=\"tw-ref tw-regular\">")
                     .text(row.lead_a)
                     .markup("</span><br>")
                     .text(row.title_b)
                     .markup("<br><span class=\"tw-ref tw-regular\">")
                     .text(row.lead_b)
                     .markup("</span>");
             }},
        {.heading = state,
         .write =
             [](Writer& cell, const QueueRow& row) {
                 if (row.late) {
                     html::state_tag(cell, html::State::warn, t("late"));
                     cell.text(" ");
                 }
                 cell.text(row.state);
             }},
        {.heading = t("Answers"), .write = [](Writer& cell, const QueueRow& row) { cell.text(row.answers); }},
        {.heading = t("What to do"),
         .cell = html::Cell::deed,
         .write =
             [](Writer& cell, const QueueRow& row) {
                 cell.link(Href::path(row.path), row.deed, row.title_a + t(" and ") + row.title_b);
             },
         .hide_heading = true,
         .classes = "tw-nowrap"}};
    if (std::string_view(heading.id) == "to-look-at") columns.erase(columns.begin() + 2);
    html::table<QueueRow>(page, heading.words, columns, rows, {.look = html::TableLook::stacked, .hide_caption = true});
    page.markup("</section>\n");
}

}  // namespace

std::string state_in_words(const ChallengeView& view) {
    if (!view.challenge) return {};
    if (!view.challenge->settled)
        return fmt::format("Both leads are asked. Answers are due by {}.",
                           long_date(view.challenge->reply_by, view.today.year()));
    if (view.changed_since) return t("This pair was settled, and one of the two changed after that.");
    return fmt::format("Settled: {}.", upper_first(std::string(words_of(*view.challenge->outcome))));
}

void challenge_section(Writer& page, const ChallengeView& view, const Error& error) {
    const bool anything = view.challenge || ((view.may_ask || view.may_settle) && !view.ruled_out);
    if (!anything) return;
    page.markup(
        "<section class=\"tw-section\" id=\"answers\" aria-labelledby=\"do-h\"><div class=\"tw-side\">\n<div>\n");
    Writer left(8192);
    left_column(left, view, error);
    // One h2 names the section, whatever stands first.
    page.append(left);
    page.markup("</div>\n");
    log(page, view);
    page.markup("</div></section>\n");
}

void queues_page(Writer& page, const QueuesView& view) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(t("Asking both leads")).markup("</h1>\n<p class=\"tw-lead\">");
    page.text(t("Pairs of activities that ask the same people about the same thing, from found to settled. Nobody has "
                "to stop: leads say what they would like to do."))
        .markup("</p>\n");
    no_mail_yet(page, view.sends_mail);
    html::headline_figures(page, html::FigureList::officers,
                           {{thousands(view.this_year.settled), t("pairs settled this year"), Href("#settled")},
                            {thousands(view.this_year.joined), t("of them joined or merged"), Href("#settled")},
                            {describe(view.this_year.saved), t("saved, confirmed by a person"), Href("#settled")}});
    queue(page, {"yours", t("Waiting for your answer"), t("Nobody waits for an answer of yours.")}, view.yours,
          t("Due"));
    if (view.coordinator) {
        queue(page, {"to-look-at", t("New pairs to look at"), t("No new pairs. They appear when somebody registers.")},
              view.to_look_at, t("How likely"));
        if (view.more_to_look_at > 0)
            page.markup("<p>")
                .link(Href("/overlaps?grade=likely"), fmt::format("And {} more", thousands(view.more_to_look_at)))
                .markup("</p>\n");
        queue(page, {"to-settle", t("Answered or overdue: to settle"), t("Nothing to settle.")}, view.to_settle,
              t("Due"));
    }
    queue(page, {"waiting", t("Asked, not all answered"), t("Nobody is asked at present.")}, view.waiting, t("Due"));
    queue(page, {"settled", t("Settled, the newest"), t("Nothing was settled yet.")}, view.settled,
          t("What came of it"));
}

}  // namespace thingwall::overlap
