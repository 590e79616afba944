#pragma once
#include <cstdint>
#include <vector>

#include "places/types.hpp"

namespace thingwall::places {

enum class Where { beyond, border, within };

/// Answers in which part of the ground a point lies: exactly, also on a border, and in a microsecond. Edges are sorted
/// into bands from south to north, so that a question looks at one band only. Never changes after it is made.
class Locator {
public:
    Locator() = default;
    explicit Locator(const Shape& shape);

    [[nodiscard]] Where where(Point p) const;
    /// Metres to the nearest border; 0 inside and on it.
    [[nodiscard]] double metres_from(Point p) const;
    [[nodiscard]] const Box& box() const { return box_; }

private:
    struct Edge {
        Point a, b;  ///< a is the southern end
    };
    [[nodiscard]] std::size_t band_of(double north) const;

    Box box_;
    std::vector<Edge> edges_;                ///< each once
    std::vector<std::uint32_t> in_bands_;    ///< places in edges_, band after band
    std::vector<std::uint32_t> band_start_;  ///< bands + 1 of them
    double band_height_ = 1;
};

}  // namespace thingwall::places
