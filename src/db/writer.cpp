#include "db/writer.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"

namespace thingwall::db {

struct Writer::Waiting {
    explicit Waiting(const std::function<bool(Transaction&)>& its_deed) : deed(&its_deed) {}
    const std::function<bool(Transaction&)>* deed;
    bool kept = false;
    std::exception_ptr failed;

    void wait() {
        std::unique_lock lock(mutex);
        said.wait(lock, [this] { return answered; });
    }
    void answer() {
        {
            std::lock_guard lock(mutex);
            answered = true;
        }
        said.notify_one();  // after the lock is given back, or who is woken would sleep again at once
    }

private:
    std::mutex mutex;
    std::condition_variable said;
    bool answered = false;
};

namespace {

using enum Failure::Cause;
using namespace std::chrono_literals;

constexpr int attempts_at_most = 5;

class Deed final : public Transaction {
public:
    Deed(Connection& connection, IdBlocks& ids, Instant now) : connection_(connection), ids_(ids), now_(now) {}
    Statement prepare(const Query& query) override { return connection_.prepare(query); }
    Instant now() const override { return now_; }
    std::int64_t new_number() override { return ids_.next(now_); }

private:
    Connection& connection_;
    IdBlocks& ids_;
    Instant now_;
};

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, const Settings& settings, const Clock& clock)
    : connection_(std::move(connection)),
      settings_(settings),
      clock_(clock),
      ids_(settings.machine),
      thread_([this] { serve(); }),
      writer_(thread_.get_id()) {}

Writer::~Writer() {
    close();
}

void Writer::write(const std::function<bool(Transaction&)>& deed) {
    if (std::this_thread::get_id() == writer_)
        throw Failure(misuse,
                      "write() was called inside a deed: a deed does all its writing through its own transaction");
    auto waiting = std::make_shared<Waiting>(deed);
    {
        std::lock_guard lock(mutex_);
        if (broken_) throw Failure(broken, *broken_);
        if (closing_) throw Failure(misuse, "the database is closed");
        if (queue_.size() >= settings_.queue)
            throw Failure(busy, "more than " + std::to_string(settings_.queue) + " deeds are waiting to be written");
        queue_.push_back(waiting);
    }
    something_waits_.notify_one();
    waiting->wait();
    // Taken out: what was thrown ends with who is told of it, and not whenever the writer's thread lets go of the deed.
    if (waiting->failed) std::rethrow_exception(std::exchange(waiting->failed, nullptr));
}

bool Writer::read_here(const std::function<void(Reader&)>& question) {
    if (std::this_thread::get_id() != writer_ || connection_->in_transaction()) return false;
    try {
        connection_->begin_read(settings_.read_timeout);
        Deed reader(*connection_, ids_, clock_.now());
        question(reader);
        connection_->commit();
    } catch (...) {
        connection_->rollback();
        throw;
    }
    return true;
}

void Writer::on_commit(std::function<void()> callback) {
    std::lock_guard lock(mutex_);
    callbacks_.push_back(std::move(callback));
}

Connection& Writer::close() {
    {
        std::lock_guard lock(mutex_);
        closing_ = true;
    }
    something_waits_.notify_one();
    std::lock_guard lock(joining_);
    if (thread_.joinable()) thread_.join();
    return *connection_;
}

void Writer::serve() {
    Batch batch;
    while (take(batch)) {
        run(batch);
        batch.clear();
        try {
            connection_->after_commit();
        } catch (const Failure&) {  // NOLINT(bugprone-empty-catch)
            // What was acknowledged is on disk already; only a broken disk matters from here on.
        }
        note_if_broken();
    }
}

bool Writer::take(Batch& batch) {
    std::unique_lock lock(mutex_);
    something_waits_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (settings_.gather > 0us && queue_.size() < settings_.batch && !closing_)
        something_waits_.wait_for(lock, settings_.gather,
                                  [this] { return closing_ || queue_.size() >= settings_.batch; });
    auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), settings_.batch));
    batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
    return !batch.empty();
}

void Writer::run(Batch& batch) {
    const auto give_up_at = std::chrono::steady_clock::now() + settings_.busy_timeout;
    for (int tried = 1;; ++tried) {
        bool committing = false;
        try {
            {
                std::lock_guard lock(mutex_);
                if (broken_) throw Failure(broken, *broken_);
            }
            connection_->revive();
            attempt(batch);
            committing = std::ranges::any_of(batch, [](const auto& waiting) { return waiting->kept; });
            if (committing)
                connection_->commit();
            else
                connection_->rollback();
            if (committing) ids_.kept();
            break;
        } catch (const Failure& failure) {
            connection_->rollback();
            note_if_broken();
            bool lost = failure.cause == unreachable && !committing;
            bool again = lost ? std::chrono::steady_clock::now() < give_up_at
                              : failure.cause == serialization && tried < attempts_at_most;
            if (again) {
                std::this_thread::sleep_for(lost ? 100ms : tried * 5ms);
                continue;
            }
            // One deed may be too big for the disk, or always meet another program: the rest need not suffer from it.
            if (batch.size() > 1 && (failure.cause == serialization || failure.cause == full_disk))
                return run_apart(batch);
            fail(batch);
            break;
        } catch (...) {
            connection_->rollback();
            fail(batch);
            break;
        }
    }
    answer(batch);
}

void Writer::fail(Batch& batch) {
    for (auto& waiting : batch) {
        waiting->kept = false;
        waiting->failed = std::current_exception();
    }
}

void Writer::run_apart(Batch& batch) {
    for (auto& waiting : batch) {
        Batch alone{waiting};
        run(alone);
    }
}

void Writer::attempt(const Batch& batch) {
    connection_->begin_write();
    ids_.begin();
    for (const auto& waiting : batch) {
        waiting->failed = nullptr;
        Instant now = clock_.now();
        ids_.ensure(*connection_, now);
        connection_->savepoint();
        waiting->kept = run_one(*waiting, now);
        if (!waiting->kept) connection_->undo();
    }
}

bool Writer::run_one(Waiting& waiting, Instant now) {
    Deed tx(*connection_, ids_, now);
    try {
        if (!(*waiting.deed)(tx)) return false;
        connection_->keep();
        return true;
    } catch (const Failure& failure) {
        bool spoils_all =
            failure.cause == serialization || failure.cause == unreachable || !connection_->in_transaction();
        if (spoils_all) throw;
        waiting.failed = std::current_exception();
    } catch (...) {
        waiting.failed = std::current_exception();
        if (!connection_->in_transaction()) throw Failure(broken, "the transaction ended inside a deed");
    }
    return false;
}

void Writer::note_if_broken() {
    if (!connection_->broken()) return;
    {
        std::lock_guard lock(mutex_);
        if (broken_) return;
        broken_ =
            "the disk failed to keep what was written; nothing more is accepted until Thingwall has been started again";
    }
    if (settings_.on_broken) settings_.on_broken(*broken_);
}

void Writer::answer(Batch& batch) {
    bool kept = std::ranges::any_of(batch, [](const auto& waiting) { return waiting->kept; });
    if (kept) {
        std::vector<std::function<void()>> callbacks;
        {
            std::lock_guard lock(mutex_);
            callbacks = callbacks_;
        }
        for (const auto& callback : callbacks) {
            try {
                callback();
            } catch (const std::exception& problem) {
                // What was written is on disk, and who wrote it is told so; a follower reads on the next time.
                log::error("db.follower_failed", {{"why", problem.what()}});
            }
        }
    }
    for (auto& waiting : batch) waiting->answer();
}

}  // namespace thingwall::db
