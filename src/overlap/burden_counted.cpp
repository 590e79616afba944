#include "overlap/burden_counted.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <stdexcept>
#include <unordered_map>

#include "overlap/lists.hpp"

namespace thingwall::overlap {

bool is_everyone(std::string_view code) {
    return code == "everyone" || code == "all";
}

std::uint64_t bit_of_group(std::string_view code) {
    const auto& audiences = listed_audiences().all();
    for (std::size_t i = 0; i < audiences.size(); ++i)
        if (audiences[i].code == code) return std::uint64_t{1} << i;
    return code == "any" ? ~std::uint64_t{0} : of_everyone;
}

Counted counted_in(const Overlaps::Inside& inside, const Screened& screened, Date first, Date last) {
    std::unordered_map<std::string_view, std::uint64_t> bit_of;
    const auto& audiences = listed_audiences().all();
    if (audiences.size() > 63) throw std::logic_error("the list of audiences has outgrown its bits");
    for (std::size_t i = 0; i < audiences.size(); ++i) bit_of[audiences[i].code] = std::uint64_t{1} << i;
    Counted counted;
    auto reaches = screened.index().reaches(first, last);
    counted.extents = std::move(reaches.extents);
    for (const auto& reach : reaches.asks) {
        auto asking = inside.find(reach.id);
        if (!asking || asking->shown.draft) continue;
        if (!asking->shown.day_known) {
            ++counted.without_days;
            continue;
        }
        std::uint64_t groups = 0;
        for (const auto& code : asking->ask.audience_codes)
            if (is_everyone(code))
                groups = ~std::uint64_t{0};
            else if (const auto bit = bit_of.find(code); bit != bit_of.end())
                groups |= bit->second;
        if (groups == 0) groups = ~std::uint64_t{0};  // nobody said: anybody may be asked
        counted.asked.push_back(
            {reach.first, reach.last, reach.extent, static_cast<double>(asking->shown.minutes.value_or(0))});
        counted.groups.push_back(groups);
        counted.who.push_back(std::move(asking));
    }
    return counted;
}

const places::AtlasLayer* usual_layer(const places::Atlas& atlas) {
    if (const auto* wards = atlas.layer_of_kind(places::LayerKind::ward)) return wards;
    for (const auto& layer : atlas.layers())
        if (layer.id != atlas.block_layer()) return &layer;
    return nullptr;
}

Extent extent_of(const places::Extent& people) {
    Extent extent;
    for (const auto& portion : people) extent.push_back({portion.block, portion.share});
    return extent;
}

std::vector<TooOften> too_often(const Counted& counted, std::span<const double> residents,
                                std::span<const Extent> places, std::size_t groups, const Periods& periods, int limit) {
    // Which of the places each extent reaches.
    std::vector<std::vector<std::uint32_t>> reached(counted.extents.size());
    for (std::uint32_t p = 0; p < places.size(); ++p) {
        const auto reach = reach_of(counted.extents, residents, places[p]);
        for (std::size_t e = 0; e < reach.size(); ++e)
            if (reach[e] >= reaches_a_place) reached[e].push_back(p);
    }
    struct Days {
        std::int32_t first, last;
    };
    std::vector<Days> months;
    for (int m = 0; m < periods.count; ++m)
        months.push_back({periods.first_of(m).first_day().number(), periods.first_of(m + 1).first_day().number() - 1});
    // Times of each place, community (everyone last) and month. What asks everyone is counted once, and added after.
    const std::size_t wide = groups + 1;
    std::vector<int> times(places.size() * wide * months.size());
    const auto at = [&](std::size_t place, std::size_t group, std::size_t month) -> int& {
        return times[(place * wide + group) * months.size() + month];
    };
    std::uint64_t named = 0;
    for (std::size_t i = 0; i < counted.asked.size(); ++i) {
        const auto& one = counted.asked[i];
        const auto bits = counted.groups[i];
        const bool everyone = bits == ~std::uint64_t{0};
        if (!everyone) named |= bits;
        for (std::size_t m = 0; m < months.size(); ++m) {
            if (one.last < months[m].first || one.first > months[m].last) continue;
            for (const auto place : reached[one.extent]) {
                if (everyone) ++at(place, groups, m);
                for (auto rest = everyone ? 0 : bits; rest != 0; rest &= rest - 1)
                    ++at(place, static_cast<std::size_t>(std::countr_zero(rest)), m);
            }
        }
    }
    const auto asked = [&](std::size_t place, std::size_t group, std::size_t month) {
        return at(place, groups, month) + (group == groups ? 0 : at(place, group, month));
    };
    std::vector<TooOften> found;
    for (std::size_t place = 0; place < places.size(); ++place)
        for (std::size_t group = 0; group < wide; ++group) {
            if (group < groups && (named >> group & 1) == 0) continue;
            TooOften most{place, group, periods.from, 0};
            for (std::size_t m = 0; m < months.size(); ++m) {
                const int here = asked(place, group, m);
                const bool as_everyone = group < groups && asked(place, groups, m) > limit;
                const bool as_everywhere = place > 0 && asked(0, group, m) > limit && asked(0, group, m) >= here;
                if (here <= most.times || as_everyone || as_everywhere) continue;
                most.times = here;
                most.month = periods.first_of(static_cast<int>(m));
            }
            if (most.times > limit) found.push_back(most);
        }
    std::ranges::stable_sort(found, std::greater<>{}, &TooOften::times);
    return found;
}

}  // namespace thingwall::overlap
