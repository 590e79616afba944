#include <algorithm>
#include <array>

#include "activities/codes.hpp"
#include "activities/views.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Choice;
using html::Content;
using html::Size;
using html::Writer;

std::vector<std::string> ticked(std::string_view codes) {
    std::vector<std::string> found;
    for (auto code : split(codes, ';')) found.emplace_back(code);
    return found;
}

std::vector<Choice> choices_of(std::span<const Code> list) {
    std::vector<Choice> choices;
    for (const Code& entry : list) choices.push_back({.value = std::string(entry.code), .text = entry.label});
    return choices;
}

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

void date_field(Writer& page, const Error& error, std::string name, const char* legend, const char* hint,
                std::string_view typed) {
    DateBoxes boxes = boxes_of(typed);
    html::date_input(page, error,
                     {.name = std::move(name),
                      .legend = legend,
                      .legend_size = Size::s,
                      .hint = hint,
                      .day = boxes.day,
                      .month = boxes.month,
                      .year = boxes.year});
}

void what(Writer& page, const Draft& draft, const Error& error) {
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

void subjects(Writer& page, const StepView& view, const Lists& lists, const Error& error) {
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

// Those that most activities ask come first; the others are one press away.
constexpr std::array<std::string_view, 14> often_asked{
    "older-people", "teenagers",           "young-adults",      "families",  "children-under-11",
    "carers",       "physically-disabled", "learning-disabled", "patients",  "tenants",
    "businesses",   "voluntary-groups",    "bme-communities",   "unemployed"};

void who(Writer& page, const Draft& draft, const Lists& lists, const Error& error) {
    auto chosen = ticked(draft.audience);
    auto is_chosen = [&](std::string_view code) { return std::ranges::find(chosen, code) != chosen.end(); };
    std::vector<Choice> often{{.value = "everyone", .text = "Everyone who lives or works there", .exclusive = true},
                              {.divider = "or"}};
    std::vector<Choice> others;
    bool open = false;
    for (const Named& audience : lists.audiences()) {
        if (audience.id == "everyone") continue;
        bool frequent = std::ranges::find(often_asked, audience.id) != often_asked.end();
        (frequent ? often : others)
            .push_back({.value = audience.id, .text = audience.name, .checked = is_chosen(audience.id)});
        open = open || (!frequent && is_chosen(audience.id));
    }
    often[0].checked = is_chosen("everyone");
    html::checkboxes(page, error,
                     {.name = "audience",
                      .legend = "Who do you want to hear from?",
                      .legend_size = Size::s,
                      .hint = "Choose each group that you will ask. One person can belong to several",
                      .choices = std::move(often),
                      .small = true});
    if (!others.empty()) {
        Writer more(4096);
        html::checkboxes(more, html::no_error,
                         {.name = "audience",
                          .legend = "More groups",
                          .legend_size = Size::hidden,
                          .choices = std::move(others),
                          .small = true,
                          .id = "more-audience"});
        html::details(page, {.summary = "More groups", .text = Content(std::move(more)), .open = open});
    }
    html::text_input(page, error,
                     {.name = "audience_words",
                      .label = "In your own words",
                      .label_size = Size::s,
                      .hint = "For example, people aged 65 and over who live alone. You can leave this empty",
                      .value = draft.audience_words});
    html::text_input(page, error,
                     {.name = "invited",
                      .label = "How many people will you ask?",
                      .label_size = Size::s,
                      .hint = "About. You can leave this empty",
                      .value = draft.invited,
                      .width = html::Width::chars_10,
                      .inputmode = "numeric"});
}

void where(Writer& page, const Draft& draft, const Lists& lists, const Error& error) {
    html::checkboxes(
        page, error,
        {.name = "whole_borough",
         .choices = {{.value = "yes", .text = "The whole borough"}},
         .values = draft.whole_borough.empty() ? std::vector<std::string>{} : std::vector<std::string>{"yes"},
         .small = true});
    auto chosen = ticked(draft.areas);
    std::vector<std::pair<std::string, std::vector<Choice>>> layers;
    for (const Named& area : lists.areas()) {
        if (layers.empty() || layers.back().first != area.group) layers.push_back({area.group, {}});
        layers.back().second.push_back({.value = area.id, .text = area.name});
    }
    html::fieldset(page, {.legend = "Or these areas", .size = Size::s}, [&](Writer& fields) {
        fields.markup("<div id=\"areas\">");
        html::error_messages(fields, error, "areas");
        std::size_t number = 0;
        for (auto& [layer, boxes] : layers) {
            std::size_t here = 0;
            for (const auto& box : boxes) here += std::ranges::find(chosen, box.value) != chosen.end() ? 1 : 0;
            std::string summary = layer + (here == 0 ? "" : fmt::format(" ({} chosen)", here));
            if (!summary.empty()) summary[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(summary[0])));
            Writer inside(8192);
            html::checkboxes(inside, html::no_error,
                             {.name = "areas",
                              .legend = Content(summary),
                              .legend_size = Size::hidden,
                              .choices = std::move(boxes),
                              .values = chosen,
                              .small = true,
                              .id = fmt::format("areas-{}", ++number)});
            html::details(fields, {.summary = Content(summary), .text = Content(std::move(inside)), .open = here > 0});
        }
        fields.markup("</div>\n");
    });
    html::fieldset(page, {.legend = "Or around one place", .size = Size::s}, [&](Writer& fields) {
        html::text_input(fields, error,
                         {.name = "centre",
                          .label = "Postcode, or latitude and longitude",
                          .hint = "For example, CH41 1DB, or 53.393, -3.023",
                          .value = draft.centre,
                          .width = html::Width::chars_20});
        html::text_input(fields, error,
                         {.name = "radius",
                          .label = "How far around it",
                          .value = draft.radius,
                          .width = html::Width::chars_5,
                          .inputmode = "numeric",
                          .suffix = "metres"});
    });
    Writer drawn(2048);
    html::textarea(drawn, error,
                   {.name = "shape",
                    .label = "The shape as GeoJSON",
                    .hint = "A Polygon or MultiPolygon, as map programs write it: longitude, then latitude",
                    .value = draft.shape,
                    .rows = 4,
                    .spellcheck = false});
    html::details(page, {.summary = "Or a shape that you have drawn",
                         .text = Content(std::move(drawn)),
                         .open = !draft.shape.empty() || html::has_fault(error, "shape")});
}

void when(Writer& page, const StepView& view, const Error& error) {
    const Draft& draft = view.draft;
    if (!view.people_and_place.empty())
        page.markup("<p class=\"tw-quiet\">").text(view.people_and_place).markup("</p>\n");
    date_field(page, error, "first_day", "First day", fmt::format("For example, 5 10 {}", view.this_year).c_str(),
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
    html::textarea(page, error,
                   {.name = "sessions",
                    .label = "Meetings, drop-ins and visits",
                    .label_size = Size::s,
                    .hint = "One on each line: the day, the time, the place. For example, 5 October 2026, 2pm to 4pm, "
                            "Central library. You can leave this empty",
                    .value = draft.sessions,
                    .rows = 3});
}

void how(Writer& page, const Draft& draft, const Error& error) {
    small_boxes(page, error, "methods", "How will you ask?", "Choose each that you will use", choices_of(methods()),
                draft.methods);
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

void decision(Writer& page, const StepView& view, const Lists& lists, const Error& error) {
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
         .value = draft.visibility});
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

void unfinished_plans(Writer& page, const std::vector<Plan>& plans, int this_year) {
    if (plans.empty()) return;
    page.markup(
        "<div class=\"tw-panel\"><h2 class=\"govuk-heading-s\">Not registered yet</h2><ul class=\"govuk-list\">\n");
    for (const Plan& plan : plans)
        page.markup("<li>")
            .link(html::Href::of("/plan", plan.id),
                  plan.draft.title.empty() ? "A plan without a title" : std::string_view(plan.draft.title))
            .markup(" <span class=\"tw-quiet tw-small\">saved ")
            .text(moment_in_words(plan.changed_at, this_year))
            .markup("</span></li>\n");
    page.markup("</ul></div>\n");
}

}  // namespace

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
    html::form(page, to, [&](Writer& form) {
        if (view.subjects)
            subjects(form, view, lists, error);
        else
            switch (view.step) {
                case Step::what:
                    what(form, view.draft, error);
                    break;
                case Step::who:
                    who(form, view.draft, lists, error);
                    break;
                case Step::where:
                    where(form, view.draft, lists, error);
                    break;
                case Step::when:
                    when(form, view, error);
                    break;
                case Step::how:
                    how(form, view.draft, error);
                    break;
                case Step::decision:
                    decision(form, view, lists, error);
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
        unfinished_plans(page, view.unfinished, view.this_year);
        known_already(page, view.known, view.action, view.keys, view.this_year);
        page.markup("</div>\n");
    }
    page.markup("</div>\n");
}

}  // namespace thingwall::activities
