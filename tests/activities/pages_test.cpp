#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "base/json.hpp"
#include "golden.hpp"
#include "register_site.hpp"
#include "workbook_maker.hpp"

namespace thingwall::activities {
namespace {

using namespace test;

/// A register with a little of everything.
class PagesOfTheRegister : public testing::Test {
protected:
    RegisterSite site;
    Registered ours;

    PagesOfTheRegister() {
        Draft visits = gp_survey();
        visits.title = "Seeing a doctor";
        visits.lead = "103";
        visits.first_day = "2026-11-09";
        visits.last_day = "2026-12-04";
        visits.visibility = "partners";
        visits.methods = "focus-group";
        site.registered(visits, police);
        Draft bins = gp_survey();
        bins.title = "Bins & boxes";
        bins.lead = "101";
        bins.subjects = "bins";
        bins.audience = "everyone";
        bins.areas = "";
        bins.whole_borough = "yes";
        bins.first_day = "2026-09-01";
        bins.last_day = "2026-10-09";
        bins.public_on = "";
        site.registered(bins, council);
        ours = site.registered(gp_survey());
        site.sign_in(officer_of(nhs));
        site.saved();
    }
    std::string path(std::string_view tail = {}) {
        return "/activities/" + std::to_string(ours.id.value()) + std::string(tail);
    }
};

TEST_F(PagesOfTheRegister, TheListShowsWhatThereIsWithCountsAndExport) {
    EXPECT_TRUE(
        golden("register.html", main_of(site.get("/activities", {{"state", "planned"}, {"sort", "residents"}}))));
}

TEST_F(PagesOfTheRegister, RegisteredSaysWhoElseAsksAndWhatHappensOnWhichDay) {
    EXPECT_TRUE(golden("registered.html", main_of(site.get(path("/registered")))));
}

TEST_F(PagesOfTheRegister, TheActivityShowsEveryAnswer) {
    EXPECT_TRUE(golden("activity.html", main_of(site.get(path()))));
}

TEST_F(PagesOfTheRegister, SearchEnginesReadAnEventOfThePublicPage) {
    Draft draft = gp_survey();
    draft.title = "Bins </script> & boxes";
    draft.public_on = "";
    draft.sessions = "5 November 2026, 2pm to 4pm, Ferry Bank library";
    auto made = site.registered(draft);
    site.sign_out();

    std::string page = site.get("/activities/" + std::to_string(made.id.value())).body;

    const std::string_view opens = "<script type=\"application/ld+json\">", closes = "</script>";
    auto from = page.find(opens);
    ASSERT_NE(from, std::string::npos);
    auto event = json::parse(page.substr(from + opens.size(), page.find(closes, from) - from - opens.size()));
    ASSERT_TRUE(event);
    const auto& said = event->as_object();
    EXPECT_EQ(said.at("@type").as_string(), "Event");
    EXPECT_EQ(said.at("name").as_string(), "Bins </script> & boxes");
    EXPECT_EQ(said.at("startDate").as_string(), "2026-11-02");
    EXPECT_EQ(said.at("endDate").as_string(), "2026-11-27");
    EXPECT_EQ(said.at("organizer").as_array().at(0).as_object().at("name").as_string(), "NHS Wyremouth");
    const auto& session = said.at("subEvent").as_array().at(0).as_object();
    EXPECT_EQ(session.at("location").as_object().at("name").as_string(), "Ferry Bank library");
}

TEST_F(PagesOfTheRegister, NoPageSaysThatNobodyAsksWhileThatIsStillBeingWorkedOut) {
    site.screen().is_ready = false;

    const auto list = site.get("/activities");
    const auto registered = site.get(path("/registered"));
    const auto sorted = site.get("/activities", {{"overlaps", "yes"}});

    EXPECT_NE(list.body.find("Not yet"), std::string::npos);
    EXPECT_NE(list.body.find("Load this page again in a minute"), std::string::npos);
    EXPECT_EQ(registered.body.find("Nobody else is asking"), std::string::npos);
    EXPECT_NE(sorted.body.find("Getting a GP appointment"), std::string::npos)
        << "nothing is left out by what is not known";
    EXPECT_EQ(site.get("/activities", {{"overlaps", "yes"}}, "csv").status, 503);
    EXPECT_EQ(site.get("/activities", {}, "csv").status, 200);
}

TEST_F(PagesOfTheRegister, TheShortAddressOnALeafletLeadsToThePage) {
    EXPECT_EQ(RegisterSite::location(site.get("/a/" + ours.reference)), path());
    EXPECT_EQ(site.get("/a/WY-2026-9999").status, 404);
    site.sign_out();
    EXPECT_EQ(site.get("/a/" + ours.reference).status, 404) << "not public before October";
}

TEST_F(PagesOfTheRegister, APreviewPutsWhatIsWrongFirst) {
    web::Upload upload;
    upload.field = "file";
    upload.filename = "Engagement.csv";
    upload.bytes = "Reference,Title,Lead,Where,First day,Last day,Shoe size\n" + ours.reference +
                   ",Getting a GP appointment,NHS Wyremouth,Estuary,2026-11-02,2026-12-04,9\n"
                   ",Warm homes,NHS Wyremouth,Fleetgate,2025,,\n"
                   ",Getting a GP appointment,NHS,Estuary,2025-11-02,2025-11-27,\n"
                   ",Crossings,NHS,Harbour,31/09/2026,2026-10-30,\n";
    upload.size = upload.bytes.size();

    auto read = site.post_file("/activities/import", upload);

    ASSERT_EQ(read.status, 303) << read.body;
    EXPECT_TRUE(golden("import.html", main_of(site.get(RegisterSite::location(read)))));
    EXPECT_TRUE(golden("import-upload.html", main_of(site.get("/activities/import"))));
}

TEST_F(PagesOfTheRegister, CheckYourAnswersRepeatsEachWithAWayToChangeIt) {
    Plan plan;
    auto kept = site.database().write([&](db::Transaction& tx) -> Result<bool> {
        plan.id = tx.new_number();
        plan.organisation = nhs;
        plan.person = PersonId{7};
        plan.draft = gp_survey();
        insert_plan(tx, plan);
        return true;
    });
    ASSERT_TRUE(kept);

    EXPECT_TRUE(golden("check.html", main_of(site.get("/plan/" + std::to_string(plan.id) + "/check"))));
    for (const char* step : {"what", "subjects", "who", "where", "how", "decision"})
        EXPECT_TRUE(golden(std::string("plan-") + step + ".html",
                           main_of(site.get("/plan/" + std::to_string(plan.id) + "/" + step))))
            << step;
}

}  // namespace
}  // namespace thingwall::activities
