#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.hpp"
#include "db/fwd.hpp"

namespace thingwall::jobs {

/// Puts work into the outbox, in the deed's own transaction: it is done if and only if the deed is kept. The same `key`
/// is queued once while it waits; asked for again, it keeps its first payload and the earlier of the two times.
void queue(db::Transaction& tx, std::string_view kind, std::string_view key, std::string_view payload,
           Instant not_before);

/// What is given to a worker.
struct Job {
    std::int64_t id;
    std::string kind, key, payload;
    int attempt;  ///< 1 for the first
};

/// Work inside the database: what it writes and that it is done are one transaction, so it is done once. Runs on the
/// writer thread, so it must be quick. False, or an exception, sets it back.
using Worker = std::function<bool(db::Transaction& tx, const Job& job)>;

/// Work that leaves the machine (a letter) or takes long: runs outside any transaction, and is noted as done
/// afterwards. It is given again after a crash between doing and noting, so it carries `id` so that the far side can
/// tell.
using Errand = std::function<bool(const Job& job)>;

/// Runs due jobs, oldest first: claims one (with a lease that ends when the program dies), runs its worker, notes it as
/// done or sets it back with a longer wait each time (1 min, 5 min, 30 min, 2 h, then daily). Several programs may run
/// the jobs of one database.
class Runner {
public:
    Runner(db::Database& database, const Clock& clock);
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Kinds are added before start().
    void add(std::string kind, Worker worker);
    void add_errand(std::string kind, Errand errand);
    /// A job that is queued again each `interval` ("every night"); first as soon as it is known.
    void add_every(std::string kind, std::chrono::minutes interval, Worker worker);
    void add_errand_every(std::string kind, std::chrono::minutes interval, Errand errand);
    /// Runs all that is due now; returns how many were done.
    int run_due();
    /// Two threads that look each second: one for workers, one for errands, so that slow mail holds up nothing else.
    void start();
    void stop();  ///< ends them after the jobs that run
    /// Whether stop() was called: an errand with much to do ends early and goes on another time.
    [[nodiscard]] bool stopping() const { return stopping_; }

private:
    struct Kind {
        Worker worker;
        Errand errand;
        std::optional<std::chrono::minutes> interval;
    };
    enum class Which { workers, errands };
    int run_due(Which which);
    [[nodiscard]] std::optional<Job> claim(Which which);
    [[nodiscard]] bool run(const Kind& kind, const Job& job);
    [[nodiscard]] bool note_done(db::Transaction& tx, const Kind& kind, const Job& job);
    void set_back(const Job& job);
    void queue_periodic();
    void serve(const std::stop_token& stop, Which which);

    db::Database& database_;
    const Clock& clock_;
    std::map<std::string, Kind> kinds_;
    std::atomic<bool> periodic_queued_ = false;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::jthread worker_thread_, errand_thread_;
};

}  // namespace thingwall::jobs
