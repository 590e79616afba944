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
    using Typed = std::vector<std::pair<std::string, std::string>>;
    web::Response post(const std::string& path, const Typed& typed, const std::string& file = {}) {
        web::Request request;
        request.method = web::Method::post;
        request.path = request.target = path;
        request.now = database_.clock().now();
        for (const auto& [name, value] : typed) request.form.add(name, value);
        request.form.add("csrf", "token");
        if (!request.form.has("idempotency")) request.form.add("idempotency", "form " + std::to_string(++forms_));
        if (!file.empty()) {
            web::Upload upload;
            upload.field = "file";
            upload.filename = "the-file.csv";
            upload.bytes = file;
            upload.size = file.size();
            request.uploads.push_back(std::move(upload));
        }
        auto response = router_.handle(std::move(request));
        feed_.catch_up();
        return response;
    }
    static std::string leads_to(const web::Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "Location") return value;
        return "nowhere";
    }
    /// A field that a page carries hidden.
    static std::string hidden(const web::Response& page, const std::string& name) {
        const std::string sign = "name=\"" + name + "\" value=\"";
        const auto at = page.body.find(sign);
        if (at == std::string::npos) return {};
        const auto begin = at + sign.size();
        return page.body.substr(begin, page.body.find('"', begin) - begin);
    }
    Typed census() const {
        return {{"vintage", "Census 2031"},
                {"source", "Survey office"},
                {"licence", "OGL"},
                {"layer", std::to_string(blocks_.value())}};
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
    int forms_ = 0;
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

TEST_F(PlacesPages, ResidentsOfOneRowWarnAndChangeNothingBeforeTheyAreTaken) {
    sign_in(web::Role::coordinator);

    const auto sent = post("/places/import/residents", census(), "OA21CD,residents\nB1,12\nX9,3\n");
    ASSERT_EQ(sent.status, 303) << sent.body;
    const auto preview = get(leads_to(sent));

    EXPECT_EQ(preview.status, 200);
    EXPECT_THAT(preview.body, testing::HasSubstr("Nothing has been changed yet."));
    EXPECT_THAT(preview.body, testing::HasSubstr("3 of 4 small areas have no row. Nobody would be counted there."));
    EXPECT_THAT(preview.body, testing::HasSubstr("The place would go from 1,000 residents to 12."));
    EXPECT_THAT(preview.body, testing::HasSubstr("Rows for codes that we do not have"));
    EXPECT_EQ(places_.atlas()->residents(), 1000);

    const Typed taken{{"before", hidden(preview, "before")}, {"idempotency", "take"}};
    EXPECT_EQ(leads_to(post(leads_to(sent), taken)), "/places?done=residents");
    EXPECT_EQ(leads_to(post(leads_to(sent), taken)), "/places?done=residents") << "the same form again";
    EXPECT_EQ(places_.atlas()->residents(), 12);
    EXPECT_EQ(get(leads_to(sent)).status, 404) << "it waits no more";
}

TEST_F(PlacesPages, TheResidentsOfBeforeComeBackWithOneButtonForAWeek) {
    sign_in(web::Role::coordinator);
    const auto sent = post("/places/import/residents", census(), "OA21CD,residents\nB1,12\n");
    post(leads_to(sent), {{"before", hidden(get(leads_to(sent)), "before")}});
    ASSERT_EQ(places_.atlas()->residents(), 12);

    const auto overview = get("/places");
    EXPECT_THAT(overview.body, testing::HasSubstr("Bring back the residents of before"));
    const std::string newest = hidden(overview, "newest");
    EXPECT_EQ(leads_to(post("/places/bring-back/residents", {{"newest", newest}})), "/places?done=residents-back");
    EXPECT_EQ(places_.atlas()->residents(), 1000);
    EXPECT_EQ(places_.atlas()->residents_facts().vintage, "Census 2021");
    EXPECT_EQ(post("/places/bring-back/residents", {{"newest", newest}}).status, 409) << "seen too long ago";

    database_.clock().set(database_.clock().now() + std::chrono::hours{24 * 8});
    EXPECT_THAT(get("/places").body, testing::Not(testing::HasSubstr("Bring back")));
    sign_in(web::Role::officer);
    EXPECT_EQ(post("/places/bring-back/residents", {{"newest", newest}}).status, 403);
}

TEST_F(PlacesPages, PostcodesOfAnotherDistrictWarnAndThoseOfBeforeComeBack) {
    sign_in(web::Role::coordinator);
    const auto bring = [&](const std::string& file) {
        const auto sent = post("/places/import/postcodes", census(), file);
        EXPECT_EQ(sent.status, 303) << sent.body;
        const auto preview = get(leads_to(sent));
        EXPECT_EQ(leads_to(post(leads_to(sent), {{"before", hidden(preview, "before")}})), "/places?done=postcodes");
        return preview.body;
    };
    EXPECT_THAT(bring("postcode,eastings,northings\nCH411DB,330500,390500\n"),
                testing::Not(testing::HasSubstr("govuk-warning-text")));
    EXPECT_THAT(bring("postcode,eastings,northings\nSW1A1AA,529090,179645\n"),
                testing::HasSubstr("None of these postcodes lies in the place."));
    EXPECT_FALSE(places_.atlas()->find(*Postcode::parse("CH41 1DB")));

    const auto answer = post("/places/bring-back/postcodes", {{"newest", hidden(get("/places"), "newest")}});
    EXPECT_EQ(leads_to(answer), "/places?done=postcodes-back");
    EXPECT_TRUE(places_.atlas()->find(*Postcode::parse("CH41 1DB")));
}

TEST_F(PlacesPages, WhatSomebodyElseBroughtInMeanwhileIsSeenBeforeItIsReplaced) {
    sign_in(web::Role::coordinator);
    const auto sent = post("/places/import/residents", census(), "OA21CD,residents\nB1,100\nB2,200\nB3,300\nB4,500\n");
    const auto preview = get(leads_to(sent));
    EXPECT_THAT(preview.body, testing::Not(testing::HasSubstr("govuk-warning-text")));
    const auto other =
        prepare_residents(*places_.atlas(), {"Count 2030", "Survey office", "OGL", "", std::to_string(blocks_.value())},
                          "people.csv", "OA21CD,residents\nB1,7\n")
            .value();
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return import_residents(tx, {}, other); }));
    feed_.catch_up();

    const auto refused = post(leads_to(sent), {{"before", hidden(preview, "before")}});

    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, testing::HasSubstr("Something else was brought in since you looked."));
    EXPECT_EQ(places_.atlas()->residents(), 7);
    EXPECT_EQ(post(leads_to(sent), {{"before", hidden(refused, "before")}}).status, 303);
    EXPECT_EQ(places_.atlas()->residents(), 1100);
}

TEST_F(PlacesPages, BoundariesAreLookedAtFirstTooAndOnlyByWhoSentThem) {
    sign_in(web::Role::officer);
    const Typed said{{"name", "Health areas"}, {"kind", "health"}, {"owner", "1"},    {"vintage", "2026"},
                     {"source", "NHS"},        {"licence", "OGL"}, {"valid_from", ""}};
    const auto sent = post("/places/import/layer", said, collection({feature("H1", polygon(ring(0, 0, 1000, 1000)))}));
    ASSERT_EQ(sent.status, 303) << sent.body;
    const auto preview = get(leads_to(sent));
    EXPECT_THAT(preview.body, testing::HasSubstr("900 of 1,000 residents live outside every area of this file."));
    EXPECT_THAT(get("/places/import/layer?from=" + leads_to(sent).substr(leads_to(sent).rfind('/') + 1)).body,
                testing::HasSubstr("value=\"Health areas\""))
        << "what was typed is there when one goes back";
    EXPECT_EQ(places_.atlas()->layers().size(), 3u);

    actor_.person = PersonId{8};
    EXPECT_EQ(get(leads_to(sent)).status, 404);
    EXPECT_EQ(post(leads_to(sent), {{"before", "0"}}).status, 404);
    actor_.person = PersonId{7};
    EXPECT_THAT(leads_to(post(leads_to(sent), {{"before", "0"}})), testing::EndsWith("?done=layer"));
    EXPECT_EQ(places_.atlas()->layers().size(), 4u);
}

TEST_F(PlacesPages, ALayerOfMoreAreasThanAnyoneCanChooseFromIsRefused) {
    std::vector<std::string> many;
    for (int i = 0; i <= 5'000; ++i)
        many.push_back(feature("A" + std::to_string(i), polygon(ring(i % 100 * 20, i / 100 * 20, 20, 20))));
    LayerDraft draft{"Plots", "parish", "", "2026", "Office", "OGL", "", "", "", "yes", "", "", ""};
    const auto refused = prepare_layer(*places_.atlas(), draft, "plots.geojson", collection(many));
    ASSERT_FALSE(refused);
    EXPECT_THAT(describe(refused.error()), testing::HasSubstr("has 5,001 areas, and people choose from them"));
    draft.kind = "small_area";
    EXPECT_TRUE(prepare_layer(*places_.atlas(), draft, "plots.geojson", collection(many)));
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
