#include "db/db.hpp"
#include "journal/journal.hpp"

namespace thingwall::journal {

namespace {
constexpr std::size_t read_at_once = 1000;
}

void Feed::add(Follower follower) {
    std::lock_guard lock(mutex_);
    followers_.push_back({std::move(follower), seen_});
}

void Feed::start_at(std::int64_t position) {
    std::lock_guard lock(mutex_);
    seen_ = position;
    for (auto& following : followers_) following.seen = position;
}

std::int64_t Feed::catch_up() {
    std::lock_guard lock(mutex_);
    for (;;) {
        auto entries = database_.read([&](db::Reader& reader) { return after(reader, seen_, read_at_once); });
        for (const Entry& entry : entries) {
            for (auto& following : followers_) {
                if (following.seen >= entry.position) continue;
                following.follower.apply(entry);
                following.seen = entry.position;  // one that throws stops here, and goes on from here the next time
            }
            seen_ = entry.position;
        }
        if (entries.size() < read_at_once) return seen_;
    }
}

}  // namespace thingwall::journal
