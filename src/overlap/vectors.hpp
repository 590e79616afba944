#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
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

/// Four floats at once, on every machine that g++ and clang know.
using Four = float __attribute__((vector_size(16)));

[[nodiscard]] inline float dot(std::span<const float> a, std::span<const float> b) {
    const std::size_t n = a.size() < b.size() ? a.size() : b.size();
    Four sum{0, 0, 0, 0};
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        Four x, y;
        std::memcpy(&x, a.data() + i, sizeof x);
        std::memcpy(&y, b.data() + i, sizeof y);
        sum += x * y;
    }
    float rest = 0;
    for (; i < n; ++i) rest += a[i] * b[i];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + rest;
}

/// Adds a multiple; as far as `to` goes.
inline void add_scaled(std::span<float> to, float factor, const float* from) {
    const Four factors{factor, factor, factor, factor};
    std::size_t i = 0;
    for (; i + 4 <= to.size(); i += 4) {
        Four x, y;
        std::memcpy(&x, to.data() + i, sizeof x);
        std::memcpy(&y, from + i, sizeof y);
        x += factors * y;
        std::memcpy(to.data() + i, &x, sizeof x);
    }
    for (; i < to.size(); ++i) to[i] += factor * from[i];
}

/// Scales to length 1; what is zero stays zero.
void to_unit(std::span<float> vector);
void to_unit(Sparse& vector);

}  // namespace thingwall::overlap
