#include "places/atlas.hpp"
#include "places/atlas_input.hpp"
#include "places_files.hpp"

// Postcodes of Code-Point Open (August 2014) in the areas of three real districts, against PostGIS.

namespace thingwall::places {
namespace {

LayerInput input_of(std::int64_t id, LayerKind kind, const std::string& district, const std::string& name) {
    Report report(name);
    ReadLayer read =
        read_layer(reference::bytes(reference::folder() / district / (name + ".geojson")), {}, report).value();
    LayerInput made;
    made.id = LayerId{id};
    made.facts.kind = kind;
    made.digest = read.digest;
    for (ReadArea& area : read.areas)
        made.areas.push_back({AreaId{id * 100'000 + static_cast<std::int64_t>(made.areas.size())},
                              area.code,
                              area.name,
                              std::move(area.ground),
                              {}});
    return made;
}

class PostcodesOf : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (!reference::present()) GTEST_SKIP() << "the reference data is not here";
        AtlasInput input;
        input.layers.push_back(input_of(1, LayerKind::ward, GetParam(), "wards_2013"));
        input.layers.push_back(input_of(2, LayerKind::other, GetParam(), "lsoa_2011"));
        input.layers.push_back(input_of(3, LayerKind::other, GetParam(), "msoa_2011"));
        Report report("postcodes_2014.csv");
        input.postcodes = std::make_shared<const Postcodes>(
            read_postcodes(reference::bytes(reference::folder() / GetParam() / "postcodes_2014.csv"), report).value());
        atlas_ = Atlas::make(std::move(input));
    }
    std::string code_at(LayerId layer, const std::string& postcode) {
        const auto point = atlas_->find(Postcode::parse(postcode).value());
        const auto found = point ? atlas_->area_at(layer, *point) : std::nullopt;
        return found ? found->area->code : "";
    }
    std::shared_ptr<const Atlas> atlas_;
};

TEST_P(PostcodesOf, EveryPostcodeLiesInTheWardThatPostGisFound) {
    const auto table = reference::table(reference::folder() / GetParam() / "expected/postcode_in_ward.csv");
    ASSERT_GT(table.rows.size(), 3000u);
    for (const auto& row : table.rows) EXPECT_EQ(code_at(LayerId{1}, row[0]), row[2]) << row[0];
}

TEST_P(PostcodesOf, CountsOfPostcodesInEachPairOfAreasAreThoseOfPostGis) {
    const auto postcodes = reference::table(reference::folder() / GetParam() / "expected/postcode_in_ward.csv");
    for (const auto& [id, name] : {std::pair{std::int64_t{2}, "lsoa"}, {std::int64_t{3}, "msoa"}}) {
        std::map<std::pair<std::string, std::string>, int> made;
        for (const auto& row : postcodes.rows) {
            const std::string ward = code_at(LayerId{1}, row[0]), other = code_at(LayerId{id}, row[0]);
            if (!ward.empty() && !other.empty()) ++made[{ward, other}];
        }
        std::map<std::pair<std::string, std::string>, int> wanted;
        const auto table = reference::table(reference::folder() / GetParam() / "expected" /
                                            (std::string("ward_x_") + name + "_postcodes.csv"));
        for (const auto& row : table.rows) wanted[{row[0], row[1]}] = std::stoi(row[2]);
        EXPECT_EQ(made, wanted) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(RealDistricts, PostcodesOf, testing::Values("wirral", "halton", "cheshire-west"),
                         [](const auto& which) {
                             std::string name = which.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST(ADockInNoWard, IsFoundInTheNearestWardWithinTwoHundredMetres) {
    if (!reference::present()) GTEST_SKIP() << "the reference data is not here";
    AtlasInput input;
    input.layers.push_back(input_of(1, LayerKind::ward, "wirral", "wards_2013"));
    Report report;
    input.postcodes = std::make_shared<const Postcodes>(
        read_postcodes(reference::bytes(reference::folder() / "wirral/postcodes_2014.csv"), report).value());
    const auto atlas = Atlas::make(std::move(input));
    const Point dock = atlas->find(Postcode::parse("CH41 1DB").value()).value();

    EXPECT_FALSE(atlas->area_at(LayerId{1}, dock));
    const auto near = atlas->area_at(LayerId{1}, dock, 200);
    ASSERT_TRUE(near);
    EXPECT_GT(near->metres_away, 0);
    EXPECT_LE(near->metres_away, 200);
}

}  // namespace
}  // namespace thingwall::places
