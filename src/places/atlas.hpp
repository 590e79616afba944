#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/postcode.hpp"
#include "places/types.hpp"

namespace thingwall::places {

struct AtlasInput;
struct Crosswalk;
struct CrosswalkRow;
class Postcodes;

/// One area as everybody may see it.
struct AtlasArea {
    AreaId id;
    LayerId layer;
    std::uint32_t place = 0;  ///< its place in its layer, from 0, in order of codes
    std::string code, name;
    double area_m2 = 0;
    double residents = 0;  ///< by small areas; 0 when residents were not imported
    Box box;
    Shape shape;                  ///< of members: their grounds put together
    Extent extent;                ///< who lives here
    std::vector<AreaId> members;  ///< areas of the other layer that it is made of; empty when drawn
};

struct AtlasLayer {
    LayerId id;
    LayerFacts facts;
    std::string digest;            ///< of the file that it came from
    LayerId members_of;            ///< unknown when the areas are drawn
    std::vector<AtlasArea> areas;  ///< in order of codes
    double residents = 0;          ///< of all its areas together
};

/// Where a point was found.
struct FoundArea {
    const AtlasArea* area = nullptr;
    double metres_away = 0;  ///< above 0 when the point lies outside and the nearest area was taken
};

/// What an area shares with one of another layer, or with none of it.
struct Meeting {
    const AtlasArea* other = nullptr;  ///< null: outside every area of the other layer
    double residents = 0, area_m2 = 0;
    double share_of_this = 0, share_of_other = 0;  ///< 0 to 1
    std::uint32_t whole_blocks = 0, cut_blocks = 0;
    double whole_residents = 0;
};

/// All layers of one partnership, at one moment. Never changes: what is new comes as a new atlas, and who holds the old
/// one goes on with it. Any number of threads may ask at once.
class Atlas {
public:
    /// Throws geos::Failure when stored ground cannot be read.
    [[nodiscard]] static std::shared_ptr<const Atlas> make(AtlasInput input);
    /// An atlas of nothing.
    Atlas();
    ~Atlas();
    Atlas(const Atlas&) = delete;
    Atlas& operator=(const Atlas&) = delete;

    [[nodiscard]] const std::vector<AtlasLayer>& layers() const { return layers_; }
    [[nodiscard]] const AtlasLayer* layer(LayerId id) const;
    [[nodiscard]] const AtlasArea* area(AreaId id) const;
    [[nodiscard]] const AtlasArea* area(LayerId layer, std::string_view code) const;
    /// The first layer of this kind; the newest where there are several vintages.
    [[nodiscard]] const AtlasLayer* layer_of_kind(LayerKind kind) const;

    /// The area of a layer that a point lies in. On a border: the first by code, always the same. Where a point lies in
    /// no area: the nearest within `snap_m` metres, if any.
    [[nodiscard]] std::optional<FoundArea> area_at(LayerId layer, Point point, double snap_m = 0) const;
    /// One for each layer that has one there, small areas too, in the order of layers().
    [[nodiscard]] std::vector<FoundArea> areas_at(Point point, double snap_m = 0) const;
    /// Where a postcode lies; nothing when it is not known.
    [[nodiscard]] std::optional<Point> find(const Postcode& postcode) const;
    [[nodiscard]] const Postcodes& postcodes() const;

    /// Small areas: what residents are counted on. Their numbers hold within this atlas only.
    [[nodiscard]] LayerId block_layer() const { return block_layer_; }
    [[nodiscard]] std::size_t blocks() const { return block_residents_.size(); }
    [[nodiscard]] const std::vector<double>& block_residents() const { return block_residents_; }
    [[nodiscard]] const AtlasArea& block(std::uint32_t block) const;
    [[nodiscard]] const DataFacts& residents_facts() const { return residents_facts_; }
    [[nodiscard]] const DataFacts& postcodes_facts() const { return postcodes_facts_; }
    [[nodiscard]] double residents() const { return all_residents_; }

    /// Who lives in all that an activity covers. Areas of one layer add up; where layers or drawn ground overlap, the
    /// largest share counts, so that nobody counts twice. Areas that are not there any more are passed over.
    [[nodiscard]] Extent extent_of(const Footprint& footprint) const;
    [[nodiscard]] double residents_of(const Extent& extent) const;
    /// Residents in both, at most: of a small area that both have parts of, the smaller share.
    [[nodiscard]] double residents_shared(const Extent& a, const Extent& b) const;
    /// The ground itself, put together; for pictures and downloads.
    [[nodiscard]] Shape ground_of(const Footprint& footprint) const;
    /// The land of the whole borough.
    [[nodiscard]] const Shape& land() const { return land_; }

    /// Which areas of another layer this one meets, most residents first, and who lives in none of them. Pairs whose
    /// shares are both under half a percent are drawing, and left out. By ground alone where nobody's residents are
    /// known.
    [[nodiscard]] std::vector<Meeting> meetings(const AtlasArea& area, LayerId other) const;
    /// All pairs of two layers, remainders and slivers too; computed when first asked for and kept.
    [[nodiscard]] std::shared_ptr<const Crosswalk> crosswalk(LayerId source, LayerId target) const;

private:
    struct Inside;
    friend class AtlasMaker;
    std::vector<AtlasLayer> layers_;
    std::vector<double> block_residents_;
    LayerId block_layer_;
    DataFacts residents_facts_, postcodes_facts_;
    double all_residents_ = 0;
    Shape land_;
    std::unique_ptr<Inside> inside_;
};

/// Ground that both cover; empty when they only touch.
[[nodiscard]] Shape shared_ground(const Shape& a, const Shape& b);
[[nodiscard]] Shape ground_outside(const Shape& a, const Shape& b);  ///< of a, what b does not cover

}  // namespace thingwall::places
