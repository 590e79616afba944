#include "builders.hpp"
#include "places/crosswalk.hpp"
#include "places/locator.hpp"
#include "places/outline.hpp"
#include "places/postcodes.hpp"

namespace thingwall::places {
namespace {

using namespace test;

// Wards W1 (blocks 1 and 2) and W2 (3 and 4); police areas P1 (block 1 and half of 2) and P2 (the other half and 3).
std::shared_ptr<const Atlas> wards_and_police() {
    AtlasInput input = four_blocks();
    input.layers.push_back(
        layer(2, LayerKind::ward, {{"W1", square(0, 0, 2000, 1000)}, {"W2", square(2000, 0, 2000, 1000)}}));
    input.layers.push_back(
        layer(3, LayerKind::police, {{"P1", square(0, 0, 1500, 1000)}, {"P2", square(1500, 0, 1500, 1000)}}));
    LayerInput forums;
    forums.id = LayerId{4};
    forums.facts.name = "Area forums";
    forums.facts.kind = LayerKind::area_forum;
    forums.members_of = LayerId{2};
    forums.areas.push_back({AreaId{4000}, "F1", "Forum", nullptr, {"W1", "W2"}});
    input.layers.push_back(std::move(forums));
    return Atlas::make(std::move(input));
}

Point at(double x, double y) {
    return {east0 + x, north0 + y};
}

TEST(WhoLivesWhere, AWardOfTwoSmallAreasHasTheirResidents) {
    const auto atlas = wards_and_police();
    const AtlasArea* ward = atlas->area(LayerId{2}, "W1");
    ASSERT_NE(ward, nullptr);
    EXPECT_DOUBLE_EQ(ward->residents, 300);
    EXPECT_EQ(ward->extent, (Extent{{0, 1}, {1, 1}}));
    EXPECT_DOUBLE_EQ(atlas->residents(), 1000);
}

TEST(WhoLivesWhere, AnAreaOfMembersAddsThemUp) {
    const auto atlas = wards_and_police();
    const AtlasArea* forum = atlas->area(LayerId{4}, "F1");
    ASSERT_NE(forum, nullptr);
    EXPECT_DOUBLE_EQ(forum->residents, 1000);
    EXPECT_EQ(forum->members.size(), 2u);
    EXPECT_NEAR(forum->shape.area_m2(), 4'000'000, 1e-3);
}

TEST(Meetings, BothSharesAndTheRemainderAddUpToAllWhoLiveThere) {
    const auto atlas = wards_and_police();

    const auto met = atlas->meetings(*atlas->area(LayerId{2}, "W2"), LayerId{3});

    ASSERT_EQ(met.size(), 2u);
    EXPECT_EQ(met[0].other->code, "P2");
    EXPECT_NEAR(met[0].residents, 300, 1e-9);
    EXPECT_NEAR(met[0].share_of_this, 3.0 / 7, 1e-9);
    EXPECT_NEAR(met[0].share_of_other, 300.0 / 400, 1e-9);
    EXPECT_EQ(met[1].other, nullptr) << "who lives in no police area comes last";
    EXPECT_NEAR(met[1].residents, 400, 1e-9);
    EXPECT_NEAR(met[0].share_of_this + met[1].share_of_this, 1, 1e-12);
}

TEST(Meetings, ASmallAreaThatALineCutsIsSharedOutByGroundAndSaysSo) {
    const auto atlas = wards_and_police();
    const auto met = atlas->meetings(*atlas->area(LayerId{3}, "P1"), LayerId{2});
    ASSERT_EQ(met.size(), 1u);
    EXPECT_NEAR(met[0].residents, 200, 1e-3);
    EXPECT_EQ(met[0].whole_blocks, 1u);
    EXPECT_EQ(met[0].cut_blocks, 1u);
}

TEST(Meetings, AnAreaOfMembersMeetsTheOtherLayerAsItsMembersDo) {
    const auto atlas = wards_and_police();
    const auto met = atlas->meetings(*atlas->area(LayerId{4}, "F1"), LayerId{3});
    ASSERT_EQ(met.size(), 3u);
    EXPECT_NEAR(met[0].residents + met[1].residents + met[2].residents, 1000, 1e-6);
    EXPECT_NEAR(met[0].share_of_other, 1, 1e-9);
}

TEST(Meetings, ALayerMeetsItselfOneToOne) {
    const auto atlas = wards_and_police();
    const auto met = atlas->meetings(*atlas->area(LayerId{2}, "W1"), LayerId{2});
    ASSERT_EQ(met.size(), 1u) << "areas that only touch share nothing";
    EXPECT_EQ(met[0].share_of_this, 1.0);
    EXPECT_EQ(met[0].share_of_other, 1.0);
}

TEST(Meetings, AnAreaWhereNobodyLivesHasNoSharesAndNoNonsense) {
    AtlasInput input = four_blocks();
    for (auto& [code, people] : input.residents) people = 0;
    input.layers.push_back(layer(2, LayerKind::ward, {{"W1", square(0, 0, 2000, 1000)}}));
    const auto atlas = Atlas::make(std::move(input));
    for (const Meeting& met : atlas->meetings(*atlas->area(LayerId{2}, "W1"), LayerId{1})) {
        EXPECT_EQ(met.residents, 0);
        EXPECT_EQ(met.share_of_this, 0);
    }
}

TEST(Meetings, WithoutResidentsGroundIsComparedInstead) {
    AtlasInput input;
    input.layers.push_back(layer(2, LayerKind::ward, {{"W1", square(0, 0, 2000, 1000)}}));
    input.layers.push_back(layer(3, LayerKind::police, {{"P1", square(500, 0, 3000, 1000)}}));
    const auto atlas = Atlas::make(std::move(input));
    const auto met = atlas->meetings(*atlas->area(LayerId{2}, "W1"), LayerId{3});
    ASSERT_EQ(met.size(), 2u);
    EXPECT_NEAR(met[0].share_of_this, 0.75, 1e-12);
    EXPECT_EQ(atlas->crosswalk(LayerId{2}, LayerId{3})->provenance.method, Method::area);
}

TEST(AreasThatMayOverlap, EachHasItsOwnResidentsAndSharesMayPassOne) {
    AtlasInput input = four_blocks();
    input.layers.push_back(layer(2, LayerKind::ward, {{"W1", square(0, 0, 4000, 1000)}}));
    input.layers.push_back(
        layer(3, LayerKind::police, {{"P1", square(0, 0, 3000, 1000)}, {"P2", square(1000, 0, 3000, 1000)}}, true));
    const auto atlas = Atlas::make(std::move(input));
    EXPECT_NEAR(atlas->area(LayerId{3}, "P1")->residents, 600, 1e-9);
    EXPECT_NEAR(atlas->area(LayerId{3}, "P2")->residents, 900, 1e-9);
}

TEST(FindingAnArea, APointOnABorderBelongsToTheFirstByCodeAlways) {
    const auto atlas = wards_and_police();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(atlas->area_at(LayerId{2}, at(2000, 500))->area->code, "W1");
    EXPECT_EQ(atlas->area_at(LayerId{2}, at(2000.001, 500))->area->code, "W2");
    EXPECT_EQ(atlas->area_at(LayerId{2}, at(0, 0))->area->code, "W1");
}

TEST(FindingAnArea, ADockJustOffTheWardIsFoundWithinTwoHundredMetresAndSaysHowFar) {
    const auto atlas = wards_and_police();
    EXPECT_FALSE(atlas->area_at(LayerId{2}, at(-150, 500)));
    const auto near = atlas->area_at(LayerId{2}, at(-150, 500), 200);
    ASSERT_TRUE(near);
    EXPECT_EQ(near->area->code, "W1");
    EXPECT_DOUBLE_EQ(near->metres_away, 150);
    EXPECT_FALSE(atlas->area_at(LayerId{2}, at(-250, 500), 200));
}

TEST(FindingAnArea, APointGivesItsAreaInEveryLayerAlsoThoseMadeOfMembers) {
    const auto atlas = wards_and_police();
    const auto found = atlas->areas_at(at(1600, 500));
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].area->code, "B2");
    EXPECT_EQ(found[2].area->code, "P2");
    EXPECT_EQ(found[3].area->code, "F1");
}

TEST(Locator, AHoleAndAPartBeyondAreWhatTheyAre) {
    Shape shape = square(0, 0, 1000, 1000);
    Ring hole = square(400, 400, 200, 200).parts[0].outer;
    std::ranges::reverse(hole);
    shape.parts[0].holes.push_back(hole);
    shape.parts.push_back(square(5000, 0, 10, 10).parts[0]);
    const Locator locator(shape);
    EXPECT_EQ(locator.where(at(500, 500)), Where::beyond);
    EXPECT_EQ(locator.where(at(400, 500)), Where::border);
    EXPECT_EQ(locator.where(at(300, 500)), Where::within);
    EXPECT_EQ(locator.where(at(5005, 5)), Where::within);
    EXPECT_EQ(locator.where(at(3000, 5)), Where::beyond);
    EXPECT_EQ(locator.where(at(500, 1000)), Where::border);
}

TEST(Footprints, AreasOfOneLayerAddUpAndDifferentLayersDoNotCountTwice) {
    const auto atlas = wards_and_police();
    const AreaId w1 = atlas->area(LayerId{2}, "W1")->id, p1 = atlas->area(LayerId{3}, "P1")->id,
                 p2 = atlas->area(LayerId{3}, "P2")->id;
    EXPECT_NEAR(atlas->residents_of(atlas->extent_of({{w1, p1}, {}, {}, false})), 300, 1e-6);
    EXPECT_NEAR(atlas->residents_of(atlas->extent_of({{p1, p2}, {}, {}, false})), 600, 1e-3);
    EXPECT_NEAR(atlas->residents_of(atlas->extent_of({{}, {}, {}, true})), 1000, 1e-9);
    EXPECT_TRUE(atlas->extent_of({{AreaId{99}}, {}, {}, false}).empty());
}

TEST(Footprints, ADrawnShapeAndARadiusTakeTheirShareOfEachSmallArea) {
    const auto atlas = wards_and_police();
    const auto drawn = atlas->extent_of({{}, {square(500, 0, 1000, 1000)}, {}, false});
    ASSERT_EQ(drawn.size(), 2u);
    EXPECT_FLOAT_EQ(drawn[0].share, 0.5f);
    EXPECT_FLOAT_EQ(drawn[1].share, 0.5f);
    const auto reach = atlas->extent_of({{}, {}, {{at(500, 500), 100}}, false});
    ASSERT_EQ(reach.size(), 1u);
    EXPECT_NEAR(reach[0].share, 3.14159265 * 100 * 100 / 1e6, 1e-6);
    EXPECT_NEAR(atlas->residents_shared(drawn, reach), 100 * 0.0314159, 1e-3);
}

TEST(Footprints, TheGroundOfTwoIsWhatBothCover) {
    EXPECT_NEAR(shared_ground(square(0, 0, 1500, 1000), square(1000, 0, 1000, 1000)).area_m2(), 500'000, 1e-3);
    EXPECT_TRUE(shared_ground(square(0, 0, 1000, 1000), square(1000, 0, 1000, 1000)).parts.empty());
}

TEST(Outlines, AFineCoastIsThinnedAndStaysInItsPicture) {
    Shape coast;
    Part part;
    for (int i = 0; i < 5000; ++i) {
        const double angle = i * 2 * 3.14159265358979 / 5000;
        const double reach = 1000 + (i % 2);  // a metre of noise
        part.outer.push_back({east0 + reach * std::cos(angle), north0 + reach * std::sin(angle)});
    }
    part.outer.push_back(part.outer.front());
    coast.parts.push_back(part);
    const Window window(coast.box(), 300, 300);

    const Outline lines = outline(coast, window);

    ASSERT_EQ(lines.size(), 1u);
    EXPECT_LT(lines[0].size(), 100u);
    EXPECT_GT(lines[0].size(), 12u);
    for (const auto& spot : lines[0]) {
        EXPECT_GE(spot.x, 7.9);
        EXPECT_LE(spot.x, 292.1);
    }
}

TEST(Outlines, ASquareIsASquareWithNorthAtTheTop) {
    const Window window(square(0, 0, 1000, 500).box(), 116, 200);
    EXPECT_EQ(path_data(square(0, 0, 1000, 500), window), "M8 8L8 58L108 58L108 8Z");
    const Point label = label_point(square(0, 0, 1000, 500));
    EXPECT_NEAR(label.north, north0 + 250, 30);
}

TEST(Outlines, AnIslandSmallerThanAPixelGoesButNeverAWholeArea) {
    Shape shape = square(0, 0, 1000, 1000);
    shape.parts.push_back(square(1100, 0, 2, 2).parts[0]);
    const Window window(shape.box(), 300, 300);
    EXPECT_EQ(outline(shape, window).size(), 1u);
    EXPECT_EQ(outline(square(0, 0, 2, 2), window).size(), 1u);
}

}  // namespace
}  // namespace thingwall::places
