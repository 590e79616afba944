#include "follow/follow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "activities/register_site.hpp"
#include "follow/rules.hpp"
#include "follow/store.hpp"
#include "notify/notify.hpp"
#include "notify/store.hpp"
#include "support/visitor.hpp"

namespace thingwall::follow {
namespace {

using namespace std::chrono_literals;
using activities::Draft;
using activities::test::harbour_ward;
using activities::test::RegisterSite;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const Choice harbour{Kind::area, "201"}, bins{Kind::subject, "bins"};

/// The register, and people who follow it. It is nine in the morning on Monday 14 September 2026.
class Following : public testing::TestWithParam<db::Engine> {
protected:
    Following() : site(GetParam()), follow(services(), site.activities(), post) { follow.add_routes(router); }

    static notify::MailSettings mail_settings() {
        notify::MailSettings settings;
        settings.server = "smtp://127.0.0.1:1";
        settings.site = "https://engage.example";
        return settings;
    }
    const kernel::Services& services() { return site.activities().services(); }
    static Draft draft(std::string title, std::string visibility = "public") {
        Draft draft;
        draft.title = std::move(title);
        draft.purpose = "What people think of it.";
        draft.subjects = "bins";
        draft.audience = "everyone";
        draft.areas = "201";
        draft.first_day = "2026-09-15";
        draft.last_day = "2026-12-31";
        draft.methods = "survey";
        draft.decision = "A decision";
        draft.decision_day = "2027-01-31";
        draft.influence = "consult";
        draft.lead = "102";
        draft.visibility = std::move(visibility);
        draft.contact = "01632 960 152";
        draft.other_ways = "paper";
        return draft;
    }
    ActivityId registered(const Draft& draft) { return site.registered(draft).id; }
    Done ask(std::string_view email, const Choice& choice, bool weekly = false) {
        return site.database().write([&](db::Transaction& tx) { return follow.ask(tx, email, choice, weekly); });
    }
    std::vector<notify::Outgoing> letters() {
        return site.database().read(
            [&](db::Reader& reader) { return notify::store::due(reader, site.clock().now() + 24h, 100'000); });
    }
    std::string token_of(const notify::Outgoing& letter) {
        const auto at = letter.text.find("token=") + 6;
        return letter.text.substr(
            at,
            letter.text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", at) - at);
    }
    /// Asked for and confirmed; the key of the own page.
    std::string follows(std::string_view email, const Choice& choice, bool weekly = false) {
        EXPECT_TRUE(ask(email, choice, weekly));
        const auto token = token_of(letters().back());
        auto key = site.database().write([&](db::Transaction& tx) { return follow.confirm(tx, token); });
        EXPECT_TRUE(key);
        settle();
        return key.value_or("");
    }
    void settle() {
        for (const auto& letter : letters())
            (void)site.database().write([&](db::Transaction& tx) -> Done {
                notify::store::settle(tx, letter.id, notify::LetterState::sent, {});
                return {};
            });
    }
    void next_morning(int days = 1) { site.clock().set(site.clock().now() + 24h * days); }

    RegisterSite site;
    notify::Notify post{services(), mail_settings()};
    Follow follow;
    web::Router router;
};

TEST_P(Following, NobodyIsWrittenToBeforeTheySaidYesToAFirstLetter) {
    ASSERT_TRUE(ask("Ann@Example.org", harbour));
    registered(draft("Bins in Harbour"));
    next_morning();

    EXPECT_EQ(follow.tell_due(), 0);
    ASSERT_THAT(letters(), SizeIs(1));
    EXPECT_EQ(letters()[0].to, "ann@example.org");
    EXPECT_THAT(letters()[0].text, HasSubstr("Harbour (ward)"));
}

TEST_P(Following, WhoSaidYesIsToldOnceOfWhatOpensWhereTheyLive) {
    const auto key = follows("ann@example.org", harbour);
    const auto id = registered(draft("Bins in Harbour"));
    auto elsewhere = draft("Bins in Fleetgate");
    elsewhere.areas = "202";
    registered(elsewhere);
    registered(draft("A secret draft", "draft"));
    registered(draft("For partners only", "partners"));
    next_morning();

    EXPECT_EQ(follow.tell_due(), 1);
    EXPECT_EQ(follow.tell_due(), 0) << "once";

    ASSERT_THAT(letters(), SizeIs(1));
    const auto letter = letters()[0];
    EXPECT_EQ(letter.subject, "Bins in Harbour");
    EXPECT_THAT(letter.text, HasSubstr("Open now"));
    EXPECT_THAT(letter.text, HasSubstr("https://engage.example/activities/" + std::to_string(id.value())));
    EXPECT_THAT(letter.text, Not(HasSubstr("Fleetgate")));
    EXPECT_THAT(letter.text, Not(HasSubstr("secret")));
    EXPECT_THAT(letter.text, Not(HasSubstr("partners only")));
    EXPECT_EQ(letter.unsubscribe, "/following/" + key + "/stop");
}

TEST_P(Following, ResultsNewDatesAndTheEndAreNewsAndNothingElseIs) {
    const auto id = registered(draft("Bins in Harbour"));
    next_morning();
    follows("ann@example.org", {Kind::activity, std::to_string(id.value())});
    auto change = [&](const Draft& changed, std::int64_t version) {
        ASSERT_TRUE(site.database().write([&](db::Transaction& tx) {
            return activities::edit_activity(tx, activities::test::officer_of(activities::test::nhs), id, version,
                                             changed, site.context());
        }));
    };
    auto told = [&] {
        settle();
        next_morning();
        follow.tell_due();
        return letters().empty() ? std::string("nothing") : letters()[0].text;
    };
    auto now = draft("Bins in Harbour");

    EXPECT_EQ(told(), "nothing");
    now.purpose = "Other words.";
    change(now, 1);
    EXPECT_EQ(told(), "nothing");
    now.last_day = "2026-11-30";
    change(now, 2);
    EXPECT_THAT(told(), HasSubstr("New dates"));
    now.results = "Most want brown bins each week.";
    change(now, 3);
    EXPECT_THAT(told(), HasSubstr("What people said"));
    settle();
    site.clock().set(std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 9h);
    follow.tell_due();
    settle();
    EXPECT_THAT(told(), HasSubstr("Closes within a week")) << "seven days before the 30th";
}

TEST_P(Following, WhoWantsItWeeklyHearsOnMondayOfAllTheWeek) {
    follows("ann@example.org", bins, true);
    registered(draft("First of the week"));
    next_morning(2);
    registered(draft("Second of the week"));

    EXPECT_EQ(follow.tell_due(), 0) << "it is Wednesday";
    next_morning(5);
    EXPECT_EQ(follow.tell_due(), 1);

    EXPECT_THAT(letters()[0].text, HasSubstr("First of the week"));
    EXPECT_THAT(letters()[0].text, HasSubstr("Second of the week"));
}

TEST_P(Following, OnePressEndsItAndTheAddressIsNowhereAnyMore) {
    const auto key = follows("ann@example.org", harbour);
    support::Visitor anybody(router, site.clock());

    EXPECT_EQ(anybody.get("/following/" + key + "/stop").status, 200) << "looking at the page stops nothing";
    EXPECT_TRUE(site.database().read([&](db::Reader& reader) { return store::by_key(reader, key); }));
    const auto pressed = anybody.post("/following/" + key + "/stop", {{"List-Unsubscribe", "One-Click"}});
    EXPECT_EQ(pressed.status, 303);

    EXPECT_EQ(anybody.post("/following/" + key + "/stop", {}).status, 303) << "pressed again";
    EXPECT_EQ(anybody.get("/following/" + key).status, 404);
    registered(draft("Bins in Harbour"));
    next_morning();
    EXPECT_EQ(follow.tell_due(), 0);
    EXPECT_FALSE(site.database().read([&](db::Reader& reader) { return store::by_email(reader, "ann@example.org"); }));
}

TEST_P(Following, ThePageTellsNobodyWhoFollowsAndNoAddressIsFloodedWithFirstLetters) {
    follows("ann@example.org", harbour);
    support::Visitor stranger(router, site.clock());
    stranger.get("/follow?subject=bins");

    const auto known = stranger.post("/follow", {{"email", "ann@example.org"}, {"kind", "subject"}, {"what", "bins"}});
    stranger.get("/follow?subject=bins");
    const auto other = stranger.post("/follow", {{"email", "bob@example.org"}, {"kind", "subject"}, {"what", "bins"}});
    for (int n = 0; n < 5; ++n) EXPECT_TRUE(ask("ann@example.org", bins));

    EXPECT_EQ(known.status, 303);
    EXPECT_EQ(support::Visitor::header(known, "Location"), support::Visitor::header(other, "Location"));
    EXPECT_LE(std::ranges::count(letters(), "ann@example.org", &notify::Outgoing::to), first_letters_a_day);
}

TEST_P(Following, FaultsAreSaidAllAtOnceAndWhatIsNotPublicCannotBeFollowed) {
    const auto draft_id = registered(draft("A secret draft", "draft"));
    support::Visitor anybody(router, site.clock());

    const auto wrong = ask("not an address", {Kind::area, "999"});

    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().fields, SizeIs(2));
    EXPECT_EQ(anybody.get("/follow?activity=" + std::to_string(draft_id.value())).status, 404);
    EXPECT_EQ(anybody.get("/follow?activity=1").status, 404) << "alike";
    EXPECT_EQ(anybody.get("/follow").status, 404);
    anybody.get("/follow/confirm?token=none");
    EXPECT_EQ(anybody.post("/follow/confirm", {{"token", "no such token"}}).status, 404);
    EXPECT_THAT(letters(), IsEmpty());
}

TEST_P(Following, AnOldFirstLetterOpensNothingAndIsForgotten) {
    ASSERT_TRUE(ask("ann@example.org", harbour));
    const auto token = token_of(letters()[0]);
    next_morning(8);

    EXPECT_FALSE(site.database().write([&](db::Transaction& tx) { return follow.confirm(tx, token); }));
    (void)site.database().write([&](db::Transaction& tx) -> Done {
        EXPECT_EQ(store::forget_asked(tx, tx.now() - 24h * 7), 1);
        return {};
    });
}

TEST_P(Following, ManyFollowersAreToldInPortionsAndAnEndInBetweenNeitherRepeatsNorLoses) {
    constexpr int people = 1'200;
    (void)site.database().write([&](db::Transaction& tx) -> Done {
        for (int n = 0; n < people; ++n) {
            const Follower one{tx.new_number(),
                               "p" + std::to_string(n) + "@example.org",
                               "key" + std::to_string(n),
                               false,
                               tx.now(),
                               {}};
            store::insert(tx, one);
            store::add_choice(tx, one.id, n % 2 == 0 ? harbour : bins);
        }
        return {};
    });
    registered(draft("Bins in Harbour"));
    next_morning();

    std::int64_t deeds = 0;
    site.database().on_commit([&] { ++deeds; });
    const auto first = follow.tell_due();

    EXPECT_EQ(first, people);
    EXPECT_GE(deeds, 3) << "in portions";
    std::set<std::string> told;
    for (const auto& letter : letters()) EXPECT_TRUE(told.insert(letter.to).second) << letter.to;
    EXPECT_THAT(told, SizeIs(people));
    EXPECT_EQ(follow.tell_due(), 0);
}

TEST(TheHourOfLetters, IsSevenInLondonAlsoWhenTheClocksAreForward) {
    const auto at = [](int month, int day, std::chrono::minutes time) {
        return Instant(Date::make(2026, month, day)->days()) + time;
    };

    EXPECT_EQ(last_due(at(7, 1, 6h), false), at(7, 1, 6h)) << "summer";
    EXPECT_EQ(last_due(at(7, 1, 5h + 59min), false), at(6, 30, 6h));
    EXPECT_EQ(last_due(at(12, 1, 7h), false), at(12, 1, 7h)) << "winter";
    EXPECT_EQ(last_due(at(12, 6, 12h), true), at(11, 30, 7h)) << "Monday before a Sunday";
}

INSTANTIATE_TEST_SUITE_P(Engines, Following, testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& engine) { return engine.param == db::Engine::sqlite ? "sqlite" : "postgres"; });

}  // namespace
}  // namespace thingwall::follow
