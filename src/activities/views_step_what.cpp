#include <algorithm>

#include "activities/views_step.hpp"

namespace thingwall::activities {

using html::Choice;
using html::Size;
using html::Writer;

void what_fields(Writer& page, const Draft& draft, const Error& error) {
    html::text_input(page, error,
                     {.name = "title",
                      .label = "Title",
                      .label_size = Size::s,
                      .hint = "As people will read it. For example, Getting a GP appointment",
                      .value = draft.title});
    html::character_count(page, error,
                          {.name = "purpose",
                           .label = "What do you want to find out?",
                           .label_size = Size::s,
                           .hint = "A few sentences, in plain words",
                           .value = draft.purpose,
                           .most_characters = 4000,
                           .threshold = 75,
                           .rows = 5});
    html::textarea(page, error,
                   {.name = "questions",
                    .label = "The questions that you will ask",
                    .label_size = Size::s,
                    .hint = "One on each line, as far as you know them. They show whether others ask the same",
                    .value = draft.questions,
                    .rows = 5});
}

void subject_fields(Writer& page, const StepView& view, const Lists& lists, const Error& error) {
    std::vector<std::string> chosen = ticked(view.draft.subjects);
    std::vector<std::string> shown = chosen;
    for (const auto& code : view.suggested)
        if (std::ranges::find(shown, code) == shown.end()) shown.push_back(code);
    std::vector<Choice> choices;
    for (const auto& code : shown)
        choices.push_back({.value = code,
                           .text = lists.subject(code).empty() ? code : lists.subject(code),
                           .hint = lists.theme(code)});
    if (!choices.empty())
        html::checkboxes(page, error,
                         {.name = "subjects",
                          .legend = "Subjects that fit what you wrote",
                          .legend_size = Size::s,
                          .hint = "Choose each that it is about",
                          .choices = std::move(choices),
                          .values = chosen,
                          .small = true});
    html::text_input(page, error,
                     {.name = view.suggested.empty() && chosen.empty() ? "subjects" : "other_subjects",
                      .label = "Another subject",
                      .label_size = Size::s,
                      .hint = "Begin to type, and choose from the list. Several with a semicolon between them",
                      .attributes = {{"list", "all-subjects"}}});
    page.markup("<datalist id=\"all-subjects\">");
    for (const Named& subject : lists.subjects()) page.open("<option>", {{"value", subject.name}}).markup("</option>");
    page.markup("</datalist>\n");
}

}  // namespace thingwall::activities
