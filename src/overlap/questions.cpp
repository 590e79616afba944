#include "overlap/questions.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace thingwall::overlap {
namespace {

// Below it two questions have a word in common and no more.
constexpr double least_likeness = 0.4;

struct Word {
    Span at;
    Stem stem = stop_word;
};
struct Read {
    std::vector<Word> words;
    std::vector<Stem> stems;  // those that say something, once each, sorted
};

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// Quotation marks and dashes are no letters, though they stand above 0x7F: E2 80 xx.
std::size_t punctuation(std::string_view text, std::size_t at) {
    return text.size() - at >= 3 && text[at] == '\xE2' && text[at + 1] == '\x80' ? 3 : 0;
}

Read read(std::string_view text, Lexicon& lexicon) {
    Read found;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto skip = punctuation(text, at); skip != 0 || !is_letter(text[at])) {
            at += std::max<std::size_t>(1, skip);
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_letter(text[end]) && punctuation(text, end) == 0) ++end;
        Word word{{at, end}, stop_word};
        for_each_word(text.substr(at, end - at), [&](std::string_view folded) { word.stem = lexicon.learn(folded); });
        if (word.stem != stop_word) found.stems.push_back(word.stem);
        found.words.push_back(word);
        at = end;
    }
    std::ranges::sort(found.stems);
    const auto again = std::ranges::unique(found.stems);
    found.stems.erase(again.begin(), again.end());
    return found;
}

bool has(const std::vector<Stem>& stems, Stem stem) {
    return std::ranges::binary_search(stems, stem);
}

// Words in common; small words between two of them belong to the run ("get to the surgery").
std::vector<Span> in_common(const Read& text, const Read& other) {
    std::vector<Span> runs;
    bool open = false;
    for (const auto& word : text.words) {
        if (word.stem == stop_word) continue;
        if (!has(other.stems, word.stem)) {
            open = false;
            continue;
        }
        if (open)
            runs.back().end = word.at.end;
        else
            runs.push_back(word.at);
        open = true;
    }
    return runs;
}

}  // namespace

std::vector<SameQuestion> same_questions(std::span<const std::string> ours, std::span<const std::string> theirs) {
    Lexicon lexicon;
    std::vector<Read> a, b;
    std::unordered_map<Stem, double> used;
    for (const auto& question : ours) a.push_back(read(question, lexicon));
    for (const auto& question : theirs) b.push_back(read(question, lexicon));
    for (const auto* list : {&a, &b})
        for (const auto& question : *list)
            for (Stem stem : question.stems) used[stem] += 1;
    const auto all = static_cast<double>(ours.size() + theirs.size());
    auto weight = [&](Stem stem) {
        const double rare = 0.3 + std::log((all + 1) / used[stem]);
        return rare * rare;
    };
    auto length = [&](const Read& question) {
        double sum = 0;
        for (Stem stem : question.stems) sum += weight(stem);
        return std::sqrt(sum);
    };

    std::vector<SameQuestion> candidates;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j) {
            double shared = 0;
            for (Stem stem : a[i].stems)
                if (has(b[j].stems, stem)) shared += weight(stem);
            if (shared <= 0) continue;
            const double likeness = shared / (length(a[i]) * length(b[j]));
            if (likeness >= least_likeness) candidates.push_back({i, j, likeness, {}, {}});
        }
    std::ranges::stable_sort(candidates, std::greater{}, &SameQuestion::likeness);

    std::vector<SameQuestion> found;
    for (auto& candidate : candidates) {
        if (std::ranges::any_of(found, [&](const auto& known) {
                return known.ours == candidate.ours || known.theirs == candidate.theirs;
            }))
            continue;
        candidate.in_ours = in_common(a[candidate.ours], b[candidate.theirs]);
        candidate.in_theirs = in_common(b[candidate.theirs], a[candidate.ours]);
        found.push_back(std::move(candidate));
    }
    std::ranges::sort(found, {}, &SameQuestion::ours);
    return found;
}

}  // namespace thingwall::overlap
