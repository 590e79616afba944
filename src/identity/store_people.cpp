#include "base/text.hpp"
#include "identity/access.hpp"
#include "identity/store.hpp"

namespace thingwall::identity::store {

namespace {

constexpr db::Query insert_person_row{"identity.insert_person", R"sql(
    INSERT INTO person (id, organisation, name, email, email_key, role, password_hash, active, made)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8))sql"};
constexpr db::Query update_person_row{"identity.update_person", R"sql(
    UPDATE person SET role = $2, active = $3 WHERE id = $1)sql"};
constexpr db::Query update_name_of{"identity.update_name", R"sql(
    UPDATE person SET name = $2 WHERE id = $1)sql"};
constexpr db::Query update_password_of{"identity.update_password", R"sql(
    UPDATE person SET password_hash = $2 WHERE id = $1)sql"};
constexpr db::Query one_person{"identity.person", R"sql(
    SELECT p.id, p.organisation, o.name, p.name, p.email, p.role, p.active, p.password_hash
    FROM person p JOIN organisation o ON o.id = p.organisation WHERE p.id = $1)sql"};
constexpr db::Query page_of_people{"identity.people", R"sql(
    SELECT p.id, p.organisation, o.name, p.name, p.email, p.role, p.active, p.password_hash
    FROM person p JOIN organisation o ON o.id = p.organisation
    ORDER BY o.name_key, p.name, p.id LIMIT $1 OFFSET $2)sql"};
constexpr db::Query active_officers{"identity.officers_of", R"sql(
    SELECT p.id, p.organisation, o.name, p.name, p.email, p.role, p.active, p.password_hash
    FROM person p JOIN organisation o ON o.id = p.organisation
    WHERE p.organisation = $1 AND p.active = 1 AND o.active = 1 AND p.role IN ('officer', 'coordinator', 'administrator')
    ORDER BY p.name, p.id)sql"};
constexpr db::Query active_coordinators{"identity.coordinators", R"sql(
    SELECT p.id, p.organisation, o.name, p.name, p.email, p.role, p.active, p.password_hash
    FROM person p JOIN organisation o ON o.id = p.organisation
    WHERE p.active = 1 AND o.active = 1 AND p.role = 'coordinator' ORDER BY p.name, p.id)sql"};
constexpr db::Query number_of_people{"identity.count_people", "SELECT count(*) FROM person"};
constexpr db::Query any_person{"identity.anybody", "SELECT 1 FROM person LIMIT 1"};
constexpr db::Query number_of_administrators{"identity.count_administrators", R"sql(
    SELECT count(*) FROM person p JOIN organisation o ON o.id = p.organisation
    WHERE p.role = 'administrator' AND p.active = 1 AND o.active = 1)sql"};
constexpr db::Query person_by_email{"identity.person_with_email", "SELECT id FROM person WHERE email_key = $1"};
constexpr db::Query credentials_by_email{"identity.credentials_by_email", R"sql(
    SELECT p.id, p.organisation, p.password_hash, p.active * o.active
    FROM person p JOIN organisation o ON o.id = p.organisation WHERE p.email_key = $1)sql"};
constexpr db::Query credentials_by_person{"identity.credentials_of_person", R"sql(
    SELECT p.id, p.organisation, p.password_hash, p.active * o.active
    FROM person p JOIN organisation o ON o.id = p.organisation WHERE p.id = $1)sql"};

Person read_person(db::Statement& row) {
    return {row.id<PersonId>(0),      row.id<OrganisationId>(1),
            std::string(row.text(2)), std::string(row.text(3)),
            std::string(row.text(4)), parse_role(row.text(5)).value_or(web::Role::none),
            row.integer(6) != 0,      !row.is_null(7)};
}

std::optional<Credentials> read_credentials(db::Statement row) {
    if (!row.next()) return {};
    return Credentials{row.id<PersonId>(0), row.id<OrganisationId>(1), std::string(row.text(2)), row.integer(3) != 0};
}

}  // namespace

void insert_person(db::Transaction& tx, PersonId id, const NewPerson& person) {
    std::optional<std::string_view> hash;
    if (!person.password_hash.empty()) hash = person.password_hash;
    tx.prepare(insert_person_row)
        .bind(id, person.organisation, person.name, person.email, fold(person.email), code_of(person.role), hash,
              tx.now())
        .run();
}

void update_person(db::Transaction& tx, PersonId id, web::Role role, bool active) {
    tx.prepare(update_person_row).bind(id, code_of(role), active).run();
}

void update_name(db::Transaction& tx, PersonId id, std::string_view name) {
    tx.prepare(update_name_of).bind(id, name).run();
}

void update_password(db::Transaction& tx, PersonId id, std::string_view hash) {
    tx.prepare(update_password_of).bind(id, hash).run();
}

std::optional<Person> person(db::Reader& reader, PersonId id) {
    auto row = reader.prepare(one_person);
    row.bind(id);
    if (!row.next()) return {};
    return read_person(row);
}

std::vector<Person> officers_of(db::Reader& reader, OrganisationId organisation) {
    std::vector<Person> found;
    auto row = reader.prepare(active_officers);
    row.bind(organisation);
    while (row.next()) found.push_back(read_person(row));
    return found;
}

std::vector<Person> coordinators(db::Reader& reader) {
    std::vector<Person> found;
    auto row = reader.prepare(active_coordinators);
    while (row.next()) found.push_back(read_person(row));
    return found;
}

std::vector<Person> people(db::Reader& reader, std::int64_t limit, std::int64_t offset) {
    std::vector<Person> found;
    auto rows = reader.prepare(page_of_people);
    rows.bind(limit, offset);
    while (rows.next()) found.push_back(read_person(rows));
    return found;
}

std::int64_t count_people(db::Reader& reader) {
    auto row = reader.prepare(number_of_people);
    return row.next() ? row.integer(0) : 0;
}

bool anybody(db::Reader& reader) {
    return reader.prepare(any_person).next();
}

int count_administrators(db::Reader& reader) {
    auto row = reader.prepare(number_of_administrators);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

std::optional<PersonId> person_with_email(db::Reader& reader, std::string_view email_key) {
    auto row = reader.prepare(person_by_email);
    row.bind(email_key);
    if (!row.next()) return {};
    return row.id<PersonId>(0);
}

std::optional<Credentials> credentials(db::Reader& reader, std::string_view email_key) {
    auto row = reader.prepare(credentials_by_email);
    row.bind(email_key);
    return read_credentials(std::move(row));
}

std::optional<Credentials> credentials(db::Reader& reader, PersonId person) {
    auto row = reader.prepare(credentials_by_person);
    row.bind(person);
    return read_credentials(std::move(row));
}

}  // namespace thingwall::identity::store
