#include "builders.hpp"
#include "identity/identity.hpp"
#include "places/places.hpp"
#include "support/engines.hpp"
#include "support/visitor.hpp"

namespace thingwall::places {
namespace {

using namespace test;

/// The pages of places on a small made-up borough, without a network; the actor is handed in.
class PlacesPages : public testing::Test {
protected:
    PlacesPages()
        : feed_(*database_),
          runner_(*database_, database_.clock()),
          places_({*database_, database_.clock(), random_, feed_, runner_, site_}) {
        site_.partnership = "Wyremouth Partnership";
        site_.place = "Wyremouth";
        LayerDraft draft;
        draft.vintage = "May 2026";
        draft.source = "Survey office";
        draft.licence = "Open Government Licence v3";
        std::vector<std::string> small;
        for (int i = 0; i < 4; ++i)
            small.push_back(feature("B" + std::to_string(i + 1), polygon(ring(i * 1000, 0, 1000, 1000)), "OA21CD"));
        blocks_ = bring_in(draft, "Output areas", "small_area", collection(small));
        wards_ = bring_in(draft, "Wards", "ward",
                          collection({feature("W1", polygon(ring(0, 0, 2000, 1000))),
                                      feature("W2", polygon(ring(2000, 0, 2000, 1000)))}));
        police_ = bring_in(draft, "Police neighbourhoods", "police",
                           collection({feature("P1", polygon(ring(0, 0, 1500, 1000))),
                                       feature("P2", polygon(ring(1500, 0, 1500, 1000)))}));
        const DataDraft census{"Census 2021", "Survey office", "Open Government Licence v3", "",
                               std::to_string(blocks_.value())};
        const auto residents = prepare_residents(*places_.atlas(), census, "people.csv",
                                                 "OA21CD,residents\nB1,100\nB2,200\nB3,300\nB4,400\n")
                                   .value();
        EXPECT_TRUE(database_->write([&](db::Transaction& tx) { return import_residents(tx, {}, residents); }));
        places_.add_routes(router_);
        router_.identify_by([this](web::Request& request) {
            request.actor = actor_;
            request.session = "s";
            request.csrf = "token";
        });
        feed_.catch_up();
    }
    LayerId bring_in(LayerDraft draft, std::string name, std::string kind, const std::string& bytes) {
        draft.name = std::move(name);
        draft.kind = std::move(kind);
        if (!started_) {
            places_.start();
            started_ = true;
        }
        feed_.catch_up();
        const auto layer = prepare_layer(*places_.atlas(), draft, "file", bytes).value();
        const auto id = database_->write([&](db::Transaction& tx) { return import_layer(tx, {}, layer); }).value();
        feed_.catch_up();
        return id;
    }
    web::Response get(const std::string& path) {
        web::Request request;
        auto target = web::parse_target(path).value();
        request.path = target.path;
        request.query = target.query;
        request.target = path;
        request.now = database_.clock().now();
        return router_.handle(std::move(request));
    }
    std::string area(LayerId layer, const char* code) { return path_of(places_.atlas()->area(layer, code)->id); }
    void sign_in(web::Role role) { actor_ = {PersonId{7}, OrganisationId{1}, role, "Anna Holt", "Council"}; }

    support::TemporaryDatabase database_;
    SeededRandom random_{1};
    html::Site site_;
    journal::Feed feed_;
    jobs::Runner runner_;
    Places places_;
    web::Router router_;
    web::Actor actor_;
    bool started_ = false;
    LayerId blocks_, wards_, police_;
};

TEST_F(PlacesPages, AResidentSeesWhoLivesInAWardAndWhichOtherMapsCutThroughIt) {
    const auto page = get(area(wards_, "W1"));

    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, testing::HasSubstr("300 people live here"));
    EXPECT_THAT(page.body, testing::HasSubstr("One ward on one other map"));
    EXPECT_THAT(page.body, testing::HasSubstr("67%"));
    EXPECT_THAT(page.body, testing::HasSubstr("33%"));
    EXPECT_EQ(page.body.find("<h1"), page.body.rfind("<h1")) << "one h1";
}

TEST_F(PlacesPages, AnOfficerSeesBothSharesTheRemainderAndHowSureWeAre) {
    sign_in(web::Role::officer);

    const auto page = get(area(wards_, "W2"));

    EXPECT_THAT(page.body, testing::HasSubstr("43 in 100"));
    EXPECT_THAT(page.body, testing::HasSubstr("75 in 100"));
    EXPECT_THAT(page.body, testing::HasSubstr("Outside every police neighbourhood"));
    EXPECT_THAT(page.body, testing::HasSubstr("57 in 100"));
    EXPECT_THAT(page.body, testing::HasSubstr("Firm"));
}

TEST_F(PlacesPages, APageAndItsDataShareAnAddress) {
    EXPECT_THAT(get(area(wards_, "W1") + ".json").body, testing::HasSubstr("\"code\":\"W1\""));
    EXPECT_THAT(get(area(wards_, "W1") + ".csv").body,
                testing::HasSubstr("Police neighbourhoods,P1,Ward P1,200.0000,0.66666667"));
    EXPECT_THAT(get(area(wards_, "W1") + ".geojson").body, testing::HasSubstr("\"type\":\"Polygon\""));
    const auto crosswalk =
        get("/places/layers/" + std::to_string(wards_.value()) + "/with/" + std::to_string(police_.value()) + ".csv");
    EXPECT_THAT(crosswalk.body, testing::HasSubstr(",300.0000,0.42857143,0.75000000"));
    EXPECT_THAT(crosswalk.body, testing::HasSubstr(",400.0000,0.57142857,0.00000000"));
    EXPECT_THAT(get("/places.json").body, testing::HasSubstr("\"name\":\"Wards\""));
}

TEST_F(PlacesPages, EveryPageOfPlacesIsThereForResidentsAndOfficers) {
    for (const auto role : {web::Role::none, web::Role::officer, web::Role::coordinator}) {
        sign_in(role);
        for (const std::string& path :
             {std::string("/places"), "/places/layers/" + std::to_string(wards_.value()),
              "/places/layers/" + std::to_string(wards_.value()) + "/with/" + std::to_string(police_.value()),
              area(blocks_, "B1")})
            EXPECT_EQ(get(path).status, 200) << path;
    }
    EXPECT_EQ(get("/places/areas/1").status, 404);
    EXPECT_EQ(get("/places/layers/1").status, 404);
}

TEST_F(PlacesPages, OfficersBringInBoundariesAndCoordinatorsResidentsToo) {
    sign_in(web::Role::officer);
    EXPECT_EQ(get("/places/import").status, 200);
    EXPECT_EQ(get("/places/import/layer").status, 200);
    EXPECT_EQ(get("/places/import/members").status, 200);
    EXPECT_EQ(get("/places/import/residents").status, 403);
    sign_in(web::Role::coordinator);
    EXPECT_EQ(get("/places/import/residents").status, 200);
    EXPECT_EQ(get("/places/import/postcodes").status, 200);
    EXPECT_EQ(get("/places/import/spoons").status, 404);
}

TEST_F(PlacesPages, WhatOthersShowOfAnAreaStandsOnItsPage) {
    places_.show_on_areas({[](const web::Request&, const AtlasArea&) { return "Four things are open."; },
                           [](html::Writer& page, const web::Request&, const AtlasArea& shown) {
                               page.markup("<p>").text("Open in " + shown.name).markup("</p>");
                           }});
    const auto page = get(area(wards_, "W1"));
    EXPECT_THAT(page.body, testing::HasSubstr("Four things are open."));
    EXPECT_THAT(page.body, testing::HasSubstr("Open in Ward W1"));
}

TEST_F(PlacesPages, ALayerBroughtInWhileTheServerRunsIsOnItsPagesAtOnce) {
    LayerDraft draft;
    draft.vintage = "2026";
    draft.source = "NHS";
    draft.licence = "OGL";
    const LayerId health =
        bring_in(draft, "Health areas", "health", collection({feature("H1", polygon(ring(0, 0, 4000, 1000)))}));
    EXPECT_THAT(get(area(health, "H1")).body, testing::HasSubstr("1,000 people live here"));
}

}  // namespace
}  // namespace thingwall::places
