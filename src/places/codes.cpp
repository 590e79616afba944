#include "places/codes.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::places {

namespace {

bool letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}
std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

struct Column {
    std::string name;
    std::size_t filled = 0, gss = 0;
    std::unordered_set<std::string_view> values;
};

// Every feature's properties, in the order in which they first appear.
std::vector<Column> columns_of(const RawLayer& layer) {
    std::vector<Column> columns;
    for (const RawFeature& feature : layer.features) {
        if (feature.polygons.empty()) continue;
        for (const auto& [name, value] : feature.properties) {
            auto found = std::ranges::find(columns, name, &Column::name);
            if (found == columns.end()) {
                if (columns.size() == 200) continue;
                found = columns.insert(columns.end(), Column{name, 0, 0, {}});
            }
            if (trim(value).empty()) continue;
            ++found->filled;
            found->gss += is_gss_code(value);
            found->values.insert(value);
        }
    }
    return columns;
}

// "WD13CD" -> "WD13NM", "ward_code" -> "ward_name", as the file spells it.
std::string name_beside(const std::string& code, const std::vector<Column>& columns) {
    std::vector<std::string> wanted;
    const std::string loud = upper(code);
    if (loud.ends_with("CD")) wanted.push_back(loud.substr(0, loud.size() - 2) + "NM");
    if (loud.ends_with("CODE")) wanted.push_back(loud.substr(0, loud.size() - 4) + "NAME");
    for (std::string_view usual : {"NAME", "AREA_NAME", "AREANAME", "GEO_LABEL", "LABEL", "TITLE"})
        wanted.emplace_back(usual);
    for (const auto& name : wanted)
        for (const Column& column : columns)
            if (upper(column.name) == name && column.name != code) return column.name;
    return {};
}

}  // namespace

bool is_vintage_code_name(std::string_view property) {
    if (property.size() < 5 || upper(property.substr(property.size() - 2)) != "CD") return false;
    const std::string_view stem = property.substr(0, property.size() - 2);
    return digit(stem[stem.size() - 1]) && digit(stem[stem.size() - 2]) && letter(stem.front());
}

bool is_gss_code(std::string_view value) {
    return value.size() == 9 && std::string_view("EWSNKJLM").contains(value.front()) &&
           std::ranges::all_of(value.substr(1), digit);
}

Result<CodeChoice> choose_codes(const RawLayer& layer, std::string_view wanted_code, std::string_view wanted_name) {
    const std::vector<Column> columns = columns_of(layer);
    const auto areas = static_cast<std::size_t>(
        std::ranges::count_if(layer.features, [](const RawFeature& feature) { return !feature.polygons.empty(); }));
    CodeChoice choice;
    const auto named = [&](std::string_view name) {
        return std::ranges::find_if(columns, [&](const Column& column) { return upper(column.name) == upper(name); });
    };
    const auto take = [&](const Column& column) {
        choice.code_property = column.name;
        choice.name_property = name_beside(column.name, columns);
    };
    const auto differ = [&](const Column& column) { return column.filled == areas && column.values.size() == areas; };
    const auto any = [&](auto fits) {
        for (const Column& column : columns)
            if (fits(column)) {
                take(column);
                return true;
            }
        return false;
    };
    const bool all_ids = std::ranges::all_of(
        layer.features, [](const RawFeature& feature) { return feature.polygons.empty() || feature.id.has_value(); });

    bool found = false;
    if (!wanted_code.empty()) {
        const auto column = named(wanted_code);
        if (column != columns.end()) {
            take(*column);
            found = true;
        }
    } else {
        found = any([&](const Column& c) { return is_vintage_code_name(c.name) && differ(c); }) ||
                any([&](const Column& c) { return c.gss == areas && differ(c); });
        for (std::string_view usual :
             {"code", "gss_code", "gss", "area_code", "areacode", "geo_code", "cd", "ref", "id"}) {
            if (found) break;
            found = any([&](const Column& c) { return upper(c.name) == upper(usual) && differ(c); });
        }
        // Codes that come twice: the same area in pieces, or a fault that the merging will name.
        found = found || any([&](const Column& c) { return is_vintage_code_name(c.name) && c.filled == areas; }) ||
                any([&](const Column& c) { return c.gss == areas; });
        if (!found && all_ids) {
            choice.by_id = found = true;
            choice.name_property = name_beside("", columns);
        }
        found = found || any([&](const Column& c) { return upper(c.name) == "CODE" && c.filled == areas; }) ||
                any([&](const Column& c) { return upper(c.name) == "NAME" && differ(c); }) || any(differ);
    }
    if (!found) {
        std::vector<std::string> there;
        for (const Column& column : columns) there.push_back(column.name);
        if (there.size() > 20) there.resize(20);
        const std::string properties =
            there.empty() ? "The features have no properties." : "The properties are " + listed(there) + ".";
        if (!wanted_code.empty())
            return invalid(fmt::format("No property is called \"{}\". {}", wanted_code, properties));
        return invalid("No property gives each area a code of its own. " + properties + " Say which one is the code.");
    }
    if (!wanted_name.empty()) {
        const auto column = named(wanted_name);
        if (column == columns.end()) return invalid(fmt::format("No property is called \"{}\".", wanted_name));
        choice.name_property = column->name;
    }
    return choice;
}

}  // namespace thingwall::places
