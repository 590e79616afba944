#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "desk/rules.hpp"
#include "desk/views.hpp"

namespace thingwall::desk {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using enum Block;

constexpr Standing viewer{}, officer{true, false}, coordinator{true, true};

Date day(int month, int of_month) {
    return *Date::make(2026, month, of_month);
}

/// Compares with the file that review has read. UPDATE_GOLDEN=1 rewrites it.
testing::AssertionResult golden(const std::string& name, const std::string& made) {
    const std::string path = std::string(THINGWALL_SOURCE) + "/tests/golden/desk/" + name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << made;
    }
    std::ifstream file(path, std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    if (made == expected) return testing::AssertionSuccess();
    return testing::AssertionFailure() << path << " differs; made:\n" << made;
}

// --- Rules. ---

TEST(WhatIsOnADesk, DraftsImportsAndTheLinkOfAnAuditAreNotForWhoOnlyReads) {
    for (const auto block : {drafts, imports, audit}) {
        EXPECT_FALSE(is_for(block, viewer));
        EXPECT_TRUE(is_for(block, officer));
    }
}

TEST(WhatIsOnADesk, WhatConcernsAllBodiesIsTheCoordinators) {
    for (const auto block : {fresh, waiting, overdue, over, partners, group}) {
        EXPECT_FALSE(is_for(block, viewer));
        EXPECT_FALSE(is_for(block, officer));
        EXPECT_TRUE(is_for(block, coordinator));
    }
}

TEST(WhatIsOnADesk, EachDeskHoldsWhatIsForItsReaderAndNothingElse) {
    for (const auto standing : {viewer, officer, coordinator}) {
        const auto layout = layout_of(standing);
        std::set<Block> there;
        for (const auto* part : {&layout.left, &layout.right, &layout.own}) there.insert(part->begin(), part->end());
        for (const auto& words : all_blocks())
            EXPECT_EQ(there.contains(words.block), is_for(words.block, standing)) << words.word;
        EXPECT_THAT(there, IsSupersetOf(layout.figures)) << "a figure leads to what it counts";
        EXPECT_LE(layout.figures.size(), 5U);
    }
}

TEST(WhatIsOnADesk, EachBlockHasAnAddressOfItsOwn) {
    std::set<std::string_view> addresses;
    for (const auto& words : all_blocks()) {
        EXPECT_EQ(parse_block(words.word), words.block);
        addresses.insert(words.word);
    }
    EXPECT_EQ(addresses.size(), all_blocks().size());
    EXPECT_FALSE(parse_block("secrets"));
}

TEST(TheDaysThatAreLeft, AreWorkingDays) {
    const Date friday = day(9, 11);

    EXPECT_EQ(working_days_left(friday, day(9, 14)), 1) << "Monday";
    EXPECT_EQ(working_days_left(friday, day(9, 18)), 5);
    EXPECT_EQ(working_days_left(friday, friday), 0);
    EXPECT_EQ(working_days_left(friday, day(9, 10)), 0);
    EXPECT_EQ(working_days_left(day(12, 24), day(12, 29)), 1) << "Christmas and Boxing Day have substitutes";
}

TEST(TheDaysThatAreLeft, AreSaidInWords) {
    const Date monday = day(9, 14);

    EXPECT_EQ(time_left(monday, day(9, 16), 2), "2 working days left");
    EXPECT_EQ(time_left(monday, day(9, 15), 1), "1 working day left");
    EXPECT_EQ(time_left(monday, monday, 0), "Due today");
    EXPECT_EQ(time_left(monday, day(9, 11), 0), "Late, 11 Sep");
}

// --- Pages. ---

View begun(Standing standing) {
    View view;
    view.today = day(9, 14);
    view.standing = standing;
    view.body = "NHS Wyremouth";
    auto layout = layout_of(standing);
    view.figures = layout.figures;
    view.left = layout.left;
    view.right = layout.right;
    view.own = layout.own;
    return view;
}

QuestionRow question(bool late) {
    QuestionRow row;
    row.path = "/overlaps/17/23#answers";
    row.a = {"Family hubs: what & where", "NHS"};
    row.b = {"Health visiting after birth", "Council"};
    row.waits_for = "NHS";
    row.asked_on = day(9, late ? 4 : 14);
    row.reply_by = day(9, late ? 11 : 21);
    row.days_left = late ? 0 : 5;
    row.late = row.escalated = late;
    row.deed = "Answer";
    return row;
}

PairRow pair() {
    return {"/overlaps/17/31",
            {"Estate walkabouts", "Police"},
            {"Repairs: how are we doing?", "Tidewater Homes"},
            "62 in 100",
            "3,300",
            12};
}

View of_an_officer() {
    View view = begun(officer);
    view.meeting = MeetingView{"/meetings/5", "Steering group", "Harbour Library, room 2", "10am", day(9, 17)};
    view.asked = {{question(true), question(false)}, 2};
    view.overlaps = {{pair()}, 13};
    view.soon = {{{.path = "/activities/17",
                   .title = "Getting a GP appointment",
                   .lead = {},
                   .day = day(9, 14),
                   .what = "Opens",
                   .responses = {},
                   .due = {},
                   .deed_path = {}}},
                 1};
    view.results = {{{.path = "/activities/3",
                      .title = "Mental health in schools",
                      .lead = "NHS",
                      .day = day(5, 22),
                      .what = {},
                      .responses = 1204,
                      .due = day(8, 22),
                      .late = true,
                      .deed_path = "/activities/3/edit/decision"}},
                    1};
    view.drafts = {{{"/plan/8", "A plan without a title", "yours", day(9, 10), false},
                    {"/activities/9", "Night buses", {}, day(11, 2), true}},
                   2};
    view.actions = {{{"/meetings/4", "Write to the college", "Anna Holt, NHS", day(9, 1), true, true}}, 1};
    view.audit = {{{"/audit/token", "Engagement audit 2026", day(10, 5), false}}, 1};
    view.imports = {
        {{"/activities/import/6", "consult.example.org, 1 September 2026", "The site did not answer", day(9, 1), true}},
        1};
    return view;
}

View of_the_coordinator() {
    View view = begun(coordinator);
    view.meeting = MeetingView{"/meetings/5", "Steering group", "Harbour Library, room 2", "10am", day(9, 17)};
    view.fresh = {{pair()}, 3};
    view.waiting = {{question(true)}, 5};
    view.late = 1;
    view.to_settle = 2;
    view.overdue = {{{.path = "/activities/3",
                      .title = "Evening classes",
                      .lead = "Wyremouth College",
                      .day = day(4, 17),
                      .what = {},
                      .responses = {},
                      .due = day(7, 17),
                      .late = true,
                      .deed_path = {}}},
                    1};
    view.over = {{{"/burden?month=2026-09", "Young people", "the whole borough", day(9, 1), 4}}, 1};
    view.limit = 3;
    view.partners = {{{"/audits/7", "Lantern Trust", "Not opened yet, reminded 1 time", false}}, 1};
    view.partners_asked = 17;
    view.group = {{{"/meetings/4", "Book the hall", "Priya Raman, Council", day(9, 30), false, false}}, 1};
    view.asked.total = 2;
    return view;
}

TEST(TheDesk, OfAnOfficerShowsWhatTheirBodyHasToDo) {
    EXPECT_TRUE(golden("officer.html", views::desk(of_an_officer()).take()));
}

TEST(TheDesk, OfTheCoordinatorShowsWhatThePartnershipWaitsFor) {
    EXPECT_TRUE(golden("coordinator.html", views::desk(of_the_coordinator()).take()));
}

TEST(TheDesk, SaysOfEachEmptyListWhatWillBeThere) {
    for (const auto standing : {viewer, officer, coordinator}) {
        const View view = begun(standing);
        const auto page = views::desk(view).take();
        for (const auto* part : {&view.left, &view.right})
            for (const auto block : *part) EXPECT_THAT(page, HasSubstr(words_of(block).empty));
        EXPECT_THAT(page, Not(HasSubstr("tw-count")));
        EXPECT_THAT(page, Not(HasSubstr("more</a>")));
    }
}

TEST(TheDesk, SaysHowManyRowsItLeavesOutAndLeadsToAllOfThem) {
    const auto page = views::desk(of_an_officer()).take();

    EXPECT_THAT(page, HasSubstr("And 12 more"));
    EXPECT_THAT(page, HasSubstr("href=\"/desk/overlaps\""));
    EXPECT_THAT(page, HasSubstr("href=\"#questions\"")) << "all are on the page";
}

TEST(TheDesk, DoesNotCountPairsThatAreNotKnownYet) {
    View view = of_the_coordinator();
    view.pairs_known = false;

    const auto page = views::desk(view).take();

    EXPECT_THAT(page, HasSubstr("Not yet"));
    EXPECT_THAT(page, HasSubstr("Load this page again in a minute"));
    EXPECT_THAT(page, Not(HasSubstr("62 in 100")));
}

TEST(ABlockAlone, SaysHowManyThereAreAndShowsThem) {
    html::Writer numbers;
    numbers.markup("<p>numbers</p>");

    const auto page = views::block(of_the_coordinator(), waiting, numbers).take();

    EXPECT_THAT(page, AllOf(HasSubstr("5 waiting for an answer, 1 late, 2 to settle"), HasSubstr("Late, 11 Sep"),
                            HasSubstr("<p>numbers</p>"), HasSubstr("what &amp; where")));
}

}  // namespace
}  // namespace thingwall::desk
