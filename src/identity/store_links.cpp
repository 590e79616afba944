#include <array>

#include "base/text.hpp"
#include "identity/access.hpp"
#include "identity/store.hpp"

namespace thingwall::identity::store {

namespace {

constexpr db::Query insert_invitation_row{"identity.insert_invitation", R"sql(
    INSERT INTO invitation (id, organisation, name, email, email_key, role, made_by, made)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql"};
constexpr db::Query delete_invitation_row{"identity.delete_invitation", "DELETE FROM invitation WHERE id = $1"};
constexpr db::Query all_invitations{"identity.invitations", R"sql(
    SELECT i.id, i.organisation, o.name, i.name, i.email, i.role, i.made,
           (SELECT max(l.expires) FROM one_time_link l WHERE l.invitation = i.id)
    FROM invitation i JOIN organisation o ON o.id = i.organisation ORDER BY i.id DESC)sql"};
constexpr db::Query one_invitation{"identity.invitation", R"sql(
    SELECT i.id, i.organisation, o.name, i.name, i.email, i.role, i.made,
           (SELECT max(l.expires) FROM one_time_link l WHERE l.invitation = i.id)
    FROM invitation i JOIN organisation o ON o.id = i.organisation WHERE i.id = $1)sql"};
constexpr db::Query invitation_by_email{"identity.invitation_with_email",
                                        "SELECT id FROM invitation WHERE email_key = $1"};

constexpr db::Query insert_link_row{"identity.insert_link", R"sql(
    INSERT INTO one_time_link (id, token_hash, purpose, person, invitation, made, expires)
    VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};
constexpr db::Query good_link{"identity.link", R"sql(
    SELECT id, person, invitation, expires FROM one_time_link
    WHERE token_hash = $1 AND purpose = $2 AND expires > $3)sql"};
constexpr db::Query use_up_link{"identity.use_up_link", "DELETE FROM one_time_link WHERE id = $1"};
constexpr db::Query delete_links_of_person{"identity.delete_links_of_person", R"sql(
    DELETE FROM one_time_link WHERE purpose = $1 AND person = $2)sql"};
constexpr db::Query delete_set_up_links{"identity.delete_set_up_links", "DELETE FROM one_time_link WHERE purpose = $1"};
constexpr db::Query delete_links_of_invitation{"identity.delete_links_of_invitation", R"sql(
    DELETE FROM one_time_link WHERE invitation = $1)sql"};
constexpr db::Query delete_expired{"identity.forget_links", "DELETE FROM one_time_link WHERE expires < $1"};

std::string_view code_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::set_up:
            return "set_up";
        case Purpose::sign_in:
            return "sign_in";
        case Purpose::join:
            return "join";
        case Purpose::password:
            return "password";
    }
    return {};
}

template <class IdType>
std::optional<std::int64_t> if_known(IdType id) {
    if (!id.known()) return {};
    return id.value();
}

Invitation read_invitation(db::Statement& row) {
    Invitation found{row.id<InvitationId>(0),  row.id<OrganisationId>(1),
                     std::string(row.text(2)), std::string(row.text(3)),
                     std::string(row.text(4)), parse_role(row.text(5)).value_or(web::Role::none),
                     row.instant(6),           {}};
    if (!row.is_null(7)) found.link_expires = row.instant(7);
    return found;
}

}  // namespace

void insert_invitation(db::Transaction& tx, InvitationId id, const NewPerson& person, PersonId made_by) {
    tx.prepare(insert_invitation_row)
        .bind(id, person.organisation, person.name, person.email, fold(person.email), identity::code_of(person.role),
              made_by, tx.now())
        .run();
}

bool delete_invitation(db::Transaction& tx, InvitationId id) {
    delete_links_of(tx, id);
    return tx.prepare(delete_invitation_row).bind(id).run() > 0;
}

std::vector<Invitation> invitations(db::Reader& reader) {
    std::vector<Invitation> found;
    auto row = reader.prepare(all_invitations);
    while (row.next()) found.push_back(read_invitation(row));
    return found;
}

std::optional<Invitation> invitation(db::Reader& reader, InvitationId id) {
    auto row = reader.prepare(one_invitation);
    row.bind(id);
    if (!row.next()) return {};
    return read_invitation(row);
}

std::optional<InvitationId> invitation_with_email(db::Reader& reader, std::string_view email_key) {
    auto row = reader.prepare(invitation_by_email);
    row.bind(email_key);
    if (!row.next()) return {};
    return row.id<InvitationId>(0);
}

void insert_link(db::Transaction& tx, const Hash& token, Purpose purpose, PersonId person, InvitationId invitation,
                 Instant expires) {
    tx.prepare(insert_link_row)
        .bind(tx.new_number(), std::span<const std::byte>(token), code_of(purpose), if_known(person),
              if_known(invitation), tx.now(), expires)
        .run();
}

std::optional<OneTime> link(db::Reader& reader, const Hash& token, Purpose purpose, Instant now) {
    auto row = reader.prepare(good_link);
    row.bind(std::span<const std::byte>(token), code_of(purpose), now);
    if (!row.next()) return {};
    return OneTime{row.integer(0), purpose, row.id<PersonId>(1), row.id<InvitationId>(2), row.instant(3)};
}

bool delete_link(db::Transaction& tx, std::int64_t id) {
    return tx.prepare(use_up_link).bind(id).run() > 0;
}

void delete_links_of(db::Transaction& tx, Purpose purpose, PersonId person) {
    if (person.known())
        tx.prepare(delete_links_of_person).bind(code_of(purpose), person).run();
    else
        tx.prepare(delete_set_up_links).bind(code_of(purpose)).run();
}

void delete_links_of(db::Transaction& tx, InvitationId invitation) {
    tx.prepare(delete_links_of_invitation).bind(invitation).run();
}

std::int64_t delete_expired_links(db::Transaction& tx, Instant before) {
    return tx.prepare(delete_expired).bind(before).run();
}

}  // namespace thingwall::identity::store
