#pragma once
#include <cstddef>
#include <span>

#include "journal/journal.hpp"

namespace thingwall::journal {

/// Takes the next number. Returns the entry's position and the digest of the one before.
struct Place {
    std::int64_t position;
    Digest before;
};
[[nodiscard]] Place take_place(db::Transaction& tx);
void insert(db::Transaction& tx, const Entry& entry, std::span<const std::byte> salt);

}  // namespace thingwall::journal
