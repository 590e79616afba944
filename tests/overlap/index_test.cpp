#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "asks.hpp"
#include "overlap/lists.hpp"

namespace thingwall::overlap {
namespace {

using tests::areas;
using tests::day;
using tests::gp_survey;
using tests::ids;
using tests::plan;

/// An index that knows one survey of body 1, to be screened against.
struct Known {
    Index index{plan()};
    Known() { index.put(gp_survey(1, 1)); }
};

TEST(Screening, TwoBodiesThatAskOlderPeopleAboutTheSameDoctorsAreFound) {
    Known known;

    auto found = known.index.screen(gp_survey(2, 2));

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].grade, Grade::likely);
    EXPECT_EQ(found[0].days_shared, 26);
    EXPECT_EQ(found[0].residents_shared, 400);
    EXPECT_EQ(found[0].share_of_smaller, 1);
    EXPECT_FALSE(found[0].subjects.empty());
}

TEST(Screening, TheSentenceNamesBothBodiesAndWhatSpeaksAgainst) {
    Known known;
    auto ours = gp_survey(2, 2);
    ours.methods = {"Focus groups"};
    auto theirs = gp_survey(1, 1);
    theirs.methods = {"Postal survey"};
    known.index.put(theirs);

    auto found = known.index.screen(ours);

    ASSERT_EQ(found.size(), 1U);
    EXPECT_NE(found[0].why.find("NHS Wyremouth"), std::string::npos) << found[0].why;
    EXPECT_NE(found[0].why.find("Voluntary Action"), std::string::npos) << found[0].why;
    EXPECT_NE(found[0].why.find("in 100)"), std::string::npos) << found[0].why;
    EXPECT_EQ(found[0].unlike.find("Unlike: one is done by focus groups, the other by postal survey"), 0U)
        << found[0].unlike;
}

TEST(Screening, TheLinesOfEvidenceAddUpToTheLikelihood) {
    Known known;

    auto found = known.index.screen(gp_survey(2, 2));

    ASSERT_EQ(found.size(), 1U);
    double sum = 0;
    for (const auto& line : found[0].evidence) {
        sum += line.log_odds;
        EXPECT_NEAR(line.chance, 1 / (1 + std::exp(-sum)), 1e-12) << line.compared;
        EXPECT_FALSE(line.seen.empty());
    }
    EXPECT_NEAR(found[0].likelihood, 1 / (1 + std::exp(-sum)), 1e-12);
    EXPECT_EQ(found[0].evidence.front().compared, "Where we start");
    EXPECT_EQ(found[0].evidence.back().chance, found[0].likelihood);
}

TEST(Screening, AnAskThatIsSavedDoesNotFindItself) {
    Known known;

    EXPECT_TRUE(known.index.screen(gp_survey(1, 2)).empty());
    EXPECT_TRUE(known.index.screen(ActivityId{1}).empty());
}

TEST(Screening, ADepartmentIsNotSetAgainstItsOwnCouncil) {
    Known known;

    EXPECT_TRUE(known.index.screen(gp_survey(2, 1)).empty());
    auto all = known.index.screen(gp_survey(2, 1), {.at_least = 0, .most = 20, .ruled_out = true});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].ruled_out, RuledOut::same_body);
}

TEST(Screening, AJointActivityEnteredByBothPartnersIsNotAnOverlap) {
    Known known;
    auto swapped = gp_survey(2, 2);
    swapped.joint = {OrganisationId{1}};

    EXPECT_TRUE(known.index.screen(swapped).empty());
}

TEST(Screening, PartsOfOneUmbrellaAndOfOneSeriesAreLeftOut) {
    Known known;
    auto part = gp_survey(2, 2);
    part.umbrella = ActivityId{1};
    auto first = gp_survey(3, 3), second = gp_survey(4, 4);
    first.series = second.series = 7;
    known.index.put(first);

    EXPECT_EQ(ids(known.index.screen(part)), (std::vector<std::int64_t>{3}));
    EXPECT_EQ(ids(known.index.screen(second)), (std::vector<std::int64_t>{1}));
}

TEST(Screening, AChildThatOnlyItsTextLinksToItsParentIsLeftOut) {
    Known known;
    auto parent = gp_survey(1, 1);
    parent.title = "Tough Times: seeing a doctor this winter";
    known.index.put(parent);
    auto quoted = gp_survey(2, 2), named = gp_survey(3, 3);
    quoted.description += " This event is part of \"Tough Times: seeing a doctor this wniter\".";
    named.description += " This is the older people's leg of Tough Times.";

    EXPECT_TRUE(known.index.screen(quoted).empty()) << "a slip of the pen in the title is no other title";
    EXPECT_TRUE(known.index.screen(named).empty());
}

TEST(Screening, DifferentPeopleAreNoOverlapButEveryoneMayBe) {
    Known known;
    auto youth = gp_survey(2, 2), everyone = gp_survey(3, 3), blank = gp_survey(4, 4);
    youth.audience_codes = {"youth"}, youth.audience_text = "teenagers";
    everyone.audience_codes = {"all"}, everyone.audience_text = "all residents";
    blank.audience_codes.clear(), blank.audience_text.clear();

    auto against_youth = known.index.screen(youth, {.at_least = 0, .most = 9, .ruled_out = true});
    auto against_everyone = known.index.screen(everyone, {.at_least = 0});
    auto against_blank = known.index.screen(blank, {.at_least = 0});

    ASSERT_EQ(against_youth.size(), 1U);
    EXPECT_EQ(against_youth[0].ruled_out, RuledOut::other_people);
    ASSERT_EQ(against_everyone.size(), 1U);
    ASSERT_EQ(against_blank.size(), 1U);
    EXPECT_LT(against_everyone[0].likelihood, known.index.screen(gp_survey(2, 2))[0].likelihood);
}

TEST(Screening, SeveralCodesWithOneInCommonAreNotRuledOut) {
    Known known;
    auto both = gp_survey(2, 2);
    both.audience_codes = {"carers", "older"};

    EXPECT_EQ(known.index.screen(both).size(), 1U);
}

TEST(Screening, ThirtyDaysApartMayStillBeAnOverlapThirtyOneMayNot) {
    Known known;
    auto near = gp_survey(2, 2), far = gp_survey(3, 3), touching = gp_survey(4, 4);
    near.first = day("2026-12-27"), near.last = day("2027-01-15");
    far.first = day("2026-12-28"), far.last = day("2027-01-15");
    touching.first = day("2026-11-27"), touching.last = day("2026-11-27");

    auto found = known.index.screen(near, {.at_least = 0});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].days_between, 29) << "whole days between them";
    EXPECT_EQ(found[0].days_shared, 0);
    EXPECT_TRUE(known.index.screen(far, {.at_least = 0}).empty());
    ASSERT_EQ(known.index.screen(touching).size(), 1U);
    EXPECT_EQ(known.index.screen(touching)[0].days_shared, 1);
}

TEST(Screening, APanelOfFiveYearsIsFoundFromAnyDayOfThem) {
    Index index{plan()};
    auto panel = gp_survey(1, 1);
    panel.first = day("2022-01-01"), panel.last = day("2026-12-31");
    index.put(panel);

    EXPECT_EQ(index.screen(gp_survey(2, 2)).size(), 1U);
    auto after = gp_survey(3, 3);
    after.first = day("2027-03-01"), after.last = day("2027-03-31");
    EXPECT_TRUE(index.screen(after, {.at_least = 0}).empty());
}

TEST(Screening, WithoutAnEndAnAskIsTakenToLastAsLongAsIsUsual) {
    Known known;
    auto open = gp_survey(2, 2);
    open.first = day("2026-10-20"), open.last.reset();

    EXPECT_EQ(known.index.screen(open).size(), 1U);
}

TEST(Screening, GroundIsComparedByItsPeopleNeverByItsName) {
    Known known;
    auto elsewhere = gp_survey(2, 2), written_twice = gp_survey(3, 3);
    elsewhere.extent = areas({4, 5, 6, 7});
    written_twice.extent = areas({3, 2, 1, 0, 0, 1});

    EXPECT_TRUE(known.index.screen(elsewhere, {.at_least = 0}).empty());
    ASSERT_EQ(known.index.screen(written_twice).size(), 1U);
    EXPECT_EQ(known.index.screen(written_twice)[0].jaccard, 1);
}

TEST(Screening, ASiteWhereNobodyLivesAndNoGroundAtAllShareNothing) {
    Known known;
    auto site = gp_survey(2, 2), nowhere = gp_survey(3, 3);
    site.extent = areas({8, 9});
    nowhere.extent.clear();
    known.index.put(site);
    known.index.put(nowhere);

    EXPECT_TRUE(known.index.screen(site, {.at_least = 0}).empty());
    EXPECT_TRUE(known.index.screen(nowhere, {.at_least = 0}).empty());
    auto pair = known.index.compare(ActivityId{1}, ActivityId{2});
    ASSERT_TRUE(pair);
    EXPECT_EQ(pair->jaccard, 0);
    EXPECT_EQ(pair->share_of_smaller, 0);
    EXPECT_TRUE(std::isfinite(pair->likelihood));
}

TEST(Screening, WithNoWordsOnOneSideTheRestCanStillFlag) {
    Known known;
    auto wordless = gp_survey(2, 2);
    wordless.title = "2010", wordless.description.clear();

    auto found = known.index.screen(wordless, {.at_least = 0});

    ASSERT_EQ(found.size(), 1U);
    EXPECT_GT(found[0].likelihood, 0.05);
    EXPECT_LT(found[0].likelihood, known.index.screen(gp_survey(2, 2))[0].likelihood);
}

TEST(Screening, CapitalsYearsAndPhasesAreNoSubject) {
    Known known;
    auto loud = gp_survey(2, 1), other = gp_survey(3, 3);
    loud.organisation = OrganisationId{2};
    loud.title = "GETTING A GP APPOINTMENT 2026-27 (PHASE 2)";
    auto allotments = gp_survey(4, 4);
    allotments.title = "Allotment rents 2026", allotments.description = "Plots, water and sheds 2026.";
    other.title = "Mending pot holes 2026", other.description = "Roads and pavements 2026.", other.theme = "Transport";

    EXPECT_EQ(known.index.screen(loud).size(), 1U);
    EXPECT_TRUE(known.index.screen(other).empty());
    EXPECT_LT(known.index.text_likeness(allotments, other), known.index.text_likeness(loud, gp_survey(1, 1)));
}

TEST(Screening, NamesOfPlacesSayNothingOfTheSubject) {
    Index index{plan()};
    auto one = gp_survey(1, 1), two = gp_survey(2, 2);
    one.title = "Dog fouling in Castle Park, Wyremouth", one.description.clear();
    two.title = "Library closing, Castle Park, Wyremouth", two.description.clear();

    const double with_place = index.text_likeness(one, two);
    one.title = "Dog fouling", two.title = "Library closing";

    EXPECT_NEAR(index.text_likeness(one, two), with_place, 1e-9);
}

TEST(Screening, WhatBothLeadsChoseFromTheListCounts) {
    Known known;
    auto theirs = gp_survey(1, 1), same = gp_survey(2, 2), other = gp_survey(2, 2);
    theirs.subjects = same.subjects = {"gp-appointments"};
    other.subjects = {"allotments"};
    known.index.put(theirs);

    EXPECT_GT(known.index.screen(same, {.at_least = 0})[0].likelihood,
              known.index.screen(other, {.at_least = 0})[0].likelihood);
}

TEST(Changing, MovingTheDatesOrTheGroundOrWithdrawingIsSeenAtOnce) {
    Known known;
    auto moved = gp_survey(1, 1);
    moved.first = day("2027-03-01"), moved.last = day("2027-03-31");

    known.index.put(moved);
    EXPECT_TRUE(known.index.screen(gp_survey(2, 2), {.at_least = 0}).empty());
    known.index.put(gp_survey(1, 1));
    EXPECT_EQ(known.index.screen(gp_survey(2, 2)).size(), 1U);
    known.index.remove(ActivityId{1});
    EXPECT_TRUE(known.index.screen(gp_survey(2, 2), {.at_least = 0}).empty());
    EXPECT_EQ(known.index.size(), 0U);
}

TEST(Changing, TheOrderInWhichActivitiesCameDoesNotMatter) {
    std::vector<Ask> asks;
    for (std::int64_t i = 1; i <= 12; ++i) asks.push_back(gp_survey(i, i));
    Index forwards{plan()}, backwards{plan()};
    forwards.put_all(asks);
    std::ranges::reverse(asks);
    backwards.put_all(asks);

    auto one = forwards.all_pairs(), other = backwards.all_pairs();

    ASSERT_EQ(one.size(), 66U);
    ASSERT_EQ(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].a, other[i].a);
        EXPECT_EQ(one[i].b, other[i].b);
        EXPECT_EQ(one[i].likelihood, other[i].likelihood);
    }
}

TEST(Changing, ScreeningOneAndScreeningAllSayTheSame) {
    Index index{plan()};
    std::vector<Ask> asks;
    for (std::int64_t i = 1; i <= 9; ++i) {
        asks.push_back(gp_survey(i, i));
        asks.back().first = day("2026-11-02") + static_cast<int>(i) * 9;
        asks.back().last = asks.back().first + 12;
    }
    index.put_all(asks);

    for (const auto& pair : index.all_pairs()) {
        auto found = index.screen(pair.a, {.at_least = 0, .most = 100});
        auto at = std::ranges::find(found, pair.b, &Finding::b);
        ASSERT_NE(at, found.end());
        EXPECT_EQ(at->likelihood, pair.likelihood);
        EXPECT_EQ(index.compare(pair.b, pair.a)->likelihood, pair.likelihood) << "from either side";
    }
}

TEST(Changing, WhoAsksMeanwhileSeesEachChangeWhole) {
    Index index{plan()};
    for (std::int64_t i = 1; i <= 40; ++i) index.put(gp_survey(i, i));
    std::atomic<bool> stop = false;
    std::atomic<std::size_t> asked = 0;
    std::vector<std::jthread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&] {
            while (!stop) {
                for (const auto& finding : index.screen(gp_survey(1000, 1000), {.at_least = 0, .most = 100}))
                    EXPECT_EQ(finding.days_shared, 26);
                ++asked;
            }
        });

    for (std::int64_t i = 1; i <= 40; ++i) {
        index.remove(ActivityId{i});
        index.put(gp_survey(100 + i, i));
        if (i % 20 == 0) index.relearn();
    }
    while (asked < 20) std::this_thread::yield();
    stop = true;
    readers.clear();

    EXPECT_EQ(index.size(), 40U);
    EXPECT_EQ(index.all_pairs().size(), 40U * 39U / 2U);
}

TEST(AskedBefore, WhatTheSamePeopleWereAskedInTheSpringIsRemembered) {
    Known known;
    auto spring = gp_survey(2, 1), long_ago = gp_survey(3, 3), roads = gp_survey(4, 4);
    spring.first = day("2026-03-02"), spring.last = day("2026-03-27");
    long_ago.first = day("2020-03-02"), long_ago.last = day("2020-03-27");
    roads.first = day("2026-03-02"), roads.last = day("2026-03-27");
    roads.title = "Mending pot holes", roads.description = "Roads and pavements.", roads.theme = "Transport";
    for (const auto& ask : {spring, long_ago, roads}) known.index.put(ask);

    auto before = known.index.asked_before(gp_survey(9, 2));

    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0].id, ActivityId{2});
    EXPECT_EQ(before[0].days_ago, day("2026-11-02") - day("2026-03-27"));
    EXPECT_EQ(before[0].residents_shared, 400);
}

TEST(Suggesting, AnEverydayPhraseLeadsToItsSubject) {
    Index index{plan()};
    Ask ask;
    ask.title = "Can't get through to the doctor's at eight in the morning";

    auto subjects = index.suggest_subjects(ask);

    EXPECT_NE(std::ranges::find(subjects, "gp-appointments"), subjects.end());
    EXPECT_LE(subjects.size(), 5U);
    EXPECT_GT(listed_subjects().all().size(), 500U);
}

}  // namespace
}  // namespace thingwall::overlap
