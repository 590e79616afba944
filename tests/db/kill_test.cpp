#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "base/random.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"
#include "support/engines.hpp"
#include "verify/verify.hpp"

namespace thingwall {
namespace {

using namespace std::chrono_literals;

constexpr db::Query make_answers{"test.make_answers",
                                 "CREATE TABLE answer (id BIGINT PRIMARY KEY, words TEXT NOT NULL)"};
constexpr db::Query insert_answer{"test.insert_answer", "INSERT INTO answer (id, words) VALUES ($1, $2)"};
constexpr db::Query all_answers{"test.all_answers", "SELECT id FROM answer"};

/// The program that is killed: six people send, and the number of each answer that was acknowledged goes into the pipe.
[[noreturn]] void serve(const db::Settings& settings, int pipe) {
    SystemClock clock;
    auto database = db::Database::open(settings, clock);
    auto send = [&] {
        for (;;) {
            auto id = database->write([&](db::Transaction& tx) -> Result<std::int64_t> {
                auto fresh = tx.new_number();
                tx.prepare(insert_answer).bind(fresh, std::string(700, 'w')).run();
                journal::record(tx, {}, "answer.sent", fresh);
                return fresh;
            });
            if (write(pipe, &*id, sizeof *id) != sizeof *id) _exit(1);
        }
    };
    std::vector<std::thread> people;
    for (int i = 0; i < 6; ++i) people.emplace_back(send);
    for (auto& person : people) person.join();
    _exit(0);
}

/// Lets it run for a while, kills it, and gives what it had acknowledged.
std::vector<std::int64_t> run_and_kill(const db::Settings& settings, std::chrono::milliseconds after) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) serve(settings, ends[1]);
    close(ends[1]);
    std::vector<std::int64_t> acknowledged;
    std::thread reader([&] {
        for (std::int64_t id = 0; read(ends[0], &id, sizeof id) == sizeof id;) acknowledged.push_back(id);
    });
    std::this_thread::sleep_for(after);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    reader.join();
    close(ends[0]);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
    return acknowledged;
}

TEST(KilledUnderLoad, AHundredTimesNothingThatWasAcknowledgedIsLostAndItIsBackAtOnce) {
    support::TemporaryDatabase temporary;
    ASSERT_TRUE(temporary->write([](db::Transaction& tx) -> Done {
        tx.prepare(make_answers).run();
        return {};
    }));
    temporary->close();
    SeededRandom random(9);
    std::set<std::int64_t> acknowledged;
    std::chrono::steady_clock::duration slowest{};
    for (int kills = 0; kills < 100; ++kills) {
        auto more = run_and_kill(temporary.settings(), std::chrono::milliseconds(20 + random.below(100)));
        acknowledged.insert(more.begin(), more.end());

        auto start = std::chrono::steady_clock::now();
        temporary.reopen();
        slowest = std::max(slowest, std::chrono::steady_clock::now() - start);
        std::set<std::int64_t> there;
        temporary->read([&](db::Reader& reader) {
            auto row = reader.prepare(all_answers);
            while (row.next()) there.insert(row.integer(0));
        });
        int lost = 0;
        for (auto id : acknowledged) lost += there.contains(id) ? 0 : 1;
        ASSERT_EQ(lost, 0) << "after kill " << kills + 1;
        std::stringstream exported;
        journal::export_to(*temporary, exported);
        auto outcome = verify::check(exported);
        ASSERT_EQ(outcome.verdict, verify::Outcome::Verdict::holds) << outcome.fault;
        ASSERT_EQ(outcome.size, static_cast<std::int64_t>(there.size()));
        temporary->close();
    }
    EXPECT_LT(slowest, 2s);
    EXPECT_GT(acknowledged.size(), 1000u);
    std::cout << "    100 kills, " << acknowledged.size() << " acknowledged, 0 lost, slowest start "
              << std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count() << " ms\n";
}

}  // namespace
}  // namespace thingwall
