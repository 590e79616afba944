#include "activities/views_forward_plan.hpp"

#include <algorithm>
#include <span>
#include <unordered_set>

#include "activities/views.hpp"
#include "base/text.hpp"
#include "overlap/overlap.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using html::Writer;
using Shape = ForwardPlanView::Shape;

constexpr std::size_t pairs_named = 3, rows_of_a_day = 3;

// The same plan with one value of the address changed: a page of before says nothing then.
PlanQuery with(const PlanQuery& query, std::initializer_list<std::pair<std::string_view, std::string_view>> changed) {
    PlanQuery made;
    for (const auto& pair : query)
        if (std::ranges::none_of(changed, [&](const auto& one) { return one.first == pair.first; }))
            made.push_back(pair);
    for (const auto& [name, value] : changed)
        if (!value.empty()) made.emplace_back(name, value);
    return made;
}
html::Href plan_at(const PlanQuery& query) {
    return query.empty() ? html::Href("/forward-plan") : html::Href::query("/forward-plan", query);
}

// An activity with all that ask the same people.
html::Href all_with(const Entry& entry, const std::optional<DateRange>& year) {
    return plan_at(
        {{"with", std::to_string(entry.id.value())}, {"from", month_code(year ? year->first() : entry.first)}});
}

DateRange days_of(const Entry& entry) {
    return *DateRange::make(entry.first, std::max(entry.first, entry.last));
}

std::string said_of(const PlanBar& bar, Date today, const Lists& lists) {
    return fmt::format("{}, {}", lists.organisation_short(bar.entry->lead), short_days(*bar.entry, today.year()));
}

struct Partner {
    const PlanPair* pair;
    const Entry* other;
    int number;
};
using Partners = std::unordered_map<ActivityId, std::vector<Partner>>;
// Of these activities alone: a large register has more pairs than any page has rows.
Partners partners_of(const std::vector<PlanPair>& pairs, const std::unordered_set<ActivityId>& shown) {
    Partners partners;
    for (const auto& pair : pairs) {
        if (shown.contains(pair.a->id)) partners[pair.a->id].push_back({&pair, pair.b.get(), pair.number_b});
        if (shown.contains(pair.b->id)) partners[pair.b->id].push_back({&pair, pair.a.get(), pair.number_a});
    }
    return partners;
}
std::unordered_set<ActivityId> ids_of(const std::vector<PlanBar>& bars) {
    std::unordered_set<ActivityId> ids;
    for (const auto& bar : bars) ids.insert(bar.entry->id);
    return ids;
}

std::string said_of(const Partner& partner, Date today, const Lists& lists) {
    const auto& common = partner.pair->common;
    return fmt::format("{}, {}, {}", partner.other->title, lists.organisation_short(partner.other->lead),
                       common ? "in common " + short_range(*common, today.year()) : "no day in common");
}

void with_tags(Writer& cell, const Entry& entry, const Partners& partners, const Lists& lists) {
    const auto known = partners.find(entry.id);
    if (known == partners.end()) return;
    std::size_t named = 0;
    for (const auto& partner : known->second) {
        if (named++ == pairs_named) break;
        if (named > 1) cell.markup("<br>");
        cell.link(html::Href::path(overlap::path_of(entry.id, partner.other->id)),
                  partner.number != 0 ? fmt::format("with {}", partner.number)
                                      : fmt::format("with {}’s {}", lists.organisation_short(partner.other->lead),
                                                    shortened(partner.other->title, 40)),
                  fmt::format("{}: {}", entry.title, partner.other->title));
    }
    if (known->second.size() > pairs_named)
        cell.markup("<br>").link(all_with(entry, {}), fmt::format("and {} more", known->second.size() - pairs_named),
                                 "that ask the same people as " + entry.title);
}

}  // namespace

std::string short_days(const Entry& entry, int this_year) {
    if (entry.dates_known == DatesKnown::day) return short_range(days_of(entry), this_year);
    Activity dates;  // words of dates alone
    dates.dates = days_of(entry);
    dates.dates_known = entry.dates_known;
    return dates_in_words(dates, this_year);
}

html::YearFigure figure_of(const ForwardPlan& plan, const Lanes& lanes, const DateRange& year, Date today,
                           const Lists& lists, const PlanQuery& query) {
    html::YearFigure figure{.year = year, .today = today};
    std::unordered_set<ActivityId> drawn_ids;
    for (const auto& lane : plan.lanes) drawn_ids.merge(ids_of(lane.bars));
    const Partners partners = partners_of(plan.marked, drawn_ids);
    for (const auto& lane : plan.lanes) {
        const LaneName& name = lanes.names()[lane.lane];
        html::YearFigure::Lane made{.name = name.name, .note = name.note, .total = lane.total};
        const auto drawn = static_cast<std::int64_t>(lane.bars.size());
        made.said = fmt::format("{}: {}", name.name,
                                drawn == lane.total
                                    ? count_of(drawn, "activity", "activities")
                                    : fmt::format("{} of {} activities", thousands(drawn), thousands(lane.total)));
        if (drawn < lane.total)
            made.more = {fmt::format("and {} more", thousands(lane.total - drawn)),
                         plan_at(with(query, {{"lane", name.key}, {"view", ""}}))};
        std::unordered_map<ActivityId, std::size_t> place;
        for (std::size_t i = 0; i < lane.bars.size(); ++i) place.emplace(lane.bars[i].entry->id, i);
        for (std::size_t i = 0; i < lane.bars.size(); ++i) {
            const Entry& entry = *lane.bars[i].entry;
            html::YearFigure::Bar bar{.number = lane.bars[i].number,
                                      .name = entry.title,
                                      .said = said_of(lane.bars[i], today, lists),
                                      .address = html::Href::of("/activities", entry.id.value()),
                                      .days = days_of(entry),
                                      .kind = entry.dates_known != DatesKnown::day ? html::YearFigure::Kind::unsure
                                              : entry.last < today                 ? html::YearFigure::Kind::over
                                                                                   : html::YearFigure::Kind::ahead};
            if (const auto known = partners.find(entry.id); known != partners.end()) {
                for (const auto& partner : known->second) {
                    if (partner.pair->common) {
                        const auto other = place.find(partner.other->id);
                        if (other == place.end())
                            bar.common.push_back(*partner.pair->common);
                        else if (other->second > i)
                            made.joins.push_back({i, other->second, *partner.pair->common});
                    }
                    if (bar.with.size() < pairs_named)
                        bar.with.push_back(
                            {.words = partner.number != 0 ? fmt::format("with {}", partner.number)
                                                          : "with " + lists.organisation_short(partner.other->lead),
                             .said = fmt::format("{}: {}",
                                                 partner.number != 0
                                                     ? fmt::format("with {}", partner.number)
                                                     : "with " + lists.organisation_short(partner.other->lead),
                                                 said_of(partner, today, lists)),
                             .address = html::Href::path(overlap::path_of(entry.id, partner.other->id))});
                }
                if (known->second.size() > pairs_named)
                    bar.with.back() = {.words = fmt::format("and {} more", known->second.size() - pairs_named + 1),
                                       .said = fmt::format("and {} more that ask the same people as {}",
                                                           known->second.size() - pairs_named + 1, entry.title),
                                       .address = all_with(entry, year)};
            }
            made.bars.push_back(std::move(bar));
        }
        figure.lanes.push_back(std::move(made));
    }
    return figure;
}

void pairs_table(Writer& page, const std::vector<PlanPair>& pairs, Date today, const Lists& lists) {
    auto name = [&](Writer& cell, const Entry& entry, int number) {
        if (number != 0) cell.markup("<b>").number(number).markup("</b> ");
        cell.text(entry.title)
            .markup(" <span class=\"tw-quiet\">(")
            .text(lists.organisation_short(entry.lead))
            .markup(")</span>");
    };
    html::table<PlanPair>(
        page, "Pairs of activities that ask the same people",
        {{.heading = "The two",
          .cell = html::Cell::row_header,
          .write =
              [&](Writer& cell, const PlanPair& pair) {
                  name(cell, *pair.a, pair.number_a);
                  cell.markup("<br>");
                  name(cell, *pair.b, pair.number_b);
              }},
         {.heading = "Days in common",
          .write =
              [&](Writer& cell, const PlanPair& pair) {
                  cell.text(pair.common ? short_range(*pair.common, today.year()) : "None");
              }},
         {.heading = "Days",
          .cell = html::Cell::number,
          .write = [](Writer& cell, const PlanPair& pair) { cell.number(pair.common ? pair.common->days() : 0); }},
         {.heading = "Where it stands",
          .write =
              [&](Writer& cell, const PlanPair& pair) {
                  const auto& due = pair.pair.reply_by;
                  cell.text(!due            ? std::string("New, nobody was asked yet")
                            : *due >= today ? fmt::format("Both asked, due {}", short_date(*due, today.year()))
                                            : fmt::format("Both asked, was due {}", short_date(*due, today.year())));
                  if (due && *due < today) {
                      cell.text(" ");
                      html::state_tag(cell, html::State::bad, "Late");
                  }
              }},
         {.heading = "What to do",
          .cell = html::Cell::deed,
          .write =
              [](Writer& cell, const PlanPair& pair) {
                  cell.link(html::Href::path(overlap::path_of(pair.a->id, pair.b->id)), "Look at both",
                            fmt::format("{} and {}", pair.a->title, pair.b->title));
              }}},
        pairs, {.hide_caption = true});
}

namespace {

void activity_table(Writer& page, const std::string& caption, const std::vector<PlanBar>& bars,
                    const Partners& partners, const ForwardPlanView& view, const Lists& lists) {
    html::table<PlanBar>(
        page, caption,
        {{.heading = "Activity",
          .cell = html::Cell::row_header,
          .write =
              [](Writer& cell, const PlanBar& bar) {
                  if (bar.number != 0) cell.markup("<span class=\"tw-ref\">").number(bar.number).markup(".</span> ");
                  cell.link(html::Href::of("/activities", bar.entry->id.value()), bar.entry->title);
                  if (bar.entry->visibility == Visibility::draft) {
                      cell.text(" ");
                      html::state_tag(cell, html::State::warn, "Draft");
                  }
              }},
         {.heading = "Who",
          .write = [&](Writer& cell, const PlanBar& bar) { cell.text(who_in_words(bar.entry->audience, lists)); }},
         {.heading = "Body",
          .write = [&](Writer& cell, const PlanBar& bar) { cell.text(lists.organisation_short(bar.entry->lead)); }},
         {.heading = "Where",
          .write = [&](Writer& cell, const PlanBar& bar) { cell.text(where_in_words(bar.entry->ground, lists)); }},
         {.heading = "When",
          .write =
              [&](Writer& cell, const PlanBar& bar) {
                  cell.markup("<span class=\"tw-nowrap\">")
                      .text(short_days(*bar.entry, view.today.year()))
                      .markup("</span>");
                  if (bar.entry->status(view.today) == Status::open) {
                      cell.text(" ");
                      html::state_tag(cell, html::State::good, "Open");
                  }
              }},
         {.heading = "Same people",
          .write =
              [&](Writer& cell, const PlanBar& bar) {
                  if (!view.overlaps_known)
                      cell.text("Not yet");
                  else
                      with_tags(cell, *bar.entry, partners, lists);
              }}},
        bars, {.hide_caption = false});
}

void choices(Writer& page, const ForwardPlanView& view) {
    PlanQuery kept;
    for (const auto& pair : view.query)
        if (pair.first == "view" || pair.first == "month" || pair.first == "on" || pair.first == "with")
            kept.push_back(pair);
    auto chosen = [&](std::string_view name, std::string usual) {
        for (const auto& pair : view.query)
            if (pair.first == name) return pair.second;
        return usual;
    };
    auto select = [](Writer& form, const char* name, const char* label, const std::vector<PlanOption>& list,
                     std::string value) {
        std::vector<html::Option> options;
        for (const auto& one : list) options.push_back({.value = one.value, .text = one.words});
        html::select(form, html::no_error,
                     {.name = name, .label = label, .options = std::move(options), .value = std::move(value)});
    };
    html::get_form(page,
                   {.action = html::Href("/forward-plan"),
                    .hidden = kept,
                    .search = true,
                    .classes = "tw-inlineform tw-planform tw-noprint"},
                   [&](Writer& form) {
                       if (view.shape == Shape::year)
                           select(form, "lanes", "Lanes by", view.lane_choices, chosen("lanes", "community"));
                       select(form, "who", "Who", view.who, chosen("who", ""));
                       select(form, "area", "Where", view.where, chosen("area", ""));
                       select(form, "lead", "Body", view.lead, chosen("lead", ""));
                       if (view.shape != Shape::month && !view.on)
                           select(form, "from", "Year from", view.from, chosen("from", month_code(view.today)));
                       html::button(
                           form,
                           {.text = "Show", .importance = html::Importance::secondary, .classes = "tw-button-small"});
                   });
}

void ways_to_look(Writer& page, const ForwardPlanView& view) {
    page.open("<nav class=\"tw-views tw-noprint\">", {{"aria-label", "Ways to look at the plan"}}).markup("<ul>");
    auto way = [&](Shape shape, const char* code, const char* words) {
        html::Attributes attributes;
        if (view.shape == shape) attributes.push_back({"aria-current", "page"});
        page.markup("<li>")
            .open_link("<a class=\"govuk-link\">",
                       plan_at(with(view.query, {{"view", code}, {"on", ""}, {"lane", ""}, {"month", ""}})), attributes)
            .text(words)
            .markup("</a></li>");
    };
    way(Shape::year, "", "Year as a picture");
    way(Shape::table, "table", "Table");
    way(Shape::month, "month", "Month by month");
    page.markup("</ul></nav>\n");
}

// A choice that is in use and stands in no list of the form.
void chip(Writer& page, const ForwardPlanView& view, std::string_view name, const std::string& words,
          const char* without) {
    page.open("<ul class=\"tw-chips\">", {{"aria-label", "Choice in use"}})
        .markup("<li>")
        .open_link("<a class=\"govuk-link\">", plan_at(with(view.query, {{name, ""}})))
        .text(words)
        .markup(" <span aria-hidden=\"true\">×</span><span class=\"govuk-visually-hidden\">: ")
        .text(without)
        .markup("</span></a></li></ul>\n");
}

void nothing(Writer& page, const ForwardPlanView& view) {
    page.markup("<h2 class=\"govuk-heading-m\">Nothing runs in this time</h2>\n<p>");
    if (view.filtered)
        page.text("Take a choice away, or look at another year. ")
            .link(html::Href("/forward-plan"), "Show the whole plan");
    else {
        page.text("What partners plan to ask people stands here, from the day on which it is registered.");
        if (view.may_plan) page.text(" ").link(html::Href("/plan"), "Plan an engagement");
    }
    page.markup("</p>\n");
}

// "The 12 of 40 that are drawn..." where a lane is cut.
void what_is_drawn(Writer& page, const ForwardPlanView& view) {
    const bool cut = std::ranges::any_of(
        view.plan.lanes, [](const auto& lane) { return static_cast<std::int64_t>(lane.bars.size()) < lane.total; });
    if (cut && !view.at.lane)
        page.markup("<p class=\"tw-small tw-quiet\">")
            .text(fmt::format("A lane shows {} at most: those that ask the same people as another first, then those "
                              "that reach the most residents. “And more” leads to all of its lane.",
                              view.at.bars))
            .markup("</p>\n");
}

void year_page(Writer& page, const ForwardPlanView& view, const Lists& lists) {
    const ForwardPlan& plan = view.plan;
    page.markup("<p><b>").number(plan.total).text(plan.total == 1 ? " activity" : " activities").markup("</b>");
    page.text(plan.total == 1 ? " runs" : " run").text(" in these 12 months");
    if (plan.in_picture < plan.total)
        page.text("; ").markup("<b>").number(plan.in_picture).markup("</b>").text(" are in the picture below");
    if (view.overlaps_known) {
        page.text("; ").markup("<b>");
        page.text(count_of(plan.pairs_total, "pair", "pairs")).markup("</b>");
        page.text(plan.pairs_total == 1 ? " asks the same people" : " ask the same people");
    }
    page.text(".").markup("</p>\n");
    choices(page, view);
    if (!view.overlaps_known) overlaps_later(page);
    if (view.at.lane) chip(page, view, "lane", "Only " + view.lanes->names()[*view.at.lane].name, "show all lanes");
    if (plan.total == 0) return nothing(page, view);

    page.open("<section>", {{"aria-label", "The year as a picture"}})
        .markup(
            "\n<p class=\"tw-noprint tw-skip\"><a class=\"govuk-skip-link\" href=\"#table\">Skip the picture: the same "
            "as a table</a></p>\n");
    auto figure = figure_of(plan, *view.lanes, view.year, view.today, lists, view.query);
    if (view.at.lane)
        for (auto& lane : figure.lanes) lane.more.reset();  // the numbers of its pages lead to the others
    html::year_lanes(page, figure);
    what_is_drawn(page, view);
    auto pages = [&](std::int64_t at, std::int64_t size, std::int64_t total, const char* name, const char* what) {
        html::page_numbers(page, {.page = at,
                                  .per_page = size,
                                  .total = total,
                                  .address =
                                      [&, name](std::int64_t number) {
                                          return plan_at(with(view.query, {{name, std::to_string(number)}}));
                                      },
                                  .what = what});
    };
    if (view.at.lane)
        pages(view.at.page, view.at.bars_alone, plan.lanes.front().total, "page", "activities");
    else
        pages(view.at.page, view.at.lanes, plan.lanes_total, "page", "lanes");
    page.markup("</section>\n");

    const auto pairs = plan.pairs_total;
    if (view.overlaps_known) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"cl-h\"><h2 class=\"govuk-heading-m\" id=\"cl-h\">");
        if (pairs == 0)
            page.text("No two of these ask the same people").markup("</h2>\n");
        else {
            page.text(count_of(pairs, "pair asks the same people", "pairs ask the same people")).markup("</h2>\n");
            pairs_table(page, plan.pairs, view.today, lists);
            pages(view.at.pairs_page, view.at.pairs, pairs, "pairs", "pairs");
        }
        page.markup("</section>\n");
    }

    std::vector<PlanBar> bars;
    for (const auto& lane : plan.lanes)
        for (const auto& bar : lane.bars)
            if (bar.number == static_cast<int>(bars.size()) + 1) bars.push_back(bar);
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"table\"><h2 class=\"govuk-heading-m\" id=\"table\">The year "
        "as "
        "a table</h2>\n");
    Writer inside;
    activity_table(inside, "Activities, " + describe_months(view.year), bars, partners_of(plan.marked, ids_of(bars)),
                   view, lists);
    html::details(page, {.summary = plan.in_picture == 1
                                        ? std::string("The activity in the picture")
                                        : fmt::format("All {} activities in the picture", thousands(plan.in_picture)),
                         .text = std::move(inside),
                         .classes = "tw-details"});
    if (plan.in_picture < plan.total)
        page.markup("<p>")
            .link(plan_at(with(view.query, {{"view", "table"}, {"lane", ""}})),
                  fmt::format("All {} activities as a table", thousands(plan.total)))
            .markup("</p>\n");
    page.markup("</section>\n");
}

void table_page(Writer& page, const ForwardPlanView& view, const Lists& lists) {
    page.markup("<p><b>").text(count_of(view.rows_total, "activity", "activities")).markup("</b>");
    if (view.on)
        page.text(view.rows_total == 1 ? " opens or closes on " : " open or close on ")
            .text(long_date(*view.on, view.today.year()));
    else
        page.text(view.rows_total == 1 ? " runs in " : " run in ").text(describe_months(view.year));
    page.text(", by first day.").markup("</p>\n");
    choices(page, view);
    if (!view.overlaps_known) overlaps_later(page);
    if (view.rows_total == 0) return nothing(page, view);
    std::vector<PlanBar> bars;
    for (const auto& row : view.rows) bars.push_back({row, 0});
    const std::int64_t first = (view.rows_page - 1) * view.rows_per_page;
    activity_table(page,
                   fmt::format("Activities {} to {} of {}", thousands(first + 1),
                               thousands(first + static_cast<std::int64_t>(bars.size())), thousands(view.rows_total)),
                   bars, partners_of(view.plan.marked, ids_of(bars)), view, lists);
    html::page_numbers(
        page,
        {.page = view.rows_page,
         .per_page = view.rows_per_page,
         .total = view.rows_total,
         .address = [&](std::int64_t number) { return plan_at(with(view.query, {{"page", std::to_string(number)}})); },
         .what = "activities"});
}

void day_list(Writer& cell, const char* verb, const std::vector<EntryPointer>& all) {
    for (std::size_t i = 0; i < std::min(all.size(), rows_of_a_day); ++i)
        cell.markup("<li><span class=\"tw-quiet\">")
            .text(verb)
            .markup("</span> ")
            .link(html::Href::of("/activities", all[i]->id.value()), shortened(all[i]->title, 60))
            .markup("</li>");
}

void month_page(Writer& page, const ForwardPlanView& view) {
    page.markup("<p><b>")
        .text(count_of(view.rows_total, "activity", "activities"))
        .markup("</b>")
        .text(view.rows_total == 1 ? " runs in " : " run in ")
        .text(fmt::format("{} {}.", month_name(view.month.month()), view.month.year()))
        .markup("</p>\n");
    choices(page, view);
    auto month = [&](int away) {
        const Date other = months_later(view.month, away);
        page.link(plan_at(with(view.query, {{"month", month_code(other)}})),
                  fmt::format("{} {}", month_name(other.month()), other.year()));
    };
    page.open("<nav class=\"tw-row tw-noprint tw-months-nav\">", {{"aria-label", "Other months"}});
    month(-1);
    page.text(" ");
    month(1);
    page.markup("</nav>\n<table class=\"tw-cal\" role=\"table\"><caption class=\"govuk-visually-hidden\">");
    page.text(fmt::format("What opens and closes, {} {}", month_name(view.month.month()), view.month.year()));
    page.markup("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
    for (int weekday = 1; weekday <= 7; ++weekday)
        page.markup("<th scope=\"col\" role=\"columnheader\">").text(weekday_name(weekday)).markup("</th>");
    page.markup("</tr></thead><tbody role=\"rowgroup\">\n");
    for (std::size_t i = 0; i < view.days.size(); ++i) {
        const CalendarDay& day = view.days[i];
        if (i % 7 == 0) page.markup("<tr role=\"row\">");
        const bool has = !day.opens.empty() || !day.closes.empty();
        html::Attributes attributes{{"class", day.day == view.today ? "tw-cal__today"
                                              : !day.of_month       ? "tw-cal__beside"
                                              : has                 ? "tw-cal__has"
                                                                    : "tw-cal__still"}};
        page.open("<td role=\"cell\">", attributes)
            .markup("<span class=\"tw-cal__day\"><span class=\"tw-cal__weekday\">")
            .text(weekday_name(day.day.weekday()))
            .markup(" </span>")
            .number(day.day.day())
            .markup("<span class=\"tw-cal__month\"> ")
            .text(month_name(day.day.month()))
            .markup("</span>");
        if (day.day == view.today) page.markup(" <b>today</b>");
        page.markup("</span>");
        if (has) {
            page.markup("<ul>");
            day_list(page, "opens", day.opens);
            day_list(page, "closes", day.closes);
            const auto all = day.opens.size() + day.closes.size(),
                       shown = std::min(day.opens.size(), rows_of_a_day) + std::min(day.closes.size(), rows_of_a_day);
            if (shown < all)
                page.markup("<li>")
                    .link(plan_at(with(view.query, {{"view", "table"}, {"on", to_iso(day.day)}, {"month", ""}})),
                          fmt::format("and {} more", thousands(static_cast<std::int64_t>(all - shown))),
                          "on " + long_date(day.day))
                    .markup("</li>");
            page.markup("</ul>");
        }
        page.markup("<span class=\"tw-cal__running\">").number(day.running).text(" open").markup("</span></td>\n");
        if (i % 7 == 6) page.markup("</tr>\n");
    }
    page.markup(
        "</tbody></table>\n<p class=\"tw-small tw-quiet\">Those of which only the month or year is known count as "
        "open, and neither open nor close on a day.</p>\n");
}

}  // namespace

void forward_plan_page(Writer& page, const ForwardPlanView& view, const Lists& lists) {
    page.markup("<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">Forward plan, ");
    page.text(view.shape == Shape::month ? fmt::format("{} {}", month_name(view.month.month()), view.month.year())
                                         : describe_months(view.year));
    page.markup("</h1><div class=\"tw-row tw-noprint\">");
    html::button(page, {.text = "Print",
                        .importance = html::Importance::secondary,
                        .type = "button",
                        .classes = "tw-button-small",
                        .attributes = {{"data-print", ""}, {"hidden", true}}});
    page.markup("<span class=\"tw-small\">Also as ")
        .link(html::Href::query("/forward-plan.ics", view.query), "calendar (.ics)")
        .text(", ")
        .link(html::Href::query("/forward-plan.csv", view.query), ".csv")
        .markup("</span></div></div>\n");
    ways_to_look(page, view);
    if (!view.with_title.empty())
        chip(page, view, "with", "With those that ask the same people as " + view.with_title, "show all activities");
    page.markup("<div class=\"tw-plan-print\">\n");
    if (view.shape == Shape::year)
        year_page(page, view, lists);
    else if (view.shape == Shape::table)
        table_page(page, view, lists);
    else
        month_page(page, view);
    page.markup("</div>\n");
}

}  // namespace thingwall::activities
