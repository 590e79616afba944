#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace thingwall {
namespace {

// What people paste from web pages and spreadsheets around a word, beside the ASCII blanks.
constexpr std::array<std::string_view, 6> wide_blanks{"\xC2\xA0",     "\xE2\x80\x82", "\xE2\x80\x83",
                                                      "\xE2\x80\x8B", "\xE2\x80\xAF", "\xEF\xBB\xBF"};

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_ascii(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    bool gap = false;
    for (char c : text) {
        if (is_blank(c)) {
            gap = !folded.empty();
            continue;
        }
        if (gap) folded += ' ';
        gap = false;
        folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return folded;
}

// Compatibility forms can hide capitals (mathematical letters) and folding can compose accents again,
// so that both are done before the marks are taken out.
icu::UnicodeString decomposed(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) return text;
    icu::UnicodeString once = nfkd->normalize(text, status);
    once.foldCase();
    icu::UnicodeString twice = nfkd->normalize(once, status);
    return U_FAILURE(status) ? text : twice;
}

bool left_out(UChar32 c) {
    auto kind = u_charType(c);
    return kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

std::string fold_unicode(std::string_view text) {
    icu::UnicodeString wide =
        decomposed(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))));
    icu::UnicodeString folded;
    bool gap = false;
    for (std::int32_t i = 0; i < wide.length();) {
        UChar32 c = wide.char32At(i);
        i += U16_LENGTH(c);
        if (left_out(c)) continue;
        if (u_isUWhiteSpace(c)) {
            gap = !folded.isEmpty();
            continue;
        }
        if (gap) folded.append(static_cast<char16_t>(' '));
        gap = false;
        folded.append(c);
    }
    std::string out;
    folded.toUTF8String(out);
    return out;
}

// Length of the well-formed sequence that starts here (Unicode 15, table 3-7); 0 when there is none.
std::size_t sequence_length(const unsigned char* at, std::size_t left) {
    unsigned char first = at[0];
    if (first < 0x80) return 1;
    std::size_t size = first >= 0xC2 && first <= 0xDF   ? 2
                       : (first & 0xF0) == 0xE0         ? 3
                       : first >= 0xF0 && first <= 0xF4 ? 4
                                                        : 0;
    if (size == 0 || size > left) return 0;
    unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < least || at[1] > most) return 0;
    for (std::size_t i = 2; i < size; ++i)
        if ((at[i] & 0xC0) != 0x80) return 0;
    return size;
}

// The 32 bytes from 0x80 on; 0 where Windows-1252 has nothing (https://encoding.spec.whatwg.org, index windows-1252).
constexpr std::array<std::uint16_t, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

}  // namespace

std::string_view trim(std::string_view text) {
    auto once = [&] {
        if (text.empty()) return false;
        if (is_blank(text.front())) return text.remove_prefix(1), true;
        if (is_blank(text.back())) return text.remove_suffix(1), true;
        for (auto blank : wide_blanks) {
            if (text.starts_with(blank)) return text.remove_prefix(blank.size()), true;
            if (text.ends_with(blank)) return text.remove_suffix(blank.size()), true;
        }
        return false;
    };
    while (once()) {
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        auto end = std::min(text.find(separator), text.size());
        if (auto part = trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string fold(std::string_view text) {
    return is_ascii(text) ? fold_ascii(text) : fold_unicode(text);
}

std::size_t first_not_utf8(std::string_view text) {
    auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        // Most of what comes in is ASCII: eight bytes at a time.
        for (std::uint64_t word = 0; at + 8 <= text.size(); at += 8) {
            std::memcpy(&word, bytes + at, 8);
            if ((word & 0x8080808080808080u) != 0) break;
        }
        if (at == text.size()) break;
        std::size_t size = sequence_length(bytes + at, text.size() - at);
        if (size == 0) return at;
        at += size;
    }
    return std::string_view::npos;
}

bool valid_utf8(std::string_view text) {
    return first_not_utf8(text) == std::string_view::npos;
}

std::size_t first_not_windows_1252(std::string_view bytes) {
    auto undefined = [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 && byte < 0xA0 && windows_1252[byte - 0x80u] == 0;
    };
    auto found = std::ranges::find_if(bytes, undefined);
    return found == bytes.end() ? std::string_view::npos : static_cast<std::size_t>(found - bytes.begin());
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (char c : bytes) {
        auto byte = static_cast<unsigned char>(c);
        std::uint32_t character = byte;
        if (byte >= 0x80 && byte < 0xA0)
            character = windows_1252[byte - 0x80u] == 0 ? 0xFFFDu : windows_1252[byte - 0x80u];
        append_utf8(text, character);
    }
    return text;
}

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string_view beginning(std::string_view text, std::size_t most_bytes) {
    if (text.size() <= most_bytes) return text;
    std::size_t end = most_bytes;
    while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

std::string shortened(std::string_view text, std::size_t most_bytes) {
    return text.size() <= most_bytes ? std::string(text) : std::string(beginning(text, most_bytes)) + "...";
}

std::string thousands(std::int64_t number) {
    std::string digits = std::to_string(number);
    std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string about(std::int64_t number) {
    if (number < 0)
        return number > -100 ? thousands(number)
                             : "about -" + about(number == INT64_MIN ? INT64_MAX : -number).substr(6);
    if (number < 100) return thousands(number);
    std::int64_t unit = 1;
    while (number / unit >= 100) unit *= 10;
    return "about " + thousands((number / unit + (number % unit >= unit / 2 ? 1 : 0)) * unit);
}

std::string count_of(std::int64_t number, std::string_view one, std::string_view many) {
    return thousands(number).append(1, ' ').append(number == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
    std::int64_t value = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace thingwall
