#pragma once
#include <span>
#include <string>
#include <string_view>

#include "cli/command.hpp"
#include "cli/run.hpp"

namespace thingwall::cli {

/// All commands by group, for `thingwall` and `thingwall --help`.
[[nodiscard]] std::string list_of(const Program& program);
/// The commands that begin with these words, for `thingwall overlap`.
[[nodiscard]] std::string list_of(const Program& program, std::string_view beginning);
/// Usage, what it does, each option, an example.
[[nodiscard]] std::string help_of(const Program& program, const Command& command);

}  // namespace thingwall::cli
