#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.hpp"
#include "identity/rules.hpp"
#include "identity/secrets.hpp"
#include "identity/types.hpp"
#include "web/types.hpp"

/// All SQL of identity. Deeds that call these write the journal themselves (people.cpp, links.cpp, sessions.cpp).
namespace thingwall::identity::store {

// Organisations
void insert_organisation(db::Transaction& tx, OrganisationId id, const CheckedOrganisation& organisation);
void update_organisation(db::Transaction& tx, OrganisationId id, const CheckedOrganisation& organisation, bool active);
[[nodiscard]] std::vector<Organisation> organisations(db::Reader& reader);  ///< by folded name
[[nodiscard]] std::optional<Organisation> organisation(db::Reader& reader, OrganisationId id);
[[nodiscard]] std::optional<OrganisationId> organisation_named(db::Reader& reader, std::string_view name_key);

// People
struct NewPerson {
    OrganisationId organisation;
    std::string name, email;
    web::Role role;
    std::string password_hash;  ///< empty: none yet
};
void insert_person(db::Transaction& tx, PersonId id, const NewPerson& person);
void update_person(db::Transaction& tx, PersonId id, web::Role role, bool active);
void update_name(db::Transaction& tx, PersonId id, std::string_view name);
void update_password(db::Transaction& tx, PersonId id, std::string_view hash);
[[nodiscard]] std::optional<Person> person(db::Reader& reader, PersonId id);
[[nodiscard]] std::vector<Person> people(db::Reader& reader, std::int64_t limit,
                                         std::int64_t offset);  ///< by organisation, name
[[nodiscard]] std::vector<Person> officers_of(db::Reader& reader, OrganisationId organisation);
[[nodiscard]] std::vector<Person> coordinators(db::Reader& reader);
[[nodiscard]] std::int64_t count_people(db::Reader& reader);
[[nodiscard]] bool anybody(db::Reader& reader);
[[nodiscard]] int count_administrators(db::Reader& reader);  ///< active ones, of active organisations
[[nodiscard]] std::optional<PersonId> person_with_email(db::Reader& reader, std::string_view email_key);
struct Credentials {
    PersonId person;
    OrganisationId organisation;
    std::string password_hash;  ///< empty: none yet
    bool active;                ///< the person and the organisation
};
[[nodiscard]] std::optional<Credentials> credentials(db::Reader& reader, std::string_view email_key);
[[nodiscard]] std::optional<Credentials> credentials(db::Reader& reader, PersonId person);

// Sessions
struct Session {
    SessionId id;
    Instant made, last_used, expires;
    std::string agent;
    web::Actor actor;
};
void insert_session(db::Transaction& tx, SessionId id, const Hash& token, PersonId person, Instant expires,
                    std::string_view agent);
[[nodiscard]] std::optional<Session> session(db::Reader& reader, const Hash& token);
[[nodiscard]] std::vector<Session> sessions_of(db::Reader& reader,
                                               PersonId person);  ///< without actor; last used first
bool touch_session(db::Transaction& tx, SessionId id, Instant now);
bool delete_session(db::Transaction& tx, SessionId id, PersonId person);
std::int64_t delete_sessions(db::Transaction& tx, PersonId person, SessionId except);
std::int64_t delete_old_sessions(db::Transaction& tx, Instant last_used_before, Instant expired_before);

// Invitations and one-time links
struct Invitation {
    InvitationId id;
    OrganisationId organisation;
    std::string organisation_name;
    std::string name, email;
    web::Role role;
    Instant made;
    std::optional<Instant> link_expires;
};
void insert_invitation(db::Transaction& tx, InvitationId id, const NewPerson& person, PersonId made_by);
bool delete_invitation(db::Transaction& tx, InvitationId id);           ///< and its links
[[nodiscard]] std::vector<Invitation> invitations(db::Reader& reader);  ///< newest first
[[nodiscard]] std::optional<Invitation> invitation(db::Reader& reader, InvitationId id);
[[nodiscard]] std::optional<InvitationId> invitation_with_email(db::Reader& reader, std::string_view email_key);

enum class Purpose { set_up, sign_in, join, password };
struct OneTime {
    std::int64_t id = 0;
    Purpose purpose{};
    PersonId person;
    InvitationId invitation;
    Instant expires;
};
void insert_link(db::Transaction& tx, const Hash& token, Purpose purpose, PersonId person, InvitationId invitation,
                 Instant expires);
/// The link as long as it is good: of that purpose, not used, not expired at `now`.
[[nodiscard]] std::optional<OneTime> link(db::Reader& reader, const Hash& token, Purpose purpose, Instant now);
/// Uses it up. False when somebody else just did.
bool delete_link(db::Transaction& tx, std::int64_t id);
void delete_links_of(db::Transaction& tx, Purpose purpose, PersonId person);
void delete_links_of(db::Transaction& tx, InvitationId invitation);
std::int64_t delete_expired_links(db::Transaction& tx, Instant before);

}  // namespace thingwall::identity::store
