#include "activities/store.hpp"

#include "activities/draft.hpp"
#include "base/text.hpp"
#include "db/db.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// clang-format off
#define ACTIVITY_COLUMNS \
    "id, reference, version, lead, partners, title, purpose, questions, subjects, audience, audience_words, audience_list, invited, " \
    "whole_borough, areas, shape, circle, first_day, last_day, dates_known, dates_can_move, sessions, reason_short, methods, minutes, " \
    "access, access_words, other_ways, other_ways_words, contact, cost, decision, decision_day, influence, series, umbrella, visibility, " \
    "public_on, responses, results, withdrawn_on, withdrawn_because, registered_at, changed_at, search, owner"
#define ALL_COLUMNS ACTIVITY_COLUMNS ", kept_by, kept_at"
// clang-format on

constexpr db::Query insert_activity{"activities.insert", "INSERT INTO activity (" ACTIVITY_COLUMNS R"sql() VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
    $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46))sql"};
constexpr db::Query update_activity{"activities.update", R"sql(
    UPDATE activity SET reference = $2, version = $3, lead = $4, partners = $5, title = $6, purpose = $7, questions = $8,
        subjects = $9, audience = $10, audience_words = $11, audience_list = $12, invited = $13, whole_borough = $14,
        areas = $15, shape = $16, circle = $17, first_day = $18, last_day = $19, dates_known = $20, dates_can_move = $21,
        sessions = $22, reason_short = $23, methods = $24, minutes = $25, access = $26, access_words = $27,
        other_ways = $28, other_ways_words = $29, contact = $30, cost = $31, decision = $32, decision_day = $33,
        influence = $34, series = $35, umbrella = $36, visibility = $37, public_on = $38, responses = $39, results = $40,
        withdrawn_on = $41, withdrawn_because = $42, registered_at = $43, changed_at = $44, search = $45, owner = $46
    WHERE id = $1 AND version = $47)sql"};
constexpr db::Query select_one{"activities.read", "SELECT " ALL_COLUMNS " FROM activity WHERE id = $1"};
constexpr db::Query select_after{
    "activities.read_after", "SELECT " ALL_COLUMNS " FROM activity WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3"};
constexpr db::Query select_of_source{"activities.of_source", "SELECT " ALL_COLUMNS R"sql( FROM activity
    WHERE id IN (SELECT activity FROM activity_source_item WHERE source = $1))sql"};
constexpr db::Query update_keeper{"activities.put_keeper",
                                  "UPDATE activity SET kept_by = $2, kept_at = $3 WHERE id = $1"};
constexpr db::Query select_kept_by{"activities.kept_by", "SELECT id, kept_at FROM activity WHERE kept_by = $1"};
constexpr db::Query select_middle{"activities.middle", R"sql(
    SELECT id FROM activity ORDER BY id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM activity))sql"};
constexpr db::Query select_reference{"activities.find_reference", "SELECT id FROM activity WHERE reference = $1"};
constexpr db::Query select_parts{"activities.parts", "SELECT id FROM activity WHERE umbrella = $1 ORDER BY id"};
constexpr db::Query select_latest{"activities.latest_change", "SELECT max(changed_at) FROM activity"};
constexpr db::Query take_number{"activities.take_number", R"sql(
    INSERT INTO activity_number (year, last) VALUES ($1, 1)
    ON CONFLICT (year) DO UPDATE SET last = activity_number.last + 1 RETURNING last)sql"};
constexpr db::Query raise_number{"activities.raise_number", R"sql(
    INSERT INTO activity_number (year, last) VALUES ($1, $2)
    ON CONFLICT (year) DO UPDATE SET last = CASE WHEN activity_number.last < excluded.last THEN excluded.last
                                                 ELSE activity_number.last END)sql"};
constexpr db::Query insert_one_version{"activities.insert_version", R"sql(
    INSERT INTO activity_version (activity, number, at, person, organisation, deed, draft)
    VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};
constexpr db::Query select_versions{"activities.versions", R"sql(
    SELECT number, at, person, organisation, deed, draft FROM activity_version WHERE activity = $1 ORDER BY number)sql"};
constexpr db::Query select_versions_between{"activities.versions_between", R"sql(
    SELECT activity, number, at, person, organisation, deed, draft FROM activity_version
    WHERE at > $1 AND at <= $2 ORDER BY activity, number)sql"};
constexpr db::Query select_version_before{"activities.version_before", R"sql(
    SELECT draft FROM activity_version WHERE activity = $1 AND at <= $2 ORDER BY number DESC LIMIT 1)sql"};

// Everything is written from the same values in the same order, whether a row is new or changed.
void bind_all(db::Statement& statement, const Activity& a, std::string_view search) {
    Draft draft = to_draft(a);
    std::string circle = a.footprint.circle ? draft.centre + ", " + draft.radius : "";
    std::optional<ActivityId> umbrella;
    if (a.umbrella.known()) umbrella = a.umbrella;
    const char* known = a.dates_known == DatesKnown::day     ? "day"
                        : a.dates_known == DatesKnown::month ? "month"
                                                             : "year";
    statement.bind(a.id, a.reference, a.version, a.lead, draft.partners, a.title, a.purpose, draft.questions,
                   draft.subjects, draft.audience, a.audience_words, a.audience_list, a.invited,
                   a.footprint.whole_borough, draft.areas, a.footprint.shape, circle, a.dates.first(), a.dates.last(),
                   known, a.dates_can_move, draft.sessions, a.reason_short, draft.methods, a.minutes, draft.access,
                   a.access_words, draft.other_ways, a.other_ways_words, a.contact, a.cost, a.decision, a.decision_day,
                   static_cast<int>(a.influence), a.series, umbrella, static_cast<int>(a.visibility), a.public_on,
                   a.responses, a.results, a.withdrawn_on, a.withdrawn_because, a.registered_at, a.changed_at, search,
                   a.owner);
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found;
    for (auto part : split(text, ';')) found.emplace_back(part);
    return found;
}
template <class IdType>
std::vector<IdType> ids(std::string_view text) {
    std::vector<IdType> found;
    for (auto part : split(text, ';'))
        if (auto number = parse_id(part)) found.push_back(IdType{*number});
    return found;
}
std::optional<std::int64_t> number(const db::Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.integer(column);
}
std::optional<Circle> circle(std::string_view text) {
    auto parts = split(text, ',');
    if (parts.size() != 3) return std::nullopt;
    return Circle{parse_number(parts[0]).value_or(0), parse_number(parts[1]).value_or(0),
                  parse_whole(parts[2]).value_or(0)};
}
// Lines "2026-11-05, 2pm to 4pm, Central library", as to_draft() wrote them.
std::vector<Session> sessions(std::string_view text) {
    std::vector<Session> found;
    for (const auto& line : lines_of(text)) {
        std::string_view rest = line;
        auto first = rest.find(','), second = first == std::string_view::npos ? first : rest.find(',', first + 1);
        auto day = parse_date(trim(rest.substr(0, first)));
        if (!day) continue;
        Session session{*day, {}, {}};
        if (first != std::string_view::npos)
            session.time = trim(rest.substr(first + 1, second == rest.npos ? rest.npos : second - first - 1));
        if (second != std::string_view::npos) session.place = trim(rest.substr(second + 1));
        found.push_back(std::move(session));
    }
    return found;
}

Stored row_of(const db::Statement& row) {
    Stored stored;
    Activity& a = stored.activity;
    a.id = row.id<ActivityId>(0);
    a.reference = row.text(1);
    a.version = row.integer(2);
    a.lead = row.id<OrganisationId>(3);
    a.partners = ids<OrganisationId>(row.text(4));
    a.title = row.text(5);
    a.purpose = row.text(6);
    a.questions = lines_of(row.text(7));
    a.subjects = words(row.text(8));
    a.audience = words(row.text(9));
    a.audience_words = row.text(10);
    a.audience_list = row.text(11);
    a.invited = number(row, 12);
    a.footprint.whole_borough = row.integer(13) != 0;
    a.footprint.areas = ids<AreaId>(row.text(14));
    a.footprint.shape = row.text(15);
    a.footprint.circle = circle(row.text(16));
    a.dates = *DateRange::make(row.date(17), row.date(18));
    a.dates_known = row.text(19) == "day"     ? DatesKnown::day
                    : row.text(19) == "month" ? DatesKnown::month
                                              : DatesKnown::year;
    a.dates_can_move = row.integer(20) != 0;
    a.sessions = sessions(row.text(21));
    a.reason_short = row.text(22);
    a.methods = words(row.text(23));
    a.minutes = number(row, 24);
    a.access = words(row.text(25));
    a.access_words = row.text(26);
    a.other_ways = words(row.text(27));
    a.other_ways_words = row.text(28);
    a.contact = row.text(29);
    if (!row.is_null(30)) a.cost = row.money(30);
    a.decision = row.text(31);
    a.decision_day = row.optional_date(32);
    a.influence = static_cast<Influence>(row.integer(33));
    a.series = row.text(34);
    a.umbrella = row.id<ActivityId>(35);
    a.visibility = static_cast<Visibility>(row.integer(36));
    a.public_on = row.optional_date(37);
    a.responses = number(row, 38);
    a.results = row.text(39);
    a.withdrawn_on = row.optional_date(40);
    a.withdrawn_because = row.text(41);
    a.registered_at = row.instant(42);
    a.changed_at = row.instant(43);
    stored.search = row.text(44);
    a.owner = row.id<PersonId>(45);
    stored.kept_by = row.integer(46);
    stored.kept_at = row.text(47);
    return stored;
}

}  // namespace

std::string next_reference(db::Transaction& tx, std::string_view prefix, int year) {
    auto statement = tx.prepare(take_number);
    statement.bind(year).next();
    return fmt::format("{}-{}-{:04}", prefix, year, statement.integer(0));
}

void keep_number(db::Transaction& tx, int year, std::int64_t taken) {
    tx.prepare(raise_number).bind(year, taken).run();
}

void insert(db::Transaction& tx, const Activity& activity, std::string_view search) {
    auto statement = tx.prepare(insert_activity);
    bind_all(statement, activity, search);
    statement.run_later();
}

bool update(db::Transaction& tx, const Activity& activity, std::int64_t before, std::string_view search) {
    auto statement = tx.prepare(update_activity);
    bind_all(statement, activity, search);
    return statement.bind(before).run() == 1;
}

void put_keeper(db::Transaction& tx, ActivityId id, std::int64_t source, std::string_view address) {
    tx.prepare(update_keeper).bind(id, source, address).run_later();
}

std::unordered_map<ActivityId, std::string> kept_by(db::Reader& reader, std::int64_t source) {
    std::unordered_map<ActivityId, std::string> found;
    auto statement = reader.prepare(select_kept_by);
    statement.bind(source);
    while (statement.next()) found.emplace(statement.id<ActivityId>(0), statement.text(1));
    return found;
}

std::string insert_version(db::Transaction& tx, ActivityId activity, const Version& version) {
    std::string values = to_json(version.was_then);
    tx.prepare(insert_one_version)
        .bind(activity, version.number, version.at, version.by, version.organisation, version.deed, values)
        .run_later();
    return values;
}

std::optional<Stored> read(db::Reader& reader, ActivityId id) {
    auto statement = reader.prepare(select_one);
    if (!statement.bind(id).next()) return std::nullopt;
    return row_of(statement);
}

std::optional<ActivityId> find_reference(db::Reader& reader, std::string_view reference) {
    auto statement = reader.prepare(select_reference);
    if (!statement.bind(reference).next()) return std::nullopt;
    return statement.id<ActivityId>(0);
}

std::vector<Stored> read_after(db::Reader& reader, ActivityId id, std::int64_t limit) {
    std::vector<Stored> found;
    auto statement = reader.prepare(select_after);
    statement.bind(id, last_of_all, limit);
    while (statement.next()) found.push_back(row_of(statement));
    return found;
}

void read_range(db::Database& database, ActivityId after, ActivityId last, const std::function<void(Stored&&)>& take) {
    constexpr std::int64_t portion = 2000;
    for (std::int64_t count = portion; count == portion;) {
        count = 0;
        database.read([&](db::Reader& reader) {
            auto statement = reader.prepare(select_after);
            statement.bind(after, last, portion);
            for (; statement.next(); ++count) {
                Stored stored = row_of(statement);
                after = stored.activity.id;
                take(std::move(stored));
            }
        });
    }
}

std::unordered_map<ActivityId, Activity> of_source(db::Reader& reader, std::int64_t source) {
    std::unordered_map<ActivityId, Activity> found;
    auto statement = reader.prepare(select_of_source);
    statement.bind(source);
    while (statement.next()) {
        Stored stored = row_of(statement);
        found.emplace(stored.activity.id, std::move(stored.activity));
    }
    return found;
}

ActivityId middle(db::Reader& reader) {
    auto statement = reader.prepare(select_middle);
    return statement.next() ? statement.id<ActivityId>(0) : ActivityId{};
}

Instant latest_change(db::Reader& reader) {
    auto statement = reader.prepare(select_latest);
    return statement.next() ? statement.instant(0) : Instant{};
}

std::vector<Version> versions(db::Reader& reader, ActivityId id) {
    std::vector<Version> found;
    auto statement = reader.prepare(select_versions);
    statement.bind(id);
    while (statement.next()) {
        Version version{statement.integer(0),           statement.instant(1),
                        statement.id<PersonId>(2),      statement.id<OrganisationId>(3),
                        std::string(statement.text(4)), {}};
        if (auto draft = draft_from_json(statement.text(5))) version.was_then = std::move(*draft);
        found.push_back(std::move(version));
    }
    return found;
}

std::vector<std::pair<ActivityId, Version>> last_versions_between(db::Reader& reader, Instant from, Instant until) {
    std::vector<std::pair<ActivityId, Version>> found;
    auto statement = reader.prepare(select_versions_between);
    statement.bind(from, until);
    while (statement.next()) {
        const auto id = statement.id<ActivityId>(0);
        auto draft = draft_from_json(statement.text(6));
        if (!draft) continue;
        Version version{statement.integer(1),           statement.instant(2),
                        statement.id<PersonId>(3),      statement.id<OrganisationId>(4),
                        std::string(statement.text(5)), std::move(*draft)};
        if (!found.empty() && found.back().first == id)
            found.back().second = std::move(version);
        else
            found.emplace_back(id, std::move(version));
    }
    return found;
}

std::optional<Draft> version_before(db::Reader& reader, ActivityId id, Instant at) {
    auto statement = reader.prepare(select_version_before);
    if (!statement.bind(id, at).next()) return std::nullopt;
    auto draft = draft_from_json(statement.text(0));
    if (!draft) return std::nullopt;
    return std::move(*draft);
}

std::vector<ActivityId> parts_of(db::Reader& reader, ActivityId umbrella) {
    std::vector<ActivityId> found;
    auto statement = reader.prepare(select_parts);
    statement.bind(umbrella);
    while (statement.next()) found.push_back(statement.id<ActivityId>(0));
    return found;
}

}  // namespace thingwall::activities
