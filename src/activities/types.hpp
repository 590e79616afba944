#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace thingwall::activities {

/// How much say people get (IAP2 spectrum), from least to most.
enum class Influence { unsaid, inform, consult, involve, collaborate, empower };
/// Who may see an activity. `everyone` holds from the day that `public_on` says.
enum class Visibility { draft, partners, everyone };
enum class Status { planned, open, closed, withdrawn };
/// How much of the dates is known: a row of an old spreadsheet may say "2025" or "March 2025" and no more.
enum class DatesKnown { day, month, year };

/// Ground within so many metres of a point (degrees of WGS84).
struct Circle {
    double latitude = 0, longitude = 0;
    std::int64_t metres = 0;
    friend bool operator==(const Circle&, const Circle&) = default;
};

/// All that an activity covers: the whole borough, or areas of any layer together with a drawn shape or a circle.
struct Footprint {
    bool whole_borough = false;
    std::vector<AreaId> areas;
    std::string shape;  ///< a GeoJSON Polygon or MultiPolygon (WGS84), as drawn; empty when there is none
    std::optional<Circle> circle;
    friend bool operator==(const Footprint&, const Footprint&) = default;
};

/// One meeting, drop-in or round of visits.
struct Session {
    Date day;
    std::string time;   ///< "2pm to 4pm", as people say it
    std::string place;  ///< "Ferry Bank library"
    friend bool operator==(const Session&, const Session&) = default;
};

/// One planned, running or past engagement that has passed the rules.
struct Activity {
    ActivityId id;
    std::string reference;     ///< "WY-2026-0187": given once, never again
    std::int64_t version = 0;  ///< 1 when registered, one more with each change
    OrganisationId lead;
    std::vector<OrganisationId> partners;  ///< joint with the lead; never the lead itself

    std::string title;
    std::string purpose;  ///< what the lead wants to find out
    std::vector<std::string> questions;
    std::vector<std::string> subjects;    ///< ids of the subject list
    std::vector<std::string> audience;    ///< ids of the audience list, or "everyone" alone; empty: nobody said
    std::string audience_words;           ///< the lead's own words for them
    std::string audience_list;            ///< the version of the list that `audience` was chosen from
    std::optional<std::int64_t> invited;  ///< how many people will be asked
    Footprint footprint;

    DateRange dates = *DateRange::make(Date{}, Date{});
    DatesKnown dates_known = DatesKnown::day;
    bool dates_can_move = false;
    std::vector<Session> sessions;
    std::string reason_short;  ///< why fewer than the Compact's 12 weeks, where somebody gave a reason

    std::vector<std::string> methods;     ///< codes of methods()
    std::optional<std::int64_t> minutes;  ///< that it takes to take part
    std::vector<std::string> access;      ///< codes of access_arrangements()
    std::string access_words;
    std::vector<std::string> other_ways;  ///< codes of other_ways()
    std::string other_ways_words;         ///< where, which number
    std::string contact;
    std::optional<Money> cost;

    std::string decision;  ///< what the answers will inform
    std::optional<Date> decision_day;
    Influence influence = Influence::unsaid;
    std::string series;   ///< name of the series that this is one of ("Budget, each year")
    ActivityId umbrella;  ///< the activity that this is a part of; unknown when none
    Visibility visibility = Visibility::partners;
    std::optional<Date> public_on;  ///< the first day on which everyone may see it; none: as soon as it is registered

    std::optional<std::int64_t> responses;
    std::string results;  ///< what people said, in a few sentences

    std::optional<Date> withdrawn_on;
    std::string withdrawn_because;
    Instant registered_at{}, changed_at{};
    PersonId owner;  ///< who registered it: is told of what concerns it; not known where nobody did
};

/// What somebody typed or sent, nothing believed. Lists are parted by "; ", questions and sessions by lines. Codes and
/// ids stand as such; dates are as typed ("2/11/2026", "2026-11-02", "March 2026").
struct Draft {
    std::string title, purpose, questions, subjects;
    std::string audience, audience_words, invited;
    std::string whole_borough, areas, shape, centre, radius;
    std::string first_day, last_day, dates_can_move, sessions, reason_short;
    std::string methods, minutes, access, access_words, other_ways, other_ways_words, contact, cost;
    std::string decision, decision_day, influence, lead, partners, series, umbrella, visibility, public_on;
    std::string responses, results;
    friend bool operator==(const Draft&, const Draft&) = default;
};

/// One change of an activity, as its history keeps it.
struct Version {
    std::int64_t number = 0;
    Instant at{};
    PersonId by;
    OrganisationId organisation;
    std::string deed;  ///< "registered", "changed", "withdrawn", "imported"
    Draft was_then;    ///< all values after this change
};

/// A plan that is being written and is not registered.
struct Plan {
    std::int64_t id = 0;
    OrganisationId organisation;
    PersonId person;
    Draft draft;
    Instant changed_at{};
    ActivityId activity;  ///< known once it is registered
};

/// What an activity is given when it is kept.
struct Registered {
    ActivityId id;
    std::string reference;
    std::int64_t version = 1;
};

}  // namespace thingwall::activities
