#include "places/overlay.hpp"

#include <algorithm>
#include <thread>
#include <tuple>

namespace thingwall::places {

namespace {

// Two shares of the work side by side. Each thread has its own GEOS context and prepares its own shapes; what both read
// was warmed when it was made. An exception of either is thrown here.
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

}  // namespace

std::vector<Shared> shared_ground(const Ground& source, const Ground& target) {
    // The larger areas are prepared: each is then asked about many small ones.
    const bool turned = source.size() > target.size();
    const Ground& outer = turned ? target : source;
    const Ground& inner = turned ? source : target;

    std::vector<std::vector<Shared>> found(outer.size());
    in_two(outer.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            geos::Prepared prepared;
            inner.tree().each_meeting(outer.box(a), [&](std::uint32_t b) {
                if (!prepared) prepared = geos::prepare(outer.shape(a));
                double area = 0;
                if (geos::covers(prepared.get(), inner.shape(b)))
                    area = inner.area_m2(b);
                else if (geos::meets(prepared.get(), inner.shape(b)))
                    area = geos::area_m2(geos::intersection(outer.shape(a), inner.shape(b)).get());
                if (area > 0) found[a].push_back({static_cast<std::uint32_t>(a), b, area});
            });
        }
    });
    std::vector<Shared> all;
    for (auto& part : found)
        for (Shared& pair : part) {
            if (turned) std::swap(pair.source, pair.target);
            all.push_back(pair);
        }
    std::ranges::sort(all, {}, [](const Shared& s) { return std::pair{s.source, s.target}; });
    return all;
}

Pieces::Pieces(const Ground& blocks, const Ground& layer) : pieces_(blocks.size()), covered_(blocks.size(), 0) {
    struct Found {
        std::uint32_t block;
        Piece piece;
    };
    std::vector<std::vector<Found>> found(layer.size());
    in_two(layer.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            geos::Prepared prepared;
            const auto area = static_cast<std::uint32_t>(a);
            blocks.tree().each_meeting(layer.box(a), [&](std::uint32_t block) {
                if (!prepared) prepared = geos::prepare(layer.shape(a));
                if (geos::covers(prepared.get(), blocks.shape(block))) {
                    found[a].push_back({block, {area, blocks.area_m2(block), nullptr}});
                } else if (geos::meets(prepared.get(), blocks.shape(block))) {
                    geos::Geometry cut = geos::intersection(blocks.shape(block), layer.shape(a));
                    const double ground = geos::area_m2(cut.get());
                    if (ground > 0) found[a].push_back({block, {area, ground, std::move(cut)}});
                }
            });
        }
    });
    for (auto& of_area : found)
        for (Found& one : of_area) {
            covered_[one.block] += one.piece.area_m2;
            if (one.piece.cut) geos::warm(one.piece.cut.get());
            pieces_[one.block].push_back(std::move(one.piece));
        }
}

Pieces::Pieces(const Ground& blocks) : pieces_(blocks.size()), covered_(blocks.size(), 0) {
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        pieces_[block].push_back({static_cast<std::uint32_t>(block), blocks.area_m2(block), nullptr});
        covered_[block] = blocks.area_m2(block);
    }
}

std::vector<Cell> cells(const Ground& blocks, const Pieces& source, const Pieces& target) {
    std::vector<Cell> parts[2];
    in_two(blocks.size(), [&](std::size_t begin, std::size_t end) {
        std::vector<Cell>& out = parts[begin == 0 ? 0 : 1];
        for (std::size_t block = begin; block < end; ++block) {
            for (const Piece& a : source.of(block))
                for (const Piece& b : target.of(block)) {
                    // Where one of the two holds the whole small area, the other's piece is the answer.
                    double area = !a.cut ? b.area_m2 : a.area_m2;
                    if (a.cut && b.cut) area = geos::area_m2(geos::intersection(a.cut.get(), b.cut.get()).get());
                    if (area > 0) out.push_back({static_cast<std::uint32_t>(block), a.area, b.area, area});
                }
        }
    });
    parts[0].insert(parts[0].end(), parts[1].begin(), parts[1].end());
    return std::move(parts[0]);
}

}  // namespace thingwall::places
