#pragma once
#include <memory>
#include <string>
#include <vector>

#include "activities/activities.hpp"
#include "base/result.hpp"
#include "cli/command.hpp"
#include "db/fwd.hpp"

namespace thingwall::app {

/// serve, demo, backup, journal export, verify: what concerns a whole partnership.
[[nodiscard]] std::vector<cli::Command> commands();

/// The database in a partnership's data folder, for commands that need no more of it.
[[nodiscard]] Result<std::shared_ptr<db::Database>> open_database(const std::string& folder);
/// Opens the register in a data folder, for the register's own commands.
[[nodiscard]] Result<std::shared_ptr<activities::OpenedRegister>> open_register(const std::string& folder);

}  // namespace thingwall::app
