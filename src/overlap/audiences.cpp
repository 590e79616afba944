#include "overlap/audiences.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::uint32_t community = 0x40000000;  // features from here on are communities of the list, below are words

bool means_everyone(std::string_view code) {
    for (std::string_view word :
         {"all", "everyone", "everybody", "general", "public", "all residents", "general public", "residents"})
        if (code == word) return true;
    return false;
}

constexpr std::uint32_t new_code = 0x40000000;  // codes from here on are of entries that came after learning
constexpr double new_code_share = 0.03;

/// How far one word may move what we think, since words of one phrase are no independent witnesses.
constexpr double trust_in_words = 0.8;
constexpr double smoothing = 1.0;

}  // namespace

Audiences::Audiences(std::string_view tsv, std::span<const LocalWord> local) {
    bool heading = true;
    for (auto line : split(tsv, '\n')) {
        if (std::exchange(heading, false)) continue;
        const auto tab = line.find('\t'), second = line.find('\t', tab + 1);
        if (tab == std::string_view::npos || second == std::string_view::npos) continue;
        const auto number = static_cast<std::uint32_t>(labels_.size());
        if (line.substr(0, tab) == "everyone") everyone_ = number;
        labels_.emplace_back(line.substr(tab + 1, second - tab - 1));
        for (auto term : split(line.substr(second + 1), '|')) phrases_.add(lexicon_.learn_all(term), number);
        for (const auto& word : local)
            if (word.audience && word.code == line.substr(0, tab)) phrases_.add(lexicon_.learn_all(word.words), number);
    }
}

std::vector<std::uint32_t> Audiences::features(std::string_view text) const {
    thread_local std::vector<Stem> stems;
    stems.clear();
    lexicon_.find_all(text, stems);
    std::vector<std::uint32_t> found;
    // Only the longest phrase from each place: "young carers" are not carers.
    std::size_t covered = 0, best_begin = 0, best_length = 0;
    std::vector<std::uint32_t> best;
    auto close = [&] {
        for (auto number : best) found.push_back(community + number);
        covered = best_length == 0 ? covered : best_begin + best_length;
        best_length = 0;
        best.clear();
    };
    phrases_.match(stems, [&](std::size_t begin, std::size_t length, const std::vector<std::uint32_t>& numbers) {
        if (begin < covered) return;
        if (best_length != 0 && begin >= best_begin + best_length) {
            close();
            if (begin < covered) return;
        }
        if (length > best_length) best_begin = begin, best_length = length, best = numbers;
    });
    close();
    for (Stem stem : stems)
        if (stem != unknown_word) found.push_back(stem);
    std::ranges::sort(found);
    auto again = std::ranges::unique(found);
    found.erase(again.begin(), again.end());
    return found;
}

std::uint32_t Audiences::code(std::string_view text) const {
    auto at = code_numbers_.find(fold(text));
    return at == code_numbers_.end() ? unknown_word : at->second;
}

std::uint32_t Audiences::enter_code(std::string_view text) {
    std::string name = fold(text);
    if (means_everyone(name)) name = "all";
    auto [at, fresh] = code_numbers_.try_emplace(name, static_cast<std::uint32_t>(codes_.size()));
    if (fresh) codes_.push_back(name);
    return at->second;
}

void Audiences::count(std::uint32_t feature, std::uint32_t code, float weight) {
    auto& counts = counts_[feature];
    counts.by_code.resize(codes_.size(), 0.0F);
    counts.by_code[code] += weight;
    counts.all += weight;
    code_total_.resize(codes_.size(), 0.0);
    code_total_[code] += static_cast<double>(weight);
}

void Audiences::learn(std::span<const Ask* const> asks) {
    codes_.clear(), code_numbers_.clear(), counts_.clear(), code_total_.clear(), exact_.clear(), used_.clear();
    entries_ = static_cast<double>(asks.size());
    enter_code("all");
    for (const Ask* ask : asks) {
        for (const auto& text : ask->audience_codes) enter_code(text);
        (void)lexicon_.learn_all(ask->audience_text);
    }
    prior_.assign(codes_.size(), 1.0);
    prior_[0] = 2.0;
    // A code says something by itself: "bme" and "tenants" are words of the list.
    for (std::uint32_t c = 0; c < codes_.size(); ++c)
        for (auto feature : features(codes_[c])) count(feature, c, feature >= community ? 3.0F : 1.0F);
    count(community + everyone_, 0, 3.0F);
    for (const Ask* ask : asks) {
        const auto found = features(ask->audience_text);
        for (auto feature : found) ++used_[feature];
        if (ask->audience_codes.empty()) continue;
        const float weight = 1.0F / static_cast<float>(ask->audience_codes.size());
        for (const auto& text : ask->audience_codes) {
            const auto c = enter_code(text);
            prior_[c] += static_cast<double>(weight);
            for (auto feature : found) count(feature, c, weight);
            auto& exact = exact_[fold(ask->audience_text)];
            exact.by_code.resize(codes_.size(), 0.0F);
            exact.by_code[c] += weight;
            exact.all += weight;
        }
    }
    double sum = 0;
    for (double p : prior_) sum += p;
    for (double& p : prior_) p /= sum;
}

Audience Audiences::read(const Ask& ask) const {
    Audience audience;
    for (const auto& text : ask.audience_codes) {
        const auto name = fold(text);
        auto c = means_everyone(name) ? 0 : code(name);
        if (c == unknown_word)  // not learned yet, but a code all the same
            c = new_code | static_cast<std::uint32_t>(std::hash<std::string>{}(name) & 0x3fffffff);
        audience.declared.push_back({c, 1});
    }
    std::ranges::sort(audience.declared, {}, &Weighted::key);
    auto again = std::ranges::unique(audience.declared, {}, &Weighted::key);
    audience.declared.erase(again.begin(), again.end());

    const auto found = features(ask.audience_text);
    for (auto feature : found) {
        auto used = used_.find(feature);
        const double n = used == used_.end() ? 0.0 : used->second;
        audience.words.push_back(
            {feature, static_cast<float>(std::log((entries_ + 20) / (n + 1)) * (feature >= community ? 1.5 : 1))});
        if (feature == community + everyone_) audience.everyone = true;
    }
    to_unit(audience.words);

    if (!audience.declared.empty()) {
        audience.chance = audience.declared;
        for (auto& c : audience.chance) c.weight /= static_cast<float>(audience.declared.size());
        audience.everyone = std::ranges::any_of(audience.declared, [](const Weighted& c) { return c.key == 0; });
        return audience;
    }
    if (codes_.empty() || trim(ask.audience_text).empty()) return audience;
    std::vector<double> odds(codes_.size());
    double all = 0;
    for (double t : code_total_) all += t;
    for (std::size_t c = 0; c < odds.size(); ++c) odds[c] = std::log(prior_[c]);
    for (auto feature : found) {
        auto counts = counts_.find(feature);
        if (counts == counts_.end()) continue;
        const double usual = static_cast<double>(counts->second.all) / std::max(1.0, all);
        for (std::size_t c = 0; c < odds.size(); ++c) {
            const double seen =
                c < counts->second.by_code.size() ? static_cast<double>(counts->second.by_code[c]) : 0.0;
            const double total = c < code_total_.size() ? code_total_[c] : 0.0;
            // Smoothed in proportion to how common the code is, so that rare codes are not pushed out by one word.
            odds[c] += trust_in_words * std::log((seen + smoothing * total / std::max(1.0, all)) /
                                                 (usual * total + smoothing * total / std::max(1.0, all) + 1e-9));
        }
    }
    if (auto exact = exact_.find(fold(ask.audience_text)); exact != exact_.end())
        for (std::size_t c = 0; c < odds.size(); ++c) {
            const double seen = c < exact->second.by_code.size() ? static_cast<double>(exact->second.by_code[c]) : 0.0;
            odds[c] = std::log((seen + 0.3 * prior_[c]) / (static_cast<double>(exact->second.all) + 0.3));
        }
    const double top = *std::ranges::max_element(odds);
    double sum = 0;
    for (double& o : odds) sum += (o = std::exp(o - top));
    for (std::uint32_t c = 0; c < odds.size(); ++c)
        if (odds[c] / sum > 1e-3) audience.chance.push_back({c, static_cast<float>(odds[c] / sum)});
    return audience;
}

AudienceMatch Audiences::compare(const Audience& a, const Audience& b) const {
    AudienceMatch match;
    match.words = static_cast<double>(dot(std::span<const Weighted>(a.words), std::span<const Weighted>(b.words)));
    match.blank = a.chance.empty() || b.chance.empty();
    if (!match.blank) {
        double same = 0;
        for (std::size_t i = 0, j = 0; i < a.chance.size() && j < b.chance.size();) {
            if (a.chance[i].key == b.chance[j].key) {
                const auto key = a.chance[i].key;
                same += static_cast<double>(a.chance[i].weight) * static_cast<double>(b.chance[j].weight) /
                        (key < prior_.size() ? prior_[key] : new_code_share);
                ++i, ++j;
            } else if (a.chance[i].key < b.chance[j].key)
                ++i;
            else
                ++j;
        }
        match.same = std::log(std::max(same, 0.01));
    }
    if (!a.declared.empty() && !b.declared.empty()) {
        const bool common = dot(std::span<const Weighted>(a.declared), std::span<const Weighted>(b.declared)) > 0;
        match.disjoint = !common && !a.everyone && !b.everyone;
    }
    match.one_everyone = a.everyone != b.everyone;
    return match;
}

std::string Audiences::label(const Ask& ask) const {
    for (auto feature : features(ask.audience_text))
        if (feature >= community) return labels_[feature - community];
    return {};
}

}  // namespace thingwall::overlap
