#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html/components.hpp"
#include "identity/types.hpp"
#include "web/types.hpp"

/// Page functions: a View in, HTML out. They decide nothing and know no database.
namespace thingwall::identity::views {

/// Tokens of a form that is shown.
struct Tokens {
    std::string csrf, key;
};

struct SignIn {
    Tokens tokens;
    std::string email, return_to;
    Error error;
    std::string notice = {};  ///< why it can't be tried now, and for how long
};
[[nodiscard]] html::Writer sign_in(const SignIn& view);
[[nodiscard]] html::Writer signed_out();

struct LinkPage {
    Tokens tokens;
    std::string token;
    std::string name, email, organisation, role;  ///< as read
    Error error;
};
[[nodiscard]] html::Writer sign_in_by_link(const LinkPage& view);
[[nodiscard]] html::Writer join(const LinkPage& view);
[[nodiscard]] html::Writer new_password(const LinkPage& view);
[[nodiscard]] html::Writer link_is_over();

struct SetUp {
    Tokens tokens;
    std::string token;
    std::string organisation, kind, name, email;
    Error error;
};
[[nodiscard]] html::Writer set_up(const SetUp& view);

struct Account {
    std::string name, email, organisation, role, role_meaning;
    std::string done;  ///< "Your password is changed."
};
[[nodiscard]] html::Writer account(const Account& view);

struct OwnName {
    Tokens tokens;
    std::string name;
    Error error;
};
[[nodiscard]] html::Writer own_name(const OwnName& view);

struct OwnPassword {
    Tokens tokens;
    std::string email;
    bool has_one = true;
    Error error;
};
[[nodiscard]] html::Writer own_password(const OwnPassword& view);

struct SessionRow {
    std::int64_t id;
    std::string device, began, last_used;
    bool this_one;
};
struct SessionList {
    Tokens tokens;
    std::vector<SessionRow> rows;
    std::string idle;  ///< "30 minutes"
};
[[nodiscard]] html::Writer sessions(const SessionList& view);

struct PersonRow {
    std::int64_t id;
    std::string name, organisation, email, role, state;  ///< state empty for the usual
};
struct InvitationRow {
    std::int64_t id;
    std::string name, organisation, email, role, state;
};
/// `below` holds the numbers of the pages.
[[nodiscard]] html::Writer people(const std::vector<PersonRow>& rows, std::int64_t total, html::Writer below);
[[nodiscard]] html::Writer invitations(const Tokens& tokens, const std::vector<InvitationRow>& rows,
                                       const std::string& done);

struct RoleChoice {
    std::string code, words, meaning;
};
struct Invite {
    Tokens tokens;
    std::string organisation, name, email, role;                     ///< as typed
    std::vector<std::pair<std::string, std::string>> organisations;  ///< id and name
    std::vector<RoleChoice> roles;
    Error error;
};
[[nodiscard]] html::Writer invite(const Invite& view);

struct LinkToHandOn {
    std::string name;     ///< for whom
    std::string address;  ///< whole, with the host
    std::string until;    ///< "Monday 14 September at 10.42am"
    bool to_join = true;  ///< else to choose a password
    html::Href back;
};
[[nodiscard]] html::Writer link_to_hand_on(const LinkToHandOn& view);

struct PersonPage {
    Tokens tokens;
    std::int64_t id = 0;
    std::string name, email, organisation, role, active;  ///< role code; active "yes" or "no"; as typed after a fault
    std::vector<RoleChoice> roles;
    bool self = false;
    std::string done;
    Error error;
};
[[nodiscard]] html::Writer person(const PersonPage& view);

}  // namespace thingwall::identity::views
