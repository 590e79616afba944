#include "library/index.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace thingwall::library {
namespace {

constexpr double units = 4;  // of a word's weight, which is kept in whole ones
// BM25 (Robertson and Zaragoza 2009, 3.4) with a fixed mean length: one that is counted over all would tell of what may
// not be seen.
constexpr double k1 = 1.2, b = 0.5, usual_length = 60;
constexpr std::size_t facet_state = 0;

constexpr std::array<std::string_view, facet_count> facet_names{"state",   "place",  "who",  "theme",
                                                                "subject", "method", "body", "kept"};

// As the register calls them.
constexpr std::array<std::string_view, 4> states{"planned", "open", "closed", "withdrawn"};
std::size_t state_number(bool withdrawn, Date first, Date last, Date today) {
    return withdrawn ? 3 : today < first ? 0 : today <= last ? 1 : 2;
}

std::uint32_t letters_of(std::string_view word) {
    std::uint32_t letters = 0;
    for (char c : word)
        if (c >= 'a' && c <= 'z')
            letters |= 1U << (c - 'a');
        else
            letters |= 1U << 26;
    return letters;
}

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

std::string_view name_of(Facet facet) {
    return facet_names[static_cast<std::size_t>(facet)];
}

void Bits::add(const Bits& other) {
    if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
}
void Bits::keep(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
}
std::int64_t Bits::count() const {
    std::int64_t count = 0;
    for (auto word : words_) count += __builtin_popcountll(word);
    return count;
}
bool Bits::none() const {
    return std::ranges::all_of(words_, [](auto word) { return word == 0; });
}

std::uint32_t Index::Shelf::number_of(std::string_view word) {
    if (auto known = numbers.find(word); known != numbers.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(words.size());
    words.push_back({std::string(word), letters_of(word), {}, {}});
    numbers.emplace(word, number);
    by_stem[std::string(stem_of(word))].push_back(number);
    by_length[word.size()].push_back(number);
    return number;
}

Index::Shelf& Index::shelf_for(const Item& item) {
    switch (item.seen) {
        case Seen::everyone:
            return everyone_;
        case Seen::partners:
            return partners_;
        case Seen::own_body:
            break;
    }
    return drafts_[item.lead];
}

// Enters the words of texts that lie on one shelf; gives their length, documents not counted.
float Index::add_words(Shelf& shelf, Slot slot, const std::vector<const Item::Words*>& texts) {
    std::vector<std::pair<std::uint32_t, double>> all;
    double length = 0;
    for (const auto* text : texts) {
        if (!text->is_document) {
            for_each_word(text->text, [&](Place, std::string_view word) {
                if (says_nothing(word)) return;
                all.emplace_back(shelf.number_of(word), text->weight);
                length += text->weight;
            });
            continue;
        }
        std::vector<std::uint32_t> numbers;
        for_each_word(text->text, [&](Place, std::string_view word) {
            if (!says_nothing(word)) numbers.push_back(shelf.number_of(word));
        });
        std::ranges::sort(numbers);
        for (std::size_t i = 0, end = 0; i < numbers.size(); i = end) {
            while (end < numbers.size() && numbers[end] == numbers[i]) ++end;
            const double times = std::min(1 + std::log2(static_cast<double>(end - i)), 6.0);
            all.emplace_back(numbers[i], text->weight * times);
        }
    }
    std::ranges::sort(all, {}, [](const auto& one) { return one.first; });
    for (std::size_t i = 0; i < all.size();) {
        double weight = 0;
        const auto number = all[i].first;
        for (; i < all.size() && all[i].first == number; ++i) weight += all[i].second;
        auto& word = shelf.words[number];
        word.slots.push_back(slot);
        word.weights.push_back(static_cast<std::uint16_t>(std::clamp(std::lround(weight * units), 1L, 65535L)));
    }
    return static_cast<float>(length);
}

void Index::put(const Item& item) {
    remove(item.id);
    const auto slot = static_cast<Slot>(rows_.size());
    Row row;
    row.id = item.id;
    row.first = item.first;
    row.last = item.last;
    row.withdrawn = item.withdrawn;
    row.public_from = item.public_from;
    row.shelf = &shelf_for(item);
    // What is for partners alone of something public lies on the partners' shelf; of a draft all lies with the draft.
    std::vector<const Item::Words*> open, closed;
    for (const auto& text : item.words)
        (text.partners_only && item.seen == Seen::everyone ? closed : open).push_back(&text);
    row.length_open = add_words(*row.shelf, slot, open);
    row.length_all = row.length_open + (closed.empty() ? 0 : add_words(partners_, slot, closed));
    row.shelf->members.grow(slot + 1);
    row.shelf->members.set(slot);
    rows_.push_back(row);
    slot_of_[item.id] = slot;
    for (std::size_t facet = 0; facet < facet_count; ++facet)
        for (const auto& key : item.keys[facet]) {
            auto& slots = keys_[facet][key];
            if (slots.empty() || slots.back() != slot) slots.push_back(slot);
        }
    for (const auto& key : item.kept_for_partners) {
        auto& slots = kept_for_partners_[key];
        if (slots.empty() || slots.back() != slot) slots.push_back(slot);
    }
}

void Index::remove(ActivityId id) {
    auto known = slot_of_.find(id);
    if (known == slot_of_.end()) return;
    forget(known->second);
    slot_of_.erase(known);
    // Slots that were left are passed over; when there are many, they are closed up.
    if (rows_.size() > 1024 && rows_.size() > slot_of_.size() + slot_of_.size() / 4) tidy();
}

void Index::forget(Slot slot) {
    rows_[slot].shelf->members.clear(slot);
    rows_[slot].shelf = nullptr;
}

void Index::Shelf::renumber(const std::vector<Slot>& moved, std::size_t slots) {
    constexpr auto gone = static_cast<Slot>(-1);
    for (auto& word : words) {
        std::size_t to = 0;
        for (std::size_t i = 0; i < word.slots.size(); ++i) {
            if (moved[word.slots[i]] == gone) continue;
            word.slots[to] = moved[word.slots[i]];
            word.weights[to++] = word.weights[i];
        }
        word.slots.resize(to);
        word.weights.resize(to);
    }
    Bits now(slots);
    members.each([&](std::size_t slot) { now.set(moved[slot]); });
    members = std::move(now);
    // Words that nothing has any more go too.
    Shelf rest;
    for (auto& word : words)
        if (!word.slots.empty()) {
            const auto number = rest.number_of(word.text);
            rest.words[number].slots = std::move(word.slots);
            rest.words[number].weights = std::move(word.weights);
        }
    rest.members = std::move(members);
    *this = std::move(rest);
}

void Index::tidy() {
    constexpr auto gone = static_cast<Slot>(-1);
    std::vector<Slot> moved(rows_.size(), gone);
    std::vector<Row> rows;
    rows.reserve(slot_of_.size());
    for (std::size_t slot = 0; slot < rows_.size(); ++slot)
        if (rows_[slot].shelf != nullptr) {
            moved[slot] = static_cast<Slot>(rows.size());
            rows.push_back(rows_[slot]);
        }
    rows_ = std::move(rows);
    for (auto& [id, slot] : slot_of_) slot = moved[slot];
    everyone_.renumber(moved, rows_.size());
    partners_.renumber(moved, rows_.size());
    for (auto& [body, shelf] : drafts_) shelf.renumber(moved, rows_.size());
    const auto tidy_keys = [&](Keys& keys) {
        for (auto& [key, slots] : keys) {
            std::size_t to = 0;
            for (auto slot : slots)
                if (moved[slot] != gone) slots[to++] = moved[slot];
            slots.resize(to);
        }
        std::erase_if(keys, [](const auto& one) { return one.second.empty(); });
    };
    for (auto& keys : keys_) tidy_keys(keys);
    tidy_keys(kept_for_partners_);
}

std::vector<ActivityId> Index::due(Date today) const {
    std::vector<ActivityId> found;
    for (const auto& row : rows_)
        if (row.shelf != nullptr && row.public_from && *row.public_from <= today) found.push_back(row.id);
    return found;
}

Index::Shelves Index::shelves_of(const Reader& reader) const {
    Shelves shelves{&everyone_};
    if (!reader.signed_in) return shelves;
    shelves.push_back(&partners_);
    if (auto own = drafts_.find(reader.body); own != drafts_.end() && reader.body.known())
        shelves.push_back(&own->second);
    return shelves;
}

Bits Index::bits_of(std::size_t facet, const std::vector<std::string>& chosen, const Reader& reader, Date today) const {
    Bits bits(rows_.size());
    if (facet == facet_state) {
        std::array<bool, states.size()> wanted{};
        for (std::size_t i = 0; i < states.size(); ++i)
            wanted[i] = std::ranges::find(chosen, states[i]) != chosen.end();
        for (std::size_t slot = 0; slot < rows_.size(); ++slot) {
            const Row& row = rows_[slot];
            if (wanted[state_number(row.withdrawn, row.first, row.last, today)]) bits.set(slot);
        }
        return bits;
    }
    const auto add = [&](const Keys& keys) {
        for (const auto& key : chosen)
            if (auto known = keys.find(key); known != keys.end())
                for (auto slot : known->second) bits.set(slot);
    };
    add(keys_[facet]);
    if (facet == static_cast<std::size_t>(Facet::kept) && reader.signed_in) add(kept_for_partners_);
    return bits;
}

std::string Index::meant_by(std::string_view word, const Shelves& shelves, const Bits& visible,
                            std::uint64_t& looked_at) const {
    const std::size_t most = word.size() <= 4 ? 1 : 2;
    const auto letters = letters_of(word);
    // Fewest slips first, then the same first letter, then the word that stands in more activities.
    std::tuple<std::size_t, bool, std::int64_t, std::string> best{most + 1, false, 0, {}};
    for (const auto* shelf : shelves)
        for (std::size_t length = word.size() - std::min(word.size(), most);
             length <= std::min(word.size() + most, longest_word); ++length)
            for (auto number : shelf->by_length[length]) {
                const auto& other = shelf->words[number];
                ++looked_at;
                // Each slip changes at most one letter for another.
                if (static_cast<std::size_t>(__builtin_popcount(letters ^ other.letters)) > 2 * most) continue;
                if (has_digit(other.text)) continue;
                const auto slips = slips_between(word, other.text, most);
                if (slips == 0 || slips > most || slips > std::get<0>(best)) continue;
                std::int64_t times = 0;
                for (auto slot : other.slots) times += visible.has(slot) ? 1 : 0;
                looked_at += other.slots.size();
                if (times == 0) continue;
                std::tuple<std::size_t, bool, std::int64_t, std::string> one{slips, other.text[0] != word[0], -times,
                                                                             other.text};
                if (one < best) best = std::move(one);
            }
    return std::get<3>(best);
}

void Index::count_facets(Answer& answer, const Question& question, const Reader& reader, Date today,
                         const std::vector<Bits>& masks, const Bits& matching) const {
    for (std::size_t facet = 0; facet < facet_count; ++facet) {
        Bits base = matching;  // by all but this one
        for (std::size_t other = 0; other < facet_count; ++other)
            if (other != facet && !question.chosen[other].empty()) base.keep(masks[other]);
        ByText<std::int64_t> counts;
        if (facet == facet_state) {
            std::array<std::int64_t, states.size()> by_state{};
            base.each([&](std::size_t slot) {
                const Row& row = rows_[slot];
                ++by_state[state_number(row.withdrawn, row.first, row.last, today)];
            });
            for (std::size_t i = 0; i < states.size(); ++i) counts[std::string(states[i])] = by_state[i];
        } else {
            const bool kept = facet == static_cast<std::size_t>(Facet::kept);
            for (const auto& [key, slots] : keys_[facet]) {
                std::int64_t count = 0;
                for (auto slot : slots) count += base.has(slot) ? 1 : 0;
                answer.looked_at += slots.size();
                if (count != 0) counts[key] = count;
            }
            if (kept && reader.signed_in)
                for (const auto& [key, slots] : kept_for_partners_) {
                    // An activity may have both, and counts once.
                    Bits both(rows_.size());
                    for (auto slot : slots) both.set(slot);
                    if (auto open = keys_[facet].find(key); open != keys_[facet].end())
                        for (auto slot : open->second) both.set(slot);
                    both.keep(base);
                    if (const auto count = both.count(); count != 0) counts[key] = count;
                }
        }
        auto& counted = answer.facets[facet];
        for (auto& [key, count] : counts)
            if (count != 0) counted.push_back({key, count});
        for (const auto& key : question.chosen[facet])
            if (std::ranges::find(counted, key, &Counted::key) == counted.end()) counted.push_back({key, 0});
        std::ranges::sort(counted, [](const Counted& one, const Counted& other) {
            return one.count != other.count ? one.count > other.count : one.key < other.key;
        });
    }
}

Answer Index::search(const Question& question, const Reader& reader, Date today) const {
    Answer answer;
    const auto shelves = shelves_of(reader);
    Bits visible(rows_.size());
    for (const auto* shelf : shelves) visible.add(shelf->members);
    answer.visible = visible.count();

    const auto asked = asked_words(question.words, &answer.first_words_only);
    thread_local std::vector<float> scores, weights;
    thread_local std::vector<Slot> touched;
    scores.assign(rows_.size(), 0);
    if (weights.size() < rows_.size()) weights.resize(rows_.size(), 0);

    Bits every = visible, some(rows_.size());
    std::vector<const Asked*> found_nowhere;
    for (const auto& one : asked) {
        answer.stems.push_back(one.stem);
        touched.clear();
        for (const auto* shelf : shelves) {
            auto words = shelf->by_stem.find(one.stem);
            if (words == shelf->by_stem.end()) continue;
            for (auto number : words->second) {
                const auto& word = shelf->words[number];
                answer.looked_at += word.slots.size();
                for (std::size_t i = 0; i < word.slots.size(); ++i) {
                    const auto slot = word.slots[i];
                    if (weights[slot] == 0) touched.push_back(slot);
                    weights[slot] += static_cast<float>(word.weights[i]);
                }
            }
        }
        Bits with(rows_.size());
        std::int64_t times = 0;
        for (auto slot : touched)
            if (visible.has(slot)) {
                with.set(slot);
                ++times;
            }
        const double rarity =
            std::log(1 + (static_cast<double>(answer.visible - times) + 0.5) / (static_cast<double>(times) + 0.5));
        for (auto slot : touched) {
            const double weight = weights[slot] / units;
            const double length = reader.signed_in ? rows_[slot].length_all : rows_[slot].length_open;
            scores[slot] += static_cast<float>(rarity * weight / (weight + k1 * (1 - b + b * length / usual_length)));
            weights[slot] = 0;
        }
        every.keep(with);
        some.add(with);
        if (times == 0) found_nowhere.push_back(&one);
    }
    Bits matching = every;
    if (!asked.empty() && every.none() && !some.none()) {
        matching = some;
        answer.every_word = false;
    }

    if (question.from || question.until)
        for (std::size_t slot = 0; slot < rows_.size(); ++slot)
            if ((question.from && rows_[slot].last < *question.from) ||
                (question.until && rows_[slot].first > *question.until))
                matching.clear(slot);
    std::vector<Bits> masks(facet_count);
    Bits rest = matching;
    for (std::size_t facet = 0; facet < facet_count; ++facet)
        if (!question.chosen[facet].empty()) {
            masks[facet] = bits_of(facet, question.chosen[facet], reader, today);
            rest.keep(masks[facet]);
        }
    answer.total = rest.count();
    if (question.counts_only) return answer;
    count_facets(answer, question, reader, today, masks, matching);

    std::vector<Slot> rows;
    rows.reserve(static_cast<std::size_t>(answer.total));
    rest.each([&](std::size_t slot) { rows.push_back(static_cast<Slot>(slot)); });
    const bool by_score = question.order == Order::best && !asked.empty();
    const auto before = [&](Slot one, Slot other) {
        if (by_score && scores[one] != scores[other]) return scores[one] > scores[other];
        if (rows_[one].last != rows_[other].last) return rows_[one].last > rows_[other].last;
        return rows_[one].id > rows_[other].id;
    };
    const auto per_page = std::max<std::int64_t>(1, question.per_page);
    answer.page =
        std::clamp<std::int64_t>(question.page, 1, std::max<std::int64_t>(1, (answer.total + per_page - 1) / per_page));
    const auto first = static_cast<std::size_t>((answer.page - 1) * per_page);
    const auto last = std::min(rows.size(), first + static_cast<std::size_t>(per_page));
    std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(last), before);
    for (std::size_t i = first; i < last; ++i) answer.rows.push_back(rows_[rows[i]].id);

    if (!found_nowhere.empty()) {
        std::string words = question.words;
        bool any = false;
        for (auto one = found_nowhere.rbegin(); one != found_nowhere.rend(); ++one) {
            if ((*one)->word.size() < 3 || has_digit((*one)->word)) continue;
            auto meant = meant_by((*one)->word, shelves, visible, answer.looked_at);
            if (meant.empty()) continue;
            words.replace((*one)->place.begin, (*one)->place.length, meant);
            any = true;
        }
        if (any) {
            Question again = question;
            again.words = words;
            again.counts_only = true;
            const auto would_be = search(again, reader, today);
            answer.looked_at += would_be.looked_at;
            if (would_be.total > 0 && would_be.every_word) answer.meant = std::move(words);
        }
    }
    return answer;
}

}  // namespace thingwall::library
