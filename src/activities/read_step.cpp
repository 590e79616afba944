#include <algorithm>
#include <array>

#include "activities/known.hpp"
#include "activities/store.hpp"
#include "base/postcode.hpp"
#include "base/text.hpp"
#include "db/db.hpp"

namespace thingwall::activities {
namespace {

constexpr std::array<std::string_view, 6> of_boxes{"audience", "areas", "methods", "access", "other_ways", "partners"};
constexpr std::array<std::string_view, 4> of_dates{"first_day", "last_day", "decision_day", "public_on"};

std::string all_of(const web::Fields& form, std::string_view name) {
    std::vector<std::string> values;
    for (auto value : form.all(name)) {
        std::string one(trim(value));
        if (!one.empty() && std::ranges::find(values, one) == values.end()) values.push_back(std::move(one));
    }
    return joined(values);
}

// ISO when it is a day, else as it was typed, so that the boxes show it again.
std::string date_of(const web::Fields& form, std::string_view name) {
    std::string base(name);
    auto day = trim(form.get(base + "-day")), month = trim(form.get(base + "-month")),
         year = trim(form.get(base + "-year"));
    if (day.empty() && month.empty() && year.empty()) return {};
    std::string typed = std::string(day) + '/' + std::string(month) + '/' + std::string(year);
    if (day.empty() || month.empty() || year.empty()) return typed;
    auto read = parse_partial_date(typed);
    return read && read->known == DatesKnown::day ? to_iso(read->first) : typed;
}

std::string subjects_of(const Lists& lists, const web::Fields& form) {
    std::vector<std::string> codes;
    auto add = [&](std::string_view typed) {
        std::string code = lists.subject(typed).empty() ? lists.find_subject(typed) : std::string(typed);
        if (code.empty()) code = typed;
        if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
    };
    for (auto name : {"subjects", "other_subjects"})
        for (auto value : form.all(name))
            for (auto typed : split(value, ';')) add(typed);
    return joined(codes);
}

// A reference, or the number of an activity; what this person may not see is as if it were not there.
std::string umbrella_of(Activities::Inside& inside, const Viewer& viewer, std::string_view typed) {
    typed = trim(typed);
    if (typed.empty()) return {};
    auto id = inside.services.database.read([&](db::Reader& reader) { return find_reference(reader, typed); });
    if (const auto number = parse_id(typed); !id && number) id = ActivityId{*number};
    const auto entry = id ? inside.list.find(*id) : nullptr;
    const bool seen = entry && entry->may_be_seen_by(viewer, inside.face.today());
    if (seen) return std::to_string(id->value());
    // Not seen or not there: the same words, and no number, so that the rules name them.
    return (parse_id(typed) ? "#" : "") + std::string(typed);
}

}  // namespace

std::string umbrella_in_words(Activities::Inside& inside, const Draft& draft, const Viewer& viewer) {
    const auto id = parse_id(draft.umbrella);
    if (!id) return draft.umbrella;
    const auto entry = inside.list.find(ActivityId{*id});
    return entry && entry->may_be_seen_by(viewer, inside.face.today()) ? entry->reference
                                                                       : "an activity that you cannot see";
}

void read_step(Activities::Inside& inside, const web::Request& request, Step step, bool subjects, Draft& draft) {
    const web::Fields& form = request.form;
    if (subjects) {
        draft.subjects = subjects_of(inside.lists, form);
        return;
    }
    for (const Field& field : fields()) {
        if (field.step != step || field.name == "subjects" || field.name == "lead") continue;
        std::string& value = draft.*field.value;
        if (std::ranges::find(of_boxes, field.name) != of_boxes.end())
            value = all_of(form, field.name);
        else if (std::ranges::find(of_dates, field.name) != of_dates.end())
            value = date_of(form, field.name);
        else if (field.name == "umbrella") {
            // Left as it stood, it stays, also when its lead has hidden it since.
            const auto typed = form.get("umbrella");
            if (trim(typed).empty() || typed != umbrella_in_words(inside, draft, viewer_of(request)))
                value = umbrella_of(inside, viewer_of(request), typed);
        } else if (field.name == "responses" || field.name == "results") {
            if (form.has(field.name)) value = form.get(field.name);
        } else {
            value = form.get(field.name);
        }
        // Browsers send lines with CR LF.
        std::erase(value, '\r');
    }
    if (step == Step::where && Postcode::parse(draft.centre))
        if (std::string point = inside.lists.locate(draft.centre); !point.empty()) draft.centre = point;
}

}  // namespace thingwall::activities
