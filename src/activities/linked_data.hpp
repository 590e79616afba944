#pragma once
#include <string>
#include <string_view>

#include "activities/feed.hpp"

namespace thingwall::activities {

/// The activity as a schema.org Event in JSON-LD, by which search engines list what is on. Its sessions are events
/// within it. `place` is the borough. Of dates that are not known to the day, only the year or month is given.
[[nodiscard]] std::string event_json(const Activity& activity, const FeedContext& context, std::string_view place);

}  // namespace thingwall::activities
