#include "overlap/load.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "overlap/words.hpp"

namespace thingwall::overlap {
namespace {

using Column = std::optional<std::size_t>;

struct File {
    std::string name;
    csv::Table table;
    Faults& faults;

    [[nodiscard]] std::string at(std::size_t row, std::string_view column) const {
        return name + ", row " + std::to_string(table.lines[row]) + ", column " + std::string(column);
    }
    [[nodiscard]] std::string_view cell(std::size_t row, Column column) const {
        return column && *column < table.rows[row].size() ? trim(table.rows[row][*column]) : std::string_view{};
    }
    Column needed(std::initializer_list<std::string_view> names) {
        auto column = table.column(names);
        if (!column)
            faults.add(name + ", row 1",
                       "There is no column \"" + std::string(*names.begin()) + "\". Add it to the headings.");
        return column;
    }
};

std::optional<File> open(std::string_view text, const std::string& name, Faults& faults) {
    auto table = csv::read_table(text);
    if (!table) {
        faults.add(name, table.error().message);
        for (const auto& fault : table.error().fields) faults.add(name + ", " + fault.field, fault.message);
        return {};
    }
    return File{name, std::move(*table), faults};
}

struct Cells {
    std::vector<double> residents;
    ByText<std::uint32_t> numbers;
};

Cells read_cells(File& file) {
    Cells cells;
    auto id = file.needed({"cell_id", "id"}), population = file.needed({"population", "residents"});
    if (!id || !population) return cells;
    for (std::size_t row = 0; row < file.table.rows.size(); ++row) {
        auto name = file.cell(row, id);
        auto people = parse_number(file.cell(row, population));
        if (name.empty())
            file.faults.add(file.at(row, "cell_id"), "There is no id. Give each small area its own.");
        else if (!cells.numbers.emplace(std::string(name), static_cast<std::uint32_t>(cells.residents.size())).second)
            file.faults.add(file.at(row, "cell_id"),
                            "\"" + std::string(name) + "\" is used twice. Give each small area its own id.");
        else {
            if (!people || *people < 0 || *people > 1e9)
                file.faults.add(file.at(row, "population"), "\"" + std::string(file.cell(row, population)) +
                                                                "\" is not a number of people. Give a number from 0.");
            cells.residents.push_back(people && *people > 0 ? *people : 0);
        }
    }
    return cells;
}

struct Places {
    ByText<std::vector<std::uint32_t>> areas;
    std::vector<std::string> names;
    std::vector<PlaceExtent> all;
};

Places read_places(File& file, const Cells& cells) {
    Places places;
    auto id = file.needed({"place_id", "id"}), members = file.needed({"cells", "areas"});
    auto name = file.table.column({"name"}), borough = file.table.column({"borough_name"}),
         kind = file.table.column({"area_type"});
    if (!id || !members) return places;
    for (std::size_t row = 0; row < file.table.rows.size(); ++row) {
        auto key = file.cell(row, id);
        std::vector<std::uint32_t> areas;
        for (auto cell : split(file.cell(row, members), ' ')) {
            auto known = cells.numbers.find(cell);
            if (known != cells.numbers.end())
                areas.push_back(known->second);
            else
                file.faults.add(file.at(row, "cells"),
                                "There is no small area \"" + std::string(cell) + "\" in the file of cells.");
        }
        PlaceExtent place{std::string(key), std::string(file.cell(row, kind)), std::string(file.cell(row, name)), {}};
        for (auto area : areas) place.extent.push_back({area, 1});
        places.all.push_back(std::move(place));
        if (key.empty())
            file.faults.add(file.at(row, "place_id"), "There is no id. Give each place its own.");
        else if (!places.areas.emplace(std::string(key), std::move(areas)).second)
            file.faults.add(file.at(row, "place_id"),
                            "\"" + std::string(key) + "\" is used twice. Give each place its own id.");
        for (auto column : {name, borough})
            if (auto text = file.cell(row, column); !text.empty()) places.names.emplace_back(text);
    }
    return places;
}

// "2010" and "2010-03" are the first or the last day of that year or month.
enum class End { first, last };
Result<Date> partial_date(std::string_view text, End end) {
    auto year = parse_whole(text.substr(0, 4));
    if (text.size() == 4 && year && *year >= 1900 && *year <= 2199)
        return end == End::first ? *Date::make(static_cast<int>(*year), 1, 1)
                                 : *Date::make(static_cast<int>(*year), 12, 31);
    if (text.size() == 7 && text[4] == '-' && year) {
        auto month = parse_whole(text.substr(5));
        if (month && *month >= 1 && *month <= 12) {
            const int y = static_cast<int>(*year), m = static_cast<int>(*month);
            auto begin = Date::make(y, m, 1);
            if (begin && end == End::first) return *begin;
            if (auto next = m == 12 ? Date::make(y + 1, 1, 1) : Date::make(y, m + 1, 1); begin && next)
                return *next - 1;
        }
    }
    return parse_date(text);
}

struct Reading {
    File& file;
    const Places& places;
    Register& out;
    ByText<std::int64_t> bodies, series;
    ByText<std::size_t> rows;

    OrganisationId body(std::string_view name) {
        return OrganisationId{
            bodies.try_emplace(fold(name), static_cast<std::int64_t>(bodies.size() + 1)).first->second};
    }

    void dates(Ask& ask, std::size_t row, Column start, Column end) {
        constexpr int unknown_start = 60;  // days before the end, when only the end is known
        auto first_text = file.cell(row, start), last_text = file.cell(row, end);
        if (!last_text.empty()) {
            auto last = partial_date(last_text, End::last);
            if (last)
                ask.last = *last;
            else
                file.faults.add(file.at(row, "end"), last.error().message);
        }
        if (!first_text.empty()) {
            auto first = partial_date(first_text, End::first);
            if (first)
                ask.first = *first;
            else
                return file.faults.add(file.at(row, "start"), first.error().message);
        } else if (ask.last)
            ask.first = *ask.last - unknown_start;
        else
            return file.faults.add(file.at(row, "start"), "There is no date. Give the first day, like 2010-03-01.");
        if (ask.last && *ask.last < ask.first)
            file.faults.add(file.at(row, "end"), "The end, " + to_iso(*ask.last) + ", is before the start, " +
                                                     to_iso(ask.first) + ". Check both.");
    }

    void extent(Ask& ask, std::size_t row, Column column) {
        for (auto id : split(file.cell(row, column), ';')) {
            auto place = places.areas.find(id);
            if (place == places.areas.end())
                file.faults.add(file.at(row, "place_ids"),
                                "There is no place \"" + std::string(id) + "\" in the file of places.");
            else
                for (auto area : place->second) ask.extent.push_back({area, 1});
        }
    }
};

std::vector<std::string> list_of(std::string_view text, char separator) {
    std::vector<std::string> list;
    for (auto part : split(text, separator)) list.emplace_back(part);
    return list;
}

void read_activities(File& file, const Places& places, Register& out) {
    const auto& table = file.table;
    auto id = file.needed({"id"}), title = file.needed({"title"}), org = file.needed({"org", "organisation"}),
         start = file.needed({"start"});
    if (!id || !title || !org || !start) return;
    auto end = table.column({"end"}), partners = table.column({"partners"}), theme = table.column({"theme"}),
         place_ids = table.column({"place_ids"}), codes = table.column({"audience_codes"}),
         audience = table.column({"audience_text"}), method = table.column({"method"}),
         questions = table.column({"questions"}), description = table.column({"description"}),
         part_of = table.column({"part_of"}), series = table.column({"series"}), subjects = table.column({"subjects"});
    Reading reading{file, places, out, {}, {}, {}};
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        Ask ask;
        ask.id = ActivityId{static_cast<std::int64_t>(row + 1)};
        auto key = file.cell(row, id);
        if (key.empty())
            file.faults.add(file.at(row, "id"), "There is no id. Give each activity its own.");
        else if (!reading.rows.emplace(std::string(key), row).second)
            file.faults.add(file.at(row, "id"),
                            "\"" + std::string(key) + "\" is used twice. Give each activity its own id.");
        out.ids.emplace_back(key);
        ask.title = file.cell(row, title);
        if (ask.title.empty())
            file.faults.add(file.at(row, "title"), "There is no title. Say in a few words what is asked.");
        ask.organisation_name = file.cell(row, org);
        if (ask.organisation_name.empty())
            file.faults.add(file.at(row, "org"), "There is no organisation. Name the body that asks.");
        ask.organisation = reading.body(ask.organisation_name);
        for (auto name : split(file.cell(row, partners), ';')) ask.joint.push_back(reading.body(name));
        reading.dates(ask, row, start, end);
        reading.extent(ask, row, place_ids);
        ask.theme = file.cell(row, theme);
        ask.audience_codes = list_of(file.cell(row, codes), ';');
        ask.audience_text = file.cell(row, audience);
        ask.methods = list_of(file.cell(row, method), ';');
        if (auto text = file.cell(row, questions); !text.empty()) ask.questions.emplace_back(text);
        ask.description = file.cell(row, description);
        ask.subjects = list_of(file.cell(row, subjects), ';');
        if (auto name = file.cell(row, series); !name.empty())
            ask.series =
                reading.series.try_emplace(std::string(name), static_cast<std::int64_t>(reading.series.size() + 1))
                    .first->second;
        out.asks.push_back(std::move(ask));
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (auto parent = file.cell(row, part_of); !parent.empty()) {
            auto known = reading.rows.find(parent);
            if (known != reading.rows.end())
                out.asks[row].umbrella = ActivityId{static_cast<std::int64_t>(known->second + 1)};
            else
                file.faults.add(file.at(row, "part_of"),
                                "There is no activity \"" + std::string(parent) + "\" in this file.");
        }
}

}  // namespace

Result<Register> read_register(const RegisterText& text) {
    Faults faults;
    Register out;
    auto cells_file = open(text.cells, text.cells_name, faults);
    auto places_file = open(text.places, text.places_name, faults);
    auto activities_file = open(text.activities, text.activities_name, faults);
    if (cells_file && places_file && activities_file) {
        auto cells = read_cells(*cells_file);
        auto places = read_places(*places_file, cells);
        read_activities(*activities_file, places, out);
        out.residents = std::move(cells.residents);
        out.place_names = std::move(places.names);
        out.places = std::move(places.all);
    }
    if (!faults.empty()) return faults.take("The files were not taken");
    return out;
}

}  // namespace thingwall::overlap
