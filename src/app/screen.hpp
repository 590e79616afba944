#pragma once
#include "activities/screen.hpp"
#include "app/footprints.hpp"
#include "overlap/overlap.hpp"

namespace thingwall::app {

/// The register's view of overlap. Keeps nothing of its own: what an activity is becomes an Ask, and goes to overlap.
class RegisterScreen final : public activities::Screen {
public:
    /// Both must outlive it.
    RegisterScreen(const activities::Lists& lists, overlap::Overlaps& overlaps) : lists_(lists), overlaps_(overlaps) {}

    [[nodiscard]] std::vector<overlap::Finding> others(const activities::Activity& ask,
                                                       std::size_t most) const override;
    [[nodiscard]] std::vector<overlap::AskedBefore> asked_before(const activities::Activity& ask,
                                                                 std::size_t most) const override;
    [[nodiscard]] std::shared_ptr<const std::vector<overlap::OpenPair>> open_pairs() const override {
        return overlaps_.open_pairs();
    }
    [[nodiscard]] std::int64_t count(ActivityId id) const override;
    [[nodiscard]] int most_asks_a_month() const override;
    [[nodiscard]] double share_of(const activities::Footprint& part,
                                  const activities::Footprint& ground) const override;
    [[nodiscard]] std::optional<html::MapFigure> shared_ground(const activities::Footprint& ours,
                                                               const activities::Footprint& theirs, std::string_view id,
                                                               std::string_view title) const override;
    [[nodiscard]] bool ready() const override { return overlaps_.ready(); }
    void read_from(activities::EveryActivity source) override;
    void read_anew() override { overlaps_.read_anew(); }
    void put(const activities::Activity& activity) override;
    void remove(ActivityId id) override;

private:
    [[nodiscard]] overlap::Ask ask_of(const activities::Activity& activity) const;
    [[nodiscard]] overlap::Asking asking_of(const activities::Activity& activity) const;

    const activities::Lists& lists_;
    overlap::Overlaps& overlaps_;
    Footprints footprints_;
};

}  // namespace thingwall::app
