#include <filesystem>
#include <fstream>
#include <sstream>

#include "builders.hpp"
#include "cli/run.hpp"
#include "places/places.hpp"
#include "support/engines.hpp"

namespace thingwall::places {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

class PlacesOnFiles : public testing::Test {
protected:
    std::string file(const std::string& name, const std::string& bytes) {
        const auto path = folder_.path() / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }
    int run(std::vector<std::string> typed) {
        out.str("");
        err.str("");
        return cli::run(cli::Program{.name = "thingwall", .summary = "", .version = "", .commands = commands()}, typed,
                        out, err);
    }
    std::ostringstream out, err;

private:
    support::TemporaryFolder folder_;
};

TEST_F(PlacesOnFiles, ACrosswalkAgainstTheWrongDistrictSaysThatNothingMeets) {
    const auto wards = file("wards.geojson", collection({feature("W1", polygon(ring(0, 0, 2000, 1000)))}));
    const auto far = file("far.geojson", collection({feature("P1", polygon(ring(50'000, 0, 1500, 1000)))}));

    EXPECT_EQ(run({"places", "crosswalk", "--from", wards, "--to", far}), 0);

    EXPECT_EQ(out.str(), "source,target,area_m2\n");
    EXPECT_THAT(err.str(), HasSubstr("Nothing meets"));
    EXPECT_THAT(err.str(), HasSubstr("W1, 200.0 hectares (100 in 100 of it)"));
}

TEST_F(PlacesOnFiles, WhatLiesOutsideIsSaidAndWithRemainderARowOfItsOwn) {
    std::vector<std::string> small;
    for (int i = 0; i < 4; ++i)
        small.push_back(feature("B" + std::to_string(i + 1), polygon(ring(i * 1000, 0, 1000, 1000)), "OA21CD"));
    const auto blocks = file("oa.geojson", collection(small));
    const auto people = file("people.csv", "OA21CD,residents\nB1,100\nB2,200\nB3,300\nB4,400\n");
    const auto wards = file("wards.geojson", collection({feature("W1", polygon(ring(0, 0, 2000, 1000))),
                                                         feature("W2", polygon(ring(2000, 0, 2000, 1000)))}));
    const auto police = file("police.geojson", collection({feature("P1", polygon(ring(0, 0, 3000, 1000)))}));
    const std::vector<std::string> asked{"places", "crosswalk", "--from", wards,         "--to",
                                         police,   "--blocks",  blocks,   "--residents", people};

    EXPECT_EQ(run(asked), 0);
    EXPECT_THAT(out.str(), Not(HasSubstr("W2,,")));
    EXPECT_THAT(err.str(), HasSubstr("W2, 400 residents (57 in 100 of it)"));
    EXPECT_THAT(err.str(), Not(HasSubstr("W1, ")));

    auto with_rest = asked;
    with_rest.push_back("--remainder");
    EXPECT_EQ(run(with_rest), 0);
    EXPECT_THAT(out.str(), HasSubstr("W2,P1,"));
    EXPECT_THAT(out.str(), HasSubstr("W2,,"));
    EXPECT_THAT(out.str(), HasSubstr(",0.5714285714,"));
}

}  // namespace
}  // namespace thingwall::places
