#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Tokens that open something. They come from the operating system's randomness and from nowhere else, so that a
/// demonstration's seed can never make one.
namespace thingwall::identity {

using Hash = std::array<std::byte, 32>;

/// 256 random bits as base64url: 43 characters.
[[nodiscard]] std::string new_token();
/// SHA-256 of a token: what is stored. Enough, since a token has 256 bits and can't be guessed by trying.
[[nodiscard]] Hash hash_of(std::string_view token);
/// Whether it could have come from new_token(). Anything else needs no look at the database.
[[nodiscard]] bool looks_like_token(std::string_view text);

}  // namespace thingwall::identity
