#include <algorithm>

#include "base/text.hpp"
#include "html/figures.hpp"
#include "html/notices.hpp"

namespace thingwall::html {
namespace {

struct Axis {
    Date first;
    int days = 1;
    [[nodiscard]] double percent(Date day) const { return 100.0 * (day - first) / days; }
    [[nodiscard]] double percent_after(Date day) const { return percent(day + 1); }
};

struct Tick {
    Date day;
    std::string words;
    bool minor = false;  // left out on a telephone
};

/// Whole weeks around both runs, with room before the first and after the last.
Axis axis_around(Date first, Date last) {
    const int room = std::max(3, (last - first) / 20);
    Date from = first - room;
    from = from - (from.weekday() - 1);
    Date to = last + room + 1;
    to = to + (8 - to.weekday()) % 7;
    return {from, std::max(7, to - from)};
}

// Without years, which stand in the bars: the days must not run into each other on a telephone.
std::vector<Tick> weekly(const Axis& axis) {
    std::vector<Tick> ticks;
    for (int day = 0; day <= axis.days; day += 7)
        ticks.push_back(
            {axis.first + day, short_date(axis.first + day, (axis.first + day).year()), (day / 7) % 2 == 1});
    return ticks;
}

/// The first of every month, or of every so many months that at most a dozen are said.
std::vector<Tick> monthly(const Axis& axis, int this_year) {
    const int months = axis.days / 30 + 1;
    const int step = months <= 12 ? 1 : months <= 36 ? 3 : 12 * ((months + 143) / 144);
    std::vector<Tick> ticks;
    int year = axis.first.year(), month = 1;
    for (; ticks.size() < 64; month += step) {
        const auto day = Date::make(year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
        if (!day || *day > axis.first + axis.days) break;
        if (*day < axis.first) continue;
        std::string words{month_name(day->month()).substr(0, 3)};
        if (step >= 12)
            words = std::to_string(day->year());
        else if (day->year() != this_year && (ticks.empty() || day->month() <= step))
            words += " " + std::to_string(day->year());
        ticks.push_back({*day, std::move(words), ticks.size() % 2 == 1});
    }
    return ticks;
}

std::string short_range(const DateRange& days, int this_year) {
    const int first_year = days.first().year();
    const bool one_month = days.first().month() == days.last().month() && first_year == days.last().year();
    if (one_month) return std::to_string(days.first().day()) + t(" to ") + short_date(days.last(), this_year);
    std::string out = short_date(days.first(), first_year == days.last().year() ? first_year : this_year);
    return out + t(" to ") + short_date(days.last(), this_year);
}

/// A name stands over its bar. Where it would run over the right edge of a telephone's column, it ends with the bar or,
/// where that leaves no room either, with the picture.
void named_bar(Svg& svg, const Axis& axis, const DaysInCommon::Run& run, int this_year, double y,
               std::string_view classes) {
    constexpr double column = 330, letter = 7.2;  // pixels; a letter of 14 px Arial is seldom wider
    const double from = axis.percent(run.days.first()), to = axis.percent_after(run.days.last());
    const std::string words = run.who + ": " + short_range(run.days, this_year);
    const double width = 100 * letter * static_cast<double>(length(words)) / column;
    if (from + width <= 100)
        svg.words(from, y + 17, words, "tw-c-halo");
    else if (to >= width)
        svg.words(to, y + 17, words, "tw-c-halo tw-c-end");
    else
        svg.words(100, y + 17, words, "tw-c-halo tw-c-end");
    svg.bar(from, y + 23, to - from, 22, classes);
}

std::string finding(const DaysInCommon& figure, const std::optional<DateRange>& common) {
    std::string out = figure.ours.who + t(" asks from ") + describe(figure.ours.days, figure.this_year) + ", " +
                      figure.theirs.who + t(" from ") + describe(figure.theirs.days, figure.this_year) + "; ";
    if (common)
        out += describe(*common, figure.this_year) + ", " + count_of(common->days(), t("day"), t("days")) +
               t(", are in common.");
    else
        out += t("no days are in common.");
    return out;
}

void table_below(Writer& page, const DaysInCommon& figure, const std::optional<DateRange>& common) {
    DataTable data{.caption = t("Dates of both"),
                   .headings = {t("Activity"), t("From"), t("To"), t("Days")},
                   .numbers = {false, false, false, true},
                   .rows = {}};
    const auto row = [&](const std::string& who, const DateRange& days) {
        data.rows.push_back({who, long_date(days.first(), figure.this_year), long_date(days.last(), figure.this_year),
                             thousands(days.days())});
    };
    row(figure.ours.who, figure.ours.days);
    row(figure.theirs.who, figure.theirs.days);
    if (common)
        row(t("In common"), *common);
    else
        data.rows.push_back({t("In common"), t("none"), t("none"), "0"});
    Writer inside{2048};
    data_table(inside, data, TableLook::stacked);
    details(page, {.summary = t("Dates as a table"), .text = std::move(inside), .classes = "tw-details"});
}

}  // namespace

void days_in_common(Writer& page, const DaysInCommon& figure) {
    const DateRange &a = figure.ours.days, &b = figure.theirs.days;
    std::optional<DateRange> common;
    if (a.days_shared_with(b) > 0)
        if (auto run = DateRange::make(std::max(a.first(), b.first()), std::min(a.last(), b.last()))) common = *run;
    const Axis axis = axis_around(std::min(a.first(), b.first()), std::max(a.last(), b.last()));
    const double bottom = 148;
    {
        const std::string title = finding(figure, common);
        Svg svg(page, bottom + 2, "tw-chart", {.id = figure.id, .title = title});
        for (const auto& tick : axis.days <= 77 ? weekly(axis) : monthly(axis, figure.this_year)) {
            const double x = axis.percent(tick.day);
            svg.upright(x, 22, bottom, "tw-c-line");
            if (x < 93) svg.words(x, 15, tick.words, tick.minor ? "tw-c-quiet tw-m-minor" : "tw-c-quiet");
        }
        if (figure.today && *figure.today >= axis.first && *figure.today - axis.first <= axis.days)
            svg.upright(axis.percent(*figure.today), 22, bottom, "tw-c-today");
        named_bar(svg, axis, figure.ours, figure.this_year, 22, "tw-c-ours");
        named_bar(svg, axis, figure.theirs, figure.this_year, 67, "tw-c-theirs");
        if (common) {
            const double from = axis.percent(common->first()), to = axis.percent_after(common->last());
            svg.upright(from, 45, 146, "tw-c-edge").upright(to, 45, 146, "tw-c-edge");
            svg.bar(from, 124, to - from, 22, "tw-c-shared");
            const std::string days = count_of(common->days(), t("day"), t("days"));
            if (to > 85)
                svg.words(from, 140, days, "tw-c-bold tw-c-end", -6);
            else
                svg.words(to, 140, days, "tw-c-bold", 6);
        } else {
            svg.words(0, 140, t("No days in common"), "tw-c-bold tw-c-halo");
        }
    }
    page.markup("\n");
    table_below(page, figure, common);
}

}  // namespace thingwall::html
