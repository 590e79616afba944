#include "activities/citizen_space.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <initializer_list>
#include <set>
#include <string>

#include "activities/draft.hpp"
#include "activities/markup_text.hpp"
#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Object = boost::json::object;

constexpr std::size_t text_most = 3500, happens_most = 1000, contact_most = 200;

// The documented names and those of live sites differ.
constexpr std::array<std::string_view, 31> names_read{"id",
                                                      "title",
                                                      "url",
                                                      "status",
                                                      "overview",
                                                      "why",
                                                      "startdate",
                                                      "enddate",
                                                      "start_date",
                                                      "end_date",
                                                      "what_happens_next",
                                                      "resultsdate",
                                                      "resultdate",
                                                      "workspace",
                                                      "department",
                                                      "areas",
                                                      "audiences",
                                                      "interests",
                                                      "contact_name",
                                                      "contact_email",
                                                      "contact_phone",
                                                      "contact_telephone",
                                                      "participation_url",
                                                      "participate_url",
                                                      "type",
                                                      "activity_type",
                                                      "contact_address",
                                                      "api_version",
                                                      "related_consultations",
                                                      "created",
                                                      "modified"};

std::string scalar(const boost::json::value& value) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_int64()) return std::to_string(value.get_int64());
    if (value.is_uint64()) return std::to_string(value.get_uint64());
    if (value.is_object())  // {"id": "...", "title": "..."} in place of a name
        for (const char* name : {"title", "name", "label"})
            if (const auto* inner = value.get_object().if_contains(name); inner != nullptr && inner->is_string())
                return std::string(inner->get_string());
    return {};
}

std::string first_of(const Object& from, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto* value = from.if_contains(name))
            if (std::string words = scalar(*value); !words.empty()) return words;
    return {};
}

std::string one_line(std::string_view html) {
    std::string text = text_of_markup(html);
    std::ranges::replace(text, '\n', ' ');
    return text;
}

// "North; South": a name with a semicolon in it gets a comma, since a semicolon parts names here.
std::string list_of(const Object& from, const char* name) {
    const auto* value = from.if_contains(name);
    std::string names;
    auto add = [&](const boost::json::value& one) {
        std::string words = one_line(scalar(one));
        std::ranges::replace(words, ';', ',');
        if (!words.empty()) names += (names.empty() ? "" : "; ") + words;
    };
    if (value == nullptr) return names;
    if (value->is_array())
        for (const auto& one : value->get_array()) add(one);
    else
        add(*value);
    return names;
}

// "2021/10/29" and "2021-10-29T23:00" as a day; all else stands as it is, and is said as a fault.
std::string day_of(std::string text) {
    if (text.size() >= 10 && (text[4] == '/' || text[4] == '-') && text[7] == text[4] &&
        (text.size() == 10 || text[10] == ' ' || text[10] == 'T'))
        return text.substr(0, 4) + "-" + text.substr(5, 2) + "-" + text.substr(8, 2);
    return text;
}

std::string cut(std::string text, std::size_t most, std::size_t& cuts) {
    if (length(text) <= most) return text;
    ++cuts;
    return shortened(text, most - 3);
}

const boost::json::array* list_in(const boost::json::value& document) {
    if (document.is_array()) return &document.get_array();
    if (document.is_object())
        for (const char* name : {"results", "consultations", "activities", "items"})
            if (const auto* list = document.get_object().if_contains(name); list != nullptr && list->is_array())
                return &list->get_array();
    return nullptr;
}

}  // namespace

bool is_consultations(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    auto text = trim(bytes.substr(0, 1000));
    // A heading of a spreadsheet may begin with a bracket; JSON goes on with another, a brace, a quote or an end.
    if (text.size() < 2 || (text[0] != '[' && text[0] != '{')) return false;
    char next = trim(text.substr(1)).empty() ? ' ' : trim(text.substr(1))[0];
    return text[0] == '[' ? next == '{' || next == ']' || next == '[' || next == '"' : next == '"' || next == '}';
}

Result<Sheet> read_consultations(std::string_view bytes, const SheetLimits& limits) {
    auto text = csv::to_utf8(std::string(bytes));
    if (!text) return std::unexpected(text.error());
    auto parsed = json::parse(*text, {limits.file_bytes * 2, 16, 2'000'000});
    if (!parsed) return std::unexpected(parsed.error());
    const auto* list = list_in(*parsed);
    if (list == nullptr)
        return invalid(
            "This JSON is no list of consultations. Save what the address /api/2.4/json_search_results?fields=all of a "
            "Citizen Space site gives, and choose that");
    if (list->empty()) return invalid("The list has no consultations. Choose another file");
    if (list->size() > limits.rows)
        return fail(ErrorKind::too_large, fmt::format("The list has more than {} consultations. Bring it in in parts",
                                                      thousands(static_cast<std::int64_t>(limits.rows))));
    Sheet sheet;
    sheet.kind = Sheet::Kind::consultations;
    sheet.headings = {
        "Identifier", "Title",    "What you want to find out", "Lead",     "Where",   "Who",        "First day",
        "Last day",   "Decision", "Day of decision",           "Subjects", "Contact", "Web address"};
    std::set<std::string> unread;
    std::size_t cuts = 0, others = 0;
    for (std::size_t i = 0; i < list->size(); ++i) {
        if (!(*list)[i].is_object()) {
            ++others;
            continue;
        }
        const Object& one = (*list)[i].get_object();
        for (const auto& member : one)
            if (std::ranges::find(names_read, std::string_view(member.key())) == names_read.end() &&
                unread.size() < 12 && valid_utf8(std::string_view(member.key())))
                unread.insert(shortened(std::string_view(member.key()), 40));
        std::string title = one_line(first_of(one, {"title"})), words = text_of_markup(first_of(one, {"overview"}));
        if (std::string why = text_of_markup(first_of(one, {"why"})); !why.empty())
            words += (words.empty() ? "" : "\n\n") + why;
        if (length(title) > find_field("title")->most) {
            words = title + "\n" + words;
            title = cut(title, find_field("title")->most, cuts);
        }
        std::string contact;
        for (const char* name : {"contact_name", "contact_email", "contact_phone", "contact_telephone"})
            if (std::string said = one_line(first_of(one, {name})); !said.empty())
                contact += (contact.empty() ? "" : ", ") + said;
        std::string lead = one_line(first_of(one, {"department", "workspace"}));
        std::ranges::replace(lead, ';', ',');
        sheet.rows.push_back({one_line(first_of(one, {"id"})), title, cut(words, text_most, cuts), lead,
                              list_of(one, "areas"), list_of(one, "audiences"),
                              day_of(first_of(one, {"startdate", "start_date"})),
                              day_of(first_of(one, {"enddate", "end_date"})),
                              cut(text_of_markup(first_of(one, {"what_happens_next"})), happens_most, cuts),
                              day_of(first_of(one, {"resultsdate", "resultdate"})), list_of(one, "interests"),
                              cut(contact, contact_most, cuts), one_line(first_of(one, {"url"}))});
        sheet.numbers.push_back(i + 1);
    }
    if (sheet.rows.empty()) return invalid("The list has no consultations. Choose another file");
    if (!unread.empty()) sheet.notes.push_back("What these fields say: " + listed({unread.begin(), unread.end()}));
    if (cuts > 0)
        sheet.notes.push_back(count_of(static_cast<std::int64_t>(cuts), "text is too long: the beginning is read",
                                       "texts are too long: their beginnings are read"));
    if (others > 0)
        sheet.notes.push_back(
            count_of(static_cast<std::int64_t>(others), "entry is no consultation", "entries are no consultations"));
    return sheet;
}

}  // namespace thingwall::activities
