#include "overlap/local_words.hpp"

#include "asks.hpp"
#include "overlap/lists.hpp"
#include "overlap/store_words.hpp"
#include "overlap_site.hpp"

namespace thingwall::overlap {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const web::Actor priya{PersonId{3}, test::council, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};

TEST(TheWordsOfThePlace, MakeTwoTextsAlikeThatShareNoWordTheListKnows) {
    auto plain = tests::plan(), local = tests::plan();
    local.local_words = {{false, "library-hours", "the Beacon"}};
    Ask beacon = tests::gp_survey(1, 1), library = tests::gp_survey(2, 2);
    beacon.title = "The Beacon and you";
    beacon.description = "When should the Beacon be there for people?";
    library.title = "Library opening hours";
    library.description = "Which evenings and Saturdays libraries should be open.";

    Index without(plain), with(local);
    for (auto* index : {&without, &with}) index->put_all({beacon, library});

    EXPECT_GT(with.compare(beacon.id, library.id)->likelihood,
              without.compare(beacon.id, library.id)->likelihood + 0.2);
    EXPECT_THAT(with.suggest_subjects(beacon), testing::Contains("library-hours"));
}

TEST(TheWordsOfThePlace, AreTakenInByTheNextLearning) {
    Index index(tests::plan());
    index.put(tests::gp_survey(1, 1));
    ASSERT_FALSE(index.worth_relearning());

    index.teach({{false, "library-hours", "the Beacon"}}, built_in_weights());
    EXPECT_TRUE(index.worth_relearning());
    index.relearn();

    EXPECT_FALSE(index.worth_relearning());
    Ask beacon = tests::gp_survey(2, 2);
    beacon.title = "The Beacon";
    beacon.description = beacon.audience_text = "";
    EXPECT_THAT(index.suggest_subjects(beacon), testing::Contains("library-hours"));
}

class KeepingTheWordsOfThePlace : public support::OnBothEngines {
protected:
    Result<std::int64_t> add(const LocalWord& word) {
        return database().write([&](db::Transaction& tx) { return add_local_word(tx, priya, word); });
    }
    std::vector<LocalWord> kept() {
        return database().read([](db::Reader& reader) { return store::local_words(reader); });
    }
};

TEST_P(KeepingTheWordsOfThePlace, AWordStaysWhenTheProgramIsStartedAgainAndStandsForOneThingOnly) {
    const LocalWord beacon{false, "library-hours", "  The Beacon "};
    ASSERT_TRUE(add(beacon));

    auto again = add({false, "library-hours", "the beacon"});
    auto other = add({false, "gp-appointments", "THE BEACON"});
    reopen();

    ASSERT_EQ(kept().size(), 1U);
    EXPECT_EQ(kept()[0].words, "The Beacon");
    ASSERT_FALSE(again);
    EXPECT_THAT(again.error().fields[0].message, HasSubstr("there already"));
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().fields[0].message, HasSubstr("stands for"));
    EXPECT_TRUE(add({true, "older-people", "the Beacon"})) << "people and subjects are two lists";
}

TEST_P(KeepingTheWordsOfThePlace, EveryFaultIsSaidAndNothingIsKept) {
    auto nothing = add({false, "no-such-subject", " "});
    auto two = add({false, "gp-appointments", "one | two"});

    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().fields.size(), 2U);
    EXPECT_FALSE(two);
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_P(KeepingTheWordsOfThePlace, WhatIsTakenAwayIsGoneAndOnlyOnce) {
    auto id = add({false, "gp-appointments", "the eight o'clock scramble"});
    ASSERT_TRUE(id);
    auto take = [&] {
        return database().write([&](db::Transaction& tx) { return remove_local_word(tx, priya, *id); });
    };

    EXPECT_TRUE(take());
    EXPECT_FALSE(take());
    EXPECT_THAT(kept(), IsEmpty());
}

THINGWALL_ON_BOTH_ENGINES(KeepingTheWordsOfThePlace);

TEST(ThePagesOfTheLists, FindASubjectByAnyOfItsWordsAndShowWhatPeopleSayHere) {
    test::OverlapSite site;
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return add_local_word(tx, priya, {false, "library-hours", "the Beacon"}); }));
    site.sign_in(test::nhs);

    EXPECT_THAT(site.get("/subjects?q=beacon").body, HasSubstr("href=\"/subjects/subjects/library-hours\""));
    EXPECT_THAT(site.get("/subjects?q=nobodysaysthis").body, HasSubstr("Nothing in the list is called that"));
    auto line = site.get("/subjects/subjects/library-hours").body;
    EXPECT_THAT(line, HasSubstr("the Beacon"));
    EXPECT_THAT(line, Not(HasSubstr("Take away"))) << "an officer reads, the coordinator changes";
    EXPECT_EQ(site.get("/subjects/subjects/no-such-thing").status, 404);
    EXPECT_EQ(site.get("/subjects/nonsense/library-hours").status, 404);
}

TEST(ThePagesOfTheLists, WhatPeopleSayHereIsUnderstoodAtOnceWhereASubjectIsTyped) {
    test::OverlapSite site;
    site.overlaps().start();

    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return add_local_word(tx, priya, {false, "library-hours", "the Beacon"}); }));
    site.feed().catch_up();

    EXPECT_EQ(site.overlaps().meant_by("THE  Beacon", false), "library-hours");
    EXPECT_EQ(site.overlaps().meant_by("pensioners", true), "older-people");
    EXPECT_EQ(site.overlaps().meant_by("nobodysaysthis", false), "");
}

}  // namespace
}  // namespace thingwall::overlap
