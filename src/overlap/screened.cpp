#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "overlap/digest.hpp"
#include "overlap/service.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::size_t grounds_kept = 512, touched_kept = 1024;

void append_key(std::string& key, const places::Footprint& footprint) {
    if (footprint.whole_borough) key += '*';
    for (AreaId area : footprint.areas) fmt::format_to(std::back_inserter(key), "a{}", area.value());
    for (const auto& circle : footprint.circles)
        fmt::format_to(std::back_inserter(key), "c{},{},{}", circle.centre.east, circle.centre.north, circle.radius_m);
    for (const auto& shape : footprint.drawn)
        for (const auto& part : shape.parts) {
            key += 'p';
            for (const auto& point : part.outer)
                fmt::format_to(std::back_inserter(key), "{},{};", point.east, point.north);
            for (const auto& hole : part.holes) {
                key += 'h';
                for (const auto& point : hole)
                    fmt::format_to(std::back_inserter(key), "{},{};", point.east, point.north);
            }
        }
}

std::string key_of(const places::Footprint& footprint) {
    std::string key;
    append_key(key, footprint);
    return key;
}

}  // namespace

std::string marks_of(const Asking& one) {
    std::string text = fmt::format("{} {}\n", to_iso(one.ask.first), one.ask.last ? to_iso(*one.ask.last) : "");
    append_key(text, one.shown.footprint);
    auto add = [&text](const auto& list) {
        text += '\n';
        for (const auto& word : list) text += word + ';';
    };
    add(one.ask.audience_codes);
    add(one.ask.subjects);
    text += '\n' + fold(one.ask.audience_text) + '\n' + fold(one.ask.title);
    return short_digest(text);
}

namespace {

// Names of places are no subjects; small areas have codes for names.
GroundPlan plan_of(const places::Atlas& atlas, Taught taught) {
    GroundPlan plan{atlas.block_residents(), {}, std::move(taught.words), std::move(taught.weights)};
    for (const auto& layer : atlas.layers())
        if (layer.id != atlas.block_layer())
            for (const auto& area : layer.areas) plan.place_names.push_back(area.name);
    return plan;
}

}  // namespace

Screened::Screened(std::shared_ptr<const Backdrop> its_backdrop, const All& all, Taught taught)
    : backdrop(std::move(its_backdrop)), index_(plan_of(*backdrop->atlas, std::move(taught))) {
    // Officers pick places from lists, so that many activities have one ground: each is worked out once.
    std::unordered_map<std::string, Extent> known;
    std::vector<Ask> asks;
    asks.reserve(all.size());
    for (const auto& [id, one] : all) {
        auto [extent, is_new] = known.try_emplace(key_of(one->shown.footprint));
        if (is_new) extent->second = extent_of(one->shown.footprint);
        asks.push_back(one->ask);
        asks.back().extent = extent->second;
    }
    index_.put_all(std::move(asks));
}

Extent Screened::extent_of(const places::Footprint& footprint) const {
    Extent extent;
    for (const auto& portion : atlas().extent_of(footprint)) extent.push_back({portion.block, portion.share});
    return extent;
}

void Screened::pair_up() {
    Partners partners;
    for (const auto& pair : index_.all_pairs(possible)) {
        partners[pair.a][pair.b] = pair.likelihood;
        partners[pair.b][pair.a] = pair.likelihood;
    }
    const std::unique_lock lock(mutex_);
    partners_ = std::move(partners);
    touched_.clear();
    touched_from_ = ++changes_;
}

void Screened::put(const Asking& one) {
    Ask ask = one.ask;
    ask.extent = extent_of(one.shown.footprint);
    const ActivityId id = ask.id;
    const std::size_t learned_from = index_.learned_from();
    index_.put(std::move(ask));
    // A small register may have learned from this one, and sees other pairs with other eyes too.
    if (index_.learned_from() != learned_from) return pair_up();
    const auto found = index_.screen(id, {.at_least = possible, .most = index_.size()});
    const std::unique_lock lock(mutex_);
    touch(id);
    unlink(id);
    for (const auto& finding : found) {
        partners_[id][finding.b] = finding.likelihood;
        partners_[finding.b][id] = finding.likelihood;
    }
}

void Screened::remove(ActivityId id) {
    index_.remove(id);
    const std::unique_lock lock(mutex_);
    touch(id);
    unlink(id);
}

void Screened::touch(ActivityId id) {
    touched_.push_back(id);
    ++changes_;
    if (touched_.size() <= touched_kept) return;
    touched_.pop_front();
    ++touched_from_;
}

Screened::Touched Screened::touched_since(std::uint64_t change) const {
    const std::shared_lock lock(mutex_);
    Touched touched{{}, changes_};
    if (change < touched_from_ || change > changes_) return touched;  // of another index, or too long ago
    touched.ids.emplace(touched_.begin() + static_cast<std::ptrdiff_t>(change - touched_from_), touched_.end());
    return touched;
}

double Screened::likelihood_of(PairKey pair) const {
    const std::shared_lock lock(mutex_);
    const auto known = partners_.find(pair.a);
    if (known == partners_.end()) return 0;
    const auto other = known->second.find(pair.b);
    return other == known->second.end() ? 0 : other->second;
}

void Screened::unlink(ActivityId id) {
    const auto known = partners_.find(id);
    if (known == partners_.end()) return;
    for (const auto& [other, likelihood] : known->second) partners_[other].erase(id);
    partners_.erase(id);
}

std::vector<Pair> Screened::pairs() const {
    const std::shared_lock lock(mutex_);
    std::vector<Pair> all;
    for (const auto& [a, partners] : partners_)
        for (const auto& [b, likelihood] : partners)
            if (a < b) all.push_back({a, b, likelihood});
    return all;
}

std::vector<ActivityId> Screened::partners(ActivityId id) const {
    const std::shared_lock lock(mutex_);
    std::vector<ActivityId> found;
    if (const auto known = partners_.find(id); known != partners_.end())
        for (const auto& [other, likelihood] : known->second) found.push_back(other);
    return found;
}

std::vector<Pair> Screened::pairs_of(ActivityId id) const {
    const std::shared_lock lock(mutex_);
    std::vector<Pair> found;
    if (const auto known = partners_.find(id); known != partners_.end())
        for (const auto& [other, likelihood] : known->second)
            found.push_back({std::min(id, other), std::max(id, other), likelihood});
    return found;
}

std::shared_ptr<const TwoGrounds> Screened::grounds(const places::Footprint& ours,
                                                    const places::Footprint& theirs) const {
    const std::string key = key_of(ours) + "|" + key_of(theirs);
    {
        const std::lock_guard lock(grounds_mutex_);
        if (const auto known = grounds_.find(key); known != grounds_.end()) return known->second;
    }
    auto made = std::make_shared<const TwoGrounds>(ground_of_both(atlas(), ours, theirs));
    const std::lock_guard lock(grounds_mutex_);
    if (grounds_.size() >= grounds_kept) grounds_.clear();
    return grounds_.emplace(key, std::move(made)).first->second;
}

DateRange days_of(const Ask& ask) {
    return *DateRange::make(ask.first, std::max(ask.first, ask.last.value_or(ask.first + 60)));
}

}  // namespace thingwall::overlap
