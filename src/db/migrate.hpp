#pragma once
#include <span>
#include <string>
#include <string_view>

namespace thingwall::db {

/// One file of migrations/, embedded at build: number and name from "0003_places.sql". Text common to both engines; a
/// line
/// "-- sqlite:" or "-- postgres:" before a statement gives that statement to one engine only, and the words BLOB and
/// BYTEA are written as {blob}, 64-bit numbers as {int64}, floating point as {real}; `{strict}` ends a table.
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
    std::string_view sha256;  ///< of the file, as hexadecimal digits
};
[[nodiscard]] std::span<const Migration> migrations();

}  // namespace thingwall::db
