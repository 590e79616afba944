#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "places/geos.hpp"
#include "places/locator.hpp"
#include "places/places.hpp"

namespace thingwall::places {

namespace {

std::string number(double value) {
    return thousands(std::llround(value));
}
std::string number(std::size_t value) {
    return thousands(static_cast<std::int64_t>(value));
}

/// A fifth more or less: an update of the census moves a place by a few in a hundred, a wrong file by far more.
bool is_great(double before, double after) {
    return before > 0 && std::abs(after - before) > 0.2 * before;
}

std::size_t inside(const Postcodes& postcodes, const Locator& land) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < postcodes.size(); ++i) {
        const auto entry = postcodes.at(i);
        const Point point{static_cast<double>(entry.east), static_cast<double>(entry.north)};
        count += land.box().holds(point) && land.where(point) != Where::beyond;
    }
    return count;
}

/// How much of each small area lies in the layer's areas, 0 to 1 and above where they overlap.
std::vector<double> covered(const Atlas& atlas, const PreparedLayer& layer) {
    std::vector<double> shares(atlas.blocks(), 0);
    for (const PreparedArea& area : layer.areas) {
        Footprint ground;
        if (layer.members_of.known()) {
            for (const std::string& code : area.members)
                if (const AtlasArea* member = atlas.area(layer.members_of, code)) ground.areas.push_back(member->id);
        } else {
            ground.drawn.push_back(geos::to_shape(geos::from_wkb(area.ground).get()));
        }
        for (const Portion& portion : atlas.extent_of(ground))
            shares[portion.block] += static_cast<double>(portion.share);
    }
    return shares;
}

}  // namespace

Change change_by(const Atlas& atlas, const PreparedLayer& layer) {
    Change change;
    change.lines.push_back({"Areas", "", number(layer.areas.size())});
    change.lines.push_back({"Faults that were mended", "", number(layer.report.count(Severity::repaired))});
    change.lines.push_back({"Things that were left out", "", number(layer.report.count(Severity::left_out))});
    if (atlas.residents() <= 0) return change;
    double left = 0;
    const auto shares = covered(atlas, layer);
    // Lines are drawn to about 20 m: a twentieth of a small area outside is the pen.
    for (std::uint32_t block = 0; block < shares.size(); ++block)
        if (shares[block] < 0.95) left += atlas.block_residents()[block] * (1 - shares[block]);
    change.lines.push_back({"Residents outside every area", "", people(left)});
    if (left > 0.999 * atlas.residents())
        change.warnings.push_back(
            "Nobody of the place lives in any of these areas. Are they lines of another district?");
    else if (left > 0.2 * atlas.residents())
        change.warnings.push_back(fmt::format("{} of {} residents live outside every area of this file.", number(left),
                                              number(atlas.residents())));
    return change;
}

Change change_by(const Atlas& atlas, const PreparedResidents& residents) {
    Change change;
    double after = 0;
    for (const auto& [ignored, count] : residents.people) after += count;
    const double before = atlas.residents();
    const ResidentRows& rows = residents.rows;
    const std::size_t areas = rows.with_row + rows.without_row;
    const AtlasLayer *was = atlas.layer(atlas.block_layer()), *is = atlas.layer(residents.layer);
    const auto none = std::string("none");
    change.lines.push_back({"Residents", before > 0 ? number(before) : none, number(after)});
    change.lines.push_back({"Counted on", was != nullptr ? was->facts.name : none,
                            is != nullptr ? fmt::format("{}, {}", is->facts.name, is->facts.vintage) : none});
    change.lines.push_back({"Small areas with a row", "", number(rows.with_row)});
    change.lines.push_back({"Small areas without a row", "", number(rows.without_row)});
    change.lines.push_back({"Rows for codes that we do not have", "", number(rows.elsewhere)});
    if (rows.without_row > 0)
        change.warnings.push_back(fmt::format("{} of {} small areas {} no row. Nobody would be counted there.",
                                              number(rows.without_row), number(areas),
                                              rows.without_row == 1 ? "has" : "have"));
    if (is_great(before, after))
        change.warnings.push_back(fmt::format("The place would go from {} residents to {}. That is more than a fifth.",
                                              number(before), number(after)));
    else if (after <= 0)
        change.warnings.push_back("Nobody would be counted anywhere.");
    return change;
}

Change change_by(const Atlas& atlas, const PreparedPostcodes& postcodes) {
    Change change;
    const Postcodes& was = atlas.postcodes();
    const auto is = Postcodes::from_bytes(postcodes.content);
    const std::size_t now = is ? is->size() : 0;
    change.lines.push_back({"Postcodes", was.size() > 0 ? number(was.size()) : "none", number(now)});
    if (atlas.land().parts.empty() || !is) return change;
    const Locator land(atlas.land());
    const std::size_t before = inside(was, land), after = inside(*is, land);
    change.lines.push_back({"Postcodes inside the place", was.size() > 0 ? number(before) : "none", number(after)});
    if (after == 0)
        change.warnings.push_back(
            "None of these postcodes lies in the place. Nobody could find their area by postcode. Is it the file of "
            "another district?");
    else if (is_great(static_cast<double>(before), static_cast<double>(after)))
        change.warnings.push_back(fmt::format("The place would go from {} postcodes to {}. That is more than a fifth.",
                                              number(before), number(after)));
    return change;
}

std::string describe(const Change& change) {
    std::string text;
    for (const auto& warning : change.warnings) text += fmt::format("Warning: {}\n", warning);
    for (const auto& line : change.lines)
        text += line.before.empty()
                    ? fmt::format("{}: {}\n", line.what, line.after)
                    : fmt::format("{}: {} now, {} with this file\n", line.what, line.before, line.after);
    return text;
}

}  // namespace thingwall::places
