#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/lists.hpp"
#include "activities/rules.hpp"
#include "activities/types.hpp"

namespace thingwall::activities {

/// What lists, maps and near-me show of an activity; kept in memory for every one. The rest is read when it is asked
/// for.
struct Entry {
    ActivityId id;
    std::string reference, title;
    std::string line;  ///< what it is about, in one line: the first question, else the first sentence of the purpose
    OrganisationId lead;
    std::vector<OrganisationId> partners;
    Date first, last;
    DatesKnown dates_known = DatesKnown::day;
    bool withdrawn = false;
    Visibility visibility = Visibility::partners;
    std::optional<Date> public_on;
    std::vector<std::string> audience, subjects, themes, methods, other_ways;
    Footprint ground;
    std::int64_t residents = 0;  ///< who live on its ground
    AreasReached reached;        ///< areas of every layer that its ground reaches; null for none and the whole borough
    std::optional<std::int64_t> minutes, responses;
    Date registered;           ///< the day on which it came into the register
    bool has_reason = false;   ///< why it is shorter than the Compact's 12 weeks
    bool has_results = false;  ///< what people said is written down
    std::string words;         ///< search_words()

    [[nodiscard]] Status status(Date today) const {
        return withdrawn       ? Status::withdrawn
               : today < first ? Status::planned
               : today <= last ? Status::open
                               : Status::closed;
    }
    [[nodiscard]] bool is_public(Date today) const {
        return visibility == Visibility::everyone && (!public_on || *public_on <= today);
    }
    [[nodiscard]] bool may_be_seen_by(const Viewer& viewer, Date today) const {
        return is_public(today) ||
               (viewer.signed_in && (visibility != Visibility::draft || viewer.organisation == lead));
    }
};
using EntryPointer = std::shared_ptr<const Entry>;
[[nodiscard]] Entry entry_of(const Activity& activity, std::string_view search, const Lists& lists);

enum class Sort { closing, activity, lead, where, who, first_day, residents, overlaps };

/// What a list shows. An empty choice leaves nothing out; several in one choice are "or", choices together "and".
struct Filter {
    std::string words = {};  ///< each must begin a word of the activity
    std::vector<Status> statuses = {};
    std::vector<OrganisationId> leads = {};
    std::vector<std::string> audiences = {};  ///< "everyone" for activities that ask everyone in a place
    std::vector<std::string> themes = {}, subjects = {}, methods = {};
    std::vector<AreaId> areas = {};  ///< on any of these areas or the whole borough; see here()
    /// Whether drawn ground reaches the place asked about; none: drawn ground does not count. Used only with `areas`.
    std::function<bool(const Footprint&)> drawn_reaches = {};
    bool with_overlaps = false;
    Sort sort = Sort::closing;
    bool descending = false;
    std::int64_t page = 1, per_page = 50;
};

/// How many there would be with each choice added, the others kept.
struct Facets {
    std::map<Status, std::int64_t> statuses;
    std::map<OrganisationId, std::int64_t> leads;
    std::map<std::string, std::int64_t, std::less<>> audiences, themes;
    std::int64_t with_overlaps = 0;
};

struct Listing {
    std::vector<EntryPointer> rows;  ///< of the page asked for
    std::int64_t total = 0;          ///< that match
    std::int64_t visible = 0;        ///< that this viewer may see at all
    std::int64_t page = 1, per_page = 50;
    std::int64_t position = 0;  ///< of the journal at which this was so
    Facets facets;
};

/// Every activity at one moment, sorted by its last day. Never changes; hold it as long as a page is being made.
class Snapshot {
public:
    static constexpr std::size_t chunk_size = 256;
    struct Chunk {
        std::vector<EntryPointer> entries;
    };

    [[nodiscard]] std::int64_t position() const { return position_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Grows with each change of the register itself: two snapshots of one number list the same.
    [[nodiscard]] std::int64_t changes() const { return changes_; }
    /// From the first that ends on or after `from`, by last day and then id, until `take` gives false.
    template <class Take>
    void each(std::optional<Date> from, Take take) const {
        std::size_t chunk = from ? first_chunk(*from) : 0;
        for (; chunk < chunks_.size(); ++chunk)
            for (const EntryPointer& entry : chunks_[chunk]->entries) {
                if (from && entry->last < *from) continue;
                if (!take(entry)) return;
            }
    }

private:
    friend class Register;
    [[nodiscard]] std::size_t first_chunk(Date last) const;
    std::vector<std::shared_ptr<const Chunk>> chunks_;
    std::size_t size_ = 0;
    std::int64_t position_ = 0, changes_ = 0;
};

/// The list in memory that follows the journal. Safe to call from any thread: readers take a snapshot, one writer makes
/// the next one by copying the chunk that changes.
class Register {
public:
    Register();
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return std::atomic_load(&current_); }
    [[nodiscard]] EntryPointer find(ActivityId id) const;

    /// Takes the place of all that was there.
    void replace_all(std::vector<Entry> entries, std::int64_t position);
    void put(Entry entry, std::int64_t position);
    void remove(ActivityId id, std::int64_t position);
    /// Nothing of ours changed, but the journal went on.
    void move_on(std::int64_t position);

private:
    void publish(std::shared_ptr<Snapshot> next);
    static void take_out(Snapshot& snapshot, const Entry& entry);
    static void put_in(Snapshot& snapshot, EntryPointer entry);

    std::shared_ptr<const Snapshot> current_;
    mutable std::mutex mutex_;  // for writers, and for the map
    std::unordered_map<ActivityId, EntryPointer> by_id_;
};

/// Whether an activity is among what the filter wants, as list() would answer; pages and order do not count.
[[nodiscard]] std::function<bool(const Entry&)> matcher_of(const Filter& filter, Date today);

/// Overlaps of one activity, for sorting and for the facet; may be empty.
using OverlapCount = std::function<std::int64_t(ActivityId)>;

[[nodiscard]] Listing list(const Snapshot& snapshot, const Filter& filter, const Viewer& viewer, Date today,
                           const Lists& lists, const OverlapCount& overlaps = {});
/// The page that the filter asks for, of rows that match and are in order; without facets, all visible.
[[nodiscard]] Listing page_of(const std::vector<EntryPointer>& rows, const Filter& filter, std::int64_t position);
/// All that match, in order, without pages or facets: for export and feeds.
[[nodiscard]] std::vector<EntryPointer> all_that_match(const Snapshot& snapshot, const Filter& filter,
                                                       const Viewer& viewer, Date today, const Lists& lists,
                                                       const OverlapCount& overlaps = {});

}  // namespace thingwall::activities
