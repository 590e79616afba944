#include "forums/rules.hpp"

#include <algorithm>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::forums {
namespace {

// What a text box sends: lines end with CR LF.
std::string lines_of(std::string_view typed) {
    std::string made;
    for (char c : trim(typed))
        if (c != '\r') made += c;
    return made;
}

std::string text(std::string_view typed, std::size_t most, const char* field, const char* missing, const char* what,
                 Faults& faults) {
    std::string made = lines_of(typed);
    if (made.empty() && missing != nullptr) faults.add(field, missing);
    if (!valid_utf8(made))
        faults.add(field, fmt::format("{} holds characters that cannot be read. Type it again", what));
    else if (length(made) > most)
        faults.add(field,
                   fmt::format("{} must be {} characters or fewer", what, thousands(static_cast<std::int64_t>(most))));
    return made;
}

OrganisationId body_of(std::string_view typed, const char* field, const KnownBody& known, Faults& faults) {
    if (trim(typed).empty()) return {};
    const auto id = parse_id(trim(typed));
    if (!id || !known(OrganisationId{*id})) {
        faults.add(field, "Choose a body from the list");
        return {};
    }
    return OrganisationId{*id};
}

Date day_of(const std::string& day, const std::string& month, const std::string& year, const char* field,
            const char* missing, Faults& faults) {
    if (trim(day).empty() && trim(month).empty() && trim(year).empty()) {
        faults.add(field, missing);
        return {};
    }
    const auto read = parse_date(day, month, year);
    if (!read) {
        faults.add(field, read.error().message);
        return {};
    }
    return *read;
}

}  // namespace

std::string_view code_of(Kind kind) {
    return kind == Kind::steering ? "steering" : "other";
}
std::string_view words_of(Kind kind) {
    return kind == Kind::steering ? "Engagement steering group" : "Another group";
}
std::vector<Kind> kinds() {
    return {Kind::steering, Kind::other};
}

Result<Forum> check(const ForumDraft& draft) {
    Faults faults;
    Forum forum;
    forum.name = text(draft.name, longest_name, "name", "Enter the name of the group", "The name", faults);
    std::ranges::replace(forum.name, '\n', ' ');
    forum.purpose = text(draft.purpose, longest_purpose, "purpose", nullptr, "What it is for", faults);
    const auto all = kinds();
    const auto kind = std::ranges::find(all, draft.kind, code_of);
    if (kind == all.end())
        faults.add("kind", "Select what kind of group it is");
    else
        forum.kind = *kind;
    if (!faults.empty()) return faults.take();
    return forum;
}

Result<Meeting> check(const MeetingDraft& draft) {
    Faults faults;
    Meeting meeting;
    meeting.day = day_of(draft.day, draft.month, draft.year, "day", "Enter the day of the meeting", faults);
    meeting.time =
        text(draft.time, longest_line, "time", "Enter when it begins and ends, like 10am to noon", "The time", faults);
    meeting.place = text(draft.place, longest_line, "place", "Enter where it is held", "The place", faults);
    const std::string agenda = text(draft.agenda, longest_purpose, "agenda", nullptr, "The agenda", faults);
    for (const auto item : split(agenda, '\n')) meeting.agenda.emplace_back(item);
    if (meeting.agenda.size() > most_items)
        faults.add("agenda", fmt::format("Enter {} items or fewer, one on each line", most_items));
    meeting.minutes = text(draft.minutes, longest_minutes, "minutes", nullptr, "The minutes", faults);
    if (!faults.empty()) return faults.take();
    return meeting;
}

Result<Attendance> check(const AttendanceDraft& draft, const KnownBody& known) {
    Faults faults;
    Attendance one;
    one.name = text(draft.name, longest_name, "name", "Enter the name of the person", "The name", faults);
    one.organisation = body_of(draft.organisation, "organisation", known, faults);
    one.body = text(draft.body, longest_name, "body", nullptr, "The name of the body", faults);
    if (one.organisation.known() && !one.body.empty())
        faults.add("body", "Choose a body from the list, or write another here, not both");
    if (draft.came != "yes" && draft.came != "apologies")
        faults.add("came", "Select whether they came or sent apologies");
    one.came = draft.came == "yes";
    if (!faults.empty()) return faults.take();
    return one;
}

Result<Action> check(const ActionDraft& draft, const KnownBody& known, Date today) {
    Faults faults;
    Action action;
    action.what = text(draft.what, longest_line, "what", "Enter what is to be done", "What is to be done", faults);
    action.owner = text(draft.owner, longest_name, "owner", "Enter who does it", "The name", faults);
    action.organisation = body_of(draft.organisation, "organisation", known, faults);
    action.due = day_of(draft.day, draft.month, draft.year, "due", "Enter the day by which it is done", faults);
    action.outcome = text(draft.outcome, longest_line, "outcome", nullptr, "What came of it", faults);
    if (draft.done == "yes") action.done_on = today;
    if (!faults.empty()) return faults.take();
    return action;
}

ForumDraft to_draft(const Forum& forum) {
    return {forum.name, std::string(code_of(forum.kind)), forum.purpose};
}

MeetingDraft to_draft(const Meeting& meeting) {
    MeetingDraft draft{std::to_string(meeting.day.day()),
                       std::to_string(meeting.day.month()),
                       std::to_string(meeting.day.year()),
                       meeting.time,
                       meeting.place,
                       {},
                       meeting.minutes};
    for (const auto& item : meeting.agenda) draft.agenda += (draft.agenda.empty() ? "" : "\n") + item;
    return draft;
}

ActionDraft to_draft(const Action& action) {
    return {action.what,
            action.owner,
            action.organisation.known() ? std::to_string(action.organisation.value()) : std::string{},
            std::to_string(action.due.day()),
            std::to_string(action.due.month()),
            std::to_string(action.due.year()),
            action.done_on ? "yes" : "",
            action.outcome};
}

std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto end = std::min(text.find("\n\n"), text.size());
        if (const auto one = trim(text.substr(0, end)); !one.empty()) all.emplace_back(one);
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return all;
}

}  // namespace thingwall::forums
