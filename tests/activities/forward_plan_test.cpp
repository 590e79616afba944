#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "activities/rules_forward_plan.hpp"
#include "register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

Date day(const char* iso) {
    return *parse_date(iso);
}
const Date today = day("2026-09-14");

std::shared_ptr<Entry> entry(std::int64_t id, const char* first, const char* last, OrganisationId lead = council) {
    auto made = std::make_shared<Entry>();
    made->id = ActivityId{id};
    made->title = "Activity " + std::to_string(id);
    made->first = day(first);
    made->last = day(last);
    made->lead = lead;
    made->residents = id * 100;
    return made;
}
EntryPointer none(ActivityId) {
    return nullptr;
}

class ThePlan : public testing::Test {
protected:
    FewLists lists;
    std::vector<EntryPointer> rows;
    std::vector<overlap::OpenPair> open;
    PlanPage page;

    ForwardPlan plan(const Lanes& lanes) { return make_plan(rows, lanes, open, none, page, today); }
    static std::vector<std::string> names(const ForwardPlan& plan, const Lanes& lanes) {
        std::vector<std::string> found;
        for (const auto& lane : plan.lanes) found.push_back(lanes.names()[lane.lane].name);
        return found;
    }
    static std::vector<std::int64_t> ids(const PlanLane& lane) {
        std::vector<std::int64_t> found;
        for (const auto& bar : lane.bars) found.push_back(bar.entry->id.value());
        return found;
    }
};

TEST_F(ThePlan, AYearIsTwelveWholeMonths) {
    EXPECT_EQ(describe_months(year_from(today)), "September 2026 to August 2027");
    EXPECT_EQ(year_from(day("2027-02-28")).last(), day("2028-01-31"));
    EXPECT_EQ(parse_month("2026-09"), day("2026-09-01"));
    EXPECT_EQ(parse_month("2026-13"), std::nullopt);
    EXPECT_EQ(parse_month("26-9"), std::nullopt);
}

TEST_F(ThePlan, WhoeverSaysNobodyAsksEveryoneAndSeveralCommunitiesAreSeveralLanes) {
    auto all = entry(1, "2026-10-01", "2026-10-30"), two = entry(2, "2026-10-01", "2026-10-30");
    two->audience = {"older-people", "carers"};
    rows = {all, two};
    const auto lanes = Lanes::of_communities(lists);

    const auto made = plan(lanes);

    EXPECT_EQ(names(made, lanes), (std::vector<std::string>{"Everyone in a place", "Older people", "Unpaid carers"}));
    EXPECT_EQ(made.in_picture, 2);
    EXPECT_EQ(made.lanes[1].bars[0].number, made.lanes[2].bars[0].number);
}

TEST_F(ThePlan, AnActivityStandsWhereHalfOfAnAreaIsReachedOrHalfOfItsPeopleLive) {
    auto reached = [](std::vector<Reached> areas) { return std::make_shared<std::vector<Reached>>(std::move(areas)); };
    auto whole = entry(1, "2026-10-01", "2026-10-30"), named = entry(2, "2026-10-01", "2026-10-30"),
         part = entry(3, "2026-10-01", "2026-10-30"), nowhere = entry(4, "2026-10-01", "2026-10-30");
    whole->ground.whole_borough = true;
    named->reached = reached({{harbour_ward, 1, 0.4F}, {fleetgate, 0.1F, 0.6F}});
    part->reached = reached({{harbour_ward, 0.2F, 0.3F}, {fleetgate, 0.3F, 0.4F}, {estuary, 1, 1}});
    rows = {whole, named, part, nowhere};
    const auto lanes = Lanes::of_areas(lists, "ward");

    const auto made = plan(lanes);

    ASSERT_EQ(names(made, lanes),
              (std::vector<std::string>{"Whole borough", "Fleetgate", "Harbour", "Outside these areas"}));
    EXPECT_EQ(ids(made.lanes[1]), (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(ids(made.lanes[2]), (std::vector<std::int64_t>{2}));
}

TEST_F(ThePlan, OfMoreThanFitThoseInPairsComeFirstThenWhatIsNotOverThenThoseThatReachMost) {
    for (std::int64_t id = 1; id <= 30; ++id)
        rows.push_back(entry(id, id % 2 == 0 ? "2026-09-01" : "2026-10-05", id % 2 == 0 ? "2026-09-10" : "2026-10-30"));
    rows.push_back(entry(40, "2026-10-01", "2026-10-20", nhs));
    open = {{ActivityId{3}, ActivityId{40}, 0.8, {}}};
    page.bars = 4;

    const auto made = plan(Lanes::of_bodies(lists));

    ASSERT_EQ(made.lanes.size(), 2U);
    EXPECT_EQ(made.lanes[1].total, 30);
    EXPECT_EQ(ids(made.lanes[1]), (std::vector<std::int64_t>{3, 25, 27, 29}));
    ASSERT_EQ(made.pairs.size(), 1U);
    EXPECT_EQ(made.pairs[0].common, *DateRange::make(day("2026-10-05"), day("2026-10-20")));
}

TEST_F(ThePlan, OneLaneAloneGivesAllOfItPageByPage) {
    for (std::int64_t id = 1; id <= 130; ++id) rows.push_back(entry(id, "2026-10-05", "2026-10-30"));
    page.lane = Lanes::of_bodies(lists).find("101");
    page.page = 99;

    const auto made = plan(Lanes::of_bodies(lists));

    EXPECT_EQ(page.page, 3);
    EXPECT_EQ(made.lanes[0].bars.size(), 10U);
    EXPECT_EQ(made.lanes[0].total, 130);
}

TEST_F(ThePlan, APairOfWhichOneIsOverAsksNobodyTwiceAnyMore) {
    rows = {entry(1, "2026-09-01", "2026-09-10"), entry(2, "2026-09-05", "2026-10-30", nhs)};
    open = {{ActivityId{1}, ActivityId{2}, 0.8, {}}};

    EXPECT_TRUE(plan(Lanes::of_bodies(lists)).pairs.empty());
}

TEST_F(ThePlan, APairIsShownWhenOneOfTheTwoIsWanted) {
    rows = {entry(1, "2026-10-01", "2026-10-10", nhs)};
    open = {{ActivityId{1}, ActivityId{2}, 0.8, {}}, {ActivityId{1}, ActivityId{3}, 0.8, {}}};
    auto find = [](ActivityId id) -> EntryPointer {
        return id == ActivityId{2} ? entry(2, "2026-10-05", "2026-10-30") : nullptr;
    };

    const auto made = make_plan(rows, Lanes::of_bodies(lists), open, find, page, today);

    ASSERT_EQ(made.pairs.size(), 1U);
    EXPECT_EQ(made.pairs[0].number_a, 1);
    EXPECT_EQ(made.pairs[0].number_b, 0);
}

TEST_F(ThePlan, ACalendarHasWholeWeeksAndCountsWhatIsOpenOnEachDay) {
    auto year_only = entry(3, "2026-01-01", "2026-12-31");
    year_only->dates_known = DatesKnown::year;
    rows = {entry(1, "2026-10-01", "2026-11-03"), entry(2, "2026-11-03", "2026-12-24"), year_only};

    const auto days = calendar_of(rows, day("2026-11-01"));

    ASSERT_EQ(days.size(), 42U);  // 1 November 2026 is a Sunday
    EXPECT_EQ(days.front().day, day("2026-10-26"));
    EXPECT_FALSE(days.front().of_month);
    const auto& third = days[8];
    EXPECT_EQ(third.day, day("2026-11-03"));
    EXPECT_EQ(third.opens.size(), 1U);
    EXPECT_EQ(third.closes.size(), 1U);
    EXPECT_EQ(third.running, 3);
    EXPECT_EQ(days[9].running, 2);
    EXPECT_EQ(days.back().running, 2);
}

class TheForwardPlanPage : public testing::Test {
protected:
    RegisterSite site;
    Registered survey = site.registered(gp_survey());
    TheForwardPlanPage() { site.sign_in(officer_of(nhs)); }

    Registered police_visits() {
        Draft draft = gp_survey();
        draft.title = "Doorstep visits: feeling safe <at home>";
        draft.lead = "103";
        draft.areas = "203";
        draft.first_day = "2026-11-16";
        draft.last_day = "2026-12-04";
        return site.registered(draft, police);
    }
    std::string page(std::vector<std::pair<std::string, std::string>> query = {}) {
        const auto response = site.get("/forward-plan", std::move(query));
        EXPECT_EQ(response.status, 200);
        return response.body;
    }
};

TEST_F(TheForwardPlanPage, IsForThoseWhoSignIn) {
    site.sign_out();

    EXPECT_NE(site.get("/forward-plan").status, 200);
    EXPECT_NE(site.get("/forward-plan", {}, "ics").status, 200);
}

TEST_F(TheForwardPlanPage, ShowsTheYearWithPairsAndEscapesWhatPeopleWrote) {
    police_visits();

    const auto body = page();

    EXPECT_THAT(body, HasSubstr("Forward plan, September 2026 to August 2027"));
    EXPECT_THAT(body, HasSubstr("1 pair asks the same people"));
    EXPECT_THAT(body, HasSubstr("16 to 27 Nov"));
    EXPECT_THAT(body, HasSubstr("New, nobody was asked yet"));
    EXPECT_THAT(body, HasSubstr("with 2"));
    EXPECT_THAT(body, HasSubstr("/overlaps/"));
    EXPECT_THAT(body, Not(HasSubstr("<at home>")));
    EXPECT_THAT(body, HasSubstr("today, Monday 14 September"));
}

TEST_F(TheForwardPlanPage, AsksAboutPairsUntilTheyAreSettled) {
    const auto visits = police_visits();
    site.screen().asked_until = day("2026-09-11");

    EXPECT_THAT(page(), HasSubstr("Both asked, was due 11 Sep"));

    site.screen().settled.insert(std::minmax(survey.id, visits.id));
    EXPECT_THAT(page(), HasSubstr("No two of these ask the same people"));
}

TEST_F(TheForwardPlanPage, AnotherBodysDraftIsInNoLaneNoCountAndNoFile) {
    Draft secret = gp_survey();
    secret.title = "Secret survey";
    secret.lead = "103";
    secret.visibility = "draft";
    const auto draft = site.registered(secret, police);

    for (const char* view : {"", "table", "month"}) {
        const auto body = page({{"view", view}, {"month", "2026-11"}, {"lanes", "body"}});
        EXPECT_THAT(body, Not(HasSubstr("Secret")));
        EXPECT_THAT(body, HasSubstr("<b>1 activity</b>")) << view;
    }
    EXPECT_THAT(page({{"with", std::to_string(draft.id.value())}}), Not(HasSubstr("Secret")));
    auto file = site.get("/forward-plan", {}, "csv");
    std::string all;
    for (auto piece = file.stream(); !piece.empty(); piece = file.stream()) all += piece;
    EXPECT_THAT(all, Not(HasSubstr("Secret")));
    EXPECT_THAT(all, HasSubstr("Getting a GP appointment"));
}

TEST_F(TheForwardPlanPage, KeepsItsChoicesInTheAddress) {
    police_visits();

    const auto body = page({{"lanes", "ward"}, {"lead", "103"}, {"who", "older-people"}, {"from", "2026-08"}});

    EXPECT_THAT(body, HasSubstr("August 2026 to July 2027"));
    EXPECT_THAT(body, HasSubstr("/forward-plan.ics?lanes=ward&amp;lead=103&amp;who=older-people&amp;from=2026-08"));
    EXPECT_THAT(body, HasSubstr("Harbour"));
    EXPECT_THAT(body, HasSubstr("with NHS"));  // the other of the pair is not of this body
}

TEST_F(TheForwardPlanPage, SaysWhatItWillShowWhenThereIsNothing) {
    const auto body = page({{"from", "2031-01"}});

    EXPECT_THAT(body, HasSubstr("Nothing runs in this time"));
    EXPECT_THAT(body, HasSubstr("Plan an engagement"));
}

TEST_F(TheForwardPlanPage, OddAddressesShowThePlanAllTheSame) {
    for (const char* odd : {"9999-99", "0000-01", "x", "-1"}) {
        EXPECT_EQ(site.get("/forward-plan", {{"from", odd},
                                             {"page", odd},
                                             {"pairs", odd},
                                             {"lane", odd},
                                             {"lanes", odd},
                                             {"area", odd},
                                             {"lead", odd},
                                             {"who", odd},
                                             {"on", odd},
                                             {"with", odd}})
                      .status,
                  200);
        EXPECT_EQ(site.get("/forward-plan", {{"view", "month"}, {"month", odd}}).status, 200);
        EXPECT_EQ(site.get("/forward-plan", {{"view", "table"}, {"page", odd}}).status, 200);
    }
    EXPECT_EQ(site.get("/forward-plan", {{"from", "1901-01"}}).status, 200);
    EXPECT_EQ(site.get("/forward-plan", {{"from", "2198-12"}}).status, 200);
    EXPECT_EQ(site.get("/forward-plan", {{"view", "month"}, {"month", "2198-12"}}).status, 200);
}

TEST_F(TheForwardPlanPage, SaysSoWhileOverlapsAreBeingWorkedOut) {
    police_visits();
    site.screen().is_ready = false;

    const auto body = page();

    EXPECT_THAT(body, HasSubstr("We are comparing all activities"));
    EXPECT_THAT(body, Not(HasSubstr("No two of these")));
}

TEST_F(TheForwardPlanPage, ADayOfManyLeadsToAllOfThem) {
    for (int n = 0; n < 5; ++n) {
        Draft draft = gp_survey();
        draft.title = "Survey number " + std::to_string(n);
        site.registered(draft);
    }

    EXPECT_THAT(page({{"view", "month"}, {"month", "2026-11"}}), HasSubstr("and 3 more"));
    EXPECT_THAT(page({{"view", "table"}, {"on", "2026-11-02"}}), HasSubstr("open or close on Monday 2 November"));
}

}  // namespace
}  // namespace thingwall::activities
