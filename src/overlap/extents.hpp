#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "overlap/types.hpp"

namespace thingwall::overlap {

using ExtentId = std::uint32_t;

/// What two extents have in common. Shares are 0, never undefined, where nobody lives.
struct Ground {
    double shared = 0;       ///< residents in both
    double jaccard = 0;      ///< of the residents in either
    double containment = 0;  ///< of the residents of the smaller
};

/// An extent that meets another in enough residents to matter.
struct Meeting {
    ExtentId other = 0;
    Ground ground;
};

/// Pairs that share less are neither an overlap nor a wider area.
inline constexpr double least_jaccard = 0.3, least_containment = 0.5;

/// The distinct extents of a register and which of them meet. Officers pick places from gazetteers, so that there are
/// far fewer extents than activities; each new one costs one walk over its small areas.
class Extents {
public:
    explicit Extents(std::vector<double> residents = {})
        : residents_(std::move(residents)), users_(residents_.size()) {}

    /// Number of the extent, entered when it is new. Areas named twice count with their largest share; areas beyond the
    /// ground have no residents.
    ExtentId enter(const Extent& extent);
    [[nodiscard]] std::size_t size() const { return extents_.size(); }
    [[nodiscard]] double residents(ExtentId id) const { return extents_[id].residents; }
    [[nodiscard]] const Extent& areas(ExtentId id) const { return extents_[id].areas; }
    /// Every extent that meets it enough, itself too when anybody lives there, in order of their numbers.
    [[nodiscard]] std::span<const Meeting> meetings(ExtentId id) const { return extents_[id].meetings; }
    /// The same for an extent that is not entered, or that is.
    [[nodiscard]] std::vector<Meeting> meetings_of(const Extent& extent) const;
    [[nodiscard]] const ExtentId* find(const Extent& extent) const;
    [[nodiscard]] Ground between(ExtentId a, ExtentId b) const;
    [[nodiscard]] double residents_of(const Extent& extent) const;

private:
    struct Known {
        Extent areas;
        double residents = 0;
        std::vector<Meeting> meetings;
    };
    struct ExtentHash {
        std::size_t operator()(const Extent& extent) const noexcept;
    };
    [[nodiscard]] std::vector<Meeting> walk(const Extent& tidy, double own) const;
    [[nodiscard]] double residents_in(std::uint32_t area) const {
        return area < residents_.size() ? residents_[area] : 0;
    }

    std::vector<double> residents_;
    std::vector<std::vector<std::pair<ExtentId, float>>> users_;  // small area -> extents with their share of it
    std::vector<Known> extents_;
    std::unordered_map<Extent, ExtentId, ExtentHash> numbers_;
};

}  // namespace thingwall::overlap
