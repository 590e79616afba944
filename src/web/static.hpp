#pragma once
#include <string_view>

#include "web/server.hpp"

namespace thingwall::web {

/// A file that the program carries, by the address under which it is served; null when there is none. In the library
/// `embedded` (cmake/Frontend.cmake), as a function that Server takes.
[[nodiscard]] const StaticFile* find_static(std::string_view path);

/// The address of a file by its name: "thingwall.css" is "/assets/thingwall-3f2a9c01d4.css". Empty when the program
/// carries no such file (THINGWALL_FRONTEND=OFF). For html::Site::asset_path.
[[nodiscard]] std::string_view asset_path(std::string_view name);

}  // namespace thingwall::web
