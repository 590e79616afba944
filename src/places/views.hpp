#pragma once
#include <optional>
#include <string>
#include <vector>

#include "html/components.hpp"
#include "places/atlas.hpp"
#include "places/crosswalk.hpp"
#include "places/places.hpp"
#include "places/rules.hpp"

/// Page functions: a View in, HTML out.
namespace thingwall::places::views {

/// One area on another layer's map.
struct OtherMap {
    const AtlasLayer* layer = nullptr;
    std::vector<Meeting> met;
};

struct Area {
    const Atlas& atlas;
    const AtlasLayer& layer;
    const AtlasArea& area;
    std::string owner;             ///< whose division it is; empty when nobody's
    std::string place;             ///< "Wyremouth"
    std::string lead;              ///< a sentence of others for the head
    html::Content sections = {};   ///< what others show
    std::vector<OtherMap> others;  ///< layers that people know
    std::size_t chosen = 0;        ///< which of them officers look at
    bool may_plan = false;
};
void public_area(html::Writer& page, const Area& view);
void officer_area(html::Writer& page, const Area& view);

struct LayerRow {
    const AtlasLayer* layer = nullptr;
    std::string owner;
};
struct Data {
    std::string what;  ///< "Residents"
    DataFacts facts;
    std::string report;
    std::optional<Former> former = {};  ///< what may be brought back, and until when
    std::string until = {};
    std::optional<html::FormTo> back = {};
};
struct Overview {
    const Atlas& atlas;
    std::vector<LayerRow> layers;
    std::vector<Data> data;
    bool signed_in = false, may_import = false;
    std::string place, done;
};
void overview(html::Writer& page, const Overview& view);

struct Layer {
    const Atlas& atlas;
    const AtlasLayer& layer;
    std::string owner, report, imported;  ///< report and imported only for signed-in people
    std::vector<const AtlasArea*> rows;
    html::Content pages = {};
    bool signed_in = false;
    std::string done;
};
void layer(html::Writer& page, const Layer& view);

struct CrosswalkPage {
    const AtlasLayer& source;
    const AtlasLayer& target;
    const Crosswalk& crosswalk;
    std::vector<CrosswalkRow> rows;
    html::Content pages = {};
};
void crosswalk(html::Writer& page, const CrosswalkPage& view);

enum class ImportKind { layer, members, residents, postcodes };
struct Import {
    html::FormTo to{.action = html::Href("/places/import"), .csrf = {}};
    ImportKind kind = ImportKind::layer;
    LayerDraft layer;
    DataDraft data;
    Error error;
    std::vector<html::Option> owners, layers, block_layers;
    std::string report;  ///< of a file that was refused: what else was seen
};
/// A file that was read and is not taken yet.
struct Preview {
    html::FormTo to{.action = html::Href("/places/import"), .csrf = {}};
    html::Href back{"/places/import"};
    ImportKind kind = ImportKind::layer;
    std::string filename, name, report;  ///< `name` of a layer
    Change change;
    Error error;
    bool may_take = true;
};
void preview(html::Writer& page, const Preview& view);

void choose_import(html::Writer& page, bool may_import_figures);
void import_form(html::Writer& page, const Import& view);

}  // namespace thingwall::places::views
