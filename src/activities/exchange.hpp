#pragma once
#include <string_view>

#include "activities/sheet.hpp"

namespace thingwall::activities {

/// The name and version that a list of this format says of itself. Members are added to it, never changed or taken
/// away, so that the version stays; docs/activities.schema.json says what they are.
inline constexpr std::string_view exchange_format = "thingwall-activities";
inline constexpr int exchange_version = 1;

/// Whether the bytes are JSON that says so of itself.
[[nodiscard]] bool is_exchange(std::string_view bytes);

/// A list of activities as /activities.json gives it, one a row, with headings of ours and codes in the cells. What is
/// kept elsewhere still is left out, and said in `notes`: it comes from where it is kept. An empty list has no rows.
/// Members that are not known are passed over. Errors: invalid, saying where; too_large.
[[nodiscard]] Result<Sheet> read_exchange(std::string_view bytes, const SheetLimits& limits);

}  // namespace thingwall::activities
