#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overlap/types.hpp"
#include "overlap/vectors.hpp"
#include "overlap/words.hpp"

namespace thingwall::overlap {

/// Whom an activity asks, as far as code and words say.
struct Audience {
    Sparse declared;        ///< codes that somebody chose; empty when blank
    Sparse chance;          ///< chance of each code: 1 where declared, else learned from the words
    Sparse words;           ///< the words and communities of the free text, a unit vector
    bool everyone = false;  ///< declared, or said in words
};

/// What the audiences of two activities say of them.
struct AudienceMatch {
    double same = 0;            ///< log of how much more likely they are alike than any two of the register
    double words = 0;           ///< 0 to 1: likeness of the free texts
    bool blank = false;         ///< one of them says nothing of its audience
    bool disjoint = false;      ///< both declared their codes, and have none in common: never the same people
    bool one_everyone = false;  ///< one asks everybody, the other a group
};

/// The communities of interest: those of the list, and the codes that a register uses, learned from the entries that
/// bear both a code and words ("which code do entries bear that say 'over-60s'?").
class Audiences {
public:
    Audiences(std::string_view tsv, std::span<const LocalWord> local);
    void learn(std::span<const Ask* const> asks);

    [[nodiscard]] Audience read(const Ask& ask) const;
    [[nodiscard]] AudienceMatch compare(const Audience& a, const Audience& b) const;
    /// Label of a community of the list that the text names, or blank.
    [[nodiscard]] std::string label(const Ask& ask) const;
    [[nodiscard]] const std::vector<std::string>& codes() const { return codes_; }

private:
    struct Counts {
        float all = 0;
        std::vector<float> by_code;
    };
    [[nodiscard]] std::vector<std::uint32_t> features(std::string_view text) const;
    [[nodiscard]] std::uint32_t code(std::string_view text) const;
    std::uint32_t enter_code(std::string_view text);
    void count(std::uint32_t feature, std::uint32_t code, float weight);

    Lexicon lexicon_{Lexicon::StopWords::kept};
    Phrases phrases_;
    std::vector<std::string> labels_;
    std::uint32_t everyone_ = 0;

    std::vector<std::string> codes_;
    ByText<std::uint32_t> code_numbers_;
    std::vector<double> prior_;
    std::unordered_map<std::uint32_t, Counts> counts_;
    std::vector<double> code_total_;
    ByText<Counts> exact_;
    std::unordered_map<std::uint32_t, std::uint32_t> used_;  // feature -> entries, for rarity
    double entries_ = 0;
};

}  // namespace thingwall::overlap
