#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <thread>

#include "activities/activities.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "overlap/overlaps.hpp"
#include "support/engines.hpp"
#include "support/http_client.hpp"
#include "web/server.hpp"

namespace thingwall::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// A server of a partnership, as `thingwall serve` has it.
class OneServer {
public:
    explicit OneServer(const std::string& folder)
        : partnership(*read_settings(folder), clock_, random_),
          server_({.port = 0}, [this](std::string_view) { return &partnership.router(); }, {}) {
        partnership.start();
        port = server_.start();
        partnership.start_jobs();
        thread_ = std::jthread([this] { server_.run(); });
        while (!partnership.overlaps().ready()) continue;
    }
    OneServer(const OneServer&) = delete;
    OneServer& operator=(const OneServer&) = delete;
    ~OneServer() { server_.stop(); }

    [[nodiscard]] std::string page(const std::string& path) const { return test::http_get(port, path).body; }

private:
    SystemClock clock_;
    SecureRandom random_;

public:
    Partnership partnership;
    std::uint16_t port = 0;

private:
    web::Server server_;
    std::jthread thread_;
};

/// Two servers on one database, with a small demonstration in it.
class TwoServers : public support::OnBothEngines {
protected:
    TwoServers() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "40"};
        if (GetParam() == db::Engine::postgres) typed.insert(typed.end(), {"--database", settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        one = std::make_unique<OneServer>(folder_.path().string());
        other = std::make_unique<OneServer>(folder_.path().string());
    }

    /// Whether it came to be so within the second that is promised.
    static bool within_a_second(const auto& so) {
        const auto until = std::chrono::steady_clock::now() + 1s;
        while (!so()) {
            if (std::chrono::steady_clock::now() > until) return false;
            std::this_thread::sleep_for(5ms);
        }
        return true;
    }
    support::TemporaryFolder folder_;
    std::unique_ptr<OneServer> one, other;
};

TEST_P(TwoServers, AKeptPageOfOneShowsWithinASecondWhatTheOtherWrote) {
    ASSERT_THAT(other->page("/partners"), Not(HasSubstr("Estuary Rowing Club")));
    ASSERT_EQ(test::http_get(other->port, "/partners").header("ETag").substr(0, 4), "W/\"j") << "the page is kept";

    auto added = one->partnership.database().write([](db::Transaction& tx) {
        return identity::add_organisation(tx, {}, {"Estuary Rowing Club", "Rowers", "voluntary"});
    });

    ASSERT_TRUE(added);
    EXPECT_TRUE(
        within_a_second([&] { return other->page("/partners").find("Estuary Rowing Club") != std::string::npos; }));
}

TEST_P(TwoServers, EachKnowsWithinASecondWhoElseAsksByWhatTheOtherRegistered) {
    // Two bodies ask the same people the same, each on a server of its own.
    auto lists = one->partnership.identity().organisations();
    ASSERT_GE(lists->size(), 2u);
    auto register_at = [](OneServer& server, OrganisationId body) {
        auto& register_ = server.partnership.activities();
        auto kept = server.partnership.database().write([&](db::Transaction& tx) {
            activities::Draft draft;
            draft.title = "Rowing on the estuary at night";
            draft.purpose = "Whether lamps at the slipway would help people who row on the estuary after dark";
            draft.subjects = register_.lists().subjects().front().id;
            draft.audience = "everyone";
            draft.whole_borough = "yes";
            draft.first_day = "2030-03-01";
            draft.last_day = "2030-06-28";
            draft.methods = "survey";
            draft.lead = std::to_string(body.value());
            draft.visibility = "partners";
            web::Actor actor{PersonId{1}, body, web::Role::officer, "Somebody", "A body"};
            return activities::register_known(tx, actor, draft, {}, register_.context());
        });
        return kept.value().id;
    };

    const ActivityId first = register_at(*one, lists->front().id);
    const ActivityId second = register_at(*other, lists->back().id);

    for (OneServer* server : {one.get(), other.get()})
        for (ActivityId id : {first, second})
            EXPECT_TRUE(within_a_second([&] {
                return server->partnership.overlaps().ready() && server->partnership.overlaps().count(id) == 1;
            }));
}

TEST_P(TwoServers, WhoIsSignedOutOnOneIsSignedOutOnTheOther) {
    auto people = one->partnership.database().read([](db::Reader& reader) { return identity::people(reader, 1); });
    auto link = identity::sign_in_link(one->partnership.database(), people.front().id, 1h);
    test::Browser here(one->port), there(other->port);
    auto opened = here.get(link.path);
    ASSERT_EQ(here.submit("/sign-in/link", {{"token", test::input_value(opened.body, "token")}}).status, 303);
    const std::string cookie = "thingwall-session=" + here.cookie("thingwall-session");
    auto account = [&](const OneServer& server) {
        return test::http_get(server.port, "/account", {{"Host", "localhost"}, {"Cookie", cookie}}).status;
    };
    ASSERT_EQ(account(*one), 200);
    ASSERT_EQ(account(*other), 200) << "the other server has kept the session in its memory";

    here.get("/account");
    ASSERT_EQ(here.submit("/sign-out", {}).status, 303);

    EXPECT_EQ(account(*one), 303);
    EXPECT_TRUE(within_a_second([&] { return account(*other) == 303; }));
}

THINGWALL_ON_BOTH_ENGINES(TwoServers);

}  // namespace
}  // namespace thingwall::app
