#include "places/store.hpp"

#include <unordered_map>

#include "places/projection.hpp"

namespace thingwall::places::store {

namespace {

constexpr db::Query select_layers{"places.layers", R"sql(
    SELECT id, name, kind, owner, vintage, source, licence, attribution, valid_from, valid_to, may_overlap, members_of, digest
    FROM place_layer ORDER BY id)sql"};
constexpr db::Query select_areas{"places.areas", R"sql(
    SELECT id, code, name, ground FROM place_area WHERE layer = $1 ORDER BY code)sql"};
constexpr db::Query select_members{"places.members", R"sql(
    SELECT m.area, m.member FROM place_member m JOIN place_area a ON a.id = m.area WHERE a.layer = $1 ORDER BY m.area, m.member)sql"};
constexpr db::Query select_census{"places.census", R"sql(
    SELECT id, layer, vintage, source, licence, attribution, digest, report, imported FROM place_census ORDER BY id DESC LIMIT 1)sql"};
constexpr db::Query select_residents{"places.residents", R"sql(
    SELECT a.code, r.people FROM place_residents r JOIN place_area a ON a.id = r.area WHERE r.census = $1)sql"};
constexpr db::Query select_postcodes{"places.postcodes", R"sql(
    SELECT content, vintage, source, licence, attribution FROM place_postcodes ORDER BY id DESC LIMIT 1)sql"};
constexpr db::Query select_same{"places.same_layer", R"sql(
    SELECT id FROM place_layer WHERE digest = $1 AND name = $2 AND kind = $3 AND owner = $4 AND vintage = $5 AND members_of = $6 ORDER BY id LIMIT 1)sql"};
constexpr db::Query insert_layer{"places.insert_layer", R"sql(
    INSERT INTO place_layer (id, name, kind, owner, vintage, source, licence, attribution, valid_from, valid_to, may_overlap, members_of, digest, method, report, imported)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))sql"};
constexpr db::Query insert_area{"places.insert_area", R"sql(
    INSERT INTO place_area (id, layer, code, name, ground) VALUES ($1, $2, $3, $4, $5))sql"};
constexpr db::Query insert_member{"places.insert_member", R"sql(
    INSERT INTO place_member (area, member) VALUES ($1, $2))sql"};
constexpr db::Query insert_census{"places.insert_census", R"sql(
    INSERT INTO place_census (id, layer, vintage, source, licence, attribution, digest, report, imported)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql"};
constexpr db::Query insert_residents{"places.insert_residents", R"sql(
    INSERT INTO place_residents (census, area, people) VALUES ($1, $2, $3))sql"};
constexpr db::Query delete_older_postcodes{"places.delete_older_postcodes", R"sql(
    DELETE FROM place_postcodes WHERE id < (SELECT MAX(id) FROM place_postcodes))sql"};
constexpr db::Query insert_postcodes{"places.insert_postcodes", R"sql(
    INSERT INTO place_postcodes (id, content, postcodes, vintage, source, licence, attribution, digest, report, imported)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql"};
constexpr db::Query select_layer_report{"places.layer_report",
                                        "SELECT report, imported FROM place_layer WHERE id = $1"};
constexpr db::Query select_census_report{"places.census_report",
                                         "SELECT report, imported FROM place_census ORDER BY id DESC LIMIT 1"};
constexpr db::Query select_postcodes_report{"places.postcodes_report",
                                            "SELECT report, imported FROM place_postcodes ORDER BY id DESC LIMIT 1"};

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}
std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::optional<Imported> one(db::Statement statement) {
    if (!statement.next()) return {};
    return Imported{std::string(statement.text(0)), statement.instant(1)};
}

void read_areas(db::Reader& reader, LayerInput& layer) {
    std::unordered_map<std::int64_t, std::size_t> places;
    auto areas = reader.prepare(select_areas);
    areas.bind(layer.id);
    while (areas.next()) {
        AreaInput area;
        area.id = areas.id<AreaId>(0);
        area.code = areas.text(1);
        area.name = areas.text(2);
        if (!areas.is_null(3)) area.ground = geos::from_wkb(text_of(areas.blob(3)));
        places[area.id.value()] = layer.areas.size();
        layer.areas.push_back(std::move(area));
    }
    if (!layer.members_of.known()) return;
    auto members = reader.prepare(select_members);
    members.bind(layer.id);
    while (members.next()) layer.areas[places.at(members.integer(0))].members.emplace_back(members.text(1));
}

}  // namespace

AtlasInput read_all(db::Reader& reader) {
    AtlasInput input;
    {
        auto layers = reader.prepare(select_layers);
        while (layers.next()) {
            LayerInput layer;
            layer.id = layers.id<LayerId>(0);
            layer.facts.name = layers.text(1);
            layer.facts.kind = parse_layer_kind(layers.text(2)).value_or(LayerKind::other);
            layer.facts.owner = layers.id<OrganisationId>(3);
            layer.facts.vintage = layers.text(4);
            layer.facts.source = layers.text(5);
            layer.facts.licence = layers.text(6);
            layer.facts.attribution = layers.text(7);
            layer.facts.valid_from = layers.optional_date(8);
            layer.facts.valid_to = layers.optional_date(9);
            layer.facts.may_overlap = layers.integer(10) != 0;
            layer.members_of = layers.id<LayerId>(11);
            layer.digest = layers.text(12);
            input.layers.push_back(std::move(layer));
        }
    }
    for (LayerInput& layer : input.layers) read_areas(reader, layer);
    std::int64_t census = 0;
    {
        auto newest = reader.prepare(select_census);
        if (newest.next()) {
            census = newest.integer(0);
            input.block_layer = newest.id<LayerId>(1);
            input.residents_facts = {std::string(newest.text(2)), std::string(newest.text(3)),
                                     std::string(newest.text(4)), std::string(newest.text(5))};
            input.residents_digest = newest.text(6);
        }
    }
    if (census != 0) {
        auto residents = reader.prepare(select_residents);
        residents.bind(census);
        while (residents.next()) input.residents.emplace_back(std::string(residents.text(0)), residents.real(1));
    }
    auto postcodes = reader.prepare(select_postcodes);
    if (postcodes.next()) {
        auto read = Postcodes::from_bytes(text_of(postcodes.blob(0)));
        if (!read) throw db::Failure(db::Failure::Cause::broken, read.error().message);
        input.postcodes = std::make_shared<const Postcodes>(std::move(*read));
        input.postcodes_facts = {std::string(postcodes.text(1)), std::string(postcodes.text(2)),
                                 std::string(postcodes.text(3)), std::string(postcodes.text(4))};
    }
    return input;
}

std::optional<LayerId> same_layer(db::Reader& reader, const PreparedLayer& layer) {
    auto found = reader.prepare(select_same);
    found.bind(layer.digest, layer.facts.name, to_word(layer.facts.kind), layer.facts.owner, layer.facts.vintage,
               layer.members_of);
    if (!found.next()) return {};
    return found.id<LayerId>(0);
}

void insert(db::Transaction& tx, LayerId id, const PreparedLayer& layer) {
    const LayerFacts& facts = layer.facts;
    tx.prepare(insert_layer)
        .bind(id, facts.name, to_word(facts.kind), facts.owner, facts.vintage, facts.source, facts.licence,
              facts.attribution, facts.valid_from, facts.valid_to, facts.may_overlap, layer.members_of, layer.digest,
              transformation, describe(layer.report), tx.now())
        .run();
    for (const PreparedArea& area : layer.areas) {
        const auto its_id = tx.new_id<AreaId>();
        const auto ground = area.ground.empty() ? std::optional<std::span<const std::byte>>{} : bytes_of(area.ground);
        tx.prepare(insert_area).bind(its_id, id, area.code, area.name, ground).run();
        for (const std::string& member : area.members) tx.prepare(insert_member).bind(its_id, member).run();
    }
}

void insert(db::Transaction& tx, std::int64_t id, const PreparedResidents& residents) {
    const DataFacts& facts = residents.facts;
    tx.prepare(insert_census)
        .bind(id, residents.layer, facts.vintage, facts.source, facts.licence, facts.attribution, residents.digest,
              describe(residents.report), tx.now())
        .run();
    for (const auto& [area, people] : residents.people) tx.prepare(insert_residents).bind(id, area, people).run();
}

void replace(db::Transaction& tx, std::int64_t id, const PreparedPostcodes& postcodes) {
    const DataFacts& facts = postcodes.facts;
    tx.prepare(delete_older_postcodes).run();
    tx.prepare(insert_postcodes)
        .bind(id, bytes_of(postcodes.content), static_cast<std::int64_t>(postcodes.postcodes), facts.vintage,
              facts.source, facts.licence, facts.attribution, postcodes.digest,
              postcodes.report_text.empty() ? describe(postcodes.report) : postcodes.report_text, tx.now())
        .run();
}

std::optional<Imported> imported(db::Reader& reader, LayerId layer) {
    auto statement = reader.prepare(select_layer_report);
    statement.bind(layer);
    return one(std::move(statement));
}
std::optional<Imported> imported_residents(db::Reader& reader) {
    return one(reader.prepare(select_census_report));
}
std::optional<Imported> imported_postcodes(db::Reader& reader) {
    return one(reader.prepare(select_postcodes_report));
}

}  // namespace thingwall::places::store
