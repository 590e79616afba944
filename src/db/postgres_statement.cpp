#include "db/postgres_statement.hpp"

#include <array>
#include <charconv>

namespace thingwall::db {

using enum Failure::Cause;

PostgresStatement::PostgresStatement(PostgresConnection& connection, const char* name,
                                     const PostgresConnection::Prepared& prepared)
    : connection_(connection), name_(name), prepared_(prepared) {
    bound_.reserve(static_cast<std::size_t>(prepared.parameters));
}

void PostgresStatement::add(std::string_view bytes, bool null, bool binary) {
    if (result_ || sent_) {  // it has run: this is the first value of the next run
        result_.reset();
        sent_ = false;
        row_ = -1;
        bytes_.clear();
        bound_.clear();
    }
    if (bound_.size() == static_cast<std::size_t>(prepared_.parameters))
        throw Failure(misuse, std::string(name_) + ": more values than parameters");
    bound_.push_back({bytes_.size(), bytes.size(), null, binary});
    bytes_ += bytes;
    bytes_ += '\0';
}

void PostgresStatement::bind_null() {
    add({}, true, false);
}
void PostgresStatement::bind_integer(std::int64_t number) {
    std::array<char, 24> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    add({digits.data(), static_cast<std::size_t>(end - digits.data())}, false, false);
}
void PostgresStatement::bind_real(double number) {
    std::array<char, 32> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    add({digits.data(), static_cast<std::size_t>(end - digits.data())}, false, false);
}
void PostgresStatement::bind_text(std::string_view text) {
    if (text.contains('\0')) throw Failure(misuse, std::string(name_) + ": text with a zero byte cannot be stored");
    add(text, false, false);
}
void PostgresStatement::bind_blob(std::span<const std::byte> bytes) {
    add({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, false, true);
}

PostgresConnection::Values PostgresStatement::values() const {
    if (bound_.size() != static_cast<std::size_t>(prepared_.parameters))
        throw Failure(misuse, std::string(name_) + ": " + std::to_string(bound_.size()) + " values for " +
                                  std::to_string(prepared_.parameters) + " parameters");
    PostgresConnection::Values values;
    values.texts.reserve(bound_.size());
    values.lengths.reserve(bound_.size());
    values.formats.reserve(bound_.size());
    for (const Value& value : bound_) {
        values.texts.push_back(value.null ? nullptr : bytes_.data() + value.start);
        values.lengths.push_back(static_cast<int>(value.size));
        values.formats.push_back(value.binary ? 1 : 0);
    }
    return values;
}

void PostgresStatement::execute() {
    result_ = connection_.run(name_, prepared_, values());
    row_ = -1;
}

void PostgresStatement::run_later() {
    connection_.run_later(name_, prepared_, values());
    sent_ = true;
}

bool PostgresStatement::next() {
    if (!result_) execute();
    blobs_.clear();
    if (row_ >= PQntuples(result_.get())) return false;
    return ++row_ < PQntuples(result_.get());
}

std::int64_t PostgresStatement::run() {
    execute();
    row_ = PQntuples(result_.get());
    std::string_view changed(PQcmdTuples(result_.get()));
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
}

void PostgresStatement::check_column(int column) {
    if (!result_ || row_ < 0 || row_ >= PQntuples(result_.get()) || column < 0 || column >= PQnfields(result_.get()))
        throw Failure(misuse, std::string(name_) + ": no column " + std::to_string(column) + " here");
}

bool PostgresStatement::is_null(int column) {
    check_column(column);
    return PQgetisnull(result_.get(), row_, column) != 0;
}

std::int64_t PostgresStatement::integer(int column) {
    auto digits = text(column);
    if (digits.empty() || digits == "f") return 0;
    if (digits == "t") return 1;
    std::int64_t number = 0;
    auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc{} || end != digits.data() + digits.size())
        throw Failure(misuse, std::string(name_) + ": column " + std::to_string(column) + " holds no whole number");
    return number;
}

double PostgresStatement::real(int column) {
    auto digits = text(column);
    if (digits.empty()) return 0;
    double number = 0;
    auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc{} || end != digits.data() + digits.size())
        throw Failure(misuse, std::string(name_) + ": column " + std::to_string(column) + " holds no number");
    return number;
}

std::string_view PostgresStatement::text(int column) {
    check_column(column);
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

std::span<const std::byte> PostgresStatement::blob(int column) {
    auto escaped = text(column);  // "\x" and two digits for each byte
    auto place = static_cast<std::size_t>(column);
    if (blobs_.size() <= place) blobs_.resize(place + 1);
    auto& bytes = blobs_[place];
    bytes.clear();
    for (std::size_t i = 2; i + 1 < escaped.size(); i += 2) {
        unsigned byte = 0;
        std::from_chars(escaped.data() + i, escaped.data() + i + 2, byte, 16);
        bytes.push_back(static_cast<std::byte>(byte));
    }
    return bytes;
}

}  // namespace thingwall::db
