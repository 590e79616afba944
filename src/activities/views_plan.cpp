#include <array>

#include "activities/views_step.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Writer;

std::string title_of_plan(const Plan& plan) {
    return plan.draft.title.empty() ? "A plan without a title" : plan.draft.title;
}

void unfinished_plans(Writer& page, const StepView& view, const Lists& lists) {
    if (view.unfinished.empty()) return;
    page.markup(
        "<div class=\"tw-panel\"><h2 class=\"govuk-heading-s\">Not registered yet</h2><ul class=\"govuk-list\">\n");
    for (const Plan& plan : view.unfinished) {
        const std::string title = title_of_plan(plan);
        page.markup("<li>").link(html::Href::of("/plan", plan.id), title);
        page.markup(" <span class=\"tw-quiet tw-small\">saved ").text(moment_in_words(plan.changed_at, view.this_year));
        if (plan.person != view.person)
            if (const std::string name = lists.person(plan.person); !name.empty()) page.text(", begun by ").text(name);
        page.markup("</span> <span class=\"tw-small\">")
            .link(html::Href::of("/plan", plan.id, "/discard"), "Throw away", "the plan " + title)
            .markup("</span></li>\n");
    }
    page.markup("</ul>\n");
    if (view.more_unfinished)
        page.markup("<p class=\"tw-quiet tw-small\">Only the last ")
            .text(thousands(static_cast<std::int64_t>(view.unfinished.size())))
            .markup(" are listed. Register or throw away some of them to see the older ones.</p>\n");
    page.markup("</div>\n");
}

}  // namespace

std::vector<std::string> ticked(std::string_view codes) {
    std::vector<std::string> found;
    for (auto code : split(codes, ';')) found.emplace_back(code);
    return found;
}

std::vector<html::Choice> choices_of(std::span<const Code> list) {
    std::vector<html::Choice> choices;
    for (const Code& entry : list) choices.push_back({.value = std::string(entry.code), .text = entry.label});
    return choices;
}

void date_field(Writer& page, const Error& error, std::string name, const char* legend, const char* hint,
                std::string_view typed) {
    DateBoxes boxes = boxes_of(typed);
    html::date_input(page, error,
                     {.name = std::move(name),
                      .legend = legend,
                      .legend_size = html::Size::s,
                      .hint = hint,
                      .day = boxes.day,
                      .month = boxes.month,
                      .year = boxes.year});
}

std::string_view question_of(Step step, bool subjects_page) {
    if (subjects_page) return "What is it about?";
    constexpr std::array<std::string_view, step_count> questions{
        "What do you want to find out?", "Who do you want to hear from?", "Where do they live?",
        "When will you ask people?",     "How will you ask people?",      "What will be decided?"};
    return questions[static_cast<std::size_t>(step)];
}

void step_page(Writer& page, const StepView& view, const Lists& lists, const Error& error) {
    bool aside = !view.known.empty() || !view.unfinished.empty();
    html::error_summary(page, error);
    if (view.saved)
        html::notification_banner(
            page,
            {.content = "Your plan is saved. You find it below, and can go on whenever you like", .success = true});
    if (view.thrown_away) html::notification_banner(page, {.content = "The plan is thrown away", .success = true});
    if (!view.from.empty())
        html::notification_banner(
            page, {.content = "This plan begins with what the earlier activity says, about a year later. "
                              "Change what is different. Nothing is saved before you continue"});
    // Alone, a question has the width of a line of text; beside what is known it is narrower.
    page.open("<div>", {{"class", view.known.empty() ? "tw-plan tw-plan--alone" : "tw-plan"}}).markup("\n<div>\n");
    if (!view.changing)
        html::named_steps(page, {.names = {"What", "Who", "Where", "When", "How", "Decision"},
                                 .current = static_cast<std::size_t>(view.step)});
    if (!view.draft.title.empty() && (view.step != Step::what || view.subjects))
        page.markup("<span class=\"govuk-caption-m\">").text(view.draft.title).markup("</span>\n");
    page.markup("<h1 class=\"govuk-heading-l\">").text(question_of(view.step, view.subjects)).markup("</h1>\n");
    html::FormTo to{.action = view.action, .csrf = view.keys.csrf, .idempotency = view.keys.idempotency};
    if (view.changing) to.hidden.emplace_back("version", std::to_string(view.version));
    if (!view.from.empty()) to.hidden.emplace_back("from", view.from);
    html::form(page, to, [&](Writer& form) {
        if (view.subjects)
            subject_fields(form, view, lists, error);
        else
            switch (view.step) {
                case Step::what:
                    what_fields(form, view.draft, error);
                    break;
                case Step::who:
                    who_fields(form, view.draft, lists, error);
                    break;
                case Step::where:
                    where_fields(form, view, lists, error);
                    break;
                case Step::when:
                    when_fields(form, view, error);
                    break;
                case Step::how:
                    how_fields(form, view.draft, error);
                    break;
                case Step::decision:
                    decision_fields(form, view, lists, error);
                    break;
            }
        if (!view.known.empty()) {
            form.markup(
                "<div class=\"tw-found tw-phone-only\" role=\"group\" aria-labelledby=\"found-h\">"
                "<h2 class=\"govuk-heading-s\" id=\"found-h\">Before you go on</h2><ul>\n");
            if (!view.known.before.empty())
                form.markup("<li>").link(html::Href("#asked"), "Asked before: see what people said").markup("</li>\n");
            if (!view.known.others.empty())
                form.markup("<li>")
                    .link(html::Href("#others"),
                          count_of(static_cast<std::int64_t>(view.known.others.size()), "other plans", "others plan") +
                              " to ask the same people in that time")
                    .markup("</li>\n");
            if (view.known.burden)
                form.markup("<li>").link(html::Href("#burden"), "How often these people are asked").markup("</li>\n");
            form.markup("</ul></div>\n");
        }
        form.markup("<div class=\"tw-row\">");
        html::button(form, {.text = view.changing ? "Save this change" : "Continue",
                            .name = "do",
                            .value = "next",
                            .prevent_double_click = true});
        if (!view.changing)
            html::button(form, {.text = "Save and come back later",
                                .importance = html::Importance::secondary,
                                .name = "do",
                                .value = "later"});
        form.markup("</div>\n");
    });
    page.markup("</div>\n");
    if (aside) {
        page.markup("<div>\n");
        unfinished_plans(page, view, lists);
        known_already(page, view.known, view.action, view.keys, view.this_year);
        page.markup("</div>\n");
    }
    page.markup("</div>\n");
}

void discard_page(Writer& page, const Plan& plan, const FormKeys& keys, int this_year) {
    page.markup("<span class=\"govuk-caption-m\">")
        .text(title_of_plan(plan))
        .markup("</span>\n<h1 class=\"govuk-heading-l\">Throw this plan away?</h1>\n<p>It was saved ")
        .text(moment_in_words(plan.changed_at, this_year))
        .markup(" and is not in the register. Nothing of it is kept. This cannot be undone.</p>\n");
    html::form(
        page,
        {.action = html::Href::of("/plan", plan.id, "/discard"), .csrf = keys.csrf, .idempotency = keys.idempotency},
        [&](Writer& form) {
            form.markup("<div class=\"tw-row\">");
            html::button(
                form, {.text = "Throw it away", .importance = html::Importance::warning, .prevent_double_click = true});
            form.link(html::Href::of("/plan", plan.id), "Keep it and go on").markup("</div>\n");
        });
}

}  // namespace thingwall::activities
