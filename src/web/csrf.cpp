#include "web/csrf.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace thingwall::web {

namespace {

constexpr std::size_t token_bytes = 16;
constexpr std::size_t masked_characters = 43;  // base64url of 32 bytes, no padding
using Token = std::array<unsigned char, token_bytes>;

/// The token beneath its mask: the first half is the mask, the second the token under it.
std::optional<Token> unmask(std::string_view text) {
    std::array<unsigned char, 2 * token_bytes> bytes{};
    std::size_t length = 0;
    if (text.size() != masked_characters ||
        sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        length != bytes.size())
        return std::nullopt;
    Token token{};
    for (std::size_t at = 0; at < token_bytes; ++at)
        token[at] = static_cast<unsigned char>(bytes[at] ^ bytes[token_bytes + at]);
    return token;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

}  // namespace

CsrfKey::CsrfKey(Random& random) {
    random.fill(key_);
}
CsrfKey::CsrfKey(const std::array<std::byte, 32>& secret) : key_(secret) {}

std::string CsrfKey::token(std::string_view session, Random& random) const {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key_.data()), key_.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(session.data()), session.size());
    crypto_auth_hmacsha256_final(&state, mac.data());

    std::array<std::byte, token_bytes> mask{};
    random.fill(mask);
    std::array<unsigned char, 2 * token_bytes> bytes{};
    for (std::size_t at = 0; at < token_bytes; ++at) {
        bytes[at] = static_cast<unsigned char>(mask[at]);
        bytes[token_bytes + at] = static_cast<unsigned char>(bytes[at] ^ mac[at]);
    }
    std::string text(masked_characters + 1, '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(masked_characters);
    return text;
}

bool same_token(std::string_view one, std::string_view other) {
    if (one.empty() || other.empty()) return false;
    auto first = unmask(one), second = unmask(other);
    if (first && second) return sodium_memcmp(first->data(), second->data(), token_bytes) == 0;
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

bool from_own_site(const Request& request) {
    if (!request.fetch_site.empty()) return request.fetch_site == "same-origin" || request.fetch_site == "none";
    if (request.origin.empty()) return true;
    std::string origin = lower(request.origin), host = lower(request.host);
    // The scheme is the proxy's business; a page served by http under our own name is ours all the same.
    return !host.empty() && (origin == "https://" + host || origin == "http://" + host);
}

}  // namespace thingwall::web
