#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.hpp"

namespace thingwall::journal {

/// What an entry's digest is taken of: every field but the digest, in fixed order, each with its length before it, so
/// that no two entries have the same bytes. docs/journal.md has the form.
[[nodiscard]] std::string canonical_bytes(const Entry& entry);
/// SHA-256(0x00 || bytes): a leaf of RFC 6962, section 2.1.
[[nodiscard]] Digest leaf_digest(std::string_view bytes);
/// HMAC-SHA-256 of the content under the salt.
[[nodiscard]] Digest commitment(std::span<const std::byte> salt, std::string_view content);
[[nodiscard]] std::string hexadecimal(const Digest& digest);

/// The Merkle tree's root over leaves given one by one (RFC 6962, section 2.1), with one digest kept for each level.
class MerkleRoot {
public:
    void add(const Digest& leaf);
    /// SHA-256 of nothing when no leaf was added.
    [[nodiscard]] Digest root() const;

private:
    std::vector<std::optional<Digest>> levels_;  // whole subtrees of 1, 2, 4, ... leaves
};

}  // namespace thingwall::journal
