#include "overlap/questions.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

// Below it two questions have a word in common and no more; two words or more say more than one.
constexpr double least_by_one_word = 0.55, least_by_several = 0.28, by_run = 0.15;

struct Word {
    Span at;
    Stem stem = stop_word;
    std::string folded;
    bool ends = false;  // a sentence, or a part of one
};
struct Read {
    std::vector<Word> words;
    std::vector<Stem> stems;      // those that say something, once each, sorted
    std::set<std::string> pairs;  // words that follow one another: "get to"
};

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// Quotation marks and dashes are no letters, though they stand above 0x7F: E2 80 xx.
std::size_t punctuation(std::string_view text, std::size_t at) {
    return text.size() - at >= 3 && text[at] == '\xE2' && text[at + 1] == '\x80' ? 3 : 0;
}

std::string pair_of(const Word& first, const Word& second) {
    return first.folded + ' ' + second.folded;
}

Read read(std::string_view text, Lexicon& lexicon) {
    Read found;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto skip = punctuation(text, at); skip != 0 || !is_letter(text[at])) {
            if (!found.words.empty() && std::string_view(".!?;:").find(text[at]) != std::string_view::npos)
                found.words.back().ends = true;
            at += std::max<std::size_t>(1, skip);
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_letter(text[end]) && punctuation(text, end) == 0) ++end;
        Word word{{at, end}, stop_word, fold(text.substr(at, end - at)), false};
        for_each_word(text.substr(at, end - at), [&](std::string_view folded) { word.stem = lexicon.learn(folded); });
        if (word.stem != stop_word) found.stems.push_back(word.stem);
        if (!found.words.empty() && !found.words.back().ends) found.pairs.insert(pair_of(found.words.back(), word));
        found.words.push_back(std::move(word));
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

// Which words of a text stand in the other too: by their stems, or small ones beside the same neighbour ("get to the").
std::vector<char> shared_words(const Read& text, const Read& other) {
    std::vector<char> shared(text.words.size(), 0);
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        if (text.words[i].stem != stop_word && has(other.stems, text.words[i].stem)) shared[i] = 1;
        if (i + 1 < text.words.size() && !text.words[i].ends &&
            other.pairs.contains(pair_of(text.words[i], text.words[i + 1])))
            shared[i] = shared[i + 1] = 1;
    }
    return shared;
}

// Runs of shared words, and of small words between them, within one sentence; a run of small words alone says nothing.
std::vector<Span> in_common(const Read& text, const Read& other) {
    const auto shared = shared_words(text, other);
    std::vector<Span> runs;
    bool open = false, telling = false;
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const Word& word = text.words[i];
        if (shared[i] != 0) {
            if (open) {
                runs.back().end = word.at.end;
            } else {
                if (!runs.empty() && !telling) runs.pop_back();
                runs.push_back(word.at);
                telling = false;
            }
            open = true;
            telling = telling || (word.stem != stop_word && has(other.stems, word.stem));
        } else if (word.stem != stop_word) {
            open = false;
        }
        if (word.ends) open = false;
    }
    if (!runs.empty() && !telling) runs.pop_back();
    return runs;
}

// Words of the longest run that both have in common, as the shorter of them has it.
std::size_t longest_run(const Read& a, const Read& b) {
    auto longest = [](const Read& text, const Read& other) {
        std::size_t most = 0;
        for (const auto& run : in_common(text, other))
            most = std::max(most, static_cast<std::size_t>(std::ranges::count_if(text.words, [&](const Word& word) {
                                return word.at.begin >= run.begin && word.at.end <= run.end;
                            })));
        return most;
    };
    return std::min(longest(a, b), longest(b, a));
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
            int words = 0;
            for (Stem stem : a[i].stems)
                if (has(b[j].stems, stem)) {
                    shared += weight(stem);
                    ++words;
                }
            if (words == 0) continue;
            // Questions that are worded alike, "get to the surgery", are more alike than their telling words say.
            const double alike = shared / (length(a[i]) * length(b[j])),
                         likeness = alike + by_run * static_cast<double>(longest_run(a[i], b[j]) - 1);
            if (likeness >= (words > 1 ? least_by_several : least_by_one_word))
                candidates.push_back({i, j, std::min(1.0, likeness), {}, {}});
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
