#include "db/migrate_run.hpp"

#include <algorithm>
#include <map>

namespace thingwall::db {

namespace {

using enum Failure::Cause;

// What the database layer keeps for itself, before all migrations.
constexpr std::string_view own_tables = R"sql(
CREATE TABLE IF NOT EXISTS schema_migration (
    number {int64} PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at {int64} NOT NULL
) {strict};
CREATE TABLE IF NOT EXISTS db_id_mark (
    machine {int64} PRIMARY KEY,
    reserved {int64} NOT NULL
) {strict};
)sql";

constexpr Query all_applied{"db.applied_migrations",
                            "SELECT number, name, sha256 FROM schema_migration ORDER BY number"};
constexpr Query note_applied{"db.note_migration", R"sql(
    INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4))sql"};

struct Applied {
    std::string name, sha256;
};

std::map<int, Applied> applied_in(Connection& connection) {
    std::map<int, Applied> applied;
    auto row = connection.prepare(all_applied);
    while (row.next()) applied[static_cast<int>(row.integer(0))] = {std::string(row.text(1)), std::string(row.text(2))};
    return applied;
}

void refuse_what_does_not_fit(const std::map<int, Applied>& applied, std::span<const Migration> migrations) {
    for (const auto& [number, was] : applied) {
        auto known = std::ranges::find(migrations, number, &Migration::number);
        if (known == migrations.end())
            throw Failure(misuse, "the database has seen migration " + was.name +
                                      ", which this program does not know: it was used by a newer Thingwall. "
                                      "Start that one, or restore the copy from before the upgrade");
        if (known->sha256 != was.sha256)
            throw Failure(misuse,
                          "migration " + was.name +
                              " was changed after this database had applied it. A migration is never edited once "
                              "landed: put the old text back and write the change as a new migration");
    }
}

void apply(Connection& connection, const Migration& migration, Instant now) {
    for (const auto& statement : statements_for(connection.engine(), migration.sql)) {
        try {
            connection.execute(statement);
        } catch (const Failure& failure) {
            throw Failure(failure.cause,
                          "migration " + std::string(migration.name) + ": " + failure.what() + "\nin: " + statement);
        }
    }
    connection.prepare(note_applied).bind(migration.number, migration.name, migration.sha256, now).run();
}

}  // namespace

std::optional<int> upgrade_from(Connection& connection, std::span<const Migration> migrations) {
    std::map<int, Applied> applied;
    try {
        applied = applied_in(connection);
    } catch (const Failure& failure) {
        if (failure.cause == misuse) return std::nullopt;  // no such table: nobody has used it
        throw;
    }
    bool due = std::ranges::any_of(migrations, [&](const Migration& one) { return !applied.contains(one.number); });
    if (applied.empty() || !due) return std::nullopt;
    return applied.rbegin()->first;
}

void migrate(Connection& connection, std::span<const Migration> migrations, Instant now) {
    connection.begin_write();
    try {
        for (const auto& statement : statements_for(connection.engine(), own_tables)) connection.execute(statement);
        auto applied = applied_in(connection);
        refuse_what_does_not_fit(applied, migrations);
        // One transaction for all: an upgrade that fails leaves the old data as it was.
        for (const Migration& migration : migrations)
            if (!applied.contains(migration.number)) apply(connection, migration, now);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace thingwall::db
