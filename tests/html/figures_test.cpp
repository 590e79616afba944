#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "html/components.hpp"
#include "html/thin.hpp"

namespace thingwall::html {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string made(const std::function<void(Writer&)>& content) {
    Writer page{16384};
    content(page);
    return page.take();
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

DateRange days(int first_month, int first_day, int last_month, int last_day, int last_year = 2026) {
    return *DateRange::make(*Date::make(2026, first_month, first_day), *Date::make(last_year, last_month, last_day));
}

TEST(ANumberInAPicture, IsWrittenWithAPointAndNeverAsNotANumber) {
    EXPECT_EQ(svg_number(12), "12");
    EXPECT_EQ(svg_number(12.345), "12.35");
    EXPECT_EQ(svg_number(-0.04), "-0.04");
    EXPECT_EQ(svg_number(-0.001), "0");
    EXPECT_EQ(svg_number(1.5), "1.5");
    EXPECT_EQ(svg_number(std::numeric_limits<double>::quiet_NaN()), "0");
    EXPECT_EQ(svg_number(std::numeric_limits<double>::infinity()), "0");
    EXPECT_EQ(svg_percent(33.333), "33.33%");
}

TEST(ABoundary, IsDrawnWithoutPointsThatCannotBeToldApart) {
    SvgPath path;
    path.ring({{0, 0}, {0.1, 0}, {10, 0}, {10, 10.04}, {10.05, 10.1}, {0, 10}, {0.05, 0.1}});
    EXPECT_EQ(path.text(), "M0 0 10 0 10.1 10.1 0 10Z");
}

TEST(ABoundary, ThatRunsFarBeyondItsPictureIsCutOffOutOfSight) {
    const Ring coast{{-1000, 50}, {50, 40}, {1000, 50}, {1000, 5000}, {-1000, 5000}};
    const Ring seen = within(coast, {100, 100});
    ASSERT_EQ(seen.size(), 5u);
    for (const auto& corner : seen) {
        EXPECT_GE(corner.x, -20);
        EXPECT_LE(corner.x, 120);
        EXPECT_LE(corner.y, 120);
    }
    EXPECT_TRUE(within({{500, 0}, {600, 0}, {600, 100}}, {100, 100}).empty());
}

TEST(ABoundary, OfALongWobblyCoastKeepsWhatIsSeen) {
    Ring coast;
    for (int i = 0; i <= 1000; ++i) coast.push_back({i / 10.0, 0.2 * (i % 2)});
    coast.push_back({50, 40});
    const Ring corners = thinned(coast, 1.0 / 3);
    EXPECT_LE(corners.size(), 4u);
    EXPECT_GE(corners.size(), 3u);
}

TEST(ABoundary, OfFewerThanThreePointsIsNotDrawn) {
    SvgPath path;
    path.ring({{0, 0}, {5, 5}});
    path.ring({{0, 0}, {0.1, 0.1}, {0.2, 0}, {0.1, 0}});
    EXPECT_EQ(path.text(), "");
}

TEST(DaysInCommon, SayWhoAsksWhenAndHowManyDaysAreSharedInWordsBarsAndTable) {
    const auto page = made([](Writer& out) {
        days_in_common(out, {.ours = {"NHS Wyremouth", days(11, 2, 11, 27)},
                             .theirs = {"Voluntary <Action>", days(11, 9, 12, 4)},
                             .this_year = 2026});
    });

    EXPECT_THAT(
        page,
        HasSubstr("<title id=\"days-title\">NHS Wyremouth asks from 2 to 27 November, Voluntary &lt;Action&gt; from 9 "
                  "November to 4 December; 9 to 27 November, 19 days, are in common.</title>"));
    // seven weeks from Monday 26 October: 14 days before the second of November is one seventh
    EXPECT_THAT(page, HasSubstr("<rect class=\"tw-c-ours\" x=\"14.29%\" y=\"45\" width=\"53.06%\" height=\"22\">"));
    EXPECT_THAT(page, HasSubstr("<rect class=\"tw-c-shared\" x=\"28.57%\" y=\"124\" width=\"38.78%\" height=\"22\">"));
    EXPECT_THAT(page, HasSubstr("Dates as a table"));
    EXPECT_THAT(page, HasSubstr("In common</th><td role=\"cell\" data-label=\"From\">Monday 9 November</td>"));
    EXPECT_THAT(page, HasSubstr("data-label=\"Days\">19</td>"));
}

TEST(DaysInCommon, OfTwoThatDoNotMeetSayThatNoneAre) {
    const auto page = made([](Writer& out) {
        days_in_common(
            out,
            {.ours = {"Police", days(3, 2, 3, 27)}, .theirs = {"Fire", days(12, 9, 2, 4, 2027)}, .this_year = 2026});
    });

    EXPECT_THAT(page, HasSubstr("no days are in common."));
    EXPECT_THAT(page, Not(HasSubstr("tw-c-shared")));
    EXPECT_THAT(page, HasSubstr("Police: 2 to 27 Mar<"));
    EXPECT_THAT(page, HasSubstr("9 Dec to 4 Feb 2027")) << "the year only where it is another";
}

TEST(Evidence, AddsUpToTheChanceThatIsShownLast) {
    const double doubling = std::log(2.0);

    const auto page = made([&](Writer& out) {
        evidence(out, {.start_saw = "About 3 in 100",
                       .start_log_odds = -5 * doubling,
                       .rows = {{"Subject", "Both chose <GP>", 6 * doubling},
                                {"Method", "A survey and groups", -1 * doubling}},
                       .verdict = "As likely as not"});
    });

    EXPECT_THAT(page, HasSubstr("Both chose &lt;GP&gt;"));
    EXPECT_THAT(page, HasSubstr("64 times as likely"));
    EXPECT_THAT(page, HasSubstr("half as likely"));
    EXPECT_THAT(page, HasSubstr("67 in 100</td></tr>\n")) << "two to one after the first piece";
    EXPECT_THAT(page, HasSubstr("50 in 100</td></tr></tfoot>"));
    EXPECT_EQ(count(page, "tw-c-for\""), 1u);
    EXPECT_EQ(count(page, "tw-c-against\""), 1u);
    EXPECT_THAT(page, HasSubstr("\u22121.0")) << "the table of weights";
}

TEST(AChance, IsNeverSaidToBeNoneOrCertain) {
    EXPECT_EQ(chance_in_100(1.658), 84);
    EXPECT_EQ(chance_in_100(0), 50);
    EXPECT_EQ(chance_in_100(40), 99);
    EXPECT_EQ(chance_in_100(-40), 1);
    EXPECT_EQ(chance_in_100(std::numeric_limits<double>::infinity()), 99);
}

TEST(AnEffect, IsSaidAsAPersonWouldSayIt) {
    EXPECT_EQ(effect_in_words(std::log(9.2)), "9 times as likely");
    EXPECT_EQ(effect_in_words(std::log(2)), "twice as likely");
    EXPECT_EQ(effect_in_words(std::log(1.7)), "1.7 times as likely");
    EXPECT_EQ(effect_in_words(std::log(1.1)), "a little more likely");
    EXPECT_EQ(effect_in_words(0), "makes no difference");
    EXPECT_EQ(effect_in_words(std::log(1 / 1.2)), "a little less likely");
    EXPECT_EQ(effect_in_words(std::log(1.0 / 3)), "a third as likely");
}

TEST(MonthsOfAsking, MarkTheOneOverTheLimitAndSaySoInTheTable) {
    const MonthBars figure{
        .title = "Asked 4 times in November; the limit is 3",
        .what = "Times asked",
        .months = {{"Oct", "October 2026", 2}, {"Nov", "November 2026", 4}, {"Dec", "December 2026", 0}},
        .limit = 3};

    const auto bars = made([&](Writer& out) { month_bars(out, figure); });
    const auto dots = made([&](Writer& out) { month_dots(out, figure); });

    EXPECT_EQ(count(bars, "class=\"tw-c-over\""), 1u);
    EXPECT_EQ(count(bars, "class=\"tw-c-count\""), 1u) << "nothing is drawn for a month without any";
    EXPECT_THAT(bars, HasSubstr("limit 3"));
    EXPECT_EQ(count(dots, "<circle"), 6u) << "one for each time";
    EXPECT_EQ(count(dots, "tw-c-dot--over"), 1u);
    for (const auto& page : {bars, dots}) EXPECT_THAT(page, HasSubstr("3, passed"));
}

Ring square(double west, double south, double side) {
    return {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}};
}

TEST(AMap, HasNorthAboveAndFitsWhatItIsAbout) {
    const auto page = made([](Writer& out) {
        map_figure(out,
                   {.title = "Shared <ground>",
                    .shapes = {{MapFigure::Kind::land, {square(0, 0, 100'000)}},
                               {MapFigure::Kind::beyond, {square(500'000, 0, 1'000)}},
                               {MapFigure::Kind::ours, {square(50'000, 50'000, 1'000)}}},
                    .names = {{{50'500, 50'900}, "North"}, {{10, 10}, "Far away"}},
                    .key = {{MapFigure::Kind::ours, "NHS: Estuary health area"}},
                    .margin = 0,
                    .width = 100,
                    .table = DataTable{"Residents", {"Area", "Residents"}, {false, true}, {{"In both", "13,000"}}}});
    });

    EXPECT_THAT(page, HasSubstr("viewBox=\"0 0 100 100\""));
    EXPECT_THAT(page, HasSubstr("class=\"tw-m-ours\" d=\"M0 0 0 100 100 100 100 0Z\""));
    EXPECT_THAT(page, HasSubstr("<text class=\"tw-m-place\" x=\"50\" y=\"10\">North</text>"));
    EXPECT_THAT(page, Not(HasSubstr("Far away"))) << "a name outside the picture is left out";
    EXPECT_THAT(page, Not(HasSubstr("tw-m-beyond"))) << "so is land";
    EXPECT_THAT(
        page,
        HasSubstr("role=\"img\" aria-labelledby=\"map-title\"><title id=\"map-title\">Shared &lt;ground&gt;</title>"));
    EXPECT_THAT(page, HasSubstr("NHS: Estuary health area"));
    EXPECT_THAT(page, HasSubstr("The map as a table"));
    EXPECT_THAT(page, HasSubstr("13,000"));
}

TEST(AMap, OfALongThinAreaIsNoRibbon) {
    const auto page = made([](Writer& out) {
        small_map(out, {.title = "A river bank",
                        .shapes = {{MapFigure::Kind::here, {{{0, 0}, {10'000, 0}, {10'000, 10}, {0, 10}}}}},
                        .margin = 0,
                        .width = 200});
    });
    EXPECT_THAT(page, HasSubstr("viewBox=\"0 0 200 110\""));
}

TEST(AMap, OfNothingIsStillAPicture) {
    const auto page = made([](Writer& out) { small_map(out, {.title = "Nothing is open"}); });
    EXPECT_THAT(page, HasSubstr("<svg class=\"tw-map\" viewBox=\"0 0 600 "));
    EXPECT_THAT(page, Not(HasSubstr("nan")));
}

TEST(AShare, IsDrawnFromNoneToAll) {
    EXPECT_THAT(made([](Writer& out) { share_bar(out, 0.66, Whose::ours); }), HasSubstr("width=\"66%\""));
    EXPECT_THAT(made([](Writer& out) { share_bar(out, 7, Whose::theirs); }),
                HasSubstr("class=\"tw-c-theirs\" x=\"0%\" y=\"2\" width=\"100%\""));
}

}  // namespace
}  // namespace thingwall::html
