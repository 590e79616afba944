#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace thingwall::overlap {

using Slot = std::uint32_t;

/// Which asks of one extent run when. Days are numbers. What runs for more than half a year (panels, standing forums)
/// stands apart and is looked through whole, so that one of five years does not widen the window of all.
class Timeline {
public:
    void add(std::int32_t first, std::int32_t last, Slot slot) {
        const Span span{first, last, slot};
        auto& list = last - first > brief_days ? standing_ : brief_;
        list.insert(std::ranges::upper_bound(list, first, {}, &Span::first), span);
    }
    void remove(std::int32_t first, std::int32_t last, Slot slot) {
        auto& list = last - first > brief_days ? standing_ : brief_;
        auto at = std::ranges::lower_bound(list, first, {}, &Span::first);
        while (at != list.end() && at->slot != slot) ++at;
        if (at != list.end()) list.erase(at);
    }
    /// Calls `take(slot, first, last)` for all that run within `grace` days of the period.
    template <class Take>
    void near(std::int32_t first, std::int32_t last, std::int32_t grace, Take take) const {
        auto at = std::ranges::lower_bound(brief_, first - brief_days - grace, {}, &Span::first);
        for (; at != brief_.end() && at->first <= last + grace; ++at)
            if (at->last >= first - grace) take(at->slot, at->first, at->last);
        for (const auto& span : standing_)
            if (span.first <= last + grace && span.last >= first - grace) take(span.slot, span.first, span.last);
    }
    [[nodiscard]] std::size_t bytes() const { return (brief_.capacity() + standing_.capacity()) * sizeof(Span); }

private:
    static constexpr std::int32_t brief_days = 183;
    struct Span {
        std::int32_t first, last;
        Slot slot;
    };
    std::vector<Span> brief_, standing_;  // by first day
};

}  // namespace thingwall::overlap
