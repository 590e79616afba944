#include "overlap/burden_months.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "asks.hpp"

namespace thingwall::overlap {
namespace {

using tests::areas;
using tests::day;

AskedOnce asked(const char* first, const char* last, std::uint32_t extent, double minutes = 0) {
    return {day(first).number(), day(last).number(), extent, minutes};
}

const std::vector<double> residents{100, 300, 0, 600};

TEST(TheBurdenOfAMonth, CountsWhatReachesHalfOfAPlaceAndAddsUpWhatReachesLess) {
    const std::vector<Extent> extents{areas({0}), areas({0, 1})}, places{areas({0, 1}), areas({0}), areas({2})};
    const std::vector<AskedOnce> asks{asked("2026-03-31", "2026-04-01", 0, 8), asked("2026-04-10", "2026-04-10", 1, 4)};

    const auto loads = load_by_period(asks, extents, residents, places, {Month::of(day("2026-03-01")), 3, 1});

    const Load nothing{};
    EXPECT_EQ(loads[0], (Load{0, 0.25, 2})) << "a quarter of the residents";
    EXPECT_EQ(loads[1], (Load{1, 1.25, 6}));
    EXPECT_EQ(loads[2], nothing);
    EXPECT_EQ(loads[3], (Load{1, 1, 8}));
    EXPECT_EQ(loads[4], (Load{2, 2, 12}));
    for (std::size_t m = 6; m < 9; ++m) EXPECT_EQ(loads[m], nothing) << "nobody lives there";
}

TEST(TheBurdenOfAMonth, TakesInWhatBeganBeforeAndEndsAfterTheMonthsShown) {
    const std::vector<Extent> extents{areas({0})};
    const std::vector<AskedOnce> asks{asked("2020-01-01", "2030-12-31", 0), asked("2026-02-01", "2026-02-28", 0),
                                      asked("2026-06-01", "2026-06-02", 0)};

    const auto loads = load_by_period(asks, extents, residents, extents, {Month::of(day("2026-03-01")), 3, 1});

    for (const auto& load : loads) EXPECT_EQ(load.times, 1);
}

TEST(TheBurdenOfAMonth, IsWhatCountingDayByDayAndResidentByResidentGives) {
    std::mt19937 random(7);
    auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
    std::vector<Extent> extents, places;
    auto some = [&] {
        Extent extent;
        for (std::uint32_t area = 0; area < residents.size(); ++area)
            if (upto(2) == 0) extent.push_back({area, upto(2) == 0 ? 1.0F : 0.5F});
        return extent;
    };
    for (int i = 0; i < 20; ++i) extents.push_back(some());
    for (int i = 0; i < 8; ++i) places.push_back(some());
    std::vector<AskedOnce> asks;
    const auto begin = day("2025-11-01").number();
    for (int i = 0; i < 300; ++i) {
        const int first = begin + upto(500);
        asks.push_back({first, first + upto(200), static_cast<std::uint32_t>(upto(20)), static_cast<double>(upto(30))});
    }
    for (const int each : {1, 3}) {
        const Periods periods{Month::of(day("2026-01-01")), 5, each};

        const auto loads = load_by_period(asks, extents, residents, places, periods);

        for (std::size_t p = 0; p < places.size(); ++p)
            for (int m = 0; m < periods.count; ++m) {
                const auto first = periods.first_of(m).first_day().number(),
                           last = periods.first_of(m + 1).first_day().number() - 1;
                Load expected;
                for (const auto& ask : asks) {
                    bool meets = false;
                    for (int d = ask.first; d <= ask.last && !meets; ++d) meets = d >= first && d <= last;
                    if (!meets) continue;
                    double both = 0, all = 0;
                    for (const auto& part : places[p]) {
                        all += residents[part.area] * part.share;
                        for (const auto& reached : extents[ask.extent])
                            if (reached.area == part.area) both += residents[part.area] * part.share * reached.share;
                    }
                    if (all <= 0) continue;
                    expected.times += both / all >= 0.5 ? 1 : 0;
                    expected.asks += both / all;
                    expected.minutes += both / all * ask.minutes;
                }
                const auto& load = loads[p * 5 + static_cast<std::size_t>(m)];
                EXPECT_EQ(load.times, expected.times);
                EXPECT_NEAR(load.asks, expected.asks, 1e-9);
                EXPECT_NEAR(load.minutes, expected.minutes, 1e-7);
            }
    }
}

TEST(TheQuieterWeeks, AreTheLeastAskedOnesAndDoNotShareADay) {
    const std::vector<AskedOnce> asks{asked("2026-03-01", "2026-03-31", 0), asked("2026-03-10", "2026-05-03", 0)};

    const auto runs = quiet_runs(asks, day("2026-03-04"), 12, 28, 2);

    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(describe(runs[0].days), "6 April to 3 May 2026") << "Monday after the first has ended";
    EXPECT_EQ(runs[0].times, 1);
    EXPECT_EQ(describe(runs[1].days), "4 to 31 May 2026");
    EXPECT_EQ(runs[1].times, 0);
}

}  // namespace
}  // namespace thingwall::overlap
