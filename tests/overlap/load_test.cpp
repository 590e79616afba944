#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "overlap/kin.hpp"
#include "overlap/load.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::string_view cells = "cell_id,population\nE1,120\nE2,80\n";
constexpr std::string_view places = "place_id,name,cells\n1,Harbour,E1 E2\n2,Millrace,E2\n";

std::vector<std::string> faults_of(std::string_view activities, std::string_view its_places = places,
                                   std::string_view its_cells = cells) {
    auto read = read_register({activities, its_places, its_cells});
    std::vector<std::string> said;
    if (!read)
        for (const auto& fault : read.error().fields) said.push_back(fault.field + ": " + fault.message);
    return said;
}

TEST(ReadingARegister, AnActivityIsReadWithAllThatItSays) {
    auto read =
        read_register({"id,title,org,partners,theme,place_ids,audience_codes,start,end,part_of,method\n"
                       "a7,Bins,Council,NHS;Police,Waste,1;2,older;all,2010-03-01,2010-03-31,,Panel; Post\n"
                       "a8,Wheels,NHS,,,2,,2010,,a7,\n",
                       places, cells});

    ASSERT_TRUE(read) << describe(read.error());
    ASSERT_EQ(read->asks.size(), 2U);
    const auto& bins = read->asks[0];
    EXPECT_EQ(read->ids, (std::vector<std::string>{"a7", "a8"}));
    EXPECT_EQ(bins.joint.size(), 2U);
    EXPECT_EQ(bins.joint[0], read->asks[1].organisation);
    EXPECT_EQ(bins.audience_codes, (std::vector<std::string>{"older", "all"}));
    EXPECT_EQ(bins.methods, (std::vector<std::string>{"Panel", "Post"}));
    EXPECT_EQ(bins.extent.size(), 3U);
    EXPECT_EQ(read->asks[1].umbrella, bins.id);
    EXPECT_EQ(to_iso(read->asks[1].first), "2010-01-01") << "a bare year begins in January";
    EXPECT_FALSE(read->asks[1].last);
    EXPECT_EQ(read->residents, (std::vector<double>{120, 80}));
}

TEST(ReadingARegister, AYearOrMonthAloneEndsOnItsLastDay) {
    auto read = read_register({"id,title,org,start,end\n1,A,B,2010-02,2012-02\n2,A,B,,2010\n", places, cells});

    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(to_iso(read->asks[0].first), "2010-02-01");
    EXPECT_EQ(to_iso(*read->asks[0].last), "2012-02-29");
    EXPECT_EQ(to_iso(*read->asks[1].last), "2010-12-31");
    EXPECT_LT(read->asks[1].first, *read->asks[1].last);
}

TEST(ReadingARegister, EveryFaultIsSaidAtOnceWithFileRowAndColumn) {
    auto said = faults_of(
        "id,title,org,start,end,place_ids,part_of\n"
        "1,,Council,2010-02-30,,1,\n"
        "1,Bins,,2010-03-01,2010-02-01,9,44\n",
        places, "cell_id,population\nE1,many\nE2,80\n");

    const std::vector<std::string> begins{
        "cells.csv, row 2, column population",     "activities.csv, row 2, column title",
        "activities.csv, row 2, column start",     "activities.csv, row 3, column id",
        "activities.csv, row 3, column org",       "activities.csv, row 3, column end",
        "activities.csv, row 3, column place_ids", "activities.csv, row 3, column part_of"};
    ASSERT_EQ(said.size(), begins.size()) << listed(said);
    for (const auto& begin : begins)
        EXPECT_TRUE(std::ranges::any_of(said, [&](const std::string& one) { return one.starts_with(begin); })) << begin;
}

TEST(ReadingARegister, AHeadingThatIsMissingIsNamed) {
    auto said = faults_of("id,name\n1,Bins\n", "place_id,cells\n1,E7\n");

    ASSERT_EQ(said.size(), 4U) << listed(said);
    EXPECT_TRUE(said[0].starts_with("places.csv, row 2, column cells: There is no small area \"E7\"")) << said[0];
    EXPECT_NE(said[1].find("There is no column \"title\""), std::string::npos) << said[1];
}

TEST(Kinship, ACommonStrategyThatManyMentionIsNoParent) {
    Ask child, strategy;
    child.title = "Bins in spring",
    child.description = "The exercise forms part of the Sustainable Community Strategy.";
    strategy.title = "A new sustainable community strategy for all";

    EXPECT_FALSE(says_part_of(read_kin(child), read_kin(strategy)));
}

TEST(Kinship, TwoEventsOfOneQuotedParentAreSiblingsThoughNobodyRegisteredIt) {
    Ask one, other, stranger;
    one.description = "This event is part of “Our Health, Our Say”.";
    other.description = "One of the \"Our Health, Our Say\" events.";
    stranger.description = "Part of \"Clean Streets Month\".";

    EXPECT_TRUE(same_parent(read_kin(one), read_kin(other)));
    EXPECT_FALSE(same_parent(read_kin(one), read_kin(stranger)));
}

}  // namespace
}  // namespace thingwall::overlap
