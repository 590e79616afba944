#include <algorithm>
#include <array>
#include <cctype>

#include "activities/ground.hpp"
#include "activities/views_step.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Choice;
using html::Content;
using html::Size;
using html::Writer;

// Those that most activities ask come first; the others are one press away.
constexpr std::array<std::string_view, 14> often_asked{
    "older-people", "teenagers",           "young-adults",      "families",  "children-under-11",
    "carers",       "physically-disabled", "learning-disabled", "patients",  "tenants",
    "businesses",   "voluntary-groups",    "bme-communities",   "unemployed"};

}  // namespace

void who_fields(Writer& page, const Draft& draft, const Lists& lists, const Error& error) {
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

void where_fields(Writer& page, const StepView& view, const Lists& lists, const Error& error) {
    const Draft& draft = view.draft;
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
                          .hint = "A whole postcode of this area, or latitude and longitude: 53.393, -3.023",
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
    if (view.ground != nullptr) view.ground->draw_canvas(drawn, draft.shape, "shape");
    html::textarea(drawn, error,
                   {.name = "shape",
                    .label = "The shape as GeoJSON",
                    .hint = "As map programs write it: longitude, then latitude",
                    .value = draft.shape,
                    .rows = 4,
                    .spellcheck = false});
    html::details(page, {.summary = "Or a shape of your own",
                         .text = Content(std::move(drawn)),
                         .open = !draft.shape.empty() || html::has_fault(error, "shape")});
}

}  // namespace thingwall::activities
