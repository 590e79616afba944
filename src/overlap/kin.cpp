#include "overlap/kin.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "overlap/words.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::array<std::string_view, 9> triggers{"part of",    "one of",   "leg of",   "strand of", "event",
                                                   "belongs to", "stage of", "workshop", "session"};
constexpr std::size_t near = 60;  // bytes around a trigger in which a name counts

bool triggered(std::string_view folded) {
    return std::ranges::any_of(triggers, [&](std::string_view trigger) { return folded.contains(trigger); });
}

std::string plain_quotes(std::string text) {
    for (std::string_view mark : {"“", "”", "„", "«", "»"})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.replace(at, mark.size(), "\"");
    return text;
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

bool same_title(const std::string& a, const std::string& b) {
    if (a == b) return !a.empty();
    const std::size_t most = std::max(a.size(), b.size()) / 14;
    if (a.empty() || b.empty() || std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most || a.size() > 300)
        return false;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
            corner =
                std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)}));
    }
    return row[b.size()] <= most;
}

Kin read_kin(const Ask& ask) {
    Kin kin;
    kin.title = fold(ask.title);
    kin.name = name_in(ask.title);
    if (ask.description.empty() || !triggered(fold(ask.description))) return kin;
    const std::string text = plain_quotes(ask.description);
    for (std::size_t open = text.find('"'); open != std::string::npos;) {
        const std::size_t close = text.find('"', open + 1);
        if (close == std::string::npos) break;
        const std::size_t from = open > 40 ? open - 40 : 0;
        if (close - open > 6 &&
            triggered(fold(text.substr(from, open - from)) + " " + fold(text.substr(close + 1, 20))))
            kin.parents.push_back(fold(text.substr(open + 1, close - open - 1)));
        open = text.find('"', close + 1);
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

bool says_part_of(const Kin& child, const Kin& parent) {
    if (std::ranges::any_of(child.parents, [&](const std::string& named) { return same_title(named, parent.title); }))
        return true;
    return !parent.name.empty() && child.mentions.contains(parent.name);
}

bool same_parent(const Kin& a, const Kin& b) {
    return std::ranges::any_of(a.parents, [&](const std::string& x) {
        return std::ranges::any_of(b.parents, [&](const std::string& y) { return same_title(x, y); });
    });
}

}  // namespace thingwall::overlap
