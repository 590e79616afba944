#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <thread>

#include <fmt/format.h>

#include "activities/activities.hpp"
#include "activities/apply.hpp"
#include "activities/draft.hpp"
#include "activities/elsewhere.hpp"
#include "activities/rules.hpp"
#include "activities/subscription.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "overlap/overlaps.hpp"
#include "support/engines.hpp"
#include "support/http_client.hpp"
#include "support/temporary_folder.hpp"
#include "web/server.hpp"

namespace thingwall::app {
namespace {

using activities::Activity;
using activities::Draft;
using testing::HasSubstr;
using testing::Not;

/// A whole partnership of its own, that answers on this machine.
class Installation {
public:
    enum class Has { nothing, a_few };
    Installation(db::Engine engine, Has has) : database_(engine) {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities",
                                       has == Has::a_few ? "24" : "1"};
        if (engine == db::Engine::postgres) typed.insert(typed.end(), {"--database", database_.settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        partnership_ = std::make_unique<Partnership>(*read_settings(folder_.path().string()), clock_, random_);
        partnership_->start();
        if (has == Has::nothing) {
            std::vector<Activity> all;
            register_().each([&](Activity&& activity) { all.push_back(std::move(activity)); });
            for (const Activity& one : all)
                database()
                    .write([&](db::Transaction& tx) {
                        return activities::take_out(tx, officer(), one.id, one.version, "", register_().context());
                    })
                    .value();
        }
        web::ServerSettings settings;
        settings.port = 0;
        server_ = std::make_unique<web::Server>(
            settings, [this](std::string_view) { return &partnership_->router(); },
            std::function<const web::StaticFile*(std::string_view)>{});
        port = server_->start();
        thread_ = std::jthread([this] { server_->run(); });
    }
    ~Installation() { server_->stop(); }

    [[nodiscard]] activities::Activities& register_() { return partnership_->activities(); }
    [[nodiscard]] Partnership& partnership() { return *partnership_; }
    [[nodiscard]] db::Database& database() { return partnership_->database(); }
    [[nodiscard]] std::string address() const { return fmt::format("http://there.test:{}/activities.json", port); }
    [[nodiscard]] OrganisationId body(std::size_t n = 0) { return (*partnership_->identity().organisations())[n].id; }
    [[nodiscard]] web::Actor officer(std::size_t n = 0) {
        const auto& one = (*partnership_->identity().organisations())[n];
        return {PersonId{1}, one.id, web::Role::officer, "Somebody", one.name};
    }
    ActivityId registered(const Draft& draft) {
        auto made = database().write([&](db::Transaction& tx) {
            return activities::register_known(tx, officer(), draft, {}, register_().context());
        });
        EXPECT_TRUE(made) << describe(made.error());
        return made ? made->id : ActivityId{};
    }
    void change(ActivityId id, const std::function<void(Draft&)>& what) {
        auto now = register_().read_any(id);
        Draft draft = activities::to_draft(*now);
        what(draft);
        auto done = database().write([&](db::Transaction& tx) {
            return activities::edit_activity(tx, officer(), id, now->version, draft, register_().context(),
                                             activities::Ask::as_far_as_known);
        });
        EXPECT_TRUE(done) << describe(done.error());
    }
    void withdrawn(ActivityId id, std::string_view because) {
        auto done = database().write([&](db::Transaction& tx) {
            return activities::withdraw(tx, officer(), id, register_().read_any(id)->version, because,
                                        register_().context());
        });
        EXPECT_TRUE(done) << describe(done.error());
    }
    std::optional<Activity> titled(const std::string& title) {
        std::optional<Activity> found;
        register_().snapshot()->each({}, [&](const activities::EntryPointer& entry) {
            if (entry->title == title) found = register_().read_any(entry->id);
            return true;
        });
        return found;
    }
    /// What everybody may see, as the list gives it.
    std::vector<Activity> public_ones() {
        std::vector<Activity> all;
        register_().each([&](Activity&& activity) {
            if (activities::is_public(activity, register_().today())) all.push_back(std::move(activity));
        });
        return all;
    }
    std::uint16_t port = 0;

private:
    support::TemporaryFolder folder_;
    support::TemporaryDatabase database_;
    SystemClock clock_;
    SecureRandom random_;
    std::unique_ptr<Partnership> partnership_;
    std::unique_ptr<web::Server> server_;
    std::jthread thread_;
};

/// Two installations of one borough: the first gets the list of the other, through HTTP.
class TwoInstallations : public testing::TestWithParam<db::Engine> {
protected:
    Installation here{GetParam(), Installation::Has::nothing}, there{GetParam(), Installation::Has::a_few};
    std::int64_t source = 0;
    int asked = 0, unchanged = 0;

    // As the program fetches, but from this machine.
    Result<activities::Synced> synced(Installation& to, std::int64_t from) {
        activities::FetchRules rules;
        rules.hosts = {"there.test"};
        rules.plain_http = true;
        const activities::IpAddress local = std::array<std::uint8_t, 4>{127, 0, 0, 1};
        rules.look_up = [local](const std::string&) { return std::vector{local}; };
        rules.may_connect = [local](const activities::IpAddress& one) { return one == local; };
        return activities::synchronise(to.register_(), from, [&](const std::string& address, const std::string& tag) {
            ++asked;
            auto fetched = activities::fetch_if_changed(address, tag, rules);
            if (fetched && !fetched->changed) ++unchanged;
            return fetched;
        });
    }
    std::int64_t subscribed(Installation& to, const Installation& from) {
        auto made = to.database().write([&](db::Transaction& tx) {
            return activities::subscribe(tx, to.officer(), "Estuary partnership",
                                         activities::with_outlines(from.address()), 3, {}, true);
        });
        EXPECT_TRUE(made) << describe(made.error());
        return made.value_or(0);
    }
    activities::Synced synced() {
        auto done = synced(here, source);
        EXPECT_TRUE(done) << describe(done.error());
        return done.value_or(activities::Synced{});
    }
    void begin() {
        source = subscribed(here, there);
        const auto first = synced();
        EXPECT_EQ(first.waiting, 0);
        EXPECT_EQ(first.taken.added, static_cast<std::int64_t>(there.public_ones().size()));
    }
    activities::Subscription state() {
        return *here.database().read([&](db::Reader& reader) { return activities::read_subscription(reader, source); });
    }
    Draft survey(const std::string& title) {
        Draft draft;
        draft.title = title;
        draft.purpose = "Whether lamps at the slipway would help people who row after dark";
        draft.subjects = here.register_().lists().subjects().front().id;
        draft.audience = "everyone";
        draft.whole_borough = "yes";
        draft.first_day = "2030-03-01";
        draft.last_day = "2030-06-28";
        draft.methods = "survey";
        draft.visibility = "public";
        return draft;
    }
    std::string public_list(Installation& of, const std::string& query = "") {
        return test::http_get(of.port, "/activities.json" + query).body;
    }
};

// What of an activity the list says, without what is its own in each register.
std::string says(const Activity& activity, Installation& in) {
    Draft draft = activities::to_draft(activity);
    const auto& lists = in.register_().lists();
    draft.areas = activities::where_in_words(activity.footprint, lists);
    draft.lead = lists.organisation(activity.lead);
    std::string partners;
    for (auto partner : activity.partners) partners += lists.organisation(partner) + ";";
    draft.partners = partners;
    draft.umbrella = draft.cost = draft.invited = draft.public_on = "";
    return activities::to_json(draft) + (activity.withdrawn_on ? activity.withdrawn_because : "");
}

TEST_P(TwoInstallations, AllThatIsPublicThereIsShownHereAsTheirs) {
    there.registered(survey("Rowing at night"));
    begin();

    std::vector<std::string> were, are;
    for (const auto& one : there.public_ones()) were.push_back(says(one, there));
    for (const auto& one : here.public_ones()) are.push_back(says(one, here));
    EXPECT_THAT(are, testing::UnorderedElementsAreArray(were));
    auto rowing = here.titled("Rowing at night");
    ASSERT_TRUE(rowing);
    auto page = test::http_get(here.port, fmt::format("/activities/{}", rowing->id.value())).body;
    EXPECT_THAT(page, HasSubstr("From Estuary partnership, kept there"));
    EXPECT_THAT(page, HasSubstr(fmt::format("http://there.test:{}/activities/{}", there.port,
                                            there.titled("Rowing at night")->id.value())));
    EXPECT_THAT(page, HasSubstr(there.officer().organisation_name + " asks")) << "as the list names it";
    EXPECT_EQ(here.register_().lists().organisations().size(), there.register_().lists().organisations().size())
        << "the directory is as it was";
}

TEST_P(TwoInstallations, WhatIsTheSameIsNotSentTwiceAndChangesNothing) {
    begin();

    const auto again = synced();

    EXPECT_TRUE(again.unchanged);
    EXPECT_EQ(unchanged, 1) << "304 by the ETag";
    there.database()
        .write([&](db::Transaction& tx) {
            return identity::add_organisation(tx, {}, {"Estuary Rowing Club", "Rowers", "voluntary"});
        })
        .value();
    const auto third = synced();
    EXPECT_FALSE(third.unchanged) << "the journal there went on";
    EXPECT_EQ(third.batch, 0) << "and nothing of the list has changed";
}

TEST_P(TwoInstallations, WhatChangesThereChangesHere) {
    const auto rowing = there.registered(survey("Rowing at night")), pier = there.registered(survey("The old pier")),
               hidden = there.registered(survey("Parking at the pier"));
    begin();
    there.change(rowing, [](Draft& draft) {
        draft.title = "Rowing before dawn";
        draft.last_day = "2030-05-31";
    });
    there.withdrawn(pier, "No money for it");
    there.change(hidden, [](Draft& draft) { draft.visibility = "partners"; });
    there.registered(survey("A new slipway"));

    const auto second = synced();

    EXPECT_EQ(second.taken.added, 1);
    EXPECT_EQ(second.taken.changed, 1);
    EXPECT_EQ(second.taken.withdrawn, 2);
    EXPECT_EQ(second.waiting, 0);
    EXPECT_FALSE(here.titled("Rowing at night"));
    EXPECT_EQ(here.titled("Rowing before dawn")->dates.last(), *parse_date("2030-05-31"));
    EXPECT_EQ(here.titled("The old pier")->withdrawn_because, "No money for it");
    EXPECT_THAT(here.titled("Parking at the pier")->withdrawn_because, HasSubstr("No longer in Estuary partnership"));
    there.change(hidden, [](Draft& draft) { draft.visibility = "public"; });
    EXPECT_EQ(synced().taken.added, 1);
    EXPECT_FALSE(here.titled("Parking at the pier")->withdrawn_on) << "what is listed again stands again";
}

TEST_P(TwoInstallations, WhatCameIsTakenBackAsOneAndStaysSoUntilAPersonLetsItGoOn) {
    const auto rowing = there.registered(survey("Rowing at night")), pier = there.registered(survey("The old pier"));
    begin();
    there.change(rowing, [](Draft& draft) { draft.title = "Rowing before dawn"; });
    there.withdrawn(pier, "No money for it");
    there.registered(survey("A new slipway"));
    const auto batch = synced().batch;

    web::Request back;
    auto officer = here.officer();
    auto done = here.database().write([&](db::Transaction& tx) {
        return activities::take_back(tx, officer, *activities::read_file(tx, batch), activities::Changed::refuse,
                                     here.register_().context());
    });

    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_TRUE(here.titled("Rowing at night"));
    EXPECT_FALSE(here.titled("The old pier")->withdrawn_on);
    EXPECT_TRUE(here.titled("A new slipway")->withdrawn_on);
    EXPECT_TRUE(state().paused);
    EXPECT_FALSE(synced(here, source)) << "it would come again by itself";
    auto now = state();
    now.paused = false;
    here.database()
        .write([&](db::Transaction& tx) -> Result<int> {
            activities::change_subscription(tx, officer, now);
            return 0;
        })
        .value();
    synced();
    EXPECT_TRUE(here.titled("Rowing before dawn"));
    EXPECT_FALSE(here.titled("A new slipway")->withdrawn_on);
}

TEST_P(TwoInstallations, WhoGetEachOthersListsSendNothingBack) {
    there.registered(survey("Rowing at night"));
    here.registered(survey("Our own question"));
    begin();
    const auto theirs = subscribed(there, here);
    auto back = synced(there, theirs);

    ASSERT_TRUE(back) << describe(back.error());
    EXPECT_EQ(back->taken.added + back->waiting, 1) << "ours alone";
    EXPECT_THAT(public_list(here), Not(HasSubstr("Rowing at night")));
    EXPECT_THAT(public_list(here), HasSubstr("Our own question"));
    EXPECT_THAT(public_list(here, "?elsewhere=yes"), HasSubstr("Rowing at night"));
    EXPECT_THAT(public_list(here, "?elsewhere=yes"),
                HasSubstr(R"("kept_elsewhere":{"name":"Estuary partnership","url":"http://there.test:)"));
    EXPECT_EQ(synced().batch, 0) << "and what came back would not be taken";
}

TEST_P(TwoInstallations, AListThatIsSuddenlyEmptyWithdrawsNothingWithoutAYes) {
    there.registered(survey("Rowing at night"));
    there.registered(survey("The old pier"));
    begin();
    for (const auto& one : there.public_ones())
        if (!one.withdrawn_on && one.dates.last() >= there.register_().today()) {
            // As if it had been hidden: whoever leads it.
            auto hidden = activities::to_draft(one);
            hidden.visibility = "partners";
            auto lead = there.officer();
            lead.organisation = one.lead;
            static_cast<void>(there.database().write([&](db::Transaction& tx) {
                return activities::edit_activity(tx, lead, one.id, one.version, hidden, there.register_().context(),
                                                 activities::Ask::as_far_as_known);
            }));
        }

    const auto emptied = synced();

    EXPECT_EQ(emptied.taken.withdrawn, 0);
    EXPECT_GE(emptied.waiting, 2);
    EXPECT_EQ(state().gone, emptied.waiting);
    EXPECT_FALSE(here.titled("Rowing at night")->withdrawn_on);
}

TEST_P(TwoInstallations, WhatIsKeptThereIsNotChangedHereAndIsScreenedLikeAllOthers) {
    there.registered(survey("Rowing at night"));
    begin();
    auto rowing = here.titled("Rowing at night");
    ASSERT_TRUE(rowing);
    auto refused = here.database().write([&](db::Transaction& tx) {
        return activities::edit_activity(tx, here.officer(), rowing->id, rowing->version, activities::to_draft(*rowing),
                                         here.register_().context());
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);

    auto ours = survey("Rowing on the estuary at night");
    const auto id = here.registered(ours);
    static_cast<void>(here.register_().snapshot());
    while (!here.partnership().overlaps().ready()) continue;
    EXPECT_GE(here.partnership().overlaps().count(id), 1);
}

THINGWALL_ON_BOTH_ENGINES(TwoInstallations);

}  // namespace
}  // namespace thingwall::app
