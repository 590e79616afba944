#include <boost/json.hpp>

#include "base/json.hpp"
#include "places/store.hpp"

namespace thingwall::places::store {

namespace {

constexpr db::Query select_two_censuses{"places.two_censuses", R"sql(
    SELECT id, vintage, source, licence, attribution, imported FROM place_census ORDER BY id DESC LIMIT 2)sql"};
constexpr db::Query select_two_postcodes{"places.two_postcodes", R"sql(
    SELECT id, vintage, source, licence, attribution, imported FROM place_postcodes ORDER BY id DESC LIMIT 2)sql"};
constexpr db::Query select_census_again{"places.census_again", R"sql(
    SELECT layer, vintage, source, licence, attribution, digest, report FROM place_census WHERE id = $1)sql"};
constexpr db::Query insert_census_again{"places.insert_census_again", R"sql(
    INSERT INTO place_census (id, layer, vintage, source, licence, attribution, digest, report, imported)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql"};
constexpr db::Query select_people_again{"places.people_again",
                                        "SELECT area, people FROM place_residents WHERE census = $1"};
constexpr db::Query insert_people_again{"places.insert_people_again",
                                        "INSERT INTO place_residents (census, area, people) VALUES ($1, $2, $3)"};
constexpr db::Query update_postcodes_number{"places.renumber_postcodes",
                                            "UPDATE place_postcodes SET id = $2, imported = $3 WHERE id = $1"};
constexpr db::Query delete_old_postcodes{"places.delete_former_postcodes", R"sql(
    DELETE FROM place_postcodes
    WHERE id < (SELECT MAX(id) FROM place_postcodes)
      AND (SELECT MAX(imported) FROM place_postcodes) < $1)sql"};
constexpr db::Query delete_others{"places.delete_uploads_of", "DELETE FROM place_upload WHERE person = $1"};
constexpr db::Query insert_upload{"places.insert_upload", R"sql(
    INSERT INTO place_upload (id, person, organisation, kind, filename, draft, content, digest, report, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql"};
constexpr db::Query select_upload{"places.upload", R"sql(
    SELECT id, person, organisation, kind, filename, draft, content, digest, report FROM place_upload WHERE id = $1)sql"};
constexpr db::Query delete_one_upload{"places.delete_upload", "DELETE FROM place_upload WHERE id = $1"};
constexpr db::Query delete_old_uploads{"places.delete_old_uploads", "DELETE FROM place_upload WHERE at < $1"};

constexpr std::pair<std::string_view, std::string LayerDraft::*> layer_fields[] = {
    {"name", &LayerDraft::name},
    {"kind", &LayerDraft::kind},
    {"owner", &LayerDraft::owner},
    {"layer_vintage", &LayerDraft::vintage},
    {"layer_source", &LayerDraft::source},
    {"layer_licence", &LayerDraft::licence},
    {"layer_attribution", &LayerDraft::attribution},
    {"valid_from", &LayerDraft::valid_from},
    {"valid_to", &LayerDraft::valid_to},
    {"may_overlap", &LayerDraft::may_overlap},
    {"members_of", &LayerDraft::members_of},
    {"code_property", &LayerDraft::code_property},
    {"name_property", &LayerDraft::name_property}};
constexpr std::pair<std::string_view, std::string DataDraft::*> data_fields[] = {
    {"vintage", &DataDraft::vintage},
    {"source", &DataDraft::source},
    {"licence", &DataDraft::licence},
    {"attribution", &DataDraft::attribution},
    {"layer", &DataDraft::layer}};

std::string draft_text(const Upload& upload) {
    json::Writer text;
    text.begin_object();
    for (const auto& [name, field] : layer_fields) text.member(name, upload.layer.*field);
    for (const auto& [name, field] : data_fields) text.member(name, upload.data.*field);
    text.end_object();
    return text.take();
}

void read_draft(std::string_view text, Upload& upload) {
    const auto read = json::parse(text);
    if (!read || !read->is_object()) return;
    const auto& values = read->get_object();
    const auto take = [&](std::string_view name, std::string& into) {
        if (const auto* value = values.if_contains(name); value != nullptr && value->is_string())
            into = std::string(value->get_string());
    };
    for (const auto& [name, field] : layer_fields) take(name, upload.layer.*field);
    for (const auto& [name, field] : data_fields) take(name, upload.data.*field);
}

std::optional<Former> second_of(db::Statement rows) {
    Former found;
    if (!rows.next()) return {};
    found.newest = rows.integer(0);
    found.replaced = rows.instant(5);
    if (!rows.next()) return {};
    found.former = rows.integer(0);
    found.facts = {std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3)),
                   std::string(rows.text(4))};
    return found;
}

std::int64_t first_of(db::Statement rows) {
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

std::optional<Former> former_residents(db::Reader& reader) {
    return second_of(reader.prepare(select_two_censuses));
}
std::optional<Former> former_postcodes(db::Reader& reader) {
    return second_of(reader.prepare(select_two_postcodes));
}
std::int64_t newest_residents(db::Reader& reader) {
    return first_of(reader.prepare(select_two_censuses));
}
std::int64_t newest_postcodes(db::Reader& reader) {
    return first_of(reader.prepare(select_two_postcodes));
}

LayerId copy_residents(db::Transaction& tx, std::int64_t former, std::int64_t id) {
    LayerId layer;
    {
        auto facts = tx.prepare(select_census_again);
        facts.bind(former);
        if (!facts.next()) throw db::Failure(db::Failure::Cause::broken, "the former residents are not there");
        layer = facts.id<LayerId>(0);
        tx.prepare(insert_census_again)
            .bind(id, layer, facts.text(1), facts.text(2), facts.text(3), facts.text(4), facts.text(5), facts.text(6),
                  tx.now())
            .run();
    }
    std::vector<std::pair<AreaId, double>> people;
    {
        auto rows = tx.prepare(select_people_again);
        rows.bind(former);
        while (rows.next()) people.emplace_back(rows.id<AreaId>(0), rows.real(1));
    }
    for (const auto& [area, count] : people) tx.prepare(insert_people_again).bind(id, area, count).run_later();
    return layer;
}

void renumber_postcodes(db::Transaction& tx, std::int64_t former, std::int64_t id) {
    tx.prepare(update_postcodes_number).bind(former, id, tx.now()).run();
}
void delete_former_postcodes(db::Transaction& tx, Instant before) {
    tx.prepare(delete_old_postcodes).bind(before).run();
}

void insert(db::Transaction& tx, const Upload& upload) {
    tx.prepare(delete_others).bind(upload.person).run();
    tx.prepare(insert_upload)
        .bind(upload.id, upload.person, upload.organisation, upload.kind, upload.filename, draft_text(upload),
              std::as_bytes(std::span(upload.content)), upload.digest, upload.report, tx.now())
        .run();
}

std::optional<Upload> upload(db::Reader& reader, std::int64_t id) {
    auto row = reader.prepare(select_upload);
    row.bind(id);
    if (!row.next()) return {};
    Upload found;
    found.id = row.integer(0);
    found.person = row.id<PersonId>(1);
    found.organisation = row.id<OrganisationId>(2);
    found.kind = row.text(3);
    found.filename = row.text(4);
    read_draft(row.text(5), found);
    const auto content = row.blob(6);
    found.content.assign(reinterpret_cast<const char*>(content.data()), content.size());
    found.digest = row.text(7);
    found.report = row.text(8);
    return found;
}

bool delete_upload(db::Transaction& tx, std::int64_t id) {
    return tx.prepare(delete_one_upload).bind(id).run() > 0;
}
void delete_uploads_before(db::Transaction& tx, Instant moment) {
    tx.prepare(delete_old_uploads).bind(moment).run();
}

}  // namespace thingwall::places::store
