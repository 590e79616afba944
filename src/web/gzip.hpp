#pragma once
#include <string>
#include <string_view>

namespace thingwall::web {

/// The bytes as a gzip file (RFC 1952), level 1 (fast) to 9 (small). Empty when that would not be smaller.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);
/// Whether an Accept-Encoding header takes gzip ("gzip;q=0" does not).
[[nodiscard]] bool takes_gzip(std::string_view accept_encoding);
/// Whether a body of this type is worth the work: text, JSON, SVG and their kin.
[[nodiscard]] bool is_text(std::string_view content_type);

}  // namespace thingwall::web
