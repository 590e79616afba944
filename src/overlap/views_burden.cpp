#include "overlap/views_burden.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using html::Href;
using html::t;
using html::Writer;
using Kind = html::MapFigure::Kind;

constexpr std::size_t months_on_a_telephone = 6, names_in_a_sentence = 4;

std::string_view word_of(BurdenCount count) {
    return count == BurdenCount::asks ? "asks" : count == BurdenCount::minutes ? "minutes" : "";
}

std::string times_in_words(int times) {
    return times == 1 ? t("once") : times == 2 ? t("twice") : fmt::format("{} times", thousands(times));
}

std::string month_in_words(Month month, int this_year) {
    return fmt::format("{}{}", month_name(month.month()),
                       month.year() == this_year ? std::string{} : fmt::format(" {}", month.year()));
}
std::string month_and_year(Month month) {
    return fmt::format("{} {}", month_name(month.month()), month.year());
}

std::string shown(const Load& cell, BurdenCount count) {
    switch (count) {
        case BurdenCount::times:
            return thousands(cell.times);
        case BurdenCount::asks:
            return fmt::format("{:.1f}", cell.asks);
        case BurdenCount::minutes:
            return thousands(static_cast<std::int64_t>(cell.minutes + 0.5));
    }
    return {};
}

// Never by the tint alone: the number is in the cell, and what is over the limit says so in words.
std::string_view tint_of(int times, int limit) {
    if (times > limit) return "over";
    if (times == limit) return "h3";
    if (times == 0) return "h0";
    return times * 2 <= limit ? "h1" : "h2";
}

std::string_view caption_of(BurdenCount count) {
    switch (count) {
        case BurdenCount::times:
            return t("Times asked in each month");
        case BurdenCount::asks:
            return t("Activities that an average resident could be asked by in each month");
        case BurdenCount::minutes:
            return t("Minutes asked of an average resident in each month");
    }
    return {};
}

// Which columns a telephone shows: six, from this month on where it is among them.
std::pair<std::size_t, std::size_t> near_months(const BurdenView& view) {
    const int now = view.today - view.question.from;
    std::size_t first = now > 0 && now < BurdenQuestion::months ? static_cast<std::size_t>(now) : 0;
    first = std::min<std::size_t>(first, BurdenQuestion::months - months_on_a_telephone);
    return {first, first + months_on_a_telephone};
}

std::string cell_classes(const BurdenView& view, std::size_t month, std::string_view tint) {
    const auto [first, last] = near_months(view);
    std::string classes(tint);
    if (month < first || month >= last) classes += " tw-far";
    if (view.today == view.question.from + static_cast<int>(month)) classes += " now";
    return std::string(trim(classes));
}

std::size_t over_in(const std::vector<BurdenRow>& rows, std::size_t month, int limit) {
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [&](const auto& row) { return row.months[month].times > limit; }));
}

// "Older people" as it stands within a sentence; "NHS staff" keeps its letters.
std::string mid_sentence(std::string words) {
    const bool name = words.size() > 1 && words[1] >= 'A' && words[1] <= 'Z';
    if (!name && !words.empty() && words[0] >= 'A' && words[0] <= 'Z')
        words[0] = static_cast<char>(words[0] - 'A' + 'a');
    return words;
}

// --- The sentence that says what is found. ---

// Whoever is asked: no limit is for that, so the most asked place is named.
std::string most_asked(const BurdenView& view) {
    const BurdenRow* most = nullptr;
    std::size_t when = 0;
    for (const auto& row : view.places)
        for (auto m = static_cast<std::size_t>(std::max(0, view.today - view.question.from)); m < row.months.size();
             ++m)
            if (most == nullptr || row.months[m].times > most->months[when].times) most = &row, when = m;
    if (most == nullptr || most->months[when].times == 0) return t("Nobody is asked anything from this month on.");
    return fmt::format("Most is asked in {} in {}: {}, whoever it is for.", most->name,
                       month_in_words(view.question.from + static_cast<int>(when), view.this_year),
                       count_of(most->months[when].times, t("activity"), t("activities")));
}

// "In November, 3 wards are over the limit for older people: Fleetgate, Harbour and Millrace, 4 times each."
std::string finding(const BurdenView& view) {
    if (view.question.who == "any") return most_asked(view);
    const std::string people = fmt::format(" for {}", mid_sentence(view.who_words));
    const int from = std::max(0, view.today - view.question.from);
    std::size_t worst = BurdenQuestion::months, most = 0;
    for (auto m = static_cast<std::size_t>(from); m < BurdenQuestion::months; ++m)
        if (const auto over = over_in(view.places, m, view.marked_at()); over > most) worst = m, most = over;
    const auto since = std::max(view.today, view.question.from);
    if (most == 0)
        return fmt::format("No {} is asked more often than the limit{} from {} on.", places::one(view.kind), people,
                           month_in_words(since, view.this_year));
    std::vector<std::pair<int, std::string>> over;
    for (const auto& row : view.places)
        if (row.months[worst].times > view.marked_at()) over.emplace_back(-row.months[worst].times, row.name);
    std::ranges::stable_sort(over, {}, &std::pair<int, std::string>::first);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(over.size(), names_in_a_sentence); ++i) names.push_back(over[i].second);
    const bool alike = over.front().first == over.back().first, all = names.size() == over.size();
    std::string tail = fmt::format("{}, {}{}", listed(names), times_in_words(-over.front().first),
                                   alike && over.size() > 1 ? t(" each") : std::string{});
    if (!alike)
        tail = fmt::format("most of all {}, {}", over.front().second, times_in_words(-over.front().first));
    else if (!all)
        tail = fmt::format("{} each", times_in_words(-over.front().first));
    return fmt::format("In {}, {} over the limit{}: {}.",
                       month_in_words(view.question.from + static_cast<int>(worst), view.this_year),
                       most == 1 ? fmt::format("1 {} is", places::one(view.kind))
                                 : fmt::format("{} {} are", most, places::many(view.kind)),
                       people, tail);
}

void head(Writer& page, const BurdenView& view) {
    page.markup("<div class=\"tw-head\"><h1 class=\"govuk-heading-l\">")
        .text(t("Burden: how often people are asked"))
        .markup("</h1><p class=\"tw-small tw-flush\">Limit: <b>")
        .text(fmt::format("{} in a month", view.limit.asks))
        .markup("</b>");
    if (view.limit.since)
        page.text(", ").text(view.limit.because);
    else
        page.text(t(", the usual one"));
    page.text(". ");
    if (view.question.who == "any") page.text(t("It is for one community, so nothing is marked here. "));
    if (view.may_change) page.link(Href("/burden/limit"), t("Change the limit"));
    page.markup("</p></div>\n<p class=\"tw-lead\"><b>").text(finding(view)).markup("</b></p>\n");
}

void choices(Writer& page, const BurdenView& view) {
    html::get_form(page, {.action = Href("/burden"), .search = true, .classes = "tw-inlineform"}, [&](Writer& form) {
        html::select(form, html::no_error,
                     {.name = "who", .label = t("For whom"), .options = view.people, .value = view.question.who});
        html::select(form, html::no_error,
                     {.name = "layer",
                      .label = t("Areas"),
                      .options = view.layers,
                      .value = std::to_string(view.question.layer.value())});
        html::select(form, html::no_error,
                     {.name = "count",
                      .label = t("Count"),
                      .options = {{"", t("Times asked")},
                                  {"asks", t("Asks for each resident")},
                                  {"minutes", t("Minutes for each resident")}},
                      .value = std::string(word_of(view.question.count))});
        html::select(form, html::no_error,
                     {.name = "from",
                      .label = t("Months"),
                      .options = view.years,
                      .value = to_iso(view.question.from.first_day()).substr(0, 7)});
        html::button(form,
                     {.text = t("Show"), .importance = html::Importance::secondary, .classes = "tw-button-small"});
    });
}

// --- The table. ---

void heat_row(Writer& page, const BurdenView& view, const BurdenRow& row) {
    page.markup("<tr><th scope=\"row\">");
    if (row.area != nullptr) {
        auto question = view.question;
        question.area = row.area->id;
        page.link(path_of(question), row.name);
    } else if (row.code == view.question.who) {
        page.text(row.name);
    } else {
        auto question = view.question;
        question.who = row.code;
        page.link(path_of(question), row.name);
    }
    page.markup("</th>");
    for (std::size_t m = 0; m < row.months.size(); ++m) {
        const auto& cell = row.months[m];
        page.open("<td>", {{"class", cell_classes(view, m, tint_of(cell.times, view.marked_at()))}});
        page.text(shown(cell, view.question.count));
        if (cell.times > view.marked_at()) page.markup("<span class=\"govuk-visually-hidden\"> over the limit</span>");
        page.markup("</td>");
    }
    page.markup("</tr>\n");
}

void group(Writer& page, std::string_view words) {
    page.markup("<tr class=\"tw-group\"><th scope=\"rowgroup\" colspan=\"13\">").text(words).markup("</th></tr>\n");
}

void heat(Writer& page, const BurdenView& view) {
    page.markup("<section class=\"tw-wide-table\" aria-label=\"Burden as a table\" tabindex=\"0\">\n")
        .markup("<table class=\"tw-heat\"><caption>")
        .text(caption_of(view.question.count))
        .markup("</caption>\n<thead><tr><th scope=\"col\">")
        .text(t("Place or community"))
        .markup("</th>");
    for (std::size_t m = 0; m < BurdenQuestion::months; ++m) {
        auto question = view.question;
        question.month = question.from + static_cast<int>(m);
        page.open("<th scope=\"col\">", {{"class", cell_classes(view, m, "")}});
        page.link(path_of(question), month_name(question.month.month()).substr(0, 3),
                  fmt::format("{} on the map", question.month.year()))
            .markup("</th>");
    }
    page.markup("</tr></thead>\n<tbody>");
    group(page, fmt::format("{}, by {}", view.who_words, places::one(view.kind)));
    for (const auto& row : view.places) heat_row(page, view, row);
    if (!view.communities.empty()) {
        group(page, t("Whole borough, by interest"));
        for (const auto& row : view.communities) heat_row(page, view, row);
    }
    page.markup("</tbody>\n<tfoot><tr><th scope=\"row\">").text(t("Over the limit")).markup("</th>");
    for (std::size_t m = 0; m < BurdenQuestion::months; ++m) {
        page.open("<td>", {{"class", cell_classes(view, m, "")}});
        page.number(static_cast<std::int64_t>(over_in(view.places, m, view.marked_at()) +
                                              over_in(view.communities, m, view.marked_at())));
        page.markup("</td>");
    }
    page.markup("</tr></tfoot></table>\n</section>\n");
}

void below_the_table(Writer& page, const BurdenView& view) {
    page.markup("<p class=\"tw-small tw-heatkey\">");
    auto swatch = [&](std::string_view tint, int number, std::string_view words) {
        page.open("<span aria-hidden=\"true\">", {{"class", fmt::format("tw-sw {}", tint)}});
        page.number(number).markup("</span> ").text(words).text("  ");
    };
    const int limit = view.limit.asks;
    if (limit >= 2) swatch("h1", 1, t("asked once"));
    if (limit >= 3) swatch("h2", limit - 1, times_in_words(limit - 1));
    swatch("h3", limit, t("at the limit"));
    swatch("over", limit + 1, t("over the limit"));
    page.markup("<span class=\"tw-sw tw-sw--now\" aria-hidden=\"true\"></span> ").text(t("this month"));
    page.markup("</p>\n<p class=\"tw-small tw-phone-only\">")
        .text(t("A narrow screen shows the first six of the twelve months."))
        .markup("</p>\n<p class=\"tw-small\">");
    auto earlier = view.question, later = view.question;
    earlier.from = earlier.from + -static_cast<int>(months_on_a_telephone);
    later.from = later.from + static_cast<int>(months_on_a_telephone);
    earlier.month = earlier.from, later.month = later.from;
    page.link(path_of(earlier), t("Six months earlier")).text(" · ").link(path_of(later), t("Six months later"));
    page.text(" · ").link(Href::path("/burden.csv" + path_of(view.question).text().substr(7)),
                          t("All as a file (.csv)"));
    page.markup("</p>\n");
}

// --- The map. ---

html::DataTable map_table(const BurdenView& view, std::size_t month) {
    html::DataTable table{.caption = fmt::format("Times asked in {}, by {}", month_name(view.question.month.month()),
                                                 places::one(view.kind)),
                          .headings = {view.layer_name, t("Residents"), t("Times asked"), t("Limit")},
                          .numbers = {false, true, true, false},
                          .rows = {}};
    std::vector<const BurdenRow*> rows;
    for (const auto& row : view.places) rows.push_back(&row);
    std::ranges::stable_sort(rows, std::greater{}, [&](const auto* row) { return row->months[month].times; });
    for (const auto* row : rows) {
        const int times = row->months[month].times;
        table.rows.push_back({row->name, places::people(row->area->residents), thousands(times),
                              times > view.marked_at()    ? t("over")
                              : times == view.marked_at() ? t("at the limit")
                                                          : t("within")});
    }
    return table;
}

void month_map(Writer& page, const BurdenView& view) {
    page.markup("<section aria-labelledby=\"map-h\">\n<h2 class=\"govuk-heading-m\" id=\"map-h\">")
        .text(month_and_year(view.question.month))
        .text(t(" on the map"))
        .markup("</h2>\n");
    if (view.map) {
        auto figure = *view.map;
        const auto month = static_cast<std::size_t>(view.question.month - view.question.from);
        figure.title =
            fmt::format("Times asked in {}, by {}", month_name(view.question.month.month()), places::one(view.kind));
        figure.table = map_table(view, month);
        html::map_figure(page, figure);
    }
    page.markup("<p class=\"tw-small\">")
        .text(fmt::format("An activity counts for a {} when it reaches at least half of the people who live there. One "
                          "for the whole borough counts in all of them.",
                          places::one(view.kind)))
        .markup("</p>\n</section>\n");
}

// --- Who asks one place in one month. ---

void who_asks(Writer& page, const BurdenView& view, const Writer& page_numbers) {
    if (view.chosen == nullptr) return;
    const std::string title = fmt::format("Who asks {} in {} in {}", mid_sentence(view.who_words), view.chosen->name,
                                          month_in_words(view.question.month, view.this_year));
    page.markup(
            "<section class=\"tw-section\" id=\"who\" aria-labelledby=\"who-h\">\n<h2 class=\"govuk-heading-m\" "
            "id=\"who-h\">")
        .text(title)
        .markup("</h2>\n");
    if (view.asking.empty()) {
        page.markup("<p>").text(t("Nobody does. Choose another name or month in the table above.")).markup("</p>\n");
    } else {
        using Row = std::shared_ptr<const Asking>;
        const std::vector<html::Column<Row>> columns{
            {.heading = t("Activity"),
             .cell = html::Cell::row_header,
             .write = [](Writer& cell,
                         const Row& row) { cell.link(Href::of("/activities", row->ask.id.value()), row->ask.title); }},
            {.heading = t("Body"),
             .write = [](Writer& cell, const Row& row) { cell.text(row->ask.organisation_name); }},
            {.heading = t("People"), .write = [](Writer& cell, const Row& row) { cell.text(row->shown.who); }},
            {.heading = t("Dates"),
             .write =
                 [&](Writer& cell, const Row& row) {
                     const auto last = std::max(row->ask.last.value_or(row->ask.first), row->ask.first);
                     cell.text(describe(*DateRange::make(row->ask.first, last), view.this_year));
                 }},
            {.heading = t("Minutes"), .cell = html::Cell::number, .write = [](Writer& cell, const Row& row) {
                 if (row->shown.minutes)
                     cell.number(*row->shown.minutes);
                 else
                     cell.markup("<span class=\"tw-quiet\">not said</span>");
             }}};
        html::table<Row>(page, title, columns, view.asking, {.look = html::TableLook::stacked, .hide_caption = true});
        page.append(page_numbers);
    }
    if (!view.quiet.empty()) {
        std::vector<std::string> runs;
        for (const auto& run : view.quiet)
            runs.push_back(fmt::format("{} (asked {})", describe(run.days, view.this_year),
                                       run.times == 0 ? t("by nobody") : times_in_words(run.times)));
        page.markup("<p><b>")
            .text(fmt::format("Quieter for four weeks in {}:", view.chosen->name))
            .markup("</b> ")
            .text(listed(runs))
            .text(". ")
            .link(Href("/plan"), t("Plan an engagement"))
            .markup("</p>\n");
    }
    page.markup("</section>\n");
}

void how(Writer& page, const BurdenView& view) {
    Writer inside(1024);
    inside.markup("<p>")
        .text(t("“Times asked” counts activities with a day in the month that ask these people, or everyone, and reach "
                "at least half of the residents of the place. “Asks for each resident” adds up the share of the "
                "residents that each activity reaches. “Minutes” weighs each with the minutes that it takes, where its "
                "lead said so. Drafts and withdrawn activities do not count. Nobody was counted one by one: this is "
                "who could be asked, not who was."))
        .markup("</p>\n<p>")
        .text(fmt::format("Residents: {}.", view.counted_from.empty() ? t("not brought in yet") : view.counted_from));
    if (view.without_days > 0)
        inside.text(" ").text(fmt::format("{} not counted, since only the month or the year of the dates is known.",
                                          count_of(view.without_days, t("activity is"), t("activities are"))));
    inside.markup("</p>\n");
    html::details(page, {.summary = t("How this is counted"), .text = std::move(inside), .classes = "tw-details"});
}

}  // namespace

Href path_of(const BurdenQuestion& question) {
    std::vector<std::pair<std::string, std::string>> query;
    if (!question.who.empty()) query.emplace_back("who", question.who);
    if (question.layer.known()) query.emplace_back("layer", std::to_string(question.layer.value()));
    if (question.count != BurdenCount::times) query.emplace_back("count", word_of(question.count));
    query.emplace_back("from", to_iso(question.from.first_day()).substr(0, 7));
    query.emplace_back("month", to_iso(question.month.first_day()).substr(0, 7));
    if (question.area.known()) query.emplace_back("area", std::to_string(question.area.value()));
    return Href::query(html::Address("/burden"), query);
}

Kind heat_kind_of(int times, int limit) {
    const auto tint = tint_of(times, limit);
    return tint == "over" ? Kind::heat_over
           : tint == "h3" ? Kind::heat_limit
           : tint == "h2" ? Kind::heat_more
           : tint == "h1" ? Kind::heat_some
                          : Kind::heat_none;
}

void burden_page(Writer& page, const BurdenView& view, const Writer& page_numbers) {
    head(page, view);
    choices(page, view);
    if (view.places.empty()) {
        page.markup("<p>")
            .text(t("There are no areas yet, so nothing can be counted by place. "))
            .link(Href("/places"), t("Bring in a map"))
            .markup("</p>\n");
        return;
    }
    page.markup("<div class=\"tw-burden\">\n<div>\n");
    heat(page, view);
    below_the_table(page, view);
    page.markup("</div>\n");
    month_map(page, view);
    page.markup("</div>\n");
    who_asks(page, view, page_numbers);
    how(page, view);
}

std::string burden_csv(const BurdenView& view) {
    std::string out;
    csv::append_row(
        out, {"place", "name", "community", "month", "times_asked", "asks_per_resident", "minutes_per_resident"});
    auto rows = [&](const std::vector<BurdenRow>& of, bool communities) {
        for (const auto& row : of)
            for (std::size_t m = 0; m < row.months.size(); ++m) {
                const auto& cell = row.months[m];
                csv::append_row(out, {communities ? "" : row.code, communities ? "Whole borough" : row.name,
                                      communities ? row.name : view.who_words,
                                      to_iso((view.question.from + static_cast<int>(m)).first_day()).substr(0, 7),
                                      std::to_string(cell.times), fmt::format("{:.4f}", cell.asks),
                                      fmt::format("{:.2f}", cell.minutes)});
            }
    };
    rows(view.places, false);
    rows(view.communities, true);
    return out;
}

void limit_page(Writer& page, const LimitView& view, const Error& error) {
    html::error_summary(page, error);
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(t("How often may one community be asked in a month?"))
        .markup("</h1>\n<p>")
        .text(fmt::format("Now it is {} in a month{}. A month over the limit is marked on the burden page and while "
                          "somebody plans. Nobody is kept from asking.",
                          view.now.asks, view.now.since ? ", " + view.now.because : std::string(t(", the usual one"))))
        .markup("</p>\n");
    html::form(page, {.action = Href("/burden/limit"), .csrf = view.csrf, .idempotency = view.key}, [&](Writer& form) {
        html::text_input(form, error,
                         {.name = "asks",
                          .label = t("Times in a month"),
                          .hint = t("A whole number from 1 to 31"),
                          .value = view.asks,
                          .width = html::Width::chars_2,
                          .inputmode = "numeric"});
        html::text_input(form, error,
                         {.name = "because",
                          .label = t("Who set it, and when?"),
                          .hint = t("For example “set by the steering group in January 2026”. Everybody in the "
                                    "partnership reads it beside the limit."),
                          .value = view.because,
                          .width = html::Width::two_thirds});
        html::button(form, {.text = t("Save the limit"), .prevent_double_click = true});
    });
}

}  // namespace thingwall::overlap
