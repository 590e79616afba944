#include <cmath>
#include <map>

#include "builders.hpp"
#include "places/overlay.hpp"
#include "places/sweep.hpp"

namespace thingwall::places {
namespace {

using namespace test;

std::map<std::pair<std::uint32_t, std::uint32_t>, double> swept(const Shape& area, const std::vector<Shape>& first,
                                                                const std::vector<Shape>& second = {}) {
    std::vector<Borders> kept;
    kept.reserve(first.size() + second.size());
    std::vector<Over> a, b;
    for (const Shape& shape : first) a.push_back({&kept.emplace_back(shape), static_cast<std::uint32_t>(a.size())});
    for (const Shape& shape : second) b.push_back({&kept.emplace_back(shape), static_cast<std::uint32_t>(b.size())});
    const Borders borders(area);
    Sweep sweep;
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> cells;
    for (const SweptCell& cell : sweep.run(borders, a, b)) cells[{cell.first, cell.second}] = cell.area_m2;
    return cells;
}

Shape diamond(double x, double y, double half) {
    const double e = east0 + x, n = north0 + y;
    return Shape{{Part{{{e - half, n}, {e, n - half}, {e + half, n}, {e, n + half}, {e - half, n}}, {}}}};
}

TEST(Sweep, AnAreaIsSharedOutAmongThoseThatCoverItAndTheRestIsInNone) {
    const auto cells = swept(square(0, 0, 1000, 1000), {square(-500, -500, 1000, 3000), square(500, 0, 300, 1000)});
    EXPECT_NEAR(cells.at({0, in_none}), 500'000, 1e-6);
    EXPECT_NEAR(cells.at({1, in_none}), 300'000, 1e-6);
    EXPECT_NEAR(cells.at({in_none, in_none}), 200'000, 1e-6);
}

TEST(Sweep, LinesThatCrossInTheMiddleOfNowhereAreFoundToo) {
    // A square turned by 45 degrees over an upright one: the corners that stick out are triangles.
    const auto cells = swept(square(-100, -100, 200, 200), {diamond(0, 0, 150)});
    EXPECT_NEAR(cells.at({0, in_none}), 40'000 - 4 * 50 * 50 / 2.0, 1e-6);
}

TEST(Sweep, TwoLayersGiveEveryPairAtOnce) {
    const auto cells = swept(square(0, 0, 100, 100), {square(0, 0, 60, 100), square(60, 0, 40, 100)},
                             {square(0, 0, 100, 30), square(0, 30, 100, 70)});
    EXPECT_NEAR(cells.at({0, 0}), 1800, 1e-9);
    EXPECT_NEAR(cells.at({0, 1}), 4200, 1e-9);
    EXPECT_NEAR(cells.at({1, 0}), 1200, 1e-9);
    EXPECT_NEAR(cells.at({1, 1}), 2800, 1e-9);
    EXPECT_EQ(cells.size(), 4u);
}

TEST(Sweep, AHoleIsNotCoveredAndAreasThatOverlapCountInEach) {
    Shape ring = square(0, 0, 100, 100);
    ring.parts[0].holes.push_back(square(40, 40, 20, 20).parts[0].outer);
    const auto cells = swept(square(0, 0, 100, 100), {ring, square(0, 0, 50, 100)});
    EXPECT_NEAR(cells.at({0, in_none}), 9600, 1e-9);
    EXPECT_NEAR(cells.at({1, in_none}), 5000, 1e-9);
}

TEST(Sweep, AreasThatOnlyTouchShareNothingAndAnAreaUponItselfIsWhole) {
    EXPECT_FALSE(swept(square(0, 0, 100, 100), {square(100, 0, 100, 100)}).contains({0, in_none}));
    const Shape coast = diamond(0, 0, 777.7);
    const auto cells = swept(coast, {coast});
    EXPECT_EQ(cells.size(), 1u);
    EXPECT_NEAR(cells.at({0, in_none}), coast.area_m2(), 1e-6);
}

TEST(Sweep, AgreesWithGeosOnShapesOfManyCorners) {
    SCOPED_TRACE("stars of random corners");
    std::uint64_t state = 42;
    const auto random = [&] {
        return static_cast<double>((state = state * 6364136223846793005ull + 1442695040888963407ull) >> 40) / (1 << 24);
    };
    const auto star = [&] {
        Ring ring;
        const double x = random() * 300, y = random() * 300;
        for (int i = 0; i < 60; ++i) {
            const double reach = 200 + random() * 300, angle = i * 6.283185307179586 / 60;
            ring.push_back({east0 + x + reach * std::cos(angle), north0 + y + reach * std::sin(angle)});
        }
        ring.push_back(ring.front());
        return Shape{{Part{ring, {}}}};
    };
    for (int i = 0; i < 200; ++i) {
        const Shape a = star(), b = star();
        const double wanted = geos::area_m2(geos::intersection(geos::make(a).get(), geos::make(b).get()).get());
        const auto cells = swept(a, {b});
        EXPECT_NEAR(cells.contains({0, in_none}) ? cells.at({0, in_none}) : 0, wanted, 1e-5);
    }
}

}  // namespace
}  // namespace thingwall::places
