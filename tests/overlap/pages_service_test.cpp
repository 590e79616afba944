#include <algorithm>
#include <future>
#include <stdexcept>
#include <thread>

#include "overlap/questions.hpp"
#include "overlap_site.hpp"

namespace thingwall::overlap {
namespace {

using namespace test;

TEST(Overlaps, ARegisteredActivityIsFoundAtOnceAndAWithdrawnOneNoMore) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey()});
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 0);

    site.overlaps().put(site.doctor_groups());
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 1);
    EXPECT_EQ(site.overlaps().count(ActivityId{2}), 1);

    site.overlaps().remove(ActivityId{2});
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 0);
    EXPECT_EQ(site.overlaps().count(ActivityId{2}), 0);
}

TEST(Overlaps, AnActivityThatMovesAwayIsNoOverlapAnyMore) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    ASSERT_EQ(site.overlaps().count(ActivityId{1}), 1);

    auto moved = site.doctor_groups();
    moved.ask.first = *Date::make(2027, 3, 1);
    moved.ask.last = *Date::make(2027, 3, 31);
    site.overlaps().put(moved);

    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 0);
}

TEST(Overlaps, APlanIsScreenedBeforeItIsRegistered) {
    OverlapSite site;
    site.overlaps().replace_all({site.doctor_groups()});
    const auto plan = site.gp_survey(0);

    const auto others = site.overlaps().others(plan.ask, plan.shown.footprint, 5);

    ASSERT_EQ(others.size(), 1u);
    EXPECT_EQ(others[0].b, ActivityId{2});
    EXPECT_EQ(others[0].days_shared, 19);
    EXPECT_NEAR(others[0].residents_shared, 2000, 1);
}

TEST(Overlaps, WhatWasAskedBeforeIsToldWithItsAge) {
    OverlapSite site;
    auto before = site.doctor_groups();
    before.ask.first = *Date::make(2025, 3, 1);
    before.ask.last = *Date::make(2025, 3, 9);
    site.overlaps().replace_all({before, site.bins()});
    const auto plan = site.gp_survey(0);

    const auto asked = site.overlaps().asked_before(plan.ask, plan.shown.footprint, 3);

    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].id, ActivityId{2});
    EXPECT_EQ(asked[0].days_ago, 365);
}

TEST(Overlaps, NewBoundariesAreCountedAnew) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey()});
    const places::Footprint west{.areas = {site.west()}, .drawn = {}, .circles = {}};
    ASSERT_NEAR(site.overlaps().residents(west), 3000, 1);

    site.bring_in("Forums", "area_forum", layer_of({area("F1", "All of it", 0, 0, 4000, 1000)}));
    const auto atlas = site.places().atlas();
    const places::Footprint forum{
        .areas = {atlas->layer_of_kind(places::LayerKind::area_forum)->areas[0].id}, .drawn = {}, .circles = {}};

    EXPECT_NEAR(site.overlaps().residents(forum), 10'000, 1);
    EXPECT_NEAR(site.overlaps().share_of(forum, west), 0.3, 1e-6);
    EXPECT_NEAR(site.overlaps().share_of(west, forum), 1, 1e-6);
    site.overlaps().put(site.doctor_groups());
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 1);
}

TEST(Overlaps, AreAskedAndChangedByManyAtOnce) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    const auto moving = site.doctor_groups(3);
    std::vector<std::jthread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i) {
                const auto count = site.overlaps().count(ActivityId{1});
                if (count < 1 || count > 2) ++wrong;
            }
        });
    threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) {
            site.overlaps().put(moving);
            site.overlaps().remove(moving.ask.id);
        }
    });
    threads.clear();

    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 1);
}

TEST(Overlaps, PagesSayWhenTheyAreStillBeingWorkedOutAndHoldNobodyUp) {
    OverlapSite site(std::chrono::milliseconds{1});
    std::promise<void> read_on;
    auto reading = read_on.get_future().share();
    site.overlaps_as_they_are().read_from([&site, reading](const auto& take) {
        reading.wait();
        take(site.gp_survey());
        take(site.doctor_groups());
    });
    site.sign_in(nhs);

    const auto list = site.get("/overlaps"), pair = site.get("/overlaps/1/2"), data = site.get("/overlaps.json"),
               challenges = site.get("/challenges");
    site.overlaps_as_they_are().put(site.doctor_groups(4));  // a form is not held up either
    read_on.set_value();
    while (!site.overlaps_as_they_are().ready()) std::this_thread::yield();

    for (const auto& early : {list, pair, data, challenges}) {
        EXPECT_EQ(early.status, 503);
        EXPECT_THAT(early.body, testing::HasSubstr("being worked out"));
        EXPECT_TRUE(std::ranges::any_of(early.headers, [](const auto& h) { return h.first == "Retry-After"; }));
    }
    EXPECT_EQ(site.get("/overlaps").status, 200);
    EXPECT_EQ(site.get("/overlaps/1/2").status, 200);
    EXPECT_EQ(site.overlaps_as_they_are().count(ActivityId{1}), 2) << "what came while it was read counts too";
}

TEST(Overlaps, ARegisterThatCouldNotBeReadIsReadAgain) {
    OverlapSite site;
    int tried = 0;
    site.overlaps_as_they_are().read_from([&](const auto& take) {
        if (++tried == 1) throw std::runtime_error("the database is away");
        take(site.gp_survey());
        take(site.doctor_groups());
    });

    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 1);
    EXPECT_EQ(tried, 2);
}

TEST(Overlaps, EndWhileTheyAreStillBeingReadWithoutWaitingForMore) {
    OverlapSite site(std::chrono::milliseconds{1});
    std::promise<void> begun;
    site.overlaps_as_they_are().read_from([&](const auto& take) {
        begun.set_value();
        take(site.gp_survey());
    });
    site.overlaps_as_they_are().prepare();
    begun.get_future().wait();

    site.overlaps_as_they_are().stop();

    EXPECT_FALSE(site.overlaps_as_they_are().ready());
    site.overlaps_as_they_are().put(site.bins());  // comes too late, and does no harm
}

TEST(Overlaps, SuggestASubjectForWhatSomebodyWrites) {
    OverlapSite site;
    site.overlaps().replace_all({});

    const auto subjects =
        site.overlaps().subjects_of("Getting a GP appointment", "How long people wait at the surgery", 5);

    ASSERT_FALSE(subjects.empty());
    EXPECT_EQ(subjects[0], "gp-appointments");
    EXPECT_TRUE(site.overlaps().subjects_of("", "", 5).empty());
}

TEST(QuestionsSideBySide, PairsThoseThatShareTheWordsThatMatter) {
    const std::vector<std::string> ours{"How do you get to the surgery?", "Would evening appointments suit you?",
                                        "Do you use the NHS app?"};
    const std::vector<std::string> theirs{"If surgeries had appointments in the evening, would you go?",
                                          "What makes it hard to get to the surgery?"};

    const auto same = same_questions(ours, theirs);

    ASSERT_EQ(same.size(), 2u);
    EXPECT_EQ(same[0].ours, 0u);
    EXPECT_EQ(same[0].theirs, 1u);
    EXPECT_EQ(same[1].ours, 1u);
    EXPECT_EQ(same[1].theirs, 0u);
    const auto& span = same[0].in_theirs.back();
    EXPECT_THAT(theirs[1].substr(span.begin, span.end - span.begin), testing::HasSubstr("surgery"));
}

TEST(QuestionsSideBySide, SmallWordsAloneAreNothingInCommon) {
    EXPECT_TRUE(same_questions(std::vector<std::string>{"What do you think of it?"},
                               std::vector<std::string>{"What do you do with it?"})
                    .empty());
    EXPECT_TRUE(same_questions({}, std::vector<std::string>{"How are you?"}).empty());
}

TEST(QuestionsSideBySide, MarksNeverCutALetterInTwo) {
    const std::vector<std::string> ours{"Would a café — “Müller’s café” — help?"},
        theirs{"Which café do you like: Müller’s?"};

    for (const auto& same : same_questions(ours, theirs))
        for (const auto& span : same.in_ours) {
            ASSERT_LT(span.begin, span.end);
            EXPECT_NE(static_cast<unsigned char>(ours[0][span.begin]) & 0xC0, 0x80);
            EXPECT_TRUE(span.end == ours[0].size() || (static_cast<unsigned char>(ours[0][span.end]) & 0xC0) != 0x80);
        }
    EXPECT_EQ(same_questions(ours, theirs).size(), 1u);
}

}  // namespace
}  // namespace thingwall::overlap
