#include <algorithm>

#include "activities/listing.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

namespace thingwall::activities {
namespace {

bool meets(const std::vector<std::string>& has, const std::vector<std::string>& wanted) {
    return std::ranges::any_of(wanted, [&](const auto& one) { return std::ranges::find(has, one) != has.end(); });
}

// One choice of a filter: a bit in the set of choices that an entry fails.
enum Choice : unsigned { by_status = 1, by_lead = 2, by_audience = 4, by_theme = 8, by_overlap = 16, by_other = 32 };

class Matcher {
public:
    Matcher(Filter filter, Date today, OverlapCount overlaps)
        : filter_(std::move(filter)), today_(today), overlaps_(std::move(overlaps)) {
        std::string folded = fold(filter_.words);
        for (auto word : words_in(folded)) tokens_.push_back(' ' + std::string(word));
    }

    /// The choices that the entry does not meet; 0 when it matches.
    unsigned fails(const Entry& entry) const {
        unsigned failed = 0;
        if (!filter_.statuses.empty() &&
            std::ranges::find(filter_.statuses, entry.status(today_)) == filter_.statuses.end())
            failed |= by_status;
        if (!filter_.leads.empty() && std::ranges::find(filter_.leads, entry.lead) == filter_.leads.end())
            failed |= by_lead;
        if (!filter_.audiences.empty() && !meets_audience(entry)) failed |= by_audience;
        if (!filter_.themes.empty() && !meets(entry.themes, filter_.themes)) failed |= by_theme;
        if (filter_.with_overlaps && overlaps_ && overlaps_(entry.id) == 0) failed |= by_overlap;
        if (!meets_other(entry)) failed |= by_other;
        return failed;
    }

private:
    bool meets_audience(const Entry& entry) const {
        return entry.audience.empty() || entry.audience.front() == "everyone"
                   ? std::ranges::find(filter_.audiences, "everyone") != filter_.audiences.end()
                   : meets(entry.audience, filter_.audiences);
    }
    bool meets_other(const Entry& entry) const {
        if (!filter_.subjects.empty() && !meets(entry.subjects, filter_.subjects)) return false;
        if (!filter_.methods.empty() && !meets(entry.methods, filter_.methods)) return false;
        if (!filter_.areas.empty() && !on_ground(entry.ground)) return false;
        return std::ranges::all_of(tokens_,
                                   [&](const auto& token) { return entry.words.find(token) != std::string::npos; });
    }
    bool on_ground(const Footprint& ground) const {
        if (ground.whole_borough) return true;
        for (AreaId area : ground.areas)
            if (std::ranges::find(filter_.areas, area) != filter_.areas.end()) return true;
        return (ground.circle || !ground.shape.empty()) && filter_.drawn_reaches && filter_.drawn_reaches(ground);
    }

    Filter filter_;
    Date today_;
    OverlapCount overlaps_;
    std::vector<std::string> tokens_;
};

// Counts an entry for every choice but those that it fails; one that fails two choices is added by none.
void count(Facets& facets, const Entry& entry, unsigned failed, Date today, const OverlapCount& overlaps) {
    auto counts_for = [failed](unsigned choice) { return (failed & ~choice) == 0; };
    if (counts_for(by_status)) ++facets.statuses[entry.status(today)];
    if (counts_for(by_lead)) ++facets.leads[entry.lead];
    if (counts_for(by_audience)) {
        if (entry.audience.empty()) ++facets.audiences["everyone"];  // nobody said otherwise
        for (const auto& code : entry.audience) ++facets.audiences[code];
    }
    if (counts_for(by_theme))
        for (const auto& theme : entry.themes) ++facets.themes[theme];
    if (counts_for(by_overlap) && overlaps && overlaps(entry.id) > 0) ++facets.with_overlaps;
}

// Activities that lie ahead or run are the ones that end today or later, which the list is sorted by.
std::optional<Date> earliest_end(const Filter& filter, Date today) {
    if (filter.statuses.empty()) return std::nullopt;
    for (Status status : filter.statuses)
        if (status == Status::closed || status == Status::withdrawn) return std::nullopt;
    return today;
}

void sort_rows(std::vector<EntryPointer>& rows, const Filter& filter, Date today, const Lists& lists,
               const OverlapCount& overlaps) {
    // By names, each looked up once; the order of closing and id decides between equals.
    auto by_text = [&](auto name) {
        std::vector<std::pair<std::string, EntryPointer>> named;
        named.reserve(rows.size());
        for (auto& row : rows) named.emplace_back(fold(name(*row)), row);
        std::ranges::stable_sort(named, [&](const auto& a, const auto& b) {
            return filter.descending ? b.first < a.first : a.first < b.first;
        });
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = std::move(named[i].second);
    };
    auto by_number = [&](auto number) {
        std::ranges::stable_sort(rows, [&](const auto& a, const auto& b) {
            return filter.descending ? number(*b) < number(*a) : number(*a) < number(*b);
        });
    };
    switch (filter.sort) {
        case Sort::closing:
            if (filter.descending) {
                std::ranges::reverse(rows);
            } else {
                // What runs or lies ahead comes first, nearest closing first; then what is over, the newest first.
                auto over = std::ranges::stable_partition(
                    rows, [&](const auto& row) { return row->last >= today && !row->withdrawn; });
                std::ranges::reverse(over);
            }
            break;
        case Sort::activity:
            by_text([](const Entry& entry) { return entry.title; });
            break;
        case Sort::lead:
            by_text([&](const Entry& entry) { return lists.organisation(entry.lead); });
            break;
        case Sort::where:
            by_text([&](const Entry& entry) { return where_in_words(entry.ground, lists); });
            break;
        case Sort::who:
            by_text([&](const Entry& entry) { return who_in_words(entry.audience, lists); });
            break;
        case Sort::first_day:
            by_number([](const Entry& entry) { return entry.first; });
            break;
        case Sort::residents:
            by_number([](const Entry& entry) { return entry.residents; });
            break;
        case Sort::overlaps:
            by_number([&](const Entry& entry) { return overlaps ? overlaps(entry.id) : 0; });
            break;
    }
}

}  // namespace

std::function<bool(const Entry&)> matcher_of(const Filter& filter, Date today) {
    return [matcher = Matcher(filter, today, {})](const Entry& entry) { return matcher.fails(entry) == 0; };
}

Listing page_of(const std::vector<EntryPointer>& rows, const Filter& filter, std::int64_t position) {
    Listing listing;
    listing.position = position;
    listing.per_page = std::max<std::int64_t>(1, filter.per_page);
    listing.total = listing.visible = static_cast<std::int64_t>(rows.size());
    std::int64_t pages = std::max<std::int64_t>(1, (listing.total + listing.per_page - 1) / listing.per_page);
    listing.page = std::clamp<std::int64_t>(filter.page, 1, pages);
    auto first = rows.begin() + std::min(listing.total, (listing.page - 1) * listing.per_page);
    auto last = rows.begin() + std::min(listing.total, listing.page * listing.per_page);
    listing.rows.assign(first, last);
    return listing;
}

Listing list(const Snapshot& snapshot, const Filter& filter, const Viewer& viewer, Date today, const Lists& lists,
             const OverlapCount& overlaps) {
    Listing listing;
    Matcher matcher(filter, today, overlaps);
    std::vector<EntryPointer> rows;
    snapshot.each({}, [&](const EntryPointer& entry) {
        if (!entry->may_be_seen_by(viewer, today)) return true;
        ++listing.visible;
        unsigned failed = matcher.fails(*entry);
        if ((failed & (failed - 1)) != 0 || (failed & by_other) != 0)
            return true;  // two choices or more, or no facet's
        count(listing.facets, *entry, failed, today, overlaps);
        if (failed == 0) rows.push_back(entry);
        return true;
    });
    sort_rows(rows, filter, today, lists, overlaps);
    Listing cut = page_of(rows, filter, snapshot.position());
    cut.visible = listing.visible;
    cut.facets = std::move(listing.facets);
    return cut;
}

std::vector<EntryPointer> all_that_match(const Snapshot& snapshot, const Filter& filter, const Viewer& viewer,
                                         Date today, const Lists& lists, const OverlapCount& overlaps) {
    Matcher matcher(filter, today, overlaps);
    std::vector<EntryPointer> rows;
    snapshot.each(earliest_end(filter, today), [&](const EntryPointer& entry) {
        if (entry->may_be_seen_by(viewer, today) && matcher.fails(*entry) == 0) rows.push_back(entry);
        return true;
    });
    sort_rows(rows, filter, today, lists, overlaps);
    return rows;
}

}  // namespace thingwall::activities
