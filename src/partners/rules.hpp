#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "partners/types.hpp"

namespace thingwall::partners {

/// Every fault at once, under the draft's own names. Everything may be left out.
[[nodiscard]] Result<Profile> check(const ProfileDraft& draft);

/// "www.example.org/path" gets https:// before it. Errors: invalid for any scheme but http and https, a host without a
/// dot, white space, or a name and password before the host (which make an address look like another's).
[[nodiscard]] Result<std::string> check_web_address(std::string_view typed);

/// As people write numbers: digits, spaces, brackets, hyphens, a leading +, and an extension ("ext 12"). 6 to 20
/// digits.
[[nodiscard]] Result<std::string> check_telephone(std::string_view typed);

/// The paragraphs of a description: what empty lines part.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view description);

}  // namespace thingwall::partners
