#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "kernel/capability.hpp"
#include "places/places.hpp"

namespace thingwall::places {

/// What the pages of places share.
struct Places::Inside {
    explicit Inside(kernel::Services its_services) : services(its_services), current(std::make_shared<const Atlas>()) {}

    kernel::Services services;
    OnAreaPages on_areas;

    /// The newest atlas that the journal's entries lead to, for a page that is about to be made.
    [[nodiscard]] std::shared_ptr<const Atlas> caught_up();
    [[nodiscard]] std::shared_ptr<const Atlas> atlas();
    void outdated() { ++wanted; }

    std::mutex swapping;  ///< held only to take or swap the pointer
    std::mutex building;  ///< held by the one that builds
    std::shared_ptr<const Atlas> current;
    std::atomic<std::uint64_t> wanted{1}, built{0};  ///< how many changes there were; up to which the atlas is
};

void add_area_routes(Places::Inside& inside, web::Router& router);
void add_layer_routes(Places::Inside& inside, web::Router& router);
void add_import_routes(Places::Inside& inside, web::Router& router);

}  // namespace thingwall::places
