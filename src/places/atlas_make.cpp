#include <algorithm>

#include "places/atlas_inside.hpp"

namespace thingwall::places {

/// Makes an atlas in steps: drawn layers first, then who lives where, then the layers that are made of members.
class AtlasMaker {
public:
    explicit AtlasMaker(AtlasInput input)
        : input_(std::move(input)), made_(std::make_shared<Atlas>()), inside_(*made_->inside_) {}

    std::shared_ptr<const Atlas> run() {
        inside_.layers.resize(input_.layers.size());
        made_->layers_.resize(input_.layers.size());
        for (std::size_t i = 0; i < input_.layers.size(); ++i) begin(i);
        for (std::size_t i = 0; i < input_.layers.size(); ++i)
            if (!input_.layers[i].members_of.known()) draw(i);
        count_residents();
        for (std::size_t i = 0; i < input_.layers.size(); ++i)
            if (inside_.layers[i].drawn) people(i);
        for (std::size_t i = 0; i < input_.layers.size(); ++i)
            if (!inside_.layers[i].drawn) put_together(i, 0);
        for (AtlasLayer& layer : made_->layers_) {
            for (const AtlasArea& area : layer.areas) layer.residents += area.residents;
            if (layer.facts.may_overlap) layer.residents = std::min(layer.residents, made_->all_residents_);
        }
        find_land();
        made_->postcodes_facts_ = input_.postcodes_facts;
        inside_.postcodes = input_.postcodes ? std::move(input_.postcodes) : std::make_shared<const Postcodes>();
        return made_;
    }

private:
    void begin(std::size_t i) {
        LayerInput& from = input_.layers[i];
        std::ranges::sort(from.areas, {}, &AreaInput::code);
        AtlasLayer& layer = made_->layers_[i];
        layer.id = from.id;
        layer.facts = from.facts;
        layer.digest = from.digest;
        layer.members_of = from.members_of;
        inside_.layer_places[from.id.value()] = i;
        for (std::uint32_t place = 0; place < from.areas.size(); ++place) {
            AtlasArea area;
            area.id = from.areas[place].id;
            area.layer = from.id;
            area.place = place;
            area.code = from.areas[place].code;
            area.name = from.areas[place].name;
            inside_.area_places[area.id.value()] = {static_cast<std::uint32_t>(i), place};
            layer.areas.push_back(std::move(area));
        }
    }

    void draw(std::size_t i) {
        auto drawn = std::make_unique<Atlas::Inside::Drawn>();
        std::vector<std::string> codes;
        std::vector<geos::Geometry> shapes;
        for (AreaInput& area : input_.layers[i].areas) {
            codes.push_back(area.code);
            AtlasArea& shown = made_->layers_[i].areas[codes.size() - 1];
            shown.shape = geos::to_shape(area.ground.get());
            shown.area_m2 = geos::area_m2(area.ground.get());
            shown.box = geos::box(area.ground.get());
            drawn->locators.emplace_back(shown.shape);
            shapes.push_back(std::move(area.ground));
        }
        drawn->ground = Ground(std::move(codes), std::move(shapes), made_->layers_[i].digest);
        inside_.layers[i].drawn = std::move(drawn);
        inside_.layers[i].base = i;
    }

    void count_residents() {
        const auto found = inside_.layer_places.find(input_.block_layer.value());
        if (found == inside_.layer_places.end() || !inside_.layers[found->second].drawn) return;
        const AtlasLayer& layer = made_->layers_[found->second];
        made_->block_residents_.assign(layer.areas.size(), 0);
        for (const auto& [code, people] : input_.residents)
            if (const AtlasArea* area = made_->area(layer.id, code)) made_->block_residents_[area->place] = people;
        for (const double people : made_->block_residents_) made_->all_residents_ += people;
        inside_.blocks = found->second;
        inside_.residents_digest = input_.residents_digest;
        made_->block_layer_ = layer.id;
        made_->residents_facts_ = input_.residents_facts;
    }

    void people(std::size_t i) {
        if (inside_.blocks == Atlas::Inside::npos) return;
        Atlas::Inside::Drawn& drawn = *inside_.layers[i].drawn;
        const Ground& blocks = inside_.block_ground();
        drawn.pieces =
            i == inside_.blocks ? std::make_unique<Pieces>(blocks) : std::make_unique<Pieces>(blocks, drawn.ground);
        std::vector<AtlasArea>& areas = made_->layers_[i].areas;
        for (std::uint32_t block = 0; block < blocks.size(); ++block)
            for (const Piece& piece : drawn.pieces->of(block)) {
                const double portion = portion_of(blocks, *drawn.pieces, block, piece);
                if (portion < 1e-6) continue;  // lines that should be one, seen through a microscope
                areas[piece.area].extent.push_back({block, static_cast<float>(portion)});
                areas[piece.area].residents += portion * made_->block_residents_[block];
            }
    }

    // A layer of members may be made of a layer of members; `depth` ends what would run in a circle.
    bool put_together(std::size_t i, int depth) {
        Atlas::Inside::Layer& layer = inside_.layers[i];
        if (layer.drawn || !layer.wholes.empty()) return true;
        const auto of = inside_.layer_places.find(input_.layers[i].members_of.value());
        if (of == inside_.layer_places.end() || depth > 8 || !put_together(of->second, depth + 1)) return false;
        const std::size_t other = of->second;
        layer.base = inside_.layers[other].base;
        layer.wholes.assign(made_->layers_[layer.base].areas.size(), {});
        AtlasLayer& shown = made_->layers_[i];
        for (std::uint32_t place = 0; place < shown.areas.size(); ++place) {
            AtlasArea& area = shown.areas[place];
            Footprint together;
            for (const std::string& code : input_.layers[i].areas[place].members) {
                const AtlasArea* member = made_->area(input_.layers[i].members_of, code);
                if (member == nullptr) continue;  // withdrawn since; the import refused what was not there then
                area.members.push_back(member->id);
                area.area_m2 += member->area_m2;
                for (std::uint32_t b = 0; b < layer.wholes.size(); ++b) {
                    const bool part = inside_.layers[other].drawn
                                          ? b == member->place
                                          : std::ranges::count(inside_.layers[other].wholes[b], member->place) > 0;
                    if (part) layer.wholes[b].push_back(place);
                }
            }
            together.areas = area.members;
            area.shape = made_->ground_of(together);
            area.box = area.shape.box();
            area.extent = made_->extent_of(together);
            area.residents = made_->residents_of(area.extent);
        }
        return true;
    }

    // The borough is the ground of its wards or districts put together; without them, of its small areas.
    void find_land() {
        const AtlasLayer* best = nullptr;
        for (const LayerKind kind : {LayerKind::district, LayerKind::ward, LayerKind::small_area})
            if (best == nullptr) best = made_->layer_of_kind(kind);
        if (best == nullptr && !made_->layers_.empty()) best = &made_->layers_.front();
        if (best == nullptr) return;
        Footprint all;
        for (const AtlasArea& area : best->areas) all.areas.push_back(area.id);
        made_->land_ = made_->ground_of(all);
    }

    AtlasInput input_;
    std::shared_ptr<Atlas> made_;
    Atlas::Inside& inside_;
};

std::shared_ptr<const Atlas> Atlas::make(AtlasInput input) {
    return AtlasMaker(std::move(input)).run();
}

}  // namespace thingwall::places
