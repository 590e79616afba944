#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.hpp"
#include "places/atlas_input.hpp"
#include "places/places.hpp"

namespace thingwall::places::store {

/// All that the atlas is made from. Throws db::Failure, geos::Failure.
[[nodiscard]] AtlasInput read_all(db::Reader& reader);

/// A layer that was made from this very file and is called and kept the same.
[[nodiscard]] std::optional<LayerId> same_layer(db::Reader& reader, const PreparedLayer& layer);
void insert(db::Transaction& tx, LayerId id, const PreparedLayer& layer);
void insert(db::Transaction& tx, std::int64_t id, const PreparedResidents& residents);
/// In place of the postcodes that were there.
void replace(db::Transaction& tx, std::int64_t id, const PreparedPostcodes& postcodes);

/// What the import had to mend, as lines of text, and when it was.
struct Imported {
    std::string report;
    Instant at{};
};
[[nodiscard]] std::optional<Imported> imported(db::Reader& reader, LayerId layer);
[[nodiscard]] std::optional<Imported> imported_residents(db::Reader& reader);
[[nodiscard]] std::optional<Imported> imported_postcodes(db::Reader& reader);

}  // namespace thingwall::places::store
