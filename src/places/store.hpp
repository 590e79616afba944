#pragma once
#include <chrono>
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
/// In place of the postcodes that were there; these are kept beside it as the former.
void replace(db::Transaction& tx, std::int64_t id, const PreparedPostcodes& postcodes);

/// What the import had to mend, as lines of text, and when it was.
struct Imported {
    std::string report;
    Instant at{};
};
[[nodiscard]] std::optional<Imported> imported(db::Reader& reader, LayerId layer);
[[nodiscard]] std::optional<Imported> imported_residents(db::Reader& reader);
[[nodiscard]] std::optional<Imported> imported_postcodes(db::Reader& reader);

// --- What was there before. ---

inline constexpr std::chrono::hours former_kept{24 * 7}, upload_kept{24};

/// The former of what counts now, whenever it was replaced.
[[nodiscard]] std::optional<Former> former_residents(db::Reader& reader);
[[nodiscard]] std::optional<Former> former_postcodes(db::Reader& reader);
/// Number of the residents or postcodes that count now; 0 without any.
[[nodiscard]] std::int64_t newest_residents(db::Reader& reader);
[[nodiscard]] std::int64_t newest_postcodes(db::Reader& reader);
/// Residents of `former` once more, as the newest; gives the layer that they are for.
LayerId copy_residents(db::Transaction& tx, std::int64_t former, std::int64_t id);
void renumber_postcodes(db::Transaction& tx, std::int64_t former, std::int64_t id);
/// Where they were replaced before that moment.
void delete_former_postcodes(db::Transaction& tx, Instant before);

// --- Files that are looked at before they are taken. ---

struct Upload {
    std::int64_t id = 0;
    PersonId person;
    OrganisationId organisation;
    std::string kind, filename;
    LayerDraft layer;
    DataDraft data;
    std::string content, digest, report;
};
/// In place of another of the same person.
void insert(db::Transaction& tx, const Upload& upload);
[[nodiscard]] std::optional<Upload> upload(db::Reader& reader, std::int64_t id);
/// Whether it was there.
bool delete_upload(db::Transaction& tx, std::int64_t id);
void delete_uploads_before(db::Transaction& tx, Instant moment);

}  // namespace thingwall::places::store
