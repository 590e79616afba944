#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "places/postcodes.hpp"

namespace thingwall::app {

/// Postcodes that begin as somebody typed. They lie side by side, since postcodes are sorted by key.
struct PostcodeRun {
    std::string words;               ///< "WM4 7AB", "WM4 7" or "WM4"
    std::size_t begin = 0, end = 0;  ///< places in the list; never empty
};
/// A whole postcode, the first half and a digit, or the first half, with or without spaces, in any case. A whole one
/// that is not in the list counts as its first half and digit. Nothing when there is none that begins so.
[[nodiscard]] std::optional<PostcodeRun> postcodes_like(const places::Postcodes& postcodes, std::string_view typed);

}  // namespace thingwall::app
