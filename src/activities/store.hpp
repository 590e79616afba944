#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "activities/types.hpp"
#include "db/fwd.hpp"

namespace thingwall::activities {

/// An activity as it lies in the table, with its folded words for the search, and where it is kept.
struct Stored {
    Activity activity;
    std::string search;
    std::int64_t kept_by = 0;  ///< the source that it comes from by itself; 0: it is kept here
    std::string kept_at;       ///< the page on which it is kept
};

/// "WY-2026-0187": the next number of that year. Numbers are taken in order; one that is undone with its deed is given
/// again.
[[nodiscard]] std::string next_reference(db::Transaction& tx, std::string_view prefix, int year);
/// Makes sure that numbers up to this one are not given: for references that come from a file.
void keep_number(db::Transaction& tx, int year, std::int64_t number);

void insert(db::Transaction& tx, const Activity& activity, std::string_view search);
/// Writes all values where the row's version is still `before`. False when somebody else was first.
[[nodiscard]] bool update(db::Transaction& tx, const Activity& activity, std::int64_t before, std::string_view search);
/// Notes that it is kept elsewhere.
void put_keeper(db::Transaction& tx, ActivityId id, std::int64_t source, std::string_view address);
/// What of a source is kept there, with its address.
[[nodiscard]] std::unordered_map<ActivityId, std::string> kept_by(db::Reader& reader, std::int64_t source);
/// Gives the values back as they were written.
std::string insert_version(db::Transaction& tx, ActivityId activity, const Version& version);

[[nodiscard]] std::optional<Stored> read(db::Reader& reader, ActivityId id);
[[nodiscard]] std::optional<ActivityId> find_reference(db::Reader& reader, std::string_view reference);
/// All that come after `id`, in the order of ids, at most `limit`.
[[nodiscard]] std::vector<Stored> read_after(db::Reader& reader, ActivityId id, std::int64_t limit);
/// Every activity after `after` up to `last`, one after another. Read in portions that are a question each, so that a
/// large register keeps no connection for long: of what changes meanwhile the new or the old is seen.
void read_range(db::Database& database, ActivityId after, ActivityId last, const std::function<void(Stored&&)>& take);
inline constexpr ActivityId first_of_all{0}, last_of_all{std::numeric_limits<std::int64_t>::max()};
/// An activity with about as many before it as after it; unknown in an empty register.
[[nodiscard]] ActivityId middle(db::Reader& reader);
/// When any of them was changed last; 1970 when there is none.
[[nodiscard]] Instant latest_change(db::Reader& reader);
[[nodiscard]] std::vector<Version> versions(db::Reader& reader, ActivityId id);
/// Every activity that something of this source became.
[[nodiscard]] std::unordered_map<ActivityId, Activity> of_source(db::Reader& reader, std::int64_t source);
/// The last version of each activity that changed after `from`, up to and with `until`.
[[nodiscard]] std::vector<std::pair<ActivityId, Version>> last_versions_between(db::Reader& reader, Instant from,
                                                                                Instant until);
/// What it said at that moment; nothing where it was not registered yet.
[[nodiscard]] std::optional<Draft> version_before(db::Reader& reader, ActivityId id, Instant at);
[[nodiscard]] std::vector<ActivityId> parts_of(db::Reader& reader, ActivityId umbrella);

void insert_plan(db::Transaction& tx, const Plan& plan);
void update_plan(db::Transaction& tx, const Plan& plan);
/// Notes which activity it became.
void mark_registered(db::Transaction& tx, std::int64_t plan, ActivityId activity);
/// Whether it is still as it was read.
[[nodiscard]] bool is_unchanged(db::Reader& reader, const Plan& plan);
void delete_plan(db::Transaction& tx, std::int64_t id);
[[nodiscard]] std::optional<Plan> read_plan(db::Reader& reader, std::int64_t id);
/// Plans of a body that are not registered yet: this person's, then their colleagues', the newest first.
[[nodiscard]] std::vector<Plan> plans_of(db::Reader& reader, OrganisationId organisation, PersonId person,
                                         std::size_t most);
/// Plans of a body that are not registered yet, the newest first.
[[nodiscard]] std::vector<Plan> open_plans(db::Reader& reader, OrganisationId body, std::int64_t limit,
                                           std::int64_t offset);
[[nodiscard]] std::int64_t count_plans(db::Reader& reader, OrganisationId body);

}  // namespace thingwall::activities
