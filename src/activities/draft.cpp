#include "activities/draft.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "activities/codes.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

constexpr std::array the_fields{
    Field{"title", "Title", Step::what, &Draft::title, 150},
    Field{"purpose", "What you want to find out", Step::what, &Draft::purpose, 4000},
    Field{"questions", "Questions", Step::what, &Draft::questions, 8000},
    Field{"subjects", "Subjects", Step::what, &Draft::subjects, 1000},
    Field{"audience", "Who", Step::who, &Draft::audience, 1000},
    Field{"audience_words", "Who, in your words", Step::who, &Draft::audience_words, 500},
    Field{"invited", "Number to be asked", Step::who, &Draft::invited, 20},
    Field{"whole_borough", "Whole borough", Step::where, &Draft::whole_borough, 5},
    Field{"areas", "Areas", Step::where, &Draft::areas, 20000},
    Field{"shape", "Drawn shape", Step::where, &Draft::shape, 100000},
    Field{"centre", "Centre of a circle", Step::where, &Draft::centre, 60},
    Field{"radius", "Radius", Step::where, &Draft::radius, 20},
    Field{"first_day", "First day", Step::when, &Draft::first_day, 40},
    Field{"last_day", "Last day", Step::when, &Draft::last_day, 40},
    Field{"dates_can_move", "Dates can still move", Step::when, &Draft::dates_can_move, 5},
    Field{"sessions", "Sessions", Step::when, &Draft::sessions, 10000},
    Field{"reason_short", "Why fewer than 12 weeks", Step::when, &Draft::reason_short, 500},
    Field{"methods", "How", Step::how, &Draft::methods, 500},
    Field{"minutes", "Minutes it takes", Step::how, &Draft::minutes, 20},
    Field{"access", "Access arrangements", Step::how, &Draft::access, 500},
    Field{"access_words", "Access, in your words", Step::how, &Draft::access_words, 1000},
    Field{"other_ways", "Other ways to take part", Step::how, &Draft::other_ways, 200},
    Field{"other_ways_words", "Where, and which number", Step::how, &Draft::other_ways_words, 1000},
    Field{"contact", "Contact", Step::how, &Draft::contact, 500},
    Field{"cost", "Cost", Step::how, &Draft::cost, 30},
    Field{"decision", "Decision it informs", Step::decision, &Draft::decision, 1000},
    Field{"decision_day", "Day of the decision", Step::decision, &Draft::decision_day, 40},
    Field{"influence", "Degree of influence", Step::decision, &Draft::influence, 20},
    Field{"lead", "Lead", Step::decision, &Draft::lead, 30},
    Field{"partners", "Joint with", Step::decision, &Draft::partners, 2000},
    Field{"series", "Series", Step::decision, &Draft::series, 150},
    Field{"umbrella", "Part of", Step::decision, &Draft::umbrella, 30},
    Field{"visibility", "Who can see it", Step::decision, &Draft::visibility, 20},
    Field{"public_on", "Public from", Step::decision, &Draft::public_on, 40},
    Field{"responses", "Answered", Step::decision, &Draft::responses, 20},
    Field{"results", "What people said", Step::decision, &Draft::results, 4000},
};

constexpr std::array<std::string_view, step_count> words{"what", "who", "where", "when", "how", "decision"};
constexpr std::array<std::string_view, step_count> titles{"What", "Who", "Where", "When", "How", "Decision"};

template <class Tag>
std::string ids(const std::vector<Id<Tag>>& list) {
    std::string text;
    for (auto id : list) {
        if (!text.empty()) text += "; ";
        text += std::to_string(id.value());
    }
    return text;
}
std::string optional_number(const std::optional<std::int64_t>& number) {
    return number ? std::to_string(*number) : "";
}

// "2026", "2026-03" or "2026-03-01", as much as is known.
std::string partial(Date day, DatesKnown known) {
    std::string iso = to_iso(day);
    return known == DatesKnown::day ? iso : iso.substr(0, known == DatesKnown::month ? 7 : 4);
}

}  // namespace

std::string_view word_of(Step step) {
    return words[static_cast<std::size_t>(step)];
}
std::string_view title_of(Step step) {
    return titles[static_cast<std::size_t>(step)];
}
std::span<const Field> fields() {
    return the_fields;
}

const Field* find_field(std::string_view name) {
    auto found = std::ranges::find(the_fields, name, &Field::name);
    return found == the_fields.end() ? nullptr : &*found;
}

std::string to_json(const Draft& draft) {
    json::Writer out;
    out.begin_object();
    for (const Field& field : the_fields)
        if (const std::string& value = draft.*field.value; !value.empty()) out.member(field.name, value);
    out.end_object();
    return out.take();
}

Result<Draft> draft_from_json(std::string_view text) {
    auto parsed = json::parse(text, {2u << 20, 4});
    if (!parsed) return std::unexpected(parsed.error());
    if (!parsed->is_object()) return invalid("A draft is an object of JSON");
    Draft draft;
    for (const auto& [name, value] : parsed->get_object()) {
        const Field* field = find_field({name.data(), name.size()});
        if (field != nullptr && value.is_string()) {
            const auto& words_typed = value.get_string();
            (draft.*field->value).assign(words_typed.data(), words_typed.size());
        }
    }
    return draft;
}

Draft to_draft(const Activity& activity) {
    Draft draft;
    draft.title = activity.title;
    draft.purpose = activity.purpose;
    draft.questions = joined(activity.questions, "\n");
    draft.subjects = joined(activity.subjects);
    draft.audience = joined(activity.audience);
    draft.audience_words = activity.audience_words;
    draft.invited = optional_number(activity.invited);
    draft.whole_borough = activity.footprint.whole_borough ? "yes" : "";
    draft.areas = ids(activity.footprint.areas);
    draft.shape = activity.footprint.shape;
    if (activity.footprint.circle) {
        draft.centre = fmt::format("{}, {}", activity.footprint.circle->latitude, activity.footprint.circle->longitude);
        draft.radius = std::to_string(activity.footprint.circle->metres);
    }
    draft.first_day = partial(activity.dates.first(), activity.dates_known);
    draft.last_day = partial(activity.dates.last(), activity.dates_known);
    draft.dates_can_move = activity.dates_can_move ? "yes" : "";
    for (const Session& session : activity.sessions) {
        if (!draft.sessions.empty()) draft.sessions += '\n';
        draft.sessions += fmt::format("{}, {}, {}", to_iso(session.day), session.time, session.place);
    }
    draft.reason_short = activity.reason_short;
    draft.methods = joined(activity.methods);
    draft.minutes = optional_number(activity.minutes);
    draft.access = joined(activity.access);
    draft.access_words = activity.access_words;
    draft.other_ways = joined(activity.other_ways);
    draft.other_ways_words = activity.other_ways_words;
    draft.contact = activity.contact;
    if (activity.cost) {
        std::int64_t pence = activity.cost->pence();
        draft.cost = pence % 100 == 0 ? std::to_string(pence / 100) : fmt::format("{}.{:02}", pence / 100, pence % 100);
    }
    draft.decision = activity.decision;
    draft.decision_day = activity.decision_day ? to_iso(*activity.decision_day) : "";
    draft.influence = code_of(activity.influence);
    draft.lead = std::to_string(activity.lead.value());
    draft.partners = ids(activity.partners);
    draft.series = activity.series;
    draft.umbrella = activity.umbrella.known() ? std::to_string(activity.umbrella.value()) : "";
    draft.visibility = code_of(activity.visibility);
    draft.public_on = activity.public_on ? to_iso(*activity.public_on) : "";
    draft.responses = optional_number(activity.responses);
    draft.results = activity.results;
    return draft;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> found;
    for (auto line : split(text, '\n')) {
        auto words_of_line = trim(line);
        if (!words_of_line.empty()) found.emplace_back(words_of_line);
    }
    return found;
}

Draft planned_again(Activity activity, OrganisationId by, Date today) {
    constexpr int year = 364;
    int later = year;
    while (activity.dates.first() + later < today) later += year;
    activity.dates = *DateRange::make(activity.dates.first() + later, activity.dates.last() + later);
    for (Session& session : activity.sessions) session.day = session.day + later;
    if (activity.decision_day) activity.decision_day = *activity.decision_day + later;
    const bool own = activity.lead == by;
    activity.lead = by;
    activity.partners.clear();
    activity.public_on.reset();
    activity.cost.reset();
    activity.responses.reset();
    activity.results.clear();
    activity.reason_short.clear();
    activity.umbrella = {};
    Draft draft = to_draft(activity);
    if (activity.dates_known != DatesKnown::day) draft.first_day = draft.last_day = draft.decision_day = {};
    if (!own) draft.contact.clear();
    return draft;
}

}  // namespace thingwall::activities
