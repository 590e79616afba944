#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "places/repair.hpp"

namespace thingwall::places {

namespace {

struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    void grow(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool within(double least, double most) const { return low >= least && high <= most; }
};

// Great Britain with its islands, Shetland to Scilly, and some sea.
bool longitudes(const Span& span) {
    return span.within(-9.5, 2.5);
}
bool latitudes(const Span& span) {
    return span.within(49, 61.5);
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

enum class Named { nothing, degrees, grid, unknown };

Named meaning_of(const std::string& crs) {
    if (crs.empty()) return Named::nothing;
    const std::string loud = upper(crs);
    const auto ends = [&](std::string_view code) { return loud.ends_with(code); };
    if (ends("CRS84") || ends(":4326") || ends("/4326") || ends(":4258")) return Named::degrees;
    if (ends(":27700") || ends("/27700") || ends("BRITISH NATIONAL GRID")) return Named::grid;
    return Named::unknown;
}

constexpr std::string_view whole = "the whole file";

}  // namespace

std::optional<Axes> find_axes(const RawLayer& layer, Report& report) {
    Span x, y;
    for (const RawFeature& feature : layer.features)
        for (const RawPolygon& polygon : feature.polygons)
            for (const RawRing& ring : polygon)
                for (const LonLat& p : ring) {
                    x.grow(p.lon);
                    y.grow(p.lat);
                }
    const Named named = meaning_of(layer.crs);
    if (named == Named::unknown) {
        report.refused(std::string(whole), "crs",
                       fmt::format("is \"{}\"; bring the file as longitude and latitude (CRS84, EPSG:4326) or on the "
                                   "British National Grid (EPSG:27700)",
                                   shortened(layer.crs, 100)));
        return {};
    }
    const bool on_grid = x.within(-100'000, 800'000) && y.within(-100'000, 1'350'000) && (x.high > 180 || y.high > 180);
    if (named == Named::grid) {
        if (on_grid) return Axes::grid;
        report.refused(std::string(whole), "crs",
                       fmt::format("says British National Grid, but the numbers run from {} to {} and {} to {}", x.low,
                                   x.high, y.low, y.high));
        return {};
    }
    if (on_grid) {
        report.repaired(
            std::string(whole), "crs",
            named == Named::degrees
                ? "says degrees, but the numbers are metres; read as the British National Grid (EPSG:27700)"
                : "is not named and the numbers are metres; read as the British National Grid (EPSG:27700)");
        return Axes::grid;
    }
    if (longitudes(x) && latitudes(y)) {
        if (named == Named::degrees)
            report.repaired(std::string(whole), "crs",
                            fmt::format("the file names its system ({}), which GeoJSON no longer does (RFC 7946); read "
                                        "as longitude and latitude",
                                        shortened(layer.crs, 100)));
        return Axes::lon_lat;
    }
    if (latitudes(x) && longitudes(y)) {
        report.repaired(std::string(whole), "coordinates",
                        "latitude stands before longitude; the two were changed round");
        return Axes::lat_lon;
    }
    report.refused(std::string(whole), "coordinates",
                   fmt::format("lie outside Great Britain: {} to {} and {} to {}; longitudes run from -9.5 to 2.5 and "
                               "latitudes from 49 to 61.5",
                               x.low, x.high, y.low, y.high));
    return {};
}

}  // namespace thingwall::places
