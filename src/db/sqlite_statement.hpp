#pragma once
#include "db/sqlite_connection.hpp"

namespace thingwall::db {

/// One run of a prepared statement; gives it back to its connection when it ends.
class SqliteStatement final : public Statement::Engine {
public:
    /// Uses a statement that the connection keeps.
    SqliteStatement(SqliteConnection& connection, const char* name, SqliteConnection::Prepared& kept);
    /// Uses a statement of its own.
    SqliteStatement(SqliteConnection& connection, const char* name, SqliteConnection::Prepared&& own);
    ~SqliteStatement() override;
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bind_null() override;
    void bind_integer(std::int64_t value) override;
    void bind_real(double value) override;
    void bind_text(std::string_view value) override;
    void bind_blob(std::span<const std::byte> value) override;
    bool next() override;
    std::int64_t run() override;
    bool is_null(int column) override;
    std::int64_t integer(int column) override;
    double real(int column) override;
    std::string_view text(int column) override;
    std::span<const std::byte> blob(int column) override;

private:
    int place_of_next();
    void check(int code);
    void check_column(int column);

    SqliteConnection& connection_;
    const char* name_;
    SqliteConnection::Prepared own_;
    SqliteConnection::Prepared& prepared_;
    std::size_t bound_ = 0;
    enum class State { fresh, row, done } state_ = State::fresh;
};

}  // namespace thingwall::db
