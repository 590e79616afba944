#pragma once
#include "base/result.hpp"
#include "ogc/types.hpp"

namespace thingwall::ogc {

/// Errors: invalid, naming each parameter at fault: one that is not known (requirement 8 of the standard), a bbox that
/// is not four numbers (or six, of which the heights are left out), a datetime that is none, a limit below 1.
[[nodiscard]] Result<ItemsQuery> items_query(const std::vector<std::pair<std::string, std::string>>& query);
/// "2026-03-01", "2026-03-01T10:00:00Z", "2026-03-01/2026-04-01", "../2026-04-01", "2026-03-01/..".
[[nodiscard]] Result<Days> parse_days(std::string_view text);

/// The description of all addresses (OpenAPI 3.0), as JSON.
[[nodiscard]] std::string openapi(std::string_view title, std::string_view root,
                                  const std::vector<Collection>& collections);

}  // namespace thingwall::ogc
