#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace thingwall {

inline constexpr std::size_t longest_email = 254;  ///< bytes: RFC 5321, section 4.5.3.1.3

/// An email address as people write it, trimmed. Takes nothing that could begin a second address or another line of a
/// letter's head. Errors: invalid, with an example of what is expected.
[[nodiscard]] Result<std::string> check_email(std::string_view typed);

}  // namespace thingwall
