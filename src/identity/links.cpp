#include "base/text.hpp"
#include "identity/commands.hpp"

namespace thingwall::identity {

using store::Purpose;

namespace {

// The token stands in the query, not in the path: paths are logged, queries are not.
std::string path_of(Purpose purpose, std::string_view token) {
    auto address = [&]() -> std::string_view {
        switch (purpose) {
            case Purpose::set_up:
                return "/set-up?token=";
            case Purpose::sign_in:
                return "/sign-in/link?token=";
            case Purpose::join:
                return "/join?token=";
            case Purpose::password:
                return "/new-password?token=";
        }
        return "/";
    }();
    return std::string(address) + std::string(token);
}

Link make_link(db::Transaction& tx, Purpose purpose, PersonId person, InvitationId invitation,
               std::chrono::seconds good_for) {
    std::string token = new_token();
    Instant expires = tx.now() + good_for;
    store::insert_link(tx, hash_of(token), purpose, person, invitation, expires);
    return {path_of(purpose, token), expires};
}

std::unexpected<Error> link_is_over() {
    return fail(ErrorKind::not_found,
                "This link does not work any more. Each link works once, and not for long. Ask whoever gave it to you "
                "for another.");
}

/// Finds the link and uses it up, in one step with what it is used for.
Result<store::OneTime> take(db::Transaction& tx, std::string_view token, Purpose purpose) {
    if (!looks_like_token(token)) return link_is_over();
    auto found = store::link(tx, hash_of(token), purpose, tx.now());
    if (!found || !store::delete_link(tx, found->id)) return link_is_over();
    return *found;
}

}  // namespace

Link sign_in_link(db::Database& database, PersonId person, std::chrono::seconds good_for) {
    auto made = database.write([&](db::Transaction& tx) -> Result<Link> {
        Link link = make_link(tx, Purpose::sign_in, person, {}, good_for);
        journal::record(tx, {}, "person.sign_in_link_made", person.value());
        return link;
    });
    return *made;
}

std::optional<Link> first_setup_link(db::Database& database, std::chrono::seconds good_for) {
    auto made = database.write([&](db::Transaction& tx) -> Result<Link> {
        if (store::anybody(tx)) return fail(ErrorKind::conflict, "Somebody can sign in already");
        store::delete_links_of(tx, Purpose::set_up, {});
        Link link = make_link(tx, Purpose::set_up, {}, {}, good_for);
        journal::record(tx, {}, "partnership.set_up_link_made", 0);
        return link;
    });
    if (!made) return {};
    return *made;
}

Result<InvitationId> invite(db::Transaction& tx, const web::Actor& actor, OrganisationId organisation,
                            const PersonDraft& draft) {
    Faults faults;
    auto its = store::organisation(tx, organisation);
    if (!its || !its->active) faults.add("organisation", "Select the organisation that this person works for");
    auto checked = check(draft);
    if (!checked) faults.add(checked.error());
    auto role = parse_role(draft.role);
    if (!role)
        faults.add("role", "Select what this person will do");
    else if (!may_give(actor, *role))
        return fail(ErrorKind::forbidden, "You can't give this role. Ask an administrator.");
    if (checked && store::person_with_email(tx, fold(checked->email)))
        faults.add("email", "Somebody with this email address has an account already");
    else if (checked && store::invitation_with_email(tx, fold(checked->email)))
        faults.add(
            "email",
            "Somebody with this email address is invited already. Make a new link for them on the list of invitations");
    if (!faults.empty()) return faults.take();

    auto id = tx.new_id<InvitationId>();
    store::insert_invitation(tx, id, {organisation, checked->name, checked->email, *role, {}}, actor.person);
    journal::record(tx, by(actor), "invitation.made", id.value(),
                    checked->name + "\n" + checked->email + "\n" + draft.role);
    return id;
}

Result<Link> invitation_link(db::Transaction& tx, const web::Actor& actor, InvitationId invitation,
                             std::chrono::seconds good_for) {
    auto found = store::invitation(tx, invitation);
    // A link is as good as the role that it brings: who may not give the role may not have the link.
    if (!found || !may_give(actor, found->role)) return fail(ErrorKind::not_found, "This invitation does not exist");
    store::delete_links_of(tx, invitation);
    Link link = make_link(tx, Purpose::join, {}, invitation, good_for);
    journal::record(tx, by(actor), "invitation.link_made", invitation.value());
    return link;
}

Done withdraw_invitation(db::Transaction& tx, const web::Actor& actor, InvitationId invitation) {
    auto found = store::invitation(tx, invitation);
    if (!found || !may_give(actor, found->role) || !store::delete_invitation(tx, invitation))
        return fail(ErrorKind::not_found, "This invitation does not exist");
    journal::record(tx, by(actor), "invitation.withdrawn", invitation.value());
    return {};
}

Result<Link> password_link(db::Transaction& tx, const web::Actor& actor, PersonId person,
                           std::chrono::seconds good_for) {
    auto found = store::person(tx, person);
    if (!found || actor.role != web::Role::administrator)
        return fail(ErrorKind::not_found, "This person does not exist");
    if (!found->active) return fail(ErrorKind::conflict, "This person can't sign in. Let them in again first.");
    store::delete_links_of(tx, Purpose::password, person);
    Link link = make_link(tx, Purpose::password, person, {}, good_for);
    journal::record(tx, by(actor), "person.password_link_made", person.value());
    return link;
}

std::optional<Opened> open_link(db::Reader& reader, std::string_view token, Purpose purpose, Instant now) {
    if (!looks_like_token(token)) return {};
    auto link = store::link(reader, hash_of(token), purpose, now);
    if (!link) return {};
    if (purpose == Purpose::set_up) {
        if (store::anybody(reader)) return {};
        return Opened{*link, {}, {}, {}, web::Role::administrator};
    }
    if (purpose == Purpose::join) {
        auto invited = store::invitation(reader, link->invitation);
        if (!invited) return {};
        return Opened{*link, invited->name, invited->email, invited->organisation_name, invited->role};
    }
    auto person = store::person(reader, link->person);
    auto allowed = store::credentials(reader, link->person);
    if (!person || !allowed || !allowed->active) return {};
    return Opened{*link, person->name, person->email, person->organisation_name, person->role};
}

Result<Arrived> use_sign_in_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                 std::string_view agent) {
    auto link = take(tx, token, Purpose::sign_in);
    if (!link) return std::unexpected(link.error());
    auto person = store::credentials(tx, link->person);
    if (!person || !person->active) return link_is_over();
    std::string session = sessions.begin(tx, person->person, agent);
    journal::record(tx, {person->person, person->organisation}, "person.signed_in", person->person.value());
    return Arrived{person->person, std::move(session)};
}

Result<Arrived> use_join_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                              std::string_view name, std::string_view password_hash, std::string_view agent) {
    auto link = take(tx, token, Purpose::join);
    if (!link) return std::unexpected(link.error());
    auto invited = store::invitation(tx, link->invitation);
    auto organisation = invited ? store::organisation(tx, invited->organisation) : std::nullopt;
    if (!organisation || !organisation->active || store::person_with_email(tx, fold(invited->email)))
        return link_is_over();
    store::delete_invitation(tx, invited->id);
    auto id = tx.new_id<PersonId>();
    store::insert_person(
        tx, id, {invited->organisation, std::string(name), invited->email, invited->role, std::string(password_hash)});
    journal::By themselves{id, invited->organisation};
    journal::record(tx, themselves, "person.joined", id.value(),
                    std::string(name) + "\n" + invited->email + "\n" + std::string(code_of(invited->role)));
    std::string session = sessions.begin(tx, id, agent);
    journal::record(tx, themselves, "person.signed_in", id.value());
    return Arrived{id, std::move(session)};
}

Result<Arrived> use_password_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                  std::string_view password_hash, std::string_view agent) {
    auto link = take(tx, token, Purpose::password);
    if (!link) return std::unexpected(link.error());
    auto person = store::credentials(tx, link->person);
    if (!person || !person->active) return link_is_over();
    store::update_password(tx, person->person, password_hash);
    store::delete_sessions(tx, person->person, SessionId{});
    store::delete_links_of(tx, Purpose::sign_in, person->person);
    journal::By themselves{person->person, person->organisation};
    journal::record(tx, themselves, "person.password_changed", person->person.value());
    std::string session = sessions.begin(tx, person->person, agent);
    journal::record(tx, themselves, "person.signed_in", person->person.value());
    return Arrived{person->person, std::move(session)};
}

Result<Arrived> use_set_up_link(db::Transaction& tx, const Sessions& sessions, std::string_view token,
                                const CheckedOrganisation& organisation, const CheckedPerson& person,
                                std::string_view password_hash, std::string_view agent) {
    auto link = take(tx, token, Purpose::set_up);
    if (!link) return std::unexpected(link.error());
    if (store::anybody(tx)) return fail(ErrorKind::conflict, "This partnership is set up already. Sign in instead.");
    auto its_id = tx.new_id<OrganisationId>();
    auto id = tx.new_id<PersonId>();
    journal::By themselves{id, its_id};
    store::insert_organisation(tx, its_id, organisation);
    journal::record(tx, themselves, "organisation.added", its_id.value(), organisation.name);
    store::insert_person(tx, id,
                         {its_id, person.name, person.email, web::Role::administrator, std::string(password_hash)});
    journal::record(tx, themselves, "person.joined", id.value(), person.name + "\n" + person.email + "\nadministrator");
    std::string session = sessions.begin(tx, id, agent);
    journal::record(tx, themselves, "person.signed_in", id.value());
    return Arrived{id, std::move(session)};
}

}  // namespace thingwall::identity
