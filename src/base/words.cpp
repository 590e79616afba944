#include "base/words.hpp"

namespace thingwall {

std::size_t sign_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
    const auto c = byte(at);
    if (c < 0x80) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter ? 0 : 1;
    }
    if (c == 0xC2) return 2;
    if (c == 0xE2 && (byte(at + 1) == 0x80 || byte(at + 1) == 0x81)) return 3;
    return 0;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        if (std::size_t sign = sign_at(text, at); sign != 0) {
            at += sign;
            continue;
        }
        std::size_t end = at + 1;
        while (end < text.size() &&
               (sign_at(text, end) == 0 || (text[end] == '-' && end + 1 < text.size() && sign_at(text, end + 1) == 0)))
            ++end;
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

}  // namespace thingwall
