#pragma once
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "toolkit/types.hpp"

namespace thingwall::toolkit {

/// Guides by method, from a text of "= method" lines, "[section]" lines, paragraphs and "- " points.
/// Errors: invalid, with the line of each fault.
[[nodiscard]] Result<std::map<std::string, Guide, std::less<>>> read_guides(std::string_view text);
/// The guides that the program brings.
[[nodiscard]] const std::map<std::string, Guide, std::less<>>& built_in();

/// Errors: invalid, with each field at fault.
[[nodiscard]] Result<Guide> check(const GuideDraft& draft);
[[nodiscard]] GuideDraft draft_of(const Guide& guide);

}  // namespace thingwall::toolkit
