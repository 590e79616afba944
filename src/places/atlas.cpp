#include "places/atlas.hpp"

#include <algorithm>
#include <unordered_map>

#include "places/atlas_inside.hpp"

namespace thingwall::places {

Atlas::Atlas() : inside_(std::make_unique<Inside>()) {
    inside_->postcodes = std::make_shared<const Postcodes>();
}
Atlas::~Atlas() = default;

const AtlasLayer* Atlas::layer(LayerId id) const {
    const auto found = inside_->layer_places.find(id.value());
    return found == inside_->layer_places.end() ? nullptr : &layers_[found->second];
}

const AtlasArea* Atlas::area(AreaId id) const {
    const auto found = inside_->area_places.find(id.value());
    return found == inside_->area_places.end() ? nullptr : &layers_[found->second.first].areas[found->second.second];
}

const AtlasArea* Atlas::area(LayerId its_layer, std::string_view code) const {
    const AtlasLayer* in = layer(its_layer);
    if (in == nullptr) return nullptr;
    const auto found =
        std::ranges::lower_bound(in->areas, code, {}, [](const AtlasArea& a) -> std::string_view { return a.code; });
    return found != in->areas.end() && found->code == code ? &*found : nullptr;
}

const AtlasLayer* Atlas::layer_of_kind(LayerKind kind) const {
    const AtlasLayer* best = nullptr;
    for (const AtlasLayer& candidate : layers_)
        if (candidate.facts.kind == kind && (best == nullptr || candidate.facts.valid_from >= best->facts.valid_from))
            best = &candidate;
    return best;
}

const AtlasArea& Atlas::block(std::uint32_t block) const {
    return layers_[inside_->blocks].areas[block];
}
const Postcodes& Atlas::postcodes() const {
    return *inside_->postcodes;
}
std::optional<Point> Atlas::find(const Postcode& postcode) const {
    return inside_->postcodes->find(postcode);
}

std::optional<FoundArea> Atlas::area_at(LayerId its_layer, Point point, double snap_m) const {
    const auto place = inside_->layer_places.find(its_layer.value());
    if (place == inside_->layer_places.end()) return {};
    const Inside::Layer& in = inside_->layers[place->second];
    const Inside::Drawn& drawn = inside_->base_of(place->second);
    Box around{point.east, point.north, point.east, point.north};
    if (snap_m > 0) around.grow_by(snap_m);

    // Areas are in order of their codes, so the lowest place is the first by code.
    std::uint32_t inside = outside, near = outside;
    double metres = snap_m;
    drawn.ground.tree().each_meeting(around, [&](std::uint32_t area) {
        const Locator& locator = drawn.locators[area];
        if (area < inside && locator.where(point) != Where::beyond) inside = area;
        if (inside != outside || snap_m <= 0) return;
        const double away = locator.metres_from(point);
        if (away < metres || (away == metres && area < near)) {
            metres = away;
            near = area;
        }
    });
    const std::uint32_t base = inside != outside ? inside : near;
    if (base == outside) return {};
    const double away = inside != outside ? 0 : metres;
    const AtlasLayer& shown = layers_[place->second];
    if (in.drawn) return FoundArea{&shown.areas[base], away};
    if (in.wholes[base].empty()) return {};
    return FoundArea{&shown.areas[in.wholes[base].front()], away};
}

std::vector<FoundArea> Atlas::areas_at(Point point, double snap_m) const {
    std::vector<FoundArea> found;
    for (const AtlasLayer& candidate : layers_)
        if (const auto area = area_at(candidate.id, point, snap_m)) found.push_back(*area);
    return found;
}

double Atlas::residents_of(const Extent& extent) const {
    double sum = 0;
    for (const Portion& portion : extent)
        if (portion.block < block_residents_.size())
            sum += block_residents_[portion.block] * static_cast<double>(portion.share);
    return sum;
}

double Atlas::residents_shared(const Extent& a, const Extent& b) const {
    double sum = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (i->block < j->block) {
            ++i;
        } else if (j->block < i->block) {
            ++j;
        } else {
            if (i->block < block_residents_.size())
                sum += block_residents_[i->block] * static_cast<double>(std::min(i->share, j->share));
            ++i;
            ++j;
        }
    }
    return sum;
}

Extent Atlas::extent_of(const Footprint& footprint) const {
    std::unordered_map<std::uint32_t, float> shares;
    const auto keep_largest = [&](std::uint32_t block, double share) {
        float& kept = shares[block];
        kept = std::max(kept, static_cast<float>(std::min(1.0, share)));
    };
    if (footprint.whole_borough)
        for (std::uint32_t block = 0; block < blocks(); ++block) keep_largest(block, 1);

    std::map<LayerId, std::unordered_map<std::uint32_t, double>> of_layer;
    for (const AreaId id : footprint.areas)
        if (const AtlasArea* found = area(id))
            for (const Portion& portion : found->extent)
                of_layer[found->layer][portion.block] += static_cast<double>(portion.share);
    for (const auto& [ignored, portions] : of_layer)
        for (const auto& [block, share] : portions) keep_largest(block, share);

    if (inside_->blocks != Inside::npos) {
        const Ground& ground = inside_->block_ground();
        const auto lay_over = [&](const geos::Geometry& drawn) {
            geos::Prepared prepared = geos::prepare(drawn.get());
            ground.tree().each_meeting(geos::box(drawn.get()), [&](std::uint32_t block) {
                if (geos::covers(prepared.get(), ground.shape(block)))
                    keep_largest(block, 1);
                else if (geos::meets(prepared.get(), ground.shape(block)))
                    keep_largest(block, geos::area_m2(geos::intersection(ground.shape(block), drawn.get()).get()) /
                                            ground.area_m2(block));
            });
        };
        for (const Shape& drawn : footprint.drawn)
            if (!drawn.parts.empty()) lay_over(geos::make(drawn));
        for (const Circle& circle : footprint.circles)
            if (circle.radius_m > 0) lay_over(geos::circle(circle.centre, circle.radius_m));
    }
    Extent extent;
    for (const auto& [block, share] : shares)
        if (share > 0) extent.push_back({block, share});
    std::ranges::sort(extent, {}, &Portion::block);
    return extent;
}

Shape Atlas::ground_of(const Footprint& footprint) const {
    if (footprint.whole_borough) return land_;
    std::vector<geos::Geometry> grounds;
    std::vector<const Shape*> shapes;
    for (const AreaId id : footprint.areas)
        if (const AtlasArea* found = area(id)) shapes.push_back(&found->shape);
    for (const Shape& drawn : footprint.drawn)
        if (!drawn.parts.empty()) shapes.push_back(&drawn);
    if (shapes.size() == 1 && footprint.circles.empty()) return *shapes.front();
    for (const Shape* shape : shapes) grounds.push_back(geos::make(*shape));
    for (const Circle& circle : footprint.circles) grounds.push_back(geos::circle(circle.centre, circle.radius_m));
    if (grounds.empty()) return {};
    return geos::to_shape(geos::union_of(std::move(grounds)).get());
}

std::shared_ptr<const Crosswalk> Atlas::crosswalk(LayerId source, LayerId target) const {
    const auto a = inside_->layer_places.find(source.value()), b = inside_->layer_places.find(target.value());
    if (a == inside_->layer_places.end() || b == inside_->layer_places.end())
        return std::make_shared<const Crosswalk>();
    const std::pair key{a->second, b->second};
    {
        const std::lock_guard lock(inside_->crosswalks_lock);
        if (const auto found = inside_->crosswalks.find(key); found != inside_->crosswalks.end()) return found->second;
    }
    // Outside the lock: two who ask at once compute the same twice, and nobody waits for somebody else's layers.
    const auto [first, second] = key;
    const Inside::Drawn &from = inside_->base_of(first), &to = inside_->base_of(second);
    const bool has_people = inside_->blocks != Inside::npos && from.pieces && to.pieces;
    Crosswalk made = has_people ? by_residents(inside_->block_ground(), block_residents_, *from.pieces, *to.pieces,
                                               from.ground.size(), to.ground.size(), Edges::keep_remainder)
                                : by_area(from.ground, to.ground);
    const Inside::Layer &of_source = inside_->layers[first], &of_target = inside_->layers[second];
    if (!of_source.drawn) made = summed_by_source(made, of_source.wholes);
    if (!of_target.drawn) made = summed_by_target(made, of_target.wholes);
    made.provenance = {has_people ? Method::residents : Method::area,
                       layers_[first].digest,
                       layers_[second].digest,
                       has_people ? inside_->block_ground().digest() : "",
                       has_people ? inside_->residents_digest : "",
                       residents_facts_.vintage,
                       made.provenance.tolerance};
    auto kept = std::make_shared<const Crosswalk>(std::move(made));
    const std::lock_guard lock(inside_->crosswalks_lock);
    return inside_->crosswalks.try_emplace(key, std::move(kept)).first->second;
}

std::vector<Meeting> Atlas::meetings(const AtlasArea& area, LayerId other) const {
    const AtlasLayer* with = layer(other);
    if (with == nullptr) return {};
    const auto rows = without_slivers(*crosswalk(area.layer, other));
    std::vector<Meeting> found;
    for (const CrosswalkRow& row : rows) {
        if (row.source != area.place) continue;
        found.push_back({row.target == outside ? nullptr : &with->areas[row.target], row.residents, row.area_m2,
                         row.share_of_source, row.share_of_target, row.whole_blocks, row.cut_blocks,
                         row.whole_residents});
    }
    std::ranges::stable_sort(found, [](const Meeting& a, const Meeting& b) {
        if ((a.other == nullptr) != (b.other == nullptr)) return b.other == nullptr;
        return a.share_of_this > b.share_of_this;
    });
    return found;
}

Shape shared_ground(const Shape& a, const Shape& b) {
    if (a.parts.empty() || b.parts.empty() || !a.box().meets(b.box())) return {};
    return geos::to_shape(geos::intersection(geos::make(a).get(), geos::make(b).get()).get());
}

Shape ground_outside(const Shape& a, const Shape& b) {
    if (a.parts.empty() || b.parts.empty() || !a.box().meets(b.box())) return a;
    return geos::to_shape(geos::difference(geos::make(a).get(), geos::make(b).get()).get());
}

}  // namespace thingwall::places
