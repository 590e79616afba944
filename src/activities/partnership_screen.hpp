#pragma once
#include "activities/screen.hpp"

namespace thingwall::overlap {
class Overlaps;
}

namespace thingwall::activities {

/// Overlap's answers in the register's words: an Activity becomes an Ask, its footprint ground on the grid.
class PartnershipScreen final : public Screen {
public:
    PartnershipScreen(overlap::Overlaps& overlaps, const Lists& lists) : overlaps_(overlaps), lists_(lists) {}

    std::vector<overlap::Finding> others(const Activity& ask, std::size_t most) const override;
    std::vector<overlap::AskedBefore> asked_before(const Activity& ask, std::size_t most) const override;
    std::int64_t count(ActivityId id) const override;
    double share_of(const Footprint& part, const Footprint& ground) const override;
    std::optional<html::MapFigure> shared_ground(const Footprint& ours, const Footprint& theirs, std::string_view id,
                                                 std::string_view title) const override;
    void replace_all(std::vector<Activity> activities) override;
    void put(const Activity& activity) override;
    void remove(ActivityId id) override;

private:
    overlap::Overlaps& overlaps_;
    const Lists& lists_;
};

}  // namespace thingwall::activities
