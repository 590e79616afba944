#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "library/views.hpp"

namespace thingwall::library {
namespace {

using html::Content;
using html::Href;
using html::Writer;

// How many choices of a facet stand open; the rest are one press away.
constexpr std::size_t shown_at_once = 8;

Href search_at(const Query& query) {
    return query.empty() ? Href("/search") : Href::query("/search", query);
}
Query without(const Query& query, std::string_view name, std::string_view value) {
    Query rest;
    for (const auto& pair : query)
        if (!(pair.first == name && pair.second == value)) rest.push_back(pair);
    return rest;
}
Query with(const Query& query, std::string_view name, std::string_view value) {
    Query rest;
    for (const auto& pair : query)
        if (pair.first != name) rest.push_back(pair);
    if (!value.empty()) rest.emplace_back(name, value);
    return rest;
}
Query kept_from(const Query& query, std::initializer_list<std::string_view> asked_here) {
    Query kept;
    for (const auto& pair : query)
        if (std::ranges::find(asked_here, pair.first) == asked_here.end()) kept.push_back(pair);
    return kept;
}

void write(Writer& page, const Pieces& pieces) {
    for (const auto& piece : pieces)
        if (piece.marked)
            page.markup("<mark class=\"tw-mark\">").text(piece.text).markup("</mark>");
        else
            page.text(piece.text);
}

// Areas of every layer, those of a kind together.
std::vector<html::Option> places(const SearchView& view, const activities::Lists& lists) {
    std::vector<html::Option> options{{.value = "", .text = "Any place"}};
    const auto& counts = view.answer.facets[static_cast<std::size_t>(Facet::place)];
    std::vector<std::pair<std::pair<std::string, std::string>, html::Option>> areas;
    for (const auto& [key, count] : counts) {
        const AreaId area{parse_id(key).value_or(0)};
        areas.push_back(
            {{lists.area_kind(area), lists.area(area)},
             {.value = key, .text = fmt::format("{}: {}", label_of(Facet::place, key, lists), thousands(count))}});
    }
    std::ranges::sort(areas, {}, [](const auto& one) { return one.first; });
    for (auto& [order, option] : areas) options.push_back(std::move(option));
    return options;
}

void question_form(Writer& page, const SearchView& view, const activities::Lists& lists) {
    const auto& asked = view.asked;
    html::get_form(
        page,
        {.action = Href("/search"),
         .hidden = kept_from(asked.query, {"q", "place", "from", "until"}),
         .search = true,
         .classes = "tw-search"},
        [&](Writer& form) {
            form.markup("<div class=\"tw-search__words\">");
            html::text_input(form, html::no_error,
                             {.name = "q",
                              .label = "Words",
                              .hint = "In what was asked, what was learnt and in documents",
                              .value = asked.question.words,
                              .type = "search"});
            form.markup("</div>\n<div class=\"tw-search__more\">");
            const auto& chosen = asked.question.chosen[static_cast<std::size_t>(Facet::place)];
            html::select(form, html::no_error,
                         {.name = "place",
                          .label = "Place",
                          .options = places(view, lists),
                          .value = chosen.empty() ? std::string{} : chosen.front()});
            html::text_input(form, asked.error,
                             {.name = "from", .label = "From", .value = asked.from, .width = html::Width::chars_10});
            html::text_input(form, asked.error,
                             {.name = "until", .label = "Until", .value = asked.until, .width = html::Width::chars_10});
            html::button(form, {.text = "Search"});
            form.markup("</div>\n");
        });
}

void chips(Writer& page, const SearchView& view, const activities::Lists& lists) {
    page.open("<ul class=\"tw-chips\">", {{"aria-label", "What you search for"}});
    page.markup("<li><b>")
        .number(view.answer.total)
        .text(" of ")
        .number(view.answer.visible)
        .text(view.answer.visible == 1 ? " activity" : " activities")
        .markup("</b></li>");
    const auto chip = [&](std::string_view name, std::string_view value, std::string_view words) {
        page.markup("<li>")
            .open_link("<a class=\"govuk-link\">", search_at(without(view.asked.query, name, value)))
            .text(words)
            .markup(
                " <span aria-hidden=\"true\">×</span><span class=\"govuk-visually-hidden\">: take this "
                "away</span></a></li>");
    };
    bool any = false;
    for (const auto& [name, value] : view.asked.query) {
        if (name == "order") continue;
        any = true;
        if (name == "q") chip(name, value, fmt::format("“{}”", value));
        if (name == "from") chip(name, value, "From " + value);
        if (name == "until") chip(name, value, "Until " + value);
        for (std::size_t facet = 0; facet < facet_count; ++facet)
            if (name == name_of(static_cast<Facet>(facet)))
                chip(name, value, label_of(static_cast<Facet>(facet), value, lists));
    }
    if (any) page.markup("<li>").link(Href("/search"), "Clear all").markup("</li>");
    if (!view.rows.empty())
        page.markup("<li class=\"tw-phone-only\">").link(Href("#filters"), "Filter").markup("</li>");
    page.markup("</ul>\n");
}

void one_choice(Writer& page, Facet facet, const Counted& choice, std::size_t number, bool ticked,
                const activities::Lists& lists) {
    const std::string id = fmt::format("{}-{}", name_of(facet), number);
    page.markup("<li>")
        .open("<input type=\"checkbox\">",
              {{"id", id}, {"name", name_of(facet)}, {"value", choice.key}, {"checked", ticked}})
        .open("<label>", {{"for", id}})
        .text(label_of(facet, choice.key, lists))
        .markup("</label><span class=\"tw-num\">")
        .number(choice.count)
        .markup("</span></li>\n");
}

void facet(Writer& page, Facet which, const char* legend, const SearchView& view, const activities::Lists& lists) {
    auto choices = view.answer.facets[static_cast<std::size_t>(which)];
    if (choices.empty()) return;
    const auto& chosen = view.asked.question.chosen[static_cast<std::size_t>(which)];
    const auto is_chosen = [&](const Counted& one) { return std::ranges::find(chosen, one.key) != chosen.end(); };
    // Those in use stay in sight.
    std::ranges::stable_partition(choices, is_chosen);
    page.markup("<fieldset class=\"tw-facet\"><legend>").text(legend).markup("</legend><ul>\n");
    std::size_t number = 0;
    for (; number < choices.size() && (number < shown_at_once || is_chosen(choices[number])); ++number)
        one_choice(page, which, choices[number], number, is_chosen(choices[number]), lists);
    page.markup("</ul>\n");
    if (number < choices.size()) {
        Writer rest(1024), summary(64);
        summary.text(fmt::format("{} more", choices.size() - number))
            .markup("<span class=\"govuk-visually-hidden\">: ")
            .text(legend)
            .markup("</span>");
        rest.markup("<ul>\n");
        for (; number < choices.size(); ++number) one_choice(rest, which, choices[number], number, false, lists);
        rest.markup("</ul>\n");
        html::details(
            page, {.summary = Content(std::move(summary)), .text = Content(std::move(rest)), .classes = "tw-details"});
    }
    page.markup("</fieldset>\n");
}

void facets(Writer& page, const SearchView& view, const activities::Lists& lists) {
    const auto none = [](const auto& choices) { return choices.empty(); };
    if (std::ranges::all_of(view.answer.facets, none)) return;
    page.markup("<aside id=\"filters\" aria-labelledby=\"f-h\">\n");
    html::get_form(
        page,
        {.action = Href("/search"),
         .hidden = kept_from(view.asked.query, {"state", "kept", "body", "who", "theme", "subject", "method"})},
        [&](Writer& form) {
            form.markup("<h2 class=\"govuk-heading-m\" id=\"f-h\">Filter</h2>\n");
            facet(form, Facet::kept, "There is", view, lists);
            facet(form, Facet::state, "State", view, lists);
            facet(form, Facet::body, "Body", view, lists);
            facet(form, Facet::who, "Who was asked", view, lists);
            facet(form, Facet::theme, "Theme", view, lists);
            facet(form, Facet::subject, "Subject", view, lists);
            facet(form, Facet::method, "How", view, lists);
            html::button(
                form, {.text = "Show these", .importance = html::Importance::secondary, .classes = "tw-button-small"});
        });
    page.markup("</aside>\n");
}

void found(Writer& page, const FoundView& row) {
    page.markup("<li>\n<h2 class=\"tw-result__title\">")
        .open_link("<a class=\"govuk-link\">", Href::of("/activities", row.id.value()));
    write(page, row.title);
    page.markup("</a></h2>\n<p class=\"tw-result__meta\"><b>")
        .text(row.lead)
        .markup("</b>, ")
        .text(fmt::format("{}. {}", row.dates, row.where))
        .text(". ")
        .text(row.state);
    if (row.responses) page.text(fmt::format(", {} answered", thousands(*row.responses)));
    page.markup(" <span class=\"tw-result__ref\">").text(row.reference).markup("</span>");
    if (row.draft) {
        page.text(" ");
        html::state_tag(page, html::State::warn, "Draft");
    }
    page.markup("</p>\n");
    if (!row.excerpt.empty()) {
        page.markup("<p class=\"tw-result__words\">");
        if (!row.found_in.empty()) page.markup("<b>").text(row.found_in).markup(":</b> ");
        write(page, row.excerpt);
        if (row.document.known()) page.text(" ").link(Href::of("/documents", row.document.value()), row.document_title);
        page.markup("</p>\n");
    }
    if (!row.kept.empty()) page.markup("<p class=\"tw-result__kept\">").text(row.kept).markup("</p>\n");
    page.markup("</li>\n");
}

void nothing(Writer& page, const SearchView& view) {
    if (view.answer.visible == 0)
        page.markup(
            "<h2 class=\"govuk-heading-m\">Nothing is registered yet</h2>\n<p>What was asked before, what people said "
            "and what was learnt will be found here.</p>\n");
    else
        page.markup(
                "<h2 class=\"govuk-heading-m\">Nothing was asked that matches</h2>\n<p>Use fewer or other words, take "
                "a "
                "filter away, or ")
            .link(Href("/search"), "show all that was asked")
            .markup(".</p>\n");
}

void save(Writer& page, const SearchView& view) {
    if (!view.officer || view.asked.query.empty()) return;
    html::form(
        page,
        {.action = Href("/searches"),
         .csrf = view.csrf,
         .idempotency = view.key,
         .hidden = {{"query", as_text(view.asked.query)}},
         .classes = "tw-inlineform tw-search__save"},
        [&](Writer& form) {
            html::text_input(
                form, view.save_error,
                {.name = "name", .label = "Save this search as", .value = view.name, .width = html::Width::chars_20});
            html::button(form, {.text = "Save",
                                .importance = html::Importance::secondary,
                                .prevent_double_click = true,
                                .classes = "tw-button-small"});
        });
}

void results(Writer& page, const SearchView& view, const activities::Lists& lists) {
    const auto& answer = view.answer;
    if (!view.ready) {
        page.markup(
            "<p>We are reading everything that was asked, since the program has just started or a map has changed. "
            "Load "
            "this page again in a minute.</p>\n");
        return;
    }
    chips(page, view, lists);
    if (!answer.meant.empty())
        page.markup("<p class=\"tw-meant\">Did you mean ")
            .link(search_at(with(view.asked.query, "q", answer.meant)), answer.meant)
            .markup("?</p>\n");
    if (answer.first_words_only) page.markup("<p>We looked for the first 32 words. Fewer find more.</p>\n");
    if (!answer.every_word && answer.total > 0)
        page.markup("<p>Nothing has all of these words. These have some of them.</p>\n");
    if (view.rows.empty()) {
        nothing(page, view);
    } else {
        if (!view.asked.question.words.empty() && answer.total > 1) {
            const bool newest = view.asked.question.order == Order::newest;
            page.markup("<p class=\"tw-small\">")
                .text(newest ? "Newest first. " : "Nearest to your words first. ")
                .link(search_at(with(view.asked.query, "order", newest ? "" : "newest")),
                      newest ? "Nearest to your words first" : "Newest first")
                .markup("</p>\n");
        }
        page.markup("<ol class=\"tw-results\">\n");
        for (const auto& row : view.rows) found(page, row);
        page.markup("</ol>\n");
        html::page_numbers(page, {.page = answer.page,
                                  .per_page = view.asked.question.per_page,
                                  .total = answer.total,
                                  .address =
                                      [&](std::int64_t number) {
                                          Query query = view.asked.query;
                                          if (number > 1) query.emplace_back("page", std::to_string(number));
                                          return search_at(query);
                                      },
                                  .what = "activities"});
    }
    save(page, view);
}

}  // namespace

void search_page(Writer& page, const SearchView& view, const activities::Lists& lists) {
    const char* heading = "What was asked, and what was learnt";
    if (!view.officer) {
        html::lead(
            page,
            {.title = heading,
             .text = "Everything that public bodies here ask and have asked, what people said, and what came of it."});
        html::open_container(page);
        html::error_summary(page, view.asked.error);
        question_form(page, view, lists);
        page.markup("<div class=\"tw-cols\"><div>\n");
        results(page, view, lists);
        page.markup("</div>\n");
        if (view.ready) facets(page, view, lists);
        page.markup("</div>\n");
        html::close_container(page);
        return;
    }
    if (view.saved) html::notification_banner(page, {.content = "Your search is saved", .success = true});
    html::error_summary(page, view.asked.error);
    html::error_summary(page, view.save_error);
    page.markup("<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">").text(heading).markup("</h1>");
    page.link(Href("/searches"), "Your saved searches");
    page.markup("</div>\n");
    question_form(page, view, lists);
    page.markup("<div class=\"tw-side tw-register\">\n<div>\n");
    results(page, view, lists);
    page.markup("</div>\n");
    if (view.ready) facets(page, view, lists);
    page.markup("</div>\n");
}

void saved_page(Writer& page, const std::vector<SavedView>& searches, std::string_view done) {
    if (!done.empty()) html::notification_banner(page, {.content = Content(done), .success = true});
    page.markup("<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">Your saved searches</h1>");
    html::button_link(page, Href("/search"), {.text = "Search", .importance = html::Importance::secondary});
    page.markup("</div>\n");
    if (searches.empty()) {
        page.markup("<p>You have saved no search yet. Look for something under ")
            .link(Href("/search"), "What was asked before")
            .markup(", then save it below what was found. Only you see it.</p>\n");
        return;
    }
    std::vector<html::Column<SavedView>> columns{
        {.heading = "Name",
         .cell = html::Cell::row_header,
         .write = [](Writer& cell,
                     const SavedView& one) { cell.link(search_at(from_text(one.search.query)), one.search.name); }},
        {.heading = "Looks for", .write = [](Writer& cell, const SavedView& one) { cell.text(one.words); }},
        {.heading = "Finds now",
         .cell = html::Cell::number,
         .write =
             [](Writer& cell, const SavedView& one) {
                 if (one.total)
                     cell.number(*one.total);
                 else
                     cell.text("Not yet");
             }},
        {.heading = "What to do", .cell = html::Cell::deed, .write = [](Writer& cell, const SavedView& one) {
             cell.link(Href::of("/searches", one.search.id.value()), "Rename or delete", one.search.name);
         }}};
    html::table<SavedView>(page, "Your saved searches", columns, searches, {.hide_caption = true});
}

void saved_form(Writer& page, const SavedForm& view, const Error& error) {
    const auto id = view.view.search.id.value();
    html::error_summary(page, error);
    page.markup("<h1 class=\"govuk-heading-l\">Rename or delete a search</h1>\n<p>It looks for: ")
        .text(view.view.words)
        .markup(".</p>\n");
    html::form(
        page, {.action = Href::of("/searches", id), .csrf = view.csrf, .idempotency = view.key}, [&](Writer& form) {
            html::text_input(form, error,
                             {.name = "name", .label = "Name", .value = view.name, .width = html::Width::chars_30});
            html::button(form, {.text = "Rename", .prevent_double_click = true});
        });
    html::form(
        page, {.action = Href::of("/searches", id, "/delete"), .csrf = view.csrf, .idempotency = view.key + "-d"},
        [&](Writer& form) {
            html::button(
                form,
                {.text = "Delete this search", .importance = html::Importance::warning, .prevent_double_click = true});
        });
}

}  // namespace thingwall::library
