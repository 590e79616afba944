#pragma once
#include <string_view>

#include "web/types.hpp"

namespace thingwall::web {

/// Reads the value of a Cookie header (RFC 6265, 4.2.1): "a=1; b=two". Values are percent-decoded. What is malformed is
/// left out, since other programs on the same host may have set it. At most 50 are kept.
[[nodiscard]] Fields parse_cookies(std::string_view header);

}  // namespace thingwall::web
