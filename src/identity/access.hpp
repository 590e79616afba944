#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "identity/types.hpp"
#include "web/types.hpp"

/// Who may see and change what: decided here and nowhere else. All functions are pure.
namespace thingwall::identity {

[[nodiscard]] std::string_view code_of(web::Role role);   ///< "officer": as stored and sent
[[nodiscard]] std::string_view words_of(web::Role role);  ///< "Engagement officer": as read
/// What somebody with this role can do, in a sentence.
[[nodiscard]] std::string_view meaning_of(web::Role role);
[[nodiscard]] std::optional<web::Role> parse_role(std::string_view code);

/// A draft is for officers of the body that writes it, and for nobody else, whatever their role: a plan that is not yet
/// fit to be seen must be safe to write down. What partners see, every signed-in person sees.
[[nodiscard]] bool may_see(const web::Actor& actor, OrganisationId owner, Visibility visibility);

/// Officers of the owning body, and of bodies joint with it, may change a thing. A coordinator or administrator of
/// another body may not: they ask. Of a draft, ask may_see() first.
[[nodiscard]] bool may_change(const web::Actor& actor, OrganisationId owner,
                              std::span<const OrganisationId> joint = {});

/// What an organisation says of itself is kept by its own officers, and by the coordinator, who keeps the directory.
[[nodiscard]] bool may_keep_profile(const web::Actor& actor, OrganisationId organisation);

/// Roles that this person may give to others, least first: a coordinator brings in viewers and officers, an
/// administrator anybody. Nobody else gives any.
[[nodiscard]] std::vector<web::Role> roles_to_give(const web::Actor& actor);
[[nodiscard]] bool may_give(const web::Actor& actor, web::Role role);

/// A person as far as the rule below needs to know them.
struct Standing {
    PersonId person;
    web::Role role{};
    bool active = true;
};
/// Why this person's role or standing can't be changed so; nothing when it can. `administrators` counts the active
/// ones, since a partnership without one could not be mended from inside.
[[nodiscard]] std::optional<std::string_view> reason_not_to_change(const web::Actor& actor, const Standing& now,
                                                                   web::Role role, bool active, int administrators);

}  // namespace thingwall::identity
