#include "overlap/burden.hpp"

#include <gmock/gmock.h>

#include "asks.hpp"

namespace thingwall::overlap {
namespace {

using tests::areas;
using tests::day;

Ask ask(const char* first, const char* last, Extent extent) {
    Ask made;
    made.first = day(first);
    if (*last != 0) made.last = day(last);
    made.extent = std::move(extent);
    return made;
}

const std::vector<double> residents{100, 300, 0};
const std::vector<PlaceExtent> two_places{{"1", "ward", "West", areas({0, 1})}, {"2", "site", "Pier", areas({2})}};

std::vector<std::string> in_words(const std::vector<QuarterLoad>& loads) {
    std::vector<std::string> words;
    for (const auto& load : loads)
        words.push_back(two_places[load.place].id + " " + describe(load.quarter) + " " +
                        std::to_string(load.asks_per_resident));
    return words;
}

TEST(TheBurden, CountsAnActivityInEveryQuarterThatItsDaysMeetForTheResidentsItReaches) {
    auto loads = load_by_quarter(std::vector{ask("2010-03-31", "2010-04-01", areas({0}))}, residents, two_places);

    EXPECT_THAT(in_words(loads), testing::ElementsAre("1 2010Q1 0.250000", "1 2010Q2 0.250000"));
}

TEST(TheBurden, AddsActivitiesUpAndCountsAPartOfASmallAreaForThatPart) {
    Extent half = areas({0, 1});
    half[1].share = 0.5F;
    std::vector<Ask> asks{ask("2010-01-01", "2010-01-01", areas({0, 1})), ask("2010-02-01", "2010-02-03", half)};

    EXPECT_THAT(in_words(load_by_quarter(asks, residents, two_places)), testing::ElementsAre("1 2010Q1 1.625000"));
}

TEST(TheBurden, CountsNobodyTwiceWhereAnActivityNamesTwoPlacesThatShareGround) {
    std::vector<Ask> asks{ask("2010-01-01", "2010-01-31", areas({0, 1, 1, 0}))};

    EXPECT_THAT(in_words(load_by_quarter(asks, residents, two_places)), testing::ElementsAre("1 2010Q1 1.000000"));
}

TEST(TheBurden, TakesAnActivityWithoutAnEndToLastAsLongAsIsUsual) {
    std::vector<Ask> asks{ask("2010-02-15", "", areas({0, 1}))};

    EXPECT_EQ(load_by_quarter(asks, residents, two_places, 60).size(), 2U);
    EXPECT_EQ(load_by_quarter(asks, residents, two_places, 14).size(), 1U);
}

TEST(TheBurden, HasNoRowsWhereNobodyLivesOrNobodyAsks) {
    EXPECT_TRUE(load_by_quarter({}, residents, two_places).empty());
    EXPECT_TRUE(
        load_by_quarter(std::vector{ask("2010-01-01", "2010-01-31", areas({2}))}, residents, two_places).empty());
}

}  // namespace
}  // namespace thingwall::overlap
