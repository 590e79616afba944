#include "overlap/service.hpp"

#include "db/db.hpp"
#include "overlap/store_challenges.hpp"
#include "overlap/store_words.hpp"

namespace thingwall::overlap {

Overlaps::Inside::Inside(kernel::Services its_services, places::Places& its_places, notify::Notify& its_post)
    : services(its_services), places(its_places), post(its_post) {}

std::shared_ptr<Screened> Overlaps::Inside::current() const {
    const std::shared_lock lock(shown_);
    return screened_;
}

std::shared_ptr<Screened> Overlaps::Inside::screened() {
    const auto atlas = places.atlas();
    if (auto known = current(); known && known->backdrop->atlas == atlas) return known;
    // The atlas is another one: who lives on each ground is counted anew. Whoever comes meanwhile waits for it.
    const std::lock_guard one(updating_);
    if (auto known = current(); known && known->backdrop->atlas == atlas) return known;
    auto next = std::make_shared<Screened>(std::make_shared<const Backdrop>(atlas), all(), words());
    publish(next);
    return next;
}

void Overlaps::Inside::publish(std::shared_ptr<Screened> next) {
    const std::unique_lock lock(shown_);
    screened_ = std::move(next);
}

AskingPointer Overlaps::Inside::find(ActivityId id) const {
    const std::shared_lock lock(shown_);
    const auto known = all_.find(id);
    return known == all_.end() ? nullptr : known->second;
}

All Overlaps::Inside::all() const {
    const std::shared_lock lock(shown_);
    return all_;
}

void Overlaps::Inside::replace_all(std::vector<Asking> activities) {
    All known;
    for (auto& one : activities) {
        const ActivityId id = one.ask.id;
        known[id] = std::make_shared<const Asking>(std::move(one));
    }
    const auto atlas = places.atlas();
    const std::lock_guard one(updating_);
    const auto before = current();
    auto next = std::make_shared<Screened>(
        before && before->backdrop->atlas == atlas ? before->backdrop : std::make_shared<const Backdrop>(atlas), known,
        words());
    const std::unique_lock lock(shown_);
    all_ = std::move(known);
    screened_ = std::move(next);
}

void Overlaps::Inside::put(Asking one) {
    auto kept = std::make_shared<const Asking>(std::move(one));
    (void)screened();  // over the atlas as it is now, before anything is put in
    const std::lock_guard one_at_a_time(updating_);
    {
        const std::unique_lock lock(shown_);
        all_[kept->ask.id] = kept;
    }
    current()->put(*kept);
}

void Overlaps::Inside::remove(ActivityId id) {
    const std::lock_guard one_at_a_time(updating_);
    {
        const std::unique_lock lock(shown_);
        if (all_.erase(id) == 0) return;
    }
    if (auto known = current()) known->remove(id);
}

std::vector<LocalWord> Overlaps::Inside::words() const {
    const std::shared_lock lock(shown_);
    return words_;
}

void Overlaps::Inside::read_words() {
    auto local = services.database.read([](db::Reader& reader) { return store::local_words(reader); });
    {
        const std::unique_lock lock(shown_);
        words_ = local;
    }
    if (auto known = current()) known->use_words(std::move(local));
}

void Overlaps::Inside::read_settled() {
    auto settled = services.database.read([](db::Reader& reader) { return store::all_settled(reader); });
    const std::unique_lock lock(shown_);
    settled_ = std::move(settled);
}

bool Overlaps::Inside::is_silent(const Asking& one, const Asking& other) const {
    const auto& a = one.ask.id < other.ask.id ? one : other;
    const auto& b = one.ask.id < other.ask.id ? other : one;
    Settled was;
    {
        const std::shared_lock lock(shown_);
        const auto known = settled_.find({a.ask.id, b.ask.id});
        if (known == settled_.end()) return false;
        was = known->second;
    }
    return was.was_a == marks_of(a) && was.was_b == marks_of(b);
}

bool Overlaps::Inside::relearn_when_due() {
    const auto known = screened();
    if (!known->worth_relearning()) return false;
    known->relearn();  // beside whatever is put in meanwhile
    const std::lock_guard one(updating_);
    known->pair_up();
    return true;
}

}  // namespace thingwall::overlap
