#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "verify/tree.hpp"

namespace verify {

/// One entry as a line of the export says it.
struct Line {
    std::int64_t position, at, actor, organisation;
    std::string_view deed;
    std::int64_t subject;
    Hash commitment, before, digest;
};
/// The last line.
struct Head {
    std::int64_t size;
    Hash root;
};

/// Takes the one form that an export has: these keys in this order, no spaces, numbers without leading zeros, small
/// hexadecimal digits. So a file has one spelling, and any change of any byte is a change of what it says or is
/// refused. Gives the name of the first member that is not as it should be.
[[nodiscard]] std::optional<std::string> parse_line(std::string_view text, Line& line);
[[nodiscard]] std::optional<std::string> parse_head(std::string_view text, Head& head);
[[nodiscard]] bool parse_hash(std::string_view digits, Hash& hash);

/// The leaf of RFC 6962 over the entry's fields in their fixed form: each after its length in four bytes, greatest
/// first; numbers in eight bytes, greatest first.
[[nodiscard]] Hash digest_of(const Line& line);

}  // namespace verify
