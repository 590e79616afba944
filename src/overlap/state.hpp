#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "overlap/evidence.hpp"
#include "overlap/extents.hpp"
#include "overlap/kin.hpp"
#include "overlap/model.hpp"
#include "overlap/overlap.hpp"
#include "overlap/timeline.hpp"

namespace thingwall::overlap {

/// Two runs that lie further apart are no overlap; the labelled register draws the line there (reference: 30 days).
inline constexpr std::int32_t grace_days = 30;

/// The log of odds of a likelihood; very low for 0.
[[nodiscard]] double least_log_odds(double likelihood);

struct Entry {
    std::shared_ptr<const Ask> ask;  ///< without its extent, which stands in Extents once
    std::shared_ptr<const Prepared> text;
    std::shared_ptr<const Kin> kin;  ///< only where its text speaks of being part of something
    ExtentId extent = 0;
    std::int32_t first = 0, last = 0;
    // Copies of what rules most pairs out, to be had without a walk through memory.
    ActivityId id, umbrella;  ///< umbrella: its own id when it is part of none
    OrganisationId body;
    std::int64_t series = 0;
    std::uint64_t codes = 0;  ///< of the declared audience, a bit each; all when it asks everyone, none when blank
    bool joint = false;
    [[nodiscard]] bool live() const { return ask != nullptr; }
};

/// What an index holds. Readers hold the mutex shared, writers alone; what is learned is swapped whole.
struct Index::State {
    explicit State(GroundPlan ground);

    mutable std::shared_mutex mutex;
    mutable std::mutex turn;  ///< readers who come after a waiting writer wait too, or reading would never pause
    [[nodiscard]] std::shared_lock<std::shared_mutex> reading() const {
        std::lock_guard mine(turn);
        return std::shared_lock(mutex);
    }
    [[nodiscard]] std::unique_lock<std::shared_mutex> writing() {
        std::lock_guard mine(turn);
        return std::unique_lock(mutex);
    }
    std::mutex learning;  ///< one learns at a time
    std::vector<std::string> place_names;
    std::shared_ptr<const Knowledge> knowledge;  ///< what is learned with next; the model's own until words change
    std::shared_ptr<const Model> model;
    Extents extents;
    std::vector<Timeline> timelines;  ///< by extent
    std::vector<Entry> entries;       ///< by slot
    std::vector<Slot> free;
    std::unordered_map<std::int64_t, Slot> slots;
    std::unordered_multimap<std::size_t, Slot> titles;  ///< hash of the folded title
    std::unordered_map<std::int64_t, int> children;     ///< activities linked to an umbrella

    /// Entry of an ask that need not be kept; its extent is not entered.
    [[nodiscard]] Entry entry_of(const Ask& ask, const Model& by) const;
    static void set_codes(Entry& entry);
    static std::shared_ptr<const Kin> kin_of(const Ask& ask);
    void insert(Entry entry, const Extent& extent);
    void erase(Slot slot);
    [[nodiscard]] const Entry* find(ActivityId id) const;

    [[nodiscard]] Meet meet(const Entry& a, const Entry& b) const;
    /// The cheap reasons, then those that its words give. Disjoint audiences may escape the first (compare_if finds
    /// them).
    [[nodiscard]] RuledOut ruled_out(const Entry& a, const Entry& b) const;
    [[nodiscard]] RuledOut ruled_out_by_text(const Entry& a, const Entry& b) const;
    [[nodiscard]] const Entry* parent_of(const Entry& child) const;
    [[nodiscard]] Finding finding(const Entry& a, const Entry& b, const Ground& ground, const Compared& compared,
                                  RuledOut ruled_out) const;
    [[nodiscard]] std::vector<Finding> screen(Entry entry, std::span<const Meeting> meetings,
                                              const ScreenOptions& options) const;
};

}  // namespace thingwall::overlap
