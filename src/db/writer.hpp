#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/id.hpp"
#include "db/engine.hpp"

namespace thingwall::db {

/// The one thread that writes. It takes all deeds that wait, runs each in a savepoint, commits them together and only
/// then answers: so one fsync serves many people, and one deed's failure harms no other.
class Writer {
public:
    Writer(std::unique_ptr<Connection> connection, const Settings& settings, const Clock& clock,
           std::int64_t greatest_id_in_use);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Waits until the deed is on disk or undone. Throws what the deed threw, or Failure.
    void write(const std::function<bool(Transaction&)>& deed);
    void on_commit(std::function<void()> callback);
    /// Runs what waits, then ends the thread. The connection is given back for last chores.
    Connection& close();

private:
    struct Waiting;
    using Batch = std::vector<std::shared_ptr<Waiting>>;

    void serve();
    bool take(Batch& batch);
    void run(Batch& batch);
    void run_apart(Batch& batch);
    void attempt(const Batch& batch);
    bool run_one(Waiting& waiting);
    static void fail(Batch& batch);
    void reserve_ids();
    void note_if_broken();
    void answer(Batch& batch);

    std::unique_ptr<Connection> connection_;
    const Settings settings_;
    const Clock& clock_;
    IdMaker ids_;
    std::int64_t reserved_;  // ids up to here may have been given out; kept in the database
    std::int64_t reserving_ = 0;
    std::int64_t newest_ = 0;

    std::mutex mutex_;  // guards what follows
    std::condition_variable something_waits_;
    std::deque<std::shared_ptr<Waiting>> queue_;
    bool closing_ = false;
    std::optional<std::string> broken_;
    std::vector<std::function<void()>> callbacks_;

    std::mutex joining_;
    std::thread thread_;
    std::thread::id writer_;
};

}  // namespace thingwall::db
