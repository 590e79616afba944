#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.hpp"
#include "db/fwd.hpp"

namespace thingwall::jobs {

/// Puts work into the outbox, in the deed's own transaction: it is done if and only if the deed is kept. The same `key` is
/// queued once while it waits.
void queue(db::Transaction& tx, std::string_view kind, std::string_view key, std::string_view payload, Instant not_before);

/// What is given to a worker. It may be given again after a crash between doing and noting, so it writes through `tx`, in
/// which it is also noted as done; what leaves the machine carries `id` so that the far side can tell.
struct Job {
    std::int64_t id;
    std::string kind, key, payload;
    int attempt;  ///< 1 for the first
};
using Worker = std::function<bool(db::Transaction& tx, const Job& job)>;

/// Runs due jobs, oldest first: claims one (with a lease that ends when the program dies), runs its worker, notes it as done or
/// sets it back with a longer wait each time (1 min, 5 min, 30 min, 2 h, then daily).
class Runner {
public:
    Runner(db::Database& database, const Clock& clock);
    ~Runner();
    void add(std::string kind, Worker worker);
    /// A job that is queued again each `interval` ("every night").
    void add_every(std::string kind, std::chrono::minutes interval, Worker worker);
    /// Runs all that is due now; returns how many were done.
    int run_due();
    void start();  ///< a thread that calls run_due() each second
    void stop();

private:
    struct Periodic {
        std::chrono::minutes interval;
    };
    db::Database& database_;
    const Clock& clock_;
    std::map<std::string, Worker> workers_;
    std::map<std::string, Periodic> periodic_;
    std::jthread thread_;
};

}  // namespace thingwall::jobs
