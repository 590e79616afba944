#include "identity/sessions.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace thingwall::identity {

namespace {
constexpr std::chrono::seconds note_every{60};
constexpr std::size_t most_kept = 20'000;  // about 6 MB; above it all are read again as they come
}  // namespace

bool Sessions::lives(const Kept& kept, Instant now) const {
    return now < kept.expires && now - kept.last_used < idle_;
}

std::optional<Sessions::Found> Sessions::find(std::string_view token, Instant now) {
    Hash hash = hash_of(token);
    std::string key(reinterpret_cast<const char*>(hash.data()), hash.size());
    std::uint64_t forgotten_before = 0;
    {
        std::unique_lock lock(mutex_);
        forgotten_before = forgotten_;
        auto kept = kept_.find(key);
        if (kept != kept_.end() && lives(kept->second, now)) {
            kept->second.last_used = std::max(kept->second.last_used, now);
            Found found = kept->second.found;
            bool due = now - kept->second.noted >= note_every;
            if (due) kept->second.noted = now;
            lock.unlock();
            if (due) note(found.id, now);
            return found;
        }
        // Too long unused as far as we know; another server may know better.
        if (kept != kept_.end()) kept_.erase(kept);
    }

    auto stored = database_.read([&](db::Reader& reader) { return store::session(reader, hash); });
    if (!stored) return {};
    Kept kept{{stored->id, stored->actor}, stored->expires, stored->last_used, stored->last_used};
    if (!lives(kept, now)) return {};
    kept.last_used = now;
    bool due = now - kept.noted >= note_every;
    if (due) kept.noted = now;
    {
        // When something was forgotten since we looked, what we read may be from before it: use it this once only.
        std::lock_guard lock(mutex_);
        if (kept_.size() >= most_kept) kept_.clear();
        if (forgotten_ == forgotten_before) kept_[key] = kept;
    }
    if (due) note(kept.found.id, now);
    return kept.found;
}

// Not journalled: that a session is still used is no deed, and the journal would grow by the minute. A page is not
// refused because this note could not be written.
void Sessions::note(SessionId id, Instant now) {
    try {
        Done done = database_.write([&](db::Transaction& tx) -> Done {
            store::touch_session(tx, id, now);
            return {};
        });
        if (!done) log::warning("session.not_noted");
    } catch (const db::Failure&) {
        log::warning("session.not_noted");
    }
}

std::string Sessions::begin(db::Transaction& tx, PersonId person, std::string_view agent) const {
    std::string token = new_token();
    store::insert_session(tx, tx.new_id<SessionId>(), hash_of(token), person, tx.now() + longest_, agent_family(agent));
    return token;
}

void Sessions::forget(PersonId person) {
    std::lock_guard lock(mutex_);
    ++forgotten_;
    std::erase_if(kept_, [&](const auto& entry) { return entry.second.found.actor.person == person; });
}

void Sessions::forget_all() {
    std::lock_guard lock(mutex_);
    ++forgotten_;
    kept_.clear();
}

}  // namespace thingwall::identity
