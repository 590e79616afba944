#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "places/types.hpp"

namespace thingwall::places {

/// The borders of one area, in bands from south to north, so that those near a small area are found at once.
class Borders {
public:
    Borders() = default;
    explicit Borders(const Shape& shape);

    struct Edge {
        Point south, north;  ///< `south` lies lower; level edges bound nothing and are left out
    };
    /// Calls visit(edge) once for each edge that reaches between these two northings.
    template <class Visit>
    void each_between(double south, double north, Visit&& visit) const {
        if (edges_.empty() || north < box_.south || south > box_.north) return;
        const std::size_t first = band_of(south), last = band_of(north);
        for (std::size_t band = first; band <= last; ++band)
            for (std::uint32_t i = starts_[band]; i < starts_[band + 1]; ++i) {
                const Edge& edge = edges_[in_bands_[i]];
                if (band > first && band_of(edge.south.north) < band) continue;  // seen in the band below
                if (edge.north.north > south && edge.south.north < north) visit(edge);
            }
    }
    [[nodiscard]] const Box& box() const { return box_; }

private:
    [[nodiscard]] std::size_t band_of(double north) const;
    Box box_;
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> in_bands_, starts_;
    double band_height_ = 1;
};

/// Ground of one area that lies in one of the first areas and in one of the second; `outside` where in none of them.
struct SweptCell {
    std::uint32_t first = 0, second = 0;
    double area_m2 = 0;
};
inline constexpr std::uint32_t in_none = 0xffffffff;

/// One area of a layer, laid over another.
struct Over {
    const Borders* borders = nullptr;
    std::uint32_t place = 0;
};

/// Measures how an area is cut by the areas of one or two layers, all in one pass: the ground is swept from south to
/// north in slabs in which no border begins, ends or crosses another, and the widths between the borders are added up.
/// A border that lies a millionth of a metre beside its neighbour's can then only cost that millionth times its length,
/// where an overlay that builds shapes must first decide which of the two is which.
/// Keeps its memory between calls; one for each thread.
class Sweep {
public:
    /// Cells of more than a square millimetre (less is the last digit of the coordinates), in no set order. Areas of a
    /// layer may overlap each other: their ground then counts in each.
    const std::vector<SweptCell>& run(const Borders& area, std::span<const Over> first, std::span<const Over> second);

private:
    struct Line {
        double x0, y0, y1, slope;
        std::uint32_t label;  ///< 0: the area itself; then the first areas, then the second
    };
    struct Active {
        const Line* line;
        double bottom, top;  ///< x at the slab's ends
    };
    void gather(const Borders& borders, std::uint32_t label, const Box& box, bool all);
    void slab(double y0, double y1);
    void add_up(double height);
    void flip(std::uint32_t label);

    std::vector<Line> lines_;
    std::vector<double> events_, ends_, crossings_;
    std::vector<const Line*> open_;
    std::vector<Active> active_, between_;
    std::vector<double> sums_;
    std::vector<std::uint32_t> now_first_, now_second_;
    bool inside_ = false;
    std::uint32_t firsts_ = 0, seconds_ = 0;
    std::vector<SweptCell> cells_;
};

}  // namespace thingwall::places
