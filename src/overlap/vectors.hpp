#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "overlap/words.hpp"

namespace thingwall::overlap {

struct Weighted {
    std::uint32_t key = 0;
    float weight = 0;
};
/// Ordered by key, each key once.
using Sparse = std::vector<Weighted>;

[[nodiscard]] inline float dot(std::span<const Weighted> a, std::span<const Weighted> b) {
    float sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].key == b[j].key)
            sum += a[i++].weight * b[j++].weight;
        else if (a[i].key < b[j].key)
            ++i;
        else
            ++j;
    }
    return sum;
}

[[nodiscard]] inline float dot(std::span<const float> a, std::span<const float> b) {
    // Four sums, so that the compiler may add in parallel without being told that order does not matter.
    float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    std::size_t n = a.size() < b.size() ? a.size() : b.size(), i = 0;
    for (; i + 4 <= n; i += 4) {
        s0 += a[i] * b[i];
        s1 += a[i + 1] * b[i + 1];
        s2 += a[i + 2] * b[i + 2];
        s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; ++i) s0 += a[i] * b[i];
    return (s0 + s1) + (s2 + s3);
}

/// Scales to length 1; what is zero stays zero.
void to_unit(std::span<float> vector);
void to_unit(Sparse& vector);

}  // namespace thingwall::overlap
