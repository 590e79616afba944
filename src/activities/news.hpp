#pragma once
#include <functional>
#include <vector>

#include "activities/listing.hpp"
#include "base/clock.hpp"
#include "db/fwd.hpp"

namespace thingwall::activities {

/// What became of a public activity, as somebody who follows it wants to know.
struct News {
    enum class Kind { withdrawn, results, opened, coming, moved, closing };
    Kind kind = Kind::opened;
    EntryPointer entry;
};

inline constexpr int closing_soon_days = 7;

/// What is new between two moments (after the first, up to and with the second) of what everybody may see at the
/// second: one for each activity, the weightiest; by kind, then by last day.
[[nodiscard]] std::vector<News> news_between(db::Reader& reader, const Snapshot& snapshot,
                                             const std::function<EntryPointer(ActivityId)>& find, Instant from,
                                             Instant until);

}  // namespace thingwall::activities
