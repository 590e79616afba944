#include <set>

#include "builders.hpp"
#include "places/postcodes.hpp"
#include "places/tables.hpp"

namespace thingwall::places {
namespace {

using namespace test;

bool is_ward(std::string_view code) {
    static const std::set<std::string, std::less<>> wards{"W1", "W2", "W3"};
    return wards.contains(code);
}

TEST(MembersOfAreas, AForumIsTheWardsThatNameIt) {
    Report report("forums.csv");
    const auto forums =
        read_members("forum,forum_name,ward,evidence\nF2,Second,W3,minutes\nF1,First,W2,minutes\nF1,First,W1,\n",
                     is_ward, {}, report);
    ASSERT_TRUE(forums) << describe(forums.error());
    ASSERT_EQ(forums->size(), 2u);
    EXPECT_EQ((*forums)[0].name, "First");
    EXPECT_EQ((*forums)[0].members, (std::vector<std::string>{"W1", "W2"}));
}

TEST(MembersOfAreas, AWithdrawnCodeAndAMemberOfTwoAreBothSaidAndNothingIsTaken) {
    Report report("forums.csv");
    const auto forums = read_members("forum,ward\nF1,W1\nF1,W9\nF2,W1\n", is_ward, {}, report);
    ASSERT_FALSE(forums);
    ASSERT_EQ(forums.error().fields.size(), 2u);
    EXPECT_EQ(forums.error().fields[0].field, "forums.csv, line 3, ward");
    EXPECT_THAT(forums.error().fields[1].message, testing::HasSubstr("belongs to F1 already (line 2)"));
}

TEST(MembersOfAreas, AMemberMayBelongToTwoWhereTheLayerMayOverlap) {
    Report report;
    MemberReading how;
    how.may_overlap = true;
    EXPECT_TRUE(read_members("forum,ward\nF1,W1\nF2,W1\n", is_ward, how, report));
}

TEST(Residents, AreTakenByCodeWhateverTheColumnsAreCalled) {
    Report report;
    const auto people =
        read_residents("\xef\xbb\xbf\"geography code\";\"All usual residents\"\nB2;1,200\nB1;300\nE99;5\n",
                       {"B1", "B2", "B3"}, report);
    ASSERT_TRUE(people) << describe(people.error());
    EXPECT_EQ(*people, (std::vector<double>{300, 1200, 0}));
    EXPECT_EQ(report.count(Severity::left_out), 2u) << "the row from elsewhere and the small area without one";
}

TEST(Residents, ANegativeFigureAndTwoFiguresForOneAreaAreRefused) {
    Report report("pop.csv");
    const auto people = read_residents("code,residents\nB1,-3\nB2,4\nB2,5\n", {"B1", "B2"}, report);
    ASSERT_FALSE(people);
    EXPECT_EQ(people.error().fields.size(), 2u);
}

TEST(Residents, AFileWithoutHeadingsIsRefusedAndNobodyIsLost) {
    for (const char* file : {"B1,278\nB2,331\n", "E00036010,278\nE00036011,331\n", "WYS00001,12\n"}) {
        Report report("people.csv");
        const auto people = read_residents(file, {"B1", "B2"}, report);
        ASSERT_FALSE(people) << file;
        ASSERT_EQ(people.error().fields.size(), 1u);
        EXPECT_EQ(people.error().fields[0].field, "people.csv, line 1");
        EXPECT_THAT(people.error().fields[0].message, testing::HasSubstr("like code,residents"));
    }
    Report report;
    EXPECT_TRUE(read_residents("OA21CD,2021\nB1,278\n", {"B1"}, report)) << "a year is a heading beside a word";
    EXPECT_FALSE(read_members("F1,W1\nF1,W2\n", is_ward, {}, report));
}

TEST(Residents, SmallAreasWithARowWithoutOneAndRowsFromElsewhereAreCounted) {
    Report report;
    ResidentRows rows;
    ASSERT_TRUE(read_residents("code,residents\nB1,3\nE9,4\nE8,4\n", {"B1", "B2", "B3", "B4"}, report, &rows));
    EXPECT_EQ(rows.with_row, 1u);
    EXPECT_EQ(rows.without_row, 3u);
    EXPECT_EQ(rows.elsewhere, 2u);
}

TEST(MembersOfAreas, ALongNameAndALongCodeAreRefusedWithTheirLines) {
    Report report("forums.csv");
    const std::string file =
        "forum,forum_name,ward\nF1," + std::string(2'500, 'x') + ",W1\n" + std::string(61, 'F') + ",Second,W2\n";
    const auto forums = read_members(file, is_ward, {}, report);
    ASSERT_FALSE(forums);
    ASSERT_EQ(forums.error().fields.size(), 2u);
    EXPECT_EQ(forums.error().fields[0].field, "forums.csv, line 2, forum_name");
    EXPECT_EQ(forums.error().fields[1].field, "forums.csv, line 3, forum");
}

TEST(Postcodes, CodePointOpenIsReadWithItsHeadingsAndWithout) {
    Report report;
    const auto headed = read_postcodes(
        "postcode,positional_quality,eastings,northings,district,ward\nCH411DB,10,331500,389900,E08,E05\n\"CH1 "
        "1AA\",10,340000,366000,E08,E05\n",
        report);
    const auto bare =
        read_postcodes("\"CH411DB\",10,331500,389900,\"E92\",\"\",\"E18\",\"\",\"E08\",\"E05\"\n", report);
    ASSERT_TRUE(headed) << describe(headed.error());
    ASSERT_TRUE(bare) << describe(bare.error());
    EXPECT_EQ(headed->size(), 2u);
    EXPECT_EQ(headed->find(*Postcode::parse("ch41 1db")), (Point{331500, 389900}));
    EXPECT_EQ(headed->find(*Postcode::parse("CH1 1AA")), (Point{340000, 366000}));
    EXPECT_EQ(bare->find(*Postcode::parse("CH41 1DB")), (Point{331500, 389900}));
    EXPECT_FALSE(headed->find(*Postcode::parse("CH41 1DD")));
}

TEST(Postcodes, OnspdIsReadByItsHeadingsAndKeepsWhenAPostcodeEnded) {
    Report report;
    const auto read = read_postcodes(
        "pcd,pcd2,pcds,dointr,doterm,oscty,oseast1m,osnrth1m,osgrdind\n"
        "CH411DB,CH41 1DB,CH41 1DB,198001,,E99,331500,389900,1\n"
        "CH411DX,CH41 1DX,CH41 1DX,198001,199606,E99,331600,389900,1\n"
        "BT1 1AA,BT1  1AA,BT1 1AA,198001,,N99,,,9\n",
        report);
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->size(), 2u);
    EXPECT_EQ(read->ended(*Postcode::parse("CH411DX")), 199606);
    EXPECT_FALSE(read->ended(*Postcode::parse("CH411DB")));
    EXPECT_EQ(report.count(Severity::left_out), 1u);
}

TEST(Postcodes, WrongRowsAreAllSaidWithTheirLines) {
    Report report("codepo.csv");
    const auto read =
        read_postcodes("postcode,eastings,northings\nCH411DB,331500,389900\nNOWHERE,1,2\nCH411DD,abc,389900\n", report);
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().fields.size(), 2u);
    EXPECT_EQ(read.error().fields[0].field, "codepo.csv, line 3, postcode");

    Report old("old.csv");
    const auto refused = read_postcodes("postcode,eastings,northings\nCaf\xE9,1,2\n\x9D,1,2\n", old);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields[0].message, "\"Café\" is no full postcode");
    EXPECT_EQ(refused.error().fields[1].message, "what stands there is no full postcode") << "it is no text";
}

TEST(Postcodes, StoredBytesComeBackAndDamageIsFound) {
    std::vector<Postcodes::Entry> entries;
    for (std::uint32_t i = 0; i < 5000; ++i)
        entries.push_back(
            {i * 30'011u, static_cast<std::int32_t>(i), static_cast<std::int32_t>(i * 2), i % 10 == 0 ? 199801 : 0});
    const Postcodes made(entries);
    std::string bytes = made.to_bytes();

    const auto back = Postcodes::from_bytes(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->size(), 5000u);
    EXPECT_EQ(back->at(10).ended, 199801);
    EXPECT_EQ(back->at(4999).north, 9998);

    for (const std::size_t place : {std::size_t{0}, std::size_t{9}, bytes.size() / 2, bytes.size() - 1}) {
        std::string damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        EXPECT_FALSE(Postcodes::from_bytes(damaged)) << place;
    }
    EXPECT_FALSE(Postcodes::from_bytes(std::string_view(bytes).substr(0, 100)));
}

}  // namespace
}  // namespace thingwall::places
