#include <gtest/gtest.h>

#include "activities/rules.hpp"
#include "register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;

class RegisteringAnActivity : public testing::TestWithParam<db::Engine> {
protected:
    RegisterSite site{GetParam()};
    Result<Registered> edit(const Registered& what, std::int64_t version, const Draft& draft, OrganisationId by = nhs) {
        return site.database().write([&](db::Transaction& tx) {
            return edit_activity(tx, officer_of(by), what.id, version, draft, site.context());
        });
    }
    Result<Registered> take_back(const Registered& what, std::int64_t version, const char* why,
                                 OrganisationId by = nhs) {
        return site.database().write(
            [&](db::Transaction& tx) { return withdraw(tx, officer_of(by), what.id, version, why, site.context()); });
    }
    std::optional<Activity> stored(ActivityId id) {
        auto found = site.database().read([&](db::Reader& reader) { return read(reader, id); });
        return found ? std::optional(found->activity) : std::nullopt;
    }
};
THINGWALL_ON_BOTH_ENGINES(RegisteringAnActivity);

TEST_P(RegisteringAnActivity, GivesReferencesOneAfterAnotherAndKeepsEveryValue) {
    Draft draft = gp_survey();
    draft.shape = R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.4]]]})";
    draft.centre = "53.4012345, -3.02";
    draft.radius = "500";
    draft.sessions = "2026-11-05, 2pm to 4pm, Central library, upstairs";
    draft.partners = "101; 103";
    draft.series = "GP access, each autumn";
    draft.access = "hearing-loop";
    draft.responses = "412";
    draft.results = "Most could not get through.\nHalf did not know of the pharmacy.";

    auto first = site.registered(draft);
    auto second = site.registered(gp_survey());

    EXPECT_EQ(first.reference, "WY-2026-0001");
    EXPECT_EQ(second.reference, "WY-2026-0002");
    EXPECT_EQ(to_draft(*stored(first.id)), draft);
    EXPECT_EQ(site.saved(), 2);
}

TEST_P(RegisteringAnActivity, ForAnotherBodyIsRefused) {
    auto done = site.database().write(
        [&](db::Transaction& tx) { return register_activity(tx, officer_of(police), gp_survey(), site.context()); });

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::forbidden);
    EXPECT_EQ(site.saved(), 0);
}

TEST_P(RegisteringAnActivity, AChangeKeepsTheFormerValuesAndWhoChangedThem) {
    auto made = site.registered(gp_survey());
    Draft later = gp_survey();
    later.first_day = "2027-01-04";
    later.last_day = "2027-01-29";
    later.decision_day = "2027-03-01";

    auto changed = edit(made, 1, later);

    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->version, 2);
    auto kept = site.database().read([&](db::Reader& reader) { return versions(reader, made.id); });
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].was_then.first_day, "2026-11-02");
    EXPECT_EQ(kept[1].was_then.first_day, "2027-01-04");
    EXPECT_EQ(kept[1].by, PersonId{7});
    EXPECT_EQ(changes(kept[0].was_then, kept[1].was_then).size(), 3u);
}

TEST_P(RegisteringAnActivity, TwoWhoChangeTheSameVersionAreNotBothTaken) {
    auto made = site.registered(gp_survey());
    Draft mine = gp_survey(), yours = gp_survey();
    mine.title = "Mine";
    yours.title = "Yours";

    ASSERT_TRUE(edit(made, 1, mine));
    auto second = edit(made, 1, yours);

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::conflict);
    EXPECT_EQ(stored(made.id)->title, "Mine");
}

TEST_P(RegisteringAnActivity, AChangeThatChangesNothingIsNoVersion) {
    auto made = site.registered(gp_survey());

    EXPECT_EQ(edit(made, 1, gp_survey())->version, 1);
    EXPECT_EQ(site.database().read([&](db::Reader& reader) { return versions(reader, made.id); }).size(), 1u);
}

TEST_P(RegisteringAnActivity, OthersCannotChangeItAndDoNotLearnOfADraft) {
    Draft secret = gp_survey();
    secret.visibility = "draft";
    auto shown = site.registered(gp_survey());
    auto hidden = site.registered(secret);

    EXPECT_EQ(edit(shown, 1, gp_survey(), police).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(edit(hidden, 1, gp_survey(), police).error().kind, ErrorKind::not_found);
    EXPECT_EQ(take_back(hidden, 1, "No", police).error().kind, ErrorKind::not_found);
}

TEST_P(RegisteringAnActivity, WhatIsWithdrawnStaysWithItsReasonAndIsChangedNoMore) {
    auto made = site.registered(gp_survey());

    EXPECT_EQ(take_back(made, 1, "  ").error().fields[0].field, "because");
    ASSERT_TRUE(take_back(made, 1, "The board took the decision early"));

    EXPECT_EQ(stored(made.id)->withdrawn_because, "The board took the decision early");
    EXPECT_EQ(edit(made, 2, gp_survey()).error().kind, ErrorKind::conflict);
    site.saved();
    EXPECT_EQ(site.activities().snapshot()->size(), 1u);
}

TEST_P(RegisteringAnActivity, AReferenceFromAFileIsKeptAndItsNumberIsNotGivenAgain) {
    auto known = [&](const char* reference) {
        return site.database().write([&](db::Transaction& tx) {
            return register_known(tx, officer_of(nhs), gp_survey(), reference, site.context());
        });
    };

    ASSERT_TRUE(known("WY-2026-0187"));
    EXPECT_EQ(known("WY-2026-0187").error().kind, ErrorKind::conflict);

    EXPECT_EQ(site.registered(gp_survey()).reference, "WY-2026-0188");
}

TEST_P(RegisteringAnActivity, EveryDeedIsInTheJournalWithWhoDidIt) {
    auto made = site.registered(gp_survey());
    ASSERT_TRUE(take_back(made, 1, "Not needed"));

    auto entries =
        site.database().read([&](db::Reader& reader) { return journal::about(reader, made.id.value(), 10); });

    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].deed, "activity.registered");
    EXPECT_EQ(entries[1].deed, "activity.withdrawn");
    EXPECT_EQ(entries[1].actor, PersonId{7});
    EXPECT_EQ(entries[1].organisation, nhs);
}

}  // namespace
}  // namespace thingwall::activities
