#include <algorithm>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/run.hpp"
#include "places/commands_on_files.hpp"
#include "places/crosswalk.hpp"
#include "places/rules.hpp"
#include "places/tables.hpp"

namespace thingwall::places {

namespace {

// Files on one's own disk may be larger than what is uploaded: all small areas of a nation.
constexpr LayerLimits file_limits{1024u << 20, 400'000, 40'000'000};

Result<std::string> bytes_of(const std::string& path) {
    return csv::read_file(path, file_limits.bytes);
}

Result<Ground> layer_from(const std::string& path, std::ostream& err) {
    auto bytes = bytes_of(path);
    if (!bytes) return std::unexpected(bytes.error());
    LayerReading how;
    how.limits = file_limits;
    how.overlaps = LayerReading::Overlaps::unchecked;  // a crosswalk is as true over layers that overlap
    Report report(path);
    auto layer = read_layer(*bytes, how, report);
    if (!layer) return std::unexpected(layer.error());
    err << describe(report);
    return Ground(std::move(*layer));
}

std::vector<std::string> codes_of(const Ground& ground) {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < ground.size(); ++i) codes.push_back(ground.code(i));
    return codes;
}

std::string field(std::string_view text) {
    std::string out;
    csv::append_field(out, text);
    return out;
}

/// Faults of one file under its name, said once.
void add(Faults& faults, const std::string& path, const Error& error) {
    if (!error.fields.empty()) return faults.add(error);
    const bool named = error.message.starts_with(path + ": ");
    faults.add(path, named ? error.message.substr(path.size() + 2) : error.message);
}

constexpr std::size_t most_lines_of_outside = 20;

/// Says what of each source area lies in no target: an operator who took the wrong district's file sees it at once.
void say_outside(std::ostream& err, const Crosswalk& made, const Ground& source, const std::string& target_path) {
    const bool people = made.provenance.method == Method::residents;
    const auto meets = [](const CrosswalkRow& row) { return !row.is_remainder(); };
    if (std::ranges::none_of(made.rows, meets))
        err << fmt::format(
            "Nothing meets: no area of the first layer shares ground with one of {}. Are both of the "
            "same place?\n",
            target_path);
    std::size_t said = 0, more = 0;
    for (const CrosswalkRow& row : made.rows) {
        // Less than this is how wide two hands draw one line.
        if (row.target != outside || row.share_of_source < made.provenance.tolerance) continue;
        if (said == most_lines_of_outside) {
            ++more;
            continue;
        }
        ++said;
        err << fmt::format("Outside every area of {}: {}, {} ({} of it)\n", target_path, source.code(row.source),
                           people ? count_of(std::llround(row.residents), "resident", "residents")
                                  : fmt::format("{:.1f} hectares", row.area_m2 / 10'000),
                           in_100(row.share_of_source));
    }
    if (more > 0)
        err << fmt::format("and {} more; with --remainder each is a row\n",
                           count_of(static_cast<std::int64_t>(more), "area", "areas"));
}

/// Whether somebody could live outside a layer's areas. By small areas, so that the cells need not be cut twice.
bool any_outside(const Ground& blocks, const Pieces& source, const Pieces& target) {
    for (std::size_t block = 0; block < blocks.size(); ++block)
        if (!source.of(block).empty() && target.covered_m2(block) < 0.95 * blocks.area_m2(block)) return true;
    return false;
}

int crosswalk(const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    const auto blocks_path = asked.maybe("blocks"), residents_path = asked.maybe("residents");
    if (blocks_path.has_value() != residents_path.has_value())
        return cli::complain(err,
                             Error{ErrorKind::invalid,
                                   "Give --blocks and --residents together: the small areas, and who lives in them",
                                   {},
                                   0},
                             cli::asked_wrongly);

    // All files are read before the first complaint, so that every fault is said at once.
    Faults faults;
    const auto read = [&](const std::string& path) -> std::optional<Ground> {
        auto layer = layer_from(path, err);
        if (layer) return std::move(*layer);
        add(faults, path, layer.error());
        return {};
    };
    const auto source = read(asked.text("from")), target = read(asked.text("to"));
    std::optional<Ground> blocks;
    std::vector<double> residents;
    if (blocks_path) {
        blocks = read(*blocks_path);
        auto bytes = bytes_of(*residents_path);
        if (!bytes) add(faults, *residents_path, bytes.error());
        if (bytes && blocks) {
            Report report(*residents_path);
            auto read_in = read_residents(*bytes, codes_of(*blocks), report);
            if (read_in) {
                residents = std::move(*read_in);
                err << describe(report);
            } else {
                add(faults, *residents_path, read_in.error());
            }
        }
    }
    if (!faults.empty()) {
        auto failed = faults.take("The crosswalk could not be computed");
        return cli::complain(err, failed.error());
    }

    const bool remainder = asked.given("remainder");
    const std::string& target_path = asked.text("to");
    const auto code_of = [](const Ground& layer, std::uint32_t area) {
        return area == outside ? std::string() : field(layer.code(area));
    };
    if (!blocks) {
        const Crosswalk made = by_area(*source, *target);
        say_outside(err, made, *source, target_path);
        out << "source,target,area_m2\n";
        for (const CrosswalkRow& row : made.rows)
            if (remainder || !row.is_remainder())
                out << fmt::format("{},{},{}\n", code_of(*source, row.source), code_of(*target, row.target),
                                   row.area_m2);
        return cli::fine;
    }
    const Pieces of_source = source->digest() == blocks->digest() ? Pieces(*blocks) : Pieces(*blocks, *source);
    const Pieces of_target = target->digest() == blocks->digest() ? Pieces(*blocks) : Pieces(*blocks, *target);
    const auto by = [&](Edges edges) {
        return by_residents(*blocks, residents, of_source, of_target, source->size(), target->size(), edges);
    };
    const Crosswalk made = by(remainder ? Edges::keep_remainder : Edges::normalise);
    if (remainder)
        say_outside(err, made, *source, target_path);
    else if (made.rows.empty() || any_outside(*blocks, of_source, of_target))
        say_outside(err, by(Edges::keep_remainder), *source, target_path);
    out << "source,target,area_m2,residents,share_of_source,share_of_target\n";
    for (const CrosswalkRow& row : made.rows)
        out << fmt::format("{},{},{:.6f},{:.6f},{:.10f},{:.10f}\n", code_of(*source, row.source),
                           code_of(*target, row.target), row.area_m2, row.residents, row.share_of_source,
                           row.share_of_target);
    return cli::fine;
}

}  // namespace

std::vector<cli::Command> commands_on_files() {
    return {{.words = "places crosswalk",
             .group = "Work on files",
             .summary = "how much of each area of one layer lies in each area of another",
             .help =
                 "Reads two layers (GeoJSON or TopoJSON) and writes one row for each pair of areas that share "
                 "ground, as CSV: "
                 "source,target,area_m2. With small areas and their residents it adds residents, share_of_source "
                 "and share_of_target: "
                 "each small area's residents are spread evenly over its own ground among the pairs.\n\n"
                 "What lies in no area of the other layer is said on standard error. With --remainder it is a row of "
                 "its own, with an empty target or source, and the shares of each area add up to 1; without it "
                 "the residents of a small area that reaches beyond are shared among its pairs.\n\n"
                 "What had to be repaired in the files is said on standard error. Nothing is written when a file "
                 "is refused.",
             .example = "thingwall places crosswalk --from wards.geojson --to police.geojson\n"
                        "thingwall places crosswalk --from wards.geojson --to police.geojson --blocks oa.geojson "
                        "--residents residents.csv",
             .options = {{.name = "from",
                          .value = "FILE",
                          .help = "The layer whose areas are the sources",
                          .need = cli::Need::required},
                         {.name = "to",
                          .value = "FILE",
                          .help = "The layer whose areas are the targets",
                          .need = cli::Need::required},
                         {.name = "blocks", .value = "FILE", .help = "Small areas on which residents are counted"},
                         {.name = "residents",
                          .value = "FILE",
                          .help = "CSV with the code and the residents of each small area"},
                         {.name = "remainder",
                          .value = "",
                          .help = "Also write what lies in no area of the other layer",
                          .takes = cli::Takes::nothing}},
             .operands = {},
             .run = crosswalk}};
}

}  // namespace thingwall::places
