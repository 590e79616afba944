#pragma once
#include <string_view>

#include "activities/sheet.hpp"

namespace thingwall::activities {

/// Whether the bytes begin as JSON does.
[[nodiscard]] bool is_consultations(std::string_view bytes);

/// The list that Citizen Space gives to everybody (API 2.4, json_search_results with fields=all), one consultation a
/// row: id, title, url, overview, why, startdate, enddate, what_happens_next, resultsdate, workspace, areas, audiences,
/// interests and contacts. HTML becomes plain text. What is not read is said in `notes`. Errors: invalid, saying where;
/// too_large.
[[nodiscard]] Result<Sheet> read_consultations(std::string_view bytes, const SheetLimits& limits);

}  // namespace thingwall::activities
