#pragma once
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// HTML as a list of tags and texts, one a line, in which neither white space around texts, nor the order of attributes
/// and classes, nor the way a character is escaped makes a difference.
namespace thingwall::test {

inline void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 63));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 63));
        out += static_cast<char>(0x80 | (c & 63));
    }
}

inline std::string unescaped(std::string_view text) {
    static const std::map<std::string_view, std::string_view> names{
        {"amp", "&"},  {"lt", "<"},        {"gt", ">"},         {"quot", "\""},
        {"apos", "'"}, {"nbsp", "\u00A0"}, {"ctdot", "\u22EF"}, {"copy", "\u00A9"}};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
        if (end == std::string_view::npos || end - i > 8) {
            out += text[i];
            continue;
        }
        const auto name = text.substr(i + 1, end - i - 1);
        if (const auto found = names.find(name); found != names.end())
            out += found->second;
        else if (name.starts_with("#x"))
            append_utf8(out, static_cast<std::uint32_t>(std::stoul(std::string{name.substr(2)}, nullptr, 16)));
        else if (name.starts_with("#"))
            append_utf8(out, static_cast<std::uint32_t>(std::stoul(std::string{name.substr(1)})));
        else {
            out += '&';
            continue;
        }
        i = end;
    }
    return out;
}

inline std::string one_spaced(std::string_view text) {
    std::string out;
    bool space = false;
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            space = true;
            continue;
        }
        if (space && !out.empty()) out += ' ';
        space = false;
        out += c;
    }
    return out;
}

struct Tag {
    std::string name;
    std::map<std::string, std::string> attributes;
    bool closes = false, closes_itself = false;
};

/// Reads one tag that begins at `at`; moves `at` behind it.
inline Tag read_tag(std::string_view html, std::size_t& at) {
    Tag tag;
    ++at;
    if (html[at] == '/') {
        tag.closes = true;
        ++at;
    }
    const auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (at < html.size() && !is_space(html[at]) && html[at] != '>' && html[at] != '/') tag.name += html[at++];
    while (at < html.size() && html[at] != '>') {
        if (html[at] == '/' || is_space(html[at])) {
            tag.closes_itself = html[at] == '/';
            ++at;
            continue;
        }
        tag.closes_itself = false;
        std::string name, value;
        while (at < html.size() && !is_space(html[at]) && html[at] != '=' && html[at] != '>') name += html[at++];
        if (at < html.size() && html[at] == '=') {
            ++at;
            const char quote = html[at];
            if (quote == '"' || quote == '\'') {
                const auto end = html.find(quote, ++at);
                value = html.substr(at, end - at);
                at = end + 1;
            } else {
                while (at < html.size() && !is_space(html[at]) && html[at] != '>') value += html[at++];
            }
        }
        value = unescaped(value);
        if (name == "class") {
            std::istringstream words(value);
            std::set<std::string> sorted;
            for (std::string word; words >> word;) sorted.insert(word);
            value.clear();
            for (const auto& word : sorted) value += (value.empty() ? "" : " ") + word;
        }
        tag.attributes[name] = value;
    }
    ++at;
    return tag;
}

inline std::string normalised(std::string_view html) {
    static const std::set<std::string> never_closed{"input", "br", "img", "meta", "link", "hr"};
    std::string out, text;
    const auto flush = [&] {
        if (const auto words = one_spaced(unescaped(text)); !words.empty()) out += "  " + words + "\n";
        text.clear();
    };
    for (std::size_t at = 0; at < html.size();) {
        const bool opens = html[at] == '<' && at + 1 < html.size() &&
                           (std::isalpha(static_cast<unsigned char>(html[at + 1])) != 0 || html[at + 1] == '/');
        if (!opens) {
            text += html[at++];
            continue;
        }
        flush();
        const Tag tag = read_tag(html, at);
        out += tag.closes ? "</" + tag.name : "<" + tag.name;
        for (const auto& [name, value] : tag.attributes) out += " " + name + "=\"" + value + "\"";
        out += ">\n";
        if (tag.closes_itself && !never_closed.contains(tag.name)) out += "</" + tag.name + ">\n";
    }
    flush();
    return out;
}

}  // namespace thingwall::test
