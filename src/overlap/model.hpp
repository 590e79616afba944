#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "overlap/audiences.hpp"
#include "overlap/latent.hpp"
#include "overlap/subjects.hpp"
#include "overlap/types.hpp"
#include "overlap/weights.hpp"

namespace thingwall::overlap {

/// The lists that the program brings, subjects and communities of interest, with the words of the place added, and the
/// weights by which evidence is weighed.
/// Never changes once made; a new one takes its place.
struct Knowledge {
    std::vector<LocalWord> local;
    Weights weights;
    Lexicon lexicon;
    SubjectList subjects;
    explicit Knowledge(std::vector<LocalWord> words, Weights weighed_by = built_in_weights());
    /// Without local words, and with the program's weights; read once.
    [[nodiscard]] static const std::shared_ptr<const Knowledge>& built_in();
};
extern const std::string_view subjects_tsv;  // made by the build from assets/subjects
extern const std::string_view audiences_tsv;

/// An activity's text and audience as the model sees them.
struct Prepared {
    Sparse words;                  ///< rare words weigh most; a unit vector
    Sparse questions;              ///< of the questions alone
    std::vector<float> latent;     ///< a unit vector
    std::vector<Meaning> meaning;  ///< a unit vector, by subject
    Audience audience;
    std::uint64_t theme = 0;             ///< 0 when blank
    std::vector<std::uint64_t> methods;  ///< in order
    std::vector<std::uint32_t> chosen;   ///< subjects that a person chose
};

/// How alike two texts are: cosines, 0 to 1, and what they say of the odds that both are about one subject.
struct Likeness {
    double words = 0, meaning = 0, latent = 0, questions = 0;
    double by_words = 0;    ///< log of odds: the words in common, and those that go together in this register
    double by_meaning = 0;  ///< log of odds: the subject list
    bool textless = false;  ///< one of them has no words at all
};

/// What a register has taught: which words are rare in it, which go together, and which audience bears which code.
/// Never changes once learned; a new one takes its place.
class Model {
public:
    [[nodiscard]] static std::shared_ptr<const Model> learn(std::span<const Ask* const> asks,
                                                            std::span<const std::string> place_names,
                                                            std::shared_ptr<const Knowledge> knowledge);

    [[nodiscard]] Prepared prepare(const Ask& ask) const;
    [[nodiscard]] Likeness likeness(const Prepared& a, const Prepared& b) const;
    /// More than by_words and by_meaning together can be, from the learned directions alone.
    [[nodiscard]] double most_likeness(const Prepared& a, const Prepared& b) const;
    [[nodiscard]] const Knowledge& knowledge() const { return *knowledge_; }
    [[nodiscard]] const Audiences& audiences() const { return audiences_; }
    [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
    [[nodiscard]] int usual_days() const { return usual_days_; }
    [[nodiscard]] std::size_t learned_from() const { return entries_; }
    [[nodiscard]] std::size_t directions() const { return latent_.directions(); }
    /// How far the register's own words are believed beside the list, 0 to 1.
    [[nodiscard]] double trust() const { return trust_; }
    /// What the register says of likeness: an offset, then what a cosine of 1 of words, of the root of meaning and of
    /// the learned directions adds to the log of the odds.
    [[nodiscard]] const std::array<double, 4>& strengths() const { return self_; }

private:
    explicit Model(std::shared_ptr<const Knowledge> knowledge);
    [[nodiscard]] std::vector<Part> parts_of(const Ask& ask) const;
    void drop_places(std::vector<Stem>& stems) const;
    [[nodiscard]] Sparse weighed(std::span<const Part> parts) const;
    void read_part(std::string_view text, Part& part) const;
    [[nodiscard]] std::vector<Meaning> meaning_of(std::span<const Part> parts) const;
    /// What the learned directions are made of: words, and after them, as if they were words too, subjects of the list
    /// (so that the list joins wordings that the register has not joined yet) and sentences that stand in several
    /// texts.
    [[nodiscard]] Sparse joined(Sparse words, std::span<const Meaning> meaning, std::span<const Part> parts) const;
    [[nodiscard]] std::size_t joined_terms() const;
    void learn_sentences(std::span<const std::vector<Part>> texts);
    void learn_places(std::span<const std::string> names);
    void learn_rarity(std::span<const std::vector<Part>> texts);
    void learn_latent(std::span<const std::vector<Part>> texts);

    std::shared_ptr<const Knowledge> knowledge_;
    Lexicon lexicon_;
    Audiences audiences_;
    Phrases places_;
    std::vector<char> place_;     // by stem: a word of a place's name and of nothing else
    std::vector<float> rarity_;   // by stem: ln of entries over entries with it
    std::vector<float> telling_;  // by stem: 0 (in every entry) to 1
    float rarest_ = 1;
    std::unordered_map<std::uint64_t, Weighted> sentences_;
    Latent latent_;
    double trust_ = 0;
    std::array<double, 4> self_{};  // offset, words, meaning, latent: what finds a title's own description
    std::size_t entries_ = 0;
    int usual_days_ = 60;
};

}  // namespace thingwall::overlap
