#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thingwall {

[[nodiscard]] std::string_view trim(std::string_view text);  ///< without white space at its ends
/// Parts between separators, each trimmed, empty ones left out: "a; b;" gives a and b.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// For search and comparison: lower case, accents removed (ICU, NFKD), runs of white space one space,
/// none at the ends. Folding what is folded changes nothing.
[[nodiscard]] std::string fold(std::string_view text);
[[nodiscard]] bool valid_utf8(std::string_view text);
/// Offset of the first byte that is no part of well-formed UTF-8; npos when all is well.
[[nodiscard]] std::size_t first_not_utf8(std::string_view text);
/// Offset of the first byte that Windows-1252 does not define; npos when all is well.
[[nodiscard]] std::size_t first_not_windows_1252(std::string_view bytes);
/// Bytes of Windows-1252, as British spreadsheets still write them, in UTF-8; U+FFFD for the five bytes
/// that it does not define.
[[nodiscard]] std::string from_windows_1252(std::string_view bytes);
/// Number of characters that a reader would count (code points).
[[nodiscard]] std::size_t length(std::string_view text);
/// As many whole characters from the beginning as so many bytes hold.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t most_bytes);
/// The beginning of a long text and "...", for a message that says what was typed. Never cut inside a character.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most_bytes = 40);
/// "12,572".
[[nodiscard]] std::string thousands(std::int64_t number);
/// "about 2,400", as sentences say it: two figures that mean something; exact below 100.
[[nodiscard]] std::string about(std::int64_t number);
/// "1 day", "19 days".
[[nodiscard]] std::string count_of(std::int64_t number, std::string_view one, std::string_view many);
/// "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& words);
[[nodiscard]] std::optional<std::int64_t> parse_whole(
    std::string_view text);                                               ///< decimal digits, with an optional minus
[[nodiscard]] std::optional<double> parse_number(std::string_view text);  ///< finite; "1e3" too

}  // namespace thingwall
