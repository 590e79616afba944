#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "forums/types.hpp"

namespace thingwall::forums {

[[nodiscard]] std::string_view code_of(Kind kind);
[[nodiscard]] std::string_view words_of(Kind kind);
[[nodiscard]] std::vector<Kind> kinds();

/// Whether there is a body of this number.
using KnownBody = std::function<bool(OrganisationId)>;

// Every fault at once, under the draft's own names; ids and versions are left as they are.
[[nodiscard]] Result<Forum> check(const ForumDraft& draft);
[[nodiscard]] Result<Meeting> check(const MeetingDraft& draft);
/// A name is needed, and a body of the partnership or one in words at most.
[[nodiscard]] Result<Attendance> check(const AttendanceDraft& draft, const KnownBody& known);
/// `today` is the day on which it is done, where the draft says that it is.
[[nodiscard]] Result<Action> check(const ActionDraft& draft, const KnownBody& known, Date today);

[[nodiscard]] ForumDraft to_draft(const Forum& forum);
[[nodiscard]] MeetingDraft to_draft(const Meeting& meeting);
[[nodiscard]] ActionDraft to_draft(const Action& action);

/// The paragraphs of a text: what empty lines part.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view text);

}  // namespace thingwall::forums
