#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "cli/command.hpp"
#include "db/fwd.hpp"
#include "journal/journal.hpp"
#include "kernel/capability.hpp"
#include "places/atlas.hpp"       // IWYU pragma: export  what is known of the place
#include "places/outline.hpp"     // IWYU pragma: export  ground as pictures show it
#include "places/postcodes.hpp"   // IWYU pragma: export
#include "places/projection.hpp"  // IWYU pragma: export
#include "places/report.hpp"      // IWYU pragma: export
#include "places/rules.hpp"       // IWYU pragma: export  drafts, and how figures are said
#include "places/tables.hpp"
#include "places/types.hpp"  // IWYU pragma: export

namespace thingwall::html {
class Writer;
}

namespace thingwall::places {

// --- Bringing files in. Reading a file is heavy and touches nothing; writing it down is quick and one deed. ---

struct PreparedArea {
    std::string code, name;
    std::string ground;                ///< WKB in metres; empty where the area is made of members
    std::vector<std::string> members;  ///< codes
};
struct PreparedLayer {
    LayerFacts facts;
    LayerId members_of;
    std::string digest;
    std::vector<PreparedArea> areas;
    Report report;
};
struct PreparedResidents {
    LayerId layer;
    DataFacts facts;
    std::string digest;
    std::vector<std::pair<AreaId, double>> people;
    Report report;
    ResidentRows rows = {};
};
struct PreparedPostcodes {
    DataFacts facts;
    std::string digest, content;
    std::size_t postcodes = 0;
    Report report;
    std::string report_text = {};  ///< of a file that was read before: the report as it was said then
};

/// `filename` is only for the report. A layer of members names codes of another layer of the atlas.
/// Errors: invalid, with a fault for each field of the draft or each refusal in the file.
[[nodiscard]] Result<PreparedLayer> prepare_layer(const Atlas& atlas, const LayerDraft& draft,
                                                  std::string_view filename, std::string_view bytes);
[[nodiscard]] Result<PreparedResidents> prepare_residents(const Atlas& atlas, const DataDraft& draft,
                                                          std::string_view filename, std::string_view bytes);
[[nodiscard]] Result<PreparedPostcodes> prepare_postcodes(const DataDraft& draft, std::string_view filename,
                                                          std::string_view bytes);

/// What a file would change, to be seen before it is taken.
struct Change {
    struct Line {
        std::string what, before, after;  ///< `before` is empty where nothing is replaced
    };
    std::vector<Line> lines;
    std::vector<std::string> warnings;  ///< what somebody who took the wrong file would want to be told
};
[[nodiscard]] Change change_by(const Atlas& atlas, const PreparedLayer& layer);
[[nodiscard]] Change change_by(const Atlas& atlas, const PreparedResidents& residents);
[[nodiscard]] Change change_by(const Atlas& atlas, const PreparedPostcodes& postcodes);
/// As lines of text: warnings first.
[[nodiscard]] std::string describe(const Change& change);

/// Journals "places.layer_imported". The same file said to be the same thing is taken once: its layer is given back and
/// nothing is written.
[[nodiscard]] Result<LayerId> import_layer(db::Transaction& tx, journal::By by, const PreparedLayer& layer);
/// Journals "places.residents_imported" and "places.postcodes_imported"; these take the place of what was there.
[[nodiscard]] Done import_residents(db::Transaction& tx, journal::By by, const PreparedResidents& residents);
[[nodiscard]] Done import_postcodes(db::Transaction& tx, journal::By by, const PreparedPostcodes& postcodes);

/// Residents or postcodes that others took the place of: for a week they can be brought back.
struct Former {
    std::int64_t newest = 0, former = 0;  ///< numbers of what counts now and of what was there before
    Instant replaced{};
    DataFacts facts;  ///< of what was there before
};
enum class Figures { residents, postcodes };
[[nodiscard]] std::optional<Former> former(db::Reader& reader, Figures which, Instant now);
/// Puts back what was there before; what counted until now becomes the former. Journals "places.residents_restored" or
/// "places.postcodes_restored". Errors: conflict when something else counts now than `newest`, or there is no former.
[[nodiscard]] Done bring_back(db::Transaction& tx, journal::By by, Figures which, std::int64_t newest);

// --- Ground as text. ---

/// A drawn shape: a GeoJSON Polygon or MultiPolygon (also within a Feature) in longitude and latitude.
[[nodiscard]] Result<Shape> read_shape(std::string_view geojson);
/// A GeoJSON geometry as RFC 7946 wants it: longitude and latitude to six decimals, outer rings counter-clockwise.
[[nodiscard]] std::string to_geojson(const Shape& shape);

/// What others show on the page of an area. Set before the server listens.
struct OnAreaPages {
    /// A sentence for the head of the page: "Four things are open."
    std::function<std::string(const web::Request&, const AtlasArea&)> lead;
    /// Sections below what places shows itself: open activities for residents, who is asking here for officers.
    std::function<void(html::Writer&, const web::Request&, const AtlasArea&)> sections;
};

/// The maps of all partners, and who lives where.
class Places final : public kernel::Capability {
public:
    explicit Places(kernel::Services services);
    ~Places() override;

    [[nodiscard]] std::string_view name() const override { return "places"; }
    void add_routes(web::Router& router) override;
    void start() override;
    void add_jobs(jobs::Runner& runner) override;

    /// The atlas as the journal's followers know it. Hold it for as long as an answer takes: what is new comes as
    /// another one. Safe to call from any thread.
    [[nodiscard]] std::shared_ptr<const Atlas> atlas() const;
    void show_on_areas(OnAreaPages shown);

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

/// Address of an area's page: "/places/areas/17".
[[nodiscard]] std::string path_of(AreaId area);

/// Commands on files, and `thingwall places import`, which needs a database.
[[nodiscard]] std::vector<cli::Command> commands();

}  // namespace thingwall::places
