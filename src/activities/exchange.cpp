#include "activities/exchange.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "activities/citizen_space.hpp"
#include "activities/columns.hpp"
#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Array = boost::json::array;
using Object = boost::json::object;
using Value = boost::json::value;

// An outline stands for the ground where the area itself is not known: as near as a drawn shape may say it.
constexpr std::size_t outline_points = 400;
constexpr std::size_t values_most = 4'000'000;

// The fields that a list gives, in the order of the sheet. Those above the line are there whatever the list has.
constexpr std::array<std::string_view, 38> fields_read{
    "source_id", "title", "lead", "where", "first_day", "last_day", "shape", "centre", "radius", "withdrawn", "url",
    "umbrella",
    // those that a list may lack
    "partners", "audience", "audience_words", "dates_can_move", "sessions", "reason_short", "purpose", "questions",
    "subjects", "methods", "minutes", "cost", "invited", "responses", "results", "access", "access_words", "other_ways",
    "other_ways_words", "contact", "decision", "decision_day", "influence", "series", "visibility", "public_on"};
constexpr std::size_t always = 12;

using Cells = std::map<std::string_view, std::string>;

std::string one_line(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return text;
}

std::string scalar(const Value& value) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_int64()) return std::to_string(value.get_int64());
    if (value.is_uint64()) return std::to_string(value.get_uint64());
    if (value.is_double()) return fmt::format("{}", value.get_double());
    if (value.is_bool()) return value.get_bool() ? "yes" : "no";
    return {};
}

const Value* member(const Object& from, std::string_view name) {
    const auto* value = from.if_contains(boost::json::string_view(name.data(), name.size()));
    return value != nullptr && !value->is_null() ? value : nullptr;
}
const Object* object_in(const Object& from, std::string_view name) {
    const auto* value = member(from, name);
    return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}
const Array* array_in(const Object& from, std::string_view name) {
    const auto* value = member(from, name);
    return value != nullptr && value->is_array() ? &value->get_array() : nullptr;
}
std::string text_in(const Object& from, std::string_view name) {
    const auto* value = member(from, name);
    return value == nullptr ? std::string() : scalar(*value);
}
bool has(const Object& from, std::string_view name) {
    return from.contains(boost::json::string_view(name.data(), name.size()));
}

// A semicolon parts names in a cell.
void add(std::string& list, std::string word) {
    std::ranges::replace(word, ';', ',');
    word = one_line(std::string(trim(word)));
    if (word.empty()) return;
    if (!list.empty()) list += "; ";
    list += word;
}

// Codes of [{"code", "label"}], or of plain strings; labels are kept for codes that are not known here.
std::string codes_in(const Object& from, std::string_view name, Foreign& foreign) {
    std::string cell;
    const auto* list = array_in(from, name);
    if (list == nullptr) return cell;
    for (const Value& one : *list) {
        if (!one.is_object()) {
            add(cell, scalar(one));
            continue;
        }
        std::string code = text_in(one.get_object(), "code"), label = text_in(one.get_object(), "label");
        if (!code.empty() && !label.empty() && foreign.labels.size() < 20'000) {
            std::string words;
            add(words, label);
            foreign.labels.emplace(code, words);
        }
        add(cell, code.empty() ? label : code);
    }
    return cell;
}

bool write_point(std::string& out, const Value& point, int decimals) {
    if (!point.is_array() || point.get_array().size() < 2) return false;
    std::array<double, 2> at{};
    for (std::size_t i = 0; i < 2; ++i) {
        const Value& number = point.get_array()[i];
        if (number.is_double())
            at[i] = number.get_double();
        else if (number.is_int64())
            at[i] = static_cast<double>(number.get_int64());
        else
            return false;
    }
    const double scale = std::pow(10.0, decimals);
    // "-0" and "0" are one place.
    for (double& one : at) one = decimals > 0 ? std::round(one * scale) / scale + 0.0 : one;
    out += fmt::format("[{},{}]", at[0], at[1]);
    return true;
}

// Every `step`th point of a ring, closed as it was.
bool write_ring(std::string& out, const Array& ring, std::size_t step, int decimals) {
    std::string points;
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); i += step, ++count) {
        if (count > 0) points += ',';
        if (!write_point(points, ring[i], decimals)) return false;
    }
    if (ring.size() < 4 || count < 3) return false;
    points += ',';
    if (!write_point(points, ring[0], decimals)) return false;
    out += '[' + points + ']';
    return true;
}

// A drawn shape as it was drawn: what is no shape stands in the cell as it is, so that the rules say what is wrong.
std::string shape_text(const Value& geometry) {
    std::string rough = boost::json::serialize(geometry);
    if (!geometry.is_object()) return rough;
    std::string type = text_in(geometry.get_object(), "type");
    const auto* coordinates = array_in(geometry.get_object(), "coordinates");
    if ((type != "Polygon" && type != "MultiPolygon") || coordinates == nullptr) return rough;
    std::string out;
    auto polygon = [&](const Array& rings) {
        out += '[';
        for (std::size_t i = 0; i < rings.size(); ++i) {
            if (i > 0) out += ',';
            if (!rings[i].is_array() || !write_ring(out, rings[i].get_array(), 1, 0)) return false;
        }
        out += ']';
        return true;
    };
    if (type == "Polygon") return polygon(*coordinates) ? R"({"type":"Polygon","coordinates":)" + out + '}' : rough;
    for (std::size_t i = 0; i < coordinates->size(); ++i) {
        if (i > 0) out += ',';
        if (!(*coordinates)[i].is_array() || !polygon((*coordinates)[i].get_array())) return rough;
    }
    return R"({"type":"MultiPolygon","coordinates":[)" + out + "]}";
}

// The outer edges of an area, with fewer points: "[[...]],[[...]]". Empty when there is nothing to draw.
std::string outline_of(const Object& geometry) {
    std::string type = text_in(geometry, "type");
    const auto* coordinates = array_in(geometry, "coordinates");
    if (coordinates == nullptr) return {};
    std::vector<const Array*> rings;
    auto take = [&](const Value& polygon) {
        if (polygon.is_array() && !polygon.get_array().empty() && polygon.get_array()[0].is_array())
            rings.push_back(&polygon.get_array()[0].get_array());
    };
    if (type == "Polygon")
        rings.push_back(!coordinates->empty() && (*coordinates)[0].is_array() ? &(*coordinates)[0].get_array()
                                                                              : nullptr);
    else if (type == "MultiPolygon")
        for (const Value& polygon : *coordinates) take(polygon);
    std::erase(rings, nullptr);
    std::ranges::stable_sort(rings, std::greater{}, [](const Array* ring) { return ring->size(); });
    std::size_t points = 0;
    for (const Array* ring : rings) points += ring->size();
    const std::size_t step = std::max<std::size_t>(1, (points + outline_points - 1) / outline_points);
    std::string out;
    std::size_t written = 0;
    for (const Array* ring : rings) {
        if (written + ring->size() / step > outline_points + 4) break;
        std::string text;
        if (!write_ring(text, *ring, step, 5)) continue;
        written += ring->size() / step;
        out += (out.empty() ? "[" : ",[") + text + ']';
    }
    return out;
}

// "Harbour (ward) [E05000953]": with what it is known by, read again by NameFinder.
std::string area_words(const Object& area) {
    std::string words = text_in(area, "name"), layer = text_in(area, "layer"), code = text_in(area, "code"), all;
    if (words.empty()) words = code;
    if (words.empty()) return {};
    if (!layer.empty()) words += " (" + layer + ")";
    if (!code.empty()) words += " [" + code + "]";
    add(all, words);
    return all;
}

void where_of(const Object& one, Cells& cells, const Foreign& foreign) {
    const auto* where = object_in(one, "where");
    if (where == nullptr) return;
    std::string& cell = cells["where"];
    if (const auto* whole = member(*where, "whole_borough"); whole != nullptr && whole->is_bool() && whole->get_bool())
        add(cell, foreign.place.empty() ? "Whole borough" : "All of " + foreign.place);
    if (const auto* areas = array_in(*where, "areas"))
        for (const Value& area : *areas)
            if (area.is_object()) add(cell, area_words(area.get_object()));
    if (const auto* shape = member(*where, "shape")) cells["shape"] = shape_text(*shape);
    if (const auto* circle = object_in(*where, "circle")) {
        cells["centre"] = text_in(*circle, "latitude") + ", " + text_in(*circle, "longitude");
        cells["radius"] = text_in(*circle, "metres");
    }
}

// "2026-03" where no more than the month is known.
void dates_of(const Object& one, Cells& cells) {
    std::string known = text_in(one, "dates_known");
    for (std::string_view name : {"first_day", "last_day"}) {
        std::string day = text_in(one, name);
        if (day.size() == 10 && known == "month") day.resize(7);
        if (day.size() == 10 && known == "year") day.resize(4);
        cells[name] = day;
    }
    if (!has(one, "sessions")) return;
    std::string& lines = cells["sessions"];
    const auto* sessions = array_in(one, "sessions");
    if (sessions == nullptr) return;
    for (const Value& session : *sessions) {
        if (!session.is_object()) continue;
        std::string time = one_line(text_in(session.get_object(), "time"));
        std::ranges::replace(time, ',', ' ');  // a comma ends the time
        lines += fmt::format("{}{}, {}, {}", lines.empty() ? "" : "\n", one_line(text_in(session.get_object(), "day")),
                             time, one_line(text_in(session.get_object(), "place")));
    }
}

std::string questions_of(const Object& one) {
    std::string lines;
    const auto* questions = array_in(one, "questions");
    if (questions == nullptr) return lines;
    for (const Value& question : *questions)
        if (std::string words = one_line(scalar(question)); !trim(words).empty()) lines += words + '\n';
    return lines;  // with a line end, which says that a semicolon parts nothing
}

std::string pounds(const Value& pence) {
    if (!pence.is_int64()) return scalar(pence);
    const std::int64_t all = pence.get_int64();
    if (all < 0) return std::to_string(all);
    return all % 100 == 0 ? std::to_string(all / 100) : fmt::format("{}.{:02}", all / 100, all % 100);
}

Cells cells_of(const Object& one, Foreign& foreign) {
    Cells cells;
    cells["source_id"] = one_line(text_in(one, "id"));
    cells["url"] = one_line(text_in(one, "url"));
    cells["title"] = one_line(text_in(one, "title"));
    if (const auto* lead = object_in(one, "lead")) add(cells["lead"], text_in(*lead, "name"));
    if (has(one, "partners")) {
        std::string& cell = cells["partners"];
        if (const auto* partners = array_in(one, "partners"))
            for (const Value& partner : *partners)
                if (partner.is_object()) add(cell, text_in(partner.get_object(), "name"));
    }
    where_of(one, cells, foreign);
    dates_of(one, cells);
    if (has(one, "questions")) cells["questions"] = questions_of(one);
    for (std::string_view name : {"subjects", "audience", "methods", "access", "other_ways"})
        if (has(one, name)) cells[name] = codes_in(one, name, foreign);
    for (std::string_view name : {"audience_words", "dates_can_move", "reason_short", "purpose", "minutes", "invited",
                                  "responses", "results", "access_words", "other_ways_words", "contact", "decision",
                                  "decision_day", "influence", "series", "visibility", "public_on"})
        if (has(one, name)) cells[name] = text_in(one, name);
    if (has(one, "cost_pence")) {
        const auto* cost = member(one, "cost_pence");
        cells["cost"] = cost == nullptr ? "" : pounds(*cost);
    }
    if (const auto* umbrella = object_in(one, "part_of")) cells["umbrella"] = one_line(text_in(*umbrella, "id"));
    if (text_in(one, "status") == "withdrawn") {
        std::string because(trim(text_in(one, "withdrawn_because")));
        cells["withdrawn"] = because.empty() ? "It was withdrawn where it is kept" : because;
    }
    return cells;
}

void outlines_of(const Object& document, Foreign& foreign) {
    if (const auto* place = object_in(document, "place")) {
        add(foreign.place, text_in(*place, "name"));
        if (const auto* geometry = object_in(*place, "geometry"); geometry != nullptr && !foreign.place.empty())
            if (std::string outline = outline_of(*geometry); !outline.empty())
                foreign.outlines.emplace("All of " + foreign.place, std::move(outline));
    }
    const auto* areas = array_in(document, "areas");
    if (areas == nullptr) return;
    for (const Value& area : *areas) {
        if (!area.is_object()) continue;
        const auto* geometry = object_in(area.get_object(), "geometry");
        std::string words = area_words(area.get_object());
        if (geometry == nullptr || words.empty()) continue;
        if (std::string outline = outline_of(*geometry); !outline.empty())
            foreign.outlines.emplace(std::move(words), std::move(outline));
    }
}

}  // namespace

bool is_exchange(std::string_view bytes) {
    return is_consultations(bytes) && bytes.find(fmt::format("\"{}\"", exchange_format)) != std::string_view::npos;
}

Result<Sheet> read_exchange(std::string_view bytes, const SheetLimits& limits) {
    auto text = csv::to_utf8(std::string(bytes));
    if (!text) return std::unexpected(text.error());
    auto parsed = json::parse(*text, {limits.file_bytes * 2, 24, values_most});
    if (!parsed) return std::unexpected(parsed.error());
    const auto* document = parsed->if_object();
    if (document == nullptr || text_in(*document, "format") != exchange_format)
        return invalid(fmt::format("This JSON does not say that its format is “{}”", exchange_format));
    const std::string version = text_in(*document, "version");
    if (version != std::to_string(exchange_version))
        return invalid(
            fmt::format("The list is of version {} of the format, and this program reads version {}. Ask "
                        "who keeps it for a list of version {}",
                        version.empty() ? "no" : shortened(version, 20), exchange_version, exchange_version));
    const auto* list = array_in(*document, "activities");
    if (list == nullptr) return invalid("The list has no member “activities”. Ask who keeps it for a whole one");
    if (list->size() > limits.rows)
        return fail(ErrorKind::too_large, fmt::format("The list has more than {} activities. Ask for a part of it",
                                                      thousands(static_cast<std::int64_t>(limits.rows))));
    Sheet sheet;
    sheet.kind = Sheet::Kind::exchange;
    sheet.foreign.emplace();
    if (const auto* publisher = object_in(*document, "publisher")) {
        sheet.foreign->site = one_line(text_in(*publisher, "name"));
        sheet.foreign->address = one_line(text_in(*publisher, "address"));
    }
    outlines_of(*document, *sheet.foreign);
    std::vector<Cells> rows;
    std::array<bool, fields_read.size()> there{};
    std::fill_n(there.begin(), always, true);
    std::size_t elsewhere = 0, others = 0;
    for (std::size_t i = 0; i < list->size(); ++i) {
        if (!(*list)[i].is_object()) {
            ++others;
            continue;
        }
        const Object& one = (*list)[i].get_object();
        if (member(one, "kept_elsewhere") != nullptr) {
            ++elsewhere;
            continue;
        }
        rows.push_back(cells_of(one, *sheet.foreign));
        sheet.numbers.push_back(i + 1);
        for (std::size_t f = always; f < fields_read.size(); ++f)
            there[f] = there[f] || rows.back().contains(fields_read[f]);
    }
    for (std::size_t f = 0; f < fields_read.size(); ++f)
        if (there[f]) sheet.headings.emplace_back(column_of_field(fields_read[f])->heading);
    for (Cells& cells : rows) {
        auto& row = sheet.rows.emplace_back();
        for (std::size_t f = 0; f < fields_read.size(); ++f)
            if (there[f]) row.push_back(std::move(cells[fields_read[f]]));
    }
    if (elsewhere > 0)
        sheet.notes.push_back(count_of(static_cast<std::int64_t>(elsewhere),
                                       "activity is kept elsewhere still: it comes from there",
                                       "activities are kept elsewhere still: they come from there"));
    if (others > 0)
        sheet.notes.push_back(
            count_of(static_cast<std::int64_t>(others), "entry is no activity", "entries are no activities"));
    return sheet;
}

}  // namespace thingwall::activities
