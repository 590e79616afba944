#include "overlap/kin.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "overlap/words.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::array<std::string_view, 15> triggers{
    "part of",  "one of",   "leg of",  "strand of",  "event",      "belongs to", "belonging to",  "stage of",
    "phase of", "workshop", "session", "feeds into", "feed into ", "under ",     "contributes to"};
constexpr std::size_t near = 60;  // bytes around a trigger in which a name counts

bool triggered(std::string_view folded) {
    return std::ranges::any_of(triggers, [&](std::string_view trigger) { return folded.contains(trigger); });
}

std::string plain_quotes(std::string text) {
    const auto replace_all = [&](std::string_view mark, std::string_view by) {
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.replace(at, mark.size(), by);
    };
    for (std::string_view mark : {"“", "”", "„", "«", "»"}) replace_all(mark, "\"");
    for (std::string_view mark : {"‘", "’"}) replace_all(mark, "'");
    return text;
}

struct Span {
    std::size_t open = 0, close = 0;  // the quotation marks
};

// Names in single quotation marks. An apostrophe may end one or stand in it ("tenants' priorities"): every end is
// tried.
void add_single_quoted(std::string_view text, std::vector<Span>& quoted) {
    const auto letter = [&](std::size_t i) {
        const auto c = static_cast<unsigned char>(i < text.size() ? text[i] : ' ');
        return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    constexpr std::size_t ends_tried = 3;
    for (std::size_t open = text.find('\''); open != std::string_view::npos; open = text.find('\'', open + 1)) {
        if ((open > 0 && letter(open - 1)) || !letter(open + 1)) continue;
        std::size_t ends = 0;
        for (std::size_t close = text.find('\'', open + 2); close != std::string_view::npos && ends < ends_tried;
             close = text.find('\'', close + 1))
            if (!letter(close + 1)) quoted.push_back({open, close}), ++ends;
    }
}

// A name of its own: two words or more, each capital or a number, before a colon, comma or dash.
std::string name_in(std::string_view title) {
    auto end = std::min({title.find(':'), title.find(','), title.find(" - "), title.find("–"), title.size()});
    auto head = trim(title.substr(0, end));
    std::size_t words = 0;
    for (auto word : split(head, ' ')) {
        const char c = word.front();
        const bool small =
            word == "of" || word == "and" || word == "the" || word == "for" || word == "&" || word == "in";
        if (!small && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return {};
        if (!small) ++words;
    }
    return words >= 2 && head.size() >= 8 && head.size() < title.size() ? std::string(head) : std::string();
}

}  // namespace

// Edits between two titles, in halves: a slip of the pen costs 2 (two letters that changed places are one slip). That
// another number stands there is no slip: "2010" is not "2011".
bool same_title(const std::string& a, const std::string& b) {
    if (a == b) return !a.empty();
    const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    const std::size_t most = 2 * (longer / 10);
    if (shorter == 0 || 2 * (longer - shorter) > most || longer > 300) return false;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto left_out = [&](char c) -> std::size_t { return digit(c) ? 3 : 2; };
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j < b.size(); ++j) last[j + 1] = last[j] + left_out(b[j]);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        const char x = a[i - 1];
        row[0] = last[0] + left_out(x);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const char y = b[j - 1];
            const std::size_t changed = x == y ? 0 : digit(x) || digit(y) ? 6 : 2;
            row[j] = std::min({last[j] + left_out(x), row[j - 1] + left_out(y), last[j - 1] + changed});
            if (i > 1 && j > 1 && x == b[j - 2] && a[i - 2] == y && x != y && !digit(x) && !digit(y))
                row[j] = std::min(row[j], before[j - 2] + 2);
        }
        std::swap(before, last), std::swap(last, row);
    }
    return last[b.size()] <= most;
}

Kin read_kin(const Ask& ask) {
    Kin kin;
    kin.title = fold(ask.title);
    kin.name = name_in(ask.title);
    std::string text = ask.description;
    for (const auto& question : ask.questions) text += "\n" + question;
    if (!triggered(fold(text))) return kin;
    text = plain_quotes(std::move(text));
    std::vector<Span> quoted;
    for (std::size_t open = text.find('"'); open != std::string::npos;) {
        const std::size_t close = text.find('"', open + 1);
        if (close == std::string::npos) break;
        quoted.push_back({open, close});
        open = text.find('"', close + 1);
    }
    add_single_quoted(text, quoted);
    for (const auto [open, close] : quoted) {
        constexpr std::size_t shortest = 6;
        const std::size_t from = open > 40 ? open - 40 : 0;
        if (close - open > shortest &&
            triggered(fold(text.substr(from, open - from)) + " " + fold(text.substr(close + 1, 20))))
            kin.parents.push_back(fold(text.substr(open + 1, close - open - 1)));
    }
    std::string lower = text;
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (auto trigger : triggers)
        for (auto at = lower.find(trigger); at != std::string::npos; at = lower.find(trigger, at + 1)) {
            const std::size_t from = at > near ? at - near : 0;
            kin.mentions += text.substr(from, at - from + near) + "\n";
        }
    return kin;
}

namespace {

// "Tall towers" for "Tall towers: views of the skyline", and the other way round.
bool begins_with(const std::string& title, const std::string& name) {
    constexpr std::size_t shortest = 12;
    if (name.size() < shortest || title.size() <= name.size() || !title.starts_with(name)) return false;
    const char next = title[name.size()];
    return next == ' ' || next == ':' || next == ',' || next == '(';
}

}  // namespace

bool says_part_of(const Kin& child, const Kin& parent) {
    const auto is_parent = [&](const std::string& named) {
        return same_title(named, parent.title) || begins_with(parent.title, named) || begins_with(named, parent.title);
    };
    if (std::ranges::any_of(child.parents, is_parent)) return true;
    return !parent.name.empty() && child.mentions.contains(parent.name);
}

bool same_parent(const Kin& a, const Kin& b) {
    return std::ranges::any_of(a.parents, [&](const std::string& x) {
        return std::ranges::any_of(b.parents, [&](const std::string& y) { return same_title(x, y); });
    });
}

}  // namespace thingwall::overlap
