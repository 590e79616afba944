#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/result.hpp"

namespace thingwall::db {

/// A named statement. The constructor runs in the compiler, so SQL glued together at run time does not compile.
/// Parameters are $1, $2, ... in both engines; dates are bound as "YYYY-MM-DD", instants as microseconds, money as
/// pence.
struct Query {
    consteval Query(const char* its_name, const char* its_sql) : name(its_name), sql(its_sql) {}
    const char* name;
    const char* sql;
};

/// What nobody outside can mend: the disk, the connection, the SQL. Caught once at the top, shown as an honest 500 or
/// 503.
class Failure : public std::runtime_error {
public:
    enum class Cause { full_disk, busy, unreachable, broken, serialization, constraint, misuse };
    Failure(Cause its_cause, const std::string& what) : std::runtime_error(what), cause(its_cause) {}
    Cause cause;
};

/// One prepared run of a query. Bind every parameter once, in order, then step with next().
/// A statement lives within the Reader or Transaction that made it.
class Statement {
public:
    struct Engine;  // one for each database engine
    explicit Statement(std::unique_ptr<Engine> engine);
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    template <class... Values>
    Statement& bind(const Values&... values) {
        (add(values), ...);
        return *this;
    }
    /// Runs to the next row; false when there is none. A statement that gives no rows is run by one call.
    bool next();
    /// Runs a statement that gives no rows. Returns how many rows it changed.
    std::int64_t run();
    /// Runs a statement whose count nobody asks for. PostgreSQL is sent it along with the next one, which saves a round
    /// trip each; if it fails, that next one throws (at the latest the end of the deed).
    void run_later();

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;   ///< 0 when null
    [[nodiscard]] double real(int column) const;            ///< 0 when null
    [[nodiscard]] std::string_view text(int column) const;  ///< empty when null; valid until the next call of next()
    [[nodiscard]] std::span<const std::byte> blob(int column) const;
    template <class IdType>
    [[nodiscard]] IdType id(int column) const {
        return IdType{integer(column)};
    }
    [[nodiscard]] Date date(int column) const;  ///< throws Failure when it is none
    [[nodiscard]] std::optional<Date> optional_date(int column) const;
    [[nodiscard]] Instant instant(int column) const { return from_microseconds(integer(column)); }
    [[nodiscard]] Money money(int column) const { return Money{integer(column)}; }

private:
    void add(std::nullopt_t);
    void add(std::int64_t value);
    void add(int value) { add(std::int64_t{value}); }
    void add(bool value) { add(std::int64_t{value ? 1 : 0}); }
    void add(double value);
    void add(std::string_view value);
    void add(const char* value) { add(std::string_view(value)); }
    void add(const std::string& value) { add(std::string_view(value)); }
    void add(std::span<const std::byte> value);
    void add(Date value);
    void add(Instant value) { add(to_microseconds(value)); }
    void add(Money value) { add(value.pence()); }
    template <class Tag>
    void add(Id<Tag> value) {
        add(value.value());
    }
    template <class T>
    void add(const std::optional<T>& value) {
        if (value)
            add(*value);
        else
            add(std::nullopt);
    }
    std::unique_ptr<Engine> engine_;
};

/// Sees one consistent state of the database; writes nothing.
class Reader {
public:
    virtual ~Reader() = default;
    [[nodiscard]] virtual Statement prepare(const Query& query) = 0;
};

/// One deed: sees its own writes; kept whole or undone whole.
class Transaction : public Reader {
public:
    /// The time of this deed; the same however often it is asked for.
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual std::int64_t new_number() = 0;
    template <class IdType>
    [[nodiscard]] IdType new_id() {
        return IdType{new_number()};
    }
};

enum class Engine { sqlite, postgres };

/// How to open a partnership's database.
struct Settings {
    /// "path/to/file.db" for SQLite, "postgresql://..." for PostgreSQL (with "&schema=name" for a partnership's own
    /// schema).
    std::string address{};
    int readers = 4;  ///< read connections at most
    std::chrono::milliseconds read_timeout{5000};
    std::chrono::milliseconds busy_timeout{5000};
    std::chrono::microseconds gather{0};  ///< how long the writer waits for more company before it commits
    std::size_t batch = 256;              ///< deeds in one commit at most
    std::size_t queue = 4096;             ///< waiting deeds at most; above it write() throws Failure::busy
    std::uint16_t machine = 0;            ///< part of new ids; different for each program on one database
    int fold_after_pages = 1000;          ///< of 4 KB in SQLite's write-ahead log, before they are moved into the file
    std::string sqlite_vfs{};             ///< for the power-cut tests
    bool normal_sync = false;  ///< for the power-cut tests only: synchronous=NORMAL, which loses acknowledged deeds
    /// Called once, on the writer thread, when the disk would not keep what was written (a failed fsync). From then on
    /// every write throws Failure::broken; a server logs it and ends, and recovery starts from what is on disk.
    std::function<void(const std::string& reason)> on_broken{};
};

/// One partnership's database. Safe to call from any thread.
class Database {
public:
    /// Opens, and applies the migrations that it has not seen. Throws Failure.
    [[nodiscard]] static std::unique_ptr<Database> open(const Settings& settings, const Clock& clock);
    virtual ~Database() = default;

    [[nodiscard]] virtual Engine engine() const = 0;

    /// Runs the deed in a savepoint on the writer thread, commits it durably together with its neighbours and only then
    /// returns. A deed that returns an error or throws is undone alone. It may be run again after a serialization
    /// failure, so it changes nothing but through its transaction.
    template <class Deed>
    [[nodiscard]] auto write(Deed&& deed) -> std::invoke_result_t<Deed&, Transaction&> {
        using Answer = std::invoke_result_t<Deed&, Transaction&>;  // a Result<...>
        std::optional<Answer> answer;
        write_deed([&](Transaction& tx) {
            answer.emplace(deed(tx));
            return answer->has_value();
        });
        return std::move(*answer);
    }
    /// Runs a question on a read connection. Waits for a free one up to the time-out, then throws Failure::busy.
    template <class Question>
    auto read(Question&& question) -> std::invoke_result_t<Question&, Reader&> {
        using Answer = std::invoke_result_t<Question&, Reader&>;
        if constexpr (std::is_void_v<Answer>) {
            read_question([&](Reader& reader) { question(reader); });
        } else {
            std::optional<Answer> answer;
            read_question([&](Reader& reader) { answer.emplace(question(reader)); });
            return std::move(*answer);
        }
    }
    /// An online copy into a new file (SQLite) or by the caller's pg_dump (PostgreSQL throws misuse).
    virtual void backup(const std::string& path) = 0;
    /// Called after every commit that kept something, on the writer thread; must be quick.
    virtual void on_commit(std::function<void()> callback) = 0;
    /// Ends the writer after the waiting deeds; folds the WAL into the file.
    virtual void close() = 0;

protected:
    virtual void write_deed(const std::function<bool(Transaction&)>& deed) = 0;
    virtual void read_question(const std::function<void(Reader&)>& question) = 0;
};

}  // namespace thingwall::db
