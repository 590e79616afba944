#include "places/postcodes.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace thingwall::places {

namespace {

// FNV-1a over 8 bytes at a time: finds a torn or cut blob, guards against nobody.
std::uint64_t checksum(std::string_view bytes) {
    std::uint64_t sum = 14695981039346656037ull;
    while (bytes.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        sum = (sum ^ word) * 1099511628211ull;
        sum ^= sum >> 29;
        bytes.remove_prefix(8);
    }
    for (const char c : bytes) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return sum;
}

static_assert(std::endian::native == std::endian::little, "the packed postcodes are little-endian");
constexpr std::string_view magic = "TWPC0001";

template <class T>
void append(std::string& out, const std::vector<T>& values) {
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}
template <class T>
void take(std::string_view& bytes, std::vector<T>& values, std::size_t count) {
    values.resize(count);
    if (count > 0) std::memcpy(static_cast<void*>(values.data()), bytes.data(), count * sizeof(T));
    bytes.remove_prefix(count * sizeof(T));
}

}  // namespace

Postcodes::Postcodes(std::vector<Entry> entries) {
    const auto later = [](const Entry& e) { return e.ended == 0 ? 999999 : e.ended; };
    if (!std::ranges::is_sorted(entries, {}, &Entry::key)) {
        std::ranges::stable_sort(entries, [&](const Entry& a, const Entry& b) { return a.key < b.key; });
    }
    keys_.reserve(entries.size());
    spots_.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t best = i, end = i + 1;
        for (; end < entries.size() && entries[end].key == entries[i].key; ++end)
            if (later(entries[end]) >= later(entries[best])) best = end;
        keys_.push_back(entries[best].key);
        spots_.push_back({entries[best].east, entries[best].north});
        if (entries[best].ended != 0) ended_.emplace_back(entries[best].key, entries[best].ended);
        i = end;
    }
    index();
}

void Postcodes::index() {
    if (keys_.empty()) return;
    // About sixteen keys for each start.
    const int bits = std::clamp<int>(static_cast<int>(std::bit_width(keys_.size())) - 4, 1, 20);
    shift_ = std::max(0, static_cast<int>(std::bit_width(keys_.back())) - bits);
    starts_.assign((keys_.back() >> shift_) + 2, 0);
    std::size_t at = 0;
    for (std::size_t bucket = 0; bucket < starts_.size(); ++bucket) {
        while (at < keys_.size() && (keys_[at] >> shift_) < bucket) ++at;
        starts_[bucket] = static_cast<std::uint32_t>(at);
    }
}

std::optional<std::size_t> Postcodes::place(std::uint32_t key) const {
    if (keys_.empty() || key > keys_.back()) return {};
    const std::size_t bucket = key >> shift_;
    const auto first = keys_.begin() + starts_[bucket], last = keys_.begin() + starts_[bucket + 1];
    const auto found = std::lower_bound(first, last, key);
    if (found == last || *found != key) return {};
    return static_cast<std::size_t>(found - keys_.begin());
}

std::optional<Point> Postcodes::find(const Postcode& postcode) const {
    const auto at = place(postcode.key());
    if (!at) return {};
    return Point{static_cast<double>(spots_[*at].east), static_cast<double>(spots_[*at].north)};
}

std::optional<std::int32_t> Postcodes::ended(const Postcode& postcode) const {
    const auto found =
        std::ranges::lower_bound(ended_, postcode.key(), {}, &std::pair<std::uint32_t, std::int32_t>::first);
    if (found == ended_.end() || found->first != postcode.key()) return {};
    return found->second;
}

Postcodes::Entry Postcodes::at(std::size_t n) const {
    Entry entry{keys_[n], spots_[n].east, spots_[n].north, 0};
    const auto found = std::ranges::lower_bound(ended_, entry.key, {}, &std::pair<std::uint32_t, std::int32_t>::first);
    if (found != ended_.end() && found->first == entry.key) entry.ended = found->second;
    return entry;
}

std::size_t Postcodes::bytes_in_memory() const {
    return keys_.capacity() * sizeof(keys_[0]) + spots_.capacity() * sizeof(spots_[0]) +
           ended_.capacity() * sizeof(ended_[0]) + starts_.capacity() * sizeof(starts_[0]);
}

std::string Postcodes::to_bytes() const {
    std::string out(magic);
    const std::uint64_t counts[2] = {keys_.size(), ended_.size()};
    out.reserve(magic.size() + 24 + keys_.size() * 12 + ended_.size() * 8);
    out.append(reinterpret_cast<const char*>(counts), sizeof counts);
    append(out, keys_);
    append(out, spots_);
    append(out, ended_);
    const std::uint64_t sum = checksum(out);
    out.append(reinterpret_cast<const char*>(&sum), sizeof sum);
    return out;
}

Result<Postcodes> Postcodes::from_bytes(std::string_view bytes) {
    const auto broken = [] { return invalid("The stored postcodes are damaged: import them again"); };
    if (bytes.size() < magic.size() + 24 || !bytes.starts_with(magic)) return broken();
    std::uint64_t sum = 0;
    std::memcpy(&sum, bytes.data() + bytes.size() - 8, 8);
    bytes.remove_suffix(8);
    if (checksum(bytes) != sum) return broken();
    bytes.remove_prefix(magic.size());
    std::uint64_t counts[2];
    std::memcpy(counts, bytes.data(), sizeof counts);
    bytes.remove_prefix(sizeof counts);
    if (counts[0] > bytes.size() || counts[1] > bytes.size() || bytes.size() != counts[0] * 12 + counts[1] * 8)
        return broken();
    Postcodes made;
    take(bytes, made.keys_, counts[0]);
    take(bytes, made.spots_, counts[0]);
    take(bytes, made.ended_, counts[1]);
    if (!std::ranges::is_sorted(made.keys_)) return broken();
    made.index();
    return made;
}

}  // namespace thingwall::places
