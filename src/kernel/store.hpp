#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "db/db.hpp"

namespace thingwall::kernel::store {

using BodyHash = std::array<std::byte, 32>;

struct Answer {
    BodyHash body{};
    std::string answer;
};
[[nodiscard]] std::optional<Answer> answer(db::Reader& reader, std::string_view key);
/// Takes the key. False when another server just did.
[[nodiscard]] bool claim(db::Transaction& tx, std::string_view key, const BodyHash& body);
void fill_in(db::Transaction& tx, std::string_view key, std::string_view answer);
std::int64_t forget(db::Transaction& tx, Instant before);

}  // namespace thingwall::kernel::store
