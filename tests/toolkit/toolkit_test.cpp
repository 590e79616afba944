#include "toolkit/toolkit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "activities/codes.hpp"
#include "support/engines.hpp"
#include "toolkit/rules.hpp"
#include "toolkit/store.hpp"

namespace thingwall::toolkit {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(TheGuides, StandForEachMethodOfTheRegisterButAnotherWayAndSayEverything) {
    for (const auto& method : activities::methods()) {
        if (method.code == "other") continue;
        const auto guide = built_in().find(method.code);
        ASSERT_NE(guide, built_in().end()) << method.code;
        EXPECT_TRUE(check(draft_of(guide->second))) << method.code;
        EXPECT_GE(guide->second.steps.size(), 3U) << method.code;
        EXPECT_FALSE(guide->second.fits_not.empty()) << method.code;
        EXPECT_FALSE(guide->second.pitfalls.empty()) << method.code;
    }
    EXPECT_THAT(built_in(), SizeIs(activities::methods().size() - 1)) << "and for no method that there is not";
}

TEST(TheGuides, AreReadWithTheLineOfEachFault) {
    const auto read = read_guides("- lost\n= survey\n[no such]\n[steps]\nno dash\n= survey\n");

    ASSERT_FALSE(read);
    ASSERT_THAT(read.error().fields, SizeIs(4));
    EXPECT_EQ(read.error().fields[0].field, "line 1");
    EXPECT_EQ(read.error().fields[2].field, "line 5");
}

TEST(AGuideInOnesOwnWords, NamesEachFieldAtFault) {
    GuideDraft draft = draft_of(built_in().at("survey"));
    draft.in_short = " ";
    draft.steps = "\n-\n";
    draft.pitfalls = std::string(401, 'x');

    const auto checked = check(draft);

    ASSERT_FALSE(checked);
    EXPECT_THAT(checked.error().fields, SizeIs(3));
}

TEST(AGuideInOnesOwnWords, TakesPointsWithOrWithoutTheirDashes) {
    GuideDraft draft = draft_of(built_in().at("survey"));
    draft.fits = "- one\r\n\n* two\nthree";

    EXPECT_THAT(check(draft)->fits, testing::ElementsAre("one", "two", "three"));
}

class KeepingGuides : public support::OnBothEngines {
protected:
    const web::Actor priya{PersonId{3}, OrganisationId{101}, web::Role::coordinator, "Priya Nair", "The council"};
    ShownGuide survey() {
        return database().read([](db::Reader& reader) { return guide(reader, "survey"); }).value();
    }
    Done say(const GuideDraft& draft, std::int64_t version) {
        return database().write([&](db::Transaction& tx) { return change(tx, priya, "survey", draft, version); });
    }
};

TEST_P(KeepingGuides, TheWordsOfThePartnershipHoldUntilItGivesThemUp) {
    GuideDraft draft = draft_of(survey().guide);
    draft.cost = "Nothing here: the university does it for us.";

    ASSERT_TRUE(say(draft, 0));

    EXPECT_TRUE(survey().own_words);
    EXPECT_EQ(survey().guide.cost, draft.cost);
    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return give_up(tx, priya, "survey", 1); }));
    EXPECT_FALSE(survey().own_words);
    EXPECT_EQ(survey().guide, built_in().at("survey"));
    draft.cost = "Five hundred pounds.";
    EXPECT_TRUE(say(draft, survey().version)) << "and it can begin again";
}

TEST_P(KeepingGuides, WhoChangedTheOlderWordsIsToldAndNothingIsLost) {
    GuideDraft mine = draft_of(survey().guide), theirs = mine;
    mine.cost = "Mine.";
    theirs.cost = "Theirs.";
    ASSERT_TRUE(say(mine, 0));

    const auto late = say(theirs, 0);

    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_EQ(survey().guide.cost, "Mine.");
}

TEST_P(KeepingGuides, CountsHowOftenEachIsReadAndByNobodysName) {
    const Date today = *Date::make(2026, 3, 2);
    for (int n = 0; n < 3; ++n)
        ASSERT_TRUE(database().write([&](db::Transaction& tx) -> Done {
            store::count_use(tx, n == 2 ? "forum" : "survey", today - n, OrganisationId{101});
            return {};
        }));

    const auto uses = database().read([&](db::Reader& reader) { return store::uses_since(reader, today - 1); });

    EXPECT_THAT(uses, testing::ElementsAre(testing::Pair("survey", 2)));
}

THINGWALL_ON_BOTH_ENGINES(KeepingGuides);

}  // namespace
}  // namespace thingwall::toolkit
