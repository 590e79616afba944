#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "db/fwd.hpp"
#include "forums/types.hpp"  // IWYU pragma: export
#include "kernel/capability.hpp"
#include "web/types.hpp"

namespace thingwall::identity {
class Identity;
}
namespace thingwall::overlap {
class Overlaps;
}
namespace thingwall::activities {
class Activities;
}

namespace thingwall::forums {

// Whole deeds, each journalled in its transaction. All are the coordinator's. Errors: forbidden; not_found; invalid
// with a fault for each field; conflict when it was changed since `version`.
[[nodiscard]] Result<ForumId> add_forum(db::Transaction& tx, const web::Actor& actor, const ForumDraft& draft);
[[nodiscard]] Done change_forum(db::Transaction& tx, const web::Actor& actor, ForumId id, std::int64_t version,
                                const ForumDraft& draft);
[[nodiscard]] Result<MeetingId> arrange_meeting(db::Transaction& tx, const web::Actor& actor, ForumId forum,
                                                const MeetingDraft& draft);
/// Also writes the minutes down.
[[nodiscard]] Done change_meeting(db::Transaction& tx, const web::Actor& actor, MeetingId id, std::int64_t version,
                                  const MeetingDraft& draft);
[[nodiscard]] Result<AttendanceId> note_attendance(db::Transaction& tx, const web::Actor& actor, MeetingId meeting,
                                                   const AttendanceDraft& draft);
[[nodiscard]] Done remove_attendance(db::Transaction& tx, const web::Actor& actor, MeetingId meeting, AttendanceId id);
[[nodiscard]] Result<ActionId> agree_action(db::Transaction& tx, const web::Actor& actor, MeetingId meeting,
                                            const ActionDraft& draft);
/// Also says that it is done, or not done after all.
[[nodiscard]] Done change_action(db::Transaction& tx, const web::Actor& actor, ActionId id, std::int64_t version,
                                 const ActionDraft& draft);

/// What a style sheet holds, by its name ("thingwall.css"); empty where the program carries none.
using StyleSheet = std::string_view (*)(std::string_view name);

/// Groups that meet: the engagement steering group, with the agenda pack of each of its meetings.
class Forums final : public kernel::Capability {
public:
    /// All must outlive it. `style_sheet` gives what a pack is printed with.
    Forums(kernel::Services services, identity::Identity& identity, activities::Activities& activities,
           overlap::Overlaps& overlaps, StyleSheet style_sheet);
    ~Forums() override;
    [[nodiscard]] std::string_view name() const override { return "forums"; }
    void add_routes(web::Router& router) override;

    /// For desks. The first meeting of a steering group on this day or later; nothing where none is arranged.
    [[nodiscard]] std::optional<NextMeeting> next_meeting(Date from) const;
    /// What this person, or their body, said they would do and has not done; of what is due first.
    [[nodiscard]] OpenActions actions_for(const web::Actor& actor, Date today, std::int64_t limit,
                                          std::int64_t offset) const;
    /// All that a group has left to do.
    [[nodiscard]] OpenActions actions_of(ForumId forum, Date today, std::int64_t limit, std::int64_t offset) const;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::forums
