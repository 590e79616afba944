#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace thingwall::web {

/// Bytes that have come and are not yet read; the front moves on, and what is left moves to the beginning when room is
/// wanted.
class Incoming {
public:
    static constexpr std::size_t at_rest = 4 * 1024;
    Incoming() : bytes_(at_rest) {}
    [[nodiscard]] std::string_view view() const { return {bytes_.data() + from_, to_ - from_}; }
    [[nodiscard]] bool empty() const { return from_ == to_; }
    void drop(std::size_t count) {
        from_ += count;
        if (from_ == to_) from_ = to_ = 0;
    }
    /// Room for more, so that at most `most` bytes are held; empty when they are.
    [[nodiscard]] std::span<char> room(std::size_t most) {
        if (from_ > 0) {
            std::memmove(bytes_.data(), bytes_.data() + from_, to_ - from_);
            to_ -= from_;
            from_ = 0;
        }
        if (to_ == bytes_.size() && bytes_.size() < most) bytes_.resize(std::min(most, bytes_.size() * 4));
        return {bytes_.data() + to_, std::min(bytes_.size(), most) - std::min(to_, most)};
    }
    void filled(std::size_t count) { to_ += count; }
    /// Between requests a connection holds little.
    void shrink() {
        if (!empty() || bytes_.size() <= at_rest) return;
        bytes_ = std::vector<char>(at_rest);
    }

private:
    std::vector<char> bytes_;
    std::size_t from_ = 0, to_ = 0;
};

}  // namespace thingwall::web
