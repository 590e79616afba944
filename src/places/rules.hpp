#pragma once
#include <string>

#include "base/result.hpp"
#include "places/types.hpp"

namespace thingwall::places {

/// What somebody says about a file of boundaries or members, as typed.
struct LayerDraft {
    std::string name, kind, owner, vintage, source, licence, attribution, valid_from, valid_to;
    std::string may_overlap;                   ///< "yes" when areas may share ground
    std::string members_of;                    ///< id of the layer that the areas are made of; empty for drawn ones
    std::string code_property, name_property;  ///< empty: find them
};

/// What somebody says about a file of residents or postcodes, as typed.
struct DataDraft {
    std::string vintage, source, licence, attribution;
    std::string layer;  ///< of residents: id of the layer of small areas
};

/// Errors: invalid, with a fault for each field by its name.
[[nodiscard]] Result<LayerFacts> check(const LayerDraft& draft);
[[nodiscard]] Result<DataFacts> check(const DataDraft& draft);

/// "Firm", "Fair" or "Rough", and why, in words: how many small areas the line cuts.
struct Sureness {
    int dots = 1;  ///< 3 firm, 2 fair, 1 rough
    std::string word, why;
};
[[nodiscard]] Sureness how_sure(double residents, double whole_residents, std::uint32_t whole_blocks,
                                std::uint32_t cut_blocks);

/// "24 in 100"; "under 1 in 100" for a little that is not nothing; "" where there is nobody to take a share of.
[[nodiscard]] std::string in_100(double share);
/// A count of people as it may be shown: whole, and "fewer than 5" where somebody could be known by it.
[[nodiscard]] std::string people(double residents);

}  // namespace thingwall::places
