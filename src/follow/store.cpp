#include "follow/store.hpp"

namespace thingwall::follow::store {
namespace {

constexpr db::Query insert_asking{"follow.insert_asked", R"sql(
    INSERT INTO follow_asked (token, email, kind, subject, weekly, at) VALUES ($1, $2, $3, $4, $5, $6))sql"};
constexpr db::Query find_asking{"follow.asked", R"sql(
    SELECT token, email, kind, subject, weekly, at FROM follow_asked WHERE token = $1 AND at >= $2)sql"};
constexpr db::Query count_asking{"follow.asked_since", R"sql(
    SELECT count(*) FROM follow_asked WHERE email = $1 AND at >= $2)sql"};
constexpr db::Query delete_asking{"follow.drop_asked", "DELETE FROM follow_asked WHERE token = $1"};
constexpr db::Query delete_asking_of{"follow.drop_asked_of", "DELETE FROM follow_asked WHERE email = $1"};
constexpr db::Query forget_asking{"follow.forget_asked", "DELETE FROM follow_asked WHERE at < $1"};

constexpr db::Query find_key{"follow.by_key", R"sql(
    SELECT id, email, key, weekly, told_until FROM follow_person WHERE key = $1)sql"};
constexpr db::Query find_email{"follow.by_email", R"sql(
    SELECT id, email, key, weekly, told_until FROM follow_person WHERE email = $1)sql"};
constexpr db::Query find_due{"follow.to_tell", R"sql(
    SELECT id, email, key, weekly, told_until FROM follow_person WHERE weekly = $1 AND told_until < $2 ORDER BY told_until, id LIMIT $3)sql"};
constexpr db::Query count_people{"follow.count", "SELECT count(*) FROM follow_person"};
constexpr db::Query choices_of{"follow.choices", R"sql(
    SELECT kind, subject FROM follow_choice WHERE person = $1 ORDER BY kind, subject)sql"};
constexpr db::Query insert_person{"follow.insert", R"sql(
    INSERT INTO follow_person (id, email, key, weekly, confirmed_at, told_until) VALUES ($1, $2, $3, $4, $5, $6))sql"};
constexpr db::Query update_weekly{"follow.set_weekly", R"sql(
    UPDATE follow_person SET weekly = $2, told_until = $3 WHERE id = $1)sql"};
constexpr db::Query update_told{"follow.set_told", R"sql(
    UPDATE follow_person SET told_until = $2 WHERE id = $1 AND told_until < $2)sql"};
constexpr db::Query insert_choice{"follow.add_choice", R"sql(
    INSERT INTO follow_choice (person, kind, subject, since) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person, kind, subject) DO NOTHING)sql"};
constexpr db::Query delete_choice{"follow.remove_choice", R"sql(
    DELETE FROM follow_choice WHERE person = $1 AND kind = $2 AND subject = $3)sql"};
constexpr db::Query delete_choices{"follow.remove_choices", "DELETE FROM follow_choice WHERE person = $1"};
constexpr db::Query delete_person{"follow.remove", "DELETE FROM follow_person WHERE id = $1"};

Follower person_of(const db::Statement& row) {
    return {row.integer(0),      std::string(row.text(1)), std::string(row.text(2)),
            row.integer(3) != 0, row.instant(4),           {}};
}

void read_choices(db::Reader& reader, Follower& follower) {
    auto row = reader.prepare(choices_of);
    row.bind(follower.id);
    while (row.next()) follower.choices.push_back({static_cast<Kind>(row.integer(0)), std::string(row.text(1))});
}

std::optional<Follower> one(db::Reader& reader, const db::Query& query, std::string_view value) {
    std::optional<Follower> found;
    {
        auto row = reader.prepare(query);
        if (!row.bind(value).next()) return std::nullopt;
        found = person_of(row);
    }
    read_choices(reader, *found);
    return found;
}

}  // namespace

void insert_asked(db::Transaction& tx, const Asked& asked) {
    tx.prepare(insert_asking)
        .bind(asked.token, asked.email, static_cast<int>(asked.choice.kind), asked.choice.subject, asked.weekly,
              asked.at)
        .run();
}

std::optional<Asked> asked(db::Reader& reader, std::string_view token, Instant since) {
    auto row = reader.prepare(find_asking);
    if (!row.bind(token, since).next()) return std::nullopt;
    return Asked{std::string(row.text(0)),
                 std::string(row.text(1)),
                 {static_cast<Kind>(row.integer(2)), std::string(row.text(3))},
                 row.integer(4) != 0,
                 row.instant(5)};
}

std::int64_t asked_since(db::Reader& reader, std::string_view email, Instant since) {
    auto row = reader.prepare(count_asking);
    row.bind(email, since);
    return row.next() ? row.integer(0) : 0;
}

void drop_asked(db::Transaction& tx, std::string_view token) {
    tx.prepare(delete_asking).bind(token).run();
}

void drop_asked_of(db::Transaction& tx, std::string_view email) {
    tx.prepare(delete_asking_of).bind(email).run();
}

std::int64_t forget_asked(db::Transaction& tx, Instant before) {
    return tx.prepare(forget_asking).bind(before).run();
}

std::optional<Follower> by_key(db::Reader& reader, std::string_view key) {
    return one(reader, find_key, key);
}

std::optional<Follower> by_email(db::Reader& reader, std::string_view email) {
    return one(reader, find_email, email);
}

std::vector<Follower> to_tell(db::Reader& reader, bool weekly, Instant due, std::int64_t most) {
    std::vector<Follower> found;
    {
        auto row = reader.prepare(find_due);
        row.bind(weekly, due, most);
        while (row.next()) found.push_back(person_of(row));
    }
    for (auto& follower : found) read_choices(reader, follower);
    return found;
}

std::int64_t count(db::Reader& reader) {
    auto row = reader.prepare(count_people);
    return row.next() ? row.integer(0) : 0;
}

void insert(db::Transaction& tx, const Follower& follower) {
    tx.prepare(insert_person)
        .bind(follower.id, follower.email, follower.key, follower.weekly, tx.now(), follower.told_until)
        .run();
}

void set_weekly(db::Transaction& tx, std::int64_t person, bool weekly, Instant told_until) {
    tx.prepare(update_weekly).bind(person, weekly, told_until).run();
}

bool set_told(db::Transaction& tx, std::int64_t person, Instant until) {
    return tx.prepare(update_told).bind(person, until).run() > 0;
}

void add_choice(db::Transaction& tx, std::int64_t person, const Choice& choice) {
    tx.prepare(insert_choice).bind(person, static_cast<int>(choice.kind), choice.subject, tx.now()).run();
}

bool remove_choice(db::Transaction& tx, std::int64_t person, const Choice& choice) {
    return tx.prepare(delete_choice).bind(person, static_cast<int>(choice.kind), choice.subject).run() > 0;
}

void remove(db::Transaction& tx, std::int64_t person) {
    tx.prepare(delete_choices).bind(person).run();
    tx.prepare(delete_person).bind(person).run();
}

}  // namespace thingwall::follow::store
