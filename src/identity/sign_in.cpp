#include "base/text.hpp"
#include "identity/commands.hpp"

namespace thingwall::identity {

SignInAnswer sign_in(db::Database& database, const Sessions& sessions, Passwords& passwords, Throttle& throttle,
                     std::string_view email, std::string_view password, std::string_view from, std::string_view agent,
                     Instant now) {
    const Throttle::UnderWay under_way(throttle, from);
    if (!under_way.taken()) return {SignInOutcome::busy};
    // The same steps whether or not somebody has this address: one look, one hash.
    std::string key = fold(email.substr(0, longest_email));
    if (auto wait = throttle.begin(key, from, now); wait > std::chrono::seconds{0})
        return {SignInOutcome::wait, {}, wait};
    auto known = database.read([&](db::Reader& reader) { return store::credentials(reader, key); });
    bool may_come_in = known && known->active;
    auto right = passwords.verify(may_come_in ? std::string_view(known->password_hash) : std::string_view{}, password);
    if (!right) {
        throttle.not_tried(key, from);
        return {SignInOutcome::busy};
    }
    if (!*right) return {SignInOutcome::wrong};

    std::string better_hash;
    if (passwords.outdated(known->password_hash))
        if (auto hash = passwords.hash(password)) better_hash = *hash;
    auto session = database.write([&](db::Transaction& tx) -> Result<std::string> {
        // Looked up again: they may have been shut out, or the password changed, while it was hashed.
        auto still = store::credentials(tx, known->person);
        if (!still || !still->active || still->password_hash != known->password_hash)
            return fail(ErrorKind::conflict, "changed meanwhile");
        if (!better_hash.empty()) store::update_password(tx, known->person, better_hash);
        std::string token = sessions.begin(tx, known->person, agent);
        journal::record(tx, {known->person, known->organisation}, "person.signed_in", known->person.value());
        return token;
    });
    if (!session) return {SignInOutcome::wrong};
    throttle.succeeded(key, from);
    return {SignInOutcome::signed_in, *session};
}

void sign_out(db::Database& database, const web::Actor& actor, SessionId session) {
    auto done = database.write([&](db::Transaction& tx) -> Done {
        if (store::delete_session(tx, session, actor.person))
            journal::record(tx, by(actor), "person.signed_out", actor.person.value());
        return {};
    });
    static_cast<void>(done);  // gives no error
}

Done end_session(db::Transaction& tx, const web::Actor& actor, SessionId session) {
    if (!store::delete_session(tx, session, actor.person)) return fail(ErrorKind::not_found, "This has ended already");
    journal::record(tx, by(actor), "person.session_ended", actor.person.value());
    return {};
}

Done end_other_sessions(db::Transaction& tx, const web::Actor& actor, SessionId except) {
    if (store::delete_sessions(tx, actor.person, except) > 0)
        journal::record(tx, by(actor), "person.session_ended", actor.person.value());
    return {};
}

Done change_password(db::Transaction& tx, const web::Actor& actor, std::string_view hash, SessionId except) {
    store::update_password(tx, actor.person, hash);
    store::delete_sessions(tx, actor.person, except);
    store::delete_links_of(tx, store::Purpose::sign_in, actor.person);
    store::delete_links_of(tx, store::Purpose::password, actor.person);
    journal::record(tx, by(actor), "person.password_changed", actor.person.value());
    return {};
}

}  // namespace thingwall::identity
