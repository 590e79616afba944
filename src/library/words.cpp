#include "library/words.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.hpp"
#include "base/words.hpp"

namespace thingwall::library {
namespace {

constexpr std::string_view small_words =
    "a about all also an and any are as at be been but by can could did do does for from had has have he her here him "
    "his how i if in into is it its me more my no nor not of off on or our out over she should so some such than that "
    "the their them then there these they this those to too under up us very was we were what when where which who "
    "whom why will with would you your";

const std::unordered_set<std::string_view>& small_word_set() {
    static const std::unordered_set<std::string_view> set = [] {
        auto words = split(small_words, ' ');
        return std::unordered_set<std::string_view>(words.begin(), words.end());
    }();
    return set;
}

struct Stemmer {
    sb_stemmer* made = sb_stemmer_new("english", nullptr);
    Stemmer() = default;
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;
    ~Stemmer() { sb_stemmer_delete(made); }
};

}  // namespace

Place next_word(std::string_view text, std::size_t from) {
    std::size_t begin = from;
    while (begin < text.size()) {
        const auto sign = sign_at(text, begin);
        if (sign == 0) break;
        begin += sign;
    }
    if (begin >= text.size()) return {text.size(), 0};
    std::size_t end = begin + 1;
    while (end < text.size() &&
           (sign_at(text, end) == 0 || (text[end] == '&' && end + 1 < text.size() && sign_at(text, end + 1) == 0)))
        ++end;
    return {begin, end - begin};
}

void fold_word(std::string_view word, std::string& folded) {
    if (std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        folded = fold(word);
        return;
    }
    folded.assign(word);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

std::string_view stem_of(std::string_view folded) {
    thread_local Stemmer stemmer;  // one for each thread: libstemmer keeps its answer inside
    const auto* bytes = reinterpret_cast<const sb_symbol*>(folded.data());
    const auto* out = sb_stemmer_stem(stemmer.made, bytes, static_cast<int>(folded.size()));
    if (out == nullptr) return folded;
    return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(sb_stemmer_length(stemmer.made))};
}

bool says_nothing(std::string_view folded) {
    return small_word_set().contains(folded);
}

std::vector<Asked> asked_words(std::string_view typed, bool* more) {
    std::vector<Asked> all;
    for_each_word(typed, [&](Place place, std::string_view folded) {
        if (all.size() < most_asked)
            all.push_back({std::string(folded), std::string(stem_of(folded)), place});
        else if (more != nullptr)
            *more = true;
    });
    const auto is_small = [](const Asked& one) { return says_nothing(one.word); };
    if (!std::ranges::all_of(all, is_small)) std::erase_if(all, is_small);
    std::vector<Asked> once;
    for (auto& one : all)
        if (std::ranges::find(once, one.stem, &Asked::stem) == once.end()) once.push_back(std::move(one));
    return once;
}

std::size_t slips_between(std::string_view a, std::string_view b, std::size_t most) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > most || b.size() > longest_word) return most + 1;
    // Rows of the table of Damerau and Levenshtein, where two letters that swapped are not changed again.
    std::array<std::array<std::size_t, longest_word + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
    }
    return std::min(rows[a.size() % 3][b.size()], most + 1);
}

}  // namespace thingwall::library
