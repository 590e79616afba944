#pragma once
#include <map>
#include <mutex>
#include <unordered_map>

#include "places/atlas.hpp"
#include "places/atlas_input.hpp"
#include "places/crosswalk.hpp"
#include "places/locator.hpp"

namespace thingwall::places {

/// What the atlas keeps to answer fast, away from its face: GEOS shapes, trees, locators, crosswalks already computed.
struct Atlas::Inside {
    struct Drawn {
        Ground ground;  ///< in the order of the layer's areas
        std::vector<Locator> locators;
        std::unique_ptr<Pieces> pieces;  ///< null when there are no small areas
    };
    /// One for each layer. Areas of members have no `drawn`, but know for each area of the other layer whose it is.
    struct Layer {
        std::unique_ptr<Drawn> drawn;
        std::size_t base = 0;                            ///< the drawn layer that it comes down to; itself when drawn
        std::vector<std::vector<std::uint32_t>> wholes;  ///< of members: base area -> areas it is part of
    };
    std::vector<Layer> layers;
    std::unordered_map<std::int64_t, std::size_t> layer_places;
    std::unordered_map<std::int64_t, std::pair<std::uint32_t, std::uint32_t>> area_places;  ///< layer, place
    std::size_t blocks = npos;  ///< which layer is the small areas
    std::string residents_digest;
    std::shared_ptr<const Postcodes> postcodes;

    mutable std::mutex crosswalks_lock;
    mutable std::map<std::pair<std::size_t, std::size_t>, std::shared_ptr<const Crosswalk>> crosswalks;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    [[nodiscard]] const Drawn& base_of(std::size_t layer) const { return *layers[layers[layer].base].drawn; }
    [[nodiscard]] const Ground& block_ground() const { return layers[blocks].drawn->ground; }
};

}  // namespace thingwall::places
