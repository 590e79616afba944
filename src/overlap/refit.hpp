#pragma once
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "overlap/weights.hpp"

/// How decisions of people teach the weights, and how often the likelihoods came true.
namespace thingwall::overlap {

/// A pair that somebody judged.
struct Judged {
    EvidenceValues values{};
    double beside = 0;  ///< log of odds that is not fitted: of subjects that both leads chose
    bool same = false;  ///< it was one and the same exercise, whatever was decided about it
    /// How many pairs it stands for: 1 for one that was found, more for one drawn at random from those below the
    /// threshold.
    double stands_for = 1;
};

/// Log of odds that these weights give.
[[nodiscard]] double log_odds_of(const Judged& pair, const Weights& weights);

/// Ridge logistic regression that starts from the weights in force and is held to them: with few decisions little
/// changes. No factor may turn against its evidence.
[[nodiscard]] Weights refit(std::span<const Judged> judged, const Weights& from, std::string version);

/// Ten bins by what was said, and the Brier score: the mean of (said - came true)^2, 0 is best.
struct Reliability {
    struct Bin {
        double said = 0, was = 0;  ///< means, 0 to 1
        double pairs = 0;
    };
    std::array<Bin, 10> bins{};
    double brier = 0, pairs = 0;
};
[[nodiscard]] Reliability reliability(std::span<const Judged> judged, const Weights& weights);
/// Area under precision and recall of the ranking that these weights give; 0 where nothing was the same.
[[nodiscard]] double average_precision(std::span<const Judged> judged, const Weights& weights);

/// What a refit is worth on pairs that it has not seen: five parts, each judged by weights fitted to the other four.
struct Trial {
    double precision_before = 0, precision_after = 0;
    double brier_before = 0, brier_after = 0;
};
[[nodiscard]] Trial tried(std::span<const Judged> judged, const Weights& from);

/// Enough to fit to: fewer of either kind would teach chance.
inline constexpr std::size_t least_of_each = 15;

}  // namespace thingwall::overlap
