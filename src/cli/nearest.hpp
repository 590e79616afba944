#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace thingwall::cli {

/// The name that was probably meant: the one with the fewest letters wrong, left out, added or swapped; nothing when
/// more than a third of the letters are wrong.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> names);

}  // namespace thingwall::cli
