#include <cmath>

#include "places_files.hpp"

// Crosswalks of three real districts against PostGIS 3.3.2 (GEOS 3.11.1, PROJ 9.1.1) on the same files.

namespace thingwall::places {
namespace {

using reference::District;

struct Expected {
    double area_m2 = 0, residents = 0, share_of_source = 0, share_of_target = 0;
};
using Pairs = std::map<std::pair<std::string, std::string>, Expected>;

Pairs expected(const std::string& district, const std::string& file) {
    const auto table = reference::table(reference::folder() / district / "expected" / file);
    Pairs pairs;
    for (const auto& row : table.rows) {
        Expected& pair = pairs[{row[0], row[1]}];
        pair.area_m2 = std::stod(row[2]);
        if (row.size() < 6) continue;
        pair.residents = std::stod(row[3]);
        pair.share_of_source = std::stod(row[4]);
        pair.share_of_target = std::stod(row[5]);
    }
    return pairs;
}

/// Pairs of under a square metre may be there or not.
void expect_same_pairs(const Pairs& wanted, const Pairs& made) {
    for (const auto& [pair, values] : wanted)
        if (values.area_m2 >= 1) {
            EXPECT_TRUE(made.contains(pair)) << pair.first << " x " << pair.second << " is missing";
        }
    for (const auto& [pair, values] : made)
        if (values.area_m2 >= 1) {
            EXPECT_TRUE(wanted.contains(pair)) << pair.first << " x " << pair.second << " is too many";
        }
}

class CrosswalkOf : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (!reference::present()) GTEST_SKIP() << "the reference data is not here";
        static std::map<std::string, std::unique_ptr<District>> districts;
        auto& kept = districts[GetParam()];
        if (!kept) kept = std::make_unique<District>(GetParam());
        district_ = kept.get();
    }
    const District* district_ = nullptr;
};

TEST_P(CrosswalkOf, EveryPairByAreaEqualsPostGis) {
    for (const auto& [source, target] :
         {std::pair{"ward", "constituency"}, {"ward", "lsoa"}, {"ward", "msoa"}, {"ward", "oa"}, {"lsoa", "oa"}}) {
        const auto wanted = expected(GetParam(), std::string(source) + "_x_" + target + "_area.csv");
        const Ground& a = (*district_)[source];
        const Ground& b = (*district_)[target];

        Pairs made;
        for (const Shared& pair : shared_ground(a, b))
            made[{a.code(pair.source), b.code(pair.target)}].area_m2 = pair.area_m2;

        ASSERT_GT(wanted.size(), 20u);
        expect_same_pairs(wanted, made);
        for (const auto& [pair, values] : wanted)
            if (const auto found = made.find(pair); found != made.end()) {
                EXPECT_NEAR(found->second.area_m2, values.area_m2, 0.001)
                    << source << " x " << target << " " << pair.first << " " << pair.second;
            }
    }
}

TEST_P(CrosswalkOf, EveryPairByResidentsEqualsPostGisAndAddsUpToTheCensus) {
    const Pieces wards(district_->oa, district_->ward);
    double census = 0;
    for (const double people : district_->residents) census += people;
    for (const std::string target : {"constituency", "lsoa", "msoa"}) {
        const auto wanted = expected(GetParam(), "ward_x_" + target + "_population.csv");
        const Ground& b = (*district_)[target];

        const Crosswalk crosswalk = by_residents(district_->oa, district_->residents, wards, Pieces(district_->oa, b),
                                                 district_->ward.size(), b.size(), Edges::normalise);

        Pairs made;
        double people = 0;
        for (const CrosswalkRow& row : crosswalk.rows) {
            made[{district_->ward.code(row.source), b.code(row.target)}] = {row.area_m2, row.residents,
                                                                            row.share_of_source, row.share_of_target};
            people += row.residents;
        }
        EXPECT_NEAR(people, census, 1e-6);
        ASSERT_GT(wanted.size(), 20u);
        expect_same_pairs(wanted, made);
        for (const auto& [pair, values] : wanted) {
            const auto found = made.find(pair);
            if (found == made.end()) continue;
            const Expected& ours = found->second;
            EXPECT_NEAR(ours.residents, values.residents, 0.001) << pair.first << " " << pair.second;
            EXPECT_NEAR(ours.area_m2, values.area_m2, 0.005 + 0.001)
                << pair.first << " " << pair.second;  // written to two places
            EXPECT_NEAR(ours.share_of_source, values.share_of_source, 1e-7) << pair.first << " " << pair.second;
            EXPECT_NEAR(ours.share_of_target, values.share_of_target, 1e-7) << pair.first << " " << pair.second;
        }
    }
}

TEST_P(CrosswalkOf, KeepingTheRemainderLosesNobodyAndSharesAddUpToOne) {
    const Pieces wards(district_->oa, district_->ward), msoas(district_->oa, district_->msoa);
    double census = 0;
    for (const double people : district_->residents) census += people;

    const Crosswalk crosswalk = by_residents(district_->oa, district_->residents, wards, msoas, district_->ward.size(),
                                             district_->msoa.size(), Edges::keep_remainder);

    std::map<std::uint32_t, double> shares;
    double people = 0;
    for (const CrosswalkRow& row : crosswalk.rows) {
        if (row.source != outside) shares[row.source] += row.share_of_source;
        if (row.source != outside) people += row.residents;
    }
    EXPECT_EQ(shares.size(), district_->ward.size());
    for (const auto& [ward, share] : shares) EXPECT_NEAR(share, 1, 1e-9);
    EXPECT_NEAR(people, census, 0.001 * census);
}

INSTANTIATE_TEST_SUITE_P(RealDistricts, CrosswalkOf, testing::Values("wirral", "halton", "cheshire-west"),
                         [](const auto& which) {
                             std::string name = which.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST(AreaForumsOfWirral, ForumsMadeOfTwoWardsEachMeetMsoasAsTheWardsSummedDo) {
    if (!reference::present()) GTEST_SKIP() << "the reference data is not here";
    const District wirral("wirral");
    const auto wanted = expected("wirral", "area_forum_x_msoa_population.csv");
    Report report("area_forums_2009.csv");
    std::map<std::string, std::uint32_t> wards;
    for (std::uint32_t i = 0; i < wirral.ward.size(); ++i) wards[wirral.ward.code(i)] = i;
    const auto forums = read_members(
                            reference::bytes(reference::folder() / "wirral/area_forums_2009.csv"),
                            [&](std::string_view code) { return wards.contains(std::string(code)); }, {}, report)
                            .value();
    ASSERT_EQ(forums.size(), 11u);
    EXPECT_EQ(forums[0].name, "Bebington and Clatterbridge");
    Wholes forum_of(wirral.ward.size());
    for (std::uint32_t f = 0; f < forums.size(); ++f)
        for (const auto& ward : forums[f].members) forum_of[wards.at(ward)] = {f};

    const Crosswalk by_ward =
        by_residents(wirral.oa, wirral.residents, Pieces(wirral.oa, wirral.ward), Pieces(wirral.oa, wirral.msoa),
                     wirral.ward.size(), wirral.msoa.size(), Edges::normalise);
    const Crosswalk crosswalk = summed_by_source(by_ward, forum_of);

    Pairs made;
    for (const CrosswalkRow& row : crosswalk.rows)
        made[{forums[row.source].code, wirral.msoa.code(row.target)}] = {row.area_m2, row.residents,
                                                                         row.share_of_source, row.share_of_target};
    expect_same_pairs(wanted, made);
    for (const auto& [pair, values] : wanted) {
        if (!made.contains(pair)) continue;
        EXPECT_NEAR(made[pair].residents, values.residents, 0.001) << pair.first << " " << pair.second;
        EXPECT_NEAR(made[pair].share_of_source, values.share_of_source, 1e-7);
    }
}

TEST(BestFitOfWirral, SmallAreasGiveExactlyOneConstituencyToEachWardWhereSliversMakeThirtyNinePairs) {
    if (!reference::present()) GTEST_SKIP() << "the reference data is not here";
    const District wirral("wirral");
    const auto area_of_blocks = [&](const Ground& layer) {
        std::vector<std::uint32_t> found(wirral.oa.size(), outside);
        for (std::uint32_t a = 0; a < layer.size(); ++a) {
            const auto prepared = geos::prepare(layer.shape(a));
            for (std::size_t block = 0; block < wirral.oa.size(); ++block) {
                const Point p = geos::point_inside(wirral.oa.shape(block));
                if (found[block] == outside && layer.box(a).holds(p)) {
                    const auto dot = geos::circle(p, 0.01);
                    if (geos::meets(prepared.get(), dot.get())) found[block] = a;
                }
            }
        }
        return found;
    };

    const Crosswalk crosswalk =
        by_best_fit(wirral.oa, wirral.residents, area_of_blocks(wirral.ward), area_of_blocks(wirral.constituency));

    EXPECT_EQ(crosswalk.rows.size(), 22u);
}

TEST(SliversOfWirral, PiecesUnderHalfAPercentOfBothAreLeftOutAndTheOthersStillAddUp) {
    if (!reference::present()) GTEST_SKIP() << "the reference data is not here";
    const District wirral("wirral");

    const Crosswalk crosswalk =
        by_residents(wirral.oa, wirral.residents, Pieces(wirral.oa, wirral.ward), Pieces(wirral.oa, wirral.msoa),
                     wirral.ward.size(), wirral.msoa.size(), Edges::normalise);
    const auto kept = without_slivers(crosswalk);

    EXPECT_EQ(crosswalk.rows.size() - kept.size(), 64u);
    std::map<std::uint32_t, double> shares;
    for (const CrosswalkRow& row : kept) shares[row.source] += row.share_of_source;
    for (const auto& [ward, share] : shares) EXPECT_NEAR(share, 1, 1e-9);
}

}  // namespace
}  // namespace thingwall::places
