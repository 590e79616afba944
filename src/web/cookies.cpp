#include "web/cookies.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"
#include "web/url.hpp"

namespace thingwall::web {

namespace {

/// What a cookie's name is made of (RFC 9110, 5.6.2).
bool is_token(std::string_view name) {
    constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               signs.find(c) != std::string_view::npos;
    });
}

}  // namespace

Fields parse_cookies(std::string_view header) {
    constexpr std::size_t kept = 50;
    Fields cookies;
    while (!header.empty() && cookies.pairs().size() < kept) {
        std::string_view pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        while (pair.starts_with(' ') || pair.starts_with('\t')) pair.remove_prefix(1);
        while (pair.ends_with(' ') || pair.ends_with('\t')) pair.remove_suffix(1);
        std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || !is_token(pair.substr(0, equals))) continue;
        std::string_view value = pair.substr(equals + 1);
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        auto decoded = percent_decode(value);
        if (!decoded || !valid_utf8(*decoded) || decoded->find('\0') != std::string::npos) continue;
        cookies.add(std::string(pair.substr(0, equals)), std::move(*decoded));
    }
    return cookies;
}

}  // namespace thingwall::web
