#include "activities/views_subscription.hpp"

#include <functional>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Content;
using html::Writer;

std::string hour_in_words(int hour) {
    if (hour == 0) return "midnight";
    if (hour == 12) return "midday";
    return fmt::format("{}{}", hour % 12 == 0 ? 12 : hour % 12, hour < 12 ? "am" : "pm");
}

void hour_select(Writer& form, const Error& error, const std::string& chosen) {
    std::vector<html::Option> hours;
    for (int hour = 0; hour < 24; ++hour) hours.push_back({.value = std::to_string(hour), .text = hour_in_words(hour)});
    html::select(form, error,
                 {.name = "hour",
                  .label = "When is it fetched each day?",
                  .label_size = html::Size::s,
                  .hint = "At night nobody waits for it",
                  .options = hours,
                  .value = chosen});
}

void waits(Writer& page, const Subscription& state) {
    std::vector<std::string> what;
    if (state.doubtful > 0) what.push_back(fmt::format("{} doubtful", thousands(state.doubtful)));
    if (state.wrong > 0) what.push_back(fmt::format("{} wrong", thousands(state.wrong)));
    if (state.gone > 0) what.push_back(fmt::format("{} gone", thousands(state.gone)));
    page.link(html::Href::of("/activities/import", state.waiting), listed(what) + ": look at them");
}

void state_of(Writer& cell, const Subscription& state) {
    if (state.paused)
        html::state_tag(cell, html::State::quiet, "Paused");
    else if (!state.fault.empty())
        html::state_tag(cell, html::State::bad, "Could not be fetched");
    else if (!state.had_at)
        html::state_tag(cell, html::State::quiet, "Not fetched yet");
    else
        html::state_tag(cell, html::State::good, "Works");
}

}  // namespace

void subscription_lines(Writer& page, const std::vector<SubscriptionLine>& lines, bool may_subscribe) {
    if (lines.empty() && !may_subscribe) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"s-h\"><h2 class=\"govuk-heading-m\" id=\"s-h\">Lists that "
        "come by themselves</h2>\n");
    if (!lines.empty()) {
        std::vector<html::Column<SubscriptionLine>> columns{
            {.heading = "From",
             .cell = html::Cell::row_header,
             .write =
                 [](Writer& cell, const SubscriptionLine& line) {
                     cell.link(html::Href::of("/activities/subscriptions", line.state.source), line.name);
                 }},
            {.heading = "Last fetched",
             .write = [](Writer& cell,
                         const SubscriptionLine& line) { cell.text(line.had.empty() ? "Never" : line.had); }},
            {.heading = "How it is",
             .write = [](Writer& cell, const SubscriptionLine& line) { state_of(cell, line.state); }},
            {.heading = "Waits for you",
             .write =
                 [](Writer& cell, const SubscriptionLine& line) {
                     if (line.state.rows_waiting() > 0)
                         waits(cell, line.state);
                     else
                         cell.text("Nothing");
                 }},
        };
        html::table<SubscriptionLine>(page, "Lists that come by themselves", columns, lines,
                                      {.hide_caption = true, .classes = "tw-rows"});
    }
    if (may_subscribe)
        page.markup("<p>")
            .text(lines.empty() ? "Another partnership's public activities can be fetched each night and shown here. "
                                : "")
            .link(html::Href("/activities/subscribe"), lines.empty() ? "Get a list each night" : "Get another list")
            .markup("</p>\n");
    page.markup("</section>\n");
}

void subscribe_page(Writer& page, const SubscribeView& view, const Error& error) {
    html::error_summary(page, error);
    page.markup(
        "<h1 class=\"govuk-heading-l\">Get a list each night</h1>\n"
        "<p>Another partnership's public activities are shown here, and checked for who else asks the same people. "
        "They "
        "stay theirs: nobody here can change them. What is new or changed comes by itself. What may be in the register "
        "already, or cannot be read, waits for you.</p>\n");
    html::form(
        page,
        {.action = html::Href("/activities/subscribe"), .csrf = view.keys.csrf, .idempotency = view.keys.idempotency},
        [&](Writer& form) {
            html::text_input(form, error,
                             {.name = "address",
                              .label = "The address of the list",
                              .label_size = html::Size::s,
                              .hint = fmt::format("It begins with https://, is on {} and ends in /activities.json",
                                                  joined(view.hosts, " or ")),
                              .value = view.address,
                              .type = "url",
                              .spellcheck = false});
            html::text_input(form, error,
                             {.name = "name",
                              .label = "Who is it from?",
                              .label_size = html::Size::s,
                              .hint = "Like “Estuary partnership”. Everybody sees it on each activity from there",
                              .value = view.name,
                              .width = html::Width::chars_30});
            html::radios(form, error,
                         {.name = "place",
                          .legend = "Which place do they look after?",
                          .legend_size = html::Size::s,
                          .hint = "We need it for what they ask everybody",
                          .choices = {{.value = "same", .text = fmt::format("{}, as we do", view.our_place)},
                                      {.value = "other",
                                       .text = "Another place",
                                       .hint = "What asks nobody who lives here is left out"}},
                          .value = view.place});
            std::vector<html::Option> bodies{{.value = "", .text = "The body that the list names"}};
            for (const Named& body : view.bodies) bodies.push_back({.value = body.id, .text = body.name});
            html::select(form, error,
                         {.name = "body",
                          .label = "Who is shown as its lead?",
                          .label_size = html::Size::s,
                          .hint = "Choose a partner only if the whole list is theirs",
                          .options = bodies,
                          .value = view.body});
            hour_select(form, error, view.hour);
            html::button(form, {.text = "Get it each night", .prevent_double_click = true});
        });
}

void subscription_page(Writer& page, const SubscriptionView& view, const Error& error) {
    const SubscriptionLine& line = view.line;
    const Subscription& state = line.state;
    html::error_summary(page, error);
    if (view.asked_for)
        html::notification_banner(page, {.content = "It is being fetched. Look again in a minute", .success = true});
    page.markup("<span class=\"govuk-caption-m\">A list that comes by itself</span>\n<h1 class=\"govuk-heading-l\">")
        .text(line.name)
        .markup("</h1>\n<p>");
    state_of(page, state);
    page.markup("</p>\n");
    if (!state.fault.empty())
        page.markup("<div class=\"tw-warn\"><p><b>It could not be fetched")
            .text(line.asked.empty() ? "" : " on " + line.asked)
            .markup(".</b> ")
            .text(state.fault)
            .markup(
                "</p><p>Nothing has changed here. We try again each hour. If it stays so, look at the address in a "
                "browser, or ask who keeps it.</p></div>\n");
    if (state.rows_waiting() > 0) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"w-h\"><h2 class=\"govuk-heading-m\" id=\"w-h\">Waits for "
            "you</h2>\n<p>");
        waits(page, state);
        page.markup("</p>\n");
        if (state.gone > 0)
            page.markup(
                "<p>So many are gone from the list at once that it may be a mistake. Nothing is withdrawn unless you "
                "say so.</p>\n");
        page.markup("</section>\n");
    }
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"l-h\"><h2 class=\"govuk-heading-m\" id=\"l-h\">The "
        "list</h2>\n");
    html::SummaryList facts;
    facts.rows.push_back({.key = "Address", .value = Content(line.address)});
    if (!state.site.empty()) facts.rows.push_back({.key = "It calls itself", .value = Content(state.site)});
    facts.rows.push_back({.key = "Last fetched", .value = Content(line.had.empty() ? std::string("Never") : line.had)});
    facts.rows.push_back({.key = "Activities from there", .value = Content(thousands(view.kept))});
    if (state.of_other_places > 0)
        facts.rows.push_back({.key = "Left out, since nobody who lives here is asked",
                              .value = Content(thousands(state.of_other_places))});
    facts.rows.push_back(
        {.key = "Lead", .value = Content(line.body.empty() ? std::string("As the list names it") : line.body)});
    facts.rows.push_back({.key = "Place", .value = Content(view.same_place ? view.our_place : "Another place")});
    html::summary_list(page, facts);
    page.markup("</section>\n");
    auto form = [&](std::string_view key, const std::function<void(Writer&)>& fields) {
        html::form(page,
                   {.action = html::Href::of("/activities/subscriptions", state.source),
                    .csrf = view.keys.csrf,
                    .idempotency = fmt::format("{}-{}", view.keys.idempotency, key)},
                   fields);
    };
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-h\"><h2 class=\"govuk-heading-m\" id=\"h-h\">Another "
        "hour</h2>\n");
    form("save", [&](Writer& fields) {
        hour_select(fields, error, std::to_string(state.hour));
        html::button(fields, {.text = "Save the hour", .name = "do", .value = "save"});
    });
    page.markup("</section>\n");
    if (!state.paused) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"n-h\"><h2 class=\"govuk-heading-m\" id=\"n-h\">Do not "
            "wait for the night</h2>\n");
        form("fetch", [&](Writer& fields) {
            html::button(fields, {.text = "Fetch it now",
                                  .importance = html::Importance::secondary,
                                  .name = "do",
                                  .value = "fetch",
                                  .prevent_double_click = true});
        });
        page.markup("</section>\n");
    }
    page.markup("<section class=\"tw-section\" aria-labelledby=\"p-h\"><h2 class=\"govuk-heading-m\" id=\"p-h\">")
        .text(state.paused ? "It is paused" : "Stop for a while")
        .markup("</h2>\n<p>")
        .text(state.paused ? "Nothing comes until you let it go on. What you took back comes again then."
                           : "What came from there stays as it is.")
        .markup("</p>\n");
    form("pause", [&](Writer& fields) {
        html::button(fields, {.text = state.paused ? "Let it go on" : "Pause it",
                              .importance = html::Importance::secondary,
                              .name = "do",
                              .value = state.paused ? "resume" : "pause",
                              .prevent_double_click = true});
    });
    page.markup("</section>\n");
}

void kept_elsewhere_line(Writer& page, const KeptElsewhere& keeper) {
    page.markup("<p class=\"govuk-body\">From ").text(keeper.name).text(", kept there. ");
    auto address = html::Href::parse(keeper.address);
    if (address && (keeper.address.starts_with("https://") || keeper.address.starts_with("http://")))
        page.link(*address, "See it where it is kept");
    page.markup("</p>\n");
}

}  // namespace thingwall::activities
