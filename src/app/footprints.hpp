#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "activities/types.hpp"
#include "places/places.hpp"

namespace thingwall::app {

/// The register's grounds as the atlas takes them: drawn shapes read from GeoJSON once, circles moved from degrees onto
/// the grid. Safe to call from any thread.
class Footprints {
public:
    /// A shape that cannot be read any more adds no ground: the register took it by the same reader.
    [[nodiscard]] places::Footprint of(const activities::Footprint& ground) const;

private:
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, std::shared_ptr<const places::Shape>> shapes_;
};

/// The same text for the same ground: for what is kept by ground.
[[nodiscard]] std::string key_of(const activities::Footprint& ground);

/// Something worked out for each ground of one atlas, and forgotten with it. Safe to call from any thread.
template <class Value>
class ByGround {
public:
    template <class Make>
    Value get(const std::shared_ptr<const places::Atlas>& atlas, const activities::Footprint& ground, Make make) const {
        std::string key = key_of(ground);
        {
            const std::lock_guard lock(mutex_);
            if (atlas_ != atlas || known_.size() >= most) {
                known_.clear();
                atlas_ = atlas;
            }
            if (auto known = known_.find(key); known != known_.end()) return known->second;
        }
        Value made = make();
        const std::lock_guard lock(mutex_);
        if (atlas_ == atlas) known_.emplace(std::move(key), made);
        return made;
    }

private:
    static constexpr std::size_t most = 20'000;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const places::Atlas> atlas_;
    mutable std::unordered_map<std::string, Value> known_;
};

}  // namespace thingwall::app
