#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "identity/identity.hpp"
#include "identity/sessions.hpp"
#include "identity/store.hpp"
#include "identity/throttle.hpp"

/// The deeds behind the pages. Each runs within a transaction and writes its journal entry there.
namespace thingwall::identity {

[[nodiscard]] inline journal::By by(const web::Actor& actor) {
    return {actor.person, actor.organisation};
}

// How people join (links.cpp)

/// Errors: invalid with fields organisation, name, email, role; forbidden for a role that this person may not give.
[[nodiscard]] Result<InvitationId> invite(db::Transaction& tx, const web::Actor& actor, OrganisationId organisation,
                                          const PersonDraft& draft);
/// A fresh link for an invitation; the one before ends. Errors: not_found.
[[nodiscard]] Result<Link> invitation_link(db::Transaction& tx, const web::Actor& actor, InvitationId invitation,
                                           std::chrono::seconds good_for);
[[nodiscard]] Done withdraw_invitation(db::Transaction& tx, const web::Actor& actor, InvitationId invitation);
/// A fresh link to choose a new password; the one before ends. Errors: not_found.
[[nodiscard]] Result<Link> password_link(db::Transaction& tx, const web::Actor& actor, PersonId person,
                                         std::chrono::seconds good_for);

/// What a link is for, as long as it is good. Changes nothing, however often it is asked.
struct Opened {
    store::OneTime link;
    std::string name, email, organisation_name;  ///< of the person or the invitation; empty for set_up
    web::Role role = web::Role::none;
};
[[nodiscard]] std::optional<Opened> open_link(db::Reader& reader, std::string_view token, store::Purpose purpose,
                                              Instant now);

/// Using a link up: each gives not_found when it is not good any more.
struct Arrived {
    PersonId person;
    std::string session_token;
};
[[nodiscard]] Result<Arrived> use_sign_in_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                               std::string_view agent);
[[nodiscard]] Result<Arrived> use_join_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                            std::string_view name, std::string_view password_hash,
                                            std::string_view agent);
[[nodiscard]] Result<Arrived> use_password_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                                std::string_view password_hash, std::string_view agent);
/// The first organisation and its administrator. Errors also: conflict when somebody exists already.
[[nodiscard]] Result<Arrived> use_set_up_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                              const CheckedOrganisation& organisation, const CheckedPerson& person,
                                              std::string_view password_hash, std::string_view agent);

// Coming in and going (sign_in.cpp)

enum class SignInOutcome { signed_in, wrong, wait, busy };
struct SignInAnswer {
    SignInOutcome outcome;
    std::string session_token = {};
    std::chrono::seconds wait{0};
};
[[nodiscard]] SignInAnswer sign_in(db::Database& database, const Sessions& sessions, Passwords& passwords,
                                   Throttle& throttle, std::string_view email, std::string_view password,
                                   std::string_view from, std::string_view agent, Instant now);
void sign_out(db::Database& database, const web::Actor& actor, SessionId session);
/// Ends one of one's own sessions. Errors: not_found.
[[nodiscard]] Done end_session(db::Transaction& tx, const web::Actor& actor, SessionId session);
[[nodiscard]] Done end_other_sessions(db::Transaction& tx, const web::Actor& actor, SessionId except);
/// Ends all other sessions too, since who knew the old password may be in one of them.
[[nodiscard]] Done change_password(db::Transaction& tx, const web::Actor& actor, std::string_view hash,
                                   SessionId except);

// People (people.cpp)

/// Errors: not_found; conflict, with the reason not to.
[[nodiscard]] Done change_person(db::Transaction& tx, const web::Actor& actor, PersonId person, web::Role role,
                                 bool active);
[[nodiscard]] Done change_own_name(db::Transaction& tx, const web::Actor& actor, std::string_view name);

}  // namespace thingwall::identity
