#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace thingwall::library {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Longer ones are no words: what a broken file holds, or a code.
inline constexpr std::size_t longest_word = 40;

/// A word as it stands in a text.
struct Place {
    std::size_t begin = 0, length = 0;
};
/// The next word at or after `from`: letters and digits of any script, "&" between them included ("A&E"). Its length is
/// 0 at the end of the text.
[[nodiscard]] Place next_word(std::string_view text, std::size_t from);
/// Lower case, without accents; into `folded`, which is used again.
void fold_word(std::string_view word, std::string& folded);

/// Calls `take(place, folded)` for each word of a text that is worth finding: from 2 to longest_word bytes, or a digit.
template <class Take>
void for_each_word(std::string_view text, Take take) {
    std::string folded;
    for (Place at = next_word(text, 0); at.length != 0; at = next_word(text, at.begin + at.length)) {
        if (at.length > longest_word) continue;
        fold_word(text.substr(at.begin, at.length), folded);
        const bool one_letter = folded.size() < 2 && (folded.empty() || folded[0] < '0' || folded[0] > '9');
        if (!one_letter && folded.size() <= longest_word) take(at, std::string_view(folded));
    }
}

/// "consulting" and "consultations" have one stem (libstemmer, English). Holds until the next call in this thread.
[[nodiscard]] std::string_view stem_of(std::string_view folded);
/// "the", "of", "what": said in every text, asked by nobody.
[[nodiscard]] bool says_nothing(std::string_view folded);

/// A word that was asked for.
struct Asked {
    std::string word, stem;  ///< folded
    Place place;             ///< in what was typed
};
/// The words of a question, each stem once; small words are left out unless there are no others. Those after the first
/// `most_asked` are not looked for.
inline constexpr std::size_t most_asked = 32;
[[nodiscard]] std::vector<Asked> asked_words(std::string_view typed, bool* more = nullptr);

/// Changes of one letter, and of two that swap places, that lead from one word to the other; `most` + 1 when there are
/// more.
[[nodiscard]] std::size_t slips_between(std::string_view a, std::string_view b, std::size_t most);

}  // namespace thingwall::library
