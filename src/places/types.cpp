#include "places/types.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/text.hpp"

namespace thingwall::places {

namespace {

double ring_area(const Ring& ring) {
    if (ring.size() < 4) return 0;
    // From the first corner, so that the grid's large numbers do not eat the digits.
    const Point o = ring.front();
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += (ring[i].east - o.east) * (ring[i + 1].north - o.north) -
                 (ring[i + 1].east - o.east) * (ring[i].north - o.north);
    return std::abs(twice) / 2;
}

struct KindWords {
    LayerKind kind;
    std::string_view word, one, many;
};
constexpr std::array<KindWords, 10> kind_words{{
    {LayerKind::ward, "ward", "ward", "wards"},
    {LayerKind::area_forum, "area_forum", "area forum", "area forums"},
    {LayerKind::police, "police", "police neighbourhood", "police neighbourhoods"},
    {LayerKind::health, "health", "health area", "health areas"},
    {LayerKind::management, "management", "neighbourhood management area", "neighbourhood management areas"},
    {LayerKind::parish, "parish", "parish", "parishes"},
    {LayerKind::constituency, "constituency", "constituency", "constituencies"},
    {LayerKind::district, "district", "district", "districts"},
    {LayerKind::small_area, "small_area", "small area", "small areas"},
    {LayerKind::other, "other", "area", "areas"},
}};

const KindWords& words_of(LayerKind kind) {
    for (const auto& words : kind_words)
        if (words.kind == kind) return words;
    return kind_words.back();
}

}  // namespace

Box Shape::box() const {
    Box box;
    for (const Part& part : parts)
        for (const Point& p : part.outer) box.grow(p);
    return box;
}

double Shape::area_m2() const {
    double sum = 0;
    for (const Part& part : parts) {
        sum += ring_area(part.outer);
        for (const Ring& hole : part.holes) sum -= ring_area(hole);
    }
    return sum;
}

std::size_t Shape::points() const {
    std::size_t count = 0;
    for (const Part& part : parts) {
        count += part.outer.size();
        for (const Ring& hole : part.holes) count += hole.size();
    }
    return count;
}

std::string_view to_word(LayerKind kind) {
    return words_of(kind).word;
}
std::string_view one(LayerKind kind) {
    return words_of(kind).one;
}
std::string_view many(LayerKind kind) {
    return words_of(kind).many;
}

// Also as people write it ("Police neighbourhood", "health action areas"): files and demonstrations name it so.
std::optional<LayerKind> parse_layer_kind(std::string_view word) {
    std::string plain = fold(word);
    std::ranges::replace(plain, '_', ' ');
    if (plain.starts_with("health action area")) return LayerKind::health;
    for (const auto& words : kind_words) {
        std::string stored(words.word);
        std::ranges::replace(stored, '_', ' ');
        if (plain == stored || plain == words.one || plain == words.many) return words.kind;
    }
    return {};
}

}  // namespace thingwall::places
