#include "forums/store.hpp"

#include "base/text.hpp"
#include "forums/rules.hpp"

namespace thingwall::forums::store {
namespace {

constexpr db::Query all_forums{"forums.forums", R"sql(
    SELECT id, version, name, kind, purpose FROM forum ORDER BY kind DESC, name_key)sql"};
constexpr db::Query one_forum{"forums.forum", "SELECT id, version, name, kind, purpose FROM forum WHERE id = $1"};
constexpr db::Query same_name{"forums.name_taken", "SELECT id FROM forum WHERE name_key = $1 AND id <> $2"};
constexpr db::Query insert_forum{"forums.forum_insert", R"sql(
    INSERT INTO forum (id, version, name, name_key, kind, purpose) VALUES ($1, 1, $2, $3, $4, $5))sql"};
constexpr db::Query update_forum{"forums.forum_update", R"sql(
    UPDATE forum SET version = version + 1, name = $2, name_key = $3, kind = $4, purpose = $5
    WHERE id = $1 AND version = $6)sql"};

// clang-format off
#define MEETING_COLUMNS "id, version, forum, day, time, place, agenda, minutes"
#define ACTION_COLUMNS "id, version, forum, meeting, what, owner, organisation, due, done_on, outcome"
// clang-format on

constexpr db::Query one_meeting{"forums.meeting", "SELECT " MEETING_COLUMNS " FROM forum_meeting WHERE id = $1"};
constexpr db::Query meetings_ahead{"forums.ahead", "SELECT " MEETING_COLUMNS R"sql( FROM forum_meeting
    WHERE forum = $1 AND day >= $2 ORDER BY day, id LIMIT $3)sql"};
constexpr db::Query meetings_past{"forums.past", "SELECT " MEETING_COLUMNS R"sql( FROM forum_meeting
    WHERE forum = $1 AND day < $2 ORDER BY day DESC, id DESC LIMIT $3 OFFSET $4)sql"};
constexpr db::Query one_before{"forums.before", "SELECT " MEETING_COLUMNS R"sql( FROM forum_meeting
    WHERE forum = $1 AND (day < $2 OR (day = $2 AND id < $3)) ORDER BY day DESC, id DESC LIMIT 1)sql"};
constexpr db::Query past_count{"forums.past_count", "SELECT count(*) FROM forum_meeting WHERE forum = $1 AND day < $2"};
constexpr db::Query insert_meeting{"forums.meeting_insert", "INSERT INTO forum_meeting (" MEETING_COLUMNS R"sql()
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7))sql"};
constexpr db::Query update_meeting{"forums.meeting_update", R"sql(
    UPDATE forum_meeting SET version = version + 1, day = $2, time = $3, place = $4, agenda = $5, minutes = $6
    WHERE id = $1 AND version = $7)sql"};

constexpr db::Query who_was_there{"forums.attendance", R"sql(
    SELECT id, meeting, name, organisation, body, came FROM forum_attendance
    WHERE meeting = $1 ORDER BY came DESC, id)sql"};
constexpr db::Query insert_attendance{"forums.attendance_insert", R"sql(
    INSERT INTO forum_attendance (id, meeting, name, organisation, body, came) VALUES ($1, $2, $3, $4, $5, $6))sql"};
constexpr db::Query remove_attendance{"forums.attendance_remove", R"sql(
    DELETE FROM forum_attendance WHERE id = $1 AND meeting = $2)sql"};

constexpr db::Query one_action{"forums.action", "SELECT " ACTION_COLUMNS " FROM forum_action WHERE id = $1"};
constexpr db::Query actions_of{"forums.agreed", "SELECT " ACTION_COLUMNS R"sql( FROM forum_action
    WHERE meeting = $1 ORDER BY id)sql"};
constexpr db::Query actions_open{"forums.open_actions", "SELECT " ACTION_COLUMNS R"sql( FROM forum_action
    WHERE forum = $1 AND done_on IS NULL ORDER BY due, id LIMIT $2 OFFSET $3)sql"};
constexpr db::Query open_count{"forums.open_count", R"sql(
    SELECT count(*) FROM forum_action WHERE forum = $1 AND done_on IS NULL)sql"};
constexpr db::Query late_count{"forums.late_count", R"sql(
    SELECT count(*) FROM forum_action WHERE forum = $1 AND done_on IS NULL AND due < $2)sql"};
constexpr db::Query actions_of_body{"forums.actions_for", "SELECT " ACTION_COLUMNS R"sql( FROM forum_action
    WHERE done_on IS NULL AND (organisation = $1 OR owner = $2) ORDER BY due, id LIMIT $3 OFFSET $4)sql"};
constexpr db::Query count_of_body{"forums.actions_for_count", R"sql(
    SELECT count(*), coalesce(sum(CASE WHEN due < $3 THEN 1 ELSE 0 END), 0) FROM forum_action
    WHERE done_on IS NULL AND (organisation = $1 OR owner = $2))sql"};
constexpr db::Query actions_done{"forums.done_actions", "SELECT " ACTION_COLUMNS R"sql( FROM forum_action
    WHERE forum = $1 AND done_on >= $2 ORDER BY done_on DESC, id DESC LIMIT $3)sql"};
constexpr db::Query insert_action{"forums.action_insert", "INSERT INTO forum_action (" ACTION_COLUMNS R"sql()
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9))sql"};
constexpr db::Query update_action{"forums.action_update", R"sql(
    UPDATE forum_action SET version = version + 1, what = $2, owner = $3, organisation = $4, due = $5, done_on = $6,
        outcome = $7
    WHERE id = $1 AND version = $8)sql"};

template <class IdType>
std::optional<IdType> if_known(IdType id) {
    return id.known() ? std::optional(id) : std::nullopt;
}

Forum forum_of(const db::Statement& row) {
    return {row.id<ForumId>(0), row.integer(1), std::string(row.text(2)),
            row.text(3) == code_of(Kind::steering) ? Kind::steering : Kind::other, std::string(row.text(4))};
}

Meeting meeting_of(const db::Statement& row) {
    Meeting made;
    made.id = row.id<MeetingId>(0);
    made.version = row.integer(1);
    made.forum = row.id<ForumId>(2);
    made.day = row.date(3);
    made.time = row.text(4);
    made.place = row.text(5);
    for (const auto item : split(row.text(6), '\n')) made.agenda.emplace_back(item);
    made.minutes = row.text(7);
    return made;
}

Action action_of(const db::Statement& row) {
    Action made;
    made.id = row.id<ActionId>(0);
    made.version = row.integer(1);
    made.forum = row.id<ForumId>(2);
    made.meeting = row.id<MeetingId>(3);
    made.what = row.text(4);
    made.owner = row.text(5);
    made.organisation = row.id<OrganisationId>(6);
    made.due = row.date(7);
    if (!row.is_null(8)) made.done_on = row.date(8);
    made.outcome = row.text(9);
    return made;
}

std::string agenda_of(const Meeting& meeting) {
    return to_draft(meeting).agenda;
}

std::vector<Meeting> meetings_of(db::Statement row) {
    std::vector<Meeting> found;
    while (row.next()) found.push_back(meeting_of(row));
    return found;
}
std::vector<Action> actions_in(db::Statement row) {
    std::vector<Action> found;
    while (row.next()) found.push_back(action_of(row));
    return found;
}

}  // namespace

std::vector<Forum> forums(db::Reader& reader) {
    std::vector<Forum> found;
    auto row = reader.prepare(all_forums);
    while (row.next()) found.push_back(forum_of(row));
    return found;
}

std::optional<Forum> forum(db::Reader& reader, ForumId id) {
    auto row = reader.prepare(one_forum);
    if (!row.bind(id).next()) return std::nullopt;
    return forum_of(row);
}

bool name_taken(db::Reader& reader, std::string_view name_key, ForumId but) {
    return reader.prepare(same_name).bind(name_key, but).next();
}

void insert(db::Transaction& tx, const Forum& forum) {
    tx.prepare(insert_forum).bind(forum.id, forum.name, fold(forum.name), code_of(forum.kind), forum.purpose).run();
}

bool update(db::Transaction& tx, const Forum& forum, std::int64_t version) {
    return tx.prepare(update_forum)
               .bind(forum.id, forum.name, fold(forum.name), code_of(forum.kind), forum.purpose, version)
               .run() == 1;
}

std::optional<Meeting> meeting(db::Reader& reader, MeetingId id) {
    auto row = reader.prepare(one_meeting);
    if (!row.bind(id).next()) return std::nullopt;
    return meeting_of(row);
}

std::optional<Meeting> next_meeting(db::Reader& reader, ForumId forum, Date from) {
    auto found = ahead(reader, forum, from, 1);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::optional<Meeting> meeting_before(db::Reader& reader, const Meeting& meeting) {
    auto row = reader.prepare(one_before);
    if (!row.bind(meeting.forum, meeting.day, meeting.id).next()) return std::nullopt;
    return meeting_of(row);
}

std::vector<Meeting> ahead(db::Reader& reader, ForumId forum, Date from, std::int64_t limit) {
    auto row = reader.prepare(meetings_ahead);
    row.bind(forum, from, limit);
    return meetings_of(std::move(row));
}

std::vector<Meeting> past(db::Reader& reader, ForumId forum, Date before, std::int64_t limit, std::int64_t offset) {
    auto row = reader.prepare(meetings_past);
    row.bind(forum, before, limit, offset);
    return meetings_of(std::move(row));
}

std::int64_t count_past(db::Reader& reader, ForumId forum, Date before) {
    auto row = reader.prepare(past_count);
    return row.bind(forum, before).next() ? row.integer(0) : 0;
}

void insert(db::Transaction& tx, const Meeting& meeting) {
    tx.prepare(insert_meeting)
        .bind(meeting.id, meeting.forum, meeting.day, meeting.time, meeting.place, agenda_of(meeting), meeting.minutes)
        .run();
}

bool update(db::Transaction& tx, const Meeting& meeting, std::int64_t version) {
    return tx.prepare(update_meeting)
               .bind(meeting.id, meeting.day, meeting.time, meeting.place, agenda_of(meeting), meeting.minutes, version)
               .run() == 1;
}

std::vector<Attendance> attendance(db::Reader& reader, MeetingId meeting) {
    std::vector<Attendance> found;
    auto row = reader.prepare(who_was_there);
    row.bind(meeting);
    while (row.next())
        found.push_back({row.id<AttendanceId>(0), row.id<MeetingId>(1), std::string(row.text(2)),
                         row.id<OrganisationId>(3), std::string(row.text(4)), row.integer(5) != 0});
    return found;
}

void insert(db::Transaction& tx, const Attendance& one) {
    tx.prepare(insert_attendance)
        .bind(one.id, one.meeting, one.name, if_known(one.organisation), one.body, one.came)
        .run();
}

bool remove(db::Transaction& tx, MeetingId meeting, AttendanceId id) {
    return tx.prepare(remove_attendance).bind(id, meeting).run() == 1;
}

std::optional<Action> action(db::Reader& reader, ActionId id) {
    auto row = reader.prepare(one_action);
    if (!row.bind(id).next()) return std::nullopt;
    return action_of(row);
}

std::vector<Action> agreed_at(db::Reader& reader, MeetingId meeting) {
    auto row = reader.prepare(actions_of);
    row.bind(meeting);
    return actions_in(std::move(row));
}

std::vector<Action> open_actions(db::Reader& reader, ForumId forum, std::int64_t limit, std::int64_t offset) {
    auto row = reader.prepare(actions_open);
    row.bind(forum, limit, offset);
    return actions_in(std::move(row));
}

std::int64_t count_open(db::Reader& reader, ForumId forum) {
    auto row = reader.prepare(open_count);
    return row.bind(forum).next() ? row.integer(0) : 0;
}

std::int64_t count_late(db::Reader& reader, ForumId forum, Date today) {
    auto row = reader.prepare(late_count);
    return row.bind(forum, today).next() ? row.integer(0) : 0;
}

std::vector<Action> actions_for(db::Reader& reader, OrganisationId body, std::string_view owner, std::int64_t limit,
                                std::int64_t offset) {
    auto row = reader.prepare(actions_of_body);
    row.bind(body, owner, limit, offset);
    return actions_in(std::move(row));
}

std::pair<std::int64_t, std::int64_t> count_for(db::Reader& reader, OrganisationId body, std::string_view owner,
                                                Date today) {
    auto row = reader.prepare(count_of_body);
    if (!row.bind(body, owner, today).next()) return {};
    return {row.integer(0), row.integer(1)};
}

std::vector<Action> done_since(db::Reader& reader, ForumId forum, Date since, std::int64_t limit) {
    auto row = reader.prepare(actions_done);
    row.bind(forum, since, limit);
    return actions_in(std::move(row));
}

void insert(db::Transaction& tx, const Action& action) {
    tx.prepare(insert_action)
        .bind(action.id, action.forum, action.meeting, action.what, action.owner, if_known(action.organisation),
              action.due, action.done_on, action.outcome)
        .run();
}

bool update(db::Transaction& tx, const Action& action, std::int64_t version) {
    return tx.prepare(update_action)
               .bind(action.id, action.what, action.owner, if_known(action.organisation), action.due, action.done_on,
                     action.outcome, version)
               .run() == 1;
}

}  // namespace thingwall::forums::store
