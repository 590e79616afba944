#include "overlap/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

constexpr float title_weight = 1.5F;
constexpr std::size_t strongest_meanings = 25;
/// A young register borrows from the subject list, as if it had this many entries more.
constexpr double borrowed = 40;

void erase_numbers(std::vector<Weighted>& words, const Lexicon& lexicon) {
    std::erase_if(words, [&](const Weighted& w) { return w.key < lexicon.size() && lexicon.is_number(w.key); });
}

double cosine(std::span<const Meaning> a, std::span<const Meaning> b) {
    double sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].subject == b[j].subject)
            sum += static_cast<double>(a[i++].weight) * static_cast<double>(b[j++].weight);
        else if (a[i].subject < b[j].subject)
            ++i;
        else
            ++j;
    }
    return sum;
}

double cosine(std::span<const float> a, std::span<const float> b) {
    const double aa = static_cast<double>(dot(a, a)), bb = static_cast<double>(dot(b, b));
    return aa <= 0 || bb <= 0 ? 0.0 : static_cast<double>(dot(a, b)) / std::sqrt(aa * bb);
}

}  // namespace

Knowledge::Knowledge(std::vector<LocalWord> words, Weights weighed_by)
    : local(std::move(words)), weights(std::move(weighed_by)), subjects(subjects_tsv, local, lexicon) {}

const std::shared_ptr<const Knowledge>& Knowledge::built_in() {
    static const auto knowledge = std::make_shared<const Knowledge>(std::vector<LocalWord>{});
    return knowledge;
}

Model::Model(std::shared_ptr<const Knowledge> knowledge)
    : knowledge_(std::move(knowledge)), lexicon_(knowledge_->lexicon), audiences_(audiences_tsv, knowledge_->local) {}

void Model::learn_places(std::span<const std::string> names) {
    const auto& list = knowledge_->subjects;
    for (const auto& name : names) {
        auto stems = lexicon_.learn_all(name);
        place_.resize(lexicon_.size(), 0);
        bool any_own = false;
        for (Stem stem : stems)
            if (list.used_by(stem) == 0) place_[stem] = 1, any_own = true;
        if (stems.size() > 1 || any_own) places_.add(stems, 0);
    }
}

// "Hesstock Park" is taken out whole, "Hesstock" alone too, but "park" alone stays a word.
void Model::drop_places(std::vector<Stem>& stems) const {
    thread_local std::vector<char> drop;
    drop.assign(stems.size(), 0);
    for (std::size_t i = 0; i < stems.size(); ++i)
        if (stems[i] < place_.size() && place_[stems[i]] != 0) drop[i] = 1;
    places_.match(stems, [&](std::size_t begin, std::size_t length, const std::vector<std::uint32_t>&) {
        std::fill_n(drop.begin() + static_cast<std::ptrdiff_t>(begin), length, char{1});
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < stems.size(); ++i)
        if (drop[i] == 0) stems[kept++] = stems[i];
    stems.resize(kept);
}

namespace {

/// Calls `take` for each sentence, or part of one between colons, dashes and brackets.
template <class Take>
void for_each_sentence(std::string_view text, Take take) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = text[i] == '-' && i > 0 && text[i - 1] == ' ' && i + 1 < text.size() && text[i + 1] == ' ';
        if (!dash && std::string_view(".?!;:\n()[]").find(text[i]) == std::string_view::npos) continue;
        if (i > begin) take(text.substr(begin, i - begin));
        begin = i + 1;
    }
    if (begin < text.size()) take(text.substr(begin));
}

}  // namespace

void Model::read_part(std::string_view text, Part& part) const {
    thread_local std::vector<Stem> stems;
    for_each_sentence(text, [&](std::string_view sentence) {
        stems.clear();
        lexicon_.find_all(sentence, stems);
        drop_places(stems);
        std::uint64_t number = 0;
        for (Stem stem : stems)
            if (stem >= lexicon_.size() || !lexicon_.is_number(stem))
                number = (number ^ (stem + 1)) * 0x9e3779b97f4a7c15ULL, number ^= number >> 29;
        if (number != 0) part.sentences.push_back(number);
        part.stems.insert(part.stems.end(), stems.begin(), stems.end());
    });
}

std::vector<Part> Model::parts_of(const Ask& ask) const {
    std::vector<Part> parts(3);
    parts[0].weight = title_weight;
    read_part(ask.title, parts[0]);
    read_part(ask.description, parts[1]);
    for (const auto& question : ask.questions) read_part(question, parts[2]);
    return parts;
}

Sparse Model::weighed(std::span<const Part> parts) const {
    Sparse words;
    for (const auto& part : parts)
        for (Stem stem : part.stems) words.push_back({stem, part.weight});
    std::ranges::sort(words, {}, &Weighted::key);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size();) {
        Weighted sum{words[i].key, 0};
        for (; i < words.size() && words[i].key == sum.key; ++i) sum.weight += words[i].weight;
        words[kept++] = sum;
    }
    words.resize(kept);
    erase_numbers(words, lexicon_);
    for (auto& w : words)
        w.weight = (1 + std::log(std::max(1.0F, w.weight))) * (w.key < rarity_.size() ? rarity_[w.key] : rarest_);
    to_unit(words);
    std::erase_if(words, [](const Weighted& w) { return w.key == unknown_word; });
    return words;
}

std::vector<Meaning> Model::meaning_of(std::span<const Part> parts) const {
    return knowledge_->subjects.meaning(parts, telling_, strongest_meanings);
}

Sparse Model::joined(Sparse words, std::span<const Meaning> meaning, std::span<const Part> parts) const {
    const auto first = static_cast<std::uint32_t>(lexicon_.size());
    for (const auto& m : meaning) words.push_back({first + m.subject, m.weight});
    for (const auto& part : parts)
        for (auto sentence : part.sentences)
            if (auto known = sentences_.find(sentence); known != sentences_.end()) words.push_back(known->second);
    return words;
}

std::size_t Model::joined_terms() const {
    return lexicon_.size() + knowledge_->subjects.subjects().size() + sentences_.size();
}

// A title or sentence that stands in several texts word for word says more than its words: officers take last year's
// text and change the rest. What stands in many is the house's boilerplate and says nothing. In a small register few
// repeat, and then mostly by chance.
void Model::learn_sentences(std::span<const std::vector<Part>> texts) {
    constexpr double strength = 1.3, half_grown = 300, boilerplate = 0.05;
    std::unordered_map<std::uint64_t, std::pair<std::uint32_t, std::size_t>> used;  // in how many texts; the last
    for (std::size_t t = 0; t < texts.size(); ++t)
        for (const auto& part : texts[t])
            for (auto sentence : part.sentences)
                if (auto& [count, last] = used[sentence]; last != t + 1) ++count, last = t + 1;
    const double n = static_cast<double>(texts.size());
    std::vector<std::pair<std::uint64_t, double>> kept;
    for (const auto& [sentence, use] : used)
        if (const double count = use.first; count >= 2 && count <= std::max(2.0, boilerplate * n))
            kept.emplace_back(sentence,
                              strength * n / (n + half_grown) * std::log((n + 1) / (count + 0.5)) / std::log(n));
    std::ranges::sort(kept);
    auto key = static_cast<std::uint32_t>(lexicon_.size() + knowledge_->subjects.subjects().size());
    for (const auto& [sentence, weight] : kept) sentences_[sentence] = {key++, static_cast<float>(weight)};
}

void Model::learn_rarity(std::span<const std::vector<Part>> texts) {
    const auto& list = knowledge_->subjects;
    std::vector<double> used(lexicon_.size(), 0.0);
    std::vector<std::size_t> last(lexicon_.size(), 0);
    for (std::size_t t = 0; t < texts.size(); ++t)
        for (const auto& part : texts[t])
            for (Stem stem : part.stems)
                if (std::exchange(last[stem], t + 1) != t + 1) used[stem] += 1;
    const double n = static_cast<double>(texts.size()) + borrowed;
    const auto subjects = static_cast<double>(list.subjects().size());
    rarity_.resize(lexicon_.size());
    telling_.resize(lexicon_.size());
    const double common = std::log((n + 1) / (0.02 * n + 0.5));
    for (Stem stem = 0; stem < lexicon_.size(); ++stem) {
        const double df = used[stem] + borrowed * std::min(0.1, list.used_by(stem) / subjects);
        const double rarity = std::log((n + 1) / (df + 0.5));
        rarity_[stem] = static_cast<float>(std::max(0.0, rarity));
        telling_[stem] = static_cast<float>(std::clamp(rarity / common, 0.0, 1.0));
    }
    rarest_ = static_cast<float>(std::log((n + 1) / 0.5));
}

namespace {

// Title against description of one activity (the same subject) and of two (seldom): what each likeness tells.
struct Told {
    std::array<double, 4> x;  // 1, words, meaning, latent
    bool same;
};

// Logistic regression, both kinds weighing the same. Gives the gain in log likelihood over a guess.
double fit(const std::vector<Told>& told, std::array<double, 4>& weights) {
    constexpr std::size_t n = 4;
    constexpr double ridge = 5e-4;
    weights = {};
    double same = 0, other = 0;
    for (const auto& t : told) (t.same ? same : other) += 1;
    if (same < 8 || other < 8) return 0;
    for (int step = 0; step < 25; ++step) {
        std::array<double, n> g{};
        std::array<std::array<double, n>, n> h{};
        for (const auto& t : told) {
            double z = 0;
            for (std::size_t i = 0; i < n; ++i) z += weights[i] * t.x[i];
            const double w = 0.5 / (t.same ? same : other), p = 1 / (1 + std::exp(-z));
            for (std::size_t i = 0; i < n; ++i) {
                g[i] += w * ((t.same ? 1 : 0) - p) * t.x[i];
                for (std::size_t j = 0; j < n; ++j) h[i][j] += w * p * (1 - p) * t.x[i] * t.x[j];
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (i != 0) g[i] -= ridge * weights[i];
            h[i][i] += i == 0 ? 1e-9 : ridge;
        }
        for (std::size_t i = 0; i < n; ++i)  // Gauss-Jordan; h is positive definite
            for (std::size_t r = 0; r < n; ++r)
                if (r != i) {
                    const double factor = h[r][i] / h[i][i];
                    for (std::size_t c = 0; c < n; ++c) h[r][c] -= factor * h[i][c];
                    g[r] -= factor * g[i];
                }
        double moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double d = g[i] / h[i][i];
            weights[i] += d;
            moved += std::abs(d);
        }
        if (moved < 1e-8) break;
    }
    double gain = 0;
    for (const auto& t : told) {
        double z = 0;
        for (std::size_t i = 0; i < n; ++i) z += weights[i] * t.x[i];
        gain += (0.5 / (t.same ? same : other)) * (std::log(2.0) - std::log1p(std::exp(t.same ? -z : z)));
    }
    return gain;
}

}  // namespace

// How many directions to keep, and how far to trust them, is asked of the register: with the directions learned from
// one half of it, how well does a title of the other half find its own description among others, beyond what their
// words and their meanings already tell?
void Model::learn_latent(std::span<const std::vector<Part>> texts) {
    constexpr std::size_t most = 160, enough = 12000, sample = 1500, others = 4, most_rows = 30000;
    // Until titles and descriptions can be tried against each other: meaning carries a young register, words one that
    // has many entries.
    const double grown = static_cast<double>(texts.size()) / (static_cast<double>(texts.size()) + 60);
    self_ = {-1.3, 1.5 + 4.5 * grown, 6.5 - 2.5 * grown, 0};
    trust_ = 0;
    std::vector<Sparse> rows;
    rows.reserve(texts.size());
    for (const auto& text : texts) rows.push_back(joined(weighed(text), meaning_of(text), text));
    if (rows.size() < 30) return;

    std::vector<std::size_t> sizes;
    for (std::size_t k = 5; k <= std::min(most, rows.size() / 4); k = k + std::max<std::size_t>(3, k / 4))
        sizes.push_back(k);
    if (sizes.empty()) return;
    std::vector<std::vector<Told>> told(sizes.size());
    const std::size_t step = std::max<std::size_t>(1, rows.size() / enough);
    for (std::size_t fold = 0; fold < 2; ++fold) {
        std::vector<Sparse> learned;
        std::vector<std::size_t> held;
        for (std::size_t i = 0; i < rows.size(); i += step) {
            if ((i / step) % 2 == fold)
                learned.push_back(rows[i]);
            else if (held.size() < sample && !texts[i][0].stems.empty() &&
                     texts[i][1].stems.size() + texts[i][2].stems.size() > 2)
                held.push_back(i);
        }
        const auto latent = Latent::learn(learned, joined_terms(), sizes.back());
        const std::size_t k = latent.directions();
        struct Half {
            Sparse words;
            std::vector<Meaning> meaning;
            std::vector<float> latent;
        };
        std::vector<Half> titles, bodies;
        for (std::size_t i : held)
            for (auto [halves, begin, count] : {std::tuple{&titles, 0, 1}, std::tuple{&bodies, 1, 2}}) {
                const std::span<const Part> parts(texts[i].data() + begin, static_cast<std::size_t>(count));
                auto& half = halves->emplace_back();
                half.words = weighed(parts);
                half.meaning = meaning_of(parts);
                half.latent.resize(k);
                latent.project(joined(half.words, half.meaning, parts), half.latent);
            }
        for (std::size_t h = 0; h < held.size(); ++h)
            for (std::size_t o = 0; o <= others && o < held.size(); ++o) {
                const auto& x = titles[h];
                const auto& y = bodies[(h + (o == 0 ? 0 : o * 37 + o * o)) % held.size()];
                const double words =
                    static_cast<double>(dot(std::span<const Weighted>(x.words), std::span<const Weighted>(y.words)));
                const double meaning = cosine(x.meaning, y.meaning);
                for (std::size_t s = 0; s < sizes.size() && sizes[s] <= k; ++s)
                    told[s].push_back({{1, words, std::sqrt(meaning),
                                        cosine({x.latent.data(), sizes[s]}, {y.latent.data(), sizes[s]})},
                                       o == 0});
            }
    }
    if (told[0].size() < 60) return;
    double best = 0;
    std::size_t size = 0;
    std::array<double, 4> full{};
    for (std::size_t s = 0; s < sizes.size(); ++s) {
        std::array<double, 4> weights{};
        if (const double gain = fit(told[s], weights); gain > best) best = gain, size = sizes[s], full = weights;
    }
    if (size != 0 && rows.size() > most_rows) {
        const std::size_t every = (rows.size() + most_rows - 1) / most_rows;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < rows.size(); i += every) rows[kept++] = rows[i];
        rows.resize(kept);
    }
    if (size != 0) latent_ = Latent::learn(rows, joined_terms(), size);
    auto plain = told[0];
    for (auto& t : plain) t.x[3] = 0;
    std::array<double, 4> weights{};
    const double without = fit(plain, weights);
    // What the directions add is little in a young register, and then mostly chance: it is trusted by halves at 0.03.
    const double more = std::max(0.0, best - without), t = size == 0 ? 0 : more / (more + 0.03);
    trust_ = t;
    for (std::size_t i = 0; i < 4; ++i) self_[i] = (1 - t) * weights[i] + t * full[i];
}

std::shared_ptr<const Model> Model::learn(std::span<const Ask* const> asks, std::span<const std::string> place_names,
                                          std::shared_ptr<const Knowledge> knowledge) {
    std::shared_ptr<Model> model(new Model(std::move(knowledge)));
    model->entries_ = asks.size();
    model->audiences_.learn(asks);
    model->learn_places(place_names);
    std::vector<std::vector<Part>> texts;
    std::vector<int> days;
    for (const Ask* ask : asks) {
        (void)model->lexicon_.learn_all(ask->title);
        (void)model->lexicon_.learn_all(ask->description);
        for (const auto& question : ask->questions) (void)model->lexicon_.learn_all(question);
        if (ask->last) days.push_back(*ask->last - ask->first);
    }
    texts.reserve(asks.size());
    for (const Ask* ask : asks) texts.push_back(model->parts_of(*ask));
    if (days.size() >= 5) {
        std::ranges::nth_element(days, days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2));
        model->usual_days_ = std::max(1, days[days.size() / 2]);
    }
    model->learn_rarity(texts);
    model->learn_sentences(texts);
    model->learn_latent(texts);
    return model;
}

Prepared Model::prepare(const Ask& ask) const {
    Prepared made;
    auto parts = parts_of(ask);
    made.words = weighed(parts);
    made.questions = weighed({parts.data() + 2, 1});
    made.meaning = meaning_of(parts);
    made.latent.resize(latent_.directions());
    latent_.project(joined(made.words, made.meaning, parts), made.latent);
    to_unit(std::span<float>(made.latent));
    made.audience = audiences_.read(ask);
    const auto number = [](std::string_view text) { return std::hash<std::string>{}(fold(text)) | 1; };
    if (!trim(ask.theme).empty()) made.theme = number(ask.theme);
    for (const auto& method : ask.methods) made.methods.push_back(number(method));
    std::ranges::sort(made.methods);
    for (const auto& subject : ask.subjects) {
        auto chosen = knowledge_->subjects.find(subject);
        if (chosen < knowledge_->subjects.subjects().size()) made.chosen.push_back(chosen);
    }
    std::ranges::sort(made.chosen);
    made.words.shrink_to_fit(), made.questions.shrink_to_fit(),
        made.meaning.shrink_to_fit();  // kept by the hundred thousand
    made.audience.words.shrink_to_fit(), made.audience.chance.shrink_to_fit();
    return made;
}

Likeness Model::likeness(const Prepared& a, const Prepared& b) const {
    Likeness like;
    like.textless = a.words.empty() || b.words.empty();
    like.words = static_cast<double>(dot(std::span<const Weighted>(a.words), std::span<const Weighted>(b.words)));
    like.questions =
        static_cast<double>(dot(std::span<const Weighted>(a.questions), std::span<const Weighted>(b.questions)));
    like.meaning = cosine(a.meaning, b.meaning);
    like.latent = static_cast<double>(dot(std::span<const float>(a.latent), std::span<const float>(b.latent)));
    like.by_words = self_[1] * like.words + self_[3] * like.latent;
    like.by_meaning = self_[0] + self_[2] * std::sqrt(like.meaning);
    return like;
}

double Model::most_likeness(const Prepared& a, const Prepared& b) const {
    const auto latent = static_cast<double>(dot(std::span<const float>(a.latent), std::span<const float>(b.latent)));
    constexpr double rounding = 1e-5;
    return self_[0] + std::max(0.0, self_[1]) + std::max(0.0, self_[2]) + self_[3] * latent + rounding;
}

}  // namespace thingwall::overlap
