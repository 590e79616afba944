# migrations/NNNN_name.sql, embedded with their checksums: the program brings its own database up to date.
file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT files)
set(rows "")
set(before "")
foreach(file ${files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" number ${name})
  if(number STREQUAL before)
    message(FATAL_ERROR "two migrations have the number ${number}")
  endif()
  set(before ${number})
  string(REGEX REPLACE "^0+" "" number ${number})
  file(SHA256 ${file} checksum)
  file(READ ${file} text)
  string(APPEND rows "    {${number}, \"${name}\", R\"migration(${text})migration\", \"${checksum}\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/migrations.cpp @ONLY CONTENT [[
#include <array>

#include "db/migrate.hpp"

namespace thingwall::db {
namespace {
constexpr Migration all[] = {
@rows@};
}  // namespace
std::span<const Migration> migrations() {
    return all;
}
}  // namespace thingwall::db
]])
target_sources(db PRIVATE ${CMAKE_BINARY_DIR}/generated/migrations.cpp)
