#pragma once
#include <vector>

#include "cli/command.hpp"

namespace thingwall::app {

/// `demo`: makes a fictional partnership of any size.
[[nodiscard]] std::vector<cli::Command> demo_commands();

}  // namespace thingwall::app
