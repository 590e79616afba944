#include <iostream>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "cli/arguments.hpp"
#include "cli/run.hpp"
#include "db/db.hpp"
#include "places/commands_on_files.hpp"
#include "places/places.hpp"
#include "places/store.hpp"

namespace thingwall::places {

namespace {

LayerDraft layer_draft(const cli::Arguments& asked) {
    const auto text = [&](std::string_view name) { return asked.maybe(name).value_or(""); };
    return {text("name"),         text("kind"),
            text("owner"),        text("vintage"),
            text("source"),       text("licence"),
            text("attribution"),  text("valid-from"),
            text("valid-to"),     asked.given("may-overlap") ? "yes" : "",
            text("members-of"),   text("code"),
            text("name-property")};
}

int import(const cli::Arguments& asked, std::ostream&, std::ostream& err) {
    const std::string& path = asked.operands().front();
    const std::string& what = asked.text("as");
    auto bytes = csv::read_file(path);
    if (!bytes) return cli::complain(err, bytes.error());
    const SystemClock clock;
    db::Settings settings;
    settings.address = asked.text("database");
    const auto database = db::Database::open(settings, clock);
    const auto atlas = Atlas::make(database->read([](db::Reader& reader) { return store::read_all(reader); }));

    const auto text = [&](std::string_view name) { return asked.maybe(name).value_or(""); };
    const DataDraft data{text("vintage"), text("source"), text("licence"), text("attribution"), text("layer")};
    const auto keep = [&](const auto& prepared, const auto& deed, const std::string& done) {
        if (!prepared) return cli::complain(err, prepared.error());
        err << describe(change_by(*atlas, *prepared));
        if (asked.given("check")) {
            err << describe(prepared->report) << "Nothing was changed\n";
            return static_cast<int>(cli::fine);
        }
        const auto kept = database->write([&](db::Transaction& tx) { return deed(tx, journal::By{}, *prepared); });
        if (!kept) return cli::complain(err, kept.error());
        err << describe(prepared->report) << done << '\n';
        return static_cast<int>(cli::fine);
    };
    if (what == "layer") {
        const auto layer = prepare_layer(*atlas, layer_draft(asked), path, *bytes);
        return keep(layer, import_layer,
                    layer ? fmt::format("{}: {} areas are brought in", layer->facts.name, layer->areas.size()) : "");
    }
    if (what == "residents")
        return keep(prepare_residents(*atlas, data, path, *bytes), import_residents, "The residents are brought in");
    if (what == "postcodes") {
        const auto postcodes = prepare_postcodes(data, path, *bytes);
        return keep(postcodes, import_postcodes,
                    postcodes ? fmt::format("{} postcodes are brought in", postcodes->postcodes) : "");
    }
    return cli::complain(
        err,
        Error{ErrorKind::invalid, fmt::format("--as must be layer, residents or postcodes, not \"{}\"", what), {}, 0},
        cli::asked_wrongly);
}

}  // namespace

std::vector<cli::Command> commands() {
    std::vector<cli::Command> all = commands_on_files();
    all.push_back(
        {.words = "places import",
         .group = "Work on a partnership's data",
         .summary = "bring in boundaries, areas made of others, residents or postcodes",
         .help = "Reads a file as a partner publishes it and keeps it, whole or not at all. What had to be mended is "
                 "said on standard error, and so is what it changes, with a warning where that looks like the wrong "
                 "file. With "
                 "--check it is only said. "
                 "A server that runs on the same database sees it at once.\n\n"
                 "Boundaries are GeoJSON or TopoJSON; with --members-of, areas made of others are a CSV. Residents are "
                 "a CSV of small areas, "
                 "postcodes Code-Point Open, ONSPD or NSPL.",
         .example = "thingwall places import oa.geojson --database data/thingwall.db --as layer --name \"Output "
                    "areas\" --kind small_area --vintage 2021 --source ONS --licence \"Open Government Licence v3\"\n"
                    "thingwall places import codepo.csv --database data/thingwall.db --as postcodes --vintage \"August "
                    "2026\" --source \"Ordnance Survey\" --licence \"Open Government Licence v3\"",
         .options = {{.name = "database",
                      .value = "ADDRESS",
                      .help = "The partnership's database: a file, or postgresql://...",
                      .need = cli::Need::required},
                     {.name = "as",
                      .value = "WHAT",
                      .help = "What is in the file: layer, residents or postcodes",
                      .need = cli::Need::required},
                     {.name = "name", .value = "NAME", .help = "What the layer is called"},
                     {.name = "kind",
                      .value = "KIND",
                      .help = "What its areas are: ward, area_forum, police, health, management, parish, constituency, "
                              "district, small_area or other"},
                     {.name = "owner", .value = "ID", .help = "Number of the organisation whose areas they are"},
                     {.name = "vintage", .value = "WORDS", .help = "When the lines or figures are from"},
                     {.name = "source", .value = "WORDS", .help = "Where the file comes from"},
                     {.name = "licence", .value = "WORDS", .help = "Its licence"},
                     {.name = "attribution", .value = "WORDS", .help = "The line that must stand beside it"},
                     {.name = "valid-from", .value = "DAY", .help = "First day in force"},
                     {.name = "valid-to", .value = "DAY", .help = "Last day in force"},
                     {.name = "may-overlap",
                      .value = "",
                      .help = "Areas of this layer may share ground",
                      .takes = cli::Takes::nothing},
                     {.name = "check",
                      .value = "",
                      .help = "Say what the file would change, and change nothing",
                      .takes = cli::Takes::nothing},
                     {.name = "members-of", .value = "ID", .help = "Number of the layer that the areas are made of"},
                     {.name = "layer",
                      .value = "ID",
                      .help = "Number of the layer of small areas that residents are for"},
                     {.name = "code", .value = "PROPERTY", .help = "Which property or column is the code"},
                     {.name = "name-property", .value = "PROPERTY", .help = "Which one is the name"}},
         .operands = {{.value = "FILE", .help = "The file"}},
         .run = import});
    return all;
}

}  // namespace thingwall::places
