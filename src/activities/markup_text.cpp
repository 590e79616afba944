#include "activities/markup_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace thingwall::activities {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> entities{{
    {"amp", "&"},    {"lt", "<"},    {"gt", ">"},     {"quot", "\""}, {"apos", "'"},   {"nbsp", " "},
    {"pound", "£"},  {"euro", "€"},  {"rsquo", "’"},  {"lsquo", "‘"}, {"rdquo", "”"},  {"ldquo", "“"},
    {"ndash", "–"},  {"mdash", "—"}, {"hellip", "…"}, {"bull", "•"},  {"middot", "·"}, {"eacute", "é"},
    {"frac12", "½"}, {"times", "×"}, {"copy", "©"},   {"shy", ""},
}};

void append_character(std::string& out, std::uint32_t code) {
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 63));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 63));
        out += static_cast<char>(0x80 | (code & 63));
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 63));
        out += static_cast<char>(0x80 | ((code >> 6) & 63));
        out += static_cast<char>(0x80 | (code & 63));
    }
}

// "&amp;", "&#163;", "&#xA3;": gives how many bytes it takes; 0 when it is none.
std::size_t entity(std::string_view rest, std::string& out) {
    auto end = rest.substr(0, 12).find(';');
    if (end == std::string_view::npos || end < 2) return 0;
    std::string_view name = rest.substr(1, end - 1);
    if (name[0] == '#') {
        bool hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
        std::uint32_t code = 0;
        std::string_view digits = name.substr(hex ? 2 : 1);
        if (digits.empty() || digits.size() > 7) return 0;
        for (char c : digits) {
            int digit = c >= '0' && c <= '9'          ? c - '0'
                        : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                      : -1;
            if (digit < 0) return 0;
            code = code * (hex ? 16u : 10u) + static_cast<std::uint32_t>(digit);
        }
        append_character(out, code);
        return end + 1;
    }
    auto known = std::ranges::find(entities, name, &std::pair<std::string_view, std::string_view>::first);
    if (known == entities.end()) return 0;
    out += known->second;
    return end + 1;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}

constexpr std::array<std::string_view, 22> on_lines_of_their_own{
    "br", "p",  "div", "li",    "ul",      "ol",      "h1",         "h2",     "h3",     "h4", "h5",
    "h6", "tr", "hr",  "table", "section", "article", "blockquote", "header", "footer", "dt", "dd"};

// A tag, comment or a whole script: where it ends, and its name.
std::size_t past_tag(std::string_view html, std::size_t at, std::string& name) {
    if (html.substr(at).starts_with("<!--")) {
        auto end = html.find("-->", at + 4);
        return end == std::string_view::npos ? html.size() : end + 3;
    }
    std::size_t from = at + 1 + (at + 1 < html.size() && html[at + 1] == '/' ? 1 : 0), to = from;
    while (to < html.size() && (is_letter(html[to]) || (html[to] >= '0' && html[to] <= '9')) && to - from < 12) ++to;
    name = lower(html.substr(from, to - from));
    char quote = 0;
    for (; to < html.size(); ++to) {
        if (quote != 0)
            quote = html[to] == quote ? char{0} : quote;
        else if (html[to] == '"' || html[to] == '\'')
            quote = html[to];
        else if (html[to] == '>')
            break;
    }
    // A quote that never ends is none: the tag ends at the first ">".
    if (to >= html.size()) to = std::min(html.find('>', at), html.size() - 1);
    return to + 1;
}

// Runs of spaces are one, of empty lines too; no control characters.
std::string tidied(std::string_view text) {
    std::string out;
    std::size_t lines = 0;
    bool space = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        bool hard_space = text.substr(i).starts_with("\xC2\xA0");
        if (hard_space) ++i;
        if (c == '\n') {
            ++lines;
        } else if (hard_space || static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) {
            space = true;
        } else {
            if (!out.empty() && lines > 0) out.append(std::min<std::size_t>(lines, 2), '\n');
            if (!out.empty() && lines == 0 && space) out += ' ';
            lines = 0, space = false;
            out += c;
        }
    }
    return out;
}

}  // namespace

std::string text_of_markup(std::string_view html) {
    std::string out;
    for (std::size_t at = 0; at < html.size();) {
        char c = html[at];
        if (c == '&') {
            std::size_t taken = entity(html.substr(at), out);
            if (taken == 0) out += c;
            at += std::max<std::size_t>(taken, 1);
        } else if (c == '<' && at + 1 < html.size() &&
                   (is_letter(html[at + 1]) || html[at + 1] == '/' || html[at + 1] == '!' || html[at + 1] == '?')) {
            std::string name;
            bool opens = html[at + 1] != '/';
            at = past_tag(html, at, name);
            if (opens && (name == "script" || name == "style" || name == "head" || name == "template")) {
                std::string end = "</" + name;
                while (at < html.size() && lower(html.substr(at, end.size())) != end) ++at;
                std::string ignored;
                if (at < html.size()) at = past_tag(html, at, ignored);
            } else if (std::ranges::find(on_lines_of_their_own, name) != on_lines_of_their_own.end()) {
                out += '\n';
                if (name == "li" && opens) out += "• ";
            } else if (name == "td" || name == "th") {
                out += ' ';
            }
        } else {
            // Line ends of the source are spaces; what makes a line is an element.
            out += c == '\n' || c == '\r' ? ' ' : c;
            ++at;
        }
    }
    return tidied(out);
}

}  // namespace thingwall::activities
