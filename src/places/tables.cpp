#include "places/tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "places/codes.hpp"

namespace thingwall::places {

namespace {

constexpr csv::Limits table_limits{32u << 20, 200, 4096};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Letters, then three digits or more, and no more: E00036010. A heading like OA21CD is none.
bool looks_like_code(std::string_view cell) {
    std::size_t letters = 0;
    while (letters < cell.size() &&
           ((cell[letters] >= 'A' && cell[letters] <= 'Z') || (cell[letters] >= 'a' && cell[letters] <= 'z')))
        ++letters;
    return letters > 0 && letters + 3 <= cell.size() && std::ranges::all_of(cell.substr(letters), is_digit);
}

/// A file without headings would lose its first row to them, so it is told: a cell that is a code of the place stands
/// in a row of data, and so do cells that are all codes or numbers.
std::optional<std::string> reason_not_headings(const csv::Table& table,
                                               const std::function<bool(std::string_view)>& is_code,
                                               std::string_view example) {
    std::string cell;
    std::size_t told = 0, filled = 0;
    for (const std::string& heading : table.headings) {
        if (heading.empty()) continue;
        ++filled;
        const bool code = is_code(heading);
        if (code || looks_like_code(heading) || parse_number(heading)) ++told;
        if (code || cell.empty()) cell = heading;
        if (code) told = table.headings.size();
    }
    if (filled == 0 || told < filled) return {};
    return fmt::format(
        "the first line has no headings (\"{}\" is a code or a number); put a line above it that says what the "
        "columns are, like {}",
        shortened(cell, 60), example);
}

Result<csv::Table> read(std::string_view bytes, const std::function<bool(std::string_view)>& is_code,
                        std::string_view example, Report& report) {
    const auto in_file = [&](Error error) {
        if (!report.file().empty()) error.message = report.file() + ": " + error.message;
        return std::unexpected(std::move(error));
    };
    if (bytes.size() > table_limits.bytes)
        return in_file(
            {ErrorKind::too_large,
             fmt::format("the file has {} MB, at most {} MB can be read", bytes.size() >> 20, table_limits.bytes >> 20),
             {},
             0});
    auto text = csv::to_utf8(std::string(bytes));
    if (!text) return in_file(text.error());
    auto table = csv::read_table(*text, table_limits);
    if (!table) return in_file(table.error());
    if (const auto reason = reason_not_headings(*table, is_code, example)) {
        report.refused("line 1", "", *reason);
        return std::unexpected(report.error("The file could not be used"));
    }
    if (table->rows.empty()) return in_file({ErrorKind::invalid, "there is no row under the headings", {}, 0});
    return table;
}

std::string line(const csv::Table& table, std::size_t row) {
    return fmt::format("line {}", table.lines[row]);
}

/// The column in which this holds for most rows; nothing when for none.
std::optional<std::size_t> best_column(const csv::Table& table, const std::function<bool(std::string_view)>& fits) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t column = 0; column < table.headings.size(); ++column) {
        std::size_t count = 0;
        for (const auto& row : table.rows) count += fits(trim(row[column]));
        if (count > most) {
            most = count;
            best = column;
        }
    }
    return best;
}

std::string headings(const csv::Table& table) {
    return listed(table.headings);
}

}  // namespace

Result<std::vector<MemberArea>> read_members(std::string_view bytes,
                                             const std::function<bool(std::string_view)>& is_code,
                                             const MemberReading& how, Report& report) {
    auto table = read(bytes, is_code, "code,name,member", report);
    if (!table) return std::unexpected(table.error());

    const auto asked_for = [&](const std::string& wanted, std::string_view what) -> std::optional<std::size_t> {
        const auto column = table->column({wanted});
        if (!column)
            report.refused(
                "line 1", wanted,
                fmt::format("no column is called \"{}\" (for the {}); there are {}", wanted, what, headings(*table)));
        return column;
    };
    const auto member =
        how.member_column.empty() ? best_column(*table, is_code) : asked_for(how.member_column, "members");
    if (!member && how.member_column.empty())
        report.refused(
            "the whole file", "",
            fmt::format("no column has codes of the layer that the areas are made of; there are {}", headings(*table)));
    std::optional<std::size_t> code;
    if (!how.code_column.empty()) {
        code = asked_for(how.code_column, "areas");
    } else if (member) {
        for (std::size_t column = 0; column < table->headings.size() && !code; ++column)
            if (column != *member) code = column;
        if (const auto named = table->column({"code", "area_code", "area", "forum"}); named && named != member)
            code = named;
        if (!code)
            report.refused("line 1", "", "there is only one column; each row needs the area's code and the member's");
    }
    if (!code || !member) return std::unexpected(report.error("The file could not be used"));
    std::optional<std::size_t> name;
    if (!how.name_column.empty()) {
        name = asked_for(how.name_column, "names");
    } else {
        const std::string& heading = table->headings[*code];
        const std::string stem = heading.ends_with("code") ? heading.substr(0, heading.size() - 4) : heading;
        name = table->column({heading + "_name", heading + " name", stem + "name", "name", "area_name"});
    }

    std::map<std::string, MemberArea> areas;
    std::map<std::string, std::pair<std::string, std::size_t>> taken;  // member -> its area and row
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
        const auto& cells = table->rows[row];
        const std::string its_code(trim(cells[*code])), its_member(trim(cells[*member]));
        if (its_code.empty()) {
            report.refused(line(*table, row), table->headings[*code], "is blank; give the area's code");
            continue;
        }
        if (its_code.size() > most_code_bytes) {
            report.refused(line(*table, row), table->headings[*code], std::string(code_too_long));
            continue;
        }
        if (!is_code(its_member)) {
            report.refused(
                line(*table, row), table->headings[*member],
                its_member.empty()
                    ? std::string("is blank; give the member's code")
                    : fmt::format(
                          "\"{}\" is no code of the layer that the areas are made of; it may be withdrawn or mistyped",
                          shortened(its_member, 60)));
            continue;
        }
        const std::string its_name(name ? trim(cells[*name]) : std::string_view(its_code));
        if (length(its_name) > most_name_letters) {
            report.refused(line(*table, row), table->headings[*name], std::string(name_too_long));
            continue;
        }
        MemberArea& area = areas[its_code];
        if (area.code.empty()) {
            area.code = its_code;
            area.name = its_name.empty() ? its_code : its_name;
        } else if (!its_name.empty() && area.name != its_name) {
            report.refused(line(*table, row), table->headings[*name],
                           fmt::format("area {} is called \"{}\" here and \"{}\" above; give it one name", its_code,
                                       its_name, area.name));
        }
        const auto [first, fresh] = taken.try_emplace(its_member, its_code, row);
        if (!fresh && first->second.first == its_code) {
            report.repaired(line(*table, row), table->headings[*member],
                            fmt::format("{} is a member of {} twice; taken once", its_member, its_code));
            continue;
        }
        if (!fresh && !how.may_overlap) {
            report.refused(line(*table, row), table->headings[*member],
                           fmt::format("{} belongs to {} already (line {}); if areas of this layer may overlap, say so",
                                       its_member, first->second.first, table->lines[first->second.second]));
            continue;
        }
        area.members.push_back(its_member);
    }
    if (report.refuses()) return std::unexpected(report.error("The file could not be used"));
    std::vector<MemberArea> made;
    for (auto& [ignored, area] : areas) {
        std::ranges::sort(area.members);
        area.members.erase(std::ranges::unique(area.members).begin(), area.members.end());
        made.push_back(std::move(area));
    }
    return made;
}

Result<std::vector<double>> read_residents(std::string_view bytes, const std::vector<std::string>& codes,
                                           Report& report, ResidentRows* rows) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < codes.size(); ++i) places.emplace(codes[i], i);
    const auto is_code = [&](std::string_view value) { return places.contains(value); };
    auto table = read(bytes, is_code, "code,residents", report);
    if (!table) return std::unexpected(table.error());
    const auto code = best_column(*table, is_code);
    if (!code) {
        report.refused("the whole file", "",
                       fmt::format("no column has codes of the small areas (like {}); there are {}",
                                   codes.empty() ? "E00036010" : codes.front(), headings(*table)));
        return std::unexpected(report.error("The file could not be used"));
    }
    auto count = table->column({"residents", "population", "usual residents", "all usual residents", "all persons",
                                "all people", "total", "persons", "people", "obs_value", "value", "count"});
    if (!count || count == code) {
        count.reset();
        for (std::size_t column = 0; column < table->headings.size() && !count; ++column)
            if (column != *code && std::ranges::all_of(table->rows, [&](const auto& row) {
                    return parse_number(trim(row[column])).has_value();
                }))
                count = column;
    }
    if (!count) {
        report.refused("line 1", "",
                       fmt::format("no column has the number of residents; call it \"residents\". There are {}",
                                   headings(*table)));
        return std::unexpected(report.error("The file could not be used"));
    }
    std::vector<double> residents(codes.size(), 0);
    std::vector<std::size_t> line_of(codes.size(), 0);
    std::size_t elsewhere = 0;
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
        const auto& cells = table->rows[row];
        const auto place = places.find(trim(cells[*code]));
        if (place == places.end()) {
            ++elsewhere;
            continue;
        }
        std::string digits(trim(cells[*count]));
        std::erase(digits, ',');
        const auto number = parse_number(digits);
        if (!number || *number < 0 || *number > 1e7) {
            report.refused(
                line(*table, row), table->headings[*count],
                fmt::format("\"{}\" is no number of people; give a number from 0", shortened(cells[*count])));
        } else if (line_of[place->second] != 0 && residents[place->second] != *number) {
            report.refused(line(*table, row), table->headings[*code],
                           fmt::format("{} has another figure in line {}; keep one of the two", place->first,
                                       line_of[place->second]));
        } else {
            residents[place->second] = *number;
            line_of[place->second] = table->lines[row];
        }
    }
    if (report.refuses()) return std::unexpected(report.error("The file could not be used"));
    if (elsewhere > 0)
        report.left_out("the whole file", table->headings[*code],
                        fmt::format("{} are of small areas that this layer does not have",
                                    count_of(static_cast<std::int64_t>(elsewhere), "row", "rows")));
    std::size_t empty = 0;
    std::string first;
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (line_of[i] == 0 && ++empty == 1) first = codes[i];
    if (rows != nullptr) *rows = {codes.size() - empty, empty, elsewhere};
    if (empty > 0)
        report.left_out(
            "the whole file", table->headings[*code],
            fmt::format("{} no row (the first is {}) and count as empty",
                        empty == 1 ? "1 small area has"
                                   : fmt::format("{} small areas have", thousands(static_cast<std::int64_t>(empty))),
                        first));
    return residents;
}

}  // namespace thingwall::places
