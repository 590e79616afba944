#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "identity/access.hpp"
#include "overlap/burden_limit.hpp"
#include "overlap/challenge.hpp"
#include "overlap/overlap.hpp"
#include "overlap/overlaps.hpp"
#include "overlap/views_ground.hpp"
#include "overlap/views_pair.hpp"
#include "places/places.hpp"

namespace thingwall::overlap {

/// Below it a pair is unlikely, and in no list: what is shown as 30 in 100 is possible.
inline constexpr double possible = 0.295;

using AskingPointer = std::shared_ptr<const Asking>;
using All = std::unordered_map<ActivityId, AskingPointer>;

/// What the partnership has taught: its own words, and the weights that its decisions gave.
struct Taught {
    std::vector<LocalWord> words;
    Weights weights = built_in_weights();
};

/// The index over one atlas, with what pages need beside it. Safe to call from any thread.
class Screened {
public:
    /// Enters all and learns from them; pairs are found by pair_up().
    Screened(std::shared_ptr<const Backdrop> its_backdrop, const All& all, Taught taught);

    void put(const Asking& one);
    void remove(ActivityId id);
    [[nodiscard]] bool worth_relearning() const { return index_.worth_relearning(); }
    void teach(Taught taught) { index_.teach(std::move(taught.words), std::move(taught.weights)); }
    /// Learns from the register anew. Takes long in a large one; others may ask and put meanwhile.
    void relearn() { index_.relearn(); }
    /// Finds all pairs anew, after learning. Nobody may put meanwhile.
    void pair_up();
    /// Grows whenever pairs may have changed.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

    [[nodiscard]] const places::Atlas& atlas() const { return *backdrop->atlas; }
    [[nodiscard]] const Index& index() const { return index_; }
    [[nodiscard]] Extent extent_of(const places::Footprint& footprint) const;
    /// Likely and possible pairs, each once; nothing that is ruled out.
    [[nodiscard]] std::vector<Pair> pairs() const;
    [[nodiscard]] std::vector<ActivityId> partners(ActivityId id) const;
    /// Those of one activity, the smaller id first.
    [[nodiscard]] std::vector<Pair> pairs_of(ActivityId id) const;
    /// How likely a pair is; 0 for one that is not among them.
    [[nodiscard]] double likelihood_of(PairKey pair) const;
    /// Whose pairs may have changed since then (changes()), and what changes() is now; nothing where it may be all.
    struct Touched {
        std::optional<std::vector<ActivityId>> ids;
        std::uint64_t now = 0;
    };
    [[nodiscard]] Touched touched_since(std::uint64_t change) const;
    /// Both grounds; kept, since the same pairs are looked at again.
    [[nodiscard]] std::shared_ptr<const TwoGrounds> grounds(const places::Footprint& ours,
                                                            const places::Footprint& theirs) const;

    const std::shared_ptr<const Backdrop> backdrop;

private:
    using Partners = std::unordered_map<ActivityId, std::unordered_map<ActivityId, double>>;
    void unlink(ActivityId id);
    void touch(ActivityId id);

    Index index_;
    std::atomic<std::uint64_t> changes_ = 0;
    mutable std::shared_mutex mutex_;  // for the partners
    Partners partners_;
    std::deque<ActivityId> touched_;  ///< by the changes after the one of that number
    std::uint64_t touched_from_ = 0;
    mutable std::mutex grounds_mutex_;
    mutable std::unordered_map<std::string, std::shared_ptr<const TwoGrounds>> grounds_;
};

struct Overlaps::Inside {
    Inside(kernel::Services its_services, places::Places& its_places, notify::Notify& its_post, Settings its_settings);
    ~Inside();

    /// The index that was made last; one without activities before the first is made.
    [[nodiscard]] std::shared_ptr<Screened> screened();
    [[nodiscard]] AskingPointer find(ActivityId id) const;

    void read_from(EveryAsking source);
    void read_anew();
    void put(Asking one);
    void remove(ActivityId id);
    void prepare();
    [[nodiscard]] bool ready();
    [[nodiscard]] bool ready_within(std::chrono::milliseconds patience);
    void stop();
    /// The words of the place and the weights as they are on disk now; they count from the next learning on.
    void read_taught();
    [[nodiscard]] std::vector<LocalWord> words() const;
    [[nodiscard]] Taught taught() const;
    /// Which pairs are settled, and which both leads are being asked about, as on disk now.
    void read_settled();
    [[nodiscard]] std::shared_ptr<const std::vector<OpenPair>> open_pairs();
    /// Whether the pair was settled and neither changed since.
    [[nodiscard]] bool is_silent(const Asking& one, const Asking& other) const;
    /// How often one community may be asked in a month, as on disk now.
    void read_limit();
    [[nodiscard]] BurdenLimit limit() const;
    /// Part of the pairs that nobody is asked about and that are not silent, of which neither is over: of a body, the
    /// one that came into being last in front; else the likely ones of all, strongest first. After a change only what
    /// it touched is looked at again.
    struct FreshPart {
        std::vector<Pair> rows;
        std::int64_t total = 0;
    };
    [[nodiscard]] FreshPart fresh_pairs(OrganisationId body, Date today, std::int64_t limit, std::int64_t offset);
    [[nodiscard]] std::shared_ptr<const std::vector<OverLimit>> over_the_limit(Date today);
    kernel::Services services;
    places::Places& places;
    notify::Notify& post;
    const Settings settings;

private:
    /// Something to take in, in the order in which it came.
    struct Change {
        enum class What { read_anew, put, remove, other_atlas } what;
        ActivityId id;
        AskingPointer asking;  ///< of put
    };
    void hand_in(Change change);  ///< with queue_mutex_ held
    [[nodiscard]] bool is_of_now();
    [[nodiscard]] bool is_stopping() const;
    void serve();
    void learn_on();
    void take_in(const Change& change);
    void read_all();
    void make_anew();

    std::mutex updating_;              // one change of the index at a time
    mutable std::shared_mutex shown_;  // for what follows
    std::shared_ptr<Screened> screened_;
    bool made_ = false;  ///< of all activities: not only the empty one
    All all_;
    Taught taught_;
    std::map<PairKey, Settled> settled_;
    BurdenLimit limit_;
    std::uint64_t taught_changed_ = 0;
    std::map<PairKey, Date> asked_;  ///< and the day by which both are to answer
    std::uint64_t settled_changed_ = 0;

    mutable std::mutex queue_mutex_;  // for what follows
    std::condition_variable came_, taken_in_, words_came_;
    EveryAsking source_;
    std::deque<Change> queue_;
    std::uint64_t handed_in_ = 0, done_ = 0;
    bool begun_ = false, stopping_ = false, other_words_ = false;
    std::thread thread_, learner_;

    /// The open pairs as they were given last, and what they were made from.
    struct Open {
        std::shared_ptr<const Screened> of;
        std::uint64_t changes = 0, settled_changed = 0;
        std::shared_ptr<const std::vector<OpenPair>> pairs;
    };
    std::mutex open_mutex_;
    Open open_;

    /// Pairs of which neither is over, asked about or not, as they were worked out last: of each body that somebody
    /// read for, and the likely ones of all under no body.
    struct Fresh {
        std::shared_ptr<const Screened> of;
        std::uint64_t changes = 0;
        Date day;
        std::shared_ptr<const std::vector<Pair>> pairs;
    };
    [[nodiscard]] std::shared_ptr<const std::vector<Pair>> live_pairs(OrganisationId body, Date today);
    // With shown_ held:
    [[nodiscard]] const Asking* known(ActivityId id) const;
    [[nodiscard]] bool is_wanted(const Pair& pair, OrganisationId body, Date today) const;
    [[nodiscard]] bool is_dealt_with(const Asking& a, const Asking& b) const;
    struct Often {
        std::shared_ptr<const Screened> of;
        std::uint64_t changes = 0;
        int limit = 0;
        Date day;
        std::shared_ptr<const std::vector<OverLimit>> rows;
    };
    std::mutex fresh_mutex_, often_mutex_;
    std::unordered_map<OrganisationId, Fresh> fresh_;
    Often often_;
};

[[nodiscard]] inline bool may_see(const Asking& one, const web::Actor& viewer) {
    return identity::may_see(viewer, one.ask.organisation,
                             one.shown.draft ? identity::Visibility::draft : identity::Visibility::partners);
}
/// Its days; two months where nobody said when it ends.
[[nodiscard]] DateRange days_of(const Ask& ask);

/// What a settled pair stays silent for: another value when dates, ground, people or subject changed.
[[nodiscard]] std::string marks_of(const Asking& one);

void add_pages(Overlaps::Inside& inside, web::Router& router);
void add_word_pages(Overlaps::Inside& inside, web::Router& router);
void add_burden_pages(Overlaps::Inside& inside, web::Router& router);
void add_weight_pages(Overlaps::Inside& inside, web::Router& router);

/// A finding as data.
[[nodiscard]] std::string to_json(const Asking& a, const Asking& b, const Finding& finding);

}  // namespace thingwall::overlap
