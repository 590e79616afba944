#include "app/lists.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "db/db.hpp"
#include "overlap/lists.hpp"

namespace thingwall::app {
namespace {

constexpr std::size_t suggestions = 5;
constexpr double near_enough_m = 200;  // a postcode's point on a quay or a pier lies off the land as drawn

std::string kind_of(const places::Atlas& atlas, const places::AtlasArea& area) {
    const auto* layer = atlas.layer(area.layer);
    return layer == nullptr ? std::string{} : std::string(places::one(layer->facts.kind));
}

std::vector<activities::Named> named(const overlap::CodeList& list) {
    std::vector<activities::Named> all;
    for (const auto& line : list.all()) all.push_back({line.code, line.label, line.theme});
    return all;
}

}  // namespace

std::shared_ptr<const RegisterLists::Bodies> RegisterLists::bodies() const {
    auto all = identity_.organisations();
    const std::lock_guard lock(mutex_);
    if (bodies_from_ != all) {
        auto made = std::make_shared<Bodies>();
        for (const auto& body : *all)
            (*made)[body.id] = {body.name, body.short_name.empty() ? body.name : body.short_name};
        bodies_ = std::move(made);
        bodies_from_ = std::move(all);
    }
    return bodies_;
}

std::vector<activities::Named> RegisterLists::organisations() const {
    std::vector<activities::Named> named;
    for (const auto& body : *identity_.organisations())
        if (body.active)
            named.push_back(
                {std::to_string(body.id.value()), body.name, body.short_name.empty() ? body.name : body.short_name});
    return named;
}

std::vector<activities::Named> RegisterLists::areas() const {
    const auto atlas = places_.atlas();
    std::vector<activities::Named> named;
    for (const auto& layer : atlas->layers()) {
        if (layer.id == atlas->block_layer()) continue;
        for (const auto& area : layer.areas)
            named.push_back({std::to_string(area.id.value()), area.name, std::string(places::one(layer.facts.kind))});
    }
    std::ranges::stable_sort(named, {}, [](const auto& one) { return std::pair(one.group, one.name); });
    return named;
}

std::vector<activities::Named> RegisterLists::subjects() const {
    static const auto all = named(overlap::listed_subjects());
    return all;
}
std::vector<activities::Named> RegisterLists::audiences() const {
    static const auto all = named(overlap::listed_audiences());
    return all;
}

std::string RegisterLists::organisation(OrganisationId id) const {
    const auto known = bodies();
    const auto body = known->find(id);
    return body == known->end() ? elsewhere_.name(id) : body->second.first;
}

std::string RegisterLists::organisation_short(OrganisationId id) const {
    const auto known = bodies();
    const auto body = known->find(id);
    return body == known->end() ? elsewhere_.name(id) : body->second.second;
}

std::string RegisterLists::person(PersonId id) const {
    auto person = database_.read([&](db::Reader& reader) { return identity::person(reader, id); });
    return person ? person->name : std::string{};
}

std::string RegisterLists::area(AreaId id) const {
    const auto atlas = places_.atlas();
    const auto* area = atlas->area(id);
    return area == nullptr ? std::string{} : area->name;
}

std::string RegisterLists::area_kind(AreaId id) const {
    const auto atlas = places_.atlas();
    const auto* area = atlas->area(id);
    return area == nullptr ? std::string{} : kind_of(*atlas, *area);
}

std::string RegisterLists::subject(std::string_view code) const {
    const auto* line = overlap::listed_subjects().find(code);
    return line == nullptr ? std::string{} : line->label;
}
std::string RegisterLists::theme(std::string_view subject) const {
    const auto* line = overlap::listed_subjects().find(subject);
    return line == nullptr ? std::string{} : line->theme;
}
std::string RegisterLists::audience(std::string_view code) const {
    const auto* line = overlap::listed_audiences().find(code);
    return line == nullptr ? std::string{} : line->label;
}
std::vector<std::string> RegisterLists::subjects_of(std::string_view title, std::string_view text) const {
    return overlaps_.subjects_of(title, text, suggestions);
}
std::string RegisterLists::find_audience(std::string_view typed) const {
    return overlaps_.meant_by(typed, true);
}
std::string RegisterLists::find_subject(std::string_view typed) const {
    return overlaps_.meant_by(typed, false);
}

std::string RegisterLists::locate(std::string_view postcode) const {
    const auto known = Postcode::parse(postcode);
    if (!known) return {};
    const auto point = places_.atlas()->find(*known);
    if (!point) return {};
    const auto at = places::to_lon_lat(*point);
    return fmt::format("{:.6f}, {:.6f}", at.lat, at.lon);
}

std::vector<AreaId> RegisterLists::areas_of(std::string_view postcode) const {
    const auto known = Postcode::parse(postcode);
    if (!known) return {};
    const auto atlas = places_.atlas();
    std::vector<AreaId> areas;
    if (const auto point = atlas->find(*known))
        for (const auto& found : atlas->areas_at(*point, near_enough_m))
            if (found.area->layer != atlas->block_layer()) areas.push_back(found.area->id);
    return areas;
}

std::string RegisterLists::geometry(const activities::Footprint& ground) const {
    const auto shape = places_.atlas()->ground_of(footprints_.of(ground));
    return shape.parts.empty() ? std::string{} : places::to_geojson(shape);
}

std::int64_t RegisterLists::residents(const activities::Footprint& ground) const {
    const auto atlas = places_.atlas();
    return residents_.get(atlas, ground, [&]() -> std::int64_t {
        return std::llround(atlas->residents_of(atlas->extent_of(footprints_.of(ground))));
    });
}

// Drawn ground that nobody can make sense of, or that lies elsewhere, would count as nobody: it is said when it is
// drawn.
std::string RegisterLists::reason_against(const activities::Footprint& ground) const {
    activities::Footprint drawn = ground;
    drawn.areas.clear();
    drawn.whole_borough = false;
    return reasons_.get(places_.atlas(), drawn, [&]() -> std::string {
        if (!drawn.shape.empty() && !places::read_shape(drawn.shape))
            return "The shape cannot be read as ground: its lines cross, or it has no inside. Draw it again, more "
                   "simply";
        const auto atlas = places_.atlas();
        if (atlas->land().parts.empty()) return {};
        const auto where = atlas->ground_of(footprints_.of(drawn));
        if (where.parts.empty()) return "The shape has no ground. Draw it again";
        if (places::shared_ground(where, atlas->land()).parts.empty())
            return "This lies outside the area of the partnership. Draw it again, or choose another place";
        return {};
    });
}

std::shared_ptr<const RegisterLists::Blocks> RegisterLists::blocks() const {
    const auto atlas = places_.atlas();
    const std::lock_guard lock(blocks_mutex_);
    if (blocks_ && blocks_->atlas == atlas) return blocks_;
    auto made = std::make_shared<Blocks>();
    made->atlas = atlas;
    made->of.resize(atlas->blocks());
    for (const auto& layer : atlas->layers()) {
        if (layer.id == atlas->block_layer()) continue;
        for (const auto& area : layer.areas) {
            for (const auto& portion : area.extent)
                made->of[portion.block].push_back({static_cast<std::uint32_t>(made->areas.size()), portion.share});
            made->areas.push_back(&area);
        }
    }
    blocks_ = std::move(made);
    return blocks_;
}

activities::AreasReached RegisterLists::reached(const activities::Footprint& ground) const {
    if (ground.whole_borough) return nullptr;
    const auto known = blocks();
    return reached_.get(known->atlas, ground, [&]() -> activities::AreasReached {
        const auto extent = known->atlas->extent_of(footprints_.of(ground));
        const auto& residents = known->atlas->block_residents();
        std::vector<double> shared(known->areas.size());
        for (const auto& portion : extent)
            for (const auto& part : known->of[portion.block])
                shared[part.area] += residents[portion.block] * std::min<double>(portion.share, part.share);
        const double all = known->atlas->residents_of(extent);
        auto made = std::make_shared<std::vector<activities::Reached>>();
        for (std::size_t i = 0; i < shared.size(); ++i) {
            const auto& area = *known->areas[i];
            const bool named = std::ranges::find(ground.areas, area.id) != ground.areas.end();
            const double of_area = named                ? 1
                                   : area.residents > 0 ? shared[i] / area.residents
                                                        : 0,
                         of_ground = all > 0 ? shared[i] / all : 0;
            if (named || shared[i] > 0)
                made->push_back({area.id, static_cast<float>(of_area), static_cast<float>(of_ground)});
        }
        return made;
    });
}

activities::Known RegisterLists::known() const {
    activities::Known known;
    known.subject = [](std::string_view code) { return overlap::listed_subjects().find(code) != nullptr; };
    known.audience = [](std::string_view code) { return overlap::listed_audiences().find(code) != nullptr; };
    known.area = [this](AreaId id) { return places_.atlas()->area(id) != nullptr; };
    known.organisation = [this](OrganisationId id) { return !organisation(id).empty(); };
    known.audience_list = overlap::listed_audiences().version();
    known.ground = [this](const activities::Footprint& ground) { return reason_against(ground); };
    return known;
}

}  // namespace thingwall::app
