#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "places/postcodes.hpp"

namespace thingwall::places {

namespace {

struct Columns {
    std::size_t postcode = 0, east = 2, north = 3;
    std::optional<std::size_t> quality = 1, ended;
    bool onspd_quality = false;  ///< 9 means "no place"; in Code-Point Open it is 90
};

using Row = std::vector<std::string_view>;

std::optional<std::size_t> named(const Row& headings, std::initializer_list<std::string_view> names) {
    for (std::string_view name : names)
        for (std::size_t i = 0; i < headings.size(); ++i)
            if (fold(trim(headings[i])) == name) return i;
    return {};
}

std::optional<std::int32_t> whole(std::string_view text) {
    text = trim(text);
    std::int32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

/// "201407", "2014-07" or "01/07/2014": year and month.
std::int32_t year_and_month(std::string_view text) {
    text = trim(text);
    if (const auto plain = whole(text); plain && *plain > 190000 && *plain < 300000) return *plain;
    const auto date = parse_date(text);
    return date ? date->year() * 100 + date->month() : 0;
}

Result<Columns> columns_of(const Row& first, Report& report) {
    Columns columns;
    const auto postcode = named(first, {"postcode", "pcds", "pcd7", "pcd8", "pcd", "pcd2", "pc"});
    const auto east = named(first, {"eastings", "easting", "oseast1m", "east1m", "eastin1m", "ea", "x"});
    const auto north = named(first, {"northings", "northing", "osnrth1m", "north1m", "norin1m", "no", "y"});
    if (postcode && east && north) {
        columns.postcode = *postcode;
        columns.east = *east;
        columns.north = *north;
        columns.quality =
            named(first, {"positional_quality_indicator", "positional_quality", "positional quality indicator", "pq"});
        if (!columns.quality) {
            columns.quality = named(first, {"osgrdind", "gridind"});
            columns.onspd_quality = columns.quality.has_value();
        }
        columns.ended = named(first, {"doterm"});
        return columns;
    }
    std::vector<std::string_view> missing;
    if (!postcode) missing.push_back("postcode (postcode, pcds)");
    if (!east) missing.push_back("eastings (eastings, oseast1m)");
    if (!north) missing.push_back("northings (northings, osnrth1m)");
    for (const auto what : missing)
        report.refused("line 1", std::string(what.substr(0, what.find(' '))), fmt::format("no column for {}", what));
    return std::unexpected(report.error("The file could not be used"));
}

/// A cell in a message. A file of gigabytes is not read once more to see that it is text.
std::string quoted(std::string_view cell) {
    auto text = csv::to_utf8(shortened(cell, 20));
    return text ? '"' + *text + '"' : "what stands there";
}

}  // namespace

Result<Postcodes> read_postcodes(std::string_view bytes, Report& report) {
    std::string converted;
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
        auto utf8 = csv::to_utf8(std::string(bytes));
        if (!utf8) return std::unexpected(utf8.error());
        converted = std::move(*utf8);
        bytes = converted;
    }
    csv::Reader reader(bytes, csv::Limits{2'000u << 20, 200, 4096});
    Row row;
    auto more = reader.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more || row.empty()) return invalid("The file is empty");

    // Code-Point Open comes without headings: ten columns, the first of them a postcode.
    Columns columns;
    const bool headed = !Postcode::parse(row.front());
    if (headed) {
        auto found = columns_of(row, report);
        if (!found) return std::unexpected(found.error());
        columns = *found;
        more = reader.next(row);
    } else if (row.size() < 4) {
        report.refused("line 1", "",
                       "a file without headings must be Code-Point Open: postcode, quality, eastings, northings, ...");
        return std::unexpected(report.error("The file could not be used"));
    }
    const std::size_t needed = std::max({columns.postcode, columns.east, columns.north}) + 1;
    std::vector<Postcodes::Entry> entries;
    entries.reserve(bytes.size() / 90 + 16);
    std::size_t placeless = 0;
    while (more && *more) {
        const auto where = [&] { return fmt::format("line {}", reader.line()); };
        if (row.size() == 1 && trim(row.front()).empty()) {
            more = reader.next(row);
            continue;
        }
        if (row.size() < needed) {
            report.refused(where(), "", fmt::format("has {} columns, {} are needed", row.size(), needed));
            more = reader.next(row);
            continue;
        }
        const auto postcode = Postcode::parse(row[columns.postcode]);
        const auto east = whole(row[columns.east]), north = whole(row[columns.north]);
        const auto quality =
            columns.quality && *columns.quality < row.size() ? whole(row[*columns.quality]) : std::nullopt;
        const bool nowhere = (quality && *quality == (columns.onspd_quality ? 9 : 90)) ||
                             (trim(row[columns.east]).empty() && trim(row[columns.north]).empty()) ||
                             (east && north && *east == 0 && *north == 0);
        if (!postcode) {
            report.refused(where(), "postcode", fmt::format("{} is no full postcode", quoted(row[columns.postcode])));
        } else if (nowhere) {
            ++placeless;
        } else if (!east || !north || *east < 0 || *east > 700'000 || *north < 0 || *north > 1'300'000) {
            report.refused(where(), "eastings, northings",
                           fmt::format("{}, {} is no place on the British National Grid in whole metres",
                                       quoted(row[columns.east]), quoted(row[columns.north])));
        } else {
            const std::int32_t ended =
                columns.ended && *columns.ended < row.size() ? year_and_month(row[*columns.ended]) : 0;
            entries.push_back({postcode->key(), *east, *north, ended});
        }
        more = reader.next(row);
    }
    if (!more) return std::unexpected(more.error());
    if (report.refuses()) return std::unexpected(report.error("The file could not be used"));
    if (placeless > 0)
        report.left_out("the whole file", "",
                        fmt::format("{} no place on the ground (positional quality 90, or blank)",
                                    placeless == 1 ? "1 postcode has"
                                                   : fmt::format("{} postcodes have",
                                                                 thousands(static_cast<std::int64_t>(placeless)))));
    if (entries.empty()) return invalid("There is no postcode with a place in the file");
    const std::size_t rows = entries.size();
    Postcodes made(std::move(entries));
    if (made.size() < rows)
        report.repaired("the whole file", "postcode",
                        fmt::format("{} twice; the newer was taken",
                                    rows - made.size() == 1
                                        ? "1 postcode stands there"
                                        : fmt::format("{} postcodes stand there",
                                                      thousands(static_cast<std::int64_t>(rows - made.size())))));
    return made;
}

}  // namespace thingwall::places
