#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/listing.hpp"
#include "activities/types.hpp"
#include "html/figures.hpp"
#include "overlap/types.hpp"

namespace thingwall::activities {

/// Gives every activity that is screened, one after another, as the database has it when it is called.
using EveryActivity = std::function<void(const std::function<void(Activity&&)>& take)>;

/// Who else asks the same people: the register's view of overlap and of the ground. Safe to call from any thread.
class Screen {
public:
    virtual ~Screen() = default;

    /// Whether all that was put before is known; waits a moment for it. While it is false, as after a start with a
    /// large register, others(), asked_before() and count() leave out what is not known yet: pages say so.
    [[nodiscard]] virtual bool ready() const = 0;

    /// Others that ask the same people about the same in the same time, likely or possible, strongest first; also for
    /// an activity that is not registered yet. Pairs that are ruled out are left out.
    [[nodiscard]] virtual std::vector<overlap::Finding> others(const Activity& ask, std::size_t most) const = 0;
    /// What these people were asked about the same subject before, nearest first.
    [[nodiscard]] virtual std::vector<overlap::AskedBefore> asked_before(const Activity& ask,
                                                                         std::size_t most) const = 0;
    /// Every pair that is flagged or being asked about, and not settled, by ids; the same until something changes.
    [[nodiscard]] virtual std::shared_ptr<const std::vector<overlap::OpenPair>> open_pairs() const = 0;
    /// Number of others() of a registered activity.
    [[nodiscard]] virtual std::int64_t count(ActivityId id) const = 0;
    /// How often one community may be asked in a month: the partnership's own limit.
    [[nodiscard]] virtual int most_asks_a_month() const = 0;
    /// Share (0 to 1) of the residents of `part` who live on `ground` too.
    [[nodiscard]] virtual double share_of(const Footprint& part, const Footprint& ground) const = 0;
    /// Both grounds on a small map, what is in both hatched; nothing where there is nothing to draw.
    [[nodiscard]] virtual std::optional<html::MapFigure> shared_ground(const Footprint& ours, const Footprint& theirs,
                                                                       std::string_view id,
                                                                       std::string_view title) const = 0;

    /// Where the activities come from; read when they are asked for first.
    virtual void read_from(EveryActivity source) = 0;
    /// What was read is not true any more: all is read again.
    virtual void read_anew() = 0;
    virtual void put(const Activity& activity) = 0;
    virtual void remove(ActivityId id) = 0;
};

/// How often a community is asked in one month.
struct MonthLoad {
    int year = 0, month = 0;
    int asks = 0;
};
/// How often the people of an ask are asked, others' asks only, month by month.
struct Burden {
    std::string who;                ///< "Older people"
    std::string where;              ///< "Harbour": the area of the ask that is asked most in its months
    std::vector<MonthLoad> months;  ///< from the month before it opens, five in all
    int worst = 0;                  ///< the largest of the months in which it runs
    int worst_year = 0, worst_month = 0;
    struct Quiet {
        DateRange days;
        int asks;
    };
    std::vector<Quiet> quieter;  ///< runs of the same length that begin on a Monday, asked least, at most two
};
/// An ask counts for an area when it reaches at least half of its residents and these people (the same communities, or
/// everyone). Withdrawn ones and drafts of others do not count.
[[nodiscard]] Burden burden_of(const Activity& ask, const Snapshot& snapshot, const Viewer& viewer, Date today,
                               const Screen& screen, const Lists& lists);

}  // namespace thingwall::activities
