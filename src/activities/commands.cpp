#include "activities/commands.hpp"

#include "activities/inside.hpp"

#include "activities/draft.hpp"
#include "activities/elsewhere.hpp"
#include "activities/rules.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

journal::By by(const web::Actor& actor) {
    return {actor.person, actor.organisation};
}

// Its values after the deed, as the history keeps them.
std::string keep_version(db::Transaction& tx, const web::Actor& actor, const Activity& activity,
                         std::string_view deed) {
    Version version{activity.version,   tx.now(),          actor.person,
                    actor.organisation, std::string(deed), to_draft(activity)};
    return insert_version(tx, activity.id, version);
}

// What there is to refer to, the register itself included.
Known known_in(db::Transaction& tx, const Context& context) {
    Known known = context.lists.known();
    known.activity = [&tx](ActivityId id) { return read(tx, id).has_value(); };
    return known;
}

Result<Registered> keep(db::Transaction& tx, const web::Actor& actor, Activity activity, std::string_view reference,
                        std::string_view deed, const Context& context) {
    activity.id = tx.new_id<ActivityId>();
    activity.version = 1;
    activity.registered_at = activity.changed_at = tx.now();
    activity.owner = actor.person;
    if (reference.empty()) {
        activity.reference = next_reference(tx, context.settings.reference_prefix, london_day(tx.now()).year());
        // A number that a file brought in under another counter: take the next.
        while (find_reference(tx, activity.reference))
            activity.reference = next_reference(tx, context.settings.reference_prefix, london_day(tx.now()).year());
    } else {
        if (find_reference(tx, reference))
            return fail(ErrorKind::conflict,
                        fmt::format("The reference {} cannot be given. Leave it empty to be given one", reference));
        activity.reference = reference;
        // So that the counter goes on behind it.
        if (auto number = numbered(reference, context.settings.reference_prefix))
            keep_number(tx, number->year, number->number);
    }
    insert(tx, activity, search_words(activity, context.lists));
    auto values = keep_version(tx, actor, activity, deed);
    journal::record(tx, by(actor), deed == "imported" ? "activity.imported" : "activity.registered",
                    activity.id.value(), values);
    return Registered{activity.id, activity.reference, activity.version};
}

constexpr const char* changed_meanwhile =
    "Somebody else changed this since you opened it. Read the newer version, then make your change again";

Result<Activity> as_it_was(db::Transaction& tx, ActivityId id, std::int64_t version) {
    auto stored = read(tx, id);
    if (!stored) return fail(ErrorKind::not_found, "There is no such activity");
    if (stored->activity.version != version) return fail(ErrorKind::conflict, changed_meanwhile);
    return std::move(stored->activity);
}

// What an actor may change, at the version that they saw.
Result<Activity> for_change(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version) {
    auto stored = read(tx, id);
    Date today = london_day(tx.now());
    if (!stored || !may_see(stored->activity, viewer_of(actor), today))
        return fail(ErrorKind::not_found, "There is no such activity");
    if (!identity::may_change(actor, stored->activity.lead, stored->activity.partners))
        return fail(ErrorKind::forbidden, "Only the lead and its joint partners can change an activity. Ask them");
    if (stored->kept_by != 0)
        return fail(ErrorKind::forbidden, "This activity is kept elsewhere. Ask who keeps it to change it there");
    if (stored->activity.withdrawn_on)
        return fail(ErrorKind::conflict, "This activity was withdrawn. Nothing can be changed in it any more");
    if (stored->activity.version != version) return fail(ErrorKind::conflict, changed_meanwhile);
    return std::move(stored->activity);
}

}  // namespace

Result<Registered> register_activity(db::Transaction& tx, const web::Actor& actor, const Draft& draft,
                                     const Context& context) {
    auto activity = check(draft, known_in(tx, context), actor.organisation);
    if (!activity) return std::unexpected(activity.error());
    if (!identity::may_change(actor, activity->lead, activity->partners))
        return fail(ErrorKind::forbidden, "You can register for your own organisation, or one that it is joint with");
    return keep(tx, actor, std::move(*activity), {}, "registered", context);
}

Result<Registered> register_known(db::Transaction& tx, const web::Actor& actor, const Draft& draft,
                                  std::string_view reference, const Context& context) {
    auto activity = check(draft, known_in(tx, context), actor.organisation, Ask::as_far_as_known);
    if (!activity) return std::unexpected(activity.error());
    return keep(tx, actor, std::move(*activity), reference, "imported", context);
}

Result<Registered> edit_activity(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version,
                                 const Draft& draft, const Context& context, Ask ask) {
    auto before = for_change(tx, actor, id, version);
    if (!before) return std::unexpected(before.error());
    auto activity = check(draft, known_in(tx, context), before->lead, ask);
    if (!activity) return std::unexpected(activity.error());
    if (activity->umbrella == id)
        return std::unexpected(
            Error{ErrorKind::invalid,
                  "There is a problem",
                  {{"umbrella", "An activity is no part of itself. Leave this empty, or choose another"}},
                  0});
    // A lead that gives the activity away could not take it back: the new lead is another body's to accept.
    if (!identity::may_change(actor, activity->lead, activity->partners))
        return fail(ErrorKind::forbidden, "You can only hand an activity to a body that you stay joint with");
    activity->id = id;
    activity->reference = before->reference;
    activity->version = version + 1;
    activity->registered_at = before->registered_at;
    activity->owner = before->owner;
    activity->changed_at = tx.now();
    if (to_draft(*activity) == to_draft(*before)) return Registered{id, before->reference, version};
    if (!update(tx, *activity, version, search_words(*activity, context.lists)))
        return fail(ErrorKind::conflict, changed_meanwhile);
    auto values = keep_version(tx, actor, *activity, "changed");
    journal::record(tx, by(actor), "activity.changed", id.value(), values);
    return Registered{id, activity->reference, activity->version};
}

Result<Registered> bring_back(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version,
                              const Draft& draft, const Context& context) {
    auto before = as_it_was(tx, id, version);
    if (!before) return std::unexpected(before.error());
    if (!before->withdrawn_on) return fail(ErrorKind::conflict, "This activity is not withdrawn any more");
    auto activity = check(draft, known_in(tx, context), before->lead, Ask::as_far_as_known);
    if (!activity) return std::unexpected(activity.error());
    activity->id = id;
    activity->reference = before->reference;
    activity->version = version + 1;
    activity->registered_at = before->registered_at;
    activity->owner = before->owner;
    activity->changed_at = tx.now();
    if (!update(tx, *activity, version, search_words(*activity, context.lists)))
        return fail(ErrorKind::conflict, changed_meanwhile);
    auto values = keep_version(tx, actor, *activity, "imported");
    journal::record(tx, by(actor), "activity.imported", id.value(), values);
    return Registered{id, activity->reference, activity->version};
}

Result<Registered> change_known(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version,
                                const Draft& draft, const Context& context) {
    auto before = as_it_was(tx, id, version);
    if (!before) return std::unexpected(before.error());
    if (before->withdrawn_on) return fail(ErrorKind::conflict, "This activity was withdrawn");
    auto activity = check(draft, known_in(tx, context), before->lead, Ask::as_far_as_known);
    if (!activity) return std::unexpected(activity.error());
    activity->id = id;
    activity->reference = before->reference;
    activity->version = version + 1;
    activity->registered_at = before->registered_at;
    activity->owner = before->owner;
    activity->changed_at = tx.now();
    if (to_draft(*activity) == to_draft(*before)) return Registered{id, before->reference, version};
    if (!update(tx, *activity, version, search_words(*activity, context.lists)))
        return fail(ErrorKind::conflict, changed_meanwhile);
    auto values = keep_version(tx, actor, *activity, "changed");
    journal::record(tx, by(actor), "activity.changed", id.value(), values);
    return Registered{id, activity->reference, activity->version};
}

Result<Registered> withdraw_known(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version,
                                  std::string_view because, const Context& context) {
    auto activity = as_it_was(tx, id, version);
    if (!activity) return std::unexpected(activity.error());
    if (activity->withdrawn_on) return fail(ErrorKind::conflict, "This activity was withdrawn already");
    activity->withdrawn_on = london_day(tx.now());
    activity->withdrawn_because = beginning(because, 1000);
    activity->version = version + 1;
    activity->changed_at = tx.now();
    if (!update(tx, *activity, version, search_words(*activity, context.lists)))
        return fail(ErrorKind::conflict, changed_meanwhile);
    keep_version(tx, actor, *activity, "withdrawn");
    journal::record(tx, by(actor), "activity.withdrawn", id.value(), activity->withdrawn_because);
    return Registered{id, activity->reference, activity->version};
}

Result<Registered> take_out(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version,
                            std::string_view because, const Context& context) {
    auto activity = as_it_was(tx, id, version);
    if (!activity) return std::unexpected(activity.error());
    // One that the import itself brought as withdrawn is hidden all the same.
    activity->withdrawn_on = london_day(tx.now());
    activity->withdrawn_because = because;
    activity->visibility = Visibility::draft;
    activity->public_on.reset();
    activity->version = version + 1;
    activity->changed_at = tx.now();
    if (!update(tx, *activity, version, search_words(*activity, context.lists)))
        return fail(ErrorKind::conflict, changed_meanwhile);
    keep_version(tx, actor, *activity, "withdrawn");
    journal::record(tx, by(actor), "activity.withdrawn", id.value(), because);
    return Registered{id, activity->reference, activity->version};
}

Result<Registered> withdraw(db::Transaction& tx, const web::Actor& actor, ActivityId id, std::int64_t version,
                            std::string_view because, const Context& context) {
    auto activity = for_change(tx, actor, id, version);
    if (!activity) return std::unexpected(activity.error());
    std::string reason(trim(because));
    if (reason.empty() || length(reason) > 1000)
        return std::unexpected(
            Error{ErrorKind::invalid,
                  "There is a problem",
                  {{"because", reason.empty() ? "Say why it is withdrawn. The reason stays in the record"
                                              : "The reason can have at most 1,000 characters"}},
                  0});
    activity->withdrawn_on = london_day(tx.now());
    activity->withdrawn_because = reason;
    activity->version = version + 1;
    activity->changed_at = tx.now();
    if (!update(tx, *activity, version, search_words(*activity, context.lists)))
        return fail(ErrorKind::conflict, changed_meanwhile);
    keep_version(tx, actor, *activity, "withdrawn");
    journal::record(tx, by(actor), "activity.withdrawn", id.value(), reason);
    return Registered{id, activity->reference, activity->version};
}

}  // namespace thingwall::activities
