#include "overlap/views_ground.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using Kind = html::MapFigure::Kind;
using Weight = html::MapFigure::Name::Weight;
using html::t;

constexpr std::size_t names_at_most = 7, wards_in_table = 6;

html::Ring ring_of(const places::Ring& ring) {
    html::Ring made;
    made.reserve(ring.size());
    for (const auto& point : ring) made.push_back({point.east, point.north});
    return made;
}

// Of a small area that both have a part of, the smaller share: residents in both, at most.
places::Extent in_both(const places::Extent& a, const places::Extent& b) {
    places::Extent both;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].block < b[j].block)
            ++i;
        else if (b[j].block < a[i].block)
            ++j;
        else {
            both.push_back({a[i].block, std::min(a[i].share, b[j].share)});
            ++i, ++j;
        }
    }
    return both;
}

struct WardShare {
    const Backdrop::Ward* ward;
    double residents;
};

std::vector<WardShare> wards_with(const Backdrop& backdrop, const places::Extent& people) {
    std::vector<WardShare> found;
    for (const auto& ward : backdrop.named)
        if (const double residents = backdrop.atlas->residents_shared(ward.area->extent, people); residents >= 0.5)
            found.push_back({&ward, residents});
    std::ranges::stable_sort(found, std::greater{}, &WardShare::residents);
    return found;
}

html::DataTable residents_table(const Backdrop& backdrop, const TwoGrounds& both, const GroundNames& names) {
    const places::Atlas& atlas = *backdrop.atlas;
    html::DataTable table{.caption = t("Residents of each ground and in both"),
                          .headings = {t("Ground"), t("Residents")},
                          .numbers = {false, true},
                          .rows = {}};
    auto row = [&](std::string words, double residents) {
        table.rows.push_back({std::move(words), places::people(residents)});
    };
    row(fmt::format("{} ({})", names.our_ground, names.our_lead), atlas.residents_of(both.our_people));
    row(fmt::format("{} ({})", names.their_ground, names.their_lead), atlas.residents_of(both.their_people));
    row(t("In both"), atlas.residents_of(both.shared_people));
    const auto wards = wards_with(backdrop, both.shared_people);
    for (std::size_t i = 0; i < std::min(wards.size(), wards_in_table); ++i)
        row(fmt::format("… of it in {} ward", wards[i].ward->area->name), wards[i].residents);
    double others = 0;
    for (std::size_t i = wards_in_table; i < wards.size(); ++i) others += wards[i].residents;
    if (wards.size() > wards_in_table)
        row(fmt::format("… of it in {}", count_of(static_cast<std::int64_t>(wards.size() - wards_in_table),
                                                  t("other ward"), t("other wards"))),
            others);
    return table;
}

// The wards of the common ground by name, then those of either; the latter go on a telephone.
void name_wards(const Backdrop& backdrop, const TwoGrounds& both, html::MapFigure& figure) {
    auto named = [&](const WardShare& share) {
        return std::ranges::any_of(figure.names,
                                   [&](const auto& name) { return name.words == share.ward->area->name; });
    };
    auto add = [&](const places::Extent& people, Weight weight) {
        for (const auto& share : wards_with(backdrop, people)) {
            if (figure.names.size() >= names_at_most) return;
            if (share.residents * 2 < share.ward->area->residents || named(share)) continue;
            // One name fits on a telephone; two neighbours would run into each other.
            figure.names.push_back(
                {share.ward->label, share.ward->area->name, figure.names.empty() ? weight : Weight::minor});
        }
    };
    add(both.shared_people, Weight::place);
    add(both.our_people, Weight::minor);
    add(both.their_people, Weight::minor);
}

}  // namespace

std::vector<html::Ring> rings_of(const places::Shape& shape) {
    std::vector<html::Ring> rings;
    for (const auto& part : shape.parts) {
        rings.push_back(ring_of(part.outer));
        for (const auto& hole : part.holes) rings.push_back(ring_of(hole));
    }
    return rings;
}

Backdrop::Backdrop(std::shared_ptr<const places::Atlas> its_atlas) : atlas(std::move(its_atlas)) {
    land = {Kind::land, rings_of(atlas->land())};
    wards.kind = Kind::ward;
    const auto* layer = atlas->layer_of_kind(places::LayerKind::ward);
    if (layer == nullptr) return;
    for (const auto& area : layer->areas) {
        auto rings = rings_of(area.shape);
        wards.rings.insert(wards.rings.end(), std::make_move_iterator(rings.begin()),
                           std::make_move_iterator(rings.end()));
        if (area.shape.parts.empty()) continue;
        const auto at = places::label_point(area.shape);
        named.push_back({&area, {at.east, at.north}});
    }
}

TwoGrounds ground_of_both(const places::Atlas& atlas, const places::Footprint& ours, const places::Footprint& theirs) {
    TwoGrounds both{atlas.ground_of(ours), atlas.ground_of(theirs), {},
                    atlas.extent_of(ours), atlas.extent_of(theirs), {}};
    both.shared = places::shared_ground(both.ours, both.theirs);
    both.shared_people = in_both(both.our_people, both.their_people);
    return both;
}

std::optional<html::MapFigure> ground_figure(const Backdrop& backdrop, const TwoGrounds& both, std::string_view id,
                                             std::string_view title) {
    if (both.ours.parts.empty() && both.theirs.parts.empty()) return std::nullopt;
    html::MapFigure figure;
    figure.id = id;
    figure.title = title;
    figure.shapes = {backdrop.land,
                     backdrop.wards,
                     {Kind::ours, rings_of(both.ours)},
                     {Kind::theirs, rings_of(both.theirs)},
                     {Kind::shared, rings_of(both.shared)}};
    return figure;
}

std::optional<html::MapFigure> ground_page_figure(const Backdrop& backdrop, const TwoGrounds& both,
                                                  const GroundNames& names) {
    auto figure = ground_figure(backdrop, both, "ground", t("Shared ground of the two activities"));
    if (!figure) return figure;
    const double shared = backdrop.atlas->residents_of(both.shared_people);
    figure->description =
        both.shared.parts.empty()
            ? fmt::format("{} and {}. They have no ground in common.", names.our_ground, names.their_ground)
            : fmt::format("{} and {}. The hatched ground is in both; {} residents live there.", names.our_ground,
                          names.their_ground, about(std::llround(shared)));
    name_wards(backdrop, both, *figure);
    figure->key = {{Kind::ours, fmt::format("{}: {}", names.our_lead, names.our_ground)},
                   {Kind::theirs, fmt::format("{}: {}", names.their_lead, names.their_ground)}};
    if (!both.shared.parts.empty()) figure->key.push_back({Kind::shared, t("in both")});
    figure->table = residents_table(backdrop, both, names);
    figure->table_summary = t("Shared ground as a table");
    return figure;
}

}  // namespace thingwall::overlap
