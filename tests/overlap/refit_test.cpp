#include "overlap/refit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "asks.hpp"
#include "overlap/overlap.hpp"

namespace thingwall::overlap {
namespace {

/// Pairs whose truth follows other weights than the program's: people count for more, words for less.
std::vector<Judged> decisions(std::size_t many, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> even(0, 1);
    auto factors = built_in_weights().factors();
    factors[0] = 0.3;
    factors[3] = 2.5;
    std::vector<Judged> pairs;
    for (std::size_t i = 0; i < many; ++i) {
        Judged pair;
        pair.values = {2 * normal(random),
                       even(random) < 0.5 ? 1.0 : 0.0,
                       0,
                       normal(random),
                       even(random),
                       0.2 * even(random),
                       even(random),
                       even(random)};
        double z = -4;
        for (std::size_t k = 0; k < evidence_kinds; ++k) z += factors[k] * pair.values[k];
        pair.same = even(random) < 1 / (1 + std::exp(-z));
        pairs.push_back(pair);
    }
    return pairs;
}

TEST(Refitting, MovesTowardsWhatTheDecisionsSayAndRanksPairsBetterThatItHasNotSeen) {
    const auto seen = decisions(2'000, 1), unseen = decisions(2'000, 2);

    const auto fitted = refit(seen, built_in_weights(), "own set 1");

    EXPECT_EQ(fitted.version, "own set 1");
    EXPECT_GT(fitted.people, built_in_weights().people + 0.5);
    EXPECT_LT(fitted.subject, built_in_weights().subject - 0.2);
    EXPECT_GT(average_precision(unseen, fitted), average_precision(unseen, built_in_weights()) + 0.02);
    EXPECT_LT(reliability(unseen, fitted).brier, reliability(unseen, built_in_weights()).brier);
    const auto trial = tried(seen, built_in_weights());
    EXPECT_GT(trial.precision_after, trial.precision_before);
    EXPECT_LT(trial.brier_after, trial.brier_before);
}

TEST(Refitting, FromFewDecisionsChangesLittleAndFromNoneNothing) {
    const auto few = refit(decisions(12, 3), built_in_weights(), "few"), none = refit({}, built_in_weights(), "none");

    for (std::size_t k = 0; k < evidence_kinds; ++k) {
        EXPECT_NEAR(few.factors()[k], built_in_weights().factors()[k], 0.6);
        EXPECT_NEAR(none.factors()[k], built_in_weights().factors()[k], 1e-9);
    }
    EXPECT_NEAR(none.start, built_in_weights().start, 1e-9);
}

TEST(Refitting, NeverTurnsEvidenceAgainstItself) {
    std::vector<Judged> odd;
    for (int i = 0; i < 200; ++i) {
        Judged pair;
        pair.values[5] = i % 2 == 0 ? 1 : 0;  // the more questions in common, the less the same
        pair.same = i % 2 != 0;
        odd.push_back(pair);
    }

    for (const double factor : refit(odd, built_in_weights(), "odd").factors()) EXPECT_GE(factor, 0);
}

TEST(Refitting, IsTheMaximumOfTheLikelihoodLessTheRidge) {
    // One unknown alone moves: its derivative there is nothing. (Checked by moving each a little to either side.)
    const auto pairs = decisions(300, 5);
    const auto fitted = refit(pairs, built_in_weights(), "best");
    const auto goodness = [&](const Weights& weights) {
        double sum = 0;
        for (const auto& pair : pairs) {
            const double z = log_odds_of(pair, weights);
            sum -= std::log1p(std::exp(pair.same ? -z : z));
        }
        for (std::size_t k = 0; k < evidence_kinds; ++k)
            sum -= 4 * std::pow(weights.factors()[k] - built_in_weights().factors()[k], 2) / 2;
        return sum - 0.1 * std::pow(weights.intercept() - built_in_weights().intercept(), 2) / 2;
    };
    for (std::size_t k = 0; k < evidence_kinds; ++k)
        for (const double aside : {-0.01, 0.01}) {
            auto factors = fitted.factors();
            if (factors[k] + aside < 0) continue;
            factors[k] += aside;
            EXPECT_LE(goodness(fitted.with(factors, fitted.intercept(), "aside")), goodness(fitted) + 1e-9);
        }
}

TEST(Reliability, CountsWhatAPairStandsForAndGivesTheBrierScore) {
    Judged likely, below;
    likely.beside = -built_in_weights().intercept() + std::log(0.8 / 0.2);
    likely.same = true;
    below.beside = -built_in_weights().intercept() + std::log(0.1 / 0.9);
    below.stands_for = 9;

    const auto found = reliability(std::vector{likely, below}, built_in_weights());

    EXPECT_NEAR(found.bins[8].said, 0.8, 1e-9);
    EXPECT_NEAR(found.bins[8].was, 1, 1e-9);
    EXPECT_NEAR(found.bins[1].pairs, 9, 1e-9);
    EXPECT_NEAR(found.brier, (0.04 + 9 * 0.01) / 10, 1e-9);
}

TEST(AveragePrecision, IsOneForAPerfectRankingAndLessForEachPairBetween) {
    std::vector<Judged> pairs(3);
    for (std::size_t i = 0; i < 3; ++i) pairs[i].beside = static_cast<double>(3 - i);
    pairs[0].same = pairs[2].same = true;

    EXPECT_NEAR(average_precision(pairs, built_in_weights()), (1 + 2.0 / 3) / 2, 1e-9);
    EXPECT_EQ(average_precision({}, built_in_weights()), 0);
}

TEST(SetsOfWeights, AreKeptAsTextAndReadBackToTheLastDigit) {
    const auto kept = refit(decisions(100, 9), built_in_weights(), "own “set”");

    EXPECT_EQ(weights_from_json(to_json(kept)), kept);
    EXPECT_FALSE(weights_from_json("{}"));
    EXPECT_FALSE(weights_from_json("no json"));
}

}  // namespace
}  // namespace thingwall::overlap
