#include "overlap/subjects.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

/// The most telling terms stand first in a line, but the last still count for much.
float weight_at(std::size_t place) {
    return 1.0F / (1.0F + static_cast<float>(place) / 60.0F);
}

// Chosen so that texts written for one subject by six hands lie near each other (docs/decisions/0002): how much it
// counts that a subject says a word again and again, that a long line has more to match, and that a term stands there
// whole.
constexpr double repetition = 0.4, length_penalty = 0.3, whole_phrase = 0.7;

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for (;;) {
        auto tab = line.find('\t');
        cells.push_back(trim(line.substr(0, tab)));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

}  // namespace

SubjectList::SubjectList(std::string_view tsv, std::span<const LocalWord> local, Lexicon& lexicon) {
    bool heading = true;
    for (auto line : split(tsv, '\n')) {
        auto cells = cells_of(line);
        if (!std::exchange(heading, false) && cells.size() >= 4) {
            subjects_.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[2])});
            const auto subject = static_cast<std::uint32_t>(subjects_.size() - 1);
            std::string terms(cells[2]);
            for (const auto& word : local)
                if (!word.audience && word.code == cells[0]) terms += " | " + word.words;
            gather(subject, terms + " | " + std::string(cells[3]), lexicon);
        }
    }
    weigh();
}

void SubjectList::gather(std::uint32_t subject, std::string_view terms, Lexicon& lexicon) {
    std::size_t place = 0;
    for (auto text : split(terms, '|')) {
        const auto term = static_cast<std::uint32_t>(terms_.size());
        terms_.emplace_back(text);
        const auto stems = lexicon.learn_all(text);
        const float weight = weight_at(place++);
        postings_.resize(std::max(postings_.size(), lexicon.size()));
        for (Stem stem : stems) {
            if (lexicon.is_number(stem)) continue;
            auto& list = postings_[stem];
            if (!list.empty() && list.back().subject == subject)
                list.back().weight += weight;
            else
                list.push_back({subject, weight, term});
        }
        if (stems.size() > 1) {
            phrases_.add(stems, static_cast<std::uint32_t>(phrase_postings_.size()));
            phrase_postings_.push_back({subject, weight, term});
        }
    }
}

void SubjectList::weigh() {
    const auto n = static_cast<double>(subjects_.size());
    std::vector<double> length(subjects_.size(), 0.0);
    auto rarity_of = [&](const std::vector<Posting>& list) {
        return std::log((n + 1) / (static_cast<double>(list.size()) + 0.5));
    };
    for (auto& list : postings_)
        for (auto& posting : list) {
            const double weight =
                std::pow(std::log1p(static_cast<double>(posting.weight)), repetition) * std::sqrt(rarity_of(list));
            posting.weight = static_cast<float>(weight);
            length[posting.subject] += weight * weight;
        }
    auto penalty = [&](std::uint32_t subject) { return std::pow(std::max(1.0, length[subject]), length_penalty); };
    for (auto& list : postings_)
        for (auto& posting : list)
            posting.weight =
                static_cast<float>(static_cast<double>(posting.weight) * rarity_of(list) / penalty(posting.subject));
    for (auto& posting : phrase_postings_)
        posting.weight = static_cast<float>(static_cast<double>(posting.weight) * whole_phrase *
                                            std::pow(std::log(n), 1.5) / penalty(posting.subject));
}

std::uint32_t SubjectList::find(std::string_view id) const {
    auto at = std::ranges::find_if(subjects_, [&](const Subject& s) { return s.id == id || s.label == id; });
    return static_cast<std::uint32_t>(at - subjects_.begin());
}

std::vector<Meaning> SubjectList::meaning(std::span<const Part> parts, const std::vector<float>& rarity,
                                          std::size_t strongest) const {
    struct Sum {
        float weight = 0, best = 0;
        std::uint32_t term = 0;
    };
    thread_local std::vector<Sum> sums;
    sums.assign(subjects_.size(), {});
    auto add = [&](const Posting& posting, float factor) {
        auto& sum = sums[posting.subject];
        const float part = posting.weight * factor;
        sum.weight += part;
        if (part > sum.best) sum.best = part, sum.term = posting.term;
    };
    auto rarity_of = [&](Stem stem) { return stem < rarity.size() ? rarity[stem] : 1.0F; };

    thread_local std::vector<std::pair<Stem, float>> counts;
    counts.clear();
    for (const auto& part : parts) {
        for (Stem stem : part.stems)
            if (stem < postings_.size()) counts.emplace_back(stem, part.weight);
        phrases_.match(part.stems, [&](std::size_t begin, std::size_t length, const std::vector<std::uint32_t>& found) {
            float least = 1;
            for (std::size_t i = begin; i < begin + length; ++i) least = std::min(least, rarity_of(part.stems[i]));
            for (auto phrase : found)
                add(phrase_postings_[phrase], part.weight * least / static_cast<float>(std::sqrt(found.size())));
        });
    }
    std::ranges::sort(counts);
    for (std::size_t i = 0; i < counts.size();) {
        float count = 0;
        const Stem stem = counts[i].first;
        for (; i < counts.size() && counts[i].first == stem; ++i) count += counts[i].second;
        const float factor = (1 + std::log(std::max(1.0F, count))) * rarity_of(stem);
        for (const auto& posting : postings_[stem]) add(posting, factor);
    }

    std::vector<Meaning> found;
    for (std::uint32_t s = 0; s < sums.size(); ++s)
        if (sums[s].weight > 0) found.push_back({s, sums[s].weight, sums[s].term});
    const auto stronger = [](const Meaning& a, const Meaning& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.subject < b.subject;
    };
    if (found.size() > strongest) {  // less the weakest of them, so that what all texts have a little of is nothing
        std::ranges::nth_element(found, found.begin() + static_cast<std::ptrdiff_t>(strongest), stronger);
        const float weakest = found[strongest].weight;
        found.resize(strongest);
        for (auto& m : found) m.weight -= weakest;
    }
    double length = 0;
    for (const auto& m : found) length += static_cast<double>(m.weight) * static_cast<double>(m.weight);
    for (auto& m : found) m.weight /= static_cast<float>(std::sqrt(std::max(length, 1e-12)));
    std::ranges::sort(found, {}, &Meaning::subject);
    return found;
}

}  // namespace thingwall::overlap
