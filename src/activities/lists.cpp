#include "activities/lists.hpp"

#include <algorithm>
#include <vector>

#include "activities/codes.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

std::string labels(std::string_view codes, const auto& label) {
    std::vector<std::string> found;
    for (auto code : split(codes, ';')) {
        std::string name = label(code);
        found.push_back(name.empty() ? std::string(code) : name);
    }
    return joined(found, ", ");
}

}  // namespace

std::string where_in_words(const Footprint& ground, const Lists& lists) {
    if (ground.whole_borough) return "Whole borough";
    std::vector<std::string> parts;
    std::string kind;
    bool one_kind = true;
    for (AreaId id : ground.areas) {
        std::string this_kind = lists.area_kind(id);
        one_kind = one_kind && (kind.empty() || kind == this_kind);
        kind = this_kind;
    }
    for (AreaId id : ground.areas) {
        std::string name = lists.area(id);
        if (name.empty()) name = "an area that is no longer in the atlas";
        parts.push_back(one_kind ? name : fmt::format("{} ({})", name, lists.area_kind(id)));
    }
    if (one_kind && !parts.empty() && !kind.empty()) parts.back() += fmt::format(" ({})", kind);
    if (!ground.shape.empty()) parts.emplace_back("a drawn shape");
    if (ground.circle) parts.push_back(fmt::format("within {} m of a point", thousands(ground.circle->metres)));
    std::string text = joined(parts, ", ");
    if (!text.empty() && text[0] == 'a' && text.starts_with("a drawn")) text[0] = 'A';
    if (text.starts_with("within")) text[0] = 'W';
    return text;
}

std::string where_in_a_sentence(const Footprint& ground, const Lists& lists) {
    if (ground.whole_borough) return "the whole borough";
    std::string text = where_in_words(ground, lists);
    if (text.starts_with("A drawn") || text.starts_with("Within")) text[0] = text[0] == 'A' ? 'a' : 'w';
    return text;
}

std::string who_in_words(const std::vector<std::string>& audience, const Lists& lists) {
    std::vector<std::string> names;
    for (const auto& code : audience) {
        if (code == "everyone") return "Everyone";
        std::string name = lists.audience(code);
        names.push_back(name.empty() ? code : name);
    }
    return names.empty() ? "Everyone" : joined(names, ", ");
}

std::string how_in_words(const std::vector<std::string>& codes) {
    std::vector<std::string> names;
    for (const auto& code : codes) names.emplace_back(label_of(methods(), code));
    return joined(names, ", ");
}

namespace {
// "2026-10-05, 2pm to 4pm, Central library", a line each: the day as people say it, the rest as it was written.
std::string sessions_in_words(std::string_view value) {
    std::string words;
    for (const auto& line : lines_of(value)) {
        if (!words.empty()) words += '\n';
        const auto comma = std::min(line.find(','), line.size());
        const auto day = parse_date(std::string_view(line).substr(0, comma));
        words += day ? long_date(*day) + line.substr(comma) : line;
    }
    return words;
}
}  // namespace

std::string value_in_words(const Field& field, std::string_view value, const Lists& lists) {
    auto of = [](std::span<const Code> list) {
        return [list](std::string_view code) { return std::string(label_of(list, code)); };
    };
    auto body = [&](std::string_view id) { return lists.organisation(OrganisationId{parse_id(id).value_or(0)}); };
    if (field.name == "subjects") return labels(value, [&](std::string_view code) { return lists.subject(code); });
    if (field.name == "audience") return labels(value, [&](std::string_view code) { return lists.audience(code); });
    if (field.name == "methods") return labels(value, of(methods()));
    if (field.name == "access") return labels(value, of(access_arrangements()));
    if (field.name == "other_ways") return labels(value, of(other_ways()));
    if (field.name == "influence") return labels(value, of(influences()));
    if (field.name == "visibility") return labels(value, of(visibilities()));
    if (field.name == "lead" || field.name == "partners") return labels(value, body);
    if (field.name == "areas")
        return labels(value, [&](std::string_view id) {
            AreaId area{parse_id(id).value_or(0)};
            std::string name = lists.area(area);
            return name.empty() ? name : fmt::format("{} ({})", name, lists.area_kind(area));
        });
    if (field.name == "shape" && !value.empty()) return "a drawn shape";
    if (field.name == "radius" && !value.empty()) return std::string(value) + " metres";
    if ((field.name == "first_day" || field.name == "last_day" || field.name == "decision_day" ||
         field.name == "public_on") &&
        !value.empty())
        if (auto day = parse_date(value)) return long_date(*day);
    if (field.name == "sessions") return sessions_in_words(value);
    if (field.name == "cost" && !value.empty())
        if (auto money = parse_money(value)) return describe(*money);
    if (field.name == "invited" || field.name == "responses" || field.name == "minutes")
        if (auto number = parse_whole(value)) return thousands(*number);
    if (field.name == "whole_borough" || field.name == "dates_can_move") return value == "yes" ? "Yes" : "No";
    return std::string(value);
}

std::string search_words(const Activity& activity, const Lists& lists) {
    std::string all = activity.reference + ' ' + activity.title + ' ' + activity.purpose + ' ' +
                      activity.audience_words + ' ' + activity.decision + ' ' + activity.series + ' ' +
                      activity.results + ' ' + joined(activity.questions, " ") + ' ' +
                      lists.organisation(activity.lead) + ' ' + where_in_words(activity.footprint, lists) + ' ' +
                      who_in_words(activity.audience, lists) + ' ' + how_in_words(activity.methods);
    for (auto partner : activity.partners) all += ' ' + lists.organisation(partner);
    for (const auto& subject : activity.subjects) all += ' ' + lists.subject(subject) + ' ' + lists.theme(subject);
    for (const auto& session : activity.sessions) all += ' ' + session.place;
    std::string folded = fold(all);
    std::vector<std::string_view> words = words_in(folded);
    std::string found;
    // Each once: a search asks whether a word is there, not where.
    std::ranges::sort(words);
    const auto twice = std::ranges::unique(words);
    words.erase(twice.begin(), twice.end());
    found.reserve(folded.size() + 1);
    for (auto word : words) {
        found += ' ';
        found += word;
    }
    return found;
}

}  // namespace thingwall::activities
