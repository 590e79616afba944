#include <gmock/gmock.h>

#include <thread>

#include "activities/register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

Draft secret() {
    Draft draft;
    draft.title = "Opening hours of libraries";
    draft.purpose = "SECRETWORD we intend to close one";
    draft.subjects = "bins";
    draft.audience = "everyone";
    draft.areas = "201";
    draft.first_day = "2026-09-21";
    draft.last_day = "2026-12-31";
    draft.methods = "survey";
    draft.decision = "SECRETDECISION";
    draft.decision_day = "2027-01-31";
    draft.influence = "consult";
    draft.lead = "102";
    draft.visibility = "draft";
    draft.contact = "01632 960 152";
    draft.other_ways = "paper";
    return draft;
}
std::string path(ActivityId id) {
    return "/activities/" + std::to_string(id.value());
}
web::Actor viewer_of_nhs() {
    return {PersonId{9}, nhs, web::Role::viewer, "Joan Byrne", "NHS Wyremouth"};
}

TEST(WhatADraftSaid, StaysWithItsBodyWhenItIsShownToOthers) {
    RegisterSite site;
    const auto kept = site.registered(secret());
    auto now = secret();
    now.purpose = "When people would like to come.";
    now.decision = "The hours from April";
    now.visibility = "partners";
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return edit_activity(tx, officer_of(nhs), kept.id, 1, now, site.context()); }));
    now.contact = "01632 960 999";
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return edit_activity(tx, officer_of(nhs), kept.id, 2, now, site.context()); }));

    site.sign_in(officer_of(council));
    const auto others = site.get(path(kept.id)).body;
    site.sign_in(officer_of(nhs));
    const auto own = site.get(path(kept.id)).body;

    EXPECT_THAT(others, Not(HasSubstr("SECRET")));
    EXPECT_THAT(others, HasSubstr("01632 960 999")) << "what changed since it was shown is there";
    EXPECT_THAT(own, HasSubstr("SECRETWORD"));
}

TEST(ADraft, IsForOfficersOfItsBodyAndNotForWhoOnlyReads) {
    RegisterSite site;
    const auto kept = site.registered(secret());
    site.sign_in(viewer_of_nhs());

    for (const char* format : {"", "json", "csv", "ics", "atom", "geojson"})
        EXPECT_EQ(site.get(path(kept.id), {}, format).status, 404) << format;
    EXPECT_THAT(site.get("/activities").body, Not(HasSubstr("Opening hours of libraries")));
    site.sign_in(officer_of(nhs));
    EXPECT_EQ(site.get(path(kept.id)).status, 200);
}

TEST(APartOfSomething, CannotBeUsedToFindOutWhichDraftsOthersHave) {
    RegisterSite site;
    const auto theirs = site.registered(secret());
    site.sign_in(officer_of(council));
    site.get("/plan");
    const auto begun = site.post("/plan", {{"title", "Bins"}, {"purpose", "What people think"}});
    const auto next = RegisterSite::location(begun), step = next.substr(0, next.rfind('/')) + "/decision";
    const auto asked = [&](const std::string& umbrella) {
        return site.post(step, {{"decision", "A decision"},
                                {"decision_day", "31 January 2027"},
                                {"influence", "consult"},
                                {"visibility", "partners"},
                                {"umbrella", umbrella}});
    };

    const auto hidden = asked(theirs.reference), none = asked("WY-2099-9999"),
               by_number = asked(std::to_string(theirs.id.value()));

    EXPECT_EQ(none.status, 422);
    EXPECT_EQ(hidden.status, none.status);
    EXPECT_EQ(by_number.status, none.status);
    const auto fault_of = [](const web::Response& page, const std::string& typed) {
        std::string body = page.body.substr(page.body.find("There is a problem"));
        body = body.substr(0, body.find("</div>"));
        for (auto at = body.find(typed); at != std::string::npos; at = body.find(typed))
            body.replace(at, typed.size(), "REF");
        return body;
    };
    EXPECT_EQ(fault_of(hidden, theirs.reference), fault_of(none, "WY-2099-9999")) << "the same words for both";
    EXPECT_THAT(fault_of(hidden, theirs.reference), HasSubstr("REF"));
}

TEST(APartOfSomething, CanStillBeChangedWhenItsWholeWasHidden) {
    RegisterSite site;
    const auto whole = site.registered(gp_survey());
    Draft part = gp_survey();
    part.lead = "101";
    part.title = "Bins";
    part.umbrella = std::to_string(whole.id.value());
    const auto made = site.registered(part, council);
    auto hide = gp_survey();
    hide.visibility = "draft";
    hide.public_on.clear();
    auto hidden = site.database().write([&](db::Transaction& tx) {
        return edit_activity(tx, officer_of(nhs), whole.id, 1, hide, site.context(), Ask::in_full);
    });
    ASSERT_TRUE(hidden) << describe(hidden.error());
    site.sign_in(officer_of(council));

    const auto page = site.get(path(made.id) + "/edit/decision");
    EXPECT_THAT(page.body, Not(HasSubstr(whole.reference)));
    const auto saved = site.post(path(made.id) + "/edit/decision", {{"decision", "Another decision"},
                                                                    {"decision_day", "31 January 2027"},
                                                                    {"influence", "consult"},
                                                                    {"visibility", "partners"},
                                                                    {"umbrella", "an activity that you cannot see"},
                                                                    {"version", "1"}});
    EXPECT_EQ(saved.status, 303) << saved.body;
    const auto parts = site.database().read([&](db::Reader& reader) { return parts_of(reader, whole.id); });
    EXPECT_EQ(parts, std::vector<ActivityId>{made.id});
}

TEST(ACharacterThatNoFeedCanHold, IsRefusedWhereItIsTyped) {
    RegisterSite site;
    for (const char* odd : {"Bins\x07", "Bins\xef\xbf\xbf", "Bins\xef\xbf\xbe"}) {
        auto draft = secret();
        draft.title = odd;
        const auto checked = check(draft, site.lists().known(), nhs);
        ASSERT_FALSE(checked) << odd;
        EXPECT_EQ(checked.error().fields[0].field, "title");
    }
    auto fine = secret();
    fine.title = "Biniau – Ysgol “Llŷn” 🙂";
    fine.purpose = "One line\nand another\twith a tab";
    EXPECT_TRUE(check(fine, site.lists().known(), nhs));
}

TEST(GroundThatCannotBeUsed, IsAFaultOfTheFieldThatItWasTypedIn) {
    RegisterSite site;
    auto known = site.lists().known();
    known.ground = [](const Footprint&) { return std::string("This lies outside"); };
    auto drawn = secret(), circle = secret();
    drawn.shape = R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.4]]]})";
    circle.centre = "51.5, -0.1";
    circle.radius = "500";

    EXPECT_EQ(check(drawn, known, nhs).error().fields[0].field, "shape");
    EXPECT_EQ(check(circle, known, nhs).error().fields[0].field, "centre");
    EXPECT_TRUE(check(secret(), known, nhs)) << "areas are known already";
}

TEST(TwoColleaguesAtOnePlan, EachKeepTheStepThatTheyWrote) {
    RegisterSite site;
    site.sign_in(officer_of(nhs));
    site.get("/plan");
    const auto next = RegisterSite::location(site.post("/plan", {{"title", "Bins"}, {"purpose", "What people think"}}));
    const auto plan = next.substr(0, next.rfind('/'));

    std::vector<std::jthread> both;
    both.emplace_back([&] { site.post(plan + "/who", {{"audience", "carers"}}); });
    both.emplace_back([&] { site.post(plan + "/how", {{"methods", "survey"}, {"contact", "01632 960 152"}}); });
    both.clear();

    EXPECT_THAT(site.get(plan + "/how").body, HasSubstr("01632 960 152"));
    EXPECT_THAT(site.get(plan + "/who").body, HasSubstr("value=\"carers\" checked"));
}

TEST(AnEditThatComesTooLate, KeepsWhatWasTypedOnThePage) {
    RegisterSite site;
    auto draft = secret();
    draft.visibility = "partners";
    const auto kept = site.registered(draft);
    site.sign_in(officer_of(nhs));
    auto now = draft;
    now.contact = "01632 960 999";
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return edit_activity(tx, officer_of(nhs), kept.id, 1, now, site.context()); }));

    const auto late = site.post(path(kept.id) + "/edit/what",
                                {{"version", "1"}, {"title", "Other hours"}, {"purpose", "MY LONG TEXT"}});

    EXPECT_EQ(late.status, 422);
    EXPECT_THAT(late.body, HasSubstr("MY LONG TEXT"));
    EXPECT_THAT(late.body, HasSubstr("Somebody else changed this activity"));
    EXPECT_THAT(late.body, HasSubstr("name=\"version\" value=\"2\"")) << "saved again, it counts";
}

}  // namespace
}  // namespace thingwall::activities
