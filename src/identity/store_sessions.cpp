#include "identity/access.hpp"
#include "identity/store.hpp"

namespace thingwall::identity::store {

namespace {

constexpr db::Query insert_session_row{"identity.insert_session", R"sql(
    INSERT INTO session (id, token_hash, person, made, last_used, expires, agent)
    VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};
constexpr db::Query session_by_token{"identity.session", R"sql(
    SELECT s.id, s.made, s.last_used, s.expires, s.agent, p.id, p.organisation, p.role, p.name, o.name
    FROM session s JOIN person p ON p.id = s.person JOIN organisation o ON o.id = p.organisation
    WHERE s.token_hash = $1 AND p.active = 1 AND o.active = 1)sql"};
constexpr db::Query sessions_by_person{"identity.sessions_of", R"sql(
    SELECT id, made, last_used, expires, agent FROM session WHERE person = $1 ORDER BY last_used DESC, id DESC)sql"};
constexpr db::Query touch_row{"identity.touch_session", R"sql(
    UPDATE session SET last_used = $2 WHERE id = $1 AND last_used < $2)sql"};
constexpr db::Query delete_one{"identity.end_session", "DELETE FROM session WHERE id = $1 AND person = $2"};
constexpr db::Query delete_others{"identity.end_sessions", "DELETE FROM session WHERE person = $1 AND id <> $2"};
constexpr db::Query delete_old{"identity.forget_sessions", R"sql(
    DELETE FROM session WHERE last_used < $1 OR expires < $2)sql"};

}  // namespace

void insert_session(db::Transaction& tx, SessionId id, const Hash& token, PersonId person, Instant expires,
                    std::string_view agent) {
    tx.prepare(insert_session_row)
        .bind(id, std::span<const std::byte>(token), person, tx.now(), tx.now(), expires, agent)
        .run();
}

std::optional<Session> session(db::Reader& reader, const Hash& token) {
    auto row = reader.prepare(session_by_token);
    row.bind(std::span<const std::byte>(token));
    if (!row.next()) return {};
    Session found{row.id<SessionId>(0), row.instant(1), row.instant(2), row.instant(3), std::string(row.text(4)), {}};
    found.actor = {row.id<PersonId>(5), row.id<OrganisationId>(6), parse_role(row.text(7)).value_or(web::Role::none),
                   std::string(row.text(8)), std::string(row.text(9))};
    return found;
}

std::vector<Session> sessions_of(db::Reader& reader, PersonId person) {
    std::vector<Session> found;
    auto row = reader.prepare(sessions_by_person);
    row.bind(person);
    while (row.next())
        found.push_back(
            {row.id<SessionId>(0), row.instant(1), row.instant(2), row.instant(3), std::string(row.text(4)), {}});
    return found;
}

bool touch_session(db::Transaction& tx, SessionId id, Instant now) {
    return tx.prepare(touch_row).bind(id, now).run() > 0;
}

bool delete_session(db::Transaction& tx, SessionId id, PersonId person) {
    return tx.prepare(delete_one).bind(id, person).run() > 0;
}

std::int64_t delete_sessions(db::Transaction& tx, PersonId person, SessionId except) {
    return tx.prepare(delete_others).bind(person, except).run();
}

std::int64_t delete_old_sessions(db::Transaction& tx, Instant last_used_before, Instant expired_before) {
    return tx.prepare(delete_old).bind(last_used_before, expired_before).run();
}

}  // namespace thingwall::identity::store
