#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/listing.hpp"
#include "base/date.hpp"
#include "overlap/types.hpp"

/// The forward plan: a year of activities in lanes, and the pairs that ask the same people. Pure; works on the list in
/// memory, and costs one look at each activity of the year.
namespace thingwall::activities {

enum class LanesBy { community, body, area };

struct LaneName {
    std::string key;   ///< as in an address: "older-people", "17"
    std::string name;  ///< "Older people", "Harbour"
    std::string note;  ///< "ward"; empty where the name says all
};

/// The lanes of a plan, and which of them an activity stands in: one, several, and never none.
class Lanes {
public:
    /// Communities of interest in the order of the list; who asks everybody in a place comes first.
    [[nodiscard]] static Lanes of_communities(const Lists& lists);
    /// By the body that leads; who has left comes last, together.
    [[nodiscard]] static Lanes of_bodies(const Lists& lists);
    /// Areas of one layer ("ward"). An activity stands in the lane of each area of which it reaches half of the
    /// residents, or where half of those whom it reaches live; where there is none such, in the one where most of them
    /// live. The whole borough is a lane of its own.
    [[nodiscard]] static Lanes of_areas(const Lists& lists, std::string_view layer);

    [[nodiscard]] LanesBy by() const { return by_; }
    [[nodiscard]] const std::string& layer() const { return layer_; }
    [[nodiscard]] const std::vector<LaneName>& names() const { return names_; }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view key) const;
    /// Takes the place of what `into` held.
    void of(const Entry& entry, std::vector<std::size_t>& into) const;

private:
    LanesBy by_ = LanesBy::community;
    std::string layer_;
    std::vector<LaneName> names_;
    std::unordered_map<std::string, std::size_t> by_code_;
    std::unordered_map<std::int64_t, std::size_t> by_number_;
};

/// Whether it asks the people of an area: the whole borough, or a hundredth of the area's residents or of its own are
/// in both. Less is drawing.
[[nodiscard]] bool reaches(const Entry& entry, AreaId area);

/// Twelve months from the first of this one.
[[nodiscard]] DateRange year_from(Date month);
/// "September 2026 to August 2027".
[[nodiscard]] std::string describe_months(const DateRange& year);
/// "2026-09"; nothing for what is no month between 1901 and 2198.
[[nodiscard]] std::optional<Date> parse_month(std::string_view text);
[[nodiscard]] std::string month_code(Date day);
/// So many months later (or earlier), the first day of it.
[[nodiscard]] Date months_later(Date day, int months);

/// Whether an activity that runs in the year is wanted at all.
using Wanted = std::function<bool(const Entry&)>;
/// What runs on some day of the year and may be seen, not withdrawn, by last day.
[[nodiscard]] std::vector<EntryPointer> running_in(const Snapshot& snapshot, const DateRange& year,
                                                   const Viewer& viewer, Date today, const Wanted& wanted);

struct PlanBar {
    EntryPointer entry;
    int number = 0;  ///< in the picture; the same activity has the same number in all its lanes
};
/// Two activities that ask the same people.
struct PlanPair {
    overlap::OpenPair pair;
    EntryPointer a, b;
    int number_a = 0, number_b = 0;  ///< in the picture; 0 where it is not in it
    std::optional<DateRange> common;
};
struct PlanLane {
    std::size_t lane = 0;  ///< of the names
    std::int64_t total = 0, in_pairs = 0;
    std::vector<PlanBar> bars;  ///< by first day
};
struct ForwardPlan {
    std::int64_t total = 0;        ///< that run in the year and were wanted
    std::int64_t in_picture = 0;   ///< each counted once
    std::vector<PlanLane> lanes;   ///< of this page, those without an activity left out
    std::int64_t lanes_total = 0;  ///< that have an activity
    std::int64_t pairs_total = 0;  ///< of which one is wanted and neither is over
    std::int64_t not_asked = 0;    ///< of these: nobody was asked about them yet
    std::vector<PlanPair> pairs;   ///< those asked for, soonest in common first
    std::vector<PlanPair> marked;  ///< those with a bar in the picture, or among the rows to mark
};

/// How much of it is drawn at once.
struct PlanPage {
    std::optional<std::size_t> lane;  ///< this one alone, with all that is in it, page by page
    std::int64_t page = 1;            ///< of lanes, or of the bars of the one lane
    std::int64_t lanes = 20, bars = 12, bars_alone = 60;
    std::int64_t pairs_page = 1, pairs = 20;  ///< a page beyond the last is the last
    bool not_asked_only = false;              ///< only pairs that nobody was asked about, page by page
    std::vector<ActivityId> mark = {};        ///< also give the pairs of these
};
/// A page beyond the last is the last. Of a lane with more than fit, those that ask the same people as another come
/// first, then what is not over, then those that reach the most residents.
/// `find` gives an activity that is not among the rows and may be seen; null for none.
using FindEntry = std::function<EntryPointer(ActivityId)>;
[[nodiscard]] ForwardPlan make_plan(const std::vector<EntryPointer>& rows, const Lanes& lanes,
                                    const std::vector<overlap::OpenPair>& open, const FindEntry& find, PlanPage& page,
                                    Date today);

/// One day of a calendar.
struct CalendarDay {
    Date day;
    bool of_month = true;
    std::vector<EntryPointer> opens, closes;
    std::int64_t running = 0;  ///< open on that day, those that open and close included
};
/// Whole weeks from Monday that hold the month. An activity of which only the month or year is known runs, and neither
/// opens nor closes on a day.
[[nodiscard]] std::vector<CalendarDay> calendar_of(const std::vector<EntryPointer>& rows, Date month);

}  // namespace thingwall::activities
