#include "activities/partnership_lists.hpp"

#include <algorithm>
#include <cmath>

#include "activities/footprints.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "places/places.hpp"

#include <fmt/format.h>

namespace thingwall::activities {

// Small areas are for counting; nobody plans by them.
struct PartnershipLists::Words {
    std::vector<Named> in_order;
    std::map<std::string, std::size_t, std::less<>> by_code, by_name;

    Words(std::string_view tsv, bool themed) {
        bool heading = true;
        while (!tsv.empty()) {
            auto end = tsv.find('\n');
            std::string_view line = tsv.substr(0, end);
            tsv = end == std::string_view::npos ? std::string_view() : tsv.substr(end + 1);
            if (std::exchange(heading, false)) continue;
            auto cells = split(line, '\t');
            if (cells.size() < (themed ? 4u : 3u)) continue;
            std::size_t number = in_order.size();
            in_order.push_back({std::string(cells[0]), std::string(cells[themed ? 2 : 1]),
                                themed ? std::string(cells[1]) : std::string()});
            by_code.emplace(in_order.back().id, number);
            by_name.insert_or_assign(fold(in_order.back().name), number);
            // A term that several lines have is the first one's; a label is its own line's whatever terms say.
            for (auto term : split(cells[themed ? 3 : 2], '|')) by_name.try_emplace(fold(term), number);
        }
        for (std::size_t i = 0; i < in_order.size(); ++i) by_name.insert_or_assign(fold(in_order[i].name), i);
    }
    const Named* find(std::string_view code) const {
        auto found = by_code.find(code);
        return found == by_code.end() ? nullptr : &in_order[found->second];
    }
    std::string meant_by(std::string_view typed) const {
        if (find(typed) != nullptr) return std::string(typed);
        auto found = by_name.find(fold(typed));
        return found == by_name.end() ? std::string() : in_order[found->second].id;
    }
};

PartnershipLists::PartnershipLists(identity::Identity& identity, const places::Places& places, db::Database& database,
                                   Vocabulary vocabulary)
    : identity_(identity),
      places_(places),
      database_(database),
      vocabulary_(std::move(vocabulary)),
      subjects_(std::make_unique<Words>(vocabulary_.subjects_tsv, true)),
      audiences_(std::make_unique<Words>(vocabulary_.audiences_tsv, false)) {}
PartnershipLists::~PartnershipLists() = default;

std::vector<Named> PartnershipLists::organisations() const {
    std::vector<Named> found;
    for (const auto& body : *identity_.organisations())
        if (body.active) found.push_back({std::to_string(body.id.value()), body.name, body.short_name});
    return found;
}

std::string PartnershipLists::organisation(OrganisationId id) const {
    auto body = identity_.organisation(id);
    return body ? body->name : std::string();
}
std::string PartnershipLists::organisation_short(OrganisationId id) const {
    auto body = identity_.organisation(id);
    return body ? (body->short_name.empty() ? body->name : body->short_name) : std::string();
}
std::string PartnershipLists::person(PersonId id) const {
    if (!id.known()) return {};
    auto found = database_.read([&](db::Reader& reader) { return identity::person(reader, id); });
    return found ? found->name : std::string();
}

namespace {
// "ward", or the layer's own name where there are several of the kind: "Wards 2013".
std::string kind_of(const places::Atlas& atlas, const places::AtlasLayer& layer) {
    auto same =
        std::ranges::count_if(atlas.layers(), [&](const auto& other) { return other.facts.kind == layer.facts.kind; });
    return same == 1 && layer.facts.kind != places::LayerKind::other ? std::string(places::one(layer.facts.kind))
                                                                     : layer.facts.name;
}
}  // namespace

std::vector<Named> PartnershipLists::areas() const {
    auto atlas = places_.atlas();
    std::vector<Named> found;
    for (const auto& layer : atlas->layers()) {
        if (layer.facts.kind == places::LayerKind::small_area) continue;
        std::string kind = kind_of(*atlas, layer);
        std::size_t first = found.size();
        for (const auto& area : layer.areas) found.push_back({std::to_string(area.id.value()), area.name, kind});
        std::ranges::sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(), {},
                          [](const Named& one) { return fold(one.name); });
    }
    return found;
}
std::string PartnershipLists::area(AreaId id) const {
    auto atlas = places_.atlas();
    const auto* found = atlas->area(id);
    return found == nullptr ? std::string() : found->name;
}
std::string PartnershipLists::area_kind(AreaId id) const {
    auto atlas = places_.atlas();
    const auto* found = atlas->area(id);
    const auto* layer = found == nullptr ? nullptr : atlas->layer(found->layer);
    return layer == nullptr ? std::string() : kind_of(*atlas, *layer);
}

std::vector<Named> PartnershipLists::subjects() const {
    return subjects_->in_order;
}
std::vector<Named> PartnershipLists::audiences() const {
    return audiences_->in_order;
}
std::string PartnershipLists::subject(std::string_view code) const {
    const Named* found = subjects_->find(code);
    return found == nullptr ? std::string() : found->name;
}
std::string PartnershipLists::theme(std::string_view code) const {
    const Named* found = subjects_->find(code);
    return found == nullptr ? std::string() : found->group;
}
std::string PartnershipLists::audience(std::string_view code) const {
    const Named* found = audiences_->find(code);
    return found == nullptr ? std::string() : found->name;
}
std::vector<std::string> PartnershipLists::subjects_of(std::string_view title, std::string_view text) const {
    return vocabulary_.suggest ? vocabulary_.suggest(title, text) : std::vector<std::string>{};
}
std::string PartnershipLists::find_audience(std::string_view typed) const {
    return audiences_->meant_by(typed);
}
std::string PartnershipLists::find_subject(std::string_view typed) const {
    return subjects_->meant_by(typed);
}

std::string PartnershipLists::locate(std::string_view typed) const {
    auto postcode = Postcode::parse(typed);
    auto point = postcode ? places_.atlas()->find(*postcode) : std::nullopt;
    if (!point) return {};
    auto place = places::to_lon_lat(*point);
    return fmt::format("{:.5f}, {:.5f}", place.lat, place.lon);
}

std::vector<AreaId> PartnershipLists::areas_of(std::string_view typed) const {
    auto postcode = Postcode::parse(typed);
    auto atlas = places_.atlas();
    auto point = postcode ? atlas->find(*postcode) : std::nullopt;
    std::vector<AreaId> found;
    if (point)
        for (const auto& area : atlas->areas_at(*point, 50)) found.push_back(area.area->id);
    return found;
}

std::int64_t PartnershipLists::residents(const Footprint& ground) const {
    auto atlas = places_.atlas();
    std::string key = key_of(ground);
    {
        std::scoped_lock lock(mutex_);
        if (counted_on_ != atlas) {
            residents_.clear();
            geometries_.clear();
            counted_on_ = atlas;
        }
        if (auto known = residents_.find(key); known != residents_.end()) return known->second;
    }
    auto counted = static_cast<std::int64_t>(std::llround(atlas->residents_of(atlas->extent_of(on_the_grid(ground)))));
    std::scoped_lock lock(mutex_);
    if (counted_on_ == atlas && residents_.size() < 20'000) residents_.emplace(std::move(key), counted);
    return counted;
}

std::string PartnershipLists::geometry(const Footprint& ground) const {
    auto atlas = places_.atlas();
    std::string key = key_of(ground);
    {
        std::scoped_lock lock(mutex_);
        if (counted_on_ == atlas)
            if (auto known = geometries_.find(key); known != geometries_.end()) return known->second;
    }
    auto shape = atlas->ground_of(on_the_grid(ground));
    std::string text = shape.parts.empty() ? std::string() : places::to_geojson(shape);
    std::scoped_lock lock(mutex_);
    if (counted_on_ == atlas && geometries_.size() < 500) geometries_.emplace(std::move(key), text);
    return text;
}

Known PartnershipLists::known() const {
    return {.subject = [this](std::string_view code) { return subjects_->find(code) != nullptr; },
            .audience = [this](std::string_view code) { return audiences_->find(code) != nullptr; },
            .area = [atlas = places_.atlas()](AreaId id) { return atlas->area(id) != nullptr; },
            .organisation = [this](OrganisationId id) { return identity_.organisation(id).has_value(); },
            .activity = {},
            .audience_list = vocabulary_.audience_version};
}

}  // namespace thingwall::activities
