#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/engine.hpp"
#include "db/migrate.hpp"

namespace thingwall::db {

/// The statements of a migration in an engine's own words: statements for the other engine left out, {blob}, {int64},
/// {real} and {strict} put into words, and in PostgreSQL text compared by its bytes, as SQLite does.
[[nodiscard]] std::vector<std::string> statements_for(Engine engine, std::string_view sql);

/// The newest migration that a database in use has seen, when there are some that it has not.
[[nodiscard]] std::optional<int> upgrade_from(Connection& connection, std::span<const Migration> migrations);

/// Applies what the database has not seen, all of it or nothing. Throws Failure::misuse when a migration that was
/// applied has been changed since, or when the database knows one that this program does not.
void migrate(Connection& connection, std::span<const Migration> migrations, Instant now);

}  // namespace thingwall::db
