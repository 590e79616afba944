#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "db/db.hpp"
#include "forums/types.hpp"

namespace thingwall::forums::store {

[[nodiscard]] std::vector<Forum> forums(db::Reader& reader);  ///< the steering group first, then by name
[[nodiscard]] std::optional<Forum> forum(db::Reader& reader, ForumId id);
/// Whether another forum has this name, folded.
[[nodiscard]] bool name_taken(db::Reader& reader, std::string_view name_key, ForumId but);
void insert(db::Transaction& tx, const Forum& forum);
/// False when somebody else changed it since `version`.
[[nodiscard]] bool update(db::Transaction& tx, const Forum& forum, std::int64_t version);

[[nodiscard]] std::optional<Meeting> meeting(db::Reader& reader, MeetingId id);
/// The first on this day or later.
[[nodiscard]] std::optional<Meeting> next_meeting(db::Reader& reader, ForumId forum, Date from);
/// The last before the day (of that meeting's day: before it, by id).
[[nodiscard]] std::optional<Meeting> meeting_before(db::Reader& reader, const Meeting& meeting);
/// On this day or later, soonest first; at most `limit`.
[[nodiscard]] std::vector<Meeting> ahead(db::Reader& reader, ForumId forum, Date from, std::int64_t limit);
/// Before the day, newest first.
[[nodiscard]] std::vector<Meeting> past(db::Reader& reader, ForumId forum, Date before, std::int64_t limit,
                                        std::int64_t offset);
[[nodiscard]] std::int64_t count_past(db::Reader& reader, ForumId forum, Date before);
void insert(db::Transaction& tx, const Meeting& meeting);
[[nodiscard]] bool update(db::Transaction& tx, const Meeting& meeting, std::int64_t version);

/// Who came first, then apologies, each in the order in which they were written down.
[[nodiscard]] std::vector<Attendance> attendance(db::Reader& reader, MeetingId meeting);
void insert(db::Transaction& tx, const Attendance& one);
/// False when there is none of that number at that meeting.
[[nodiscard]] bool remove(db::Transaction& tx, MeetingId meeting, AttendanceId id);

[[nodiscard]] std::optional<Action> action(db::Reader& reader, ActionId id);
/// Agreed at this meeting, in the order in which they were written down.
[[nodiscard]] std::vector<Action> agreed_at(db::Reader& reader, MeetingId meeting);
/// Not done, the one due first in front; at most `limit`.
[[nodiscard]] std::vector<Action> open_actions(db::Reader& reader, ForumId forum, std::int64_t limit,
                                               std::int64_t offset);
[[nodiscard]] std::int64_t count_open(db::Reader& reader, ForumId forum);
[[nodiscard]] std::int64_t count_late(db::Reader& reader, ForumId forum, Date today);
/// Not done, and a person of this name or somebody of this body does it; of all groups.
[[nodiscard]] std::vector<Action> actions_for(db::Reader& reader, OrganisationId body, std::string_view owner,
                                              std::int64_t limit, std::int64_t offset);
/// How many these are, and of them late.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> count_for(db::Reader& reader, OrganisationId body,
                                                              std::string_view owner, Date today);
/// Done since the day, newest first; at most `limit`.
[[nodiscard]] std::vector<Action> done_since(db::Reader& reader, ForumId forum, Date since, std::int64_t limit);
void insert(db::Transaction& tx, const Action& action);
[[nodiscard]] bool update(db::Transaction& tx, const Action& action, std::int64_t version);

}  // namespace thingwall::forums::store
