#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "activities/activities.hpp"
#include "forums/views.hpp"
#include "overlap/overlap.hpp"

/// The agenda pack of a steering group's meeting: values in, HTML out.
namespace thingwall::forums::views {

struct Numbers {
    std::int64_t registered = 0, reported = 0;
};
struct Pack {
    Forum forum;
    Meeting meeting;
    std::string partnership;
    Date today;
    std::optional<Meeting> before;  ///< the meeting before this one
    Date since;                     ///< its day, or three months before this one
    Numbers now, then;
    overlap::SteeringChallenges challenges;
    bool overlaps_known = true;

    std::vector<ActionView> open, done;
    std::int64_t open_total = 0;

    DateRange year = *DateRange::make(Date{}, Date{});
    activities::ForwardPlan plan;
    const activities::Lanes* lanes = nullptr;

    std::string layer;  ///< "ward": of the places below
    DateRange quarter = *DateRange::make(Date{}, Date{});
    std::vector<activities::AreaLoad> loads;  ///< most asked first

    std::vector<activities::Overdue> overdue;  ///< all, the one that waits longest first
    activities::Compact last_year, ahead;
    DateRange last_year_days = *DateRange::make(Date{}, Date{}), ahead_days = *DateRange::make(Date{}, Date{});

    bool can_print = false;  ///< a PDF can be made here
    bool as_file = false;    ///< this is what the PDF is made from
};
void pack(html::Writer& page, const Pack& view, const activities::Lists& lists);

/// One long list of the pack, page by page.
struct PackList {
    enum class What { overdue, short_ones } what = What::overdue;
    MeetingId meeting;
    Date today;
    std::vector<activities::Overdue> overdue;
    std::vector<activities::EntryPointer> short_ones;  ///< under 12 weeks without a reason
    std::int64_t total = 0;
    html::Writer below{256};
};
void pack_list(html::Writer& page, const PackList& view, const activities::Lists& lists);

}  // namespace thingwall::forums::views
