#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "cli/command.hpp"
#include "overlap/overlaps.hpp"  // IWYU pragma: export  the capability: pages, and what others ask it
#include "overlap/refit.hpp"
#include "overlap/types.hpp"
#include "overlap/weights.hpp"

namespace thingwall::overlap {

/// What is told of the ground, once: residents of each small area, and the names of places, which say nothing of a
/// subject.
struct GroundPlan {
    std::vector<double> residents;
    std::vector<std::string> place_names;
    std::vector<LocalWord> local_words = {};
    Weights weights = built_in_weights();
};

struct ScreenOptions {
    double at_least = 0.3;  ///< likelihood; 0.3 is possible
    std::size_t most = 20;
    bool ruled_out = false;  ///< also pairs that nobody need challenge, with the reason, after the others
};

/// All asks of a partnership in memory. Answers are exact: every pair that meets is compared. Any number of threads may
/// ask while others put; who asks sees each change whole or not at all. The order of results does not depend on the
/// order in which asks were put: strongest first, ties by id.
class Index {
public:
    explicit Index(GroundPlan ground);
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    /// Enters an ask, or takes the place of the one with its id. Text is compared by what was last learned; a register
    /// of less than 1,000 that has grown by half is learned anew at once (some milliseconds to some tens).
    void put(Ask ask);
    void put_all(std::vector<Ask> asks);  ///< many at once, then relearns
    void remove(ActivityId id);
    [[nodiscard]] std::size_t size() const;

    /// Learns from the register anew: which words are rare, which go together, who is meant by what. Others may read
    /// and put meanwhile. For 2,000 activities a fraction of a second, for 100,000 some tens of seconds: a job's work.
    void relearn();
    /// From the next relearn() on the place's own words are these, and evidence is weighed so.
    void teach(std::vector<LocalWord> local, Weights weights);
    /// The weights that findings are made by now.
    [[nodiscard]] Weights weights() const;
    /// What was seen of a pair, as refit() takes it (`same` left open); nothing where one is not known, or they are
    /// ruled out.
    [[nodiscard]] std::optional<Judged> seen_of(ActivityId a, ActivityId b) const;
    /// Pairs that meet, are not ruled out and are less likely than `below`: how many there are, and so many of them
    /// drawn at random, each as likely as any other.
    struct Drawn {
        std::vector<Pair> pairs;
        std::int64_t of = 0;
    };
    [[nodiscard]] Drawn draw_below(double below, std::size_t most, Random& random) const;
    /// Whether the register has grown by half, or lost a third, since it was learned from, or its words changed.
    [[nodiscard]] bool worth_relearning() const;
    /// How many activities it learned from the last time: another number means that all pairs may have changed.
    [[nodiscard]] std::size_t learned_from() const;

    /// Who else asks the same people the same thing; the ask need not be in the index, and is never found itself.
    [[nodiscard]] std::vector<Finding> screen(const Ask& ask, ScreenOptions options = {}) const;
    [[nodiscard]] std::vector<Finding> screen(ActivityId id, ScreenOptions options = {}) const;
    /// What these people were asked about the same subject in the three years before, nearest in time first.
    [[nodiscard]] std::vector<AskedBefore> asked_before(const Ask& ask, std::size_t most = 5) const;
    /// One pair in full, also where it is ruled out or far apart; nothing when one of them is not known.
    [[nodiscard]] std::optional<Finding> compare(ActivityId a, ActivityId b) const;
    /// Every pair that meets in people, place and time and is not ruled out, each once, strongest first.
    [[nodiscard]] std::vector<Pair> all_pairs(double at_least = 0) const;

    /// Subjects of the list that a text is about, strongest first: to suggest while somebody types.
    [[nodiscard]] std::vector<std::string> suggest_subjects(const Ask& ask, std::size_t most = 5) const;
    /// How alike two texts are to the eyes of this register: log of odds, larger is more alike.
    [[nodiscard]] double text_likeness(const Ask& a, const Ask& b) const;
    [[nodiscard]] std::vector<std::vector<double>> text_likeness_of_all(const std::vector<Ask>& asks) const;
    /// Where and when each activity that runs on one of these days asks, for sums over all.
    struct Reach {
        ActivityId id;
        std::int32_t first = 0, last = 0;  ///< days as Date::number(); the usual length where nobody said
        std::uint32_t extent = 0;          ///< counts from 0 in `extents`
    };
    struct Reaches {
        std::vector<Reach> asks;
        std::vector<Extent> extents;  ///< each once
    };
    [[nodiscard]] Reaches reaches(Date first, Date last) const;
    /// Bytes held for asks and what was learned, as far as we count them.
    [[nodiscard]] std::size_t bytes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// `thingwall overlap screen`.
[[nodiscard]] std::span<const cli::Command> commands();

}  // namespace thingwall::overlap
