#include "activities/linked_data.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// Methods by which people take part without going anywhere.
constexpr std::array from_home{
    "survey", "written-consultation", "panel", "telephone", "online-discussion", "petition", "budgeting"};

std::string_view attendance(const Activity& activity) {
    auto at_home = [](const std::string& method) { return std::ranges::find(from_home, method) != from_home.end(); };
    const bool meets = !activity.sessions.empty() || !std::ranges::all_of(activity.methods, at_home);
    const bool written = std::ranges::any_of(activity.methods, at_home);
    return meets && written ? "https://schema.org/MixedEventAttendanceMode"
           : meets          ? "https://schema.org/OfflineEventAttendanceMode"
                            : "https://schema.org/OnlineEventAttendanceMode";
}

std::string day_of(Date day, DatesKnown known) {
    std::string whole = to_iso(day);
    return known == DatesKnown::day ? whole : whole.substr(0, known == DatesKnown::month ? 7 : 4);
}

void place_member(json::Writer& out, std::string_view name, std::string_view within) {
    out.key("location").begin_object().member("@type", "Place").member("name", name);
    out.member("address", within).end_object();
}

void session_member(json::Writer& out, const Session& session, const Activity& activity, std::string_view place) {
    out.begin_object().member("@type", "Event").member("name", activity.title);
    out.member("startDate", to_iso(session.day));
    if (!session.time.empty()) out.member("description", session.time);
    place_member(out, session.place.empty() ? place : std::string_view(session.place), place);
    out.end_object();
}

}  // namespace

std::string event_json(const Activity& activity, const FeedContext& context, std::string_view place) {
    json::Writer out;
    out.begin_object()
        .member("@context", "https://schema.org")
        .member("@type", "Event")
        .member("name", activity.title)
        .member("identifier", activity.reference)
        .member("url", fmt::format("{}/activities/{}", context.address, activity.id.value()));
    if (!activity.purpose.empty()) out.member("description", activity.purpose);
    out.member("startDate", day_of(activity.dates.first(), activity.dates_known))
        .member("endDate", day_of(activity.dates.last(), activity.dates_known))
        .member("eventStatus",
                activity.withdrawn_on ? "https://schema.org/EventCancelled" : "https://schema.org/EventScheduled")
        .member("eventAttendanceMode", attendance(activity))
        .member("isAccessibleForFree", true);
    place_member(out, where_in_words(activity.footprint, context.lists), place);
    out.key("organizer").begin_array();
    auto organizer = [&](OrganisationId body) {
        out.begin_object()
            .member("@type", "Organization")
            .member("name", context.lists.organisation(body))
            .member("url", fmt::format("{}/partners/{}", context.address, body.value()))
            .end_object();
    };
    organizer(activity.lead);
    for (OrganisationId partner : activity.partners) organizer(partner);
    out.end_array();
    if (!activity.sessions.empty()) {
        out.key("subEvent").begin_array();
        for (const Session& session : activity.sessions) session_member(out, session, activity, place);
        out.end_array();
    }
    out.end_object();
    return out.take();
}

}  // namespace thingwall::activities
