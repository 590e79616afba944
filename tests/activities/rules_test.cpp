#include <gtest/gtest.h>

#include "activities/codes.hpp"
#include "activities/rules.hpp"
#include "register_site.hpp"

namespace thingwall::activities {
namespace {

using test::FewLists;
using test::gp_survey;
using test::nhs;

std::vector<std::string> fields_of(const Error& error) {
    std::vector<std::string> names;
    for (const auto& fault : error.fields) names.push_back(fault.field);
    return names;
}
Date day(const char* iso) {
    return *parse_date(iso);
}

TEST(CheckingAPlan, AWholePlanBecomesAnActivityThatSaysTheSame) {
    FewLists lists;

    auto activity = check(gp_survey(), lists.known(), nhs);

    ASSERT_TRUE(activity) << describe(activity.error());
    EXPECT_EQ(activity->title, "Getting a GP appointment");
    EXPECT_EQ(activity->questions.size(), 2u);
    EXPECT_EQ(activity->dates.days(), 26);
    EXPECT_EQ(activity->cost->pence(), 840'000);
    EXPECT_EQ(activity->lead, nhs);
    EXPECT_EQ(activity->audience_list, "2026-1");
    EXPECT_EQ(to_draft(*activity), gp_survey());
}

TEST(CheckingAPlan, EveryMistakeIsSaidAtOnceUnderItsField) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.title = " ";
    draft.subjects = "astrology";
    draft.first_day = "31/9/2026";
    draft.minutes = "six";
    draft.cost = "about 2k";
    draft.areas = "999";

    auto activity = check(draft, lists.known(), nhs);

    ASSERT_FALSE(activity);
    EXPECT_EQ(fields_of(activity.error()),
              (std::vector<std::string>{"title", "subjects", "areas", "first_day", "minutes", "cost"}));
    EXPECT_NE(describe(activity.error()).find("30 days"), std::string::npos) << describe(activity.error());
}

TEST(CheckingAPlan, ALastDayBeforeTheFirstIsAFaultOfTheLastDay) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.last_day = "2026-10-01";

    auto activity = check(draft, lists.known(), nhs);

    ASSERT_FALSE(activity);
    EXPECT_EQ(fields_of(activity.error()), std::vector<std::string>{"last_day"});
}

TEST(CheckingAPlan, TheWholeBoroughAndAPartOfItAreNotChosenTogether) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.whole_borough = "yes";
    EXPECT_EQ(fields_of(check(draft, lists.known(), nhs).error()), std::vector<std::string>{"whole_borough"});

    draft.areas.clear();
    EXPECT_TRUE(check(draft, lists.known(), nhs));
}

TEST(PlanningAgain, TakesOverWhatIsAskedAndLeavesOutWhatCameOfIt) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.results = "Most of them wait too long";
    draft.responses = "412";
    Activity last_year = *check(draft, lists.known(), nhs);

    Draft ours = planned_again(last_year, nhs, *parse_date("2026-09-14"));
    EXPECT_EQ(ours.questions, draft.questions);
    EXPECT_EQ(ours.first_day, "2027-11-01") << "the same day of the week";
    EXPECT_EQ(ours.decision_day, "2028-01-19");
    EXPECT_EQ(ours.results + ours.responses + ours.cost + ours.public_on, "");
    EXPECT_EQ(ours.contact, draft.contact);

    EXPECT_EQ(planned_again(last_year, test::police, *parse_date("2026-09-14")).contact, "")
        << "theirs is no contact of ours";
    EXPECT_EQ(planned_again(last_year, nhs, *parse_date("2031-06-01")).first_day, "2031-10-27");
    last_year.dates_known = DatesKnown::year;
    EXPECT_EQ(planned_again(last_year, nhs, *parse_date("2026-09-14")).first_day, "");
}

TEST(CheckingAnOldRow, TheWholeBoroughHoldsEveryAreaSoNoOtherGroundIsKept) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.whole_borough = "yes";

    auto activity = check(draft, lists.known(), nhs, Ask::as_far_as_known);

    ASSERT_TRUE(activity);
    EXPECT_TRUE(activity->footprint.areas.empty());
}

TEST(CheckingAPlan, ACircleNeedsAPlaceInBritainAndARadius) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.centre = "53.4, -3.02";
    EXPECT_EQ(fields_of(check(draft, lists.known(), nhs).error()), std::vector<std::string>{"radius"});
    draft.radius = "500";
    ASSERT_TRUE(check(draft, lists.known(), nhs));
    EXPECT_EQ(check(draft, lists.known(), nhs)->footprint.circle, (Circle{53.4, -3.02, 500}));
    draft.centre = "40.7, -74.0";
    EXPECT_EQ(fields_of(check(draft, lists.known(), nhs).error()), std::vector<std::string>{"centre"});
}

TEST(CheckingAPlan, SessionsOutsideItsDaysAreFoundByTheirDay) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.sessions = "5 November 2026, 2pm to 4pm, Central library, upstairs\n2026-12-24, noon, Town hall";

    auto activity = check(draft, lists.known(), nhs);

    ASSERT_FALSE(activity);
    ASSERT_EQ(activity.error().fields.size(), 1u);
    EXPECT_NE(activity.error().fields[0].message.find("24 Dec"), std::string::npos);
}

TEST(CheckingAnOldRow, AYearAloneIsEnoughAndIsKeptAsAYear) {
    FewLists lists;
    Draft draft;
    draft.title = "Evening classes";
    draft.whole_borough = "yes";
    draft.first_day = "2025";

    auto activity = check(draft, lists.known(), nhs, Ask::as_far_as_known);

    ASSERT_TRUE(activity) << describe(activity.error());
    EXPECT_EQ(activity->dates.days(), 365);
    EXPECT_EQ(dates_in_words(*activity), "2025, day unknown");
    EXPECT_EQ(to_draft(*activity).first_day, "2025");
}

TEST(CheckingAnOldRow, AYearAtOneEndIsAllThatIsKnownOfBothSoThatAChangeOfTheTitleMovesNoDay) {
    FewLists lists;
    Draft draft = gp_survey();
    draft.first_day = "5 March 2025";
    draft.last_day = "2026";

    auto activity = check(draft, lists.known(), nhs, Ask::as_far_as_known);
    ASSERT_TRUE(activity) << describe(activity.error());
    auto again = check(to_draft(*activity), lists.known(), nhs, Ask::as_far_as_known);

    EXPECT_EQ(activity->dates_known, DatesKnown::year);
    EXPECT_EQ(activity->dates, *DateRange::make(day("2025-01-01"), day("2026-12-31")));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->dates, activity->dates);
}

TEST(CheckingAPlan, AListThatIsTooLongWhenItIsKeptIsRefusedAtOnce) {
    Draft draft = gp_survey();
    draft.areas.clear();
    for (int id = 1000; id < 5000; ++id) draft.areas += std::to_string(id) + ";";
    ASSERT_EQ(draft.areas.size(), 20'000u) << "as much as the field takes, and more with a blank after each";

    auto activity = check(draft, Known{}, nhs);

    ASSERT_FALSE(activity);
    EXPECT_EQ(fields_of(activity.error()), std::vector<std::string>{"areas"});
}

TEST(PartialDates, AreReadAsPeopleWriteThem) {
    EXPECT_EQ(parse_partial_date("March 2026")->first, day("2026-03-01"));
    EXPECT_EQ(parse_partial_date("March 2026")->last, day("2026-03-31"));
    EXPECT_EQ(parse_partial_date("Sept 2026")->last, day("2026-09-30"));
    EXPECT_EQ(parse_partial_date("3/2026")->known, DatesKnown::month);
    EXPECT_EQ(parse_partial_date("2026-12")->last, day("2026-12-31"));
    EXPECT_EQ(parse_partial_date("2/11/2026")->first, day("2026-11-02"));
    EXPECT_FALSE(parse_partial_date("Autumn"));
    EXPECT_FALSE(parse_partial_date("00/00/00"));
    EXPECT_FALSE(parse_partial_date("//2026"));
}

TEST(StatusOfAnActivity, FollowsFromItsDatesAndTheDay) {
    FewLists lists;
    Activity activity = *check(gp_survey(), lists.known(), nhs);

    EXPECT_EQ(status_of(activity, day("2026-11-01")), Status::planned);
    EXPECT_EQ(status_of(activity, day("2026-11-02")), Status::open);
    EXPECT_EQ(status_of(activity, day("2026-11-27")), Status::open);
    EXPECT_EQ(status_of(activity, day("2026-11-28")), Status::closed);
    activity.withdrawn_on = day("2026-10-01");
    EXPECT_EQ(status_of(activity, day("2026-11-10")), Status::withdrawn);
}

TEST(WhoMaySeeAnActivity, ADraftIsForItsLeadAndNothingIsPublicBeforeItsDay) {
    FewLists lists;
    Activity activity = *check(gp_survey(), lists.known(), nhs);
    Viewer resident{}, anna{nhs, true}, other{test::police, true};

    EXPECT_FALSE(may_see(activity, resident, day("2026-09-30")));
    EXPECT_TRUE(may_see(activity, other, day("2026-09-30")));
    EXPECT_TRUE(may_see(activity, resident, day("2026-10-01")));
    activity.visibility = Visibility::draft;
    EXPECT_FALSE(may_see(activity, resident, day("2026-12-01")));
    EXPECT_FALSE(may_see(activity, other, day("2026-12-01")));
    EXPECT_TRUE(may_see(activity, anna, day("2026-12-01")));
}

TEST(WhatHappensNext, IsInTheOrderOfTheDays) {
    FewLists lists;
    auto next = what_happens(*check(gp_survey(), lists.known(), nhs), day("2026-09-14"));

    ASSERT_EQ(next.size(), 6u);
    EXPECT_EQ(next[1].day, day("2026-10-01"));
    EXPECT_EQ(next[2].what, "It opens.");
    EXPECT_EQ(next[5].day, day("2027-02-27")) << "three months after closing";
}

TEST(DrawnShapes, AreTakenOnlyWhenTheyAreClosedPolygonsInBritain) {
    EXPECT_FALSE(reason_not_to_take_shape(
        R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.4]]]})"));
    EXPECT_TRUE(reason_not_to_take_shape(
        R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.42]]]})"));
    EXPECT_TRUE(reason_not_to_take_shape(
        R"({"type":"Polygon","coordinates":[[[53.4,-3.05],[53.4,-3.04],[53.41,-3.04],[53.4,-3.05]]]})"));
    EXPECT_TRUE(reason_not_to_take_shape(R"({"type":"Point","coordinates":[-3.05,53.4]})"));
    EXPECT_TRUE(reason_not_to_take_shape("[[[[[[[[[[[[[[[[[["));
}

TEST(NamesTypedWrong, AreAnsweredWithTheNearestOne) {
    std::vector<std::string> names{"Harbour", "Fleetgate", "NHS Wyremouth"};
    EXPECT_EQ(nearest(names, "Harbor"), "Harbour");
    EXPECT_EQ(nearest(names, "NHS Wyre"), "NHS Wyremouth");
    EXPECT_FALSE(nearest(names, "Timbuktu"));
}

}  // namespace
}  // namespace thingwall::activities
