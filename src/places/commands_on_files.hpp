#pragma once
#include <vector>

#include "cli/command.hpp"

namespace thingwall::places {

/// Commands that need no database: `thingwall places crosswalk`.
[[nodiscard]] std::vector<cli::Command> commands_on_files();

}  // namespace thingwall::places
