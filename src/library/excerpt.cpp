#include "library/excerpt.hpp"

#include <algorithm>
#include <set>

#include "library/words.hpp"

namespace thingwall::library {
namespace {

struct Hit {
    Place place;
    std::size_t stem = 0;
};

std::vector<Hit> hits_in(std::string_view text, const std::vector<std::string>& stems) {
    std::vector<Hit> hits;
    if (stems.empty()) return hits;
    for_each_word(text, [&](Place place, std::string_view word) {
        // A stem begins as its words do, but for a last letter that changes: most words need not be stemmed.
        const bool may_be = std::ranges::any_of(stems, [&](const auto& stem) { return stem[0] == word[0]; });
        if (!may_be) return;
        const auto stem = stem_of(word);
        for (std::size_t i = 0; i < stems.size(); ++i)
            if (stems[i] == stem) hits.push_back({place, i});
    });
    return hits;
}

Pieces cut_up(std::string_view text, std::size_t begin, std::size_t end, const std::vector<Hit>& hits) {
    Pieces pieces;
    std::size_t at = begin;
    for (const auto& hit : hits) {
        if (hit.place.begin < at || hit.place.begin + hit.place.length > end) continue;
        if (hit.place.begin > at) pieces.push_back({std::string(text.substr(at, hit.place.begin - at)), false});
        pieces.push_back({std::string(text.substr(hit.place.begin, hit.place.length)), true});
        at = hit.place.begin + hit.place.length;
    }
    if (at < end) pieces.push_back({std::string(text.substr(at, end - at)), false});
    return pieces;
}

bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

}  // namespace

Pieces marked(std::string_view text, const std::vector<std::string>& stems) {
    return cut_up(text, 0, text.size(), hits_in(text, stems));
}

Excerpt excerpt(std::string_view text, const std::vector<std::string>& stems, std::size_t most) {
    Excerpt made;
    const auto hits = hits_in(text, stems);
    std::set<std::size_t> seen;
    for (const auto& hit : hits) seen.insert(hit.stem);
    for (auto i : seen) made.stems.push_back(stems[i]);
    // The run of hits that fits and has the most of the stems; the first of the best.
    std::size_t best = 0, best_end = 0, best_count = 0;
    for (std::size_t first = 0; first < hits.size() && best_count < seen.size(); ++first) {
        std::set<std::size_t> here;
        std::size_t last = first;
        while (last < hits.size() && hits[last].place.begin + hits[last].place.length - hits[first].place.begin <= most)
            here.insert(hits[last++].stem);
        if (here.size() > best_count) {
            best = hits[first].place.begin;
            best_end = hits[last - 1].place.begin + hits[last - 1].place.length;
            best_count = here.size();
        }
    }
    // As much before as after, from a blank to a blank.
    const std::size_t room = most > best_end - best ? most - (best_end - best) : 0;
    std::size_t begin = best > room / 3 ? best - room / 3 : 0;
    if (text.size() <= most) begin = 0;
    while (begin > 0 && !is_blank(text[begin - 1])) --begin;
    std::size_t end = std::min(text.size(), std::max(begin + most, best_end));
    if (end < text.size())
        while (end > best_end && end > begin && !is_blank(text[end])) --end;
    if (end == begin)
        for (end = std::min(text.size(), begin + most);
             end > begin && (static_cast<unsigned char>(text[end == text.size() ? end - 1 : end]) & 0xC0) == 0x80;
             --end)
            continue;
    if (begin > 0) made.pieces.push_back({"… ", false});
    for (auto& piece : cut_up(text, begin, end, hits)) made.pieces.push_back(std::move(piece));
    if (end < text.size()) made.pieces.push_back({" …", false});
    for (auto& piece : made.pieces) std::ranges::replace(piece.text, '\n', ' ');
    return made;
}

}  // namespace thingwall::library
