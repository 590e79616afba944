#include "db/sqlite_statement.hpp"

namespace thingwall::db {

SqliteStatement::SqliteStatement(SqliteConnection& connection, const char* name, SqliteConnection::Prepared& kept)
    : connection_(connection), name_(name), prepared_(kept) {
    prepared_.in_use = true;
}

SqliteStatement::SqliteStatement(SqliteConnection& connection, const char* name, SqliteConnection::Prepared&& own)
    : connection_(connection), name_(name), own_(std::move(own)), prepared_(own_) {}

SqliteStatement::~SqliteStatement() {
    connection_.finish(prepared_);
}

void SqliteStatement::check(int code) {
    if (code != SQLITE_OK) connection_.fail(code, name_);
}

int SqliteStatement::place_of_next() {
    if (state_ != State::fresh) {
        sqlite3_reset(prepared_.statement);
        state_ = State::fresh;
        bound_ = 0;
    }
    if (bound_ == prepared_.index.size())
        throw Failure(Failure::Cause::misuse, std::string(name_) + ": more values than parameters");
    return prepared_.index[bound_++];
}

void SqliteStatement::bind_null() {
    check(sqlite3_bind_null(prepared_.statement, place_of_next()));
}
void SqliteStatement::bind_integer(std::int64_t value) {
    check(sqlite3_bind_int64(prepared_.statement, place_of_next(), value));
}
void SqliteStatement::bind_real(double value) {
    check(sqlite3_bind_double(prepared_.statement, place_of_next(), value));
}
void SqliteStatement::bind_text(std::string_view value) {
    // PostgreSQL cannot store it, and a database should be able to move there.
    if (value.contains('\0'))
        throw Failure(Failure::Cause::misuse, std::string(name_) + ": text with a zero byte cannot be stored");
    // An empty view may have no address, which SQLite would take for null.
    check(sqlite3_bind_text64(prepared_.statement, place_of_next(), value.empty() ? "" : value.data(), value.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
}
void SqliteStatement::bind_blob(std::span<const std::byte> value) {
    check(sqlite3_bind_blob64(prepared_.statement, place_of_next(),
                              value.empty() ? static_cast<const void*>("") : value.data(), value.size(),
                              SQLITE_TRANSIENT));
}

bool SqliteStatement::next() {
    if (state_ == State::done) return false;
    if (bound_ != prepared_.index.size())
        throw Failure(Failure::Cause::misuse, std::string(name_) + ": " + std::to_string(bound_) + " values for " +
                                                  std::to_string(prepared_.index.size()) + " parameters");
    int code = sqlite3_step(prepared_.statement);
    state_ = code == SQLITE_ROW ? State::row : State::done;
    if (code != SQLITE_ROW && code != SQLITE_DONE) connection_.fail(code, name_);
    return code == SQLITE_ROW;
}

std::int64_t SqliteStatement::run() {
    if (state_ == State::done) {  // once more with the same values
        sqlite3_reset(prepared_.statement);
        state_ = State::fresh;
    }
    while (next()) continue;
    return sqlite3_changes64(sqlite3_db_handle(prepared_.statement));
}

void SqliteStatement::check_column(int column) {
    if (state_ != State::row || column < 0 || column >= sqlite3_data_count(prepared_.statement))
        throw Failure(Failure::Cause::misuse, std::string(name_) + ": no column " + std::to_string(column) + " here");
}

bool SqliteStatement::is_null(int column) {
    check_column(column);
    return sqlite3_column_type(prepared_.statement, column) == SQLITE_NULL;
}
std::int64_t SqliteStatement::integer(int column) {
    check_column(column);
    return sqlite3_column_int64(prepared_.statement, column);
}
double SqliteStatement::real(int column) {
    check_column(column);
    return sqlite3_column_double(prepared_.statement, column);
}
std::string_view SqliteStatement::text(int column) {
    check_column(column);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared_.statement, column));
    return {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.statement, column))};
}
std::span<const std::byte> SqliteStatement::blob(int column) {
    check_column(column);
    const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(prepared_.statement, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared_.statement, column))};
}

}  // namespace thingwall::db
