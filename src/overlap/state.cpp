#include "overlap/state.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

std::size_t hash_of(const std::string& folded) {
    return std::hash<std::string>{}(folded);
}

bool holds(const std::vector<OrganisationId>& bodies, OrganisationId body) {
    return body.known() && std::ranges::find(bodies, body) != bodies.end();
}

// A child may begin a little before or after its parent is said to run.
bool within(const Entry& child, const Entry& parent) {
    constexpr int slack = 14;
    return child.first >= parent.first - slack && child.first <= parent.last + slack;
}

}  // namespace

Index::State::State(GroundPlan ground)
    : place_names(std::move(ground.place_names)),
      knowledge(ground.local_words.empty() && ground.weights == built_in_weights()
                    ? Knowledge::built_in()
                    : std::make_shared<const Knowledge>(std::move(ground.local_words), std::move(ground.weights))),
      model(Model::learn({}, place_names, knowledge)),
      extents(std::move(ground.residents)) {}

Entry Index::State::entry_of(const Ask& ask, const Model& by) const {
    Entry entry;
    entry.text = std::make_shared<const Prepared>(by.prepare(ask));
    entry.first = ask.first.number();
    entry.last = ask.last ? std::max(ask.last->number(), entry.first) : entry.first + by.usual_days();
    entry.id = ask.id;
    entry.umbrella = ask.umbrella.known() ? ask.umbrella : ask.id;
    entry.body = ask.organisation;
    entry.series = ask.series;
    entry.joint = !ask.joint.empty();
    set_codes(entry);
    return entry;
}

void Index::State::set_codes(Entry& entry) {
    entry.codes = 0;
    for (const auto& code : entry.text->audience.declared) entry.codes |= std::uint64_t{1} << (code.key % 64);
    if (entry.codes != 0 && entry.text->audience.everyone) entry.codes = ~std::uint64_t{0};
}

std::shared_ptr<const Kin> Index::State::kin_of(const Ask& ask) {
    auto kin = read_kin(ask);
    if (kin.parents.empty() && kin.mentions.empty()) return nullptr;
    return std::make_shared<const Kin>(std::move(kin));
}

void Index::State::insert(Entry entry, const Extent& extent) {
    entry.extent = extents.enter(extent);
    timelines.resize(extents.size());
    Slot slot = static_cast<Slot>(entries.size());
    if (free.empty())
        entries.emplace_back();
    else
        slot = free.back(), free.pop_back();
    timelines[entry.extent].add(entry.first, entry.last, slot);
    slots[entry.ask->id.value()] = slot;
    titles.emplace(hash_of(fold(entry.ask->title)), slot);
    if (entry.ask->umbrella.known()) ++children[entry.ask->umbrella.value()];
    entries[slot] = std::move(entry);
}

void Index::State::erase(Slot slot) {
    Entry& entry = entries[slot];
    timelines[entry.extent].remove(entry.first, entry.last, slot);
    auto [from, to] = titles.equal_range(hash_of(fold(entry.ask->title)));
    for (auto at = from; at != to; ++at)
        if (at->second == slot) {
            titles.erase(at);
            break;
        }
    if (auto umbrella = children.find(entry.ask->umbrella.value());
        umbrella != children.end() && --umbrella->second == 0)
        children.erase(umbrella);
    slots.erase(entry.ask->id.value());
    entry = {};
    free.push_back(slot);
}

const Entry* Index::State::find(ActivityId id) const {
    auto slot = slots.find(id.value());
    return slot == slots.end() ? nullptr : &entries[slot->second];
}

Meet Index::State::meet(const Entry& a, const Entry& b) const {
    Meet made;
    made.days_shared = std::max(0, std::min(a.last, b.last) - std::max(a.first, b.first) + 1);
    // "Days between" counts from one's last day to the other's first, as the labelled register does: 0 when they touch.
    made.days_between = std::max({0, b.first - a.last, a.first - b.last});
    return made;
}

RuledOut Index::State::ruled_out(const Entry& a, const Entry& b) const {
    if (a.body == b.body && a.body.known()) return RuledOut::same_body;
    if ((a.joint && holds(a.ask->joint, b.body)) || (b.joint && holds(b.ask->joint, a.body)))
        return RuledOut::already_joint;
    if (a.umbrella == b.umbrella && a.umbrella.known()) return RuledOut::one_umbrella;
    if (a.series != 0 && a.series == b.series) return RuledOut::declared_series;
    if (a.codes != 0 && b.codes != 0 && (a.codes & b.codes) == 0) return RuledOut::other_people;
    return RuledOut::no;
}

// Titles repeat in a register, so that "part of X" must be one X: the one that runs then, best if others are linked to
// it, it is the same body's, and it lasts longest.
const Entry* Index::State::parent_of(const Entry& child) const {
    const Entry* best = nullptr;
    std::tuple<bool, bool, int, std::int64_t> best_rank{};
    for (const auto& named : child.kin->parents) {
        auto [from, to] = titles.equal_range(hash_of(named));
        for (auto at = from; at != to; ++at) {
            const Entry& parent = entries[at->second];
            if (parent.ask->id == child.ask->id || !within(child, parent)) continue;
            const std::tuple rank{children.contains(parent.ask->id.value()),
                                  parent.ask->organisation == child.ask->organisation, parent.last - parent.first,
                                  -parent.ask->id.value()};
            if (best == nullptr || rank > best_rank) best = &parent, best_rank = rank;
        }
    }
    return best;
}

RuledOut Index::State::ruled_out_by_text(const Entry& a, const Entry& b) const {
    if (a.kin == nullptr && b.kin == nullptr) return RuledOut::no;
    if (a.kin != nullptr && b.kin != nullptr && same_parent(*a.kin, *b.kin)) return RuledOut::one_umbrella;
    const auto part_of = [&](const Entry& child, const Entry& other) {
        if (child.kin == nullptr) return false;
        const Entry* parent = parent_of(child);
        if (parent != nullptr && (parent->id == other.id || other.umbrella == parent->id)) return true;
        // Another may have that very title by chance, when the parent's own has a slip of the pen: then the link of
        // its other parts decides.
        if (parent != nullptr && (children.contains(parent->id.value()) || !children.contains(other.id.value())))
            return false;
        return within(child, other) && says_part_of(*child.kin, read_kin(*other.ask));
    };
    if (part_of(a, b) || part_of(b, a)) return RuledOut::one_umbrella;
    // Two children of one parent that both only name it, as "the Tough Times events".
    const auto linked = [&](const Entry& child, const Entry& other) {
        const Entry* parent = other.ask->umbrella.known() ? find(other.ask->umbrella) : nullptr;
        return child.kin != nullptr && parent != nullptr && within(child, *parent) &&
               says_part_of(*child.kin, read_kin(*parent->ask));
    };
    return linked(a, b) || linked(b, a) ? RuledOut::one_umbrella : RuledOut::no;
}

Finding Index::State::finding(const Entry& a, const Entry& b, const Ground& ground, const Compared& compared,
                              RuledOut ruled_out) const {
    Finding made;
    made.a = a.ask->id;
    made.b = b.ask->id;
    made.ruled_out = ruled_out;
    const bool same = ground.jaccard > 0.9999;
    explain(made, *model, compared, {*a.ask, *a.text, same}, {*b.ask, *b.text, same});
    return made;
}

std::vector<Finding> Index::State::screen(Entry entry, std::span<const Meeting> meetings,
                                          const ScreenOptions& options) const {
    struct Hit {
        Compared compared;
        const Entry* other;
        RuledOut ruled_out;
    };
    std::vector<Hit> hits;
    const double least = least_log_odds(options.at_least);
    Compared compared;
    for (const auto& meeting : meetings) {
        if (meeting.ground.jaccard < least_jaccard) continue;
        timelines[meeting.other].near(entry.first, entry.last, grace_days, [&](Slot slot, std::int32_t, std::int32_t) {
            const Entry& other = entries[slot];
            if (other.id == entry.id) return;
            auto why = ruled_out(entry, other);
            if (options.ruled_out) {
                compared = overlap::compare(*model, *entry.text, *other.text, meeting.ground, meet(entry, other));
                if (compared.log_odds() < least) return;
                if (why == RuledOut::no && compared.audience.disjoint) why = RuledOut::other_people;
            } else if (why != RuledOut::no || !compare_if(*model, *entry.text, *other.text, meeting.ground,
                                                          meet(entry, other), least, compared)) {
                return;
            }
            hits.push_back({compared, &other, why});
        });
    }
    if (hits.empty()) return {};
    if (entry.kin == nullptr) entry.kin = kin_of(*entry.ask);
    for (auto& hit : hits)
        if (hit.ruled_out == RuledOut::no) hit.ruled_out = ruled_out_by_text(entry, *hit.other);
    if (!options.ruled_out) std::erase_if(hits, [](const Hit& hit) { return hit.ruled_out != RuledOut::no; });
    std::ranges::sort(hits, [](const Hit& x, const Hit& y) {
        return std::tuple(x.ruled_out != RuledOut::no, -x.compared.log_odds(), x.other->id) <
               std::tuple(y.ruled_out != RuledOut::no, -y.compared.log_odds(), y.other->id);
    });
    if (hits.size() > options.most) hits.resize(options.most);
    std::vector<Finding> findings;
    for (const auto& hit : hits)
        findings.push_back(finding(entry, *hit.other, hit.compared.ground, hit.compared, hit.ruled_out));
    return findings;
}

double least_log_odds(double likelihood) {
    if (likelihood <= 0) return -1e9;
    return std::log(likelihood / (1 - std::min(likelihood, 1 - 1e-12)));
}

std::size_t Index::bytes() const {
    const auto lock = state_->reading();
    std::size_t sum = state_->slots.size() * 56 + state_->titles.size() * 40;  // nodes and buckets of the maps
    for (const auto& timeline : state_->timelines) sum += timeline.bytes();
    for (const auto& entry : state_->entries) {
        sum += sizeof(Entry);
        if (!entry.live()) continue;
        const Ask& ask = *entry.ask;
        const Prepared& text = *entry.text;
        sum += sizeof(Ask) + sizeof(Prepared) + ask.title.capacity() + ask.description.capacity() +
               ask.audience_text.capacity() + ask.organisation_name.capacity() +
               (ask.questions.size() + ask.methods.size() + ask.audience_codes.size()) * sizeof(std::string);
        for (const auto& question : ask.questions) sum += question.capacity();
        sum += (text.words.capacity() + text.questions.capacity() + text.audience.chance.capacity() +
                text.audience.declared.capacity() + text.audience.words.capacity()) *
                   sizeof(Weighted) +
               text.latent.capacity() * sizeof(float) + text.meaning.capacity() * sizeof(Meaning) +
               text.methods.capacity() * sizeof(std::uint64_t);
    }
    return sum;
}

}  // namespace thingwall::overlap
