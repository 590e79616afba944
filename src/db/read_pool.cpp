#include "db/read_pool.hpp"

#include <algorithm>

namespace thingwall::db {

namespace {

class Question final : public Reader {
public:
    explicit Question(Connection& connection) : connection_(connection) {}
    Statement prepare(const Query& query) override { return connection_.prepare(query); }

private:
    Connection& connection_;
};

}  // namespace

ReadPool::ReadPool(const Settings& settings, Open open) : settings_(settings), open_(std::move(open)) {}

void ReadPool::read(const std::function<void(Reader&)>& question) {
    auto connection = borrow();
    try {
        try {
            ask(*connection, question);
        } catch (const Failure& failure) {
            if (failure.cause != Failure::Cause::unreachable) throw;
            ask(*connection, question);  // the server was restarted since this connection was used last
        }
    } catch (...) {
        give_back(std::move(connection));
        throw;
    }
    give_back(std::move(connection));
}

void ReadPool::ask(Connection& connection, const std::function<void(Reader&)>& question) {
    try {
        connection.revive();
        connection.begin_read(settings_.read_timeout);
        Question reader(connection);
        question(reader);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

std::unique_ptr<Connection> ReadPool::borrow() {
    std::unique_lock lock(mutex_);
    bool in_time = one_came_back_.wait_for(lock, settings_.read_timeout, [this] {
        return closed_ || !free_.empty() || opened_ < std::max(1, settings_.readers);
    });
    if (closed_) throw Failure(Failure::Cause::misuse, "the database is closed");
    if (!in_time) throw Failure(Failure::Cause::busy, "all connections that read are in use");
    if (!free_.empty()) {
        auto connection = std::move(free_.back());
        free_.pop_back();
        return connection;
    }
    ++opened_;
    lock.unlock();
    try {
        return open_();
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void ReadPool::give_back(std::unique_ptr<Connection> connection) {
    {
        std::lock_guard lock(mutex_);
        if (connection)
            free_.push_back(std::move(connection));
        else
            --opened_;
    }
    one_came_back_.notify_all();
}

void ReadPool::close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    one_came_back_.notify_all();
    one_came_back_.wait(lock, [this] { return static_cast<int>(free_.size()) == opened_; });
    free_.clear();
    opened_ = 0;
}

}  // namespace thingwall::db
