#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "db/db.hpp"
#include "follow/types.hpp"

namespace thingwall::follow::store {

void insert_asked(db::Transaction& tx, const Asked& asked);
/// What was asked for under this token after `since`; nothing for a token that is none.
[[nodiscard]] std::optional<Asked> asked(db::Reader& reader, std::string_view token, Instant since);
/// First letters to this address since then.
[[nodiscard]] std::int64_t asked_since(db::Reader& reader, std::string_view email, Instant since);
void drop_asked(db::Transaction& tx, std::string_view token);
void drop_asked_of(db::Transaction& tx, std::string_view email);
/// Drops what nobody confirmed; returns how many.
std::int64_t forget_asked(db::Transaction& tx, Instant before);

/// With their choices.
[[nodiscard]] std::optional<Follower> by_key(db::Reader& reader, std::string_view key);
[[nodiscard]] std::optional<Follower> by_email(db::Reader& reader, std::string_view email);
/// Up to so many who were told before `due`, oldest id first, with their choices.
[[nodiscard]] std::vector<Follower> to_tell(db::Reader& reader, bool weekly, Instant due, std::int64_t most);
[[nodiscard]] std::int64_t count(db::Reader& reader);

void insert(db::Transaction& tx, const Follower& follower);
void set_weekly(db::Transaction& tx, std::int64_t person, bool weekly, Instant told_until);
/// False for somebody who stopped meanwhile, or who was told by another server.
bool set_told(db::Transaction& tx, std::int64_t person, Instant until);
void add_choice(db::Transaction& tx, std::int64_t person, const Choice& choice);
/// False when it was not there.
bool remove_choice(db::Transaction& tx, std::int64_t person, const Choice& choice);
/// Takes a follower out with all that they follow.
void remove(db::Transaction& tx, std::int64_t person);

}  // namespace thingwall::follow::store
