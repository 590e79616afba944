#include <gtest/gtest.h>

#include "golden.hpp"
#include "register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;
using Form = std::vector<std::pair<std::string, std::string>>;

std::string location(const web::Response& response) {
    return RegisterSite::location(response);
}

const Form what{{"title", "Getting a GP appointment"},
                {"purpose", "How people reach their surgery."},
                {"questions", "When did you last try?"}};
const Form who{{"audience", "older-people"}};
const Form where{{"areas", "204"}};
const Form when{{"first_day-day", "2"}, {"first_day-month", "11"}, {"first_day-year", "2026"},
                {"last_day-day", "27"}, {"last_day-month", "11"},  {"last_day-year", "2026"}};
const Form how{{"methods", "survey"}, {"contact", "Anna Holt"}};
const Form decision{{"decision", "Opening hours"}, {"influence", "consult"}, {"visibility", "public"}};

class PlanningAnEngagement : public testing::Test {
protected:
    RegisterSite site;
    PlanningAnEngagement() { site.sign_in(officer_of(nhs)); }

    // As far as the step named; gives back the plan's path.
    std::string planned_to(std::string_view step) {
        std::string plan = location(site.post("/plan", what));
        plan = plan.substr(0, plan.rfind('/'));
        if (step == "subjects") return plan;
        site.post(plan + "/subjects", {{"subjects", "gp-access"}});
        std::pair<const char*, const Form*> steps[] = {
            {"who", &who}, {"where", &where}, {"when", &when}, {"how", &how}, {"decision", &decision}};
        for (auto& [name, form] : steps) {
            if (step == name) return plan;
            auto response = site.post(plan + "/" + name, *form);
            EXPECT_EQ(response.status, 303) << name << response.body;
        }
        return plan;
    }
};

TEST_F(PlanningAnEngagement, SixStepsLeadToARegisteredActivity) {
    std::string plan = planned_to("check");

    auto answers = site.get(plan + "/check");
    EXPECT_EQ(answers.status, 200);
    EXPECT_NE(answers.body.find("Check your answers"), std::string::npos);
    auto done = site.post(plan + "/register", {});

    ASSERT_EQ(done.status, 303) << done.body;
    auto registered = site.get(location(done));
    EXPECT_EQ(registered.status, 200);
    EXPECT_NE(registered.body.find("WY-2026-0001"), std::string::npos);
    EXPECT_EQ(site.saved(), 1);
}

TEST_F(PlanningAnEngagement, RegisteringTwiceByAnImpatientPressIsDoneOnce) {
    std::string plan = planned_to("check");

    auto first = site.post(plan + "/register", {}, "one-key");
    auto again = site.post(plan + "/register", {}, "one-key");
    auto later = site.post(plan + "/register", {}, "another-key");

    EXPECT_EQ(location(first), location(again));
    EXPECT_EQ(location(first), location(later));
    EXPECT_EQ(site.saved(), 1);
}

TEST_F(PlanningAnEngagement, AMistakeKeepsAllThatWasTypedAndSaysWhatToDo) {
    std::string plan = planned_to("when");

    auto response = site.post(plan + "/when", {{"first_day-day", "31"},
                                               {"first_day-month", "9"},
                                               {"first_day-year", "2026"},
                                               {"last_day-day", "27"},
                                               {"last_day-month", "11"},
                                               {"last_day-year", "2026"},
                                               {"sessions", "someday, noon"}});

    EXPECT_EQ(response.status, 422);
    EXPECT_NE(response.body.find("There is a problem"), std::string::npos);
    EXPECT_NE(response.body.find("value=\"31\""), std::string::npos);
    EXPECT_NE(response.body.find("someday, noon"), std::string::npos);
    EXPECT_NE(response.body.find("30 days"), std::string::npos);
    auto back = site.get(plan + "/when");
    EXPECT_NE(back.body.find("value=\"31\""), std::string::npos) << "it is there when somebody comes back";
}

TEST_F(PlanningAnEngagement, SavingForLaterJudgesNothingAndLosesNothing) {
    auto saved = site.post("/plan", {{"title", "Half a thought"}, {"do", "later"}});

    EXPECT_EQ(saved.status, 303);
    auto begin = site.get("/plan", {{"saved", "yes"}});
    EXPECT_NE(begin.body.find("Half a thought"), std::string::npos);
    EXPECT_NE(begin.body.find("Your plan is saved"), std::string::npos);
}

TEST_F(PlanningAnEngagement, AColleagueFindsThePlanAndMayThrowItAway) {
    std::string plan = planned_to("when");
    auto colleague = officer_of(nhs);
    colleague.person = PersonId{8};
    site.sign_in(colleague);
    auto list = site.get("/plan");
    EXPECT_NE(list.body.find(plan + "/discard"), std::string::npos) << list.body;
    EXPECT_NE(site.get(plan + "/discard").body.find("Throw this plan away?"), std::string::npos);

    auto thrown = site.post(plan + "/discard", {}, "one-key");
    auto again = site.post(plan + "/discard", {}, "one-key");

    EXPECT_EQ(location(thrown), "/plan?thrown=away");
    EXPECT_EQ(again.status, 303) << "pressed twice is pressed once";
    EXPECT_EQ(site.get("/plan").body.find(plan), std::string::npos);
    EXPECT_EQ(site.get(plan + "/when").status, 404);
}

TEST_F(PlanningAnEngagement, AnotherBodyFindsNoPlanAndThrowsNoneAway) {
    std::string plan = planned_to("when");
    site.sign_in(officer_of(police));

    EXPECT_EQ(site.get("/plan").body.find(plan), std::string::npos);
    EXPECT_EQ(site.get(plan + "/discard").status, 404);
    EXPECT_EQ(site.post(plan + "/discard", {}).status, 404);

    site.sign_in(officer_of(nhs));
    EXPECT_EQ(site.get(plan + "/when").status, 200);
}

TEST_F(PlanningAnEngagement, WhatIsRegisteredIsNotThrownAway) {
    std::string plan = planned_to("check");
    site.post(plan + "/register", {});

    EXPECT_EQ(site.post(plan + "/discard", {}).status, 409);
    EXPECT_EQ(site.saved(), 1);
}

TEST_F(PlanningAnEngagement, LastYearsIsPlannedAgainWithItsDaysAYearLater) {
    Draft last_year = gp_survey();
    last_year.sessions = "5 November 2026, 2pm to 4pm, Ferry Bank library";
    last_year.results = "Most of them wait too long";
    last_year.responses = "412";
    auto made = site.registered(last_year);
    std::string id = std::to_string(made.id.value());
    EXPECT_NE(site.get("/activities/" + id).body.find("/plan?from=" + id), std::string::npos);

    EXPECT_NE(site.get("/plan", {{"from", id}}).body.find("When did you last try?"), std::string::npos);
    Form form = what;
    form.emplace_back("from", id);
    std::string plan = location(site.post("/plan", form));
    plan = plan.substr(0, plan.rfind('/'));

    auto dates = site.get(plan + "/when").body;
    EXPECT_NE(dates.find("1 November 2027"), std::string::npos) << "a Monday again";
    EXPECT_NE(dates.find("2027-11-04"), std::string::npos) << dates;
    auto check = site.get(plan + "/decision").body;
    EXPECT_NE(check.find("opening hours"), std::string::npos);
}

TEST_F(PlanningAnEngagement, ADraftOfAnotherBodyIsNoPatternForOurs) {
    Draft hidden = gp_survey();
    hidden.visibility = "draft";
    auto theirs = site.registered(hidden);
    site.sign_in(officer_of(police));
    Form form = what;
    form.emplace_back("from", std::to_string(theirs.id.value()));

    EXPECT_EQ(site.get("/plan", {{"from", std::to_string(theirs.id.value())}}).status, 404);
    EXPECT_EQ(site.post("/plan", form).status, 404);
}

TEST_F(PlanningAnEngagement, TheBodysOwnEarlierEntryIsShownBeforeItIsEnteredTwice) {
    auto ours = site.registered(gp_survey());
    std::string plan = planned_to("check");

    auto page = site.get(plan + "/check").body;

    EXPECT_NE(page.find("Do you have this in the register already?"), std::string::npos);
    EXPECT_NE(page.find("/activities/" + std::to_string(ours.id.value())), std::string::npos);
}

TEST_F(PlanningAnEngagement, GoingBackInTheBrowserAndSendingAgainChangesThePlanThatWasBegun) {
    auto first = site.post("/plan", what, "one-form");
    Form bettered = what;
    bettered[0].second = "Seeing your GP";
    bettered[1].second = "What keeps people away.";

    auto second = site.post("/plan", bettered, "one-form");

    EXPECT_EQ(second.status, 303) << second.body;
    EXPECT_EQ(location(first), location(second));
    auto page = site.get("/plan");
    EXPECT_NE(page.body.find("Seeing your GP"), std::string::npos);
    EXPECT_EQ(page.body.find("A plan without a title"), std::string::npos);
    auto plan = site.get(location(second).substr(0, location(second).rfind('/')) + "/what");
    EXPECT_NE(plan.body.find("What keeps people away."), std::string::npos);
}

TEST_F(PlanningAnEngagement, SubjectsAreSuggestedFromWhatWasTyped) {
    std::string plan = planned_to("subjects");

    auto page = site.get(plan + "/subjects");
    EXPECT_NE(page.body.find("Getting a GP appointment"), std::string::npos);
    EXPECT_EQ(site.post(plan + "/subjects", {}).status, 422) << "one must be chosen";
    EXPECT_EQ(site.post(plan + "/subjects", {{"other_subjects", "bin collections"}}).status, 303)
        << "typed by its name";
    EXPECT_EQ(site.post(plan + "/subjects", {{"other_subjects", "astrology"}}).status, 422);
}

TEST_F(PlanningAnEngagement, OthersOfTheSamePeopleAreShownBeforeAnythingIsRegistered) {
    Draft police_visits = gp_survey();
    police_visits.title = "Seeing a doctor";
    police_visits.lead = "103";
    police_visits.visibility = "partners";
    site.registered(police_visits, police);
    Draft before = gp_survey();
    before.title = "GP access in spring";
    before.lead = "101";
    before.first_day = "2026-03-02";
    before.last_day = "2026-03-27";
    before.decision_day = "";
    before.responses = "412";
    before.results = "Most could not get through before 9am.";
    site.registered(before, council);
    std::string plan = planned_to("how");

    auto page = site.get(plan + "/when");

    EXPECT_NE(page.body.find("One other plans"), std::string::npos) << page.body;
    EXPECT_NE(page.body.find("Seeing a doctor"), std::string::npos);
    EXPECT_NE(page.body.find("412 answered"), std::string::npos);
    EXPECT_NE(page.body.find("limit is 3"), std::string::npos);
    EXPECT_TRUE(golden("plan-when.html", main_of(page)));
}

TEST_F(PlanningAnEngagement, IsNotHeldUpByWhatIsStillBeingWorkedOutAndSaysSo) {
    site.screen().is_ready = false;
    std::string plan = planned_to("check");

    for (const char* step : {"/when", "/check"}) {
        auto page = site.get(plan + step);
        EXPECT_EQ(page.status, 200);
        EXPECT_NE(page.body.find("Load this page again in a minute"), std::string::npos) << step;
        EXPECT_EQ(page.body.find("Nobody else plans"), std::string::npos) << step;
    }
    EXPECT_EQ(site.post(plan + "/register", {}).status, 303);
    auto registered = site.get("/activities", {{"q", "GP"}});
    EXPECT_NE(registered.body.find("Getting a GP appointment"), std::string::npos);
}

TEST_F(PlanningAnEngagement, ADraftOfAnotherBodyIsNotAmongTheOthers) {
    Draft secret = gp_survey();
    secret.title = "Seeing a doctor";
    secret.lead = "103";
    secret.visibility = "draft";
    site.registered(secret, police);
    std::string plan = planned_to("how");

    EXPECT_EQ(site.get(plan + "/when").body.find("Seeing a doctor"), std::string::npos);
}

TEST_F(PlanningAnEngagement, QuieterDatesAreTakenWithOnePress) {
    std::string plan = planned_to("how");

    auto taken = site.post(plan + "/when", {{"use", "2027-01-04"}});

    EXPECT_EQ(location(taken), plan + "/when");
    auto page = site.get(plan + "/when");
    EXPECT_NE(page.body.find("Monday 4 January 2027"), std::string::npos);
    EXPECT_NE(page.body.find("Friday 29 January 2027"), std::string::npos);
}

TEST_F(PlanningAnEngagement, NobodyOfAnotherBodyFindsThePlan) {
    std::string plan = planned_to("how");
    site.sign_in(officer_of(police));

    EXPECT_EQ(site.get(plan + "/when").status, 404);
    EXPECT_EQ(site.post(plan + "/when", when).status, 404);
    EXPECT_EQ(site.post(plan + "/register", {}).status, 404);
}

TEST_F(PlanningAnEngagement, AViewerCannotPlan) {
    auto viewer = officer_of(nhs);
    viewer.role = web::Role::viewer;
    site.sign_in(viewer);

    EXPECT_EQ(site.get("/plan").status, 403);
}

class AnActivitysPage : public PlanningAnEngagement {};

TEST_F(AnActivitysPage, ShowsItsHistoryAndWhatChanged) {
    auto made = site.registered(gp_survey());
    std::string path = "/activities/" + std::to_string(made.id.value());

    auto changed = site.post(path + "/edit/when", {{"first_day-day", "9"},
                                                   {"first_day-month", "11"},
                                                   {"first_day-year", "2026"},
                                                   {"last_day-day", "27"},
                                                   {"last_day-month", "11"},
                                                   {"last_day-year", "2026"},
                                                   {"dates_can_move", "yes"},
                                                   {"version", "1"}});
    ASSERT_EQ(changed.status, 303) << changed.body;
    auto page = site.get(path, {{"changed", "yes"}});

    EXPECT_NE(page.body.find("Monday 2 November 2026"), std::string::npos);
    EXPECT_NE(page.body.find("Monday 9 November 2026"), std::string::npos);
    EXPECT_NE(page.body.find("Anna Holt, NHS Wyremouth"), std::string::npos);
}

TEST_F(AnActivitysPage, AnEditOverSomebodyElsesIsNotKeptAndSaysSo) {
    auto made = site.registered(gp_survey());
    std::string path = "/activities/" + std::to_string(made.id.value());
    Form change = what;
    change.emplace_back("version", "1");
    ASSERT_EQ(site.post(path + "/edit/what", change).status, 303);

    change[0].second = "Another title";
    EXPECT_EQ(site.post(path + "/edit/what", change).status, 422);
    EXPECT_EQ(site.get(path).body.find("Another title"), std::string::npos);
}

TEST_F(AnActivitysPage, ADraftLooksToOthersAsIfItWereNotThere) {
    Draft secret = gp_survey();
    secret.visibility = "draft";
    auto made = site.registered(secret);
    std::string path = "/activities/" + std::to_string(made.id.value());

    EXPECT_EQ(site.get(path).status, 200);
    site.sign_in(officer_of(police));
    auto absent = site.get("/activities/1"), hidden = site.get(path);
    EXPECT_EQ(hidden.status, 404);
    EXPECT_EQ(absent.status, 404);
    for (const char* format : {"json", "csv", "ics", "atom", "geojson"})
        EXPECT_EQ(site.get(path, {}, format).status, 404) << format;
    EXPECT_EQ(site.get(path + "/edit/what").status, 404);
    EXPECT_EQ(site.get(path + "/registered").status, 404);
    EXPECT_EQ(site.get("/activities").body.find("Getting a GP"), std::string::npos);
    site.sign_out();
    EXPECT_EQ(site.get(path).status, 404);
}

TEST_F(AnActivitysPage, WithdrawingAsksForAReasonAndKeepsIt) {
    auto made = site.registered(gp_survey());
    std::string path = "/activities/" + std::to_string(made.id.value());

    EXPECT_EQ(site.get(path + "/withdraw").status, 200);
    EXPECT_EQ(site.post(path + "/withdraw", {{"because", ""}, {"version", "1"}}).status, 422);
    EXPECT_EQ(site.post(path + "/withdraw", {{"because", "Decided early"}, {"version", "1"}}, "one-key").status, 303);
    EXPECT_EQ(site.post(path + "/withdraw", {{"because", "Decided early"}, {"version", "1"}}, "one-key").status, 303)
        << "pressed twice is pressed once";
    EXPECT_EQ(site.post(path + "/withdraw", {{"because", "Decided late"}, {"version", "1"}}).status, 409);

    EXPECT_NE(site.get(path).body.find("Decided early"), std::string::npos);
    EXPECT_EQ(site.get(path + "/edit/what").status, 409);
}

TEST_F(AnActivitysPage, WhatSomebodyTypedIsNeverMarkup) {
    Draft hostile = gp_survey();
    hostile.title = "<script>alert('x')</script>";
    hostile.purpose = "<img src=x onerror=alert(1)>";
    auto made = site.registered(hostile);
    std::string path = "/activities/" + std::to_string(made.id.value());

    for (const auto& page :
         {site.get(path), site.get("/activities"), site.get(path + "/registered"), site.get(path + "/edit/what")}) {
        EXPECT_EQ(page.status, 200);
        EXPECT_EQ(page.body.find("<script>alert"), std::string::npos);
        EXPECT_EQ(page.body.find("<img"), std::string::npos);
    }
}

class TheRegister : public PlanningAnEngagement {};

TEST_F(TheRegister, SaysHowToBeginWhileItIsEmpty) {
    auto page = site.get("/activities");

    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Nothing is registered yet"), std::string::npos);
}

TEST_F(TheRegister, FindsByWordsReferenceAndPostcode) {
    site.registered(gp_survey());
    Draft bins = gp_survey();
    bins.title = "Bins at the back";
    bins.purpose = "Where bins stand.";
    bins.questions = "";
    bins.subjects = "bins";
    bins.areas = "201";
    site.registered(bins);

    auto by_word = site.get("/activities", {{"q", "bins"}});
    auto by_reference = site.get("/activities", {{"q", "WY-2026-0001"}});
    auto by_postcode = site.get("/activities", {{"q", "wm4 7aa"}});

    EXPECT_NE(by_word.body.find("Bins at the back"), std::string::npos);
    EXPECT_EQ(by_word.body.find("Getting a GP"), std::string::npos);
    EXPECT_NE(by_reference.body.find("Getting a GP"), std::string::npos);
    EXPECT_EQ(by_reference.body.find("Bins at"), std::string::npos);
    EXPECT_NE(by_postcode.body.find("Bins at the back"), std::string::npos);
    EXPECT_EQ(by_postcode.body.find("Getting a GP"), std::string::npos);
    EXPECT_NE(by_postcode.body.find("At WM4 7AA"), std::string::npos);
}

}  // namespace
}  // namespace thingwall::activities
