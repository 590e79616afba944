#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"

// How many deeds a second are on disk, each with its journal entry, when many people send at once. The promise is 3,000
// a second over HTTP with 64 at once and a 99th percentile under 50 ms; this is what the store alone leaves for that.
//   bench_write [ADDRESS]     a folder for SQLite (default: the current one) or postgresql://... of an empty database

namespace {

using namespace thingwall;
using Time = std::chrono::steady_clock;

constexpr db::Query make_table{"bench.make_table", R"sql(
    CREATE TABLE IF NOT EXISTS submission (id bigint PRIMARY KEY, person bigint NOT NULL, answers TEXT NOT NULL))sql"};
constexpr db::Query make_index{"bench.make_index",
                               "CREATE INDEX IF NOT EXISTS submission_by_person ON submission (person)"};
constexpr db::Query insert{"bench.insert", "INSERT INTO submission (id, person, answers) VALUES ($1, $2, $3)"};

void measure(db::Database& database, int people, std::chrono::seconds how_long) {
    std::atomic<bool> stop = false;
    std::mutex mutex;
    std::vector<double> milliseconds;
    std::vector<std::thread> threads;
    const std::string answers(400, 'a');
    auto start = Time::now();
    for (int person = 1; person <= people; ++person)
        threads.emplace_back([&, person] {
            std::vector<double> own;
            while (!stop) {
                auto began = Time::now();
                auto sent = database.write([&](db::Transaction& tx) -> Done {
                    auto id = tx.new_number();
                    tx.prepare(insert).bind(id, person, answers).run();
                    journal::record(tx, {PersonId{person}, {}}, "submission.sent", id, answers);
                    return {};
                });
                if (!sent) std::abort();
                own.push_back(std::chrono::duration<double, std::milli>(Time::now() - began).count());
            }
            std::lock_guard lock(mutex);
            milliseconds.insert(milliseconds.end(), own.begin(), own.end());
        });
    std::this_thread::sleep_for(how_long);
    stop = true;
    for (auto& thread : threads) thread.join();
    double seconds = std::chrono::duration<double>(Time::now() - start).count();
    std::ranges::sort(milliseconds);
    auto at = [&](double share) {
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
    };
    fmt::print("{:>4} at once: {:>7.0f} deeds/s, p50 {:.1f} ms, p99 {:.1f} ms, slowest {:.1f} ms\n", people,
               static_cast<double>(milliseconds.size()) / seconds, at(0.5), at(0.99), at(1));
}

}  // namespace

int main(int count, char** words) try {
    std::string address = count > 1 ? words[1] : ".";
    std::string file;
    if (!address.starts_with("postgres")) file = address = address + "/bench-write.db";
    auto remove = [&] {
        for (const char* end : {"", "-wal", "-shm"})
            if (!file.empty()) std::filesystem::remove(file + end);
    };
    remove();
    SystemClock clock;
    {
        auto database = db::Database::open({.address = address}, clock);
        auto made = database->write([](db::Transaction& tx) -> Done {
            tx.prepare(make_table).run();
            tx.prepare(make_index).run();
            return {};
        });
        if (!made) return 1;
        fmt::print("durable deeds, each with its journal entry, on {}\n",
                   database->engine() == db::Engine::sqlite ? "SQLite" : "PostgreSQL");
        for (int people : {1, 8, 64, 256}) measure(*database, people, std::chrono::seconds(5));
    }
    remove();
} catch (const thingwall::db::Failure& failure) {
    fmt::print(stderr, "bench_write: {}\n", failure.what());
    return 1;
}
