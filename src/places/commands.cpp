#include <fmt/format.h>

#include "base/text.hpp"
#include "places/places.hpp"
#include "places/read_layer.hpp"
#include "places/store.hpp"
#include "places/tables.hpp"

namespace thingwall::places {

namespace {

// People choose areas from the whole list of a layer, when they plan and when they look for a place. A county has some
// hundred parishes; what has more than this is small areas, which are for counting on.
constexpr std::size_t most_areas_to_choose_from = 5'000;

Result<PreparedLayer> few_enough(PreparedLayer layer) {
    if (layer.facts.kind == LayerKind::small_area || layer.areas.size() <= most_areas_to_choose_from) return layer;
    layer.report.refused(
        "the whole file", "",
        fmt::format("has {} areas, and people choose from them: a layer has at most {}. If residents are counted on "
                    "them, say that they are small areas; else bring in only those of the place",
                    thousands(static_cast<std::int64_t>(layer.areas.size())),
                    thousands(static_cast<std::int64_t>(most_areas_to_choose_from))));
    return std::unexpected(layer.report.error("The file could not be used"));
}

Result<PreparedLayer> members_of(const Atlas& atlas, PreparedLayer layer, const LayerDraft& draft,
                                 std::string_view bytes) {
    const AtlasLayer* of = atlas.layer(layer.members_of);
    if (of == nullptr)
        return std::unexpected(
            Error{ErrorKind::invalid, "There is a problem", {{"members_of", "Choose a layer that is there"}}, 0});
    MemberReading how;
    how.code_column = draft.code_property;
    how.name_column = draft.name_property;
    how.may_overlap = layer.facts.may_overlap;
    auto areas = read_members(
        bytes, [&](std::string_view code) { return atlas.area(of->id, code) != nullptr; }, how, layer.report);
    if (!areas) return std::unexpected(areas.error());
    for (MemberArea& area : *areas)
        layer.areas.push_back({std::move(area.code), std::move(area.name), {}, std::move(area.members)});
    layer.digest = digest_of(bytes);
    return few_enough(std::move(layer));
}

}  // namespace

Result<PreparedLayer> prepare_layer(const Atlas& atlas, const LayerDraft& draft, std::string_view filename,
                                    std::string_view bytes) {
    auto facts = check(draft);
    if (!facts) return std::unexpected(facts.error());
    PreparedLayer layer{std::move(*facts), {}, {}, {}, Report(std::string(filename))};
    if (!draft.members_of.empty()) {
        layer.members_of = LayerId{*parse_id(draft.members_of)};
        return members_of(atlas, std::move(layer), draft, bytes);
    }
    LayerReading how;
    how.code_property = draft.code_property;
    how.name_property = draft.name_property;
    how.overlaps = layer.facts.may_overlap ? LayerReading::Overlaps::allow : LayerReading::Overlaps::refuse;
    auto read = read_layer(bytes, how, layer.report);
    if (!read) return std::unexpected(read.error());
    layer.digest = std::move(read->digest);
    for (ReadArea& area : read->areas)
        layer.areas.push_back({std::move(area.code), std::move(area.name), geos::to_wkb(area.ground.get()), {}});
    return few_enough(std::move(layer));
}

Result<PreparedResidents> prepare_residents(const Atlas& atlas, const DataDraft& draft, std::string_view filename,
                                            std::string_view bytes) {
    Faults faults;
    auto facts = check(draft);
    if (!facts) faults.add(facts.error());
    const auto id = parse_id(draft.layer);
    const AtlasLayer* layer = id ? atlas.layer(LayerId{*id}) : nullptr;
    if (layer == nullptr || layer->members_of.known())
        faults.add("layer", "Choose the layer of small areas that the figures are for");
    if (!faults.empty()) return faults.take();
    PreparedResidents made{layer->id, std::move(*facts), digest_of(bytes), {}, Report(std::string(filename))};
    std::vector<std::string> codes;
    for (const AtlasArea& area : layer->areas) codes.push_back(area.code);
    auto people = read_residents(bytes, codes, made.report, &made.rows);
    if (!people) return std::unexpected(people.error());
    for (std::size_t i = 0; i < codes.size(); ++i) made.people.emplace_back(layer->areas[i].id, (*people)[i]);
    return made;
}

Result<PreparedPostcodes> prepare_postcodes(const DataDraft& draft, std::string_view filename, std::string_view bytes) {
    auto facts = check(draft);
    if (!facts) return std::unexpected(facts.error());
    PreparedPostcodes made{std::move(*facts), digest_of(bytes), {}, 0, Report(std::string(filename))};
    auto postcodes = read_postcodes(bytes, made.report);
    if (!postcodes) return std::unexpected(postcodes.error());
    made.postcodes = postcodes->size();
    made.content = postcodes->to_bytes();
    return made;
}

Result<LayerId> import_layer(db::Transaction& tx, journal::By by, const PreparedLayer& layer) {
    if (const auto same = store::same_layer(tx, layer)) return *same;
    const auto id = tx.new_id<LayerId>();
    store::insert(tx, id, layer);
    journal::record(tx, by, "places.layer_imported", id.value(), layer.digest);
    return id;
}

Done import_residents(db::Transaction& tx, journal::By by, const PreparedResidents& residents) {
    const std::int64_t id = tx.new_number();
    store::insert(tx, id, residents);
    journal::record(tx, by, "places.residents_imported", residents.layer.value(), residents.digest);
    return {};
}

Done import_postcodes(db::Transaction& tx, journal::By by, const PreparedPostcodes& postcodes) {
    const std::int64_t id = tx.new_number();
    store::replace(tx, id, postcodes);
    journal::record(tx, by, "places.postcodes_imported", id, postcodes.digest);
    return {};
}

std::optional<Former> former(db::Reader& reader, Figures which, Instant now) {
    auto found = which == Figures::residents ? store::former_residents(reader) : store::former_postcodes(reader);
    if (found && now - found->replaced > store::former_kept) return {};
    return found;
}

Done bring_back(db::Transaction& tx, journal::By by, Figures which, std::int64_t newest) {
    const auto before = former(tx, which, tx.now());
    if (!before || before->newest != newest)
        return fail(ErrorKind::conflict,
                    "What was there before cannot be brought back: something else was brought in since, or a week is "
                    "over. Look at Places again.");
    const std::int64_t id = tx.new_number();
    if (which == Figures::residents) {
        const LayerId layer = store::copy_residents(tx, before->former, id);
        journal::record(tx, by, "places.residents_restored", layer.value(), std::to_string(before->former));
    } else {
        store::renumber_postcodes(tx, before->former, id);
        journal::record(tx, by, "places.postcodes_restored", id, std::to_string(before->former));
    }
    return {};
}

}  // namespace thingwall::places
