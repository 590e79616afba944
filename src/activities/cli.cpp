#include <filesystem>
#include <fstream>
#include <ostream>

#include "activities/apply.hpp"
#include "activities/feed.hpp"
#include "activities/inside.hpp"
#include "activities/store.hpp"
#include "activities/subscription.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/run.hpp"
#include "db/db.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

namespace thingwall::activities {
namespace {

// A spreadsheet's bytes as they are: an .xlsx is no text.
Result<std::string> read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return invalid(path + " cannot be opened. Check its name");
    std::string bytes;
    char piece[65536];
    while (file.read(piece, sizeof piece) || file.gcount() > 0) {
        bytes.append(piece, static_cast<std::size_t>(file.gcount()));
        if (bytes.size() > SheetLimits{}.file_bytes)
            return fail(ErrorKind::too_large, path + " is larger than 16 MB. Bring it in in parts");
    }
    return bytes;
}

int export_register(const OpenRegister& open, const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    const std::string& format = asked.text("as");
    if (format != "csv" && format != "json" && format != "ics" && format != "atom" && format != "geojson")
        return cli::complain(err,
                             Error{ErrorKind::invalid,
                                   fmt::format("There is no format “{}”. Give csv, json, ics, atom or geojson", format),
                                   {},
                                   0},
                             cli::asked_wrongly);
    auto opened = open(asked.text("data"));
    if (!opened) return cli::complain(err, opened.error(), cli::asked_wrongly);
    Activities& activities = *(*opened)->activities;
    bool everything = asked.given("all");
    FeedContext context{
        .lists = activities.lists(),
        .today = activities.today(),
        .in_full = everything,
        .address = "",
        .site = activities.services().site.partnership,
        .updated = {},
        .reference_of =
            [&](ActivityId id) {
                auto stored = activities.services().database.read([&](db::Reader& reader) { return read(reader, id); });
                // What everyone may see says what it is part of only where everyone may see that too.
                return stored && (everything || is_public(stored->activity, activities.today()))
                           ? stored->activity.reference
                           : std::string();
            },
        .place = activities.services().site.place,
        .codes = std::make_shared<const AreaCodes>(
            activities.services().database.read([](db::Reader& reader) { return area_codes(reader); })),
        .outlines = true,
        .kept_elsewhere = [&](ActivityId id) { return keeper_of(activities.services().database, id); }};
    context.updated = activities.services().database.read([](db::Reader& reader) { return latest_change(reader); });
    std::vector<Stored> portion;
    std::size_t at = 0, written = 0;
    ActivityId last{};
    auto next = [&]() -> std::optional<Activity> {
        for (;;) {
            if (at == portion.size()) {
                portion = activities.services().database.read(
                    [&](db::Reader& reader) { return read_after(reader, last, 500); });
                at = 0;
                if (portion.empty()) return std::nullopt;
                last = portion.back().activity.id;
            }
            // What is kept elsewhere comes from there: whoever reads this list would have it twice.
            if (format == "json" && !everything && portion[at].kept_by != 0) {
                ++at;
                continue;
            }
            Activity activity = std::move(portion[at++].activity);
            if (!everything && !is_public(activity, activities.today())) continue;
            if (!everything) activity.cost.reset(), activity.invited.reset();
            ++written;
            return activity;
        }
    };
    auto pieces = feed(format, context, next);
    for (std::string piece = pieces(); !piece.empty(); piece = pieces()) out << piece;
    fmt::print(err, "{} written\n", count_of(static_cast<std::int64_t>(written), "activity", "activities"));
    return out.good() ? cli::fine : cli::failed;
}

void tell(const Preview& preview, std::ostream& err) {
    for (const RowFault& fault : preview.faults)
        fmt::print(err, "{}: row {}, column {} ({}): “{}”: {}. {}\n", preview.filename, fault.row,
                   fault.column.empty() ? "-" : fault.column, fault.heading, fault.says, fault.wrong, fault.to_do);
    for (const JudgedRow& row : preview.rows)
        if (row.is == RowIs::doubtful)
            fmt::print(err, "{}: row {}: “{}” may be “{}”: {}\n", preview.filename, row.row, row.title, row.match_title,
                       row.why);
    for (const std::string& note : preview.notes) fmt::print(err, "{}: not read: {}\n", preview.filename, note);
    for (const GoneRow& row : preview.gone)
        fmt::print(err, "{}: gone from the file, and kept: {} “{}”\n", preview.filename, row.reference, row.title);
    fmt::print(err, "{} rows: {} new, {} changed, {} as they are, {} doubtful, {} wrong\n", preview.rows.size(),
               preview.count(RowIs::added), preview.count(RowIs::changed), preview.count(RowIs::same),
               preview.count(RowIs::doubtful), preview.wrong_rows());
}

int import_register(const OpenRegister& open, const cli::Arguments& asked, std::ostream&, std::ostream& err) {
    auto opened = open(asked.text("data"));
    if (!opened) return cli::complain(err, opened.error(), cli::asked_wrongly);
    Activities& activities = *(*opened)->activities;
    OrganisationId body;
    for (const Named& one : activities.lists().organisations())
        if (fold(one.name) == fold(asked.text("organisation")) || fold(one.group) == fold(asked.text("organisation")))
            body = OrganisationId{parse_id(one.id).value_or(0)};
    if (!body.known())
        return cli::complain(
            err,
            Error{ErrorKind::invalid, fmt::format("No partner has the name “{}”", asked.text("organisation")), {}, 0},
            cli::asked_wrongly);
    const std::string& path = asked.operands().front();
    auto bytes = read_bytes(path);
    if (!bytes) return cli::complain(err, bytes.error(), cli::failed);
    auto sheet = read_sheet(*bytes);
    if (!sheet) return cli::complain(err, sheet.error(), cli::failed);
    web::Actor actor{PersonId{}, body, web::Role::coordinator, "", asked.text("organisation")};
    auto& database = activities.services().database;
    auto questions = questions_of(database, actor, activities.today(), activities.context().settings.reference_prefix);
    // A source of the name that is given, or of the file: what it is known to hold is known again.
    std::string name = asked.given("source") ? asked.text("source") : std::filesystem::path(path).filename().string();
    auto source = database.read([&](db::Reader& reader) { return find_source(reader, body, name); });
    if (source && database.read([&](db::Reader& reader) { return read_subscription(reader, source->id); }))
        return cli::complain(
            err, Error{ErrorKind::invalid, fmt::format("“{}” comes by itself. Give another --source", name), {}, 0},
            cli::asked_wrongly);
    FromSource from = from_source(activities, source ? *source : Source{}, *sheet);
    if (asked.given("names-in-words")) from.profile.names_in_words = true;
    if (asked.given("whole-borough")) from.profile.whole_borough = true;
    if (asked.given("month-of-last")) from.profile.month_of_last = true;
    if (sheet->kind != Sheet::Kind::table && !source) {
        from.profile.names_in_words = true;
        if (sheet->kind != Sheet::Kind::exchange) from.profile.whole_borough = from.profile.month_of_last = true;
    }
    Answers answers{.rows = {}, .gone = {}, .all_rows = {}, .all_gone = "keep"};
    auto preview = judge(*sheet, path, answers, activities.lists(), *activities.snapshot(), questions, body, from);
    if (!preview) return cli::complain(err, preview.error(), cli::failed);
    tell(*preview, err);
    if (!asked.given("take")) {
        fmt::print(err, "Nothing was saved. Give --take to take the rows that are not wrong, all or none.\n");
        return preview->faults.empty() ? cli::fine : cli::failed;
    }
    if (!preview->faults.empty() && !asked.given("leave-out-wrong")) {
        fmt::print(err, "Nothing was saved, since rows are wrong. Correct them, or give --leave-out-wrong.\n");
        return cli::failed;
    }
    if (preview->changes_nothing()) {
        fmt::print(err, "Nothing changes.\n");
        return cli::fine;
    }
    auto taken = database.write([&](db::Transaction& tx) -> Result<Taken> {
        auto now = find_source(tx, body, name);
        if (!now) {
            now = Source{tx.new_number(), body, name, {}, from.profile};
            insert_source(tx, *now);
        }
        KeptFile import;
        import.id = tx.new_number();
        import.organisation = body;
        import.filename = std::filesystem::path(path).filename().string();
        import.choices = "{}";
        import.source = now->id;
        import.digest = digest_of(*bytes);
        insert_file(tx, import);
        return take(tx, actor, import, *preview, activities.context());
    });
    if (!taken) return cli::complain(err, taken.error(), cli::failed);
    fmt::print(err, "Taken: {} new, {} changed, {} as they were, {} left out\n", taken->added, taken->changed,
               taken->same, taken->left_out);
    return cli::fine;
}

}  // namespace

std::vector<cli::Command> commands(const OpenRegister& open) {
    cli::Option data{"data", "FOLDER", "the folder in which the partnership's data lies", cli::Takes::text,
                     cli::Need::required};
    return {
        {"activities export",
         "The register",
         "write the register as CSV, JSON, calendar, Atom or GeoJSON",
         "What everyone may see, or with --all everything, drafts and costs too. The CSV has the columns that "
         "`activities import` reads: "
         "an export that is imported again changes nothing.",
         "thingwall activities export --data /var/lib/thingwall --all > register.csv",
         {data,
          {"as", "FORMAT", "csv, json, ics, atom or geojson", cli::Takes::text, cli::Need::optional, "csv"},
          {"all", "", "drafts and what only partners see, too", cli::Takes::nothing}},
         {},
         [open](const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
             return export_register(open, asked, out, err);
         }},
        {"activities import",
         "The register",
         "look at a spreadsheet, a calendar or the list of another register, and take it",
         "Reads a .csv, .xlsx, .ics or .json (Citizen Space, or what another register gives as JSON), one activity a "
         "row, and says what is new, changed, gone, doubtful and "
         "wrong, "
         "with row and column. Nothing is saved "
         "without --take; then all rows go in, or none, as one import that can be taken back on its page. Rows that "
         "may be "
         "in the register already count as the same; what is gone from the file is kept.",
         "thingwall activities import --data /var/lib/thingwall --organisation \"Wirral Council\" register.xlsx\n"
         "thingwall activities import --data /var/lib/thingwall --organisation \"Wirral Council\" --take register.xlsx",
         {data,
          {"organisation", "NAME", "the partner for whom it is brought in; only activities that it leads are changed",
           cli::Takes::text, cli::Need::required},
          {"source", "NAME", "where it is from, so that it is known again the next time; else the file's name",
           cli::Takes::text},
          {"names-in-words", "", "keep names that are in no list in words", cli::Takes::nothing},
          {"whole-borough", "", "where no area is known it is the whole borough", cli::Takes::nothing},
          {"month-of-last", "", "a row with a last day alone is kept by its month", cli::Takes::nothing},
          {"take", "", "save what is not wrong", cli::Takes::nothing},
          {"leave-out-wrong", "", "take the other rows although some are wrong", cli::Takes::nothing}},
         {{"FILE", "the spreadsheet"}},
         [open](const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
             return import_register(open, asked, out, err);
         }},
    };
}

}  // namespace thingwall::activities
