#include "activities/likeness.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// What every second title has says nothing about which one it is.
constexpr std::array<std::string_view, 22> common_words{
    "a",  "an", "and", "at",       "by",        "consultation", "draft", "for", "from", "in",  "of",
    "on", "or", "our", "proposal", "proposals", "survey",       "the",   "to",  "with", "you", "your"};

std::string together(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += word + ' ';
    return all;
}

std::size_t shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::size_t count = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (*i < *j)
            ++i;
        else if (*j < *i)
            ++j;
        else
            ++count, ++i, ++j;
    }
    return count;
}

int days_apart(const Entry& entry, const Activity& row) {
    if (entry.last < row.dates.first()) return row.dates.first() - entry.last;
    if (row.dates.last() < entry.first) return entry.first - row.dates.last();
    return 0;
}

std::string word_key(OrganisationId lead, const std::string& word) {
    return std::to_string(lead.value()) + ' ' + word;
}

constexpr std::size_t looked_at = 400;  // of those that share one word: a word that more have tells nothing
constexpr int near_days = 31;

}  // namespace

std::vector<std::string> telling_words(std::string_view title) {
    std::vector<std::string> all, telling;
    std::string folded = fold(title), word;
    auto end = [&] {
        if (word.empty()) return;
        if (std::ranges::find(common_words, word) == common_words.end()) telling.push_back(word);
        all.push_back(std::move(word));
        word.clear();
    };
    for (char c : folded) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter)
            word += c;
        else if (c != '\'')
            end();
    }
    end();
    std::vector<std::string>& words = telling.empty() ? all : telling;
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return std::move(words);
}

Likeness::Likeness(const Snapshot& snapshot, const std::function<bool(const Entry&)>& sees) {
    entries_.reserve(snapshot.size());
    snapshot.each({}, [&](const EntryPointer& entry) {
        if (!entry->withdrawn && (!sees || sees(*entry))) entries_.push_back(entry);
        return true;
    });
    words_.reserve(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        words_.push_back(telling_words(entries_[i]->title));
        by_words_[together(words_[i])].push_back(i);
        for (const auto& word : words_[i]) by_word_[word_key(entries_[i]->lead, word)].push_back(i);
        by_lead_and_day_[{entries_[i]->lead, entries_[i]->first}].push_back(i);
    }
}

EntryPointer Likeness::same(const Activity& row, const Claimed& claimed) const {
    auto found = by_words_.find(together(telling_words(row.title)));
    if (found == by_words_.end()) return nullptr;
    for (std::size_t i : found->second) {
        const EntryPointer& entry = entries_[i];
        if (entry->lead == row.lead && entry->first == row.dates.first() && entry->last == row.dates.last() &&
            entry->dates_known == row.dates_known && !claimed.contains(entry->id))
            return entry;
    }
    return nullptr;
}

std::pair<EntryPointer, std::string> Likeness::perhaps(const Activity& row, const Claimed& claimed) const {
    auto titled = by_words_.find(together(telling_words(row.title)));
    if (titled != by_words_.end())
        for (std::size_t i : titled->second) {
            const EntryPointer& entry = entries_[i];
            if (entry->lead != row.lead || claimed.contains(entry->id)) continue;
            return {entry,
                    entry->dates_known != DatesKnown::day || row.dates_known != DatesKnown::day
                        ? "Same title and lead; the day is not known"
                    : entry->first.year() != row.dates.first().year()
                        ? fmt::format("Same title and lead; {}, not {}", row.dates.first().year(), entry->first.year())
                    : entry->first == row.dates.first() && entry->last == row.dates.last()
                        ? "Same title, lead and dates; another row is it already"
                        : "Same title and lead, other dates"};
        }
    if (auto found = alike(row, claimed); found.first) return found;
    if (titled != by_words_.end())
        for (std::size_t i : titled->second)
            if (days_apart(*entries_[i], row) == 0 && !claimed.contains(entries_[i]->id))
                return {entries_[i], "Same title, dates that meet, another lead"};
    return {nullptr, {}};
}

// Most of the title's words, or all but the title.
std::pair<EntryPointer, std::string> Likeness::alike(const Activity& row, const Claimed& claimed) const {
    auto words = telling_words(row.title);
    std::vector<const std::vector<std::size_t>*> rarest;
    for (const auto& word : words)
        if (auto with = by_word_.find(word_key(row.lead, word)); with != by_word_.end())
            rarest.push_back(&with->second);
    std::ranges::sort(rarest, {}, [](const auto* with) { return with->size(); });
    std::size_t best = 0, of = 1;
    EntryPointer found;
    // Two titles that share six words of ten share one of the five rarest.
    for (std::size_t k = 0; k < rarest.size() && k < 5 && rarest[k]->size() <= looked_at; ++k)
        for (std::size_t i : *rarest[k]) {
            if (claimed.contains(entries_[i]->id) || days_apart(*entries_[i], row) > near_days) continue;
            std::size_t both = shared(words, words_[i]), all = words.size() + words_[i].size() - both;
            if (both < 2 || both * 10 < all * 6 || both * of <= best * all) continue;
            best = both, of = all;
            found = entries_[i];
        }
    if (found) {
        int apart = days_apart(*found, row);
        return {found, fmt::format("Same lead; {} of {} words of the titles; {}", best, of,
                                   apart == 0 ? "dates that meet" : count_of(apart, "day", "days") + " apart")};
    }
    auto dated = by_lead_and_day_.find({row.lead, row.dates.first()});
    if (dated == by_lead_and_day_.end()) return {nullptr, {}};
    bool tells = !row.audience.empty() && !row.footprint.whole_borough;
    for (std::size_t i : dated->second) {
        const EntryPointer& entry = entries_[i];
        if (entry->last == row.dates.last() && entry->ground == row.footprint && entry->audience == row.audience &&
            !claimed.contains(entry->id) && (tells || shared(words, words_[i]) > 0))
            return {entry, "Same lead, dates, people and place, other title"};
    }
    return {nullptr, {}};
}

}  // namespace thingwall::activities
