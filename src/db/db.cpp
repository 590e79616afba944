#include "db/db.hpp"

#include <charconv>

#include "db/engine.hpp"

namespace thingwall::db {

Statement::Statement(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

bool Statement::next() {
    return engine_->next();
}
std::int64_t Statement::run() {
    return engine_->run();
}
void Statement::run_later() {
    engine_->run_later();
}
bool Statement::is_null(int column) const {
    return engine_->is_null(column);
}
std::int64_t Statement::integer(int column) const {
    return engine_->integer(column);
}
double Statement::real(int column) const {
    return engine_->real(column);
}
std::string_view Statement::text(int column) const {
    return engine_->text(column);
}
std::span<const std::byte> Statement::blob(int column) const {
    return engine_->blob(column);
}

namespace {

/// Exactly "YYYY-MM-DD", as add(Date) wrote it.
std::optional<Date> stored_date(std::string_view text) {
    int parts[3]{};
    constexpr std::size_t starts[3]{0, 5, 8}, lengths[3]{4, 2, 2};
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    for (std::size_t i = 0; i < 3; ++i) {
        const char* first = text.data() + starts[i];
        auto [end, problem] = std::from_chars(first, first + lengths[i], parts[i]);
        if (problem != std::errc{} || end != first + lengths[i]) return std::nullopt;
    }
    return Date::make(parts[0], parts[1], parts[2]);
}

}  // namespace

Date Statement::date(int column) const {
    auto text = engine_->text(column);
    auto date = stored_date(text);
    if (!date)
        throw Failure(Failure::Cause::broken, "column " + std::to_string(column) + " should hold a date and holds \"" +
                                                  std::string(text) + '"');
    return *date;
}

std::optional<Date> Statement::optional_date(int column) const {
    if (is_null(column)) return std::nullopt;
    return date(column);
}

void Statement::add(std::nullopt_t) {
    engine_->bind_null();
}
void Statement::add(std::int64_t value) {
    engine_->bind_integer(value);
}
void Statement::add(double value) {
    engine_->bind_real(value);
}
void Statement::add(std::string_view value) {
    engine_->bind_text(value);
}
void Statement::add(std::span<const std::byte> value) {
    engine_->bind_blob(value);
}
void Statement::add(Date value) {
    engine_->bind_text(to_iso(value));
}

std::unique_ptr<Database> Database::open(const Settings& settings, const Clock& clock) {
    bool postgres = settings.address.starts_with("postgresql://") || settings.address.starts_with("postgres://");
    return postgres ? open_postgres(settings, clock) : open_sqlite(settings, clock);
}

}  // namespace thingwall::db
