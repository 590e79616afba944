#include "identity/access.hpp"

#include <algorithm>

namespace thingwall::identity {

using web::Role;

namespace {

struct RoleWords {
    Role role;
    std::string_view code, words, meaning;
};
constexpr RoleWords roles[] = {
    {Role::viewer, "viewer", "Viewer", "Reads what partners share. Changes nothing."},
    {Role::officer, "officer", "Engagement officer", "Plans and registers activities for their own organisation."},
    {Role::coordinator, "coordinator", "Coordinator",
     "Keeps the forward plan and the directory, asks about overlaps, and brings in viewers and officers."},
    {Role::administrator, "administrator", "Administrator", "Looks after people, organisations and maps."},
};

const RoleWords* find(Role role) {
    const auto* found = std::ranges::find(roles, role, &RoleWords::role);
    return found == std::end(roles) ? nullptr : found;
}

bool belongs(const web::Actor& actor, OrganisationId organisation) {
    return actor.signed_in() && organisation.known() && actor.organisation == organisation;
}

}  // namespace

std::string_view code_of(Role role) {
    const auto* found = find(role);
    return found == nullptr ? "none" : found->code;
}

std::string_view words_of(Role role) {
    const auto* found = find(role);
    return found == nullptr ? "No role" : found->words;
}

std::string_view meaning_of(Role role) {
    const auto* found = find(role);
    return found == nullptr ? "" : found->meaning;
}

std::optional<Role> parse_role(std::string_view code) {
    const auto* found = std::ranges::find(roles, code, &RoleWords::code);
    if (found == std::end(roles)) return {};
    return found->role;
}

bool may_see(const web::Actor& actor, OrganisationId owner, Visibility visibility) {
    switch (visibility) {
        case Visibility::public_:
            return true;
        case Visibility::partners:
            return actor.signed_in();
        case Visibility::draft:
            return belongs(actor, owner) && admits(web::Access::officer, actor.role);
    }
    return false;
}

bool may_change(const web::Actor& actor, OrganisationId owner, std::span<const OrganisationId> joint) {
    if (!admits(web::Access::officer, actor.role)) return false;
    return belongs(actor, owner) || std::ranges::any_of(joint, [&](OrganisationId one) { return belongs(actor, one); });
}

bool may_keep_profile(const web::Actor& actor, OrganisationId organisation) {
    if (admits(web::Access::coordinator, actor.role)) return true;
    return belongs(actor, organisation) && admits(web::Access::officer, actor.role);
}

std::vector<Role> roles_to_give(const web::Actor& actor) {
    if (actor.role == Role::administrator) return {Role::viewer, Role::officer, Role::coordinator, Role::administrator};
    if (actor.role == Role::coordinator) return {Role::viewer, Role::officer};
    return {};
}

bool may_give(const web::Actor& actor, Role role) {
    auto given = roles_to_give(actor);
    return std::ranges::find(given, role) != given.end();
}

std::optional<std::string_view> reason_not_to_change(const web::Actor& actor, const Standing& now, Role role,
                                                     bool active, int administrators) {
    if (actor.role != Role::administrator) return "Only an administrator can change what other people may do.";
    if (actor.person == now.person) return "You can't change your own role. Ask another administrator.";
    bool was_administrator = now.active && now.role == Role::administrator;
    bool stays_administrator = active && role == Role::administrator;
    if (was_administrator && !stays_administrator && administrators <= 1)
        return "This is the only administrator. Make somebody else an administrator first.";
    return {};
}

}  // namespace thingwall::identity
