#include "html/figure_year.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "html/svg.hpp"

namespace thingwall::html {
namespace {

constexpr double row_height = 26, bar_height = 16, first_bar = 7, hatch_reach = 3;
// Widths in per cent of a picture as wide as on a desk; a telephone shows numbers alone.
constexpr double desk_letter = 0.68, desk_number = 3.2, margin = 0.8, paper_wider = 1.75;

struct Placed {
    double from = 0, to = 0;  ///< per cent
    std::size_t row = 0;
    bool before = false;  ///< its words stand before the bar
    std::string name;
};

double part_of(Date day, const DateRange& year) {
    return 100.0 * std::clamp(day - year.first(), 0, year.days()) / year.days();
}
std::pair<double, double> span_of(const DateRange& days, const DateRange& year) {
    return {part_of(days.first(), year), part_of(days.last() + 1, year)};
}

// Each bar with its words stands in the first row that has room for both.
std::vector<Placed> place(const YearFigure::Lane& lane, const DateRange& year, bool on_paper) {
    const double per_letter = on_paper ? desk_letter * paper_wider : desk_letter,
                 per_number = on_paper ? desk_number * paper_wider : desk_number;
    auto width_of = [per_letter](const std::string& words) { return per_letter * static_cast<double>(length(words)); };
    std::vector<Placed> placed;
    std::vector<double> taken;  ///< of each row: up to where
    std::vector<bool> same;     ///< of each row: its last bar shares people with another, and keeps its row
    for (const auto& bar : lane.bars) {
        Placed one;
        std::tie(one.from, one.to) = span_of(bar.days, year);
        double beside = per_number;
        for (const auto& other : bar.with) beside += width_of(other.words) + per_letter;
        const double after = 100 - one.to, before = one.from;
        one.before = after < beside + width_of(bar.name) && before > after;
        const double room = std::max(0.0, (one.before ? before : after) - beside);
        one.name = bar.name;
        if (width_of(one.name) > room)
            one.name = shortened(one.name, std::max<std::size_t>(8, static_cast<std::size_t>(room / per_letter)));
        const double words = beside + width_of(one.name);
        const double left = one.before ? one.from - words : one.from, right = one.before ? one.to : one.to + words;
        std::size_t row = 0;
        while (row < taken.size() && (taken[row] + margin > left || (same[row] && !bar.with.empty()))) ++row;
        if (row == taken.size()) {
            taken.push_back(0);
            same.push_back(false);
        }
        taken[row] = right;
        same[row] = !bar.with.empty();
        one.row = row;
        placed.push_back(std::move(one));
    }
    return placed;
}

double top_of(std::size_t row) {
    return first_bar + row_height * static_cast<double>(row);
}

std::string_view class_of(const YearFigure::Bar& bar) {
    const bool same = !bar.with.empty();
    switch (bar.kind) {
        case YearFigure::Kind::ahead:
            return same ? "tw-y-bar tw-y-bar--same" : "tw-y-bar";
        case YearFigure::Kind::over:
            return same ? "tw-y-bar tw-y-bar--over tw-y-bar--same" : "tw-y-bar tw-y-bar--over";
        case YearFigure::Kind::unsure:
            return same ? "tw-y-bar tw-y-bar--unsure tw-y-bar--same" : "tw-y-bar tw-y-bar--unsure";
    }
    return "tw-y-bar";
}

// Links stand in this picture, so that it is a group with a name and not one image.
class LinkedSvg {
public:
    LinkedSvg(Writer& out, double height, const std::string& id, const std::string& title) : out_(out) {
        out_.open("<svg class=\"tw-chart\" role=\"group\">", {{"height", svg_number(height)}, {"aria-labelledby", id}})
            .open("<title>", {{"id", id}})
            .text(title)
            .markup("</title>\n");
    }
    ~LinkedSvg() { out_.markup("</svg>"); }
    LinkedSvg(const LinkedSvg&) = delete;
    LinkedSvg& operator=(const LinkedSvg&) = delete;

    void bar(double x_percent, double y, double width_percent, double height, std::string_view classes) {
        out_.open("<rect>", {{"class", classes},
                             {"x", svg_percent(x_percent)},
                             {"y", svg_number(y)},
                             {"width", svg_percent(width_percent)},
                             {"height", svg_number(height)}})
            .markup("</rect>");
    }
    void upright(double x_percent, double height, std::string_view classes) {
        const std::string x = svg_percent(x_percent);
        out_.open("<line y1=\"0\">", {{"class", classes}, {"x1", x}, {"x2", x}, {"y2", svg_number(height)}})
            .markup("</line>");
    }
    /// For the mouse alone: a link in words beside it leads to the same.
    void begin_link(const Href& address) { out_.open_link("<a tabindex=\"-1\" aria-hidden=\"true\">", address); }
    void begin_link(const Href& address, const std::string& said, std::string_view classes) {
        out_.open_link("<a>", address, {{"class", classes}, {"aria-label", said}});
    }
    void end_link() { out_.markup("</a>"); }
    void begin_words(double x_percent, double y, std::string_view classes, double shift_right) {
        out_.open(
            "<text>",
            {{"class", classes}, {"x", svg_percent(x_percent)}, {"y", svg_number(y)}, {"dx", svg_number(shift_right)}});
    }
    void piece(std::string_view words, std::string_view classes, double shift_right = 0) {
        // A shift of its own, also of nothing, would take the place of the line's.
        const std::string shift = svg_number(shift_right);
        Attributes attributes{{"class", classes}};
        if (shift_right != 0) attributes.push_back({"dx", shift});
        out_.open("<tspan>", attributes).text(words).markup("</tspan>");
    }
    void end_words() { out_.markup("</text>\n"); }

private:
    Writer& out_;
};

void hatch(LinkedSvg& svg, const DateRange& days, const DateRange& year, std::size_t from_row, std::size_t to_row) {
    const auto [from, to] = span_of(days, year);
    const double top = top_of(from_row) - hatch_reach, bottom = top_of(to_row) + bar_height + hatch_reach;
    if (to > from) svg.bar(from, top, to - from, bottom - top, "tw-c-shared");
}

// Days that are in any of the ranges, as few ranges as there can be: an activity may share people with hundreds.
std::vector<DateRange> together(std::vector<DateRange> all) {
    std::ranges::sort(all, {}, &DateRange::first);
    std::vector<DateRange> made;
    for (const auto& one : all) {
        if (!made.empty() && one.first() <= made.back().last() + 1)
            made.back() = *DateRange::make(made.back().first(), std::max(made.back().last(), one.last()));
        else
            made.push_back(one);
    }
    return made;
}

void words_of(LinkedSvg& svg, const YearFigure::Bar& bar, const Placed& placed) {
    const double y = top_of(placed.row) + 13;
    svg.begin_words(placed.before ? placed.from : placed.to, y,
                    placed.before ? "tw-gantt__name tw-c-end" : "tw-gantt__name", placed.before ? -6 : 6);
    // What is seen comes first in what is said, so that who speaks to the machine can name it.
    std::string said = std::to_string(bar.number) + " " + placed.name;
    if (placed.name != bar.name) said += ", " + bar.name;
    svg.begin_link(bar.address, said + ", " + bar.said, "tw-gantt__what");
    svg.piece(std::to_string(bar.number) + " ", "tw-gantt__num");
    svg.piece(placed.name, "tw-gantt__title", 2);
    svg.end_link();
    for (const auto& other : bar.with) {
        svg.begin_link(other.address, other.said, "tw-gantt__with");
        svg.piece(other.words, "tw-gantt__other", 6);
        svg.end_link();
    }
    svg.end_words();
}

void lane_picture(Writer& page, const YearFigure& figure, const YearFigure::Lane& lane, const std::string& id) {
    const auto placed = place(lane, figure.year, figure.on_paper);
    std::size_t rows = 1;
    for (const auto& one : placed) rows = std::max(rows, one.row + 1);
    const double height = row_height * static_cast<double>(rows) + 4;
    LinkedSvg svg(page, height, id, lane.said);
    for (Date day = figure.year.first() + 1; day < figure.year.last(); day = day + 1)
        if (day.day() == 1) svg.upright(part_of(day, figure.year), height, "tw-c-line");
    if (figure.year.contains(figure.today)) svg.upright(part_of(figure.today, figure.year), height, "tw-c-today");
    // Neighbours have one hatch through both; of others each bar has its own, once for all that it shares days with.
    std::vector<std::vector<DateRange>> alone(lane.bars.size());
    for (std::size_t i = 0; i < lane.bars.size(); ++i) alone[i] = lane.bars[i].common;
    for (const auto& join : lane.joins) {
        const auto a = placed[join.a].row, b = placed[join.b].row;
        if (std::max(a, b) - std::min(a, b) <= 1)
            hatch(svg, join.days, figure.year, std::min(a, b), std::max(a, b));
        else
            for (const auto bar : {join.a, join.b}) alone[bar].push_back(join.days);
    }
    for (std::size_t i = 0; i < lane.bars.size(); ++i)
        for (const auto& days : together(std::move(alone[i])))
            hatch(svg, days, figure.year, placed[i].row, placed[i].row);
    for (std::size_t i = 0; i < lane.bars.size(); ++i) {
        svg.begin_link(lane.bars[i].address);
        svg.bar(placed[i].from, top_of(placed[i].row), std::max(0.3, placed[i].to - placed[i].from), bar_height,
                class_of(lane.bars[i]));
        svg.end_link();
        words_of(svg, lane.bars[i], placed[i]);
    }
}

void head(Writer& page, const YearFigure& figure) {
    page.markup(
        "<div class=\"tw-gantt__lane tw-gantt__lane--head\" aria-hidden=\"true\"><span></span>"
        "<div><div class=\"tw-gantt__months\">");
    bool first = true;
    for (Date day = figure.year.first(); day <= figure.year.last(); day = day + 1) {
        if (day.day() != 1 && !first) continue;
        page.markup("<span>").text(month_name(day.month()).substr(0, 3));
        if (first || day.month() == 1) page.markup("<br>").text(std::to_string(day.year()));
        page.markup("</span>");
        first = false;
    }
    page.markup("</div>");
    {
        Svg svg(page, 18, "tw-chart", {});
        if (figure.year.contains(figure.today)) {
            const double at = part_of(figure.today, figure.year);
            svg.words(std::clamp(at, 0.0, 100.0), 14, t("today"),
                      at < 4    ? "tw-c-bold"
                      : at > 96 ? "tw-c-bold tw-c-end"
                                : "tw-c-bold tw-c-mid");
        }
    }
    page.markup("</div></div>\n");
}

void key_sign(Writer& page, const char* classes, double y, double height) {
    Svg svg(page, {.x = 0, .y = 0, .width = 26, .height = 16}, "", {});
    svg.rectangle(2, y, 22, height, classes);
}

}  // namespace

void year_lanes(Writer& page, const YearFigure& figure) {
    page.markup("<div class=\"tw-gantt\">\n");
    head(page, figure);
    std::size_t number = 0;
    for (const auto& lane : figure.lanes) {
        page.markup("<div class=\"tw-gantt__lane\"><div class=\"tw-gantt__label\"><b>")
            .text(lane.name)
            .markup("</b> <span class=\"tw-quiet tw-small\">");
        if (!lane.note.empty()) page.text(lane.note).text(" ");
        page.number(lane.total).markup("</span>");
        if (lane.more)
            page.markup("<br><span class=\"tw-small\">").link(lane.more->second, lane.more->first).markup("</span>");
        page.markup("</div>");
        lane_picture(page, figure, lane, figure.id + "-" + std::to_string(++number));
        page.markup("</div>\n");
    }
    page.markup("</div>\n<ul class=\"tw-key\"><li>");
    key_sign(page, "tw-y-bar", 3, 10);
    page.text(t("open or planned")).markup("</li><li>");
    key_sign(page, "tw-y-bar tw-y-bar--over", 3, 10);
    page.text(t("closed")).markup("</li>");
    const bool unsure = std::ranges::any_of(figure.lanes, [](const auto& lane) {
        return std::ranges::any_of(lane.bars, [](const auto& bar) { return bar.kind == YearFigure::Kind::unsure; });
    });
    if (unsure) {
        page.markup("<li>");
        key_sign(page, "tw-y-bar tw-y-bar--unsure", 3, 10);
        page.text(t("only the month or year is known")).markup("</li>");
    }
    page.markup("<li>");
    key_sign(page, "tw-c-shared", 1, 14);
    page.text(t("days in common, asking the same people")).markup("</li>");
    if (figure.year.contains(figure.today)) {
        page.markup("<li>");
        {
            Svg svg(page, {.x = 0, .y = 0, .width = 26, .height = 16}, "", {});
            svg.line({13, 0}, {13, 16}, "tw-c-today");
        }
        page.text(t("today, ")).text(long_date(figure.today, figure.today.year())).markup("</li>");
    }
    page.markup("</ul>\n");
}

}  // namespace thingwall::html
