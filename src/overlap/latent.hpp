#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "overlap/vectors.hpp"

namespace thingwall::overlap {

/// The directions in which the words of a register go together: the right singular vectors of its weighted words
/// (latent semantic analysis). Texts that share no word lie near each other when other texts join their words.
class Latent {
public:
    Latent() = default;
    /// Randomised truncated SVD (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1) of rows that are unit vectors
    /// over `terms` keys. The same rows give the same directions on every run.
    [[nodiscard]] static Latent learn(std::span<const Sparse> rows, std::size_t terms, std::size_t directions);

    [[nodiscard]] std::size_t directions() const { return directions_; }
    /// Keeps the strongest only.
    void keep(std::size_t directions);
    /// Where a text lies: scaled by the singular values, not of unit length. Keys that were not learned are skipped.
    void project(std::span<const Weighted> text, std::span<float> out) const;

private:
    std::size_t directions_ = 0, stride_ = 0;
    std::vector<float> basis_;  // terms x stride
};

}  // namespace thingwall::overlap
