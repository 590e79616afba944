#include "base/text.hpp"
#include "identity/commands.hpp"

namespace thingwall::identity {

std::vector<Organisation> organisations(db::Reader& reader) {
    return store::organisations(reader);
}

std::optional<Organisation> organisation(db::Reader& reader, OrganisationId id) {
    return store::organisation(reader, id);
}

std::vector<Person> people(db::Reader& reader, std::int64_t limit) {
    return store::people(reader, limit, 0);
}

std::vector<Person> officers_of(db::Reader& reader, OrganisationId organisation) {
    return store::officers_of(reader, organisation);
}

std::vector<Person> coordinators(db::Reader& reader) {
    return store::coordinators(reader);
}
std::optional<Person> person(db::Reader& reader, PersonId id) {
    return store::person(reader, id);
}

namespace {

std::string content_of(const CheckedOrganisation& organisation, bool active) {
    return organisation.name + "\n" + organisation.short_name + "\n" + std::string(code_of(organisation.kind)) +
           (active ? "\nactive" : "\nleft");
}

std::unexpected<Error> name_taken() {
    Faults faults;
    faults.add("name",
               "There is an organisation with this name already. Give another name, or use the one that is there");
    return faults.take();
}

}  // namespace

Result<OrganisationId> add_organisation(db::Transaction& tx, journal::By by, const OrganisationDraft& draft) {
    auto checked = check(draft);
    if (!checked) return std::unexpected(checked.error());
    if (store::organisation_named(tx, fold(checked->name))) return name_taken();
    auto id = tx.new_id<OrganisationId>();
    store::insert_organisation(tx, id, *checked);
    journal::record(tx, by, "organisation.added", id.value(), content_of(*checked, true));
    return id;
}

Done change_organisation(db::Transaction& tx, journal::By by, OrganisationId id, const OrganisationDraft& draft,
                         bool active) {
    auto checked = check(draft);
    if (!checked) return std::unexpected(checked.error());
    if (!store::organisation(tx, id)) return fail(ErrorKind::not_found, "This organisation does not exist");
    auto named = store::organisation_named(tx, fold(checked->name));
    if (named && *named != id) return name_taken();
    store::update_organisation(tx, id, *checked, active);
    if (!active && store::count_administrators(tx) == 0)
        return fail(
            ErrorKind::conflict,
            "All administrators belong to this organisation. Make somebody of another one an administrator first.");
    journal::record(tx, by, "organisation.changed", id.value(), content_of(*checked, active));
    return {};
}

Result<PersonId> add_person(db::Transaction& tx, journal::By by, OrganisationId organisation,
                            const PersonDraft& draft) {
    Faults faults;
    auto checked = check(draft);
    if (!checked) faults.add(checked.error());
    auto role = parse_role(draft.role);
    if (!role) faults.add("role", "Select what this person will do");
    if (checked && store::person_with_email(tx, fold(checked->email)))
        faults.add("email", "Somebody with this email address has an account already");
    if (!faults.empty()) return faults.take();
    auto id = tx.new_id<PersonId>();
    store::insert_person(tx, id, {organisation, checked->name, checked->email, *role, {}});
    journal::record(tx, by, "person.added", id.value(), checked->name + "\n" + checked->email + "\n" + draft.role);
    return id;
}

Done change_person(db::Transaction& tx, const web::Actor& actor, PersonId person, web::Role role, bool active) {
    auto now = store::person(tx, person);
    if (!now) return fail(ErrorKind::not_found, "This person does not exist");
    if (auto reason = reason_not_to_change(actor, {person, now->role, now->active}, role, active,
                                           store::count_administrators(tx)))
        return fail(ErrorKind::conflict, std::string(*reason));
    if (now->role == role && now->active == active) return {};
    store::update_person(tx, person, role, active);
    // Signing in again makes the new role plain to them, and nothing stays open to one who has left.
    store::delete_sessions(tx, person, SessionId{});
    store::delete_links_of(tx, store::Purpose::sign_in, person);
    store::delete_links_of(tx, store::Purpose::password, person);
    journal::record(tx, by(actor), "person.changed", person.value(),
                    std::string(code_of(role)) + (active ? "\nactive" : "\nleft"));
    return {};
}

Done change_own_name(db::Transaction& tx, const web::Actor& actor, std::string_view name) {
    auto checked = check_name(name, "your name");
    if (!checked) {
        Faults faults;
        faults.add("name", checked.error().message);
        return faults.take();
    }
    store::update_name(tx, actor.person, *checked);
    journal::record(tx, by(actor), "person.renamed", actor.person.value(), *checked);
    return {};
}

}  // namespace thingwall::identity
