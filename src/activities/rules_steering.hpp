#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "activities/listing.hpp"
#include "base/date.hpp"

/// What a steering group looks at besides the forward plan: figures of the register, for all partners alike. Drafts are
/// nobody's but their lead's, and never counted. Pure; one look at each activity.
namespace thingwall::activities {

/// How many of them were registered on a day of the range.
[[nodiscard]] std::int64_t registered_in(const Snapshot& snapshot, const DateRange& days);

/// The Compact's two figures (National Audit Office, 2012): consultations under 12 weeks, and how many of these give no
/// reason. A consultation is an activity with a written method of which the days are known; withdrawn ones do not
/// count.
struct CompactCount {
    std::int64_t all = 0, short_ones = 0, without_reason = 0;
};
struct Compact {
    CompactCount together;
    std::vector<std::pair<OrganisationId, CompactCount>> by_lead;  ///< most without a reason first
    std::vector<EntryPointer> without_reason;                      ///< by first day
};
/// Of those that open on a day of the range.
[[nodiscard]] Compact compact_of(const Snapshot& snapshot, const DateRange& days);

/// Closed, and people were to be told by now what came of it, and nothing is written down.
struct Overdue {
    EntryPointer entry;
    Date due;
};
/// The one that waits longest first.
[[nodiscard]] std::vector<Overdue> overdue_feedback(const Snapshot& snapshot, Date today);
/// Closed on a day of the range with what people said written down.
[[nodiscard]] std::int64_t reported_in(const Snapshot& snapshot, const DateRange& days);

/// How many activities an average resident of an area is within the reach of in some days, and in as many before.
struct AreaLoad {
    AreaId area;
    std::string name;
    double now = 0, before = 0;
};
/// Areas of a layer, the most asked first: the sum over the activities whose days meet the range of the share of the
/// area's residents whom each reaches, as docs/burden.md says.
[[nodiscard]] std::vector<AreaLoad> load_of(const Snapshot& snapshot, const Lists& lists, std::string_view layer,
                                            const DateRange& days, const DateRange& before);
/// The quarter of a year that holds the day; "July to September 2026".
[[nodiscard]] DateRange quarter_of(Date day);

}  // namespace thingwall::activities
