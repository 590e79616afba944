#include "activities/views_step.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Choice;
using html::Content;
using html::Size;
using html::Writer;

void small_boxes(Writer& page, const Error& error, std::string name, const char* legend, const char* hint,
                 std::vector<Choice> choices, std::string_view typed) {
    html::checkboxes(page, error,
                     {.name = std::move(name),
                      .legend = legend,
                      .legend_size = Size::s,
                      .hint = hint,
                      .choices = std::move(choices),
                      .values = ticked(typed),
                      .small = true});
}

// What each way is good for: its guide, beside what was typed so far.
void guides(Writer& page) {
    Writer list(4096);
    list.markup(
        "<p>A guide to each: when to use it, steps, time, cost and what to look out for. Each opens in a new tab, so "
        "that nothing you typed here is lost.</p>\n<ul class=\"govuk-list\">\n");
    for (const Code& method : methods())
        if (method.code != "other")
            list.markup("<li>")
                .open_link("<a class=\"govuk-link\" target=\"_blank\">",
                           html::Href::path("/toolkit/" + std::string(method.code)))
                .text(method.label)
                .markup("</a></li>\n");
    list.markup("</ul>\n");
    html::details(page, {.summary = "What is each way good for?", .text = Content(std::move(list))});
}

}  // namespace

void when_fields(Writer& page, const StepView& view, const Error& error) {
    const Draft& draft = view.draft;
    if (!view.people_and_place.empty())
        page.markup("<p class=\"tw-quiet\">").text(view.people_and_place).markup("</p>\n");
    date_field(page, error, "first_day", "First day", fmt::format("For example, 5 10 {}", view.this_year + 1).c_str(),
               draft.first_day);
    date_field(page, error, "last_day", "Last day", "", draft.last_day);
    auto first = parse_partial_date(draft.first_day), last = parse_partial_date(draft.last_day);
    if (first && last && first->known == DatesKnown::day && last->known == DatesKnown::day)
        if (auto days = DateRange::make(first->first, last->last)) {
            page.markup("<p class=\"tw-note\"><b>")
                .text(long_date(days->first(), view.this_year))
                .text(" to ")
                .text(long_date(days->last(), view.this_year))
                .markup("</b> (")
                .text(how_long(*days))
                .markup(").");
            if (days->days() < 84)
                page.text(
                    " The Compact asks for 12 weeks for a written consultation. Other ways of asking may be shorter: "
                    "say why.");
            page.markup("</p>\n");
        }
    html::checkboxes(
        page, error,
        {.name = "dates_can_move",
         .choices = {{.value = "yes", .text = "These dates can still move"}},
         .values = draft.dates_can_move.empty() ? std::vector<std::string>{} : std::vector<std::string>{"yes"},
         .small = true});
    html::text_input(page, error,
                     {.name = "reason_short",
                      .label = "Why it is shorter than 12 weeks",
                      .label_size = Size::s,
                      .hint = "Only if it is. It is kept with the activity",
                      .value = draft.reason_short});
    html::textarea(
        page, error,
        {.name = "sessions",
         .label = "Meetings, drop-ins and visits",
         .label_size = Size::s,
         .hint = fmt::format("One on each line: the day, the time, the place. For example, 5 October {}, 2pm to 4pm, "
                             "Central library. You can leave this empty",
                             view.this_year + 1),
         .value = draft.sessions,
         .rows = 3});
}

void how_fields(Writer& page, const Draft& draft, const Error& error) {
    small_boxes(page, error, "methods", "How will you ask?", "Choose each that you will use", choices_of(methods()),
                draft.methods);
    guides(page);
    html::text_input(page, error,
                     {.name = "minutes",
                      .label = "How long does it take somebody?",
                      .label_size = Size::s,
                      .value = draft.minutes,
                      .width = html::Width::chars_4,
                      .inputmode = "numeric",
                      .suffix = "minutes"});
    small_boxes(page, error, "other_ways", "Other ways to take part",
                "For people who cannot or would rather not do it online", choices_of(other_ways()), draft.other_ways);
    html::text_input(page, error,
                     {.name = "other_ways_words",
                      .label = "Where, and which number",
                      .label_size = Size::s,
                      .hint = "For example, forms at every library, or telephone 01632 960 123",
                      .value = draft.other_ways_words});
    small_boxes(page, error, "access", "What helps people to take part?", "", choices_of(access_arrangements()),
                draft.access);
    html::text_input(page, error,
                     {.name = "access_words",
                      .label = "Anything else about access",
                      .label_size = Size::s,
                      .value = draft.access_words});
    html::text_input(page, error,
                     {.name = "contact",
                      .label = "Contact for questions",
                      .label_size = Size::s,
                      .hint = "A name, and a telephone number or an e-mail address. People will see it",
                      .value = draft.contact});
    html::text_input(page, error,
                     {.name = "cost",
                      .label = "What it costs",
                      .label_size = Size::s,
                      .hint = "About. Partners see it, the public does not. You can leave this empty",
                      .value = draft.cost,
                      .width = html::Width::chars_10,
                      .inputmode = "decimal",
                      .prefix = "£"});
}

void decision_fields(Writer& page, const StepView& view, const Lists& lists, const Error& error) {
    const Draft& draft = view.draft;
    html::textarea(page, error,
                   {.name = "decision",
                    .label = "Which decision will it inform?",
                    .label_size = Size::s,
                    .hint = "Who decides what. For example, the board decides on opening hours for next year",
                    .value = draft.decision,
                    .rows = 3});
    date_field(page, error, "decision_day", "When will it be decided?", "You can leave this empty", draft.decision_day);
    html::radios(page, error,
                 {.name = "influence",
                  .legend = "How much say will people have?",
                  .legend_size = Size::s,
                  .choices = choices_of(influences()),
                  .value = draft.influence,
                  .small = true});
    std::vector<Choice> bodies;
    for (const Named& body : lists.organisations())
        if (body.id != draft.lead) bodies.push_back({.value = body.id, .text = body.name});
    if (!bodies.empty()) {
        auto chosen = ticked(draft.partners);
        Writer inside(4096);
        html::checkboxes(inside, error,
                         {.name = "partners",
                          .legend = "Joint with",
                          .legend_size = Size::hidden,
                          .choices = std::move(bodies),
                          .values = chosen,
                          .small = true});
        html::details(page, {.summary = chosen.empty() ? Content("Is it joint with others?")
                                                       : Content(fmt::format("Joint with {} others", chosen.size())),
                             .text = Content(std::move(inside)),
                             .open = !chosen.empty() || html::has_fault(error, "partners")});
    }
    Writer belongs(2048);
    html::text_input(belongs, error,
                     {.name = "umbrella",
                      .label = "Part of another activity",
                      .hint = "Its reference, like WY-2026-0101",
                      .value = view.umbrella,
                      .width = html::Width::chars_20});
    html::text_input(belongs, error,
                     {.name = "series",
                      .label = "One of a series",
                      .hint = "The name of the series, the same each time. For example, Budget, each year",
                      .value = draft.series});
    html::details(page,
                  {.summary = "Does it belong to something larger?",
                   .text = Content(std::move(belongs)),
                   .open = !draft.umbrella.empty() || !draft.series.empty() || html::has_fault(error, "umbrella")});
    Writer day(2048);
    date_field(day, error, "public_on", "Public from", "Leave this empty for: as soon as it is registered",
               draft.public_on);
    html::radios(
        page, error,
        {.name = "visibility",
         .legend = "Who can see it?",
         .legend_size = Size::s,
         .choices = {{.value = "draft", .text = "Only my organisation", .hint = "It is not screened for others"},
                     {.value = "partners", .text = "Partners", .hint = "All who sign in here"},
                     {.value = "public", .text = "Everyone", .conditional = Content(std::move(day))}},
         .value = draft.visibility,
         .small = true});
    if (view.changing) {
        html::text_input(page, error,
                         {.name = "responses",
                          .label = "How many answered",
                          .label_size = Size::s,
                          .value = draft.responses,
                          .width = html::Width::chars_10,
                          .inputmode = "numeric"});
        html::character_count(page, error,
                              {.name = "results",
                               .label = "What people said",
                               .label_size = Size::s,
                               .hint = "A few sentences. Others see it when they plan to ask the same",
                               .value = draft.results,
                               .most_characters = 4000,
                               .threshold = 75,
                               .rows = 5});
    }
}

}  // namespace thingwall::activities
