#include "identity/rules.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace thingwall::identity {

namespace {

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// What stands first in every list of stolen passwords and is long enough to pass for one.
constexpr std::array<std::string_view, 16> too_common{
    "password", "passw0rd",      "123456789012", "1234567890", "qwertyuiop", "qwerty",  "letmein",      "welcome",
    "iloveyou", "administrator", "changeme",     "thingwall",  "liverpool",  "everton", "abcdefghijkl", "football"};

std::string without_digits_and_signs(std::string_view text) {
    std::string kept;
    for (char c : text)
        if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) kept += c;
    return kept;
}

bool is_common(std::string_view folded) {
    std::string letters = without_digits_and_signs(folded);
    for (auto word : too_common) {
        std::string core = without_digits_and_signs(word);
        if (folded == word) return true;
        if (core.empty()) continue;
        // "Password2026!" and "passwordpassword" are the word with trimmings.
        std::string rest = letters;
        for (auto at = rest.find(core); at != std::string::npos; at = rest.find(core)) rest.erase(at, core.size());
        if (rest.empty() && !letters.empty()) return true;
    }
    return false;
}

bool is_one_run(std::string_view text) {
    if (text.empty()) return true;
    int step = text.size() > 1 ? text[1] - text[0] : 0;
    if (step < -1 || step > 1) return false;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (text[i] - text[i - 1] != step) return false;
    return true;
}

}  // namespace

std::string_view code_of(OrganisationKind kind) {
    return std::ranges::find(kinds_of_organisation, kind, &KindWords::kind)->code;
}

std::string_view words_of(OrganisationKind kind) {
    return std::ranges::find(kinds_of_organisation, kind, &KindWords::kind)->words;
}

std::optional<OrganisationKind> parse_kind(std::string_view code) {
    const auto* found = std::ranges::find(kinds_of_organisation, code, &KindWords::code);
    if (found == kinds_of_organisation.end()) return {};
    return found->kind;
}

Result<std::string> check_name(std::string_view typed, std::string_view what) {
    auto name = trim(typed);
    if (name.empty()) return invalid("Enter " + std::string(what));
    if (!valid_utf8(name) || has_control(name))
        return invalid("Write " + std::string(what) + " on one line, in letters");
    if (length(name) > longest_name)
        return invalid("Shorten " + std::string(what) + ": it can have " + std::to_string(longest_name) +
                       " characters at most");
    return std::string(name);
}

Result<std::string> check_password(std::string_view typed, std::string_view email, std::string_view name) {
    if (typed.empty()) return invalid("Enter a password");
    if (!valid_utf8(typed) || typed.find('\0') != std::string_view::npos)
        return invalid("Choose a password made of letters, digits, signs and spaces");
    if (length(typed) < shortest_password)
        return invalid("Choose a longer password: " + std::to_string(shortest_password) +
                       " characters or more. Three words are easy to keep in mind");
    if (typed.size() > longest_password) return invalid("Choose a shorter password: 1,024 characters at most");
    std::string folded = fold(typed);
    if (folded == fold(email) || folded == fold(name))
        return invalid("Choose a password that is not your name or email address");
    if (is_one_run(folded) || is_common(folded))
        return invalid("Choose a password that is harder to guess. Three words that do not belong together are good");
    return std::string(typed);
}

Result<CheckedOrganisation> check(const OrganisationDraft& draft) {
    Faults faults;
    auto name = check_name(draft.name, "the name of the organisation");
    if (!name) faults.add("name", name.error().message);
    Result<std::string> short_name =
        trim(draft.short_name).empty() ? name : check_name(draft.short_name, "the short name");
    if (name && !short_name) faults.add("short_name", short_name.error().message);
    auto kind = parse_kind(draft.kind);
    if (!kind) faults.add("kind", "Select what kind of organisation it is");
    if (!faults.empty()) return faults.take();
    return CheckedOrganisation{*name, *short_name, *kind};
}

Result<CheckedPerson> check(const PersonDraft& draft) {
    Faults faults;
    auto name = check_name(draft.name, "the person’s name");
    if (!name) faults.add("name", name.error().message);
    auto email = check_email(draft.email);
    if (!email) faults.add("email", email.error().message);
    if (!faults.empty()) return faults.take();
    return CheckedPerson{*name, *email};
}

std::string agent_family(std::string_view agent) {
    struct Word {
        std::string_view sign, name;
    };
    // The order matters: browsers name those that they wish to be taken for.
    constexpr Word browsers[] = {{"Edg", "Edge"},        {"OPR/", "Opera"},    {"SamsungBrowser", "Samsung Internet"},
                                 {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"},
                                 {"Chrom", "Chrome"},    {"Safari", "Safari"}};
    constexpr Word systems[] = {{"iPhone", "iPhone"},   {"iPad", "iPad"},       {"Android", "Android"},
                                {"Windows", "Windows"}, {"Macintosh", "a Mac"}, {"CrOS", "ChromeOS"},
                                {"Linux", "Linux"}};
    auto named = [&](const auto& words, std::string_view otherwise) {
        for (const Word& word : words)
            if (agent.find(word.sign) != std::string_view::npos) return std::string(word.name);
        return std::string(otherwise);
    };
    if (trim(agent).empty()) return "A device we could not recognise";
    return named(browsers, "A browser") + " on " + named(systems, "another device");
}

}  // namespace thingwall::identity
