#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "overlap/load.hpp"
#include "overlap/overlap.hpp"

namespace thingwall::overlap {
namespace {

// Enough digits that no two pairs tie by being written short.
std::string score_text(double likelihood) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.9f", likelihood);
    return buffer;
}

// Ids that are all numbers are ordered as numbers, others as text.
std::vector<std::size_t> rank_of(const std::vector<std::string>& ids) {
    const bool numbers = std::ranges::all_of(ids, [](const std::string& id) { return parse_whole(id).has_value(); });
    std::vector<std::size_t> order(ids.size()), rank(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t x, std::size_t y) {
        return numbers ? *parse_whole(ids[x]) < *parse_whole(ids[y]) : ids[x] < ids[y];
    });
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    return rank;
}

// The three files as a register; nothing when they have faults, which are said then.
std::optional<Register> read_files(const cli::Arguments& asked, std::ostream& err) {
    Faults faults;
    auto text_of = [&](std::string_view option) {
        auto text = csv::read_file(asked.text(option));
        if (text) return *text;
        faults.add(asked.text(option), text.error().message);
        return std::string();
    };
    const auto activities = text_of("activities"), places = text_of("places"), cells = text_of("cells");
    if (!faults.empty()) {
        err << describe(faults.take("The files could not be read").error()) << '\n';
        return std::nullopt;
    }
    auto read =
        read_register({activities, places, cells, asked.text("activities"), asked.text("places"), asked.text("cells")});
    if (read) return std::move(*read);
    err << describe(read.error()) << '\n';
    return std::nullopt;
}

int burden_of_files(const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    auto read = read_files(asked, err);
    if (!read) return cli::failed;
    if (const auto kind = asked.maybe("kind")) {
        std::erase_if(read->places, [&](const PlaceExtent& place) { return fold(place.kind) != fold(*kind); });
        if (read->places.empty()) {
            err << "No place in " << asked.text("places") << " has the area_type \"" << *kind << "\".\n";
            return cli::failed;
        }
    }
    std::string lines = "place_id,quarter,mean_activities_per_resident\r\n";
    for (const auto& load : load_by_quarter(read->asks, read->residents, read->places)) {
        csv::append_field(lines, read->places[load.place].id);
        char number[32];
        std::snprintf(number, sizeof number, "%.4f", load.asks_per_resident);
        lines += ',' + describe(load.quarter) + ',' + number + "\r\n";
    }
    out << lines;
    out.flush();
    return out ? cli::fine : cli::failed;
}

int screen_files(const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    auto read = read_files(asked, err);
    if (!read) return cli::failed;
    // Numbered by rank of their ids, so that ties are broken by id.
    const auto rank = rank_of(read->ids);
    std::vector<std::string> ids(rank.size());
    const auto number = [&](ActivityId id) {
        return ActivityId{static_cast<std::int64_t>(rank[static_cast<std::size_t>(id.value() - 1)] + 1)};
    };
    for (std::size_t i = 0; i < rank.size(); ++i) ids[rank[i]] = read->ids[i];
    for (auto& ask : read->asks) {
        ask.id = number(ask.id);
        if (ask.umbrella.known()) ask.umbrella = number(ask.umbrella);
    }
    const std::size_t count = read->asks.size();
    Index index({std::move(read->residents), std::move(read->place_names)});
    index.put_all(std::move(read->asks));

    const auto pairs = index.all_pairs(asked.number("at-least"));
    std::string lines = "a,b,score,why\r\n";
    for (const auto& pair : pairs) {
        csv::append_field(lines, ids[static_cast<std::size_t>(pair.a.value() - 1)]);
        lines += ',';
        csv::append_field(lines, ids[static_cast<std::size_t>(pair.b.value() - 1)]);
        lines += ',' + score_text(pair.likelihood) + ',';
        if (auto finding = index.compare(pair.a, pair.b))
            csv::append_field(lines, finding->why + " " + finding->unlike);
        lines += "\r\n";
        if (lines.size() > (1u << 16)) out << lines, lines.clear();
    }
    out << lines;
    out.flush();
    err << "Compared " << thousands(static_cast<std::int64_t>(count))
        << " activities: " << thousands(static_cast<std::int64_t>(pairs.size()))
        << " pairs meet in people, place and time, "
        << thousands(std::ranges::count_if(pairs, [](const Pair& p) { return p.likelihood >= 0.695; }))
        << " of them likely.\n";
    return out ? cli::fine : cli::failed;
}

// Every command on a register takes its three files, and options of its own.
std::vector<cli::Option> files_and(std::initializer_list<cli::Option> own) {
    std::vector<cli::Option> all{
        {"activities", "FILE", "the register, one activity a row", cli::Takes::text, cli::Need::required},
        {"places", "FILE", "which small areas each place is made of", cli::Takes::text, cli::Need::required},
        {"cells", "FILE", "how many people live in each small area", cli::Takes::text, cli::Need::required}};
    all.insert(all.end(), own);
    return all;
}

}  // namespace

std::span<const cli::Command> commands() {
    static const std::vector<cli::Command> list{
        {
            "overlap screen",
            "Work on files",
            "find activities that ask the same people the same thing",
            "Compares every activity of a register with every other and writes the pairs that meet in people, place "
            "and "
            "time as CSV: a, b, score "
            "(the likelihood, 0 to 1) and why, in a sentence. The likeliest come first; ties are ordered by id. Pairs "
            "of "
            "one body, pairs that are joint, "
            "under one umbrella or of one series, and pairs that ask different people are left out.\n\n"
            "Activities need the columns id, title, org and start; partners, theme, place_ids, audience_codes, "
            "audience_text, method, end, questions, "
            "description, part_of, series and subjects help. Places need place_id and cells, cells need cell_id and "
            "population.",
            "thingwall overlap screen --activities activities.csv --places places.csv --cells cells.csv > pairs.csv",
            files_and({{"at-least", "LIKELIHOOD", "leave out pairs below this, 0 to 1", cli::Takes::number,
                        cli::Need::optional, "0", cli::Times::once, 0, 1}}),
            {},
            screen_files,
        },
        {
            "overlap burden",
            "Work on files",
            "say how often the people of each place are asked, quarter by quarter",
            "Writes place_id, quarter and mean_activities_per_resident: over all activities whose days meet the "
            "quarter, the "
            "residents of the place inside the activity's extent, over the residents of the place. A blank end counts "
            "as 60 "
            "days after the start. The files are those of `overlap screen`.",
            "thingwall overlap burden --activities activities.csv --places places.csv --cells cells.csv --kind ward",
            files_and({{"kind", "AREA_TYPE", "only places of this area_type", cli::Takes::text}}),
            {},
            burden_of_files,
        }};
    return list;
}

}  // namespace thingwall::overlap
