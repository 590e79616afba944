#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "db/db.hpp"
#include "jobs/jobs.hpp"
#include "jobs/store.hpp"

namespace thingwall::jobs {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes lease = 10min;

std::chrono::minutes wait_after(int attempt) {
    constexpr std::array<std::chrono::minutes, 5> waits{1min, 5min, 30min, 2h, 24h};
    return waits[std::min(static_cast<std::size_t>(attempt) - 1, waits.size() - 1)];
}

/// Why a job's deed was undone; never leaves this file.
Done undone() {
    return fail(ErrorKind::conflict, "the job was not done");
}

}  // namespace

Runner::Runner(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

Runner::~Runner() {
    stop();
}

void Runner::add(std::string kind, Worker worker) {
    kinds_[std::move(kind)] = {std::move(worker), {}, {}};
}
void Runner::add_errand(std::string kind, Errand errand) {
    kinds_[std::move(kind)] = {{}, std::move(errand), {}};
}
void Runner::add_every(std::string kind, std::chrono::minutes interval, Worker worker) {
    kinds_[std::move(kind)] = {std::move(worker), {}, interval};
    periodic_queued_ = false;
}
void Runner::add_errand_every(std::string kind, std::chrono::minutes interval, Errand errand) {
    kinds_[std::move(kind)] = {{}, std::move(errand), interval};
    periodic_queued_ = false;
}

int Runner::run_due() {
    return run_due(Which::workers) + run_due(Which::errands);
}

int Runner::run_due(Which which) {
    queue_periodic();
    int done = 0;
    while (!stopping_) {
        auto job = claim(which);
        if (!job) break;
        const Kind& kind = kinds_.at(job->kind);
        bool good = false;
        std::string why = "the worker said no";
        try {
            good = run(kind, *job);
        } catch (const std::exception& error) {
            why = error.what();
        }
        if (good) {
            ++done;
            continue;
        }
        log::warning("job.failed", {{"kind", job->kind},
                                    {"job", std::to_string(job->id)},
                                    {"attempt", std::to_string(job->attempt)},
                                    {"why", why}});
        set_back(*job);
    }
    return done;
}

std::optional<Job> Runner::claim(Which which) {
    Instant now = clock_.now();
    auto oldest = database_.read([&](db::Reader& reader) {
        std::optional<Due> found;
        for (const auto& [kind, work] : kinds_) {
            if ((which == Which::errands) != static_cast<bool>(work.errand)) continue;
            auto due = longest_due(reader, kind, now);
            if (due && (!found || due->due_at < found->due_at)) found = due;
        }
        return found;
    });
    if (!oldest) return std::nullopt;
    auto taken = database_.write(
        [&](db::Transaction& tx) -> Result<std::optional<Job>> { return take(tx, oldest->id, now, now + lease); });
    return *taken;
}

bool Runner::run(const Kind& kind, const Job& job) {
    if (kind.errand && !kind.errand(job)) return false;
    auto noted = database_.write([&](db::Transaction& tx) -> Done {
        if (kind.worker && !kind.worker(tx, job)) return undone();
        if (!note_done(tx, kind, job)) return undone();
        return {};
    });
    return noted.has_value();
}

bool Runner::note_done(db::Transaction& tx, const Kind& kind, const Job& job) {
    if (!kind.interval) return remove(tx, job);
    return put_off(tx, job, clock_.now() + *kind.interval, 0);
}

void Runner::set_back(const Job& job) {
    auto noted = database_.write([&](db::Transaction& tx) -> Done {
        // Not ours any more when its lease has run out and another program took it.
        if (!put_off(tx, job, clock_.now() + wait_after(job.attempt), job.attempt)) return undone();
        return {};
    });
    if (!noted) log::warning("job.taken_over", {{"kind", job.kind}, {"job", std::to_string(job.id)}});
}

void Runner::queue_periodic() {
    if (periodic_queued_) return;
    auto queued = database_.write([&](db::Transaction& tx) -> Done {
        for (const auto& [name, kind] : kinds_)
            if (kind.interval) jobs::queue_periodic(tx, name, clock_.now());
        return {};
    });
    periodic_queued_ = queued.has_value();
}

void Runner::start() {
    worker_thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop, Which::workers); });
    errand_thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop, Which::errands); });
}

void Runner::stop() {
    stopping_ = true;
    for (auto* thread : {&worker_thread_, &errand_thread_}) thread->request_stop();
    for (auto* thread : {&worker_thread_, &errand_thread_})
        if (thread->joinable()) thread->join();
    stopping_ = false;
}

void Runner::serve(const std::stop_token& stop, Which which) {
    while (!stop.stop_requested()) {
        try {
            run_due(which);
        } catch (const std::exception& error) {
            log::error("jobs.failed", {{"why", error.what()}});  // the database is away; the jobs wait in it
        }
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, stop, 1s, [] { return false; });
    }
}

}  // namespace thingwall::jobs
