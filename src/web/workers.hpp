#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace thingwall::web {

/// A fixed number of threads for what may block: handlers wait for the database and for its disk. Jobs run in the order
/// in which they came; at most `queue` of them wait.
class Workers {
public:
    using Job = std::move_only_function<void()>;
    Workers(int threads, std::size_t queue);
    ~Workers();  ///< runs what still waits, then ends

    [[nodiscard]] bool has_room() const;
    /// Adds a job whether there is room or not: ask has_room() first for new work, not for work already begun.
    void add(Job job);
    /// Runs what still waits, then ends the threads. Nothing may be added after it.
    void finish();

private:
    void work();
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::size_t queue_;
    bool ending_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace thingwall::web
