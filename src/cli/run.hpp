#pragma once
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/command.hpp"

namespace thingwall::cli {

/// A program: its name and all that it can do.
struct Program {
    std::string_view name;     ///< "thingwall"
    std::string_view summary;  ///< "one register of who asks whom about what"
    std::string_view version;
    std::vector<Command> commands;
};

/// Finds the command that was typed (without the program's name), checks its arguments and runs it. Gives an Exit.
/// `thingwall`, `thingwall help [COMMAND]`, `--help`, `-h` and `--version` are answered here. What a command throws is
/// said on `err`; so is data that could not be written to `out`, since half an answer must not pass for a whole one.
[[nodiscard]] int run(const Program& program, std::span<const std::string> typed, std::ostream& out, std::ostream& err);

/// Says on `err` what went wrong, every fault on a line; gives the Exit for a command to return: asked_wrongly is for
/// faults in what was typed, failed for all else.
[[nodiscard]] int complain(std::ostream& err, const Error& error, Exit exit = failed);

}  // namespace thingwall::cli
