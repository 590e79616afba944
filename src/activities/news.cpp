#include "activities/news.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "activities/store.hpp"

namespace thingwall::activities {
namespace {

struct Changed {
    bool became_public = false, moved = false, results = false, withdrawn = false;
};

bool is_public(const Draft& draft) {
    return draft.visibility == "public";
}

// What the versions of one activity within the time changed, against the last one before it.
Changed changed(const std::optional<Draft>& before, const Version& now) {
    Changed what;
    what.withdrawn = now.deed == "withdrawn";
    what.became_public = is_public(now.was_then) && (!before || !is_public(*before));
    if (!before) return what;
    what.moved = before->first_day != now.was_then.first_day || before->last_day != now.was_then.last_day;
    what.results = before->results.empty() && !now.was_then.results.empty();
    return what;
}

// Days after `from`, up to and with `until`.
bool within(Date day, Date from, Date until) {
    return from < day && day <= until;
}

std::optional<News::Kind> kind_of(const Entry& entry, const Changed& what, Date from, Date until) {
    using enum News::Kind;
    if (entry.withdrawn) return what.withdrawn ? std::optional(withdrawn) : std::nullopt;
    if (what.results) return results;
    const bool is_new = what.became_public || (entry.public_on && within(*entry.public_on, from, until));
    const auto status = entry.status(until);
    if (status == Status::open && (is_new || within(entry.first, from, until))) return opened;
    if (status == Status::planned && is_new) return coming;
    if (status != Status::closed && what.moved) return moved;
    if (status == Status::open && within(entry.last - closing_soon_days, from, until)) return closing;
    return std::nullopt;
}

}  // namespace

std::vector<News> news_between(db::Reader& reader, const Snapshot& snapshot,
                               const std::function<EntryPointer(ActivityId)>& find, Instant from, Instant until) {
    const Date first = london_day(from), last = london_day(until);
    std::map<ActivityId, Changed> changes;
    for (const auto& [id, version] : last_versions_between(reader, from, until))
        changes[id] = changed(version_before(reader, id, from), version);

    std::vector<News> news;
    const auto look = [&](const EntryPointer& entry, const Changed& what) {
        if (!entry->is_public(last)) return;
        if (const auto kind = kind_of(*entry, what, first, last)) news.push_back({*kind, entry});
    };
    for (const auto& [id, what] : changes)
        if (const auto entry = find(id)) look(entry, what);
    snapshot.each(first, [&](const EntryPointer& entry) {
        if (!changes.contains(entry->id)) look(entry, {});
        return true;
    });
    std::ranges::sort(news, [](const News& a, const News& b) {
        return std::tuple(a.kind, a.entry->last, a.entry->id) < std::tuple(b.kind, b.entry->last, b.entry->id);
    });
    return news;
}

}  // namespace thingwall::activities
