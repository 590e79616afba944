#include "places/store.hpp"
#include "builders.hpp"
#include "places/places.hpp"
#include "support/engines.hpp"

namespace thingwall::places {
namespace {

using namespace test;

LayerDraft draft(std::string name, std::string kind) {
    LayerDraft made;
    made.name = std::move(name);
    made.kind = std::move(kind);
    made.vintage = "May 2026";
    made.source = "Survey office";
    made.licence = "Open Government Licence v3";
    made.valid_from = "1/4/2024";
    return made;
}
const DataDraft census{"Census 2021", "Survey office", "Open Government Licence v3", "Contains made-up data", ""};

std::string blocks_file() {
    std::vector<std::string> features;
    for (int i = 0; i < 4; ++i)
        features.push_back(feature("B" + std::to_string(i + 1), polygon(ring(i * 1000, 0, 1000, 1000)), "OA21CD"));
    return collection(features);
}
std::string wards_file() {
    return collection(
        {feature("W1", polygon(ring(0, 0, 2000, 1000))), feature("W2", polygon(ring(2000, 0, 2000, 1000)))});
}

class PlacesKept : public support::OnBothEngines {
protected:
    std::shared_ptr<const Atlas> atlas() {
        return Atlas::make(database().read([](db::Reader& reader) { return store::read_all(reader); }));
    }
    LayerId bring_in(const LayerDraft& said, const std::string& bytes) {
        const auto layer = prepare_layer(*atlas(), said, "file", bytes);
        EXPECT_TRUE(layer) << describe(layer.error());
        return database().write([&](db::Transaction& tx) { return import_layer(tx, {}, *layer); }).value();
    }
    std::size_t deeds() {
        return database().read([](db::Reader& reader) { return journal::after(reader, 0, 100).size(); });
    }
};

TEST_P(PlacesKept, LayersResidentsAndPostcodesAreThereAfterARestart) {
    const LayerId blocks = bring_in(draft("Output areas", "small_area"), blocks_file());
    const LayerId wards = bring_in(draft("Wards", "ward"), wards_file());
    LayerDraft forums = draft("Area forums", "area_forum");
    forums.members_of = std::to_string(wards.value());
    const LayerId forum_layer = bring_in(forums, "forum,forum_name,ward\nF1,North,W1\nF1,North,W2\n");
    DataDraft of_blocks = census;
    of_blocks.layer = std::to_string(blocks.value());
    const auto residents =
        prepare_residents(*atlas(), of_blocks, "people.csv", "OA21CD,residents\nB1,100\nB2,200\nB3,300\nB4,400\n")
            .value();
    const auto postcodes =
        prepare_postcodes(census, "codepo.csv", "postcode,eastings,northings\nCH411DB,330500,390500\n").value();
    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return import_residents(tx, {}, residents); }));
    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return import_postcodes(tx, {}, postcodes); }));

    reopen();

    const auto kept = atlas();
    ASSERT_EQ(kept->layers().size(), 3u);
    EXPECT_EQ(kept->layer(wards)->facts.vintage, "May 2026");
    EXPECT_EQ(kept->layer(wards)->facts.valid_from, Date::make(2024, 4, 1));
    EXPECT_NEAR(kept->area(wards, "W2")->residents, 700, 1e-3);
    EXPECT_NEAR(kept->area(forum_layer, "F1")->residents, 1000, 1e-3);
    EXPECT_EQ(kept->residents_facts().attribution, "Contains made-up data");
    const auto spot = kept->find(*Postcode::parse("CH41 1DB"));
    ASSERT_TRUE(spot);
    EXPECT_EQ(kept->area_at(wards, *spot)->area->code, "W1");
    EXPECT_EQ(deeds(), 5u);
}

TEST_P(PlacesKept, TheSameFileTwiceIsOneLayerAndANewerVintageStandsBesideIt) {
    const LayerId first = bring_in(draft("Wards", "ward"), wards_file());
    const LayerId again = bring_in(draft("Wards", "ward"), wards_file());
    LayerDraft newer = draft("Wards", "ward");
    newer.vintage = "May 2030";
    const LayerId next = bring_in(newer, wards_file());

    EXPECT_EQ(first, again);
    EXPECT_NE(first, next);
    EXPECT_EQ(deeds(), 2u);
}

TEST_P(PlacesKept, ARefusedFileChangesNothing) {
    const auto refused = prepare_layer(*atlas(), draft("Wards", "ward"), "wards.geojson",
                                       collection({feature("W1", R"({"type":"Polygon","coordinates":[[["x"]]]})")}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(deeds(), 0u);
    EXPECT_TRUE(atlas()->layers().empty());
}

TEST_P(PlacesKept, NewResidentsTakeThePlaceOfTheOld) {
    const LayerId blocks = bring_in(draft("Output areas", "small_area"), blocks_file());
    DataDraft of_blocks = census;
    of_blocks.layer = std::to_string(blocks.value());
    for (const char* people : {"100", "150"}) {
        const auto residents =
            prepare_residents(*atlas(), of_blocks, "people.csv", std::string("OA21CD,residents\nB1,") + people + "\n")
                .value();
        ASSERT_TRUE(database().write([&](db::Transaction& tx) { return import_residents(tx, {}, residents); }));
    }
    EXPECT_EQ(atlas()->residents(), 150);
}

TEST_P(PlacesKept, AFileWaitsForADayOneForEachPersonAndComesBackAsItWas) {
    store::Upload sent;
    sent.person = PersonId{7};
    sent.organisation = OrganisationId{1};
    sent.kind = "residents";
    sent.filename = "people.csv";
    sent.data = census;
    sent.layer.vintage = "Lines of 2026";
    sent.content = std::string("code\0x", 6);
    const auto keep = [&] {
        EXPECT_TRUE(database().write([&](db::Transaction& tx) -> Done {
            sent.id = tx.new_number();
            store::insert(tx, sent);
            return {};
        }));
        return sent.id;
    };
    const auto find = [&](std::int64_t id) {
        return database().read([&](db::Reader& reader) { return store::upload(reader, id); });
    };
    const auto first = keep(), second = keep();

    EXPECT_FALSE(find(first)) << "the later file takes the place of the earlier";
    const auto found = find(second);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->content, sent.content);
    EXPECT_EQ(found->data.attribution, "Contains made-up data");
    EXPECT_EQ(found->layer.vintage, "Lines of 2026");

    const auto forget = [&] {
        EXPECT_TRUE(database().write([&](db::Transaction& tx) -> Done {
            store::delete_uploads_before(tx, tx.now() - store::upload_kept);
            return {};
        }));
    };
    forget();
    EXPECT_TRUE(find(second));
    clock().set(clock().now() + std::chrono::hours{25});
    forget();
    EXPECT_FALSE(find(second));
}

TEST_P(PlacesKept, WhatWasThereBeforeComesBackIsJournalledAndIsForgottenAfterAWeek) {
    const LayerId blocks = bring_in(draft("Output areas", "small_area"), blocks_file());
    DataDraft of_blocks = census;
    of_blocks.layer = std::to_string(blocks.value());
    for (const char* file : {"OA21CD,residents\nB1,100\nB2,50\n", "OA21CD,residents\nB1,7\n"}) {
        const auto residents = prepare_residents(*atlas(), of_blocks, "people.csv", file).value();
        ASSERT_TRUE(database().write([&](db::Transaction& tx) { return import_residents(tx, {}, residents); }));
    }
    for (const char* file : {"CH411DB,330500,390500\n", "SW1A1AA,529090,179645\n"}) {
        const auto postcodes =
            prepare_postcodes(census, "codepo.csv", std::string("postcode,eastings,northings\n") + file).value();
        ASSERT_TRUE(database().write([&](db::Transaction& tx) { return import_postcodes(tx, {}, postcodes); }));
    }
    const auto of = [&](Figures which) {
        return database().read([&](db::Reader& reader) { return former(reader, which, clock().now()); });
    };
    const auto back = [&](Figures which, std::int64_t newest) {
        return database().write([&](db::Transaction& tx) { return bring_back(tx, {}, which, newest); });
    };
    ASSERT_TRUE(of(Figures::residents));
    ASSERT_TRUE(of(Figures::postcodes));
    const auto before = deeds();

    EXPECT_TRUE(back(Figures::residents, of(Figures::residents)->newest));
    EXPECT_TRUE(back(Figures::postcodes, of(Figures::postcodes)->newest));
    EXPECT_FALSE(back(Figures::postcodes, 1)) << "somebody looked at something older";

    EXPECT_EQ(atlas()->residents(), 150);
    EXPECT_TRUE(atlas()->find(*Postcode::parse("CH41 1DB")));
    EXPECT_EQ(deeds(), before + 2);

    const std::int64_t newest = of(Figures::residents)->newest;
    clock().set(clock().now() + std::chrono::hours{24 * 8});
    EXPECT_FALSE(of(Figures::residents));
    EXPECT_FALSE(back(Figures::residents, newest)) << "the week is over";
    EXPECT_TRUE(database().write([&](db::Transaction& tx) -> Done {
        store::delete_former_postcodes(tx, tx.now() - store::former_kept);
        return {};
    }));
    EXPECT_FALSE(database().read([](db::Reader& reader) { return store::former_postcodes(reader); }));
    EXPECT_TRUE(atlas()->find(*Postcode::parse("CH41 1DB")));
}

THINGWALL_ON_BOTH_ENGINES(PlacesKept);

TEST(SayingWhatAFileIs, EveryMistakeIsSaidAtOnce) {
    LayerDraft wrong;
    wrong.kind = "borough";
    wrong.valid_from = "30 February 2026";

    const auto checked = check(wrong);

    ASSERT_FALSE(checked);
    std::vector<std::string> fields;
    for (const auto& fault : checked.error().fields) fields.push_back(fault.field);
    EXPECT_THAT(fields, testing::UnorderedElementsAre("name", "kind", "vintage", "source", "licence", "valid_from"));
}

TEST(GroundAsText, ComesBackAsItWasWithOuterRingsCounterClockwise) {
    Shape with_hole = square(0, 0, 1000, 1000);
    with_hole.parts[0].holes.push_back(square(200, 200, 100, 100).parts[0].outer);

    const auto back = read_shape(to_geojson(with_hole));

    ASSERT_TRUE(back) << describe(back.error());
    EXPECT_NEAR(back->area_m2(), 990'000, 200);
    EXPECT_FALSE(read_shape(R"({"type":"Point","coordinates":[-3,53]})"));
    EXPECT_FALSE(read_shape("{}"));
    EXPECT_FALSE(read_shape(""));
}

TEST(HowSureAFigureIs, IsSaidInAWordAndWhy) {
    EXPECT_EQ(how_sure(100, 100, 3, 0).word, "Firm");
    EXPECT_EQ(how_sure(100, 70, 3, 2).why, "2 small areas are cut by the line");
    EXPECT_EQ(how_sure(100, 10, 1, 5).why, "5 of 6 small areas are cut by the line");
    EXPECT_EQ(in_100(0.997), "99 in 100");
    EXPECT_EQ(in_100(1), "100 in 100");
    EXPECT_EQ(in_100(0.004), "under 1 in 100");
    EXPECT_EQ(people(3), "fewer than 5");
    EXPECT_EQ(people(12572.4), "12,572");
}

}  // namespace
}  // namespace thingwall::places
