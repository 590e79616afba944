#include "web/rate.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace thingwall::web {

std::string counted_address(std::string_view remote) {
    std::array<unsigned char, 16> bytes{};
    if (remote.find(':') == std::string_view::npos ||
        inet_pton(AF_INET6, std::string(remote).c_str(), bytes.data()) != 1)
        return std::string(remote);
    return {bytes.begin(), bytes.begin() + 8};
}

void RateLimits::make_room(Instant now) {
    if (buckets_.size() < kept_) return;
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.full_at <= now; });
    // All still counting: somebody posts from very many addresses. Forgetting is kinder than refusing everybody.
    if (buckets_.size() >= kept_) buckets_.clear();
}

std::chrono::seconds RateLimits::wait(std::string_view route, std::string_view remote, Rate rate, Instant now) {
    if (rate.posts <= 0) return std::chrono::seconds{0};
    double per_second = rate.posts / std::max(1.0, static_cast<double>(rate.per.count()));
    std::string key(route);
    key += '\n';
    key += counted_address(remote);

    std::lock_guard lock(mutex_);
    make_room(now);
    auto [found, is_new] = buckets_.try_emplace(std::move(key), Bucket{static_cast<double>(rate.posts), now, now});
    Bucket& bucket = found->second;
    double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
    bucket.tokens = std::min<double>(rate.posts, bucket.tokens + passed * per_second);
    bucket.at = now;
    bool allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    auto until_full = std::chrono::duration<double>((rate.posts - bucket.tokens) / per_second);
    bucket.full_at = now + std::chrono::ceil<std::chrono::microseconds>(until_full);
    if (allowed) return std::chrono::seconds{0};
    return std::chrono::seconds{static_cast<long>(std::ceil((1 - bucket.tokens) / per_second))};
}

}  // namespace thingwall::web
