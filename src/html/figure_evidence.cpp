#include <algorithm>
#include <cmath>
#include <numbers>

#include "html/figures.hpp"
#include "html/notices.hpp"
#include "html/parts.hpp"

namespace thingwall::html {
namespace {

double doublings(double log_odds) {
    return log_odds / std::numbers::ln2;
}

/// One scale of doublings of the odds for all bars of a figure.
struct Scale {
    double least = -6, most = 4;
    [[nodiscard]] double percent(double log_odds) const {
        return 100 * (std::clamp(doublings(log_odds), least, most) - least) / (most - least);
    }
};

Scale scale_of(const Evidence& figure) {
    double sum = figure.start_log_odds, lowest = sum, highest = sum;
    for (const auto& row : figure.rows) {
        sum += row.log_odds;
        lowest = std::min(lowest, sum);
        highest = std::max(highest, sum);
    }
    return {std::min(-6.0, std::floor(doublings(lowest)) - 1), std::max(4.0, std::ceil(doublings(highest)) + 1)};
}

std::string in_100(double log_odds) {
    return std::to_string(chance_in_100(log_odds)) + t(" in 100");
}

/// "+3.2", with a minus that is as wide as the plus.
std::string signed_one_decimal(double value) {
    const std::string digits = [&] {
        const long long tenths = std::llround(std::abs(value) * 10);
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    }();
    return (value < 0 && digits != "0.0" ? "\u2212" : "+") + digits;
}

/// Odds as people can read them: two figures that mean something.
std::string times(double log_odds) {
    const double factor = std::exp(log_odds);
    if (factor >= 9.95) return std::to_string(std::llround(factor));
    if (factor >= 0.095) return svg_number(std::round(factor * 10) / 10);
    return factor < 0.005 ? "0.005" : svg_number(factor);
}

void heading_scale(Writer& page, const Scale& scale) {
    struct Tick {
        double chance;
        const char* words;
    };
    // even chances first: where two ticks would touch, the one nearer to it stays
    static constexpr Tick ticks[] = {{0.5, "even"}, {0.2, "20"},  {0.8, "80"},   {0.03, "3"},
                                     {0.9, "90"},   {0.99, "99"}, {0.001, "0.1"}};
    std::vector<double> taken;
    Svg svg(page, 16, "tw-chart tw-scale", {});
    for (const auto& tick : ticks) {
        const double x = scale.percent(std::log(tick.chance / (1 - tick.chance)));
        const bool free =
            x > 3 && x < 97 &&
            std::none_of(taken.begin(), taken.end(), [&](double other) { return std::abs(other - x) < 9; });
        if (!free) continue;
        taken.push_back(x);
        svg.words(x, 13, tick.words, "tw-c-quiet tw-c-mid");
    }
}

void bar(Writer& page, const Scale& scale, double from, double to, bool start) {
    Svg svg(page, 20, "tw-chart", {});
    svg.upright(scale.percent(0), -12, 32, "tw-c-line");
    const double a = scale.percent(std::min(from, to)), b = scale.percent(std::max(from, to));
    if (start)
        svg.bar(a - 0.8, 3, 1.6, 14, "tw-c-start");
    else
        svg.bar(a, 3, std::max(b - a, 0.4), 14, to >= from ? "tw-c-for" : "tw-c-against");
}

struct Line {
    std::string compared, saw, effect;
    double before = 0, after = 0;
    bool start = false;
};

void table_of_weights(Writer& page, const Evidence& figure) {
    DataTable data{.caption = t("Strength of evidence in doublings of the odds"),
                   .headings = {t("Evidence"), t("Doublings"), t("Odds times")},
                   .numbers = {false, true, true},
                   .rows = {}};
    double sum = figure.start_log_odds;
    data.rows.push_back({t("Where we start"), signed_one_decimal(doublings(sum)), times(sum)});
    for (const auto& row : figure.rows) {
        data.rows.push_back({row.compared, signed_one_decimal(doublings(row.log_odds)), times(row.log_odds)});
        sum += row.log_odds;
    }
    data.rows.push_back({t("All together"), signed_one_decimal(doublings(sum)), times(sum)});
    Writer inside{4096};
    if (!figure.how.empty()) inside.markup("<p>").text(figure.how).markup("</p>\n");
    data_table(inside, data, TableLook::stacked);
    details(page, {.summary = t("How this is worked out"), .text = std::move(inside), .classes = "tw-details"});
}

}  // namespace

int chance_in_100(double log_odds) {
    if (std::isnan(log_odds)) return 50;
    return static_cast<int>(std::clamp(std::lround(100 / (1 + std::exp(-log_odds))), 1L, 99L));
}

std::string effect_in_words(double log_odds) {
    const double factor = std::exp(std::abs(log_odds));
    const bool likelier = log_odds > 0;
    if (factor < 1.05) return t("makes no difference");
    if (factor < 1.25) return likelier ? t("a little more likely") : t("a little less likely");
    if (!likelier) {
        if (factor < 1.75) return t("less likely");
        if (factor < 2.5) return t("half as likely");
        if (factor < 3.5) return t("a third as likely");
        if (factor < 4.5) return t("a quarter as likely");
        if (factor < 9.5) return t("much less likely");
        return t("hardly likely");
    }
    if (factor >= 1.95 && factor < 2.05) return t("twice as likely");
    if (factor < 3) return svg_number(std::round(factor * 10) / 10) + t(" times as likely");
    return std::to_string(std::llround(std::min(factor, 1e9))) + t(" times as likely");
}

void evidence(Writer& page, const Evidence& figure) {
    const Scale scale = scale_of(figure);
    std::vector<Line> lines{
        {t("Where we start"), figure.start_saw, {}, figure.start_log_odds, figure.start_log_odds, true}};
    double sum = figure.start_log_odds;
    for (const auto& row : figure.rows) {
        lines.push_back({row.compared, row.saw, row.effect.empty() ? effect_in_words(row.log_odds) : row.effect, sum,
                         sum + row.log_odds, false});
        sum += row.log_odds;
    }

    page.open("<table role=\"table\" class=\"tw-table tw-stack tw-evidence\">", {{"id", figure.id}});
    page.markup("<caption class=\"govuk-visually-hidden\">")
        .text(t("Evidence, piece by piece, with the chance that both are the same exercise"))
        .markup("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">")
        .text(t("What we compared"))
        .markup("</th><th role=\"columnheader\" scope=\"col\">")
        .text(t("What we saw"))
        .markup("</th><th role=\"columnheader\" scope=\"col\">")
        .text(t("Effect"))
        .markup("</th><th role=\"columnheader\" scope=\"col\" class=\"tw-wf\">");
    heading_scale(page, scale);
    page.markup("<span class=\"govuk-visually-hidden\">")
        .text(t("Chance, drawn"))
        .markup("</span></th><th role=\"columnheader\" scope=\"col\" class=\"tw-num\">")
        .text(t("Chance so far"))
        .markup("</th></tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (const auto& line : lines) {
        page.markup("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><b>").text(line.compared);
        page.markup("</b></th><td role=\"cell\">").text(line.saw).markup("</td>");
        page.open("<td role=\"cell\">", {{"data-label", t("Effect")}})
            .text(line.effect)
            .markup("</td><td role=\"cell\" class=\"tw-wf\">");
        bar(page, scale, line.before, line.after, line.start);
        page.markup("</td>").open("<td role=\"cell\" class=\"tw-num\">", {{"data-label", t("Chance so far")}});
        page.text(in_100(line.after)).markup("</td></tr>\n");
    }
    page.markup("</tbody>\n<tfoot role=\"rowgroup\"><tr role=\"row\"><th role=\"rowheader\" scope=\"row\">")
        .text(t("All together"))
        .markup("</th><td role=\"cell\" colspan=\"3\">")
        .text(figure.verdict)
        .markup("</td><td role=\"cell\" class=\"tw-num\">")
        .text(in_100(sum))
        .markup("</td></tr></tfoot>\n</table>\n");
    table_of_weights(page, figure);
}

}  // namespace thingwall::html
