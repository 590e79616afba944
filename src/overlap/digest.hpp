#pragma once
#include <string>
#include <string_view>

namespace thingwall::overlap {

/// Twelve characters that change when the text does (BLAKE2b). To tell versions apart, not to keep secrets.
[[nodiscard]] std::string short_digest(std::string_view text);

}  // namespace thingwall::overlap
