#include <algorithm>

#include "base/text.hpp"
#include "html/figures.hpp"
#include "html/notices.hpp"

namespace thingwall::html {
namespace {

void table_below(Writer& page, const MonthBars& figure, TableLook look) {
    DataTable data{.caption = figure.what, .headings = {t("Month"), figure.what}, .numbers = {false, true}, .rows = {}};
    if (figure.limit) data.headings.emplace_back(t("Limit"));
    for (const auto& month : figure.months) {
        std::vector<std::string> row{month.full.empty() ? month.name : month.full, thousands(month.count)};
        if (figure.limit)
            row.push_back(thousands(*figure.limit) + (month.count > *figure.limit ? t(", passed") : std::string{}));
        data.rows.push_back(std::move(row));
    }
    Writer inside{2048};
    data_table(inside, data, look);
    details(page, {.summary = t("Months as a table"), .text = std::move(inside), .classes = "tw-details"});
}

int highest(const MonthBars& figure) {
    int most = std::max(1, figure.limit.value_or(0));
    for (const auto& month : figure.months) most = std::max(most, month.count);
    return most;
}

}  // namespace

void month_bars(Writer& page, const MonthBars& figure) {
    if (figure.months.empty()) return;
    constexpr double base = 92, tallest = 72, unit = 18;
    const double each = std::min(unit, tallest / highest(figure));  // a unit for one, while four of them fit
    const double step = 100.0 / static_cast<double>(figure.months.size());
    {
        Svg svg(page, 114, "tw-chart", {.id = figure.id, .title = figure.title});
        double x = 0;
        for (const auto& month : figure.months) {
            const double middle = x + step / 2, height = each * month.count;
            const bool over = figure.limit && month.count > *figure.limit;
            if (month.count > 0)
                svg.bar(middle - step * 0.375, base - height, step * 0.75, height, over ? "tw-c-over" : "tw-c-count");
            svg.words(middle, base - height - 5, thousands(month.count), "tw-c-bold tw-c-mid tw-c-halo");
            svg.words(middle, 108, month.name, "tw-c-quiet tw-c-mid");
            x += step;
        }
        if (figure.limit) {
            const double y = base - each * *figure.limit;
            svg.level(y, "tw-c-limit");
            svg.words(100, y - 5, t("limit ") + thousands(*figure.limit), "tw-c-end tw-c-halo");
        }
        svg.level(base, "tw-c-line");
    }
    page.markup("\n");
    table_below(page, figure, TableLook::compact);
}

void month_dots(Writer& page, const MonthBars& figure) {
    if (figure.months.empty()) return;
    constexpr double width = 345, base = 124, left = 16;
    const int most = highest(figure);
    const double step = (width - left) / static_cast<double>(figure.months.size());
    // a dot is one time; where more would not fit above one another they are drawn smaller, never left out
    const double pitch = std::min({23.0, step, 104.0 / most}), radius = pitch * 9 / 23;
    page.markup("<figure class=\"tw-figure tw-chart\">\n");
    {
        Svg svg(page, {.x = 0, .y = 0, .width = width, .height = 148}, "tw-months-dots",
                {.id = figure.id, .title = figure.title});
        if (figure.limit) {
            const double y = base - pitch * *figure.limit - 0.5 * (pitch - 2 * radius);
            svg.line({left, y}, {width, y}, "tw-c-limit");
            const std::string words = t("limit: ") + thousands(*figure.limit) + t(" in a month");
            svg.label({left, y - 6}, words, "q");
        }
        svg.line({left, base}, {width, base}, "tw-c-axis");
        double x = left + step / 2;
        for (const auto& month : figure.months) {
            for (int n = 0; n < month.count; ++n)
                svg.circle({x, base - pitch * n - pitch * 12 / 23}, radius,
                           figure.limit && n >= *figure.limit ? "tw-c-dot tw-c-dot--over" : "tw-c-dot");
            svg.label({x, base + 17}, month.name, "q tw-c-mid");
            x += step;
        }
    }
    page.markup("\n");
    table_below(page, figure, TableLook::govuk);
    page.markup("</figure>\n");
}

}  // namespace thingwall::html
