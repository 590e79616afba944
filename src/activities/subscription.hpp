#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/activities.hpp"
#include "activities/fetch.hpp"
#include "activities/import.hpp"
#include "activities/rules_subscription.hpp"
#include "activities/source.hpp"
#include "activities/store_imports.hpp"

/// A source that is asked by itself: another installation's list, kept here as what it is.
namespace thingwall::activities {

// Store.
void insert_subscription(db::Transaction& tx, const Subscription& subscription);
void update_subscription(db::Transaction& tx, const Subscription& subscription);
[[nodiscard]] std::optional<Subscription> read_subscription(db::Reader& reader, std::int64_t source);
[[nodiscard]] std::vector<Subscription> subscriptions_of(db::Reader& reader, OrganisationId organisation);
[[nodiscard]] std::vector<Subscription> all_subscriptions(db::Reader& reader);

// Deeds.
/// Subscribes a body to a source; asked at once. Journals "activities.subscribed". Errors: conflict where it is one.
[[nodiscard]] Result<std::int64_t> subscribe(db::Transaction& tx, const web::Actor& actor, std::string_view name,
                                             std::string_view address, int hour, OrganisationId body, bool same_place);
/// What a person says of it: another hour, paused, going on. Journals "activities.subscription_changed".
void change_subscription(db::Transaction& tx, const web::Actor& actor, const Subscription& changed);

/// What lies at an address, where it differs from what that ETag names.
using AskFor = std::function<Result<Fetched>(const std::string& address, const std::string& etag)>;

struct Synced {
    bool unchanged = false;  ///< nothing new there
    Taken taken;
    std::int64_t batch = 0;  ///< the import that was taken; 0: nothing was to be done
    std::int64_t waiting = 0;
};
/// Asks the source and takes what is new and changed and beyond doubt, as one import; what is doubtful, wrong, or gone
/// in such numbers that it may be a mistake waits for a person. What went wrong is kept with the subscription and given
/// back as the error; nothing else has changed then.
[[nodiscard]] Result<Synced> synchronise(Activities& activities, std::int64_t source, const AskFor& ask);

/// Judges a list of a subscription as synchronise() does. Rows that ask nobody who lives here are taken out, and
/// counted in `of_other_places`.
[[nodiscard]] Result<Preview> judge_subscribed(Activities& activities, const Subscription& subscription,
                                               const Source& source, const Sheet& sheet, std::string_view filename,
                                               const Answers& answers, std::int64_t& of_other_places);

/// What a file from a source needs of the register and the atlas to be judged.
[[nodiscard]] FromSource from_source(Activities& activities, const Source& source, const Sheet& sheet);

}  // namespace thingwall::activities
