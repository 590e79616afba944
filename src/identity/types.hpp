#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace thingwall::web {
enum class Role;
}

namespace thingwall::identity {

enum class OrganisationKind { council, nhs, police, fire, voluntary, education, business, housing, parish, other };

/// How a kind is stored ("nhs") and how a person reads it ("NHS").
struct KindWords {
    OrganisationKind kind;
    std::string_view code, words;
};
inline constexpr std::array<KindWords, 10> kinds_of_organisation{{
    {OrganisationKind::council, "council", "Council"},
    {OrganisationKind::nhs, "nhs", "NHS"},
    {OrganisationKind::police, "police", "Police"},
    {OrganisationKind::fire, "fire", "Fire and rescue"},
    {OrganisationKind::voluntary, "voluntary", "Voluntary, community or faith group"},
    {OrganisationKind::education, "education", "School, college or university"},
    {OrganisationKind::business, "business", "Business"},
    {OrganisationKind::housing, "housing", "Housing association"},
    {OrganisationKind::parish, "parish", "Parish or town council"},
    {OrganisationKind::other, "other", "Another kind of organisation"},
}};
[[nodiscard]] std::string_view code_of(OrganisationKind kind);
[[nodiscard]] std::string_view words_of(OrganisationKind kind);
[[nodiscard]] std::optional<OrganisationKind> parse_kind(std::string_view code);

struct Organisation {
    OrganisationId id;
    std::string name;        ///< "NHS Wyremouth"
    std::string short_name;  ///< "NHS": where there is little room; the name when nobody gave one
    OrganisationKind kind = OrganisationKind::other;
    bool active = true;  ///< one that has left keeps its record, but its people can't sign in
};

struct Person {
    PersonId id;
    OrganisationId organisation;
    std::string organisation_name;
    std::string name, email;
    web::Role role{};
    bool active = true;
    bool has_password = false;
};

/// Who may see a thing that belongs to an organisation.
enum class Visibility {
    draft,     ///< the organisation that owns it
    partners,  ///< everybody who is signed in
    public_,   ///< everybody
};

/// As typed.
struct OrganisationDraft {
    std::string name, short_name, kind;
};
struct PersonDraft {
    std::string name, email, role;
};

/// A link to hand to somebody. The secret is in it and nowhere else, so it can't be shown a second time.
struct Link {
    std::string path;  ///< "/join?token=..."
    Instant expires{};
};

using SessionId = Id<struct SessionTag>;
using InvitationId = Id<struct InvitationTag>;

}  // namespace thingwall::identity
