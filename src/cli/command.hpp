#pragma once
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <string_view>
#include <vector>

namespace thingwall::cli {

class Arguments;

/// What a program tells its caller when it ends.
enum Exit : int {
    fine = 0,
    failed = 1,        ///< the deed could not be done
    asked_wrongly = 2  ///< nothing was done, since the command was not understood
};

enum class Need { optional, required };
enum class Times { once, repeated };
enum class Takes {
    nothing,  ///< a flag: --quick
    text,     ///< --from FILE
    whole,    ///< a whole number between least and most
    number,   ///< any finite number between least and most
    day       ///< a date, as parse_date takes it
};

/// One option of a command, typed as `--name VALUE` or `--name=VALUE`.
struct Option {
    std::string_view name;   ///< without dashes: "from"
    std::string_view value;  ///< what stands for the value in the help: "FILE"; none for a flag
    std::string_view help;   ///< a sentence without the full stop
    Takes takes = Takes::text;
    Need need = Need::optional;
    std::string_view fallback = {};  ///< what holds when it is not given; said in the help
    Times times = Times::once;
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

/// A word without dashes after the command: `thingwall import FILE`. The last may be repeated.
struct Operand {
    std::string_view value;  ///< "FILE"
    std::string_view help;
    Need need = Need::required;
    Times times = Times::once;
};

/// One thing that the program can do. Data goes to `out`, words for people to `err`; the result is an Exit.
/// Called only with arguments that fit the options and operands.
struct Command {
    std::string_view words;    ///< what is typed after the program's name: "overlap screen"
    std::string_view group;    ///< its heading in the list of all commands: "Work on files"
    std::string_view summary;  ///< a line without the full stop: "find activities that ask the same people"
    std::string_view help;     ///< paragraphs for a newcomer; each line break is kept, long lines are wrapped
    std::string_view example;  ///< lines to copy
    std::vector<Option> options;
    std::vector<Operand> operands;
    std::function<int(const Arguments& arguments, std::ostream& out, std::ostream& err)> run;
};

}  // namespace thingwall::cli
