#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "places/overlay.hpp"

namespace thingwall::places {

/// What a pair is measured by.
enum class Method { residents, best_fit, area };
[[nodiscard]] std::string_view to_word(Method method);

/// Stands for "outside every area" of a layer.
inline constexpr std::uint32_t outside = 0xffffffff;

/// How sure the count of residents is: by how many live in small areas that a line cuts.
enum class Reliability { firm, fair, rough };

/// One pair of areas. By area alone, residents are 0 and the shares are of ground.
struct CrosswalkRow {
    std::uint32_t source = 0, target = 0;  ///< places in their layers; `outside` in a remainder
    double area_m2 = 0;
    double residents = 0;
    double share_of_source = 0, share_of_target = 0;  ///< 0 to 1
    std::uint32_t whole_blocks = 0, cut_blocks = 0;   ///< small areas wholly in both; cut by either line
    double whole_residents = 0;                       ///< of `residents`, those in whole small areas

    [[nodiscard]] bool is_remainder() const { return source == outside || target == outside; }
    /// Too small to mean more than that the two layers were drawn by different hands.
    [[nodiscard]] bool is_sliver(double tolerance) const {
        return share_of_source < tolerance && share_of_target < tolerance;
    }
};

[[nodiscard]] Reliability reliability(const CrosswalkRow& row);

/// From which inputs a crosswalk was computed, so that it can be computed again.
struct Provenance {
    Method method = Method::residents;
    std::string source_digest, target_digest, blocks_digest, residents_digest;
    std::string residents_vintage;
    double tolerance = 0.005;
    friend bool operator==(const Provenance&, const Provenance&) = default;
};

struct Crosswalk {
    Provenance provenance;
    /// Sorted by source, then target; a source's remainder comes after its targets, sources outside come last.
    std::vector<CrosswalkRow> rows;
};

/// What happens to small areas that reach beyond the areas of a layer.
enum class Edges {
    /// Everybody lives in some pair: a small area's residents are shared among its pieces, normalised by the sum of
    /// the pieces, so that totals equal the census and slivers at the coast lose nobody.
    normalise,
    /// As above where less than a twentieth of a small area is outside (boundaries are drawn to about 20 m), else the
    /// people outside are kept as a remainder.
    keep_remainder,
};

/// By ground alone.
[[nodiscard]] Crosswalk by_area(const Ground& source, const Ground& target);
/// By residents, spread evenly over each small area.
[[nodiscard]] Crosswalk by_residents(const Ground& blocks, std::span<const double> residents, const Pieces& source,
                                     const Pieces& target, std::size_t sources, std::size_t targets, Edges edges);
/// Each small area wholly to the area that holds a point inside it; `source_of` and `target_of` give that area or
/// `outside`.
[[nodiscard]] Crosswalk by_best_fit(const Ground& blocks, std::span<const double> residents,
                                    std::span<const std::uint32_t> source_of, std::span<const std::uint32_t> target_of);

/// The share of each small area's residents who live in each piece: normalised where nearly all of it is covered.
[[nodiscard]] double portion_of(const Ground& blocks, const Pieces& layer, std::size_t block, const Piece& piece);

/// Rows above the tolerance, their shares scaled so that each source adds up to what it did. Remainders stay.
[[nodiscard]] std::vector<CrosswalkRow> without_slivers(const Crosswalk& crosswalk);

/// Rows of areas that are made of others: `wholes` gives for each area the places of those it is part of (of several,
/// where areas may overlap; of none, when it belongs to none).
using Wholes = std::vector<std::vector<std::uint32_t>>;
[[nodiscard]] Crosswalk summed_by_source(const Crosswalk& crosswalk, const Wholes& wholes);
[[nodiscard]] Crosswalk summed_by_target(const Crosswalk& crosswalk, const Wholes& wholes);

}  // namespace thingwall::places
