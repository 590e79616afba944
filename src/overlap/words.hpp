#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace thingwall::overlap {

using Stem = std::uint32_t;
inline constexpr Stem unknown_word = 0xffffffff;
inline constexpr Stem stop_word = 0xfffffffe;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Lower case, without accents, curly quotation marks and dashes as blanks.
void fold_words(std::string_view text, std::string& folded);

/// Words in lower case and without accents, in order; white space and punctuation part them, "A&E" is one word.
/// Single letters are left out.
template <class Take>
void for_each_word(std::string_view text, Take take) {
    thread_local std::string folded;
    fold_words(text, folded);
    const auto is_word = [&](std::size_t i) {
        const auto c = static_cast<unsigned char>(folded[i]);
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
    };
    const std::size_t n = folded.size();
    for (std::size_t i = 0; i < n;) {
        if (!is_word(i)) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < n && (is_word(end) || (folded[end] == '&' && end + 1 < n && is_word(end + 1)))) ++end;
        if (end - i > 1 && end - i < 64) take(std::string_view(folded).substr(i, end - i));
        i = end;
    }
}

/// Numbers for stems ("consulting" and "consultations" have one). Grows by learning; what is only asked leaves no
/// trace, so that any number of threads may ask.
class Lexicon {
public:
    /// Audiences are told apart by words that say nothing of a subject ("all", "people"), so that they are kept there.
    enum class StopWords { left_out, kept };
    explicit Lexicon(StopWords stops = StopWords::left_out) : stops_(stops) {}

    /// Number of the word's stem, made when new; `stop_word` for words that say nothing about a subject.
    Stem learn(std::string_view word);
    /// The same without learning: `unknown_word` when the stem was never learned.
    [[nodiscard]] Stem find(std::string_view word) const;
    [[nodiscard]] std::size_t size() const { return shown_.size(); }
    /// The first spelling that was learned for the stem.
    [[nodiscard]] const std::string& shown(Stem stem) const { return shown_[stem]; }
    [[nodiscard]] bool is_number(Stem stem) const { return number_[stem] != 0; }

    /// Stems of a text without stop words; unknown words are kept as such by find_all.
    [[nodiscard]] std::vector<Stem> learn_all(std::string_view text);
    void find_all(std::string_view text, std::vector<Stem>& stems) const;

private:
    StopWords stops_;
    ByText<Stem> words_, stems_;
    std::vector<std::string> shown_;
    std::vector<char> number_;
};

/// Sequences of stems, found in a text by their longest match.
class Phrases {
public:
    void add(const std::vector<Stem>& phrase, std::uint32_t value);
    /// Calls `take(begin, length, values)` for every phrase that stands in the text, nested ones too.
    template <class Take>
    void match(const std::vector<Stem>& text, Take take) const {
        for (std::size_t begin = 0; begin < text.size(); ++begin) {
            std::uint32_t node = 0;
            for (std::size_t at = begin; at < text.size(); ++at) {
                auto next = edges_.find(key(node, text[at]));
                if (next == edges_.end()) break;
                node = next->second;
                if (!values_[node].empty()) take(begin, at - begin + 1, values_[node]);
            }
        }
    }

private:
    static std::uint64_t key(std::uint32_t node, Stem stem) { return std::uint64_t{node} << 32 | stem; }
    std::unordered_map<std::uint64_t, std::uint32_t> edges_;
    std::vector<std::vector<std::uint32_t>> values_{1};
};

}  // namespace thingwall::overlap
