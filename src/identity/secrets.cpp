#include "identity/secrets.hpp"

#include <algorithm>

#include <sodium.h>

#include "base/random.hpp"

namespace thingwall::identity {

namespace {
constexpr std::size_t token_bytes = 32, token_characters = 43;
}

std::string new_token() {
    return SecureRandom{}.token(token_bytes);
}

Hash hash_of(std::string_view token) {
    Hash hash;
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                       reinterpret_cast<const unsigned char*>(token.data()), token.size());
    return hash;
}

bool looks_like_token(std::string_view text) {
    return text.size() == token_characters && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_';
           });
}

}  // namespace thingwall::identity
