#include "places/crosswalk.hpp"

#include <algorithm>
#include <unordered_map>

namespace thingwall::places {

namespace {

std::uint64_t key_of(std::uint32_t source, std::uint32_t target) {
    return std::uint64_t{source} << 32 | target;
}

/// Collects rows by pair, and totals by source and target.
class Rows {
public:
    CrosswalkRow& at(std::uint32_t source, std::uint32_t target) {
        const auto [found, added] = places_.try_emplace(key_of(source, target), rows_.size());
        if (added) {
            CrosswalkRow row;
            row.source = source;
            row.target = target;
            rows_.push_back(row);
        }
        return rows_[found->second];
    }
    std::vector<CrosswalkRow> take() {
        std::ranges::sort(rows_, {}, [](const CrosswalkRow& row) { return key_of(row.source, row.target); });
        return std::move(rows_);
    }

private:
    std::vector<CrosswalkRow> rows_;
    std::unordered_map<std::uint64_t, std::size_t> places_;
};

/// Shares of each source's and each target's total, remainders included. Nobody there: the shares are 0.
void fill_shares(std::vector<CrosswalkRow>& rows, double CrosswalkRow::* measure) {
    std::unordered_map<std::uint32_t, double> of_source, of_target;
    for (const CrosswalkRow& row : rows) {
        if (row.source != outside) of_source[row.source] += row.*measure;
        if (row.target != outside) of_target[row.target] += row.*measure;
    }
    for (CrosswalkRow& row : rows) {
        const double source = row.source == outside ? 0 : of_source[row.source];
        const double target = row.target == outside ? 0 : of_target[row.target];
        row.share_of_source = source > 0 ? row.*measure / source : 0;
        row.share_of_target = target > 0 ? row.*measure / target : 0;
    }
}

// The layers were drawn at about 20 m and small areas are some hundred metres wide: a twentieth more or less is the
// pen.
constexpr double pen = 0.05;
bool nearly_all(double covered_m2, double whole_m2) {
    return covered_m2 >= (1 - pen) * whole_m2 && covered_m2 <= (1 + pen) * whole_m2;
}

/// How much a small area's ground has to be stretched so that what is covered counts as all of it.
double stretch(double covered_m2, double whole_m2) {
    return nearly_all(covered_m2, whole_m2) && covered_m2 > 0 ? whole_m2 / covered_m2 : 1;
}

}  // namespace

std::string_view to_word(Method method) {
    switch (method) {
        case Method::residents:
            return "residents";
        case Method::best_fit:
            return "best_fit";
        case Method::area:
            return "area";
    }
    return "area";
}

Reliability reliability(const CrosswalkRow& row) {
    if (row.residents <= 0) return Reliability::rough;
    const double whole = row.whole_residents / row.residents;
    if (whole >= 0.95) return Reliability::firm;
    return whole >= 0.6 ? Reliability::fair : Reliability::rough;
}

Crosswalk by_area(const Ground& source, const Ground& target) {
    Crosswalk crosswalk;
    crosswalk.provenance = {Method::area, source.digest(), target.digest(), {}, {}, {}, 0.005};
    std::vector<double> in_source(source.size(), 0), in_target(target.size(), 0);
    for (const Shared& pair : shared_ground(source, target)) {
        CrosswalkRow row;
        row.source = pair.source;
        row.target = pair.target;
        row.area_m2 = pair.area_m2;
        in_source[pair.source] += pair.area_m2;
        in_target[pair.target] += pair.area_m2;
        crosswalk.rows.push_back(row);
    }
    const auto remainder = [&](std::uint32_t a, std::uint32_t b, double whole, double covered) {
        CrosswalkRow row;
        row.source = a;
        row.target = b;
        row.area_m2 = std::max(0.0, whole - covered);
        if (row.area_m2 > 1e-6 * whole) crosswalk.rows.push_back(row);
    };
    for (std::uint32_t i = 0; i < source.size(); ++i) remainder(i, outside, source.area_m2(i), in_source[i]);
    for (std::uint32_t i = 0; i < target.size(); ++i) remainder(outside, i, target.area_m2(i), in_target[i]);
    std::ranges::sort(crosswalk.rows, {}, [](const CrosswalkRow& row) { return key_of(row.source, row.target); });
    for (CrosswalkRow& row : crosswalk.rows) {
        if (row.source != outside) row.share_of_source = row.area_m2 / source.area_m2(row.source);
        if (row.target != outside) row.share_of_target = row.area_m2 / target.area_m2(row.target);
    }
    return crosswalk;
}

double portion_of(const Ground& blocks, const Pieces& layer, std::size_t block, const Piece& piece) {
    const double whole = blocks.area_m2(block);
    return std::min(1.0, piece.area_m2 / whole * stretch(layer.covered_m2(block), whole));
}

Crosswalk by_residents(const Ground& blocks, std::span<const double> residents, const Pieces& source,
                       const Pieces& target, std::size_t sources, std::size_t targets, Edges edges) {
    const std::vector<Cell> all = cells(blocks, source, target);
    Rows rows;
    std::vector<double> in_source(sources, 0), in_target(targets, 0);
    for (std::size_t begin = 0; begin < all.size();) {
        const std::uint32_t block = all[begin].block;
        std::size_t end = begin;
        double covered = 0;
        for (; end < all.size() && all[end].block == block; ++end) covered += all[end].area_m2;
        const double whole = blocks.area_m2(block);
        double scale = 1 / covered;
        if (edges == Edges::keep_remainder) {
            const double a = source.covered_m2(block), b = target.covered_m2(block);
            if (!nearly_all(a, whole) || !nearly_all(b, whole))
                scale = std::min(stretch(a, whole), stretch(b, whole)) / whole;
        }
        for (std::size_t i = begin; i < end; ++i) {
            const Cell& cell = all[i];
            const double people = residents[block] * cell.area_m2 * scale;
            CrosswalkRow& row = rows.at(cell.source, cell.target);
            row.area_m2 += cell.area_m2;
            row.residents += people;
            if (cell.area_m2 >= (1 - pen) * whole) {
                row.whole_residents += people;
                ++row.whole_blocks;
            } else if (cell.area_m2 > pen * whole) {
                ++row.cut_blocks;  // a sliver of a small area is the pen again, no cut
            }
            in_source[cell.source] += people;
            in_target[cell.target] += people;
        }
        begin = end;
    }
    if (edges == Edges::keep_remainder) {
        // Who lives in an area but in none of the other layer: all of its residents, less those in pairs.
        const auto keep = [&](const Pieces& layer, std::span<const double> in_pairs, bool is_source) {
            std::vector<double> people(in_pairs.size(), 0);
            std::vector<double> ground(in_pairs.size(), 0);
            for (const Cell& cell : all) ground[is_source ? cell.source : cell.target] -= cell.area_m2;
            std::vector<std::uint32_t> whole(in_pairs.size(), 0), cut(in_pairs.size(), 0);
            const Pieces& other = is_source ? target : source;
            for (std::size_t block = 0; block < blocks.size(); ++block)
                for (const Piece& piece : layer.of(block)) {
                    const double portion = portion_of(blocks, layer, block, piece);
                    people[piece.area] += residents[block] * portion;
                    ground[piece.area] += piece.area_m2;
                    if (other.covered_m2(block) < pen * blocks.area_m2(block) && portion > 1 - pen)
                        ++whole[piece.area];
                    else if (other.covered_m2(block) < (1 - pen) * blocks.area_m2(block))
                        ++cut[piece.area];
                }
            for (std::uint32_t i = 0; i < people.size(); ++i) {
                const double left = people[i] - in_pairs[i];
                if (left < 0.5) continue;  // nobody: what is left of the pen's width
                CrosswalkRow& row = is_source ? rows.at(i, outside) : rows.at(outside, i);
                row.residents = left;
                row.area_m2 = std::max(0.0, ground[i]);
                row.whole_blocks = whole[i];
                row.cut_blocks = cut[i];
                if (cut[i] == 0) row.whole_residents = left;
            }
        };
        keep(source, in_source, true);
        keep(target, in_target, false);
    }
    Crosswalk crosswalk;
    crosswalk.provenance.method = Method::residents;
    crosswalk.provenance.blocks_digest = blocks.digest();
    crosswalk.rows = rows.take();
    fill_shares(crosswalk.rows, &CrosswalkRow::residents);
    return crosswalk;
}

Crosswalk by_best_fit(const Ground& blocks, std::span<const double> residents, std::span<const std::uint32_t> source_of,
                      std::span<const std::uint32_t> target_of) {
    Rows rows;
    for (std::uint32_t block = 0; block < blocks.size(); ++block) {
        if (source_of[block] == outside && target_of[block] == outside) continue;
        CrosswalkRow& row = rows.at(source_of[block], target_of[block]);
        row.area_m2 += blocks.area_m2(block);
        row.residents += residents[block];
        row.whole_residents += residents[block];
        ++row.whole_blocks;
    }
    Crosswalk crosswalk;
    crosswalk.provenance.method = Method::best_fit;
    crosswalk.provenance.blocks_digest = blocks.digest();
    crosswalk.rows = rows.take();
    fill_shares(crosswalk.rows, &CrosswalkRow::residents);
    return crosswalk;
}

std::vector<CrosswalkRow> without_slivers(const Crosswalk& crosswalk) {
    std::vector<CrosswalkRow> kept;
    std::unordered_map<std::uint32_t, double> dropped_of_source, dropped_of_target;
    for (const CrosswalkRow& row : crosswalk.rows) {
        if (row.is_sliver(crosswalk.provenance.tolerance)) {
            dropped_of_source[row.source] += row.share_of_source;
            dropped_of_target[row.target] += row.share_of_target;
        } else {
            kept.push_back(row);
        }
    }
    for (CrosswalkRow& row : kept) {
        if (const double lost = dropped_of_source[row.source]; lost < 1) row.share_of_source /= 1 - lost;
        if (const double lost = dropped_of_target[row.target]; lost < 1) row.share_of_target /= 1 - lost;
    }
    return kept;
}

namespace {

Crosswalk summed(const Crosswalk& crosswalk, const Wholes& wholes, std::uint32_t CrosswalkRow::* side) {
    Rows rows;
    const auto add = [&](const CrosswalkRow& row, std::uint32_t whole) {
        CrosswalkRow moved = row;
        moved.*side = whole;
        if (moved.source == outside && moved.target == outside) return;
        CrosswalkRow& sum = rows.at(moved.source, moved.target);
        sum.area_m2 += row.area_m2;
        sum.residents += row.residents;
        sum.whole_residents += row.whole_residents;
        sum.whole_blocks += row.whole_blocks;
        sum.cut_blocks += row.cut_blocks;
    };
    for (const CrosswalkRow& row : crosswalk.rows) {
        if (row.*side == outside || wholes[row.*side].empty())
            add(row, outside);
        else
            for (const std::uint32_t whole : wholes[row.*side]) add(row, whole);
    }
    Crosswalk made;
    made.provenance = crosswalk.provenance;
    made.rows = rows.take();
    fill_shares(made.rows,
                crosswalk.provenance.method == Method::area ? &CrosswalkRow::area_m2 : &CrosswalkRow::residents);
    return made;
}

}  // namespace

Crosswalk summed_by_source(const Crosswalk& crosswalk, const Wholes& wholes) {
    return summed(crosswalk, wholes, &CrosswalkRow::source);
}
Crosswalk summed_by_target(const Crosswalk& crosswalk, const Wholes& wholes) {
    return summed(crosswalk, wholes, &CrosswalkRow::target);
}

}  // namespace thingwall::places
