#include "overlap/words.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

// Function words, and the field's own words that stand in any consultation whatever its subject.
constexpr std::string_view stops =
    "about above after again against all almost also although always am among an and another any anybody anyone "
    "anything are "
    "around as ask asked asking asks at away back be became because become been before being below best better between "
    "both "
    "but by came can cannot come comes could couldn did didn do does doesn doing don done down during each either else "
    "enough "
    "ever every everybody everyone everything few first for from further gave get gets getting give given gives go "
    "goes "
    "going gone good got had has hasn have haven having he her here hers him his how however if in instead into is isn "
    "it its "
    "itself just keep kept know last later least less let like likely ll longer look made make makes making many may "
    "maybe me "
    "might more most much must my near need needed needs neither never new next no nobody nor not nothing now of off "
    "often on "
    "once one ones only onto or other others our ours out over own per perhaps please put quite rather re really right "
    "said "
    "same say says see seen several shall she should since so some somebody someone something soon still such take "
    "taken takes "
    "tell than that the their theirs them themselves then there these they thing things think this those though three "
    "through "
    "to together too took toward towards two under until up upon us use used using ve very via want wanted wants was "
    "wasn way "
    "we well went were weren what whatever when where whether which while who whole whom whose why will with within "
    "without "
    "won would wouldn yes yet you your yours four five six seven eight nine ten first second third able across along "
    "already "
    "anyway able else etc ie eg nb re "
    // engagement's own
    "activity activities answer answers chance closing comment comments complete confidential consult consultation "
    "consultations consulted consulting contact copies copy draft drafts engage engagement exercise feedback form "
    "forms "
    "format formats hear help idea ideas important interested invite invited involve involved involvement leaflet "
    "leaflets "
    "matter matters meeting meetings member members month months opinion opinions option options paper part people "
    "person "
    "phase plan plans prize propose proposed proposal proposals question questionnaire questionnaires questions reply "
    "report reported reports respond respondents response responses result results review reviewed reviewing share "
    "survey surveys "
    "suggest suggested suggestion suggestions talk update view views visit voice week weeks welcome website wish year "
    "years your "
    "local area areas resident residents council councils partnership partners strategy strategic strategies "
    "jan feb mar apr jun jul aug sep sept oct nov dec january february march april june july august september october "
    "november december monday tuesday wednesday thursday friday spring summer autumn winter day days today date dates";

const std::unordered_set<std::string_view>& stop_words() {
    static const std::unordered_set<std::string_view> set = [] {
        auto words = split(stops, ' ');
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
    std::string_view stem(std::string_view word) {
        const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
        const auto* out = sb_stemmer_stem(made, bytes, static_cast<int>(word.size()));
        if (out == nullptr) return word;
        return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(sb_stemmer_length(made))};
    }
};

std::string_view stem_of(std::string_view word) {
    thread_local Stemmer stemmer;  // one for each thread: libstemmer keeps its answer inside
    return stemmer.stem(word);
}

bool digits_only(std::string_view word) {
    return word.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void fold_words(std::string_view text, std::string& folded) {
    if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        folded.assign(text);
        for (char& c : folded)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return;
    }
    folded = fold(text);
    for (std::string_view mark : {"\u2018", "\u2019", "\u201c", "\u201d", "\u2013", "\u2014", "\u2026", "\u00a3"})
        for (auto at = folded.find(mark); at != std::string::npos; at = folded.find(mark, at))
            folded.replace(at, mark.size(), " ");
}

Stem Lexicon::learn(std::string_view word) {
    if (auto known = words_.find(word); known != words_.end()) return known->second;
    if (stops_ == StopWords::left_out && stop_words().contains(word)) return words_[std::string(word)] = stop_word;
    const auto stem = stem_of(word);
    auto [at, fresh] = stems_.try_emplace(std::string(stem), static_cast<Stem>(shown_.size()));
    if (fresh) {
        shown_.emplace_back(word);
        number_.push_back(digits_only(word) ? 1 : 0);
    }
    return words_[std::string(word)] = at->second;
}

Stem Lexicon::find(std::string_view word) const {
    if (auto known = words_.find(word); known != words_.end()) return known->second;
    if (stops_ == StopWords::left_out && stop_words().contains(word)) return stop_word;
    auto at = stems_.find(stem_of(word));
    return at == stems_.end() ? unknown_word : at->second;
}

std::vector<Stem> Lexicon::learn_all(std::string_view text) {
    std::vector<Stem> stems;
    for_each_word(text, [&](std::string_view word) {
        if (Stem stem = learn(word); stem != stop_word) stems.push_back(stem);
    });
    return stems;
}

void Lexicon::find_all(std::string_view text, std::vector<Stem>& stems) const {
    for_each_word(text, [&](std::string_view word) {
        if (Stem stem = find(word); stem != stop_word) stems.push_back(stem);
    });
}

void Phrases::add(const std::vector<Stem>& phrase, std::uint32_t value) {
    std::uint32_t node = 0;
    for (Stem stem : phrase) {
        auto [at, fresh] = edges_.try_emplace(key(node, stem), static_cast<std::uint32_t>(values_.size()));
        if (fresh) values_.emplace_back();
        node = at->second;
    }
    if (node != 0 && std::ranges::find(values_[node], value) == values_[node].end()) values_[node].push_back(value);
}

}  // namespace thingwall::overlap
