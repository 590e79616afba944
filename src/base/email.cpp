#include "base/email.hpp"

#include "base/text.hpp"

namespace thingwall {

Result<std::string> check_email(std::string_view typed) {
    constexpr const char* expected = "Enter an email address in the correct format, like name@example.org";
    auto email = trim(typed);
    if (email.empty()) return invalid("Enter an email address");
    if (email.size() > longest_email)
        return invalid("Enter a shorter email address: it can have 254 characters at most");
    if (!valid_utf8(email)) return invalid(expected);
    auto at = email.find('@');
    if (at == 0 || at == std::string_view::npos || email.find('@', at + 1) != std::string_view::npos)
        return invalid(expected);
    auto local = email.substr(0, at), host = email.substr(at + 1);
    // What could end a header line, begin a second address, or be read as markup in a mail client.
    for (char c : email)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
            std::string_view("()<>[]:;,\\\"").find(c) != std::string_view::npos)
            return invalid(expected);
    if (local.size() > 64) return invalid(expected);
    for (auto part : {local, host})
        if (part.starts_with('.') || part.ends_with('.') || part.find("..") != std::string_view::npos)
            return invalid(expected);
    if (host.find('.') == std::string_view::npos || host.starts_with('-') || host.ends_with('-'))
        return invalid(expected);
    for (char c : host)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
              static_cast<unsigned char>(c) >= 0x80))
            return invalid(expected);
    return std::string(email);
}

}  // namespace thingwall
