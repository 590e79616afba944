#include "web/url.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::web {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

/// Decodes in place of a form ("+" is a space) or of a path. Nothing when a % code is broken.
std::optional<std::string> decode(std::string_view text, char plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (c == '+') {
            out += plus;
        } else if (c != '%') {
            out += c;
        } else {
            int high = at + 1 < text.size() ? hex_value(text[at + 1]) : -1;
            int low = at + 2 < text.size() ? hex_value(text[at + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    return out;
}

/// Browsers send CRLF for each line end of a text area; we keep \n, so that lengths and comparisons are the reader's.
void unify_line_ends(std::string& text) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        if (text[from] == '\r' && from + 1 < text.size() && text[from + 1] == '\n') continue;
        text[to++] = text[from] == '\r' ? '\n' : text[from];
    }
    text.resize(to);
}

/// PostgreSQL takes neither zero bytes nor broken UTF-8 in text, and no browser sends them.
bool is_clean(std::string_view text) {
    return text.find('\0') == std::string_view::npos && valid_utf8(text);
}

}  // namespace

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        if (unreserved(c)) {
            out += c;
        } else {
            auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
    return decode(text, '+');
}

bool is_own_path(std::string_view path) {
    if (path.empty() || path[0] != '/' || path.starts_with("//")) return false;
    for (char c : path)
        if (static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == '\x7f') return false;
    return true;
}

Done add_field(Fields& fields, std::string name, std::string value, const FieldLimits& limits) {
    if (fields.pairs().size() >= limits.fields)
        return fail(ErrorKind::too_large, fmt::format("The form has more than {} answers.", limits.fields));
    if (name.size() > limits.field_bytes || value.size() > limits.field_bytes)
        return fail(ErrorKind::too_large,
                    fmt::format("An answer is longer than {} KB. Make it shorter.", limits.field_bytes / 1024));
    if (!is_clean(name) || !is_clean(value)) return invalid("The form holds characters that are not text (UTF-8).");
    unify_line_ends(value);
    fields.add(std::move(name), std::move(value));
    return {};
}

Result<Fields> parse_urlencoded(std::string_view text, const FieldLimits& limits) {
    Fields fields;
    while (!text.empty()) {
        std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        std::size_t equals = pair.find('=');
        auto name = decode(pair.substr(0, equals), ' ');
        auto value = equals == std::string_view::npos ? std::string() : decode(pair.substr(equals + 1), ' ');
        if (!name || !value) return invalid("The address or form holds a broken % code.");
        if (auto added = add_field(fields, std::move(*name), std::move(*value), limits); !added)
            return std::unexpected(added.error());
    }
    return fields;
}

Result<Target> parse_target(std::string_view target) {
    Target parts;
    for (std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        target.remove_prefix(scheme.size());
        parts.authority = target.substr(0, target.find_first_of("/?"));
        target.remove_prefix(parts.authority.size());
    }
    std::string_view path = target.substr(0, target.find('?'));
    if (path.empty() && !parts.authority.empty())
        parts.path = "/";
    else if (path.empty() || path[0] != '/')
        return invalid("The address must begin with a slash.");
    // An encoded slash would let two addresses mean one place, or one address two.
    for (std::string_view slash : {"%2f", "%2F", "%5c", "%5C"})
        if (path.find(slash) != std::string_view::npos) return invalid("The address holds an encoded slash.");
    auto decoded = percent_decode(path);
    if (!decoded || !is_clean(*decoded)) return invalid("The address holds a broken % code.");
    if (!decoded->empty()) parts.path = std::move(*decoded);
    if (path.size() < target.size()) {
        auto query = parse_urlencoded(target.substr(path.size() + 1));
        if (!query) return std::unexpected(query.error());
        parts.query = std::move(*query);
    }
    return parts;
}

bool valid_host(std::string_view host) {
    if (host.empty() || host.size() > 255) return false;
    for (char c : host) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '-' && c != '.' && c != '_' && c != ':' && c != '[' && c != ']') return false;
    }
    return true;
}

std::string host_name(std::string_view host) {
    if (host.starts_with('['))
        host = host.substr(0, host.find(']') + 1);
    else
        host = host.substr(0, host.find(':'));
    std::string name(host);
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
}

}  // namespace thingwall::web
