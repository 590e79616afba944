#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

namespace thingwall::forums {

using ForumId = Id<struct ForumTag>;
using MeetingId = Id<struct MeetingTag>;
using AttendanceId = Id<struct AttendanceTag>;
using ActionId = Id<struct ActionTag>;

/// The steering group's meetings have an agenda pack; other groups keep meetings, minutes and actions.
enum class Kind { steering, other };

struct Forum {
    ForumId id;
    std::int64_t version = 0;
    std::string name;
    Kind kind = Kind::other;
    std::string purpose;  ///< paragraphs, parted by empty lines; may be empty
};

struct Meeting {
    MeetingId id;
    std::int64_t version = 0;
    ForumId forum;
    Date day;
    std::string time;                 ///< "10am to noon", as people say it
    std::string place;                ///< "Harbour Library, room 2. Step-free, hearing loop."
    std::vector<std::string> agenda;  ///< items beyond the usual ones
    std::string minutes;              ///< paragraphs; empty until they are written
};

struct Attendance {
    AttendanceId id;
    MeetingId meeting;
    std::string name;
    OrganisationId organisation;  ///< unknown for who comes from no body of the partnership
    std::string body;             ///< then in words, or empty
    bool came = true;             ///< else sent apologies
};

struct Action {
    ActionId id;
    std::int64_t version = 0;
    ForumId forum;
    MeetingId meeting;  ///< at which it was agreed
    std::string what;
    std::string owner;  ///< name of a person
    OrganisationId organisation;
    Date due;
    std::optional<Date> done_on;
    std::string outcome;  ///< what came of it, where somebody said
};

/// The next meeting of a group.
struct NextMeeting {
    Forum forum;
    Meeting meeting;
};
/// Part of the actions that are not done, with the count of all of them.
struct OpenActions {
    std::vector<Action> rows;  ///< due first in front
    std::int64_t total = 0, late = 0;
};

// As typed.
struct ForumDraft {
    std::string name, kind, purpose;
};
struct MeetingDraft {
    std::string day, month, year;  ///< three boxes
    std::string time, place, agenda, minutes;
};
struct AttendanceDraft {
    std::string name, organisation, body, came;
};
struct ActionDraft {
    std::string what, owner, organisation, day, month, year, done, outcome;
};

inline constexpr std::size_t longest_name = 120, longest_line = 300, longest_purpose = 2000, longest_minutes = 40'000,
                             most_items = 20;

}  // namespace thingwall::forums
