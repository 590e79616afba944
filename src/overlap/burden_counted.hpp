#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "overlap/burden_months.hpp"
#include "overlap/service.hpp"

/// What the burden counts of the register in some days: shared by its page and the desk.
namespace thingwall::overlap {

/// What asks everyone asks each community, and this one, which no list has.
inline constexpr std::uint64_t of_everyone = std::uint64_t{1} << 63;
[[nodiscard]] bool is_everyone(std::string_view code);
/// The bit of a community of the list; all for "any", and everyone's for what is no community.
[[nodiscard]] std::uint64_t bit_of_group(std::string_view code);

/// What of the register counts in some months, once for all that is shown.
struct Counted {
    std::vector<AskedOnce> asked;
    std::vector<AskingPointer> who;     ///< beside `asked`
    std::vector<std::uint64_t> groups;  ///< beside `asked`: a bit for each community of the list; all for everyone
    std::vector<Extent> extents;
    std::int64_t without_days = 0;
};
[[nodiscard]] Counted counted_in(const Overlaps::Inside& inside, const Screened& screened, Date first, Date last);

/// The layer that the burden is shown in when nobody chooses: wards where there are any. Null without areas.
[[nodiscard]] const places::AtlasLayer* usual_layer(const places::Atlas& atlas);
[[nodiscard]] Extent extent_of(const places::Extent& people);

/// A community at a place that is asked more often in a month than the limit. `group` counts from 0 in the list of
/// communities; one more than its last is everyone.
struct TooOften {
    std::size_t place = 0, group = 0;
    Month month;  ///< in which it is asked most, the first of equals
    int times = 0;
};
/// Of each place and each community that somebody names: more than `limit` times in a month of the periods. The first
/// place is the whole borough. What a wider row says already is not said again: a community of a place where everyone
/// is asked too often in that month, or a place where the whole borough is, as often. Most asked first, then by place.
/// Cost: extents once for each place, then the activities times the places that they reach.
[[nodiscard]] std::vector<TooOften> too_often(const Counted& counted, std::span<const double> residents,
                                              std::span<const Extent> places, std::size_t groups,
                                              const Periods& periods, int limit);

}  // namespace thingwall::overlap
