#include "journal/digest.hpp"

#include <sodium.h>

namespace thingwall::journal {

namespace {

const unsigned char* bytes_of(const void* data) {
    return static_cast<const unsigned char*>(data);
}
unsigned char* bytes_of(Digest& digest) {
    return reinterpret_cast<unsigned char*>(digest.data());
}

void append_length(std::string& out, std::size_t size) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift & 0xff);
}
void append(std::string& out, std::string_view text) {
    append_length(out, text.size());
    out += text;
}
void append(std::string& out, std::int64_t number) {
    append_length(out, 8);
    for (int shift = 56; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xff);
}
void append(std::string& out, const Digest& digest) {
    append(out, std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

Digest node_digest(const Digest& left, const Digest& right) {
    Digest node;
    crypto_hash_sha256_state state;
    const unsigned char prefix = 0x01;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &prefix, 1);
    crypto_hash_sha256_update(&state, bytes_of(left.data()), left.size());
    crypto_hash_sha256_update(&state, bytes_of(right.data()), right.size());
    crypto_hash_sha256_final(&state, bytes_of(node));
    return node;
}

}  // namespace

std::string canonical_bytes(const Entry& entry) {
    std::string bytes;
    bytes.reserve(192);
    append(bytes, "thingwall journal 1");
    append(bytes, entry.position);
    append(bytes, to_microseconds(entry.at));
    append(bytes, entry.actor.value());
    append(bytes, entry.organisation.value());
    append(bytes, entry.deed);
    append(bytes, entry.subject);
    append(bytes, entry.commitment);
    append(bytes, entry.before);
    return bytes;
}

Digest leaf_digest(std::string_view bytes) {
    Digest leaf;
    crypto_hash_sha256_state state;
    const unsigned char prefix = 0x00;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &prefix, 1);
    crypto_hash_sha256_update(&state, bytes_of(bytes.data()), bytes.size());
    crypto_hash_sha256_final(&state, bytes_of(leaf));
    return leaf;
}

Digest commitment(std::span<const std::byte> salt, std::string_view content) {
    Digest made;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(salt.data()), salt.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(content.data()), content.size());
    crypto_auth_hmacsha256_final(&state, bytes_of(made));
    return made;
}

std::string hexadecimal(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(64);
    for (std::byte byte : digest) {
        text += digits[static_cast<unsigned>(byte) >> 4];
        text += digits[static_cast<unsigned>(byte) & 0xf];
    }
    return text;
}

void MerkleRoot::add(const Digest& leaf) {
    Digest carried = leaf;
    std::size_t level = 0;
    // Adding one leaf is adding one to a binary number: each carry joins two subtrees of the same size.
    for (; level < levels_.size() && levels_[level]; ++level) {
        carried = node_digest(*levels_[level], carried);
        levels_[level].reset();
    }
    if (level == levels_.size()) levels_.emplace_back();
    levels_[level] = carried;
}

Digest MerkleRoot::root() const {
    std::optional<Digest> right;
    for (const auto& left : levels_)
        if (left) right = right ? node_digest(*left, *right) : *left;
    if (right) return *right;
    Digest empty;
    crypto_hash_sha256(bytes_of(empty), nullptr, 0);
    return empty;
}

}  // namespace thingwall::journal
