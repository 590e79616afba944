#include "jobs/jobs.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "db/db.hpp"
#include "support/engines.hpp"

namespace thingwall {
namespace {

using namespace std::chrono_literals;

constexpr db::Query make_letters{"test.make_letters", "CREATE TABLE letter (job BIGINT, words TEXT)"};
constexpr db::Query write_letter{"test.write_letter", "INSERT INTO letter (job, words) VALUES ($1, $2)"};
constexpr db::Query count_letters{"test.count_letters", "SELECT count(*) FROM letter"};

class Jobs : public support::OnBothEngines {
protected:
    void SetUp() override {
        ASSERT_TRUE(database().write([](db::Transaction& tx) -> Done {
            tx.prepare(make_letters).run();
            return {};
        }));
    }
    void queue(std::string_view key, std::chrono::minutes in = 0min, std::string_view kind = "letter") {
        ASSERT_TRUE(database().write([&](db::Transaction& tx) -> Done {
            jobs::queue(tx, kind, key, "Dear resident", clock().now() + in);
            return {};
        }));
    }
    std::int64_t letters() {
        return database().read([](db::Reader& reader) {
            auto row = reader.prepare(count_letters);
            row.next();
            return row.integer(0);
        });
    }
    static bool write(db::Transaction& tx, const jobs::Job& job) {
        tx.prepare(write_letter).bind(job.id, job.payload).run();
        return true;
    }
};
THINGWALL_ON_BOTH_ENGINES(Jobs);

TEST_P(Jobs, WorkIsDoneOnceThoughItIsAskedForTwice) {
    jobs::Runner runner(database(), clock());
    runner.add("letter", write);
    queue("to-anne");
    queue("to-anne");
    queue("to-bob");

    EXPECT_EQ(runner.run_due(), 2);
    EXPECT_EQ(runner.run_due(), 0);
    EXPECT_EQ(letters(), 2);
}

TEST_P(Jobs, WorkOfADeedThatFailedIsNeverDone) {
    jobs::Runner runner(database(), clock());
    runner.add("letter", write);
    auto refused = database().write([&](db::Transaction& tx) -> Done {
        jobs::queue(tx, "letter", "to-anne", "sorry", clock().now());
        return invalid("no");
    });
    EXPECT_FALSE(refused);
    EXPECT_EQ(runner.run_due(), 0);
    EXPECT_EQ(letters(), 0);
}

TEST_P(Jobs, WorkWaitsForItsTime) {
    jobs::Runner runner(database(), clock());
    runner.add("letter", write);
    queue("tomorrow", 24h);
    EXPECT_EQ(runner.run_due(), 0);
    clock().set(clock().now() + 24h);
    EXPECT_EQ(runner.run_due(), 1);
}

TEST_P(Jobs, TheOldestIsDoneFirst) {
    std::vector<std::string> order;
    jobs::Runner runner(database(), clock());
    auto note = [&](db::Transaction&, const jobs::Job& job) {
        order.push_back(job.key);
        return true;
    };
    runner.add("letter", note);
    runner.add("report", note);
    queue("third", 3min);
    queue("first", 1min, "report");
    queue("second", 2min);
    clock().set(clock().now() + 5min);
    EXPECT_EQ(runner.run_due(), 3);
    EXPECT_EQ(order, (std::vector<std::string>{"first", "second", "third"}));
}

TEST_P(Jobs, WorkThatFailsIsUndoneAndTriedAgainAfterLongerAndLongerWaits) {
    int tries = 0;
    jobs::Runner runner(database(), clock());
    runner.add("letter", [&](db::Transaction& tx, const jobs::Job& job) {
        write(tx, job);
        ++tries;
        EXPECT_EQ(job.attempt, tries);
        if (tries % 2 == 0) throw std::runtime_error("the post office is shut");
        return tries == 5;
    });
    queue("to-anne");
    for (auto wait : {1min, 5min, 30min, 120min}) {
        EXPECT_EQ(runner.run_due(), 0);
        clock().set(clock().now() + wait - 1s);
        EXPECT_EQ(runner.run_due(), 0);
        EXPECT_EQ(letters(), 0);
        clock().set(clock().now() + 1s);
    }
    EXPECT_EQ(runner.run_due(), 1);
    EXPECT_EQ(tries, 5);
    EXPECT_EQ(letters(), 1);
}

TEST_P(Jobs, WorkWhoseProgramDiedIsGivenAgainWhenItsLeaseEnds) {
    {
        jobs::Runner dying(database(), clock());
        dying.add_errand("letter", [&](const jobs::Job&) -> bool {
            database().close();  // from here on nothing more reaches the disk, as when the power goes
            return true;
        });
        queue("to-anne");
        EXPECT_THROW(dying.run_due(), db::Failure);
    }
    reopen();
    int attempt = 0;
    jobs::Runner next(database(), clock());
    next.add_errand("letter", [&](const jobs::Job& job) {
        attempt = job.attempt;
        return true;
    });
    EXPECT_EQ(next.run_due(), 0);
    clock().set(clock().now() + 10min);
    EXPECT_EQ(next.run_due(), 1);
    EXPECT_EQ(attempt, 2);
}

TEST_P(Jobs, NightlyWorkRunsOnceANightAlsoAcrossRestarts) {
    int runs = 0;
    auto count = [&](db::Transaction&, const jobs::Job&) { return ++runs > 0; };
    for (int restart = 0; restart < 3; ++restart) {
        reopen();
        jobs::Runner runner(database(), clock());
        runner.add_every("tidy", 24h, count);
        runner.run_due();
        runner.run_due();
    }
    EXPECT_EQ(runs, 1);
    clock().set(clock().now() + 24h);
    jobs::Runner runner(database(), clock());
    runner.add_every("tidy", 24h, count);
    runner.run_due();
    EXPECT_EQ(runs, 2);
}

TEST_P(Jobs, FourProgramsOnOneDatabaseDoEachPieceOnce) {
    for (int i = 0; i < 40; ++i) queue("letter-" + std::to_string(i));
    std::vector<std::thread> programs;
    std::atomic<int> done = 0;
    for (int i = 0; i < 4; ++i)
        programs.emplace_back([&] {
            jobs::Runner runner(database(), clock());
            runner.add("letter", write);
            for (int round = 0; round < 40; ++round) done += runner.run_due();
        });
    for (auto& program : programs) program.join();
    EXPECT_EQ(done, 40);
    EXPECT_EQ(letters(), 40);
}

TEST_P(Jobs, AStartedRunnerDoesWhatIsDueAndStopsWhenTold) {
    jobs::Runner runner(database(), clock());
    runner.add("letter", write);
    queue("to-anne");
    runner.start();
    for (int i = 0; i < 500 && letters() == 0; ++i) std::this_thread::sleep_for(10ms);
    runner.stop();
    EXPECT_EQ(letters(), 1);
}

}  // namespace
}  // namespace thingwall
