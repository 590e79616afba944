#include "cli/nearest.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace thingwall::cli {
namespace {

// Damerau's distance, as far as neighbours swap (optimal string alignment).
std::size_t letters_wrong(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last = std::exchange(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> names) {
    constexpr std::size_t longest = 100;  // nobody mistypes more than that
    if (typed.empty() || typed.size() > longest) return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t fewest = 0;
    for (auto name : names) {
        std::size_t wrong = letters_wrong(typed, name);
        bool likely = 3 * wrong <= std::max(typed.size(), name.size()) + 1 || name.starts_with(typed);
        if (likely && (!best || wrong < fewest)) {
            best = name;
            fewest = wrong;
        }
    }
    return best;
}

}  // namespace thingwall::cli
