#pragma once
#include <vector>

#include "cli/command.hpp"

namespace thingwall::app {

/// serve, demo, backup, journal export, verify: what concerns a whole partnership.
[[nodiscard]] std::vector<cli::Command> commands();

}  // namespace thingwall::app
