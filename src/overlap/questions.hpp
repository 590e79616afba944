#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "overlap/words.hpp"

namespace thingwall::overlap {

/// A run of bytes of a text.
struct Span {
    std::size_t begin = 0, end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

/// Two questions that ask much the same, and what they have in common, each in its own text.
struct SameQuestion {
    std::size_t ours = 0, theirs = 0;  ///< places in their lists
    double likeness = 0;               ///< 0 to 1
    std::vector<Span> in_ours, in_theirs;
};

/// Pairs of questions that share the words that matter, each question at most once, likest first taken, in the order of
/// ours. Words count by how rare they are among these questions; of a question without any such word nothing is said.
[[nodiscard]] std::vector<SameQuestion> same_questions(std::span<const std::string> ours,
                                                       std::span<const std::string> theirs);

}  // namespace thingwall::overlap
