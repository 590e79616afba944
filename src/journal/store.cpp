#include "journal/store.hpp"

#include <algorithm>

#include "db/db.hpp"

namespace thingwall::journal {

namespace {

// Taking the number from one row makes writers queue on it, in either engine: the chain can't fork, and a deed that is
// undone gives its number back. One update of that row for each entry: in PostgreSQL every update within a transaction
// leaves a version that the next must pass.
constexpr db::Query take_number{"journal.take_number", R"sql(
    UPDATE journal_head SET position = position + 1 WHERE id = 1
    RETURNING position, (SELECT digest FROM journal_entry WHERE journal_entry.position = journal_head.position - 1))sql"};
constexpr db::Query insert_entry{"journal.insert_entry", R"sql(
    INSERT INTO journal_entry (position, at, actor, organisation, deed, subject, commitment, before, digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql"};
constexpr db::Query insert_salt{"journal.insert_salt", R"sql(
    INSERT INTO journal_salt (position, salt) VALUES ($1, $2))sql"};
constexpr db::Query read_position{"journal.position", R"sql(
    SELECT position FROM journal_head WHERE id = 1)sql"};
constexpr db::Query read_after{"journal.after", R"sql(
    SELECT position, at, actor, organisation, deed, subject, commitment, before, digest
    FROM journal_entry WHERE position > $1 ORDER BY position LIMIT $2)sql"};
constexpr db::Query read_about{"journal.about", R"sql(
    SELECT position, at, actor, organisation, deed, subject, commitment, before, digest
    FROM journal_entry WHERE subject = $1 ORDER BY position LIMIT $2)sql"};

Digest digest_in(const db::Statement& row, int column) {
    auto bytes = row.blob(column);
    Digest digest{};
    if (bytes.size() != digest.size())
        throw db::Failure(db::Failure::Cause::broken, "the journal holds a digest that does not have 32 bytes");
    std::ranges::copy(bytes, digest.begin());
    return digest;
}

std::vector<Entry> entries(db::Statement row) {
    std::vector<Entry> found;
    while (row.next())
        found.push_back({.position = row.integer(0),
                         .at = row.instant(1),
                         .actor = row.id<PersonId>(2),
                         .organisation = row.id<OrganisationId>(3),
                         .deed = std::string(row.text(4)),
                         .subject = row.integer(5),
                         .commitment = digest_in(row, 6),
                         .before = digest_in(row, 7),
                         .digest = digest_in(row, 8)});
    return found;
}

}  // namespace

Place take_place(db::Transaction& tx) {
    auto head = tx.prepare(take_number);
    if (!head.next()) throw db::Failure(db::Failure::Cause::broken, "the journal has lost its head");
    Place place{head.integer(0), {}};
    if (place.position > 1) place.before = digest_in(head, 1);  // throws when the newest entries have been taken away
    return place;
}

void insert(db::Transaction& tx, const Entry& entry, std::span<const std::byte> salt) {
    auto bytes = [](const Digest& digest) { return std::span<const std::byte>(digest); };
    tx.prepare(insert_entry)
        .bind(entry.position, entry.at, entry.actor, entry.organisation, entry.deed, entry.subject,
              bytes(entry.commitment), bytes(entry.before), bytes(entry.digest))
        .run_later();
    tx.prepare(insert_salt).bind(entry.position, salt).run_later();
}

std::int64_t position(db::Reader& reader) {
    auto head = reader.prepare(read_position);
    return head.next() ? head.integer(0) : 0;
}

std::vector<Entry> after(db::Reader& reader, std::int64_t position, std::size_t limit) {
    auto rows = reader.prepare(read_after);
    rows.bind(position, static_cast<std::int64_t>(limit));
    return entries(std::move(rows));
}

std::vector<Entry> about(db::Reader& reader, std::int64_t subject, std::size_t limit) {
    auto rows = reader.prepare(read_about);
    rows.bind(subject, static_cast<std::int64_t>(limit));
    return entries(std::move(rows));
}

}  // namespace thingwall::journal
