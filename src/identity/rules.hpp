#pragma once
#include <string>
#include <string_view>

#include "base/email.hpp"  // IWYU pragma: export
#include "base/result.hpp"
#include "identity/types.hpp"

/// What a name, an address or a password must be. Pure; every fault is said at once, under the field's name.
namespace thingwall::identity {

inline constexpr std::size_t longest_name = 120;       ///< characters
inline constexpr std::size_t shortest_password = 12;   ///< characters: three short words
inline constexpr std::size_t longest_password = 1024;  ///< bytes, so that hashing it costs nothing to speak of

/// A name on one line, without control characters. `what` completes "Enter ...": "your name".
[[nodiscard]] Result<std::string> check_name(std::string_view typed, std::string_view what);
/// Nothing is trimmed: a space is a character like others. `email` and `name` are what it must not simply repeat.
[[nodiscard]] Result<std::string> check_password(std::string_view typed, std::string_view email, std::string_view name);

struct CheckedOrganisation {
    std::string name, short_name;
    OrganisationKind kind;
};
/// Fields: name, short_name, kind. Without a short name the name stands in for it.
[[nodiscard]] Result<CheckedOrganisation> check(const OrganisationDraft& draft);

struct CheckedPerson {
    std::string name, email;
};
/// Fields: name, email. The role is checked against who gives it (access.hpp).
[[nodiscard]] Result<CheckedPerson> check(const PersonDraft& draft);

/// "Firefox on Windows": enough to know one's own devices by, too little to follow a person with.
[[nodiscard]] std::string agent_family(std::string_view user_agent);

}  // namespace thingwall::identity
