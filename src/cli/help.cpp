#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace thingwall::cli {
namespace {

constexpr std::size_t page_width = 80;

// Breaks lines between words; each line after the first starts at `indent`. Line breaks of the text are kept.
std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    while (true) {
        auto end = std::min(text.find('\n'), text.size());
        std::size_t column = indent;
        for (auto word : split(text.substr(0, end), ' ')) {
            if (column > indent && column + 1 + length(word) > page_width) {
                out.append(1, '\n').append(indent, ' ');
                column = indent;
            } else if (column > indent) {
                out += ' ';
                ++column;
            }
            out += word;
            column += length(word);
        }
        if (end == text.size()) return out;
        out.append(1, '\n').append(text.substr(end + 1, 1) == "\n" ? 0 : indent, ' ');
        text.remove_prefix(end + 1);
    }
}

struct Line {
    std::string name, meaning;
};

// Two columns, the second as far left as the longest name allows.
std::string columns(const std::vector<Line>& lines) {
    std::size_t widest = 0;
    for (const auto& line : lines) widest = std::max(widest, length(line.name));
    widest = std::min<std::size_t>(widest, 30);
    std::string out;
    for (const auto& [name, meaning] : lines) {
        out += "  " + name;
        if (length(name) > widest)
            out.append(1, '\n').append(widest + 4, ' ');
        else
            out.append(widest + 2 - length(name), ' ');
        out += wrapped(meaning, widest + 4) + '\n';
    }
    return out;
}

std::string typed_as(const Option& option) {
    return option.takes == Takes::nothing ? fmt::format("--{}", option.name)
                                          : fmt::format("--{} {}", option.name, option.value);
}

std::string usage_of(const Program& program, const Command& command) {
    std::string usage = fmt::format("{} {}", program.name, command.words);
    auto add = [&](std::string text, Need need, Times times) {
        if (times == Times::repeated) text += "...";
        usage += need == Need::required ? " " + text : " [" + text + "]";
    };
    for (const auto& operand : command.operands) add(std::string(operand.value), operand.need, operand.times);
    for (const auto& option : command.options)
        if (option.need == Need::required) add(typed_as(option), option.need, option.times);
    for (const auto& option : command.options)
        if (option.need == Need::optional) add(typed_as(option), option.need, option.times);
    return usage;
}

std::string meaning_of(const Option& option) {
    std::string text(option.help);
    if (option.need == Need::required) text += " (needed)";
    if (!option.fallback.empty()) text += fmt::format(" (if not given: {})", option.fallback);
    if (option.times == Times::repeated) text += " (can be given several times)";
    return text;
}

}  // namespace

std::string list_of(const Program& program) {
    std::string text =
        fmt::format("{}: {}\n\nUsage\n  {} COMMAND [OPTIONS]\n", program.name, program.summary, program.name);
    std::vector<std::string_view> groups;
    for (const auto& command : program.commands)
        if (std::ranges::find(groups, command.group) == groups.end()) groups.push_back(command.group);
    for (auto group : groups) {
        std::vector<Line> lines;
        for (const auto& command : program.commands)
            if (command.group == group) lines.push_back({std::string(command.words), std::string(command.summary)});
        text += fmt::format("\n{}\n{}", group, columns(lines));
    }
    return text + fmt::format("\nAdd --help to a command to see how it is used: {} {} --help\n", program.name,
                              program.commands.empty() ? "COMMAND" : program.commands.front().words);
}

std::string list_of(const Program& program, std::string_view beginning) {
    std::vector<Line> lines;
    for (const auto& command : program.commands)
        if (command.words.starts_with(std::string(beginning) + ' '))
            lines.push_back({std::string(command.words), std::string(command.summary)});
    return fmt::format("Commands of {} {}\n{}", program.name, beginning, columns(lines));
}

std::string help_of(const Program& program, const Command& command) {
    std::string text = wrapped(fmt::format("{} {}: {}", program.name, command.words, command.summary), 0);
    text += fmt::format("\n\nUsage\n  {}\n", wrapped(usage_of(program, command), 2));
    if (!command.help.empty()) text += fmt::format("\n{}\n", wrapped(trim(command.help), 0));
    if (!command.operands.empty()) {
        std::vector<Line> lines;
        for (const auto& operand : command.operands)
            lines.push_back({std::string(operand.value), std::string(operand.help)});
        text += "\nWords\n" + columns(lines);
    }
    std::vector<Line> lines;
    for (const auto& option : command.options) lines.push_back({typed_as(option), meaning_of(option)});
    lines.push_back({"--help", "Show this and do nothing"});
    text += "\nOptions\n" + columns(lines);
    if (!command.example.empty()) {
        text += "\nExample\n";
        for (auto line : split(command.example, '\n')) text += fmt::format("  {}\n", line);
    }
    return text;
}

}  // namespace thingwall::cli
