#include "places/overlay.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <tuple>

namespace thingwall::places {

namespace {

// Two shares of the work side by side. An exception of either is thrown here.
template <class Work>
void in_two(std::size_t count, const Work& work) {
    if (count < 16) return work(0, count);
    std::exception_ptr failed;
    std::thread other([&] {
        try {
            work(count / 2, count);
        } catch (...) {
            failed = std::current_exception();
        }
    });
    try {
        work(0, count / 2);
    } catch (...) {
        other.join();
        throw;
    }
    other.join();
    if (failed) std::rethrow_exception(failed);
}

/// The areas of a layer whose boxes meet this one.
void near(const Ground& layer, const Box& box, std::vector<Over>& out) {
    out.clear();
    layer.tree().each_meeting(box, [&](std::uint32_t place) { out.push_back({&layer.borders(place), place}); });
    std::ranges::sort(out, {}, &Over::place);
}

void chosen(const Ground& layer, std::span<const Piece> pieces, std::vector<Over>& out) {
    out.clear();
    for (const Piece& piece : pieces) out.push_back({&layer.borders(piece.area), piece.area});
}

}  // namespace

std::vector<Shared> shared_ground(const Ground& source, const Ground& target) {
    // The smaller areas are swept, each with all the larger ones that are near.
    const bool turned = source.size() > target.size();
    const Ground& larger = turned ? target : source;
    const Ground& smaller = turned ? source : target;
    std::vector<Shared> parts[2];
    in_two(smaller.size(), [&](std::size_t begin, std::size_t end) {
        Sweep sweep;
        std::vector<Over> over;
        for (std::size_t b = begin; b < end; ++b) {
            near(larger, smaller.box(b), over);
            if (over.empty()) continue;
            for (const SweptCell& cell : sweep.run(smaller.borders(b), over, {}))
                if (cell.first != in_none)
                    parts[begin == 0 ? 0 : 1].push_back({cell.first, static_cast<std::uint32_t>(b), cell.area_m2});
        }
    });
    std::vector<Shared> all = std::move(parts[0]);
    all.insert(all.end(), parts[1].begin(), parts[1].end());
    if (turned)
        for (Shared& pair : all) std::swap(pair.source, pair.target);
    std::ranges::sort(all, {}, [](const Shared& s) { return std::pair{s.source, s.target}; });
    return all;
}

Pieces::Pieces(const Ground& blocks, const Ground& layer)
    : layer_(&layer), pieces_(blocks.size()), covered_(blocks.size(), 0) {
    in_two(blocks.size(), [&](std::size_t begin, std::size_t end) {
        Sweep sweep;
        std::vector<Over> over;
        for (std::size_t block = begin; block < end; ++block) {
            near(layer, blocks.box(block), over);
            if (over.empty()) continue;
            for (const SweptCell& cell : sweep.run(blocks.borders(block), over, {})) {
                if (cell.first == in_none) continue;
                pieces_[block].push_back({cell.first, cell.area_m2});
                covered_[block] += cell.area_m2;
            }
        }
    });
}

Pieces::Pieces(const Ground& blocks) : layer_(&blocks), pieces_(blocks.size()), covered_(blocks.size(), 0) {
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        pieces_[block].push_back({static_cast<std::uint32_t>(block), blocks.area_m2(block)});
        covered_[block] = blocks.area_m2(block);
    }
}

std::vector<Cell> cells(const Ground& blocks, const Pieces& source, const Pieces& target) {
    std::vector<Cell> parts[2];
    in_two(blocks.size(), [&](std::size_t begin, std::size_t end) {
        std::vector<Cell>& out = parts[begin == 0 ? 0 : 1];
        Sweep sweep;
        std::vector<Over> first, second;
        for (std::size_t block = begin; block < end; ++block) {
            const auto a = source.of(block), b = target.of(block);
            if (a.empty() || b.empty()) continue;
            const auto place = static_cast<std::uint32_t>(block);
            // Where one area holds the whole small area, the other layer's pieces are the answer.
            const auto holds = [&](std::span<const Piece> pieces) {
                return pieces.size() == 1 && pieces[0].area_m2 >= blocks.area_m2(block) * (1 - 1e-9);
            };
            if (holds(a)) {
                for (const Piece& piece : b) out.push_back({place, a[0].area, piece.area, piece.area_m2});
            } else if (holds(b)) {
                for (const Piece& piece : a) out.push_back({place, piece.area, b[0].area, piece.area_m2});
            } else {
                chosen(source.layer(), a, first);
                chosen(target.layer(), b, second);
                for (const SweptCell& cell : sweep.run(blocks.borders(block), first, second))
                    if (cell.first != in_none && cell.second != in_none)
                        out.push_back({place, cell.first, cell.second, cell.area_m2});
            }
        }
    });
    parts[0].insert(parts[0].end(), parts[1].begin(), parts[1].end());
    return std::move(parts[0]);
}

}  // namespace thingwall::places
