#pragma once
#include <cstddef>

namespace thingwall::html {

/// Length of the UTF-8 sequence that begins at `at` with a byte of 0x80 or above; 0 when it is none: cut short,
/// overlong, a surrogate or beyond U+10FFFF (The Unicode Standard, table 3-7).
[[nodiscard]] inline std::size_t utf8_sequence(const char* at, const char* end) {
    const auto byte = [&](std::ptrdiff_t n) { return static_cast<unsigned char>(at[n]); };
    const auto follows = [&](std::ptrdiff_t n) { return (byte(n) & 0xC0) == 0x80; };
    const std::ptrdiff_t left = end - at;
    const unsigned char first = byte(0);
    if (first >= 0xC2 && first <= 0xDF) return left >= 2 && follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (left < 3 || !follows(1) || !follows(2)) return 0;
        if (first == 0xE0 && byte(1) < 0xA0) return 0;
        if (first == 0xED && byte(1) > 0x9F) return 0;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
        if (first == 0xF0 && byte(1) < 0x90) return 0;
        if (first == 0xF4 && byte(1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

}  // namespace thingwall::html
