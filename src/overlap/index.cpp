#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "overlap/state.hpp"

namespace thingwall::overlap {
namespace {

/// Runs `work(begin, end)` over parts of 0..count on every core.
template <class Work>
void in_parallel(std::size_t count, Work work) {
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 16);
    if (count < 500 || threads == 1) return work(std::size_t{0}, count, std::size_t{0});
    std::vector<std::jthread> running;
    for (std::size_t t = 0; t < threads; ++t)
        running.emplace_back([=, &work] { work(count * t / threads, count * (t + 1) / threads, t); });
}

}  // namespace

Index::Index(GroundPlan ground) : state_(std::make_unique<State>(std::move(ground))) {}
Index::~Index() = default;

std::size_t Index::size() const {
    const auto lock = state_->reading();
    return state_->slots.size();
}

void Index::put(Ask ask) {
    {
        std::shared_ptr<const Model> model;
        {
            const auto lock = state_->reading();
            model = state_->model;
        }
        Entry entry = state_->entry_of(ask, *model);
        entry.kin = State::kin_of(ask);
        const Extent extent = std::exchange(ask.extent, {});
        entry.ask = std::make_shared<const Ask>(std::move(ask));
        const auto lock = state_->writing();
        if (state_->model != model)
            entry.text = std::make_shared<const Prepared>(state_->model->prepare(*entry.ask)), State::set_codes(entry);
        if (auto known = state_->slots.find(entry.ask->id.value()); known != state_->slots.end())
            state_->erase(known->second);
        state_->insert(std::move(entry), extent);
    }
    if (size() < 1000 && worth_relearning()) relearn();
}

void Index::put_all(std::vector<Ask> asks) {
    std::shared_ptr<const Model> model;
    {
        const auto lock = state_->reading();
        model = state_->model;
    }
    std::vector<Entry> made(asks.size());
    std::vector<Extent> extents(asks.size());
    in_parallel(asks.size(), [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t i = begin; i < end; ++i) {
            made[i] = state_->entry_of(asks[i], *model);
            made[i].kin = State::kin_of(asks[i]);
            extents[i] = std::exchange(asks[i].extent, {});
            made[i].ask = std::make_shared<const Ask>(std::move(asks[i]));
        }
    });
    {
        const auto lock = state_->writing();
        for (std::size_t i = 0; i < made.size(); ++i) {
            if (auto known = state_->slots.find(made[i].ask->id.value()); known != state_->slots.end())
                state_->erase(known->second);
            state_->insert(std::move(made[i]), extents[i]);
        }
    }
    relearn();
}

void Index::remove(ActivityId id) {
    const auto lock = state_->writing();
    if (auto known = state_->slots.find(id.value()); known != state_->slots.end()) state_->erase(known->second);
}

bool Index::worth_relearning() const {
    const auto lock = state_->reading();
    const std::size_t now = state_->slots.size(), then = state_->model->learned_from();
    return state_->knowledge.get() != &state_->model->knowledge() || now > then + then / 2 || now < then - then / 3;
}

std::size_t Index::learned_from() const {
    const auto lock = state_->reading();
    return state_->model->learned_from();
}

Weights Index::weights() const {
    const auto lock = state_->reading();
    return state_->model->knowledge().weights;
}

std::optional<Judged> Index::seen_of(ActivityId a, ActivityId b) const {
    const auto lock = state_->reading();
    const Entry* x = state_->find(a);
    const Entry* y = state_->find(b);
    if (x == nullptr || y == nullptr || a == b || state_->ruled_out(*x, *y) != RuledOut::no) return {};
    const auto compared = overlap::compare(*state_->model, *x->text, *y->text,
                                           state_->extents.between(x->extent, y->extent), state_->meet(*x, *y));
    if (compared.audience.disjoint) return {};
    return Judged{compared.values(), compared.chosen, false, 1};
}

Index::Drawn Index::draw_below(double below, std::size_t most, Random& random) const {
    // One walk over all pairs that meet, keeping each seen so far with the same chance (reservoir sampling: Vitter
    // 1985, algorithm R).
    Drawn drawn;
    const auto lock = state_->reading();
    const State& state = *state_;
    const double limit = least_log_odds(below);
    for (const Entry& a : state.entries) {
        if (!a.live()) continue;
        for (const auto& meeting : state.extents.meetings(a.extent)) {
            if (meeting.ground.jaccard < least_jaccard) continue;
            state.timelines[meeting.other].near(
                a.first, a.last, grace_days, [&](Slot slot, std::int32_t, std::int32_t) {
                    const Entry& b = state.entries[slot];
                    if (b.id <= a.id || state.ruled_out(a, b) != RuledOut::no) return;
                    Compared compared;
                    if (compare_if(*state.model, *a.text, *b.text, meeting.ground, state.meet(a, b), limit, compared) ||
                        compared.audience.disjoint || state.ruled_out_by_text(a, b) != RuledOut::no)
                        return;
                    ++drawn.of;
                    const Pair pair{a.id, b.id, 0};
                    if (drawn.pairs.size() < most)
                        drawn.pairs.push_back(pair);
                    else if (const auto at = random.below(static_cast<std::uint64_t>(drawn.of)); at < most)
                        drawn.pairs[at] = pair;
                });
        }
    }
    for (auto& pair : drawn.pairs) {
        const Entry* x = state.find(pair.a);
        const Entry* y = state.find(pair.b);
        pair.likelihood = chance_of(overlap::compare(*state.model, *x->text, *y->text,
                                                     state.extents.between(x->extent, y->extent), state.meet(*x, *y))
                                        .log_odds());
    }
    return drawn;
}

void Index::teach(std::vector<LocalWord> local, Weights weights) {
    auto knowledge = std::make_shared<const Knowledge>(std::move(local), std::move(weights));
    const auto lock = state_->writing();
    state_->knowledge = std::move(knowledge);
}

void Index::relearn() {
    std::lock_guard one(state_->learning);
    std::vector<std::shared_ptr<const Ask>> asks;
    std::shared_ptr<const Knowledge> knowledge;
    {
        const auto lock = state_->reading();
        knowledge = state_->knowledge;
        for (const auto& entry : state_->entries)
            if (entry.live()) asks.push_back(entry.ask);
    }
    std::ranges::sort(asks, {}, [](const auto& ask) { return ask->id; });
    std::vector<const Ask*> plain;
    for (const auto& ask : asks) plain.push_back(ask.get());
    const auto model = Model::learn(plain, state_->place_names, std::move(knowledge));

    std::vector<std::shared_ptr<const Prepared>> texts(asks.size());
    in_parallel(asks.size(), [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t i = begin; i < end; ++i) texts[i] = std::make_shared<const Prepared>(model->prepare(*asks[i]));
    });

    const auto lock = state_->writing();
    state_->model = model;
    std::vector<char> done(state_->entries.size(), 0);
    for (std::size_t i = 0; i < asks.size(); ++i)
        if (auto slot = state_->slots.find(asks[i]->id.value());
            slot != state_->slots.end() && state_->entries[slot->second].ask == asks[i]) {
            Entry& entry = state_->entries[slot->second];
            entry.text = std::move(texts[i]);
            State::set_codes(entry);
            done[slot->second] = 1;
            if (!entry.ask->last && entry.last != entry.first + model->usual_days()) {
                state_->timelines[entry.extent].remove(entry.first, entry.last, slot->second);
                entry.last = entry.first + model->usual_days();
                state_->timelines[entry.extent].add(entry.first, entry.last, slot->second);
            }
        }
    for (std::size_t s = 0; s < state_->entries.size(); ++s)  // what changed meanwhile
        if (state_->entries[s].live() && done[s] == 0)
            state_->entries[s].text = std::make_shared<const Prepared>(model->prepare(*state_->entries[s].ask)),
            State::set_codes(state_->entries[s]);
}

std::vector<Finding> Index::screen(const Ask& ask, ScreenOptions options) const {
    const auto lock = state_->reading();
    Entry entry = state_->entry_of(ask, *state_->model);
    entry.ask = {std::shared_ptr<const Ask>{}, &ask};  // the caller's, for as long as we need it
    if (const auto* known = state_->extents.find(ask.extent))
        return state_->screen(entry, state_->extents.meetings(*known), options);
    return state_->screen(entry, state_->extents.meetings_of(ask.extent), options);
}

std::vector<Finding> Index::screen(ActivityId id, ScreenOptions options) const {
    const auto lock = state_->reading();
    const Entry* entry = state_->find(id);
    if (entry == nullptr) return {};
    return state_->screen(*entry, state_->extents.meetings(entry->extent), options);
}

std::optional<Finding> Index::compare(ActivityId a, ActivityId b) const {
    const auto lock = state_->reading();
    const Entry* x = state_->find(a);
    const Entry* y = state_->find(b);
    if (x == nullptr || y == nullptr || a == b) return {};
    auto why = state_->ruled_out(*x, *y);
    const auto ground = state_->extents.between(x->extent, y->extent);
    const auto compared = overlap::compare(*state_->model, *x->text, *y->text, ground, state_->meet(*x, *y));
    if (why == RuledOut::no && compared.audience.disjoint) why = RuledOut::other_people;
    if (why == RuledOut::no) why = state_->ruled_out_by_text(*x, *y);
    return state_->finding(*x, *y, ground, compared, why);
}

std::vector<Pair> Index::all_pairs(double at_least) const {
    const auto lock = state_->reading();
    const State& state = *state_;
    const double least = least_log_odds(at_least);
    // By extent and day, so that neighbours in memory are compared one after another.
    std::vector<Slot> order;
    for (Slot s = 0; s < state.entries.size(); ++s)
        if (state.entries[s].live()) order.push_back(s);
    std::ranges::sort(order, [&](Slot x, Slot y) {
        const Entry& a = state.entries[x];
        const Entry& b = state.entries[y];
        return std::tuple(a.extent, a.first, x) < std::tuple(b.extent, b.first, y);
    });
    std::vector<std::vector<Pair>> found(16);
    in_parallel(order.size(), [&](std::size_t begin, std::size_t end, std::size_t part) {
        for (std::size_t i = begin; i < end; ++i) {
            const Entry& a = state.entries[order[i]];
            for (const auto& meeting : state.extents.meetings(a.extent)) {
                if (meeting.ground.jaccard < least_jaccard) continue;
                state.timelines[meeting.other].near(
                    a.first, a.last, grace_days, [&](Slot slot, std::int32_t, std::int32_t) {
                        const Entry& b = state.entries[slot];
                        if (b.id <= a.id || state.ruled_out(a, b) != RuledOut::no) return;
                        Compared compared;
                        if (!compare_if(*state.model, *a.text, *b.text, meeting.ground, state.meet(a, b), least,
                                        compared) ||
                            state.ruled_out_by_text(a, b) != RuledOut::no)
                            return;
                        found[part].push_back({a.id, b.id, chance_of(compared.log_odds())});
                    });
            }
        }
    });
    std::vector<Pair> pairs;
    for (auto& part : found) pairs.insert(pairs.end(), part.begin(), part.end());
    std::ranges::sort(pairs, [](const Pair& x, const Pair& y) {
        return std::tuple(-x.likelihood, x.a, x.b) < std::tuple(-y.likelihood, y.a, y.b);
    });
    return pairs;
}

Index::Reaches Index::reaches(Date first, Date last) const {
    const auto lock = state_->reading();
    const State& state = *state_;
    Reaches found;
    constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> numbers(state.extents.size(), unseen);
    for (const Entry& entry : state.entries) {
        if (!entry.live() || entry.first > last.number() || entry.last < first.number()) continue;
        auto& number = numbers[entry.extent];
        if (number == unseen) {
            number = static_cast<std::uint32_t>(found.extents.size());
            found.extents.push_back(state.extents.areas(entry.extent));
        }
        found.asks.push_back({entry.id, entry.first, entry.last, number});
    }
    return found;
}

std::vector<AskedBefore> Index::asked_before(const Ask& ask, std::size_t most) const {
    constexpr int three_years = 1096;
    const auto lock = state_->reading();
    const State& state = *state_;
    Entry entry = state.entry_of(ask, *state.model);
    entry.ask = {std::shared_ptr<const Ask>{}, &ask};
    std::vector<AskedBefore> found;
    for (const auto& meeting : state.extents.meetings_of(ask.extent))
        state.timelines[meeting.other].near(
            entry.first - three_years, entry.first - 1, 0, [&](Slot slot, std::int32_t, std::int32_t) {
                const Entry& other = state.entries[slot];
                if (other.ask->id == ask.id || other.last >= entry.first) return;
                Meet together;
                together.days_shared = 1;  // likeness of the subject and the people, whatever the time between
                Ground same = meeting.ground;
                same.jaccard = std::max(same.jaccard, same.containment);
                const double likeness =
                    chance_of(overlap::compare(*state.model, *entry.text, *other.text, same, together).log_odds());
                if (grade_of(likeness) != Grade::unlikely)
                    found.push_back({other.ask->id, likeness, meeting.ground.shared, entry.first - other.last});
            });
    std::ranges::sort(found, [](const AskedBefore& x, const AskedBefore& y) {
        return std::tuple(x.days_ago, x.id) < std::tuple(y.days_ago, y.id);
    });
    if (found.size() > most) found.resize(most);
    return found;
}

std::vector<std::string> Index::suggest_subjects(const Ask& ask, std::size_t most) const {
    std::shared_ptr<const Model> model;
    {
        const auto lock = state_->reading();
        model = state_->model;
    }
    auto meaning = model->prepare(ask).meaning;
    std::ranges::stable_sort(meaning, std::greater{}, &Meaning::weight);
    std::vector<std::string> ids;
    for (const auto& m : meaning)
        if (ids.size() < most && m.weight > 0.15F) ids.push_back(model->knowledge().subjects.subjects()[m.subject].id);
    return ids;
}

std::vector<std::vector<double>> Index::text_likeness_of_all(const std::vector<Ask>& asks) const {
    std::shared_ptr<const Model> model;
    {
        const auto lock = state_->reading();
        model = state_->model;
    }
    std::vector<Prepared> texts;
    for (const auto& ask : asks) texts.push_back(model->prepare(ask));
    std::vector<std::vector<double>> alike(asks.size(), std::vector<double>(asks.size()));
    for (std::size_t i = 0; i < asks.size(); ++i)
        for (std::size_t j = 0; j < asks.size(); ++j) {
            const auto like = model->likeness(texts[i], texts[j]);
            alike[i][j] = like.by_words + like.by_meaning;
        }
    return alike;
}

double Index::text_likeness(const Ask& a, const Ask& b) const {
    return text_likeness_of_all({a, b})[0][1];
}

}  // namespace thingwall::overlap
