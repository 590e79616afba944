#include <chrono>
#include <thread>

#include "builders.hpp"

namespace thingwall::places {
namespace {

using namespace test;
using testing::Test;

Result<ReadLayer> read(const std::string& text, Report& report, LayerReading how = {}) {
    return read_layer(text, how, report);
}

double ground(const ReadLayer& layer, std::size_t area = 0) {
    return geos::area_m2(layer.areas[area].ground.get());
}

TEST(ImportingALayer, TwoWardsGiveTheirCodesNamesAndGround) {
    Report report("wards.geojson");

    auto layer = read(collection({feature("E05000002", polygon(ring(1000, 0, 500, 1000))),
                                  feature("E05000001", polygon(ring(0, 0, 1000, 1000)))}),
                      report);

    ASSERT_TRUE(layer) << describe(layer.error());
    ASSERT_EQ(layer->areas.size(), 2u);
    EXPECT_EQ(layer->areas[0].code, "E05000001");
    EXPECT_EQ(layer->areas[0].name, "Ward E05000001");
    EXPECT_NEAR(ground(*layer, 0), 1'000'000, 5);
    EXPECT_NEAR(ground(*layer, 1), 500'000, 5);
    EXPECT_EQ(layer->code_property, "WD13CD");
    EXPECT_TRUE(report.findings().empty()) << said(report);
}

TEST(ImportingALayer, ACrsMemberIsReadAndSaid) {
    Report report;
    auto layer = read(collection({feature("E05000001", polygon(ring(0, 0, 1000, 1000)))},
                                 R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},)"),
                      report);
    ASSERT_TRUE(layer);
    EXPECT_THAT(said(report), testing::HasSubstr("CRS84"));
}

TEST(ImportingALayer, AnUnknownCoordinateSystemIsRefusedByName) {
    Report report;
    auto layer = read(collection({feature("E05000001", polygon(ring(0, 0, 1000, 1000)))},
                                 R"("crs":{"type":"name","properties":{"name":"EPSG:3035"}},)"),
                      report);
    ASSERT_FALSE(layer);
    EXPECT_THAT(describe(layer.error()), testing::HasSubstr("EPSG:3035"));
}

TEST(ImportingALayer, MetresUnderACrsThatSaysDegreesAreReadAsMetres) {
    Report report;
    auto layer = read(collection({feature("E05000001", polygon(ring(0, 0, 1000, 1000, true)))},
                                 R"("crs":{"type":"name","properties":{"name":"EPSG:4326"}},)"),
                      report);
    ASSERT_TRUE(layer) << describe(layer.error());
    EXPECT_DOUBLE_EQ(ground(*layer), 1'000'000);
    EXPECT_THAT(said(report), testing::HasSubstr("says degrees, but the numbers are metres"));
}

TEST(ImportingALayer, LatitudeBeforeLongitudeIsTurnedRound) {
    std::string text = "[";
    const Shape shape = square(0, 0, 1000, 1000);
    for (const Point& p : shape.parts[0].outer) {
        const LonLat at = to_lon_lat(p);
        text += fmt::format("{}[{:.9f},{:.9f}]", text.size() > 1 ? "," : "", at.lat, at.lon);
    }
    Report report;
    auto layer = read(collection({feature("E05000001", polygon(text + "]"))}), report);
    ASSERT_TRUE(layer) << describe(layer.error());
    EXPECT_NEAR(ground(*layer), 1'000'000, 5);
    EXPECT_THAT(said(report), testing::HasSubstr("latitude stands before longitude"));
}

TEST(ImportingALayer, APlaceOutsideGreatBritainIsRefused) {
    Report report;
    auto layer = read(collection({feature("E05000001", polygon("[[100,10],[101,10],[101,11],[100,10]]"))}), report);
    ASSERT_FALSE(layer);
    EXPECT_THAT(describe(layer.error()), testing::HasSubstr("outside Great Britain"));
}

TEST(ImportingALayer, ARingThatCrossesItselfIsMadeValidAndTheChangeOfAreaIsSaid) {
    // A bow tie of two triangles of 250,000 m2 each; as it is drawn they cancel out.
    const auto at = [](double x, double y) {
        const LonLat p = to_lon_lat(Point{east0 + x, north0 + y});
        return fmt::format("[{:.9f},{:.9f}]", p.lon, p.lat);
    };
    const std::string bow =
        "[" + at(0, 0) + "," + at(1000, 1000) + "," + at(1000, 0) + "," + at(0, 1000) + "," + at(0, 0) + "]";
    Report report("wards.geojson");

    auto layer = read(collection({feature("E05000001", polygon(bow))}), report);

    ASSERT_TRUE(layer) << describe(layer.error());
    EXPECT_NEAR(ground(*layer), 500'000, 5);
    const auto repair =
        std::ranges::find_if(report.findings(), [](const Finding& f) { return f.area_change_m2.has_value(); });
    ASSERT_NE(repair, report.findings().end());
    EXPECT_NEAR(*repair->area_change_m2, 500'000, 5);
    EXPECT_THAT(repair->where, testing::HasSubstr("feature 1, line 2 (E05000001)"));
}

TEST(ImportingALayer, ARingThatGoesBackOverItselfIsMadeValidAllTheWay) {
    const std::string spur = "[[-3.1,53.1],[-3,53.3],[-3,53.2],[-2.9,53.3],[-3,53.3],[-3,53.2],[-3.1,53.1]]";
    Report report("wards.geojson");

    auto layer = read(collection({feature("E05000001", polygon(spur))}), report);

    ASSERT_TRUE(layer) << describe(layer.error());
    EXPECT_EQ(geos::reason_invalid(layer->areas[0].ground.get()), "") << "GEOS alone leaves a crossing behind";
}

TEST(ImportingALayer, AnOpenRingIsClosedAndSaid) {
    std::string open = ring(0, 0, 1000, 1000);
    open = open.substr(0, open.rfind(",[")) + "]";
    Report report;
    auto layer = read(collection({feature("E05000001", polygon(open))}), report);
    ASSERT_TRUE(layer);
    EXPECT_NEAR(ground(*layer), 1'000'000, 5);
    EXPECT_THAT(said(report), testing::HasSubstr("it was closed"));
}

TEST(ImportingALayer, ARingOfTwoPointsIsRefusedWithItsFeature) {
    Report report("wards.geojson");
    auto layer = read(collection({feature("E05000001", polygon(ring(0, 0, 1000, 1000))),
                                  feature("E05000002", polygon("[[-3,53],[-3.1,53],[-3,53]]"))}),
                      report);
    ASSERT_FALSE(layer);
    ASSERT_EQ(layer.error().fields.size(), 1u);
    EXPECT_THAT(layer.error().fields[0].field, testing::HasSubstr("wards.geojson, feature 2, line 3 (E05000002)"));
}

TEST(ImportingALayer, AnAreaWithoutGeometryIsLeftOutAndSaid) {
    Report report;
    auto layer =
        read(collection({feature("E05000001", polygon(ring(0, 0, 1000, 1000))), feature("E05000002", "null")}), report);
    ASSERT_TRUE(layer);
    EXPECT_EQ(layer->areas.size(), 1u);
    EXPECT_EQ(report.count(Severity::left_out), 1u);
}

TEST(ImportingALayer, HeightsAreLeftOutAndCollectionsGiveTheirPolygons) {
    std::string high = ring(0, 0, 1000, 1000);
    for (std::size_t at = 0; (at = high.find("],", at)) != std::string::npos; at += 5) high.insert(at, ",12");
    const std::string mixed =
        R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[-3,53]},)" + polygon(high) + "]}";
    Report report;
    auto layer = read(collection({feature("E05000001", mixed)}), report);
    ASSERT_TRUE(layer) << describe(layer.error());
    EXPECT_NEAR(ground(*layer), 1'000'000, 5);
    EXPECT_THAT(said(report), testing::HasSubstr("heights"));
    EXPECT_THAT(said(report), testing::HasSubstr("Point covers no ground"));
}

TEST(ImportingALayer, ABareFeatureIsALayerOfOneAreaAlsoBehindAByteOrderMark) {
    Report report;
    auto layer = read("\xef\xbb\xbf" + feature("E05000001", polygon(ring(0, 0, 1000, 1000))), report);
    ASSERT_TRUE(layer) << describe(layer.error());
    EXPECT_EQ(layer->areas.size(), 1u);
}

TEST(ImportingALayer, ANameOfTwoHundredLettersIsTakenAndALongerOneIsRefusedWithItsFeature) {
    const auto named = [](std::size_t letters) {
        std::string name;
        for (std::size_t i = 0; i < letters; ++i) name += "ŵ";
        return collection({R"({"type":"Feature","properties":{"WD13CD":"E05000001","WD13NM":")" + name +
                           R"("},"geometry":)" + polygon(ring(0, 0, 1000, 1000)) + "}"});
    };
    Report report("wards.geojson");
    EXPECT_TRUE(read(named(200), report));
    const auto refused = read(named(100'000), report);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields[0].field, "wards.geojson, feature 1, line 2 (E05000001), WD13NM");
    EXPECT_THAT(refused.error().fields[0].message, testing::HasSubstr("200 characters"));
}

TEST(ImportingALayer, ABareGeometryHasNoCodeAndIsToldSo) {
    Report report;
    auto layer = read(polygon(ring(0, 0, 1000, 1000)), report);
    ASSERT_FALSE(layer);
    EXPECT_THAT(describe(layer.error()), testing::HasSubstr("code"));
}

TEST(ImportingALayer, TheDistrictsCodeInEachRowIsNotTakenForTheAreas) {
    const auto small = [](std::string_view code, double x) {
        return fmt::format(R"({{"type":"Feature","properties":{{"LAD11CD":"E08000015","OA11CD":"{}"}},"geometry":{}}})",
                           code, polygon(ring(x, 0, 1000, 1000)));
    };
    Report report;
    auto layer = read(collection({small("E00036010", 0), small("E00036011", 1000)}), report);
    ASSERT_TRUE(layer);
    EXPECT_EQ(layer->code_property, "OA11CD");
    EXPECT_EQ(layer->areas[1].code, "E00036011");
}

TEST(ImportingALayer, PoliceBeatsWithPlainPropertiesAndIdsAreIdentifiedToo) {
    Report report;
    auto by_code = read(collection({feature("NPT-1", polygon(ring(0, 0, 1000, 1000)), "beat_code"),
                                    feature("NPT-2", polygon(ring(1000, 0, 1000, 1000)), "beat_code")}),
                        report);
    auto by_id =
        read(R"({"type":"FeatureCollection","features":[{"type":"Feature","id":7,"properties":null,"geometry":)" +
                 polygon(ring(0, 0, 1000, 1000)) + "}]}",
             report);
    ASSERT_TRUE(by_code) << describe(by_code.error());
    EXPECT_EQ(by_code->areas[0].code, "NPT-1");
    ASSERT_TRUE(by_id) << describe(by_id.error());
    EXPECT_EQ(by_id->areas[0].code, "7");
}

TEST(ImportingALayer, TheSameAreaTwiceIsTakenOncePiecesArePutTogetherAndConflictsRefused) {
    Report same, pieces, conflict;
    const std::string whole = feature("E05000001", polygon(ring(0, 0, 1000, 1000)));

    auto once = read(collection({whole, whole}), same);
    auto joined = read(collection({whole, feature("E05000001", polygon(ring(2000, 0, 1000, 1000)))}), pieces);
    auto refused = read(collection({whole, feature("E05000001", polygon(ring(500, 0, 1000, 1000)))}), conflict);

    ASSERT_TRUE(once);
    EXPECT_NEAR(ground(*once), 1'000'000, 5);
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->areas.size(), 1u);
    EXPECT_NEAR(ground(*joined), 2'000'000, 5);
    ASSERT_FALSE(refused);
    EXPECT_THAT(describe(refused.error()), testing::HasSubstr("twice with different ground"));
}

TEST(ImportingALayer, AreasOnTopOfEachOtherAreRefusedUnlessTheLayerMayOverlap) {
    const std::string text = collection({feature("E05000001", polygon(ring(0, 0, 1000, 1000))),
                                         feature("E05000002", polygon(ring(500, 0, 1000, 1000)))});
    LayerReading allow;
    allow.overlaps = LayerReading::Overlaps::allow;
    Report refused, allowed;

    auto strict = read(text, refused);
    auto lenient = read(text, allowed, allow);

    ASSERT_FALSE(strict);
    EXPECT_THAT(describe(strict.error()), testing::HasSubstr("share 50.0 hectares"));
    EXPECT_TRUE(lenient);
}

TEST(ImportingALayer, EveryFaultIsSaidAtOnceAndTheHundredthIsTheLastInFull) {
    std::vector<std::string> features;
    for (int i = 0; i < 130; ++i)
        features.push_back(feature(fmt::format("E05{:06}", i), R"({"type":"Polygon","coordinates":[[["a",1]]]})"));
    features.push_back(feature("E05999999", polygon(ring(0, 0, 1000, 1000))));
    Report report;

    auto layer = read(collection(features), report);

    ASSERT_FALSE(layer);
    EXPECT_EQ(layer.error().fields.size(), 100u);
    EXPECT_EQ(layer.error().more, 30u);
}

TEST(ImportingALayer, TopologyWithAndWithoutQuantisationGivesTheSameAreas) {
    // Two squares that share the border between them; arc 0 is the shared line.
    const auto topology = [](std::string_view transform, std::string_view arcs) {
        return fmt::format(R"({{"type":"Topology",{}"objects":{{"wards":{{"type":"GeometryCollection","geometries":[
            {{"type":"Polygon","id":"E05000001","properties":{{"WD13CD":"E05000001"}},"arcs":[[0,1]]}},
            {{"type":"Polygon","id":"E05000002","properties":{{"WD13CD":"E05000002"}},"arcs":[[2,-1]]}}]}}}},"arcs":{}}})",
                           transform, arcs);
    };
    Report plain_report, quantised_report;

    auto plain = read(topology("",
                               "[[[-3,53],[-3,53.01]],[[-3,53.01],[-3.01,53.01],[-3.01,53],[-3,53]],[[-3,53],[-2.99,53]"
                               ",[-2.99,53.01],[-3,53.01]]]"),
                      plain_report);
    auto quantised = read(topology(R"("transform":{"scale":[0.01,0.01],"translate":[-3.01,53]},)",
                                   "[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,0],[1,0],[0,1],[-1,0]]]"),
                          quantised_report);

    ASSERT_TRUE(plain) << describe(plain.error());
    ASSERT_TRUE(quantised) << describe(quantised.error());
    ASSERT_EQ(plain->areas.size(), 2u);
    EXPECT_NEAR(ground(*plain, 1), ground(*quantised, 1), 1);
    EXPECT_GT(ground(*plain, 1), 700'000);
}

TEST(ImportingALayer, AnArcThatIsNotThereIsRefused) {
    Report report;
    auto layer = read(
        R"({"type":"Topology","objects":{"w":{"type":"Polygon","id":"A","arcs":[[0,7]]}},"arcs":[[[-3,53],[-3,53.1],[-3.1,53],[-3,53]]]})",
        report);
    ASSERT_FALSE(layer);
    EXPECT_THAT(describe(layer.error()), testing::HasSubstr("arc 7"));
}

TEST(ImportingALayer, WhatIsNoBoundaryFileIsSaidWithItsLine) {
    Report report("x.geojson");
    EXPECT_THAT(describe(read("{\"type\":\n \"FeatureCollection\",,}", report).error()), testing::HasSubstr("line 2"));
    EXPECT_THAT(describe(read("[1,2,3]", report).error()), testing::HasSubstr("neither GeoJSON nor TopoJSON"));
    EXPECT_THAT(describe(read("", report).error()), testing::HasSubstr("empty"));
    EXPECT_THAT(describe(read("PK\x03\x04", report).error()), testing::HasSubstr("line 1"));
}

TEST(TheTimeAllowedForGeometry, IsTimeOfWorkSoThatABusyMachineRefusesNoGoodFile) {
    const auto circles = [] {
        std::vector<geos::Geometry> all;
        for (int i = 0; i < 300; ++i) all.push_back(geos::circle({337'000 + i * 10.0, 382'000}, 500));
        return all;
    };
    {
        const geos::Deadline deadline(std::chrono::milliseconds(800));
        std::this_thread::sleep_for(std::chrono::milliseconds(810));
        EXPECT_NO_THROW(static_cast<void>(geos::union_of(circles())));
    }
    const geos::Deadline none(std::chrono::milliseconds(0));
    EXPECT_THROW(static_cast<void>(geos::union_of(circles())), geos::Failure);
}

class HostileFile : public Test {
protected:
    void expect_refused(const std::string& text) {
        Report report;
        EXPECT_FALSE(read(text, report));
    }
};

TEST_F(HostileFile, DeepNestingIsRefused) {
    expect_refused(std::string(5'000'000, '['));
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += R"({"type":"GeometryCollection","geometries":[)";
    expect_refused(deep);
}

TEST_F(HostileFile, AFileThatIsTooLargeIsRefusedUnread) {
    expect_refused(std::string((32u << 20) + 1, ' '));
}

TEST_F(HostileFile, OneArcNamedAMillionTimesIsRefused) {
    std::string arc = "[";
    for (int i = 0; i < 1000; ++i)
        arc += fmt::format("{}[{},{}]", i > 0 ? "," : "", -3 - i % 7 * 0.001, 53 + i % 11 * 0.001);
    std::string arcs = "0";
    for (int i = 0; i < 1'000'000; ++i) arcs += ",0";
    expect_refused(R"({"type":"Topology","objects":{"w":{"type":"Polygon","id":"A","arcs":[[)" + arcs +
                   R"(]]}},"arcs":[)" + arc + "]]}");
}

TEST_F(HostileFile, ARingThatCrossesItselfMillionsOfTimesIsRefused) {
    std::string zigzag = "[";
    for (int i = 0; i < 60'000; ++i)
        zigzag += fmt::format("[{:.6f},{:.6f}],", -3 + (i % 2) * 0.2 + i * 1e-6, 53 + ((i * 7919) % 60'000) * 1e-6);
    zigzag += "[-3,53]]";
    expect_refused(collection({feature("E05000001", polygon(zigzag))}));
}

TEST_F(HostileFile, TenThousandAreasOnTopOfEachOtherAreRefused) {
    std::vector<std::string> features;
    const std::string same = polygon(ring(0, 0, 1000, 1000));
    for (int i = 0; i < 10'000; ++i) features.push_back(feature(fmt::format("E05{:06}", i), same));
    expect_refused(collection(features));
}

}  // namespace
}  // namespace thingwall::places
