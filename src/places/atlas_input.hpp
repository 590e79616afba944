#pragma once
#include <memory>
#include <string>
#include <vector>

#include "places/geos.hpp"
#include "places/postcodes.hpp"
#include "places/types.hpp"

namespace thingwall::places {

struct AreaInput {
    AreaId id;
    std::string code, name;
    geos::Geometry ground;             ///< null where the area is made of members
    std::vector<std::string> members;  ///< codes in the layer `members_of`
};

struct LayerInput {
    LayerId id;
    LayerFacts facts;
    std::string digest;
    LayerId members_of;
    std::vector<AreaInput> areas;
};

/// All that an atlas is made from, as the store or files have it.
struct AtlasInput {
    std::vector<LayerInput> layers;
    LayerId block_layer;  ///< the small areas that `residents` are of
    std::vector<std::pair<std::string, double>> residents;
    DataFacts residents_facts;
    std::string residents_digest;
    DataFacts postcodes_facts;
    std::shared_ptr<const Postcodes> postcodes;
};

}  // namespace thingwall::places
