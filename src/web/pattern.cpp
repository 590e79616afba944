#include "web/pattern.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/id.hpp"

namespace thingwall::web {

namespace {

bool is_word(std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// The next part after a slash, taken off the front.
std::string_view take_part(std::string_view& path) {
    path.remove_prefix(1);
    std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

}  // namespace

Pattern::Pattern(std::string_view text) : beginning_(text.substr(0, text.find('{'))) {
    std::string whole(text);
    if (!text.starts_with('/')) throw std::invalid_argument("a route begins with a slash: " + whole);
    while (!text.empty()) {
        std::string_view part = take_part(text);
        if (part == "{id}")
            parts_.push_back({Kind::id, {}});
        else if (part == "{word}")
            parts_.push_back({Kind::word, {}});
        else if (part.find_first_of("{}") != std::string_view::npos)
            throw std::invalid_argument("a parameter is {id} or {word}: " + whole);
        else
            parts_.push_back({Kind::literal, std::string(part)});
    }
}

bool Pattern::matches(std::string_view path, std::vector<std::string>& parameters) const {
    if (!path.starts_with(beginning_)) return false;
    std::size_t had = parameters.size();
    for (const Part& expected : parts_) {
        bool fits = path.starts_with('/');
        if (fits) {
            std::string_view part = take_part(path);
            if (expected.kind == Kind::literal)
                fits = part == expected.text;
            else if (expected.kind == Kind::id)
                fits = parse_id(part).has_value();
            else
                fits = is_word(part);
            if (fits && expected.kind != Kind::literal) parameters.emplace_back(part);
        }
        if (!fits) {
            parameters.resize(had);
            return false;
        }
    }
    if (path.empty()) return true;
    parameters.resize(had);
    return false;
}

}  // namespace thingwall::web
