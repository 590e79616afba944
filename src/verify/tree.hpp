#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

using Hash = std::array<unsigned char, 32>;

[[nodiscard]] std::string to_hex(const Hash& hash);

/// SHA-256 over pieces given one after another.
[[nodiscard]] Hash sha256(std::initializer_list<std::string_view> pieces);

/// RFC 6962, section 2.1: the hash of a tree over leaves, in their order. Works from the definition: whole subtrees
/// wait on a stack, and two of one height are joined as soon as they meet.
class Tree {
public:
    void add_leaf(const Hash& leaf);
    [[nodiscard]] Hash root() const;
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    struct Subtree {
        int height;
        Hash hash;
    };
    std::vector<Subtree> stack_;
    std::int64_t size_ = 0;
};

}  // namespace verify
