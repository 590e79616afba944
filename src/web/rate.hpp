#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace thingwall::web {

/// So many posts in a run, refilled evenly over a time. 0: no limit.
struct Rate {
    int posts = 0;
    std::chrono::seconds per{60};
};

/// A token bucket for each route and remote address. An IPv6 address counts by its /64, since one household has all of
/// it. Keeps at most `kept` buckets: when they are full, those that have filled up again go first.
class RateLimits {
public:
    explicit RateLimits(std::size_t kept = 50'000) : kept_(kept) {}
    /// Takes one token. Returns zero when there was one, else how long until the next.
    [[nodiscard]] std::chrono::seconds wait(std::string_view route, std::string_view remote, Rate rate, Instant now);

private:
    struct Bucket {
        double tokens;
        Instant at, full_at;
    };
    void make_room(Instant now);
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    std::size_t kept_;
};

/// The part of an address that is counted: an IPv4 address whole, an IPv6 address's first 64 bits.
[[nodiscard]] std::string counted_address(std::string_view remote);

}  // namespace thingwall::web
