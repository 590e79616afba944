#include "overlap/service.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "db/db.hpp"
#include "overlap/store_challenges.hpp"
#include "overlap/store_limit.hpp"
#include "overlap/store_weights.hpp"
#include "overlap/store_words.hpp"

namespace thingwall::overlap {

namespace {

constexpr std::chrono::seconds before_again{1};  // when the register could not be read
constexpr std::chrono::minutes looks_every{10};  // whether to learn anew
constexpr int behind_others = 5;

}  // namespace

Overlaps::Inside::Inside(kernel::Services its_services, places::Places& its_places, notify::Notify& its_post,
                         Settings its_settings)
    : services(its_services), places(its_places), post(its_post), settings(its_settings) {}

Overlaps::Inside::~Inside() {
    stop();
}

std::shared_ptr<Screened> Overlaps::Inside::screened() {
    {
        const std::shared_lock lock(shown_);
        if (screened_) return screened_;
    }
    auto empty = std::make_shared<Screened>(std::make_shared<const Backdrop>(places.atlas()), All{}, taught());
    const std::unique_lock lock(shown_);
    if (!screened_) screened_ = std::move(empty);
    return screened_;
}

AskingPointer Overlaps::Inside::find(ActivityId id) const {
    const std::shared_lock lock(shown_);
    const auto known = all_.find(id);
    return known == all_.end() ? nullptr : known->second;
}

// --- Handing in: never waits for the index. ---

void Overlaps::Inside::read_from(EveryAsking source) {
    const std::lock_guard lock(queue_mutex_);
    source_ = std::move(source);
    if (begun_) hand_in({Change::What::read_anew, {}, {}});
}

void Overlaps::Inside::read_anew() {
    const std::lock_guard lock(queue_mutex_);
    if (begun_) hand_in({Change::What::read_anew, {}, {}});
}

void Overlaps::Inside::put(Asking one) {
    const std::lock_guard lock(queue_mutex_);
    if (!begun_) return;  // it is read with all others
    const ActivityId id = one.ask.id;
    hand_in({Change::What::put, id, std::make_shared<const Asking>(std::move(one))});
}

void Overlaps::Inside::remove(ActivityId id) {
    const std::lock_guard lock(queue_mutex_);
    if (begun_) hand_in({Change::What::remove, id, {}});
}

void Overlaps::Inside::prepare() {
    const std::lock_guard lock(queue_mutex_);
    if (begun_ || stopping_) return;
    begun_ = true;
    hand_in({Change::What::read_anew, {}, {}});
    thread_ = std::thread([this] { serve(); });
    learner_ = std::thread([this] { learn_on(); });
}

void Overlaps::Inside::hand_in(Change change) {
    queue_.push_back(std::move(change));
    ++handed_in_;
    came_.notify_one();
}

bool Overlaps::Inside::ready() {
    return ready_within(settings.patience);
}

bool Overlaps::Inside::ready_within(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    prepare();
    const bool of_now = is_of_now();
    std::unique_lock lock(queue_mutex_);
    const auto other_atlas = [](const Change& change) { return change.what == Change::What::other_atlas; };
    if (!of_now && std::ranges::none_of(queue_, other_atlas)) hand_in({Change::What::other_atlas, {}, {}});
    const auto up_to = handed_in_;
    return taken_in_.wait_until(lock, until, [&] { return done_ >= up_to || stopping_; }) && !stopping_;
}

void Overlaps::Inside::stop() {
    {
        const std::lock_guard lock(queue_mutex_);
        stopping_ = true;
    }
    came_.notify_all();
    taken_in_.notify_all();
    words_came_.notify_all();
    for (auto* thread : {&thread_, &learner_})
        if (thread->joinable()) thread->join();
}

// --- Taking in, on a thread of its own. ---

void Overlaps::Inside::serve() {
    // Pages and forms come first when all want the processor. On Linux this is the thread's own, and of those it
    // starts.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, behind_others));
    std::unique_lock lock(queue_mutex_);
    for (;;) {
        came_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_) return;
        const Change change = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        bool again = false;
        try {
            take_in(change);
        } catch (const std::exception& problem) {
            log::error("overlap.not_taken_in", {{"why", problem.what()}});
            again = change.what == Change::What::read_anew || change.what == Change::What::other_atlas;
        }
        lock.lock();
        if (again) {
            queue_.push_front(change);
            came_.wait_for(lock, before_again, [this] { return stopping_; });
            continue;
        }
        ++done_;
        taken_in_.notify_all();
    }
}

void Overlaps::Inside::take_in(const Change& change) {
    const std::lock_guard one(updating_);
    if (change.what == Change::What::read_anew) return read_all();
    if (!is_of_now()) make_anew();  // who lives on each ground is counted anew
    if (change.what == Change::What::put) {
        {
            const std::unique_lock lock(shown_);
            all_[change.id] = change.asking;
        }
        screened()->put(*change.asking);
    } else if (change.what == Change::What::remove) {
        {
            const std::unique_lock lock(shown_);
            if (all_.erase(change.id) == 0) return;
        }
        screened()->remove(change.id);
    }
}

void Overlaps::Inside::read_all() {
    EveryAsking source;
    {
        const std::lock_guard lock(queue_mutex_);
        source = source_;
    }
    All known;
    if (source)
        source([&](Asking&& one) {
            const ActivityId id = one.ask.id;
            known[id] = std::make_shared<const Asking>(std::move(one));
        });
    {
        const std::unique_lock lock(shown_);
        all_ = std::move(known);
    }
    make_anew();
}

bool Overlaps::Inside::is_of_now() {
    const auto atlas = places.atlas();
    const std::shared_lock lock(shown_);
    return made_ && screened_->backdrop->atlas == atlas;
}

void Overlaps::Inside::make_anew() {
    const auto atlas = places.atlas();
    const auto before = screened();
    All known;
    Taught taught_now;
    std::uint64_t taught_then = 0;
    {
        const std::shared_lock lock(shown_);
        known = all_;
        taught_now = taught_;
        taught_then = taught_changed_;
    }
    auto next = std::make_shared<Screened>(
        before->backdrop->atlas == atlas ? before->backdrop : std::make_shared<const Backdrop>(atlas), known,
        std::move(taught_now));
    if (is_stopping()) return;
    next->pair_up();
    const std::unique_lock lock(shown_);
    if (taught_then != taught_changed_) next->teach(taught_);
    screened_ = std::move(next);
    made_ = true;
}

bool Overlaps::Inside::is_stopping() const {
    const std::lock_guard lock(queue_mutex_);
    return stopping_;
}

// --- Words and learning. ---

std::vector<LocalWord> Overlaps::Inside::words() const {
    const std::shared_lock lock(shown_);
    return taught_.words;
}

Taught Overlaps::Inside::taught() const {
    const std::shared_lock lock(shown_);
    return taught_;
}

void Overlaps::Inside::read_taught() {
    auto now = services.database.read([](db::Reader& reader) {
        return Taught{store::local_words(reader), store::weights_in_force(reader).value_or(built_in_weights())};
    });
    std::shared_ptr<Screened> known;
    {
        const std::unique_lock lock(shown_);
        taught_ = now;
        ++taught_changed_;
        known = screened_;
    }
    if (known) known->teach(std::move(now));
    const std::lock_guard lock(queue_mutex_);
    other_words_ = true;
    words_came_.notify_one();
}

void Overlaps::Inside::read_settled() {
    std::map<PairKey, Settled> settled;
    std::map<PairKey, Date> asked;
    services.database.read([&](db::Reader& reader) {
        settled = store::all_settled(reader);
        asked = store::all_asked(reader);
    });
    const std::unique_lock lock(shown_);
    settled_ = std::move(settled);
    asked_ = std::move(asked);
    ++settled_changed_;
}

void Overlaps::Inside::read_limit() {
    auto limit = services.database.read([](db::Reader& reader) { return store::latest_limit(reader); });
    const std::unique_lock lock(shown_);
    limit_ = limit.value_or(BurdenLimit{});
}

BurdenLimit Overlaps::Inside::limit() const {
    const std::shared_lock lock(shown_);
    return limit_;
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

std::shared_ptr<const std::vector<OpenPair>> Overlaps::Inside::open_pairs() {
    const std::shared_ptr<const Screened> of = screened();
    const std::lock_guard one(open_mutex_);  // who asks meanwhile would only work out the same
    std::uint64_t settled_changed = 0;
    {
        const std::shared_lock lock(shown_);
        settled_changed = settled_changed_;
    }
    const std::uint64_t changes = of->changes();
    if (open_.of == of && open_.changes == changes && open_.settled_changed == settled_changed) return open_.pairs;
    const auto flagged = of->pairs();
    auto made = std::make_shared<std::vector<OpenPair>>();
    made->reserve(flagged.size());
    const std::shared_lock lock(shown_);
    auto shows = [this](ActivityId id) -> const Asking* {
        const auto known = all_.find(id);
        return known == all_.end() || known->second->shown.draft ? nullptr : known->second.get();
    };
    auto asked = asked_;
    for (const auto& pair : flagged) {
        const auto *a = shows(pair.a), *b = shows(pair.b);
        if (a == nullptr || b == nullptr) continue;
        OpenPair open{pair.a, pair.b, pair.likelihood, {}};
        if (const auto waits = asked.find({pair.a, pair.b}); waits != asked.end()) {
            open.reply_by = waits->second;
            asked.erase(waits);
        } else if (const auto was = settled_.find({pair.a, pair.b});
                   was != settled_.end() && was->second.was_a == marks_of(*a) && was->second.was_b == marks_of(*b))
            continue;
        made->push_back(std::move(open));
    }
    // Both leads are still asked about a pair that has moved apart since.
    for (const auto& [pair, reply_by] : asked)
        if (shows(pair.a) != nullptr && shows(pair.b) != nullptr) made->push_back({pair.a, pair.b, 0, reply_by});
    std::ranges::sort(*made, {}, [](const OpenPair& pair) { return std::pair(pair.a, pair.b); });
    open_ = {of, changes, settled_changed, std::move(made)};
    return open_.pairs;
}

// Learns anew when enough has come or changed since the last time: a look now and then, and at once for other words.
// Each server does, since each keeps an index of its own.
void Overlaps::Inside::learn_on() {
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, behind_others));
    std::unique_lock lock(queue_mutex_);
    for (;;) {
        words_came_.wait_for(lock, looks_every, [this] { return stopping_ || other_words_; });
        if (stopping_) return;
        other_words_ = false;
        lock.unlock();
        try {
            if (const auto known = screened(); known->worth_relearning()) {
                known->relearn();  // beside whatever is put in meanwhile
                const std::lock_guard one(updating_);
                known->pair_up();
            }
        } catch (const std::exception& problem) {
            log::error("overlap.not_learned", {{"why", problem.what()}});
        }
        lock.lock();
    }
}

}  // namespace thingwall::overlap
