#include "cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <ostream>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/help.hpp"
#include "cli/nearest.hpp"

namespace thingwall::cli {
namespace {

bool asks_for_help(std::string_view word) {
    return word == "--help" || word == "-h";
}

// The words before the first option, as they would name a command: "overlap screen".
std::string joined(std::span<const std::string> words) {
    std::string text;
    for (const auto& word : words) {
        if (word.starts_with('-')) break;
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

std::size_t words_in(std::string_view name) {
    return split(name, ' ').size();
}

// The command with the most words that were typed: "places import" before "places".
const Command* find(const Program& program, const std::string& typed) {
    const Command* found = nullptr;
    for (const auto& command : program.commands) {
        bool typed_so = (typed + ' ').starts_with(std::string(command.words) + ' ');
        if (typed_so && (!found || command.words.size() > found->words.size())) found = &command;
    }
    return found;
}

// The longest beginning of some command that was typed: "overlap" of "overlap scren".
std::string known_beginning(const Program& program, std::string typed) {
    for (;;) {
        for (const auto& command : program.commands)
            if (command.words.starts_with(typed + ' ')) return typed;
        auto space = typed.rfind(' ');
        if (space == std::string::npos) return "";
        typed.resize(space);
    }
}

int not_known(const Program& program, const std::string& typed, std::ostream& err) {
    std::string beginning = known_beginning(program, typed);
    if (!typed.empty() && beginning == typed) {
        err << fmt::format("{} {}: say which of these.\n\n{}", program.name, typed, list_of(program, typed));
        return asked_wrongly;
    }
    err << fmt::format("{}: there is no command “{}”.", program.name, typed);
    // What was typed may have operands after the command's words: compare with as many words as each command has.
    std::optional<std::string_view> like;
    auto words = split(typed, ' ');
    for (std::size_t count = words.size(); count > 0 && !like; --count) {
        std::string first;
        for (std::size_t i = 0; i < count; ++i) first.append(i > 0 ? " " : "").append(words[i]);
        std::vector<std::string_view> names;
        for (const auto& command : program.commands)
            if (words_in(command.words) == count) names.push_back(command.words);
        like = nearest(first, names);
    }
    if (like) err << fmt::format(" Did you mean “{} {}”?", program.name, *like);
    err << '\n';
    if (!beginning.empty())
        err << '\n' << list_of(program, beginning);
    else
        err << fmt::format("See all commands with: {} --help\n", program.name);
    return asked_wrongly;
}

int help_with(const Program& program, const std::string& typed, std::ostream& out, std::ostream& err) {
    if (typed.empty()) return out << list_of(program), fine;
    if (const Command* command = find(program, typed)) return out << help_of(program, *command), fine;
    if (known_beginning(program, typed) == typed) return out << list_of(program, typed), fine;
    return not_known(program, typed, err);
}

int run_command(const Program& program, const Command& command, std::span<const std::string> typed, std::ostream& out,
                std::ostream& err) {
    auto arguments = Arguments::read(command, typed);
    if (!arguments) return complain(err, arguments.error(), asked_wrongly);
    try {
        return command.run(*arguments, out, err);
    } catch (const std::exception& problem) {
        err << fmt::format("{} {}: could not finish. {}\n", program.name, command.words, problem.what());
        return failed;
    }
}

int dispatch(const Program& program, std::span<const std::string> typed, std::ostream& out, std::ostream& err) {
    if (typed.empty()) return help_with(program, "", out, err);
    if (typed.front() == "help") return help_with(program, joined(typed.subspan(1)), out, err);
    if (typed.front() == "--version") return out << program.name << ' ' << program.version << '\n', fine;

    std::string name = joined(typed);
    auto options = typed.subspan(0, static_cast<std::size_t>(std::ranges::find(typed, "--") - typed.begin()));
    if (std::ranges::any_of(options, asks_for_help)) return help_with(program, name, out, err);
    if (name.empty()) {
        err << fmt::format("{}: {} comes before a command. Write the command first; see all with: {} --help\n",
                           program.name, typed.front(), program.name);
        return asked_wrongly;
    }
    const Command* command = find(program, name);
    if (!command) return not_known(program, name, err);
    return run_command(program, *command, typed.subspan(words_in(command->words)), out, err);
}

}  // namespace

int run(const Program& program, std::span<const std::string> typed, std::ostream& out, std::ostream& err) {
    int exit = dispatch(program, typed, out, err);
    out.flush();
    if (out.good()) return exit;
    err << fmt::format("{}: the answer could not be written whole. Is the disk full?\n", program.name);
    return exit == fine ? failed : exit;
}

int complain(std::ostream& err, const Error& error, Exit exit) {
    err << describe(error) << '\n';
    return exit;
}

}  // namespace thingwall::cli
