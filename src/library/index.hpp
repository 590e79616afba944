#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "library/words.hpp"

namespace thingwall::library {

/// What a search can be narrowed by, each with its counts.
enum class Facet { state, place, who, theme, subject, method, body, kept };
inline constexpr std::size_t facet_count = 8;
[[nodiscard]] std::string_view name_of(Facet facet);  ///< as addresses say it: "state", "place"

/// Who may see an activity today.
enum class Seen { everyone, partners, own_body };

/// All that is searched of one activity.
struct Item {
    struct Words {
        std::string text;
        double weight = 1;
        bool partners_only = false;
        bool is_document = false;  ///< long: a word that comes again and again counts little more
    };
    ActivityId id;
    OrganisationId lead;
    Seen seen = Seen::partners;
    std::optional<Date> public_from;  ///< a day to come on which everyone may see it
    Date first, last;
    bool withdrawn = false;
    std::array<std::vector<std::string>, facet_count> keys;  ///< those of `state` are worked out by the day
    std::vector<std::string> kept_for_partners;              ///< further keys of Facet::kept
    std::vector<Words> words;
};

/// For whom is searched. What they may not see is not looked at.
struct Reader {
    bool signed_in = false;
    OrganisationId body;
};

enum class Order { best, newest };
struct Question {
    std::string words;
    /// Several of one facet are "or", facets together "and".
    std::array<std::vector<std::string>, facet_count> chosen;
    std::optional<Date> from, until;  ///< activities that run on any of these days
    Order order = Order::best;        ///< `best` without words is `newest`
    std::int64_t page = 1, per_page = 20;
    bool counts_only = false;  ///< no rows, no facets
};

struct Counted {
    std::string key;
    std::int64_t count = 0;
};
struct Answer {
    std::vector<ActivityId> rows;  ///< of the page asked for
    std::int64_t total = 0;        ///< that match
    std::int64_t visible = 0;      ///< that this reader may see at all
    std::int64_t page = 1;
    /// How many there would be with each choice, the other facets kept; most first. None without a match, but those
    /// chosen.
    std::array<std::vector<Counted>, facet_count> facets;
    std::vector<std::string> stems;  ///< of the words asked for
    bool first_words_only = false;   ///< more was typed than is looked for
    bool every_word = true;          ///< false: nothing has all words, these have some of them
    std::string meant;               ///< the same words without a slip, which do find something; empty for none
    std::uint64_t looked_at = 0;     ///< places in lists and words that were read for it: what its time hangs on
};

/// A set of activities by their slots.
class Bits {
public:
    explicit Bits(std::size_t slots = 0) : words_((slots + 63) / 64) {}
    void grow(std::size_t slots) { words_.resize((slots + 63) / 64); }
    void set(std::size_t slot) { words_[slot / 64] |= std::uint64_t{1} << (slot % 64); }
    void clear(std::size_t slot) { words_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64)); }
    [[nodiscard]] bool has(std::size_t slot) const { return (words_[slot / 64] >> (slot % 64) & 1) != 0; }
    void add(const Bits& other);
    void keep(const Bits& other);
    [[nodiscard]] std::int64_t count() const;
    [[nodiscard]] bool none() const;
    template <class Take>
    void each(Take take) const {
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1)
                take(i * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
    }

private:
    std::vector<std::uint64_t> words_;
};

/// Every activity with what was found and kept, to be searched in memory. Exact: each count is a true count.
///
/// What may not be seen is kept apart, rather than taken out afterwards: the words of what everyone may see, of what
/// partners may see, and of each body's drafts lie in shelves of their own, with their own vocabulary. A search opens
/// only the reader's shelves, so that nothing on another one can change an answer, a count, a suggestion or the time
/// that they take.
///
/// One writer and no reader, or any number of readers: whoever holds it sees to that.
class Index {
public:
    Index() = default;
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;
    void put(const Item& item);
    void remove(ActivityId id);
    [[nodiscard]] std::size_t size() const { return slot_of_.size(); }

    [[nodiscard]] Answer search(const Question& question, const Reader& reader, Date today) const;

    /// Those that everyone may see from this day or an earlier one, and that were put before: to be put again.
    [[nodiscard]] std::vector<ActivityId> due(Date today) const;

private:
    using Slot = std::uint32_t;
    struct Word {
        std::string text;
        std::uint32_t letters = 0;  ///< which of them it has, for a first look at what was meant
        std::vector<Slot> slots;    ///< rising
        std::vector<std::uint16_t> weights;
    };
    struct Shelf {
        ByText<std::uint32_t> numbers;
        std::vector<Word> words;
        ByText<std::vector<std::uint32_t>> by_stem;
        std::array<std::vector<std::uint32_t>, longest_word + 1> by_length;
        Bits members;  ///< activities that are here by their own right
        std::uint32_t number_of(std::string_view word);
        void renumber(const std::vector<Slot>& moved, std::size_t slots);
    };
    struct Row {
        ActivityId id;
        Date first, last;
        bool withdrawn = false;
        float length_open = 0, length_all = 0;  ///< in words, for those who see the open part, and all of it
        Shelf* shelf = nullptr;
        std::optional<Date> public_from;
    };
    using Keys = ByText<std::vector<Slot>>;
    using Shelves = std::vector<const Shelf*>;

    Shelf& shelf_for(const Item& item);
    float add_words(Shelf& shelf, Slot slot, const std::vector<const Item::Words*>& texts);
    void forget(Slot slot);
    void tidy();
    [[nodiscard]] Shelves shelves_of(const Reader& reader) const;
    [[nodiscard]] Bits bits_of(std::size_t facet, const std::vector<std::string>& chosen, const Reader& reader,
                               Date today) const;
    [[nodiscard]] std::string meant_by(std::string_view word, const Shelves& shelves, const Bits& visible,
                                       std::uint64_t& looked_at) const;
    void count_facets(Answer& answer, const Question& question, const Reader& reader, Date today,
                      const std::vector<Bits>& masks, const Bits& matching) const;

    std::vector<Row> rows_;  ///< by slot; a slot is used once, so that lists of slots only grow at their end
    std::unordered_map<ActivityId, Slot> slot_of_;
    Shelf everyone_, partners_;
    std::map<OrganisationId, Shelf> drafts_;
    std::array<Keys, facet_count> keys_;
    Keys kept_for_partners_;
};

}  // namespace thingwall::library
