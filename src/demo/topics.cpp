#include "demo/topics.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::demo {

extern const std::string_view topics_text;

namespace {

// The file says methods as people do.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> methods{
    {{"survey", "survey"},
     {"written consultation", "written-consultation"},
     {"public meeting", "public-meeting"},
     {"forum", "forum"},
     {"focus group", "focus-group"},
     {"workshop", "workshop"},
     {"exhibition", "exhibition"},
     {"panel", "panel"},
     {"doorstep outreach", "doorstep"},
     {"drop-in", "drop-in"},
     {"online discussion", "online-discussion"},
     {"participatory budgeting", "budgeting"},
     {"event", "event"}}};

std::vector<std::string> parts(std::string_view text, char separator) {
    std::vector<std::string> made;
    for (auto part : split(text, separator)) made.emplace_back(part);
    return made;
}

std::string method_code(std::string_view words, int line) {
    for (auto [name, code] : methods)
        if (name == words) return std::string(code);
    throw std::runtime_error(fmt::format("demo/topics.txt, line {}: '{}' is no method", line, words));
}

std::vector<Topic> read() {
    std::vector<Topic> made;
    int number = 0;
    for (std::string_view rest = topics_text; !rest.empty();) {
        auto end = rest.find('\n');
        std::string_view line = trim(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        ++number;
        if (line.empty() || line[0] == '#') continue;
        if (line.starts_with("topic ")) {
            auto words = parts(line.substr(6), ' ');
            if (words.size() != 2)
                throw std::runtime_error(
                    fmt::format("demo/topics.txt, line {}: a topic is subjects and an audience", number));
            made.push_back({parts(words[0], ','), words[1] == "-" ? "" : words[1], {}});
            continue;
        }
        auto cells = parts(line, '|');
        if (cells.size() != 7 || made.empty())
            throw std::runtime_error(fmt::format("demo/topics.txt, line {}: a wording has seven parts", number));
        made.back().wordings.push_back({cells[0], method_code(cells[1], number),
                                        static_cast<int>(parse_whole(cells[2]).value_or(5)), cells[3], cells[5],
                                        cells[6], parts(cells[4], ';')});
    }
    return made;
}

}  // namespace

const std::vector<Topic>& topics() {
    static const std::vector<Topic> all = read();
    return all;
}

}  // namespace thingwall::demo
