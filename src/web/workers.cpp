#include "web/workers.hpp"

#include <utility>

namespace thingwall::web {

Workers::Workers(int threads, std::size_t queue) : queue_(queue) {
    for (int n = 0; n < threads; ++n) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
    finish();
}

bool Workers::has_room() const {
    std::lock_guard lock(mutex_);
    return jobs_.size() < queue_;
}

void Workers::add(Job job) {
    {
        std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void Workers::finish() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    threads_.clear();  // joins
}

void Workers::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        job = nullptr;  // what it held goes before the lock is taken
        lock.lock();
    }
}

}  // namespace thingwall::web
