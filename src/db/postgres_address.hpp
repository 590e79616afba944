#pragma once
#include <string>

namespace thingwall::db {

/// "postgresql://host/name?connect_timeout=3&schema=wirral": what libpq is given, and the schema that it would not
/// know.
struct PostgresAddress {
    std::string connection;
    std::string schema = "public";
};
/// Throws Failure::misuse when the schema is no plain name (a to z, 0 to 9, _; at most 63 characters).
[[nodiscard]] PostgresAddress read_postgres_address(const std::string& address);

}  // namespace thingwall::db
