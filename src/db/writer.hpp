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

#include "db/engine.hpp"
#include "db/id_blocks.hpp"

namespace thingwall::db {

/// The one thread that writes. It takes all deeds that wait, runs each in a savepoint, commits them together and only
/// then answers: so one fsync serves many people, and one deed's failure harms no other.
class Writer {
public:
    Writer(std::unique_ptr<Connection> connection, const Settings& settings, const Clock& clock);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Waits until the deed is on disk or undone. Throws what the deed threw, or Failure.
    void write(const std::function<bool(Transaction&)>& deed);
    /// What a follower asks when it is told of a commit: answered on the writer's own connection, so that it never
    /// waits for a free one. False when asked by another thread or inside a deed; then the read pool answers.
    bool read_here(const std::function<void(Reader&)>& question);
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
    bool run_one(Waiting& waiting, Instant now);
    static void fail(Batch& batch);
    void note_if_broken();
    void answer(Batch& batch);

    std::unique_ptr<Connection> connection_;
    const Settings settings_;
    const Clock& clock_;
    IdBlocks ids_;

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
