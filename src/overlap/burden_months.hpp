#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "overlap/types.hpp"

/// How often the people of a place are asked in each month: what the burden page counts. docs/burden.md has the
/// formula.
namespace thingwall::overlap {

/// A month of the calendar, counted on from January of the year 0.
class Month {
public:
    constexpr explicit Month(int number = 0) : number_(number) {}
    [[nodiscard]] static Month of(Date day) { return Month(day.year() * 12 + day.month() - 1); }
    [[nodiscard]] constexpr int number() const { return number_; }
    [[nodiscard]] constexpr int year() const { return number_ / 12; }
    [[nodiscard]] constexpr int month() const { return number_ % 12 + 1; }  ///< 1 to 12
    [[nodiscard]] Date first_day() const { return *Date::make(year(), month(), 1); }
    [[nodiscard]] Date last_day() const { return (*this + 1).first_day() - 1; }
    friend constexpr auto operator<=>(Month, Month) = default;
    friend constexpr Month operator+(Month month, int months) { return Month(month.number_ + months); }
    friend constexpr int operator-(Month later, Month earlier) { return later.number_ - earlier.number_; }

private:
    int number_;
};

/// An activity as it is counted. Days are numbers, as Date has them, both included.
struct AskedOnce {
    std::int32_t first = 0, last = 0;
    std::uint32_t extent = 0;  ///< which of the extents it asks
    double minutes = 0;        ///< that it takes to take part; 0 where nobody said
};

/// What the people of one place are asked in one month, or another period.
struct Load {
    int times = 0;       ///< activities that reach at least half of its residents
    double asks = 0;     ///< activities that an average resident is within the reach of
    double minutes = 0;  ///< minutes of these, of an average resident
    friend bool operator==(const Load&, const Load&) = default;
};

/// Reach from which on an activity counts as one that asks a place.
inline constexpr double reaches_a_place = 0.5;

/// Residents of `place` within each extent, over the residents of `place`; all 0 where nobody lives. `residents` are
/// those of the small areas; a place names each of them once.
[[nodiscard]] std::vector<double> reach_of(std::span<const Extent> extents, std::span<const double> residents,
                                           const Extent& place);

/// Periods that follow one another: twelve months, or the quarters of some years.
struct Periods {
    Month from;
    int count = 12;
    int months_each = 1;
    [[nodiscard]] Month first_of(int period) const { return from + period * months_each; }
};

/// For each place (rows) and each period (columns): places x periods values. An activity counts in each period that has
/// one of its days. Extents and places name each small area once. Cost: activities once, then the small areas of the
/// extents.
[[nodiscard]] std::vector<Load> load_by_period(std::span<const AskedOnce> asked, std::span<const Extent> extents,
                                               std::span<const double> residents, std::span<const Extent> places,
                                               const Periods& periods);

/// Runs of `days` that begin on a Monday from `from` on, within so many weeks, in which a place is asked least; the
/// earlier first among equals, none that share a day, in order of time, at most `most`. `asks` are those that reach it.
struct QuietRun {
    DateRange days;
    int times = 0;  ///< activities with a day in the run
};
[[nodiscard]] std::vector<QuietRun> quiet_runs(std::span<const AskedOnce> asks, Date from, int weeks, int days,
                                               std::size_t most);

}  // namespace thingwall::overlap
