#include "verify/tree.hpp"

#include <sodium.h>

namespace verify {

namespace {

std::string_view view(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

constexpr std::string_view node_mark{"\x01", 1};

}  // namespace

std::string to_hex(const Hash& hash) {
    std::string text(64, '0');
    for (std::size_t i = 0; i < hash.size(); ++i) {
        text[2 * i] = "0123456789abcdef"[hash[i] / 16];
        text[2 * i + 1] = "0123456789abcdef"[hash[i] % 16];
    }
    return text;
}

Hash sha256(std::initializer_list<std::string_view> pieces) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (auto piece : pieces)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
    Hash hash;
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

void Tree::add_leaf(const Hash& leaf) {
    stack_.push_back({0, leaf});
    ++size_;
    while (stack_.size() > 1 && stack_[stack_.size() - 2].height == stack_.back().height) {
        Subtree right = stack_.back();
        stack_.pop_back();
        Subtree& left = stack_.back();
        left = {left.height + 1, sha256({node_mark, view(left.hash), view(right.hash)})};
    }
}

Hash Tree::root() const {
    if (stack_.empty()) return sha256({});
    Hash root = stack_.back().hash;
    for (auto left = stack_.rbegin() + 1; left != stack_.rend(); ++left)
        root = sha256({node_mark, view(left->hash), view(root)});
    return root;
}

}  // namespace verify
