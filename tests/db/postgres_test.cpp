#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <atomic>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "db/db.hpp"
#include "db/postgres_address.hpp"
#include "support/cutting_proxy.hpp"
#include "support/engines.hpp"
#include "support/postgres_cluster.hpp"

namespace thingwall {
namespace {

using namespace std::chrono_literals;
using Cause = db::Failure::Cause;

constexpr db::Query make_budget{"test.make_budget", "CREATE TABLE budget (id bigint PRIMARY KEY, pounds bigint)"};
constexpr db::Query fill_budget{"test.fill_budget", "INSERT INTO budget VALUES (1, 100)"};
constexpr db::Query read_budget{"test.read_budget", "SELECT pounds FROM budget WHERE id = 1"};
constexpr db::Query set_budget{"test.set_budget", "UPDATE budget SET pounds = $1 WHERE id = 1"};
constexpr db::Query add_row{"test.add_row", "INSERT INTO budget VALUES ($1, 0)"};
constexpr db::Query all_rows{"test.all_rows", "SELECT id FROM budget ORDER BY id"};
constexpr db::Query end_me{"test.end_me", "SELECT pg_terminate_backend(pg_backend_pid())"};

class PostgresDatabase : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(temporary_->write([](db::Transaction& tx) -> Done {
            tx.prepare(make_budget).run();
            tx.prepare(fill_budget).run();
            return {};
        }));
    }
    db::Database& database() { return *temporary_; }
    db::Settings& settings() { return temporary_.settings(); }
    void reopen() { temporary_.reopen(); }

    /// Somebody at the server's own command line.
    void outside(const std::string& sql) {
        auto address = db::read_postgres_address(settings().address);
        PGconn* connection = PQconnectdb(address.connection.c_str());
        auto* result = PQexec(connection, ("SET search_path TO " + address.schema + ";" + sql).c_str());
        EXPECT_EQ(PQresultStatus(result), PGRES_COMMAND_OK) << PQerrorMessage(connection);
        PQclear(result);
        PQfinish(connection);
    }
    std::int64_t pounds() {
        return database().read([](db::Reader& reader) {
            auto row = reader.prepare(read_budget);
            row.next();
            return row.integer(0);
        });
    }
    Done add(std::int64_t id) {
        return database().write([&](db::Transaction& tx) -> Done {
            tx.prepare(add_row).bind(id).run();
            return {};
        });
    }

private:
    support::TemporaryDatabase temporary_{db::Engine::postgres};
};

TEST_F(PostgresDatabase, ADeedThatMetAnothersChangeIsRunAgainOnTheNewState) {
    int runs = 0;
    auto spent = database().write([&](db::Transaction& tx) -> Result<std::int64_t> {
        auto row = tx.prepare(read_budget);
        row.next();
        std::int64_t left = row.integer(0) - 30;
        if (++runs == 1) outside("UPDATE budget SET pounds = 50 WHERE id = 1");
        tx.prepare(set_budget).bind(left).run();
        return left;
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(spent.value(), 20);
    EXPECT_EQ(pounds(), 20);
}

TEST_F(PostgresDatabase, ADeedThatAlwaysMeetsAnotherGivesUpAlone) {
    std::atomic<int> runs = 0, good = 0;
    std::thread unlucky([&] {
        try {
            (void)database().write([&](db::Transaction& tx) -> Done {
                auto row = tx.prepare(read_budget);
                row.next();
                ++runs;
                outside("UPDATE budget SET pounds = pounds + 1 WHERE id = 1");
                tx.prepare(set_budget).bind(0).run();
                return {};
            });
            ADD_FAILURE() << "it cannot have been kept";
        } catch (const db::Failure& failure) {
            EXPECT_EQ(failure.cause, Cause::serialization);
        }
    });
    std::vector<std::thread> neighbours;
    for (int i = 2; i < 12; ++i)
        neighbours.emplace_back([&, i] {
            if (add(i)) ++good;
        });
    unlucky.join();
    for (auto& neighbour : neighbours) neighbour.join();
    EXPECT_GE(runs, 5);
    EXPECT_EQ(good, 10);
}

TEST_F(PostgresDatabase, AConnectionLostBeforeTheCommitIsMadeAgainAndTheDeedDoneOnce) {
    int runs = 0;
    auto done = database().write([&](db::Transaction& tx) -> Done {
        tx.prepare(add_row).bind(7).run();
        if (++runs == 1) tx.prepare(end_me).next();
        return {};
    });
    EXPECT_TRUE(done);
    EXPECT_EQ(runs, 2);
    auto rows = database().read([](db::Reader& reader) {
        int count = 0;
        auto row = reader.prepare(all_rows);
        while (row.next()) ++count;
        return count;
    });
    EXPECT_EQ(rows, 2);
}

class ConnectionLostAtCommit : public PostgresDatabase,
                               public testing::WithParamInterface<support::CuttingProxy::Cut> {};
INSTANTIATE_TEST_SUITE_P(Moments, ConnectionLostAtCommit,
                         testing::Values(support::CuttingProxy::Cut::before_commit_is_sent,
                                         support::CuttingProxy::Cut::before_its_answer_comes));

TEST_P(ConnectionLostAtCommit, EachDeedIsDoneOnceAndEverybodyIsTold) {
    support::CuttingProxy proxy(support::PostgresCluster::the().folder());
    auto through = settings();
    through.address.replace(through.address.find(support::PostgresCluster::the().folder()),
                            support::PostgresCluster::the().folder().size(), proxy.folder());
    SetClock clock{Instant{}};
    auto database = db::Database::open(through, clock);
    for (int cut = 0; cut < 10; ++cut) {
        proxy.cut_at_next_commit(GetParam());
        auto spent = database->write([&](db::Transaction& tx) -> Done {
            auto row = tx.prepare(read_budget);
            row.next();
            tx.prepare(set_budget).bind(row.integer(0) - 1).run();
            return {};
        });
        EXPECT_TRUE(spent);
        EXPECT_EQ(pounds(), 99 - cut);
    }
    database->close();
}

TEST_F(PostgresDatabase, ACommitThatNoServerAnswersIsSaidToBeUnknown) {
    settings().busy_timeout = 300ms;
    support::CuttingProxy* proxy = new support::CuttingProxy(support::PostgresCluster::the().folder());
    auto through = settings();
    through.address.replace(through.address.find(support::PostgresCluster::the().folder()),
                            support::PostgresCluster::the().folder().size(), proxy->folder());
    SetClock clock{Instant{}};
    auto database = db::Database::open(through, clock);
    int runs = 0;
    try {
        (void)database->write([&](db::Transaction& tx) -> Done {
            ++runs;
            tx.prepare(add_row).bind(7).run();
            delete std::exchange(proxy, nullptr);
            return {};
        });
        FAIL() << "nobody can know that it was kept";
    } catch (const db::Failure& failure) {
        EXPECT_EQ(failure.cause, Cause::unreachable) << failure.what();
    }
    EXPECT_GE(runs, 1);
}

TEST_F(PostgresDatabase, AServerThatCrashesUnderLoadLosesNothingThatWasAcknowledgedAndAllGoOnByThemselves) {
    std::atomic<bool> stop = false;
    std::mutex mutex;
    std::set<std::int64_t> acknowledged;
    std::vector<std::thread> people;
    for (int person = 0; person < 4; ++person)
        people.emplace_back([&, person] {
            for (std::int64_t id = 1'000'000 * (person + 1); !stop; ++id) {
                try {
                    if (!add(id)) continue;
                    std::lock_guard lock(mutex);
                    acknowledged.insert(id);
                } catch (const db::Failure& failure) {
                    EXPECT_EQ(failure.cause, Cause::unreachable) << failure.what();
                }
            }
        });
    for (int crash = 0; crash < 5; ++crash) {
        std::this_thread::sleep_for(200ms);
        support::PostgresCluster::the().crash_and_restart();
    }
    std::this_thread::sleep_for(200ms);
    stop = true;
    for (auto& person : people) person.join();

    std::set<std::int64_t> there;
    database().read([&](db::Reader& reader) {
        auto row = reader.prepare(all_rows);
        while (row.next()) there.insert(row.integer(0));
    });
    int lost = 0;
    for (auto id : acknowledged) lost += there.contains(id) ? 0 : 1;
    EXPECT_EQ(lost, 0);
    EXPECT_GT(acknowledged.size(), 100u);
}

TEST_F(PostgresDatabase, AServerThatIsAwayIsSaidWithinTheTimeLimit) {
    settings().busy_timeout = 300ms;
    reopen();
    SetClock clock{Instant{}};
    auto start = std::chrono::steady_clock::now();
    EXPECT_THROW((void)db::Database::open({.address = "postgresql:///nowhere?host=/nonexistent"}, clock), db::Failure);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
}

TEST(PostgresAddress, TheSchemaIsTakenOutAndTheRestLeftToTheLibrary) {
    auto read = db::read_postgres_address("postgresql://h1,h2/name?connect_timeout=3&schema=wirral&sslmode=require");
    EXPECT_EQ(read.connection, "postgresql://h1,h2/name?connect_timeout=3&sslmode=require");
    EXPECT_EQ(read.schema, "wirral");
    EXPECT_EQ(db::read_postgres_address("postgresql://h/n").schema, "public");
    for (const char* bad : {"a;DROP SCHEMA b", "", "1a", "Wirral", "a\"b"})
        EXPECT_THROW((void)db::read_postgres_address("postgresql://h/n?schema=" + std::string(bad)), db::Failure)
            << bad;
}

}  // namespace
}  // namespace thingwall
