#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "db/db.hpp"

namespace thingwall::db {

/// What each engine does for a Statement. Columns count from 0; bind_ calls come in the order $1, $2, ...; a bind_ call
/// after the statement has run starts it anew, so that one statement can insert many rows.
struct Statement::Engine {
    virtual ~Engine() = default;
    virtual void bind_null() = 0;
    virtual void bind_integer(std::int64_t value) = 0;
    virtual void bind_real(double value) = 0;
    virtual void bind_text(std::string_view value) = 0;
    virtual void bind_blob(std::span<const std::byte> value) = 0;
    virtual bool next() = 0;
    virtual std::int64_t run() = 0;
    virtual void run_later() { run(); }
    virtual bool is_null(int column) = 0;
    virtual std::int64_t integer(int column) = 0;
    virtual double real(int column) = 0;
    virtual std::string_view text(int column) = 0;
    virtual std::span<const std::byte> blob(int column) = 0;
};

/// One connection to an engine: what the writer, the read pool and the migrations need of it. Used by one thread at a
/// time. Every call throws Failure.
class Connection {
public:
    virtual ~Connection() = default;
    [[nodiscard]] virtual db::Engine engine() const = 0;
    [[nodiscard]] virtual Statement prepare(const Query& query) = 0;
    /// Runs statements that give no rows. For migrations, whose text comes from files embedded at build.
    virtual void execute(const std::string& statements) = 0;

    /// Connects again if the connection was lost.
    virtual void revive() {}
    virtual void begin_write() = 0;
    /// Statements of this reading fail as busy once the limit has passed.
    virtual void begin_read(std::chrono::milliseconds limit) = 0;
    /// Returns only when what was written is on disk. After a Failure::unreachable its fate is unknown.
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    virtual void savepoint() = 0;
    /// Throws what a statement that was put off threw; then undo() is due.
    virtual void keep() = 0;
    virtual void undo() = 0;
    /// Whether the transaction is still open; some errors end it.
    [[nodiscard]] virtual bool in_transaction() const = 0;
    /// Whether the disk has failed in a way after which nothing may be acknowledged.
    [[nodiscard]] virtual bool broken() const { return false; }
    /// Chores that need not keep anybody waiting.
    virtual void after_commit() {}
};

[[nodiscard]] std::unique_ptr<Database> open_sqlite(const Settings& settings, const Clock& clock);
[[nodiscard]] std::unique_ptr<Database> open_postgres(const Settings& settings, const Clock& clock);

}  // namespace thingwall::db
