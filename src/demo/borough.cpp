#include "demo/borough.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>

#include <fmt/format.h>

#include "base/random.hpp"
#include "demo/names.hpp"
#include "demo/voronoi.hpp"

namespace thingwall::demo {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr Point middle{334000, 451000};
constexpr double radius = 6200;  // metres from the middle to the coast, about

// Smooth noise on a circle and on the plane: sums of sines with phases from the seed.
struct Noise {
    std::array<double, 12> phase{};
    explicit Noise(Random& random) {
        for (double& p : phase) p = random.unit() * 2 * pi;
    }
    double around(double angle) const {
        return 0.10 * std::sin(2 * angle + phase[0]) + 0.07 * std::sin(3 * angle + phase[1]) +
               0.04 * std::sin(5 * angle + phase[2]) + 0.025 * std::sin(9 * angle + phase[3]);
    }
    double bend(double along) const {
        return 420 * std::sin(along / 1500 + phase[4]) + 160 * std::sin(along / 520 + phase[5]);
    }
};

// The river comes in from the sea in the north and narrows as it goes inland.
bool in_river(Point p, const Noise& noise) {
    double along = middle.y + radius * 1.4 - p.y;
    double inland = radius * 1.28;
    if (along < 0 || along > inland) return false;
    double width = 1300 * std::pow(1 - along / inland, 1.5) + 60;
    double centre = middle.x + 500 + noise.bend(along);
    return std::abs(p.x - centre) < width;
}

bool on_land(Point p, const Noise& noise) {
    double dx = (p.x - middle.x) / 1.12, dy = p.y - middle.y;
    double reach = radius * (1 + noise.around(std::atan2(dy, dx)));
    return dx * dx + dy * dy < reach * reach && !in_river(p, noise);
}

double town(Point p, const std::vector<std::pair<Point, double>>& centres) {
    double most = 0;
    for (const auto& [centre, strength] : centres) {
        double d = std::hypot(p.x - centre.x, p.y - centre.y);
        most = std::max(most, strength * std::exp(-d * d / (2 * 1700.0 * 1700.0)));
    }
    return most;
}

// Points nearer together where more people live: dart throwing with a distance that depends on the town.
std::vector<Point> throw_points(Random& random, const Noise& noise,
                                const std::vector<std::pair<Point, double>>& centres) {
    std::vector<Point> points;
    constexpr double reach = radius * 1.75;
    std::map<std::pair<int, int>, std::vector<Point>> buckets;
    constexpr double bucket = 700;
    for (int dart = 0; dart < 60000; ++dart) {
        Point p{std::round(middle.x + (random.unit() * 2 - 1) * reach),
                std::round(middle.y + (random.unit() * 2 - 1) * reach)};
        double density = on_land(p, noise) ? town(p, centres) : 0.12;
        double apart = 690 - 470 * std::sqrt(density);
        int column = static_cast<int>(p.x / bucket), row = static_cast<int>(p.y / bucket);
        bool free = true;
        for (int c = column - 1; c <= column + 1 && free; ++c)
            for (int r = row - 1; r <= row + 1 && free; ++r)
                for (Point q : buckets[{c, r}])
                    if (std::hypot(p.x - q.x, p.y - q.y) < apart) {
                        free = false;
                        break;
                    }
        if (!free) continue;
        buckets[{column, row}].push_back(p);
        points.push_back(p);
    }
    return points;
}

void settle(Borough& borough, Random& random, int wanted) {
    double weight = 0;
    std::vector<double> weights;
    for (const Cell& cell : borough.cells) {
        weights.push_back(0.55 + 0.9 * cell.density + 0.35 * random.unit());
        weight += weights.back();
    }
    int given = 0;
    for (std::size_t i = 0; i < borough.cells.size(); ++i) {
        borough.cells[i].residents = static_cast<int>(std::lround(wanted * weights[i] / weight));
        given += borough.cells[i].residents;
    }
    borough.cells.front().residents += wanted - given;
    borough.residents = wanted;
}

// Grows areas from seeds, always the one with fewest residents next, so that they come out alike in size and in one
// piece.
std::vector<std::vector<std::uint32_t>> divide(const Borough& borough, std::vector<std::uint32_t> seeds) {
    const auto& cells = borough.cells;
    std::vector<int> of(cells.size(), -1);
    std::vector<std::vector<std::uint32_t>> areas(seeds.size());
    std::vector<int> residents(seeds.size(), 0);
    auto take = [&](std::size_t area, std::uint32_t cell) {
        of[cell] = static_cast<int>(area);
        areas[area].push_back(cell);
        residents[area] += cells[cell].residents;
    };
    for (std::size_t a = 0; a < seeds.size(); ++a) take(a, seeds[a]);
    std::vector<bool> full(seeds.size(), false);
    while (true) {
        std::size_t least = seeds.size();
        for (std::size_t a = 0; a < seeds.size(); ++a)
            if (!full[a] && (least == seeds.size() || residents[a] < residents[least])) least = a;
        if (least == seeds.size()) break;
        Point home = cells[seeds[least]].centre;
        double nearest = std::numeric_limits<double>::max();
        std::int64_t chosen = -1;
        for (std::uint32_t c : areas[least])
            for (std::uint32_t n : cells[c].neighbours) {
                if (of[n] >= 0) continue;
                int friends = 0;
                for (std::uint32_t m : cells[n].neighbours) friends += of[m] == static_cast<int>(least);
                double far = std::hypot(cells[n].centre.x - home.x, cells[n].centre.y - home.y) / (1 + 0.25 * friends);
                if (far < nearest) nearest = far, chosen = n;
            }
        if (chosen < 0)
            full[least] = true;
        else
            take(least, static_cast<std::uint32_t>(chosen));
    }
    // Cells that no seed can reach over land (the far bank) go to the area of the nearest cell.
    for (std::uint32_t c = 0; c < cells.size(); ++c) {
        if (of[c] >= 0) continue;
        double nearest = std::numeric_limits<double>::max();
        int area = 0;
        for (std::uint32_t d = 0; d < cells.size(); ++d) {
            double far = std::hypot(cells[c].centre.x - cells[d].centre.x, cells[c].centre.y - cells[d].centre.y);
            if (of[d] >= 0 && far < nearest) nearest = far, area = of[d];
        }
        take(static_cast<std::size_t>(area), c);
    }
    for (auto& area : areas) std::sort(area.begin(), area.end());
    return areas;
}

// Seeds far from one another, weighted by where people live; each layer draws its own.
std::vector<std::uint32_t> spread_seeds(const Borough& borough, Random& random, std::size_t wanted) {
    const auto& cells = borough.cells;
    std::vector<std::uint32_t> seeds{static_cast<std::uint32_t>(random.below(cells.size()))};
    while (seeds.size() < wanted) {
        double best = -1;
        std::uint32_t chosen = 0;
        for (int tries = 0; tries < 90; ++tries) {
            auto c = static_cast<std::uint32_t>(random.below(cells.size()));
            double nearest = std::numeric_limits<double>::max();
            for (auto s : seeds)
                nearest = std::min(
                    nearest, std::hypot(cells[c].centre.x - cells[s].centre.x, cells[c].centre.y - cells[s].centre.y));
            double worth = nearest * (0.75 + cells[c].density);
            if (worth > best) best = worth, chosen = c;
        }
        seeds.push_back(chosen);
    }
    // From north-west to south-east, so that names stand in an order that a map has.
    std::sort(seeds.begin(), seeds.end(), [&](auto a, auto b) {
        return cells[a].centre.x - cells[a].centre.y < cells[b].centre.x - cells[b].centre.y;
    });
    return seeds;
}

Point middle_of(const Borough& borough, const std::vector<std::uint32_t>& cells) {
    Point sum;
    for (auto c : cells) sum.x += borough.cells[c].centre.x, sum.y += borough.cells[c].centre.y;
    return {sum.x / static_cast<double>(cells.size()), sum.y / static_cast<double>(cells.size())};
}

Layer divided_layer(const Borough& borough, Random& random, std::string code, std::string name, std::string kind,
                    std::string owner, std::string source, const std::vector<std::string>& names,
                    std::string_view prefix) {
    Layer layer{std::move(code), std::move(name), std::move(kind), std::move(owner), std::move(source), "2026", {}, {}};
    auto areas = divide(borough, spread_seeds(borough, random, names.size()));
    for (std::size_t a = 0; a < areas.size(); ++a)
        layer.areas.push_back({fmt::format("{}{:02}", prefix, a + 1), names[a], std::move(areas[a]), {}});
    return layer;
}

bool adjoin(const Borough& borough, const Area& a, const Area& b) {
    std::set<std::uint32_t> there(b.cells.begin(), b.cells.end());
    for (auto c : a.cells)
        for (auto n : borough.cells[c].neighbours)
            if (there.contains(n)) return true;
    return false;
}

// An area forum is two wards that adjoin. Pairs are made from the edge of the borough inwards, nearest first.
Layer forums(const Borough& borough, const Layer& wards) {
    Layer layer{"forums", "Area forums", "area forum", "council", "Made up for this demonstration", "2026", "wards",
                {}};
    std::vector<bool> paired(wards.areas.size(), false);
    for (std::size_t round = 0; round < wards.areas.size() / 2; ++round) {
        std::size_t first = wards.areas.size();
        int fewest = std::numeric_limits<int>::max();
        for (std::size_t w = 0; w < wards.areas.size(); ++w) {
            if (paired[w]) continue;
            int choices = 0;
            for (std::size_t v = 0; v < wards.areas.size(); ++v)
                choices += v != w && !paired[v] && adjoin(borough, wards.areas[w], wards.areas[v]);
            if (choices < fewest) fewest = choices, first = w;
        }
        std::size_t second = first;
        double nearest = std::numeric_limits<double>::max();
        for (std::size_t v = 0; v < wards.areas.size(); ++v) {
            if (v == first || paired[v]) continue;
            Point p = middle_of(borough, wards.areas[first].cells), q = middle_of(borough, wards.areas[v].cells);
            double far =
                std::hypot(p.x - q.x, p.y - q.y) + (adjoin(borough, wards.areas[first], wards.areas[v]) ? 0 : 1e6);
            if (far < nearest) nearest = far, second = v;
        }
        paired[first] = paired[second] = true;
        const Area &a = wards.areas[first], &b = wards.areas[second];
        layer.areas.push_back({fmt::format("WYF{:02}", round + 1), a.name + " and " + b.name, {}, {a.code, b.code}});
    }
    return layer;
}

// Neighbourhood management covers only the densest parts, and leaves the rest out: a layer with gaps.
Layer management(const Borough& borough, Random& random) {
    Layer layer{"management",
                "Neighbourhood management areas",
                "neighbourhood management area",
                "housing",
                "Made up for this demonstration",
                "2026",
                {},
                {}};
    auto seeds = spread_seeds(borough, random, 40);
    std::sort(seeds.begin(), seeds.end(),
              [&](auto a, auto b) { return borough.cells[a].density > borough.cells[b].density; });
    std::set<std::uint32_t> taken;
    const auto& names = management_names();
    for (std::size_t a = 0; a < names.size(); ++a) {
        std::vector<std::uint32_t> cells;
        int residents = 0;
        std::queue<std::uint32_t> edge;
        for (auto seed : seeds)
            if (!taken.contains(seed)) {
                edge.push(seed);
                taken.insert(seed);
                break;
            }
        while (!edge.empty() && residents < 7400) {
            auto c = edge.front();
            edge.pop();
            cells.push_back(c);
            residents += borough.cells[c].residents;
            for (auto n : borough.cells[c].neighbours)
                if (taken.insert(n).second) edge.push(n);
        }
        while (!edge.empty()) {
            taken.erase(edge.front());
            edge.pop();
        }
        std::sort(cells.begin(), cells.end());
        layer.areas.push_back({fmt::format("WYM{:02}", a + 1), names[a], std::move(cells), {}});
    }
    return layer;
}

void give_postcodes(Borough& borough, Random& random) {
    // Districts WM1 to WM9 by distance from the middle; sectors and units as the cells follow one another.
    std::vector<std::uint32_t> order(borough.cells.size());
    std::iota(order.begin(), order.end(), 0u);
    auto angle = [&](std::uint32_t c) {
        return std::atan2(borough.cells[c].centre.y - middle.y, borough.cells[c].centre.x - middle.x);
    };
    auto district = [&](std::uint32_t c) {
        double far = std::hypot(borough.cells[c].centre.x - middle.x, borough.cells[c].centre.y - middle.y);
        if (far < 1600) return 1;
        int slice = std::clamp(static_cast<int>((angle(c) + pi) / (2 * pi) * 4), 0, 3);
        return far < 4000 ? 2 + slice : 6 + slice;
    };
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return std::tuple(district(a), angle(a), a) < std::tuple(district(b), angle(b), b);
    });
    static constexpr std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";
    std::map<int, int> used;
    for (auto c : order) {
        Cell& cell = borough.cells[c];
        int wanted = std::max(2, cell.residents / 38);
        for (int i = 0; i < wanted; ++i) {
            int d = district(c), n = used[d]++;
            int sector = 1 + n / 400 % 9, unit = n % 400;
            cell.postcodes.push_back(fmt::format("WM{} {}{}{}", d, sector, letters[static_cast<std::size_t>(unit / 20)],
                                                 letters[static_cast<std::size_t>(unit % 20)]));
            // A point between the middle and a corner: always inside, for these rings are star-shaped about their
            // centre.
            Point corner = cell.ring[random.below(cell.ring.size())];
            double part = 0.7 * std::sqrt(random.unit());
            cell.postcode_points.push_back({std::round(cell.centre.x + part * (corner.x - cell.centre.x)),
                                            std::round(cell.centre.y + part * (corner.y - cell.centre.y))});
        }
    }
}

}  // namespace

Borough make_borough(std::uint64_t seed) {
    SeededRandom random(seed);
    Noise noise(random);
    std::vector<std::pair<Point, double>> centres{{{middle.x - 350, middle.y + 300}, 1.0},
                                                  {{middle.x + 2600, middle.y + 1500}, 0.75},
                                                  {{middle.x - 3300, middle.y + 2300}, 0.6},
                                                  {{middle.x - 1500, middle.y - 3100}, 0.55},
                                                  {{middle.x + 2500, middle.y - 2700}, 0.6}};
    Borough borough;
    borough.name = "Wyremouth";
    borough.cells = voronoi_cells(throw_points(random, noise, centres), [&](Point p) { return on_land(p, noise); });
    for (Cell& cell : borough.cells) cell.density = town(cell.centre, centres);
    for (std::size_t c = 0; c < borough.cells.size(); ++c) borough.cells[c].code = fmt::format("WYS{:05}", c + 1);
    settle(borough, random, 148200);

    Layer small{"small", "Small areas", "small area", "council", "Made up for this demonstration", "2026", {}, {}};
    for (std::uint32_t c = 0; c < borough.cells.size(); ++c)
        small.areas.push_back({borough.cells[c].code, "Small area " + borough.cells[c].code, {c}, {}});
    borough.layers.push_back(std::move(small));
    const std::string made_up = "Made up for this demonstration";
    borough.layers.push_back(
        divided_layer(borough, random, "wards", "Wards", "ward", "council", made_up, ward_names(), "WYW"));
    borough.layers.push_back(forums(borough, borough.layers.back()));
    borough.layers.push_back(divided_layer(borough, random, "police", "Police neighbourhoods", "police neighbourhood",
                                           "police", made_up, police_names(), "WYP"));
    borough.layers.push_back(divided_layer(borough, random, "health", "Health action areas", "health action area",
                                           "nhs", made_up, health_names(), "WYH"));
    borough.layers.push_back(management(borough, random));
    give_postcodes(borough, random);
    return borough;
}

}  // namespace thingwall::demo
