#include "activities/listing.hpp"

#include <algorithm>
#include <tuple>

#include "activities/codes.hpp"
#include "base/text.hpp"

namespace thingwall::activities {
namespace {

using Key = std::pair<Date, ActivityId>;
Key key_of(const Entry& entry) {
    return {entry.last, entry.id};
}
bool by_key(const EntryPointer& a, const EntryPointer& b) {
    return key_of(*a) < key_of(*b);
}

std::string first_sentence(const Activity& activity) {
    if (!activity.questions.empty()) return activity.questions.front();
    std::size_t end = activity.purpose.find_first_of(".?!\n");
    return activity.purpose.substr(0, end == std::string::npos ? end : end + (activity.purpose[end] == '\n' ? 0 : 1));
}

}  // namespace

Entry entry_of(const Activity& activity, std::string_view search, const Lists& lists) {
    Entry entry;
    entry.id = activity.id;
    entry.reference = activity.reference;
    entry.title = activity.title;
    entry.line = first_sentence(activity);
    entry.lead = activity.lead;
    entry.partners = activity.partners;
    entry.first = activity.dates.first();
    entry.last = activity.dates.last();
    entry.dates_known = activity.dates_known;
    entry.withdrawn = activity.withdrawn_on.has_value();
    entry.visibility = activity.visibility;
    entry.public_on = activity.public_on;
    entry.audience = activity.audience;
    entry.subjects = activity.subjects;
    for (const auto& subject : activity.subjects) {
        std::string theme = lists.theme(subject);
        if (!theme.empty() && std::ranges::find(entry.themes, theme) == entry.themes.end())
            entry.themes.push_back(std::move(theme));
    }
    entry.methods = activity.methods;
    entry.other_ways = activity.other_ways;
    entry.ground = activity.footprint;
    entry.residents = lists.residents(activity.footprint);
    entry.reached = lists.reached(activity.footprint);
    entry.minutes = activity.minutes;
    entry.responses = activity.responses;
    entry.registered = london_day(activity.registered_at);
    entry.has_reason = !activity.reason_short.empty();
    entry.has_results = !activity.results.empty();
    entry.words = search;
    return entry;
}

std::size_t Snapshot::first_chunk(Date last) const {
    auto found =
        std::ranges::lower_bound(chunks_, last, {}, [](const auto& chunk) { return chunk->entries.back()->last; });
    return static_cast<std::size_t>(found - chunks_.begin());
}

Register::Register() : current_(std::make_shared<const Snapshot>()) {}

EntryPointer Register::find(ActivityId id) const {
    std::scoped_lock lock(mutex_);
    auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

void Register::publish(std::shared_ptr<Snapshot> next) {
    std::atomic_store(&current_, std::shared_ptr<const Snapshot>(std::move(next)));
}

void Register::replace_all(std::vector<Entry> entries, std::int64_t position) {
    std::vector<EntryPointer> sorted;
    sorted.reserve(entries.size());
    for (Entry& entry : entries) sorted.push_back(std::make_shared<const Entry>(std::move(entry)));
    std::ranges::sort(sorted, by_key);
    auto next = std::make_shared<Snapshot>();
    next->size_ = sorted.size();
    next->position_ = position;
    for (std::size_t at = 0; at < sorted.size(); at += Snapshot::chunk_size) {
        auto chunk = std::make_shared<Snapshot::Chunk>();
        auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(at);
        chunk->entries.assign(begin,
                              begin + static_cast<std::ptrdiff_t>(std::min(Snapshot::chunk_size, sorted.size() - at)));
        next->chunks_.push_back(std::move(chunk));
    }
    std::scoped_lock lock(mutex_);
    next->changes_ = std::atomic_load(&current_)->changes_ + 1;
    by_id_.clear();
    by_id_.reserve(sorted.size());
    for (auto& entry : sorted) by_id_.emplace(entry->id, entry);
    publish(std::move(next));
}

void Register::take_out(Snapshot& snapshot, const Entry& entry) {
    auto chunk = std::ranges::lower_bound(snapshot.chunks_, key_of(entry), {},
                                          [](const auto& item) { return key_of(*item->entries.back()); });
    if (chunk == snapshot.chunks_.end()) return;
    auto copy = std::make_shared<Snapshot::Chunk>(**chunk);
    std::erase_if(copy->entries, [&](const EntryPointer& item) { return item->id == entry.id; });
    --snapshot.size_;
    if (copy->entries.empty())
        snapshot.chunks_.erase(chunk);
    else
        *chunk = std::move(copy);
}

void Register::put_in(Snapshot& snapshot, EntryPointer entry) {
    ++snapshot.size_;
    auto& chunks = snapshot.chunks_;
    if (chunks.empty()) {
        auto only = std::make_shared<Snapshot::Chunk>();
        only->entries.push_back(std::move(entry));
        chunks.push_back(std::move(only));
        return;
    }
    auto chunk = std::ranges::lower_bound(chunks, key_of(*entry), {},
                                          [](const auto& item) { return key_of(*item->entries.back()); });
    if (chunk == chunks.end()) --chunk;
    auto copy = std::make_shared<Snapshot::Chunk>(**chunk);
    auto& list = copy->entries;
    list.insert(std::ranges::lower_bound(list, entry, by_key), std::move(entry));
    if (list.size() > 2 * Snapshot::chunk_size) {
        auto rest = std::make_shared<Snapshot::Chunk>();
        auto middle = list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2);
        rest->entries.assign(middle, list.end());
        list.erase(middle, list.end());
        chunk = chunks.insert(chunk + 1, std::move(rest)) - 1;
    }
    *chunk = std::move(copy);
}

void Register::put(Entry entry, std::int64_t position) {
    std::scoped_lock lock(mutex_);
    auto next = std::make_shared<Snapshot>(*std::atomic_load(&current_));
    auto made = std::make_shared<const Entry>(std::move(entry));
    ++next->changes_;
    EntryPointer& known = by_id_[made->id];
    if (known) take_out(*next, *known);
    known = made;
    put_in(*next, std::move(made));
    next->position_ = position;
    publish(std::move(next));
}

void Register::remove(ActivityId id, std::int64_t position) {
    std::scoped_lock lock(mutex_);
    auto next = std::make_shared<Snapshot>(*std::atomic_load(&current_));
    ++next->changes_;
    if (auto known = by_id_.find(id); known != by_id_.end()) {
        take_out(*next, *known->second);
        by_id_.erase(known);
    }
    next->position_ = position;
    publish(std::move(next));
}

void Register::move_on(std::int64_t position) {
    std::scoped_lock lock(mutex_);
    auto next = std::make_shared<Snapshot>(*std::atomic_load(&current_));
    next->position_ = position;
    publish(std::move(next));
}

}  // namespace thingwall::activities
