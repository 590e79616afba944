#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "db/db.hpp"
#include "notify/types.hpp"

namespace thingwall::notify::store {

void insert(db::Transaction& tx, const Outgoing& letter, Instant due_at);
/// Letters that are due, oldest first.
[[nodiscard]] std::vector<Outgoing> due(db::Reader& reader, Instant now, std::int64_t limit);
/// Whether any waits, and from when it is due.
[[nodiscard]] std::optional<Instant> next_due(db::Reader& reader);
/// Taken or refused for good: its words are dropped, the row stays to be counted.
void settle(db::Transaction& tx, std::int64_t id, LetterState state, std::string_view why);
void put_off(db::Transaction& tx, std::int64_t id, Instant due_at, int attempt, std::string_view why);
[[nodiscard]] Outbox outbox(db::Reader& reader);
/// Drops what was settled before `before`; returns how many.
std::int64_t forget(db::Transaction& tx, Instant before);

}  // namespace thingwall::notify::store
