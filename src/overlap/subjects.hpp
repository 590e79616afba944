#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overlap/types.hpp"
#include "overlap/vectors.hpp"
#include "overlap/words.hpp"

namespace thingwall::overlap {

/// A text as the models read it: stems in order, and how much the part weighs (a title more than a description).
struct Part {
    std::vector<Stem> stems;
    float weight = 1;
    std::vector<std::uint64_t> sentences;  ///< a number for each of its sentences, of their stems without places
};

struct Subject {
    std::string id, theme, label;
};

/// What a text has of one subject.
struct Meaning {
    std::uint32_t subject = 0;
    float weight = 0;        ///< of a unit vector over all subjects
    std::uint32_t term = 0;  ///< the term of the list that spoke most for it
};

/// The list of subjects of local public life, each a small document of the terms that people use for it. A text's
/// likeness to every subject is its meaning (explicit semantic analysis): two texts without a word in common may mean
/// the same. Whole phrases count beside words; the first terms of a line count most; rare words count most.
class SubjectList {
public:
    /// `tsv` has a heading, then subject_id, theme, label, terms parted by " | "; local words stand before these. Words
    /// are learned into the lexicon.
    SubjectList(std::string_view tsv, std::span<const LocalWord> local, Lexicon& lexicon);

    [[nodiscard]] std::span<const Subject> subjects() const { return subjects_; }
    [[nodiscard]] const std::string& term(std::uint32_t term) const { return terms_[term]; }
    /// Number of the subject with that id, or of that label; nothing known: size of the list.
    [[nodiscard]] std::uint32_t find(std::string_view id) const;
    /// How many subjects use the stem.
    [[nodiscard]] std::uint32_t used_by(Stem stem) const {
        return stem < postings_.size() ? static_cast<std::uint32_t>(postings_[stem].size()) : 0;
    }
    /// The strongest meanings of a text, by subject. `rarity` says for each stem how much the register thinks of it,
    /// 0 to 1, so that what stands in every entry of a register counts for little.
    [[nodiscard]] std::vector<Meaning> meaning(std::span<const Part> parts, const std::vector<float>& rarity,
                                               std::size_t strongest) const;

private:
    struct Posting {
        std::uint32_t subject;
        float weight;
        std::uint32_t term;
    };
    void gather(std::uint32_t subject, std::string_view terms, Lexicon& lexicon);
    void weigh();

    std::vector<Subject> subjects_;
    std::vector<std::string> terms_;
    std::vector<std::vector<Posting>> postings_;  // by stem
    std::vector<Posting> phrase_postings_;
    Phrases phrases_;
};

}  // namespace thingwall::overlap
