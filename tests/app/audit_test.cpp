#include "audit/audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>

#include "activities/activities.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "audit/store.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "notify/notify.hpp"
#include "notify/store.hpp"
#include "support/engines.hpp"
#include "support/visitor.hpp"

namespace thingwall::app {
namespace {

using namespace std::chrono_literals;
using audit::AuditDraft;
using audit::Verdict;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The made-up partnership with its bodies, and an audit of all of them.
class AnAudit : public support::OnBothEngines {
protected:
    AnAudit() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "300"};
        if (GetParam() == db::Engine::postgres) typed.insert(typed.end(), {"--database", settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        partnership = std::make_unique<Partnership>(*read_settings(folder_.path().string()), clock_, random_);
        partnership->start();
        for (const auto& organisation : *partnership->identity().organisations()) {
            if (organisation.kind == identity::OrganisationKind::nhs) nhs = organisation.id;
            if (organisation.kind == identity::OrganisationKind::council) council = organisation.id;
        }
        priya = {PersonId{1}, council, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};
    }
    Result<std::int64_t> open(const AuditDraft& draft) {
        return database().write([&](db::Transaction& tx) { return audits().open(tx, priya, draft); });
    }
    std::int64_t opened() {
        const auto due = to_iso(partnership->activities().today() + 21);
        return open({"Engagement audit", "Thank you for your help.", due}).value();
    }
    audit::Partner partner(std::int64_t id, OrganisationId body) {
        return database().read([&](db::Reader& reader) { return audit::store::partner(reader, id, body); }).value();
    }
    std::vector<activities::Activity> entries(std::int64_t id, OrganisationId body) {
        const auto one = database().read([&](db::Reader& reader) { return audit::store::audit(reader, id); });
        return audits().entries(*one, body);
    }
    std::vector<notify::Outgoing> letters() {
        return database().read(
            [&](db::Reader& reader) { return notify::store::due(reader, clock_.now() + 24h, 1'000); });
    }
    db::Database& database() { return partnership->database(); }
    audit::Auditing& audits() { return partnership->audits(); }

    std::unique_ptr<Partnership> partnership;
    OrganisationId nhs, council;
    web::Actor priya;
    SystemClock clock_;

private:
    support::TemporaryFolder folder_;
    SecureRandom random_;
};

TEST_P(AnAudit, WritesToEveryPartnerThatHasAnAddressWithALinkOfItsOwn) {
    const auto id = opened();

    const auto members = *partnership->identity().organisations();
    const auto progress = database().read([&](db::Reader& reader) { return audit::store::progress(reader, id); });
    EXPECT_EQ(progress.size(),
              static_cast<std::size_t>(std::ranges::count(members, true, &identity::Organisation::active)));
    std::set<std::string> tokens;
    std::size_t with_address = 0;
    for (const auto& one : progress) {
        tokens.insert(one.partner.token);
        with_address += one.partner.email.empty() ? 0 : 1;
    }
    EXPECT_EQ(tokens.size(), progress.size());
    ASSERT_THAT(letters(), SizeIs(with_address));
    EXPECT_GE(with_address, 5U);
    EXPECT_THAT(letters()[0].text, HasSubstr("Thank you for your help."));
    EXPECT_THAT(letters()[0].text, HasSubstr("/audit/"));
}

TEST_P(AnAudit, SaysEachFaultOfItsFormAndThenWritesToNobody) {
    const auto wrong = open({"", "", "2020-01-01"});

    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().fields, SizeIs(2));
    EXPECT_THAT(letters(), IsEmpty());
}

TEST_P(AnAudit, APartnerConfirmsCorrectsAddsAndFinishesWithoutAnAccountAndTheCoordinatorTakesItIn) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    const auto known = entries(id, nhs);
    ASSERT_GE(known.size(), 3U) << "the demonstration has some of the NHS";
    const auto number = [&](std::size_t n) { return std::to_string(known[n].id.value()); };
    support::Visitor lindsay(partnership->router(), clock_);

    EXPECT_THAT(lindsay.get(link).body, HasSubstr(known[0].title));
    EXPECT_EQ(lindsay.post(link + "/say", {{"entry", number(0)}, {"verdict", "right"}}).status, 303);
    lindsay.get(link);
    EXPECT_EQ(lindsay.post(link + "/say", {{"entry", number(1)}, {"verdict", "gone"}}).status, 303);
    lindsay.get(link + "/entry/" + number(2));
    auto draft = activities::to_draft(known[2]);
    EXPECT_EQ(lindsay
                  .post(link + "/entry/" + number(2), {{"title", "Corrected by the audit"},
                                                       {"purpose", draft.purpose},
                                                       {"first_day", draft.first_day},
                                                       {"last_day", draft.last_day},
                                                       {"contact", draft.contact}})
                  .status,
              303);
    lindsay.get(link + "/entry/new");
    const auto lacking = lindsay.post(link + "/entry/new", {{"title", "Added by the audit"}});
    EXPECT_EQ(lacking.status, 422) << "it has no dates";
    lindsay.get(link + "/entry/new");
    EXPECT_EQ(lindsay
                  .post(link + "/entry/new", {{"title", "Added by the audit"},
                                              {"purpose", "What people think."},
                                              {"first_day", "1 March 2030"},
                                              {"last_day", "31 March 2030"},
                                              {"audience", "everyone"},
                                              {"area", "*"},
                                              {"method", "survey"}})
                  .status,
              303);
    lindsay.get(link);
    EXPECT_EQ(lindsay.post(link + "/finish", {}).status, 303);
    EXPECT_EQ(partnership->activities().find(known[2].id, {nhs, true})->title, known[2].title)
        << "nothing reaches the register before it is taken in";

    const auto taken = audits().take_in(priya, id, nhs);
    const auto again = audits().take_in(priya, id, nhs);

    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->taken, 4);
    EXPECT_EQ(taken->left, 0);
    EXPECT_EQ(again->taken, 0) << "once";
    EXPECT_EQ(partnership->activities().find(known[2].id, {nhs, true})->title, "Corrected by the audit");
    EXPECT_EQ(partnership->activities().find(known[2].id, {nhs, true})->purpose, known[2].purpose);
    EXPECT_TRUE(partnership->activities().find(known[1].id, {nhs, true})->withdrawn_on);
    std::int64_t added = 0;
    partnership->activities().snapshot()->each({}, [&](const activities::EntryPointer& entry) {
        added += entry->title == "Added by the audit" && entry->lead == nhs ? 1 : 0;
        return true;
    });
    EXPECT_EQ(added, 1);
    const auto progress = database().read([&](db::Reader& reader) { return audit::store::progress(reader, id); });
    const auto row = std::ranges::find(progress, nhs, [](const auto& one) { return one.partner.organisation; });
    EXPECT_TRUE(row->partner.answered_at);
    EXPECT_TRUE(row->partner.looked_at);
    EXPECT_EQ(row->waiting, 0);
}

TEST_P(AnAudit, ALinkOpensItsOwnPartnersEntriesAndNoOthersAndNoDraftAtAll) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto theirs = entries(id, council);
    ASSERT_FALSE(theirs.empty());
    support::Visitor stranger(partnership->router(), clock_);

    const auto page = stranger.get("/audit/" + token).body;
    const auto said = database().write(
        [&](db::Transaction& tx) { return audits().say(tx, token, theirs[0].id, Verdict::not_happening, {}); });

    EXPECT_THAT(page, Not(HasSubstr(theirs[0].title)));
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().kind, ErrorKind::not_found);
    EXPECT_EQ(stranger.get("/audit/" + token + "/entry/" + std::to_string(theirs[0].id.value())).status, 404);
    EXPECT_EQ(stranger.get("/audit/nosuchtoken").status, 404);
    EXPECT_THAT(stranger.get("/audits").status, testing::AnyOf(303, 403)) << "the coordinator's";
}

TEST_P(AnAudit, TheLastAnswerCountsAndOneThatTheRegisterHasOvertakenIsLeftWithTheReason) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto known = entries(id, nhs);
    const auto say = [&](std::size_t n, Verdict verdict, const activities::Draft& draft = {}) {
        return database().write(
            [&](db::Transaction& tx) { return audits().say(tx, token, known[n].id, verdict, draft); });
    };
    ASSERT_TRUE(say(0, Verdict::not_happening));
    ASSERT_TRUE(say(0, Verdict::right));
    auto corrected = activities::to_draft(known[1]);
    corrected.title = "By the audit";
    ASSERT_TRUE(say(1, Verdict::changed, corrected));
    web::Actor anna{PersonId{2}, nhs, web::Role::officer, "Anna Holt", "NHS"};
    auto by_hand = activities::to_draft(known[1]);
    by_hand.title = "By hand meanwhile";
    ASSERT_TRUE(database().write([&](db::Transaction& tx) {
        return activities::edit_activity(tx, anna, known[1].id, known[1].version, by_hand,
                                         partnership->activities().context(), activities::Ask::as_far_as_known);
    }));

    const auto taken = audits().take_in(priya, id, nhs);

    EXPECT_EQ(taken->taken, 1);
    EXPECT_EQ(taken->left, 1);
    EXPECT_FALSE(partnership->activities().find(known[0].id, {nhs, true})->withdrawn_on);
    EXPECT_EQ(partnership->activities().find(known[1].id, {nhs, true})->title, "By hand meanwhile");
}

TEST_P(AnAudit, RemindsOnlyWhoHasNotAnsweredAndTakesNothingOnceItIsClosed) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto before = letters().size();
    const auto remind = [&](OrganisationId body) {
        return database().write([&](db::Transaction& tx) { return audits().remind(tx, priya, id, body); });
    };
    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return audits().finish(tx, token, true); }));

    EXPECT_FALSE(remind(nhs)) << "it has answered";
    EXPECT_TRUE(remind(council));
    EXPECT_THAT(letters(), SizeIs(before + 1));
    EXPECT_THAT(letters().back().subject, testing::StartsWith("Reminder"));

    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return audits().close(tx, priya, id); }));
    EXPECT_FALSE(remind(council));
    const auto entry = entries(id, nhs).at(0).id;
    EXPECT_FALSE(
        database().write([&](db::Transaction& tx) { return audits().say(tx, token, entry, Verdict::right, {}); }));
    support::Visitor late(partnership->router(), clock_);
    EXPECT_EQ(late.get("/audit/" + token).status, 409);
}

THINGWALL_ON_BOTH_ENGINES(AnAudit);

}  // namespace
}  // namespace thingwall::app
