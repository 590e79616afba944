#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "places/ground.hpp"

namespace thingwall::places {

/// How much ground two areas share. Indexes are places in their layers.
struct Shared {
    std::uint32_t source = 0, target = 0;
    double area_m2 = 0;
};

/// Every pair of areas that share ground, sorted by source, then target (as indexes). Areas that only touch share none.
[[nodiscard]] std::vector<Shared> shared_ground(const Ground& source, const Ground& target);

/// What of one small area lies in one area of a layer.
struct Piece {
    std::uint32_t area = 0;
    double area_m2 = 0;
};

/// A layer cut along small areas: for each small area its pieces, sorted by area. Points to its layer, which must live
/// longer.
class Pieces {
public:
    Pieces(const Ground& blocks, const Ground& layer);
    /// The layer of small areas itself: each is its own piece.
    explicit Pieces(const Ground& blocks);
    [[nodiscard]] std::span<const Piece> of(std::size_t block) const { return pieces_[block]; }
    /// Ground of the pieces of one small area, in m2; more than its own where areas overlap.
    [[nodiscard]] double covered_m2(std::size_t block) const { return covered_[block]; }
    [[nodiscard]] const Ground& layer() const { return *layer_; }

private:
    const Ground* layer_;
    std::vector<std::vector<Piece>> pieces_;
    std::vector<double> covered_;
};

/// Ground that an area of one layer and an area of another have inside one small area.
struct Cell {
    std::uint32_t block = 0, source = 0, target = 0;
    double area_m2 = 0;
};
/// All cells with ground, sorted by small area, source, target.
[[nodiscard]] std::vector<Cell> cells(const Ground& blocks, const Pieces& source, const Pieces& target);

}  // namespace thingwall::places
