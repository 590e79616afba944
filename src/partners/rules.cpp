#include "partners/rules.hpp"

#include <algorithm>

#include "base/email.hpp"
#include "base/text.hpp"

namespace thingwall::partners {

namespace {

constexpr std::size_t longest_contact_name = 120;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// Line ends as \n, no other control characters; nothing when there are some.
std::optional<std::string> lines_of(std::string_view text) {
    std::string lines;
    for (char c : text) {
        if (c == '\r') continue;
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') return {};
        lines += c;
    }
    return lines;
}

}  // namespace

Result<std::string> check_web_address(std::string_view typed) {
    constexpr const char* expected = "Enter a web address in the correct format, like https://www.example.org";
    std::string address(trim(typed));
    if (address.empty()) return address;
    if (!valid_utf8(address)) return invalid(expected);
    for (char c : address)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
            std::string_view("\\\"<>`{}|^").find(c) != std::string_view::npos)
            return invalid(expected);
    auto colon = address.find(':');
    auto first_stop = address.find_first_of("/?#");
    bool has_scheme = address.find("://") != std::string::npos && colon < first_stop;
    if (!has_scheme) {
        // "javascript:..." and "mailto:..." have a colon too; a port has digits after it.
        if (colon != std::string::npos && colon < first_stop &&
            (colon + 1 >= address.size() || !is_digit(address[colon + 1])))
            return invalid(expected);
        address.insert(0, "https://");
    }
    if (address.size() > longest_web_address)
        return invalid("Enter a shorter web address: it can have 300 characters at most");
    auto scheme = lower(address.substr(0, address.find("://")));
    if (scheme != "http" && scheme != "https")
        return invalid("Enter a web address that begins with https:// or http://");
    auto begin = scheme.size() + 3;
    auto end = std::min(address.find_first_of("/?#", begin), address.size());
    std::string_view host = std::string_view(address).substr(begin, end - begin);
    if (host.find('@') != std::string_view::npos) return invalid(expected);
    if (auto port = host.find(':'); port != std::string_view::npos) {
        auto digits = host.substr(port + 1);
        if (digits.empty() || digits.size() > 5 || !std::ranges::all_of(digits, is_digit)) return invalid(expected);
        host = host.substr(0, port);
    }
    if (host.find('.') == std::string_view::npos || host.starts_with('.') || host.ends_with('.') ||
        host.find("..") != std::string_view::npos)
        return invalid(expected);
    return address;
}

Result<std::string> check_telephone(std::string_view typed) {
    constexpr const char* expected = "Enter a telephone number, like 01632 960 001 or +44 1632 960 001";
    std::string number(trim(typed));
    if (number.empty()) return number;
    if (number.size() > 40) return invalid(expected);
    std::string_view rest = number;
    auto extension = lower(number).find("ext");
    if (extension != std::string::npos && extension > 0) {
        auto digits = trim(
            rest.substr(extension).substr(rest.substr(extension).find_first_of("0123456789") == std::string_view::npos
                                              ? rest.size() - extension
                                              : rest.substr(extension).find_first_of("0123456789")));
        if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return invalid(expected);
        rest = rest.substr(0, extension);
    }
    auto count = std::ranges::count_if(rest, is_digit);
    bool plain = true;
    for (std::size_t i = 0; i < rest.size(); ++i)
        plain = plain && (is_digit(rest[i]) || rest[i] == ' ' || rest[i] == '-' || rest[i] == '(' || rest[i] == ')' ||
                          (rest[i] == '+' && i == 0));
    if (!plain || count < 6 || count > 20) return invalid(expected);
    return number;
}

Result<Profile> check(const ProfileDraft& draft) {
    Faults faults;
    Profile profile;
    profile.contact_name = trim(draft.contact_name);
    auto one_line = lines_of(profile.contact_name);
    if (!valid_utf8(profile.contact_name) || !one_line || one_line->find('\n') != std::string::npos)
        faults.add("contact_name", "Write the name on one line, in letters");
    else if (length(profile.contact_name) > longest_contact_name)
        faults.add("contact_name", "Shorten the name: it can have 120 characters at most");
    auto take = [&](const char* field, Result<std::string> checked, std::string& into) {
        if (checked)
            into = std::move(*checked);
        else
            faults.add(field, checked.error().message);
    };
    if (!trim(draft.email).empty()) take("email", check_email(draft.email), profile.email);
    take("telephone", check_telephone(draft.telephone), profile.telephone);
    take("web_address", check_web_address(draft.web_address), profile.web_address);
    auto description = lines_of(trim(draft.description));
    if (!description || !valid_utf8(*description))
        faults.add("description", "Write the description again: it has characters in it that can’t be shown");
    else if (length(*description) > longest_description)
        faults.add("description", "Shorten the description: it has " +
                                      thousands(static_cast<std::int64_t>(length(*description))) +
                                      " characters and can have 2,000 at most");
    else
        profile.description = std::move(*description);
    if (!faults.empty()) return faults.take();
    return profile;
}

std::vector<std::string> paragraphs(std::string_view description) {
    std::vector<std::string> found(1);
    while (!description.empty()) {
        auto end = std::min(description.find('\n'), description.size());
        auto line = trim(description.substr(0, end));
        description.remove_prefix(std::min(end + 1, description.size()));
        if (line.empty()) {
            if (!found.back().empty()) found.emplace_back();
        } else {
            if (!found.back().empty()) found.back() += ' ';
            found.back() += line;
        }
    }
    if (found.back().empty()) found.pop_back();
    return found;
}

}  // namespace thingwall::partners
