#include "overlap/refit.hpp"

#include <algorithm>
#include <cmath>

namespace thingwall::overlap {
namespace {

constexpr std::size_t unknowns = evidence_kinds + 1;  // the factors, then the intercept
using Numbers = std::array<double, unknowns>;
// A factor may move by about one over the root of this before it must be paid for with evidence; the intercept moves
// freely, since how many pairs are true differs from register to register.
constexpr double ridge = 4, ridge_of_intercept = 0.1;
constexpr int most_steps = 100, parts = 5;

double chance(double z) {
    return 1 / (1 + std::exp(-z));
}

double odds(const Judged& pair, const Numbers& at) {
    double z = at[evidence_kinds] + pair.beside;
    for (std::size_t k = 0; k < evidence_kinds; ++k) z += at[k] * pair.values[k];
    return z;
}

double held(const Numbers& at, const Numbers& from, std::size_t k) {
    return (k < evidence_kinds ? ridge : ridge_of_intercept) * (at[k] - from[k]);
}

double goodness(std::span<const Judged> judged, const Numbers& at, const Numbers& from) {
    double sum = 0;
    for (const auto& pair : judged) {
        const double z = pair.same ? odds(pair, at) : -odds(pair, at);
        sum -= pair.stands_for * (z > 0 ? std::log1p(std::exp(-z)) : std::log1p(std::exp(z)) - z);
    }
    for (std::size_t k = 0; k < unknowns; ++k) sum -= held(at, from, k) * (at[k] - from[k]) / 2;
    return sum;
}

// Solves h d = g by elimination; h is positive definite, since each of its diagonal has a ridge.
Numbers solved(std::array<Numbers, unknowns> h, Numbers g) {
    for (std::size_t i = 0; i < unknowns; ++i)
        for (std::size_t r = 0; r < unknowns; ++r) {
            if (r == i) continue;
            const double factor = h[r][i] / h[i][i];
            for (std::size_t c = 0; c < unknowns; ++c) h[r][c] -= factor * h[i][c];
            g[r] -= factor * g[i];
        }
    for (std::size_t i = 0; i < unknowns; ++i) g[i] /= h[i][i];
    return g;
}

/// One Newton step on the unknowns that are free; false when nothing moved any more.
bool step(std::span<const Judged> judged, Numbers& at, const Numbers& from, const std::array<bool, unknowns>& fixed) {
    Numbers g{};
    std::array<Numbers, unknowns> h{};
    for (const auto& pair : judged) {
        const double p = chance(odds(pair, at)), error = pair.stands_for * ((pair.same ? 1 : 0) - p),
                     v = pair.stands_for * p * (1 - p);
        Numbers x;
        std::copy(pair.values.begin(), pair.values.end(), x.begin());
        x[evidence_kinds] = 1;
        for (std::size_t i = 0; i < unknowns; ++i) {
            g[i] += error * x[i];
            for (std::size_t j = 0; j < unknowns; ++j) h[i][j] += v * x[i] * x[j];
        }
    }
    for (std::size_t k = 0; k < unknowns; ++k) {
        g[k] -= held(at, from, k);
        h[k][k] += k < evidence_kinds ? ridge : ridge_of_intercept;
        if (!fixed[k]) continue;
        g[k] = 0;
        for (std::size_t j = 0; j < unknowns; ++j) h[k][j] = h[j][k] = k == j ? 1 : 0;
    }
    const Numbers direction = solved(h, g);
    const Numbers before = at;
    const double good = goodness(judged, at, from);
    for (double length = 1; length > 1e-7; length /= 2) {
        double moved = 0;
        for (std::size_t k = 0; k < unknowns; ++k) {
            at[k] = before[k] + length * direction[k];
            moved += std::abs(length * direction[k]);
        }
        if (goodness(judged, at, from) >= good - 1e-12) return moved > 1e-7;
    }
    at = before;
    return false;
}

}  // namespace

double log_odds_of(const Judged& pair, const Weights& weights) {
    const auto factors = weights.factors();
    double z = weights.intercept() + pair.beside;
    for (std::size_t k = 0; k < evidence_kinds; ++k) z += factors[k] * pair.values[k];
    return z;
}

Weights refit(std::span<const Judged> judged, const Weights& from, std::string version) {
    Numbers start{};
    const auto factors = from.factors();
    std::copy(factors.begin(), factors.end(), start.begin());
    start[evidence_kinds] = from.intercept();
    Numbers at = start;
    std::array<bool, unknowns> fixed{};
    for (bool again = true; again;) {
        for (int n = 0; n < most_steps && step(judged, at, start, fixed); ++n) continue;
        // The factor that turned most against its evidence stays at nothing, and the others are fitted again.
        std::size_t worst = unknowns;
        for (std::size_t k = 0; k < evidence_kinds; ++k)
            if (at[k] < 0 && (worst == unknowns || at[k] < at[worst])) worst = k;
        again = worst != unknowns;
        if (again) at[worst] = 0, fixed[worst] = true;
    }
    EvidenceValues fitted{};
    std::copy_n(at.begin(), evidence_kinds, fitted.begin());
    return from.with(fitted, at[evidence_kinds], std::move(version));
}

Reliability reliability(std::span<const Judged> judged, const Weights& weights) {
    Reliability found;
    for (const auto& pair : judged) {
        const double p = chance(log_odds_of(pair, weights)), was = pair.same ? 1 : 0;
        auto& bin = found.bins[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))];
        bin.said += pair.stands_for * p;
        bin.was += pair.stands_for * was;
        bin.pairs += pair.stands_for;
        found.brier += pair.stands_for * (p - was) * (p - was);
        found.pairs += pair.stands_for;
    }
    for (auto& bin : found.bins)
        if (bin.pairs > 0) bin.said /= bin.pairs, bin.was /= bin.pairs;
    if (found.pairs > 0) found.brier /= found.pairs;
    return found;
}

double average_precision(std::span<const Judged> judged, const Weights& weights) {
    struct Ranked {
        double odds;
        const Judged* pair;
    };
    std::vector<Ranked> ranked;
    for (const auto& pair : judged) ranked.push_back({log_odds_of(pair, weights), &pair});
    std::ranges::stable_sort(ranked, std::greater{}, &Ranked::odds);
    double seen = 0, found = 0, sum = 0;
    for (const auto& one : ranked) {
        seen += one.pair->stands_for;
        if (!one.pair->same) continue;
        found += one.pair->stands_for;
        sum += one.pair->stands_for * found / seen;
    }
    return found > 0 ? sum / found : 0;
}

Trial tried(std::span<const Judged> judged, const Weights& from) {
    Trial trial;
    double of_precision = 0, of_brier = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        std::vector<Judged> seen, unseen;
        for (std::size_t i = 0; i < judged.size(); ++i) (i % parts == part ? unseen : seen).push_back(judged[i]);
        if (unseen.empty()) continue;
        const Weights fitted = refit(seen, from, "trial");
        const double pairs = reliability(unseen, from).pairs;
        trial.brier_before += pairs * reliability(unseen, from).brier;
        trial.brier_after += pairs * reliability(unseen, fitted).brier;
        of_brier += pairs;
        if (std::ranges::none_of(unseen, &Judged::same)) continue;
        trial.precision_before += average_precision(unseen, from);
        trial.precision_after += average_precision(unseen, fitted);
        of_precision += 1;
    }
    if (of_brier > 0) trial.brier_before /= of_brier, trial.brier_after /= of_brier;
    if (of_precision > 0) trial.precision_before /= of_precision, trial.precision_after /= of_precision;
    return trial;
}

}  // namespace thingwall::overlap
