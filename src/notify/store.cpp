#include "notify/store.hpp"

#include <string>

namespace thingwall::notify::store {
namespace {

constexpr db::Query insert_letter{"notify.insert_letter", R"sql(
    INSERT INTO notify_letter (id, kind, address, name, subject, plain, html, unsubscribe, state, attempt, queued_at, due_at, settled_at, why)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10, NULL, ''))sql"};
constexpr db::Query due_letters{"notify.due", R"sql(
    SELECT id, kind, address, name, subject, plain, html, unsubscribe, attempt, queued_at
    FROM notify_letter WHERE state = 0 AND due_at <= $1 ORDER BY due_at, id LIMIT $2)sql"};
constexpr db::Query first_due{"notify.next_due", R"sql(
    SELECT due_at FROM notify_letter WHERE state = 0 ORDER BY due_at, id LIMIT 1)sql"};
constexpr db::Query settle_letter{"notify.settle", R"sql(
    UPDATE notify_letter SET state = $2, why = $3, settled_at = $4, address = '', name = '', subject = '', plain = '', html = '',
        unsubscribe = '', attempt = attempt + 1
    WHERE id = $1 AND state = 0)sql"};
constexpr db::Query put_off_letter{"notify.put_off", R"sql(
    UPDATE notify_letter SET due_at = $2, attempt = $3, why = $4 WHERE id = $1 AND state = 0)sql"};
constexpr db::Query count_letters{"notify.outbox", R"sql(
    SELECT state, count(*), min(queued_at) FROM notify_letter GROUP BY state)sql"};
constexpr db::Query forget_settled{"notify.forget", R"sql(
    DELETE FROM notify_letter WHERE state <> 0 AND settled_at < $1)sql"};

}  // namespace

void insert(db::Transaction& tx, const Outgoing& letter, Instant due_at) {
    tx.prepare(insert_letter)
        .bind(letter.id, letter.kind, letter.to, letter.to_name, letter.subject, letter.text, letter.html,
              letter.unsubscribe, letter.queued_at, due_at)
        .run_later();
}

std::vector<Outgoing> due(db::Reader& reader, Instant now, std::int64_t limit) {
    std::vector<Outgoing> found;
    auto row = reader.prepare(due_letters);
    row.bind(now, limit);
    while (row.next())
        found.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
                         std::string(row.text(4)), std::string(row.text(5)), std::string(row.text(6)),
                         std::string(row.text(7)), static_cast<int>(row.integer(8)), row.instant(9)});
    return found;
}

std::optional<Instant> next_due(db::Reader& reader) {
    auto row = reader.prepare(first_due);
    if (!row.next()) return std::nullopt;
    return row.instant(0);
}

void settle(db::Transaction& tx, std::int64_t id, LetterState state, std::string_view why) {
    tx.prepare(settle_letter).bind(id, static_cast<int>(state), why, tx.now()).run();
}

void put_off(db::Transaction& tx, std::int64_t id, Instant due_at, int attempt, std::string_view why) {
    tx.prepare(put_off_letter).bind(id, due_at, attempt, why).run();
}

Outbox outbox(db::Reader& reader) {
    Outbox counted;
    auto row = reader.prepare(count_letters);
    while (row.next()) {
        switch (static_cast<LetterState>(row.integer(0))) {
            case LetterState::waiting:
                counted.waiting = row.integer(1);
                counted.oldest_waiting = row.instant(2);
                break;
            case LetterState::sent:
                counted.sent = row.integer(1);
                break;
            case LetterState::refused:
                counted.refused = row.integer(1);
                break;
        }
    }
    return counted;
}

std::int64_t forget(db::Transaction& tx, Instant before) {
    return tx.prepare(forget_settled).bind(before).run();
}

}  // namespace thingwall::notify::store
