#include "places/read_layer.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <sodium.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "places/box_tree.hpp"
#include "places/codes.hpp"
#include "places/repair.hpp"

namespace thingwall::places {

namespace {

using std::chrono::milliseconds;

struct Made {
    ReadArea area;
    std::string where;
};

/// The same area twice: once is enough. Pieces side by side: one area of several parts. Anything else is a conflict.
void merge_twins(std::vector<Made>& made, Report& report) {
    std::ranges::stable_sort(made, {}, [](const Made& m) -> const std::string& { return m.area.code; });
    constexpr std::size_t most_pieces = 200;
    std::vector<Made> merged;
    std::size_t pieces = 1;
    for (Made& next : made) {
        if (merged.empty() || merged.back().area.code != next.area.code) {
            merged.push_back(std::move(next));
            pieces = 1;
            continue;
        }
        if (++pieces > most_pieces) {
            report.refused(next.where, "code",
                           fmt::format("{} is there more than {} times; this property is no code, say which one is",
                                       next.area.code, most_pieces));
            break;
        }
        Made& first = merged.back();
        const double a = geos::area_m2(first.area.ground.get()), b = geos::area_m2(next.area.ground.get());
        const double both = geos::area_m2(geos::intersection(first.area.ground.get(), next.area.ground.get()).get());
        const double tolerance = 0.001 * std::min(a, b);
        if (std::abs(a - both) <= tolerance && std::abs(b - both) <= tolerance) {
            report.repaired(next.where, "code",
                            fmt::format("{} is there twice with the same ground (first in {}); taken once",
                                        next.area.code, first.where));
        } else if (both <= tolerance) {
            std::vector<geos::Geometry> parts;
            parts.push_back(std::move(first.area.ground));
            parts.push_back(std::move(next.area.ground));
            first.area.ground = geos::union_of(std::move(parts));
            report.repaired(next.where, "code",
                            fmt::format("{} comes in several pieces (first in {}); put together as one area",
                                        next.area.code, first.where));
        } else {
            report.refused(
                next.where, "code",
                fmt::format("{} is there twice with different ground (first in {}); each area needs a code of its own",
                            next.area.code, first.where));
        }
    }
    made = std::move(merged);
}

/// Neighbours drawn apart share slivers. More than a hundredth of the smaller area, and more than a football pitch and
/// a half (10,000 m2), is no sliver.
void refuse_overlaps(const std::vector<Made>& made, Report& report) {
    std::vector<Box> boxes;
    for (const Made& m : made) boxes.push_back(geos::box(m.area.ground.get()));
    const BoxTree tree(boxes);
    // In a layer that divides the ground an area has some eight neighbours whose boxes meet its own.
    const std::size_t most_pairs = 1'000 + 40 * made.size();
    constexpr std::size_t enough = 500;
    std::vector<std::vector<std::uint32_t>> neighbours(made.size());
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < made.size(); ++i) {
        tree.each_meeting(boxes[i], [&](std::uint32_t other) {
            if (other > i && ++pairs <= most_pairs) neighbours[i].push_back(other);
        });
        if (pairs > most_pairs)
            return report.refused("the whole file", "geometry",
                                  "nearly all areas lie on top of each other; a layer divides the ground");
    }
    for (std::size_t i = 0; i < made.size() && report.count(Severity::refused) < enough; ++i) {
        std::vector<std::uint32_t>& near = neighbours[i];
        if (near.empty()) continue;
        std::ranges::sort(near);
        const auto prepared = geos::prepare(made[i].area.ground.get());
        for (const std::uint32_t other : near) {
            const GEOSGeometry* ground = made[other].area.ground.get();
            if (!geos::meets(prepared.get(), ground)) continue;
            const double shared = geos::area_m2(geos::intersection(made[i].area.ground.get(), ground).get());
            const double smaller = std::min(geos::area_m2(ground), geos::area_m2(made[i].area.ground.get()));
            if (shared > 10'000 && shared > 0.01 * smaller)
                report.refused(made[other].where, "geometry",
                               fmt::format("{} and {} share {:.1f} hectares; if the areas of this layer may overlap, "
                                           "say so, else mend the file",
                                           made[i].area.code, made[other].area.code, shared / 10'000));
        }
    }
}

Result<RawLayer> read_raw(LazyJson document, std::string_view text, const LayerLimits& limits, Report& report) {
    const std::string type = document.member("type").text();
    if (type == "Topology") return read_topojson(document, text, limits, report);
    constexpr std::string_view known[] = {"FeatureCollection",  "Feature", "Polygon",    "MultiPolygon",
                                          "GeometryCollection", "Point",   "MultiPoint", "LineString",
                                          "MultiLineString"};
    if (std::ranges::find(known, type) != std::end(known)) return read_geojson(document, text, limits, report);
    return invalid(type.empty() ? "this is JSON, but neither GeoJSON nor TopoJSON: it has no \"type\""
                                : fmt::format("this is JSON of type \"{}\", which is neither GeoJSON nor TopoJSON",
                                              shortened(type)));
}

std::unexpected<Error> in_file(const Report& report, const Error& error) {
    Error named = error;
    if (!report.file().empty()) named.message = report.file() + ": " + error.message;
    return std::unexpected(named);
}

}  // namespace

std::string digest_of(std::string_view bytes) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string hex;
    for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

Result<ReadLayer> read_layer(std::string_view bytes, const LayerReading& how, Report& report) {
    if (bytes.size() > how.limits.bytes)
        return in_file(report, Error{ErrorKind::too_large,
                                     fmt::format("the file has {} MB, at most {} MB can be read", bytes.size() >> 20,
                                                 how.limits.bytes >> 20),
                                     {},
                                     0});
    std::string converted;
    std::string_view text = bytes;
    if (text.starts_with("\xef\xbb\xbf") || !valid_utf8(text)) {
        if (!text.starts_with("\xef\xbb\xbf"))
            report.repaired("the whole file", "", "is not UTF-8; its characters were converted");
        auto utf8 = csv::to_utf8(std::string(bytes));
        if (!utf8) return in_file(report, utf8.error());
        converted = std::move(*utf8);
        text = converted;
    }
    auto document = check_json(text);
    if (!document) return in_file(report, document.error());
    auto raw = read_raw(*document, text, how.limits, report);
    if (!raw) return in_file(report, raw.error());

    const auto no_ground = [&] {
        return std::ranges::none_of(raw->features, [](const RawFeature& f) { return !f.polygons.empty(); });
    };
    if (no_ground()) {
        if (report.refuses()) return std::unexpected(report.error("The file could not be used"));
        return in_file(
            report,
            Error{ErrorKind::invalid, "there is no area in the file: no feature has a Polygon or MultiPolygon", {}, 0});
    }
    auto codes = choose_codes(*raw, how.code_property, how.name_property);
    const auto axes = find_axes(*raw, report);
    if (!codes) report.refused("the whole file", "properties", codes.error().message);
    if (!codes || !axes) return std::unexpected(report.error("The file could not be used"));

    // Good files need no repair at all; what takes longer than this is a tangle.
    const geos::Deadline deadline(milliseconds(1'500 + static_cast<int>(bytes.size() / 20'000)));
    std::vector<Made> made;
    RingCounts counts;
    for (RawFeature& feature : raw->features) {
        const std::string* code =
            codes->by_id ? (feature.id ? &*feature.id : nullptr) : feature.property(codes->code_property);
        std::string where =
            code != nullptr ? fmt::format("{} ({})", feature.where, shortened(*code, 60)) : feature.where;
        if (feature.polygons.empty()) {
            report.left_out(where, "geometry", "is empty, so the area was left out");
            continue;
        }
        if (code == nullptr || trim(*code).empty()) {
            report.refused(where, codes->by_id ? "id" : codes->code_property, "is missing; each area needs its code");
            continue;
        }
        if (code->size() > most_code_bytes) {
            report.refused(where, codes->by_id ? "id" : codes->code_property, std::string(code_too_long));
            continue;
        }
        const std::string* name = codes->name_property.empty() ? nullptr : feature.property(codes->name_property);
        if (name != nullptr && length(trim(*name)) > most_name_letters) {
            report.refused(where, codes->name_property, std::string(name_too_long));
            continue;
        }
        geos::Geometry ground = make_ground(feature.polygons, *axes, where, counts, report);
        feature.polygons = {};
        if (!ground) continue;
        std::string shown(name != nullptr && !trim(*name).empty() ? trim(*name) : trim(*code));
        made.push_back({{std::string(trim(*code)), std::move(shown), std::move(ground)}, std::move(where)});
    }
    if (counts.clockwise_outer > 0)
        report.repaired(
            "the whole file", "geometry",
            fmt::format(
                "{} of {} rings run clockwise where RFC 7946 wants outer rings counter-clockwise; turned when written",
                thousands(static_cast<std::int64_t>(counts.clockwise_outer)),
                thousands(static_cast<std::int64_t>(counts.rings))));
    if (counts.repeated_points > 0)
        report.repaired("the whole file", "geometry",
                        fmt::format("{} repeated points were left out",
                                    thousands(static_cast<std::int64_t>(counts.repeated_points))));
    try {
        merge_twins(made, report);
        if (how.overlaps == LayerReading::Overlaps::refuse && !report.refuses()) refuse_overlaps(made, report);
    } catch (const geos::Failure&) {
        report.refused("the whole file", "geometry",
                       "its areas lie over each other so much that they could not be compared in the time allowed");
    }
    if (report.refuses()) return std::unexpected(report.error("The file could not be used"));
    if (made.empty()) return in_file(report, Error{ErrorKind::invalid, "there is no area in the file", {}, 0});

    ReadLayer layer;
    layer.code_property = codes->code_property;
    layer.digest = digest_of(bytes);
    for (Made& m : made) layer.areas.push_back(std::move(m.area));
    return layer;
}

}  // namespace thingwall::places
