#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "html/html.hpp"

namespace thingwall::html {
namespace {

constexpr std::size_t longest = 2048;  // what browsers and servers agree to carry

bool ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Browsers drop tabs and line ends inside an address, so "/\t/elsewhere" would lead away: none is let in.
bool has_forbidden_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == '"' || c == '<' || c == '>' || c == 127;
    });
}

bool is_path_of_this_site(std::string_view text) {
    return !text.empty() && text.size() <= longest && (text[0] == '/' || text[0] == '?' || text[0] == '#') &&
           !text.starts_with("//") && !has_forbidden_character(text);
}

void encode(std::string& out, std::string_view part, std::string_view also_plain = {}) {
    static constexpr char hex[] = "0123456789ABCDEF";
    for (const char c : part) {
        if (ascii_letter(c) || digit(c) || c == '-' || c == '.' || c == '_' || c == '~' ||
            also_plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
}

std::string in_folder(std::string_view folder, std::string_view part, std::string_view tail) {
    std::string out{folder};
    if (!out.ends_with('/')) out += '/';
    // a part that is "." or ".." would climb out of the folder
    if (part == ".")
        out += "%2E";
    else if (part == "..")
        out += "%2E%2E";
    else
        encode(out, part);
    if (!tail.empty()) {
        // ".ics": the same address in another format
        bool ending = tail.size() > 1 && tail[0] == '.' && tail[1] >= 'a' && tail[1] <= 'z';
        if (tail[0] != '/' && tail[0] != '?' && tail[0] != '#' && !ending) out += '/';
        encode(out, tail, "/?#=&%.");
    }
    return out;
}

void append_values(std::string& out, const std::vector<std::pair<std::string, std::string>>& values) {
    char separator = out.find('?') == std::string::npos ? '?' : '&';
    for (const auto& [name, value] : values) {
        out += separator;
        encode(out, name);
        out += '=';
        encode(out, value);
        separator = '&';
    }
}

}  // namespace

Result<Href> Href::parse(std::string_view typed) {
    typed = trim(typed);
    if (typed.empty()) return invalid("Give an address that begins with https://");
    if (typed.size() > longest) return invalid("The address is too long. Give one of at most 2,048 characters.");
    if (has_forbidden_character(typed))
        return invalid("The address has a space or a character that addresses do not have. Copy it again.");
    if (is_path_of_this_site(typed)) return Href{Checked{}, std::string{typed}};
    if (typed.starts_with("//")) return invalid("Begin the address with https://");

    const auto colon = typed.find_first_of(":/?#");
    if (colon == std::string_view::npos || typed[colon] != ':') return invalid("Begin the address with https://");
    std::string scheme{typed.substr(0, colon)};
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string_view rest = typed.substr(colon + 1);
    if (scheme == "http" || scheme == "https") {
        if (!rest.starts_with("//") || rest.size() < 3 || rest[2] == '/' || rest[2] == '?' || rest[2] == '#')
            return invalid("The address names no site. Give all of it, for example https://www.example.org/page");
        return Href{Checked{}, std::string{typed}};
    }
    if ((scheme == "mailto" || scheme == "tel") && !rest.empty()) return Href{Checked{}, std::string{typed}};
    return invalid("Only addresses that begin with https://, http://, mailto: or tel: can be linked to.");
}

Href Href::of(Address folder, std::int64_t id, std::string_view tail) {
    return Href{Checked{}, in_folder(folder.text(), std::to_string(id), tail)};
}

Href Href::of(Address folder, std::string_view part, std::string_view tail) {
    return Href{Checked{}, in_folder(folder.text(), part, tail)};
}

Href Href::query(Address path, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string out{path.text()};
    append_values(out, values);
    return Href{Checked{}, std::move(out)};
}

Href Href::query(const Href& path, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string out = path.text();
    append_values(out, values);
    return Href{Checked{}, std::move(out)};
}

Href Href::path(std::string_view made) {
    return Href{Checked{}, is_path_of_this_site(made) ? std::string{made} : std::string{"/"}};
}

Href Href::fragment(std::string_view id) {
    std::string out = "#";
    encode(out, id, ":[]()");
    return Href{Checked{}, std::move(out)};
}

Href Href::telephone(std::string_view number) {
    std::string digits;
    for (const char c : number)
        if (digit(c) || (c == '+' && digits.empty())) digits += c;
    if (digits.starts_with('0')) digits.replace(0, 1, "+44");
    return Href{Checked{}, "tel:" + digits};
}

}  // namespace thingwall::html
