#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "forums/types.hpp"
#include "html/components.hpp"

/// Pages of groups and their meetings: values in, HTML out.
namespace thingwall::forums::views {

struct FormKeys {
    std::string csrf, key;
};
using Bodies = std::vector<std::pair<std::string, std::string>>;  ///< id and name, to choose from

struct ForumRow {
    Forum forum;
    std::optional<Meeting> next;
    std::int64_t open_actions = 0;
};
struct ForumsPage {
    std::vector<ForumRow> rows;
    bool may_keep = false;
    int this_year = 0;
};
[[nodiscard]] html::Writer forums(const ForumsPage& view);

struct ActionView {
    Action action;
    std::string body;  ///< short name of its owner's
    bool late = false;
};
struct ForumPage {
    Forum forum;
    std::vector<std::string> purpose;
    std::vector<Meeting> ahead, past;
    std::int64_t past_total = 0;
    std::vector<ActionView> open;
    std::int64_t open_total = 0;
    bool may_keep = false;
    Date today;
    std::string done;
    html::Writer below_past{256}, below_open{256};  ///< the numbers of the pages
};
[[nodiscard]] html::Writer forum(const ForumPage& view);

struct ForumForm {
    FormKeys keys;
    std::optional<ForumId> id;  ///< none: a new one
    std::int64_t version = 0;
    ForumDraft draft;
    Error error;
};
[[nodiscard]] html::Writer forum_form(const ForumForm& view);

struct MeetingForm {
    FormKeys keys;
    std::string forum;  ///< its name
    ForumId forum_id;
    std::optional<MeetingId> id;
    std::int64_t version = 0;
    MeetingDraft draft;
    Error error;
};
[[nodiscard]] html::Writer meeting_form(const MeetingForm& view);

struct AttendanceView {
    Attendance one;
    std::string body;
};
struct MeetingPage {
    Meeting meeting;
    Forum forum;
    std::vector<std::string> minutes;  ///< paragraphs
    std::vector<AttendanceView> attendance;
    std::vector<ActionView> agreed;
    bool may_keep = false, has_pack = false;
    Date today;
    std::string done;
    FormKeys attendance_keys, action_keys;
    std::string key_for_removal;
    Bodies bodies;
    AttendanceDraft attendance_typed;
    ActionDraft action_typed;
    Error attendance_error, action_error;
};
[[nodiscard]] html::Writer meeting(const MeetingPage& view);

struct ActionForm {
    FormKeys keys;
    ActionId id;
    MeetingId meeting;
    std::int64_t version = 0;
    Bodies bodies;
    ActionDraft draft;
    Error error;
};
[[nodiscard]] html::Writer action_form(const ActionForm& view);

/// "Thursday 17 September 2026"; without the year when it is this one.
[[nodiscard]] std::string name_of(const Meeting& meeting, int this_year);
/// What, who, by when; with what came of it where `done` is shown.
void actions_table(html::Writer& page, const std::string& caption, const std::vector<ActionView>& actions, Date today,
                   bool may_keep);

}  // namespace thingwall::forums::views
