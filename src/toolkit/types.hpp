#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace thingwall::toolkit {

/// How to use one method well. Lists have one point in each entry.
struct Guide {
    std::string in_short;
    std::vector<std::string> fits, fits_not, steps;
    std::string time_needed, cost;
    std::vector<std::string> access, pitfalls;
    friend bool operator==(const Guide&, const Guide&) = default;
};

/// As typed: lists have one point on each line.
struct GuideDraft {
    std::string in_short, fits, fits_not, steps, time_needed, cost, access, pitfalls;
    friend bool operator==(const GuideDraft&, const GuideDraft&) = default;
};

inline constexpr std::size_t longest_paragraph = 1000, longest_point = 400, most_points = 20;  ///< characters

/// A guide as people read it here.
struct ShownGuide {
    std::string method;  ///< code of the register's list of methods
    Guide guide;
    std::int64_t version = 0;  ///< 0: the program's own; else of the partnership's words
    bool own_words = false;    ///< the partnership wrote it
    std::optional<Instant> changed_at;
};

}  // namespace thingwall::toolkit
