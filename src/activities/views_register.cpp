#include <algorithm>

#include "activities/codes.hpp"
#include "activities/views.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Writer;
using Query = std::vector<std::pair<std::string, std::string>>;

// The same list with one value of the address changed: what is sorted or removed begins again at its first page.
Query with(const Query& query, std::string_view name, std::string_view value) {
    Query changed;
    for (const auto& pair : query)
        if (pair.first != name && pair.first != "page") changed.push_back(pair);
    if (!value.empty()) changed.emplace_back(name, value);
    return changed;
}
Query without(const Query& query, std::string_view name, std::string_view value) {
    Query changed;
    for (const auto& pair : query)
        if (!(pair.first == name && pair.second == value) && pair.first != "page") changed.push_back(pair);
    return changed;
}
html::Href list_at(const Query& query) {
    return query.empty() ? html::Href("/activities") : html::Href::query("/activities", query);
}

Query hidden(const Query& query, std::initializer_list<std::string_view> asked_here) {
    Query kept;
    for (const auto& pair : query)
        if (pair.first != "page" && std::ranges::find(asked_here, pair.first) == asked_here.end()) kept.push_back(pair);
    return kept;
}

struct SortName {
    Sort sort;
    std::string_view code, words;
    bool falls;  ///< most first
};
constexpr SortName sorts[] = {
    {Sort::closing, "closing", "Closing next", false},
    {Sort::activity, "activity", "Activity", false},
    {Sort::lead, "lead", "Lead", false},
    {Sort::where, "where", "Where", false},
    {Sort::who, "who", "Who", false},
    {Sort::first_day, "dates", "First day", false},
    {Sort::residents, "residents", "Residents, most first", true},
    {Sort::overlaps, "overlaps", "Overlaps, most first", true},
};

void chips(Writer& page, const RegisterView& view, const Lists& lists) {
    page.open("<ul class=\"tw-chips\">", {{"aria-label", "Filters in use"}});
    page.markup("<li><b>")
        .number(view.listing.total)
        .text(" of ")
        .number(view.listing.visible)
        .text(view.listing.visible == 1 ? " activity" : " activities")
        .markup("</b></li>");
    bool any = false;
    auto chip = [&](std::string_view name, std::string_view value, std::string_view words) {
        any = true;
        page.markup("<li>")
            .open_link("<a class=\"govuk-link\">", list_at(without(view.query, name, value)))
            .text(words)
            .markup(
                " <span aria-hidden=\"true\">×</span><span class=\"govuk-visually-hidden\">: remove this "
                "filter</span></a></li>");
    };
    for (const auto& [name, value] : view.query) {
        if (name == "q" && !value.empty())
            chip(name, value, view.place_asked.empty() ? fmt::format("“{}”", value) : "At " + view.place_asked);
        else if (name == "state")
            chip(name, value, label_of(statuses(), value));
        else if (name == "lead")
            chip(name, value, lists.organisation(OrganisationId{parse_id(value).value_or(0)}));
        else if (name == "who")
            chip(name, value, value == "everyone" ? "Everyone" : lists.audience(value));
        else if (name == "theme")
            chip(name, value, value);
        else if (name == "overlaps")
            chip(name, value, "Has overlaps");
    }
    if (any) page.markup("<li>").link(html::Href("/activities"), "Clear all").markup("</li>");
    page.markup("<li class=\"tw-phone-only\">").link(html::Href("#filters"), "Filter").markup("</li></ul>\n");
}

struct Row {
    EntryPointer entry;
    std::int64_t overlaps;
    std::string where, who;
};

void rows(Writer& page, const RegisterView& view, const Lists& lists) {
    std::vector<Row> all;
    for (std::size_t i = 0; i < view.listing.rows.size(); ++i)
        all.push_back({view.listing.rows[i], view.overlaps[i], view.where[i], view.who[i]});
    auto sorted = [&](Sort sort) {
        return view.filter.sort != sort ? html::Sorted::no
               : view.filter.descending ? html::Sorted::descending
                                        : html::Sorted::ascending;
    };
    auto sort_by = [&](Sort sort) {
        for (const SortName& name : sorts)
            if (name.sort == sort) {
                bool again = view.filter.sort == sort;
                bool falls = again ? !view.filter.descending : name.falls;
                return list_at(with(with(view.query, "sort", name.code), "order",
                                    falls == name.falls ? ""
                                    : falls             ? "falling"
                                                        : "rising"));
            }
        return html::Href("/activities");
    };
    int this_year = view.today.year();
    std::vector<html::Column<Row>> columns{
        {.heading = "Choose",
         .write =
             [](Writer& cell, const Row& row) {
                 cell.open("<input type=\"checkbox\" name=\"id\">",
                           {{"id", "t" + std::to_string(row.entry->id.value())},
                            {"value", std::to_string(row.entry->id.value())},
                            {"aria-label", "Choose " + row.entry->title}});
             },
         .hide_heading = true,
         .classes = "tw-tick"},
        {.heading = "Activity",
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const Row& row) {
                 cell.link(html::Href::of("/activities", row.entry->id.value()), row.entry->title)
                     .markup("<br><span class=\"tw-ref\">")
                     .text(row.entry->reference);
                 if (!row.entry->methods.empty())
                     cell.text(" · ").text(label_of(methods(), row.entry->methods.front()));
                 cell.markup("</span>");
             },
         .sort_by = sort_by(Sort::activity),
         .sorted = sorted(Sort::activity)},
        {.heading = "Lead",
         .write = [&](Writer& cell, const Row& row) { cell.text(lists.organisation_short(row.entry->lead)); },
         .sort_by = sort_by(Sort::lead),
         .sorted = sorted(Sort::lead)},
        {.heading = "Where",
         .write = [](Writer& cell, const Row& row) { cell.text(row.where); },
         .sort_by = sort_by(Sort::where),
         .sorted = sorted(Sort::where)},
        {.heading = "Who",
         .write = [](Writer& cell, const Row& row) { cell.text(row.who); },
         .sort_by = sort_by(Sort::who),
         .sorted = sorted(Sort::who)},
        {.heading = "Dates",
         .write =
             [&](Writer& cell, const Row& row) {
                 const Entry& entry = *row.entry;
                 Activity dates;  // words of dates alone
                 dates.dates = *DateRange::make(entry.first, entry.last);
                 dates.dates_known = entry.dates_known;
                 cell.text(entry.dates_known == DatesKnown::day
                               ? short_range(*DateRange::make(entry.first, entry.last), this_year)
                               : dates_in_words(dates, this_year));
                 Status status = entry.status(view.today);
                 if (status == Status::open) {
                     cell.text(" ");
                     html::state_tag(cell, html::State::good, "Open");
                 }
                 if (status == Status::withdrawn) {
                     cell.text(" ");
                     html::state_tag(cell, html::State::bad, "Withdrawn");
                 }
                 if (entry.visibility == Visibility::draft) {
                     cell.text(" ");
                     html::state_tag(cell, html::State::warn, "Draft");
                 }
             },
         .sort_by = sort_by(Sort::first_day),
         .sorted = sorted(Sort::first_day)},
        {.heading = "Residents",
         .cell = html::Cell::number,
         .write = [](Writer& cell, const Row& row) { cell.number(row.entry->residents); },
         .sort_by = sort_by(Sort::residents),
         .sorted = sorted(Sort::residents)},
        {.heading = "Overlaps",
         .cell = html::Cell::number,
         .write =
             [&view](Writer& cell, const Row& row) {
                 if (!view.overlaps_known)
                     cell.text("Not yet");
                 else if (row.overlaps == 0)
                     cell.text("0");
                 else
                     cell.link(html::Href::of("/activities", row.entry->id.value(), "#ov-h"),
                               std::to_string(row.overlaps),
                               (row.overlaps == 1 ? "overlap of " : "overlaps of ") + row.entry->title);
             },
         .sort_by = sort_by(Sort::overlaps),
         .sorted = sorted(Sort::overlaps)},
    };
    std::int64_t first = (view.listing.page - 1) * view.listing.per_page + 1,
                 last = first + static_cast<std::int64_t>(all.size()) - 1;
    html::table<Row>(
        page,
        fmt::format("Activities {} to {} of {}", thousands(first), thousands(last), thousands(view.listing.total)),
        columns, all, {.hide_caption = true, .classes = "tw-reg"});
}

void facet(Writer& page, std::string_view name, const char* legend,
           const std::vector<std::tuple<std::string, std::string, std::int64_t>>& choices, const Query& query) {
    if (choices.empty()) return;
    page.markup("<fieldset class=\"tw-facet\"><legend>").text(legend).markup("</legend><ul>\n");
    std::size_t number = 0;
    for (const auto& [value, words, count] : choices) {
        bool ticked = std::ranges::find(query, std::pair<std::string, std::string>(name, value)) != query.end();
        std::string id = fmt::format("{}-{}", name, ++number);
        page.markup("<li>")
            .open("<input type=\"checkbox\">", {{"id", id}, {"name", name}, {"value", value}, {"checked", ticked}})
            .open("<label>", {{"for", id}})
            .text(words)
            .markup("</label><span class=\"tw-num\">")
            .number(count)
            .markup("</span></li>\n");
    }
    page.markup("</ul></fieldset>\n");
}

// Named, most first; those in use are kept however few they are.
std::vector<std::tuple<std::string, std::string, std::int64_t>> most_first(const auto& counts, const auto& id,
                                                                           const auto& label, std::size_t most,
                                                                           std::string_view name, const Query& query) {
    std::vector<std::tuple<std::string, std::string, std::int64_t>> choices;
    for (const auto& [key, count] : counts) choices.emplace_back(id(key), label(key), count);
    std::ranges::stable_sort(choices, [](const auto& a, const auto& b) { return std::get<2>(a) > std::get<2>(b); });
    std::size_t place = 0;
    std::erase_if(choices, [&](const auto& choice) {
        return place++ >= most &&
               std::ranges::find(query, std::pair<std::string, std::string>(name, std::get<0>(choice))) == query.end();
    });
    return choices;
}

void facets(Writer& page, const RegisterView& view, const Lists& lists) {
    const Facets& counts = view.listing.facets;
    page.markup("<aside id=\"filters\" aria-labelledby=\"f-h\">\n");
    html::get_form(
        page,
        {.action = html::Href("/activities"),
         .hidden = hidden(view.query, {"state", "lead", "who", "theme", "overlaps"})},
        [&](Writer& form) {
            form.markup("<h2 class=\"govuk-heading-m\" id=\"f-h\">Filter</h2>\n");
            std::vector<std::tuple<std::string, std::string, std::int64_t>> states;
            for (std::size_t i = 0; i < statuses().size(); ++i) {
                auto found = counts.statuses.find(static_cast<Status>(i));
                if (i < 3 || found != counts.statuses.end())
                    states.emplace_back(statuses()[i].code, statuses()[i].label,
                                        found == counts.statuses.end() ? 0 : found->second);
            }
            facet(form, "state", "State", states, view.query);
            facet(form, "overlaps", "Asking the same people", {{"yes", "Has overlaps", counts.with_overlaps}},
                  view.query);
            facet(form, "lead", "Lead",
                  most_first(
                      counts.leads, [](OrganisationId id) { return std::to_string(id.value()); },
                      [&](OrganisationId id) { return lists.organisation(id); }, 20, "lead", view.query),
                  view.query);
            auto itself = [](const std::string& code) { return code; };
            facet(form, "who", "Who is asked",
                  most_first(
                      counts.audiences, itself,
                      [&](const std::string& code) {
                          return code == "everyone" ? std::string("Everyone in a place") : lists.audience(code);
                      },
                      12, "who", view.query),
                  view.query);
            facet(form, "theme", "Subject", most_first(counts.themes, itself, itself, 20, "theme", view.query),
                  view.query);
            html::button(
                form, {.text = "Show these", .importance = html::Importance::secondary, .classes = "tw-button-small"});
        });
    page.markup("</aside>\n");
}

void empty_list(Writer& page, const RegisterView& view) {
    if (view.listing.visible == 0) {
        page.markup(
            "<h2 class=\"govuk-heading-m\">Nothing is registered yet</h2>\n<p>Every engagement of every partner will "
            "be listed here: who asks whom about what, where and when.</p>\n<p>");
        if (view.may_plan)
            page.link(html::Href("/plan"), "Plan the first one")
                .text(", or ")
                .link(html::Href("/activities/import"), "bring in a spreadsheet")
                .text(".");
        page.markup("</p>\n");
    } else {
        page.markup("<h2 class=\"govuk-heading-m\">Nothing matches</h2>\n<p>Take a filter away, or use fewer words. ")
            .link(html::Href("/activities"), "Show the whole register")
            .markup("</p>\n");
    }
}

}  // namespace

std::string short_range(const DateRange& days, int this_year) {
    std::string last = short_date(days.last(), this_year);
    if (days.first() == days.last()) return last;
    if (days.first().month() == days.last().month() && days.first().year() == days.last().year())
        return fmt::format("{} to {}", days.first().day(), last);
    return fmt::format(
        "{} to {}",
        short_date(days.first(), days.last().year() == days.first().year() ? days.first().year() : this_year), last);
}

void register_page(Writer& page, const RegisterView& view, const Lists& lists) {
    page.markup("<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">Register of engagement</h1>");
    if (view.may_plan) html::button_link(page, html::Href("/plan"), {.text = "Plan an engagement"});
    page.markup("</div>\n<div class=\"tw-side tw-register\">\n<div>\n");
    std::string words = view.filter.words;
    for (const auto& [name, value] : view.query)
        if (name == "q") words = value;
    html::get_form(
        page,
        {.action = html::Href("/activities"),
         .hidden = hidden(view.query, {"q"}),
         .search = true,
         .classes = "tw-inlineform tw-words"},
        [&](Writer& form) {
            html::text_input(form, html::no_error,
                             {.name = "q", .label = "Words, reference or postcode", .value = words, .type = "search"});
            html::button(form,
                         {.text = "Search", .importance = html::Importance::secondary, .classes = "tw-button-small"});
        });
    chips(page, view, lists);
    if (!view.overlaps_known)
        page.markup(
            "<p class=\"tw-small\">We are comparing all activities with each other, since the program has just started "
            "or "
            "a map has changed. Load this page again in a minute to see, sort by and choose overlaps.</p>\n");
    if (view.listing.rows.empty()) {
        empty_list(page, view);
    } else {
        html::get_form(
            page,
            {.action = html::Href("/activities"),
             .hidden = hidden(view.query, {"sort", "order"}),
             .classes = "tw-inlineform tw-phone-only"},
            [&](Writer& form) {
                std::vector<html::Option> options;
                std::string current;
                for (const SortName& name : sorts) {
                    options.push_back({.value = std::string(name.code), .text = std::string(name.words)});
                    if (name.sort == view.filter.sort) current = name.code;
                }
                html::select(form, html::no_error,
                             {.name = "sort", .label = "Sort by", .options = options, .value = current});
                html::button(form,
                             {.text = "Sort", .importance = html::Importance::secondary, .classes = "tw-button-small"});
            });
        html::get_form(
            page, {.action = html::Href("/activities/export"), .hidden = hidden(view.query, {})}, [&](Writer& form) {
                rows(form, view, lists);
                form.markup(
                    "<div class=\"tw-export\"><h2 class=\"govuk-heading-s\">Export</h2><div class=\"tw-inlineform\">");
                html::select(
                    form, html::no_error,
                    {.name = "which",
                     .label = "Which",
                     .options = {{.value = "match",
                                  .text = fmt::format("All {} that match", thousands(view.listing.total))},
                                 {.value = "ticked", .text = "Those ticked"},
                                 {.value = "all",
                                  .text = fmt::format("The whole register, {}", thousands(view.listing.visible))}},
                     .value = "match"});
                html::select(form, html::no_error,
                             {.name = "as",
                              .label = "As",
                              .options = {{.value = "xlsx", .text = "Spreadsheet (.xlsx)"},
                                          {.value = "csv", .text = ".csv"},
                                          {.value = "ics", .text = "Calendar (.ics)"},
                                          {.value = "geojson", .text = "Map (.geojson)"},
                                          {.value = "json", .text = ".json"}},
                              .value = "xlsx"});
                html::button(
                    form, {.text = "Export", .importance = html::Importance::secondary, .classes = "tw-button-small"});
                form.markup("</div></div>\n");
            });
        if (view.may_plan)
            page.markup("<p>").link(html::Href("/activities/import"), "Bring in a file").markup("</p>\n");
        html::page_numbers(page, {.page = view.listing.page,
                                  .per_page = view.listing.per_page,
                                  .total = view.listing.total,
                                  .address =
                                      [&](std::int64_t number) {
                                          auto query = with(view.query, "page", "");
                                          if (number > 1) query.emplace_back("page", std::to_string(number));
                                          return list_at(query);
                                      },
                                  .what = "activities"});
    }
    page.markup("</div>\n");
    facets(page, view, lists);
    page.markup("</div>\n");
}

}  // namespace thingwall::activities
