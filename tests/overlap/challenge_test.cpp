#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "identity/identity.hpp"
#include "journal/journal.hpp"
#include "notify/notify.hpp"
#include "overlap/challenges.hpp"
#include "overlap/service.hpp"
#include "overlap/store_challenges.hpp"
#include "support/engines.hpp"
#include "support/mail_sink.hpp"

namespace thingwall::overlap {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// Anna of the NHS and Lindsay of Voluntary Action each lead one of two activities that ask the same people; Priya of
/// the council coordinates; Dave of the police has nothing to do with it. It is noon on Monday 2 March 2026.
class AskingBothLeads : public support::OnBothEngines {
protected:
    AskingBothLeads() : feed_(database()), runner_(database(), clock()) {
        nhs = body("NHS Wyremouth", "nhs");
        voluntary = body("Voluntary Action Wyremouth", "voluntary");
        council = body("Wyremouth Council", "council");
        police = body("North Coast Police", "police");
        anna = person(nhs, "Anna Holt", "anna@nhs.example", "officer");
        femi = person(nhs, "Femi Adeyemi", "femi@nhs.example", "officer");
        lindsay = person(voluntary, "Lindsay Grant", "lindsay@voluntary.example", "officer");
        priya = person(council, "Priya Nair", "priya@council.example", "coordinator");
        dave = person(police, "Dave Pickering", "dave@police.example", "officer");
        post_ = std::make_unique<notify::Notify>(
            kernel::Services{database(), clock(), random_, feed_, runner_, site_},
            notify::MailSettings{sink.address(), "", "", "engage@wyremouth.example", "Wyremouth Partnership",
                                 "https://engage.example", false});
        ours.ask.id = ActivityId{17};
        ours.ask.title = "Getting a GP appointment";
        ours.ask.organisation = nhs;
        ours.ask.organisation_name = "NHS Wyremouth";
        ours.ask.first = *Date::make(2026, 5, 4);
        ours.ask.last = *Date::make(2026, 5, 29);
        ours.ask.audience_codes = {"older-people"};
        ours.shown.owner = anna.person;
        ours.shown.cost = Money{840'000};
        theirs = ours;
        theirs.ask.id = ActivityId{23};
        theirs.ask.title = "Seeing a doctor when you need one";
        theirs.ask.organisation = voluntary;
        theirs.ask.organisation_name = "Voluntary Action Wyremouth";
        theirs.shown.owner = lindsay.person;
        theirs.shown.cost = Money{215'000};
    }

    PairNow now() {
        PairNow made{std::make_shared<Asking>(ours), std::make_shared<Asking>(theirs), {}};
        made.finding.likelihood = 0.84;
        made.finding.why = "Likely (84 in 100): both ask older people about GP appointments.";
        made.finding.unlike = "Unlike: one is a survey, the other focus groups.";
        made.finding.residents_shared = 2'412;
        made.finding.days_shared = 19;
        return made;
    }
    Result<ChallengeId> ask(const web::Actor& actor, std::string words = {}) {
        return database().write([&](db::Transaction& tx) { return ask_both(tx, actor, now(), words, *post_); });
    }
    Done say(const web::Actor& actor, std::string what, std::string words = {}) {
        return database().write([&](db::Transaction& tx) { return answer(tx, actor, now(), what, words, *post_); });
    }
    Done end(const web::Actor& actor, std::int64_t version, std::string outcome, std::string reason = {}) {
        return database().write(
            [&](db::Transaction& tx) { return settle(tx, actor, now(), version, outcome, reason, *post_); });
    }
    int by_the_clock() {
        return *database().write([&](db::Transaction& tx) -> Result<int> {
            return remind_and_escalate(
                tx, london_day(tx.now()),
                [&](PairKey) { return gone ? PairNow{nullptr, std::make_shared<Asking>(theirs), {}} : now(); }, *post_);
        });
    }
    Challenge kept() {
        return *database().read([&](db::Reader& reader) { return store::latest(reader, now().key()); });
    }
    /// To whom letters of this kind went since the last call: "anna@nhs.example: subject".
    std::vector<std::string> letters() {
        post_->send_due();
        auto all = sink.mails();
        std::vector<std::string> fresh;
        for (; seen_ < all.size(); ++seen_) fresh.push_back(all[seen_].to + ": " + all[seen_].text());
        return fresh;
    }
    void days_pass(int days) { clock().set(clock().now() + std::chrono::hours{24 * days}); }

    test::MailSink sink;
    OrganisationId nhs, voluntary, council, police;
    web::Actor anna, femi, lindsay, priya, dave;
    Asking ours, theirs;
    bool gone = false;  ///< ours was withdrawn

private:
    OrganisationId body(std::string name, std::string kind) {
        return *database().write(
            [&](db::Transaction& tx) { return identity::add_organisation(tx, {}, {name, "", kind}); });
    }
    web::Actor person(OrganisationId of, std::string name, std::string email, std::string role) {
        auto id = *database().write(
            [&](db::Transaction& tx) { return identity::add_person(tx, {}, of, {name, email, role}); });
        auto known = *database().read([&](db::Reader& reader) { return identity::person(reader, id); });
        return {id, of, known.role, name, known.organisation_name};
    }
    SecureRandom random_;
    html::Site site_;
    journal::Feed feed_;
    jobs::Runner runner_;
    std::unique_ptr<notify::Notify> post_;
    std::size_t seen_ = 0;
};

TEST_P(AskingBothLeads, EachLeadGetsOneLetterWithTheSentenceWhatIsUnlikeAndTheDayInWorkingDays) {
    ASSERT_TRUE(ask(priya, "Could your groups explain what the survey counts?"));

    auto sent = letters();
    ASSERT_THAT(sent, SizeIs(2));
    for (const char* to : {"anna@nhs.example", "lindsay@voluntary.example"})
        EXPECT_THAT(sent,
                    Contains(AllOf(HasSubstr(to), HasSubstr("84 in 100"), HasSubstr("Unlike: one is a survey"),
                                   HasSubstr("19 days in common"), HasSubstr("by Monday 9 March 2026"),
                                   HasSubstr("explain what the survey counts"),
                                   HasSubstr("https://engage.example/overlaps/"), HasSubstr("Nobody has to stop"))));
    EXPECT_EQ(kept().reply_by, *Date::make(2026, 3, 9));
}

TEST_P(AskingBothLeads, ALeadMayAskToo_ABystanderMayNot_AndNobodyAsksTwice) {
    EXPECT_EQ(ask(dave).error().kind, ErrorKind::forbidden);
    EXPECT_TRUE(ask(anna));
    EXPECT_EQ(ask(priya).error().kind, ErrorKind::conflict);
    EXPECT_THAT(letters(), SizeIs(2));
}

TEST_P(AskingBothLeads, WhenTheOwnerHasLeftEverybodyWhoActsForTheLeadIsTold) {
    ours.shown.owner = PersonId{};

    ASSERT_TRUE(ask(priya));

    EXPECT_THAT(letters(), UnorderedElementsAre(HasSubstr("anna@"), HasSubstr("femi@"), HasSubstr("lindsay@")));
}

TEST_P(AskingBothLeads, TwoWhoWantToJoinNeedNobodyElse) {
    ASSERT_TRUE(ask(priya));
    letters();

    ASSERT_TRUE(say(anna, "join", "Your groups could explain what our survey counts."));
    EXPECT_THAT(letters(),
                UnorderedElementsAre(AllOf(HasSubstr("lindsay@"), HasSubstr("explain what our survey counts"))));
    EXPECT_FALSE(kept().settled);
    ASSERT_TRUE(say(lindsay, "join"));

    EXPECT_TRUE(kept().settled);
    EXPECT_EQ(kept().outcome, Outcome::joined);
    EXPECT_THAT(letters(), UnorderedElementsAre(AllOf(HasSubstr("anna@"), HasSubstr("Joined")), HasSubstr("lindsay@")));
    EXPECT_EQ(say(anna, "move").error().kind, ErrorKind::conflict) << "settled is settled";
}

TEST_P(AskingBothLeads, GoingAheadNeedsAReasonAndEveryFaultIsSaid) {
    ASSERT_TRUE(ask(priya));

    EXPECT_THAT(say(anna, "go-ahead").error().fields, SizeIs(1));
    EXPECT_THAT(say(anna, "nonsense", std::string(2001, 'x')).error().fields, SizeIs(2));
    EXPECT_EQ(say(dave, "join").error().kind, ErrorKind::forbidden);
    EXPECT_EQ(say(priya, "join").error().kind, ErrorKind::forbidden) << "a coordinator leads neither";
    EXPECT_THAT(kept().replies, IsEmpty());
    EXPECT_TRUE(say(anna, "go-ahead", "A statutory duty."));
}

TEST_P(AskingBothLeads, AnAnswerCanBeChangedUntilItIsSettledAndBothStandInTheLog) {
    ASSERT_TRUE(ask(priya));
    ASSERT_TRUE(say(anna, "go-ahead", "We must."));
    ASSERT_TRUE(say(anna, "move"));

    auto challenge = kept();
    ASSERT_THAT(challenge.replies, SizeIs(1));
    EXPECT_EQ(challenge.replies[0].answer, Answer::move);
    auto log = database().read([&](db::Reader& reader) { return store::log(reader, challenge.id); });
    ASSERT_THAT(log, SizeIs(3));
    EXPECT_THAT(log[0].words, HasSubstr("Move my dates"));
    EXPECT_THAT(log[1].words, HasSubstr("We must."));
}

TEST_P(AskingBothLeads, WhoIsSilentIsRemindedOnceAndThenTheCoordinatorIsTold) {
    ASSERT_TRUE(ask(priya));
    ASSERT_TRUE(say(anna, "move"));
    letters();

    days_pass(2);
    EXPECT_EQ(by_the_clock(), 0) << "three working days are left";
    days_pass(1);
    EXPECT_EQ(by_the_clock(), 1);
    EXPECT_THAT(letters(), UnorderedElementsAre(AllOf(HasSubstr("lindsay@"), HasSubstr("by Monday 9 March 2026"))));
    EXPECT_EQ(by_the_clock(), 0) << "once is enough";
    days_pass(5);
    EXPECT_EQ(by_the_clock(), 1);
    EXPECT_THAT(letters(), UnorderedElementsAre(
                               AllOf(HasSubstr("priya@"), HasSubstr("Not answered: Voluntary Action Wyremouth"))));
    EXPECT_EQ(by_the_clock(), 0);
}

TEST_P(AskingBothLeads, WhenOneIsWithdrawnNobodyNeedAnswerAndTheOtherLeadIsTold) {
    ASSERT_TRUE(ask(priya));
    letters();
    gone = true;

    EXPECT_EQ(by_the_clock(), 1);
    EXPECT_THAT(letters(), UnorderedElementsAre(AllOf(HasSubstr("lindsay@"), HasSubstr("Nothing more is asked"))));
    EXPECT_TRUE(kept().settled);
    EXPECT_EQ(kept().outcome, Outcome::withdrawn);
    EXPECT_EQ(by_the_clock(), 0);
    EXPECT_FALSE(parse_outcome("withdrawn")) << "no person chooses it";
    auto totals = database().read([](db::Reader& reader) { return store::settled_since(reader, Instant{}); });
    EXPECT_EQ(totals.settled, 0) << "nobody settled it";
}

TEST_P(AskingBothLeads, TheYearsTotalsCountWhatWasJoinedAndWhatAPersonConfirmed) {
    ASSERT_TRUE(ask(priya));
    ASSERT_TRUE(end(priya, 1, "merged"));
    ASSERT_TRUE(
        database().write([&](db::Transaction& tx) { return confirm_saving(tx, priya, now().key(), 2, "1950"); }));
    ASSERT_TRUE(ask(priya));
    ASSERT_TRUE(end(priya, 1, "justified", "A duty."));

    auto since = [&](Instant from) {
        return database().read([&](db::Reader& reader) { return store::settled_since(reader, from); });
    };
    EXPECT_EQ(since(Instant{}).settled, 2);
    EXPECT_EQ(since(Instant{}).joined, 1);
    EXPECT_EQ(since(Instant{}).saved, Money{195'000});
    EXPECT_EQ(since(clock().now() + std::chrono::seconds{1}).settled, 0);
}

TEST_P(AskingBothLeads, TheCoordinatorSettlesWithAReasonOnWhatTheySaw) {
    ASSERT_TRUE(ask(priya));
    letters();

    EXPECT_EQ(end(anna, 1, "justified", "No.").error().kind, ErrorKind::forbidden);
    EXPECT_THAT(end(priya, 1, "justified").error().fields, SizeIs(1)) << "a reason that partners can read";
    EXPECT_EQ(end(priya, 7, "justified", "A duty.").error().kind, ErrorKind::conflict);
    ASSERT_TRUE(end(priya, 1, "justified", "A statutory duty."));

    EXPECT_THAT(letters(), SizeIs(2));
    EXPECT_EQ(kept().outcome, Outcome::justified);
    EXPECT_EQ(end(priya, 2, "joined").error().kind, ErrorKind::conflict);
}

TEST_P(AskingBothLeads, WhatWasSavedIsSaidByAPersonToThePenny) {
    ASSERT_TRUE(ask(priya));
    ASSERT_TRUE(end(priya, 1, "merged"));
    auto confirm = [&](const web::Actor& actor, std::int64_t version, std::string pounds) {
        return database().write(
            [&](db::Transaction& tx) { return confirm_saving(tx, actor, now().key(), version, pounds); });
    };

    EXPECT_EQ(most_saved(Outcome::merged, ours.shown.cost, theirs.shown.cost), Money{215'000});
    EXPECT_FALSE(kept().saving) << "never worked out alone";
    EXPECT_EQ(confirm(anna, 2, "100").error().kind, ErrorKind::forbidden);
    EXPECT_EQ(confirm(priya, 2, "a lot").error().kind, ErrorKind::invalid);
    EXPECT_TRUE(confirm(priya, 2, "1,950.50"));

    EXPECT_EQ(kept().saving, Money{195'050});
    EXPECT_EQ(confirm(priya, 2, "1").error().kind, ErrorKind::conflict);
}

TEST_P(AskingBothLeads, ASettledPairIsSilentUntilOneOfTheTwoChanges) {
    ASSERT_TRUE(database().write(
        [&](db::Transaction& tx) { return set_aside(tx, priya, now(), "not-an-overlap", "Other questions."); }));
    EXPECT_THAT(letters(), IsEmpty()) << "nobody was asked";
    auto silent = [&] {
        auto settled = database().read([](db::Reader& reader) { return store::all_settled(reader); });
        auto known = settled.find(now().key());
        return known != settled.end() && known->second.was_a == marks_of(ours) &&
               known->second.was_b == marks_of(theirs);
    };
    EXPECT_TRUE(silent());

    ours.shown.reference = "WY-2026-0017";
    ours.shown.cost = Money{1};
    EXPECT_TRUE(silent()) << "neither dates, ground, people nor subject";
    for (auto change : std::vector<std::function<void()>>{
             [&] { ours.ask.last = *Date::make(2026, 6, 1); }, [&] { ours.shown.footprint.areas = {AreaId{9}}; },
             [&] { theirs.ask.audience_codes = {"carers"}; }, [&] { theirs.ask.subjects = {"dentists"}; }}) {
        auto was = std::pair(ours, theirs);
        change();
        EXPECT_FALSE(silent());
        std::tie(ours, theirs) = was;
    }

    ASSERT_TRUE(ask(anna)) << "asked again";
    EXPECT_FALSE(silent());
}

TEST_P(AskingBothLeads, EveryDeedStandsInTheJournalAndNoneOfItsWordsDo) {
    ASSERT_TRUE(ask(priya, "secret words"));
    ASSERT_TRUE(say(anna, "join", "secret words"));
    ASSERT_TRUE(end(priya, 1, "joined", "secret words"));

    std::vector<std::string> deeds;
    database().read([&](db::Reader& reader) {
        for (const auto& entry : journal::after(reader, 0, 1000))
            if (entry.deed.starts_with("challenge.")) deeds.push_back(entry.deed);
    });
    EXPECT_THAT(deeds, testing::ElementsAre("challenge.asked", "challenge.answered", "challenge.settled"));
}

THINGWALL_ON_BOTH_ENGINES(AskingBothLeads);

}  // namespace
}  // namespace thingwall::overlap
