#include "base/text.hpp"
#include "identity/store.hpp"

namespace thingwall::identity::store {

namespace {

constexpr db::Query insert_organisation_row{"identity.insert_organisation", R"sql(
    INSERT INTO organisation (id, name, name_key, short_name, kind, active) VALUES ($1, $2, $3, $4, $5, 1))sql"};
constexpr db::Query update_organisation_row{"identity.update_organisation", R"sql(
    UPDATE organisation SET name = $2, name_key = $3, short_name = $4, kind = $5, active = $6 WHERE id = $1)sql"};
constexpr db::Query all_organisations{"identity.organisations", R"sql(
    SELECT id, name, short_name, kind, active FROM organisation ORDER BY name_key, id)sql"};
constexpr db::Query one_organisation{"identity.organisation", R"sql(
    SELECT id, name, short_name, kind, active FROM organisation WHERE id = $1)sql"};
constexpr db::Query organisation_by_name{"identity.organisation_named", R"sql(
    SELECT id FROM organisation WHERE name_key = $1)sql"};

Organisation read_organisation(db::Statement& row) {
    return {row.id<OrganisationId>(0), std::string(row.text(1)), std::string(row.text(2)),
            parse_kind(row.text(3)).value_or(OrganisationKind::other), row.integer(4) != 0};
}

}  // namespace

void insert_organisation(db::Transaction& tx, OrganisationId id, const CheckedOrganisation& organisation) {
    tx.prepare(insert_organisation_row)
        .bind(id, organisation.name, fold(organisation.name), organisation.short_name, code_of(organisation.kind))
        .run();
}

void update_organisation(db::Transaction& tx, OrganisationId id, const CheckedOrganisation& organisation, bool active) {
    tx.prepare(update_organisation_row)
        .bind(id, organisation.name, fold(organisation.name), organisation.short_name, code_of(organisation.kind),
              active)
        .run();
}

std::vector<Organisation> organisations(db::Reader& reader) {
    std::vector<Organisation> all;
    auto rows = reader.prepare(all_organisations);
    while (rows.next()) all.push_back(read_organisation(rows));
    return all;
}

std::optional<Organisation> organisation(db::Reader& reader, OrganisationId id) {
    auto row = reader.prepare(one_organisation);
    row.bind(id);
    if (!row.next()) return {};
    return read_organisation(row);
}

std::optional<OrganisationId> organisation_named(db::Reader& reader, std::string_view name_key) {
    auto row = reader.prepare(organisation_by_name);
    row.bind(name_key);
    if (!row.next()) return {};
    return row.id<OrganisationId>(0);
}

}  // namespace thingwall::identity::store
