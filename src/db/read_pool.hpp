#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "db/engine.hpp"

namespace thingwall::db {

/// The connections that read. Opened when first needed, at most `settings.readers`; the one used last is used next,
/// since its cache is warm.
class ReadPool {
public:
    using Open = std::function<std::unique_ptr<Connection>()>;
    ReadPool(const Settings& settings, Open open);

    /// Runs the question on one state of the database. Throws Failure::busy when no connection is free in time, or when
    /// a statement takes longer than settings.read_timeout.
    void read(const std::function<void(Reader&)>& question);
    /// Waits for the readings that run, then closes their connections.
    void close();

private:
    std::unique_ptr<Connection> borrow();
    void give_back(std::unique_ptr<Connection> connection);
    void ask(Connection& connection, const std::function<void(Reader&)>& question);

    const Settings settings_;
    const Open open_;
    std::mutex mutex_;
    std::condition_variable one_came_back_;
    std::vector<std::unique_ptr<Connection>> free_;
    int opened_ = 0;
    bool closed_ = false;
};

}  // namespace thingwall::db
