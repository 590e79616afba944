#include "base/text.hpp"
#include "forums/forums.hpp"
#include "forums/rules.hpp"
#include "forums/store.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"

namespace thingwall::forums {
namespace {

constexpr const char* changed_since =
    "Somebody else has changed this meanwhile. Read the newer version, then make your change again.";

Done may_keep(const web::Actor& actor) {
    if (web::admits(web::Access::coordinator, actor.role)) return {};
    return fail(ErrorKind::forbidden, "Only a coordinator keeps groups and their meetings");
}

KnownBody bodies(db::Reader& reader) {
    return [&reader](OrganisationId id) { return identity::organisation(reader, id).has_value(); };
}

// Length before each part, so that no two contents have the same words.
std::string content_of(std::initializer_list<std::string> parts) {
    std::string content;
    for (const auto& part : parts) content += std::to_string(part.size()) + ":" + part;
    return content;
}
std::string content_of(const ForumDraft& draft) {
    return content_of({draft.name, draft.kind, draft.purpose});
}
std::string content_of(const MeetingDraft& draft) {
    return content_of({draft.day, draft.month, draft.year, draft.time, draft.place, draft.agenda, draft.minutes});
}
std::string content_of(const ActionDraft& draft) {
    return content_of(
        {draft.what, draft.owner, draft.organisation, draft.day, draft.month, draft.year, draft.done, draft.outcome});
}

template <class IdType>
void note(db::Transaction& tx, const web::Actor& actor, std::string_view deed, IdType id, std::string_view content) {
    journal::record(tx, {actor.person, actor.organisation}, deed, id.value(), content);
}

Result<Forum> free_name(db::Reader& reader, Result<Forum> forum) {
    if (!forum || !store::name_taken(reader, fold(forum->name), forum->id)) return forum;
    Faults faults;
    faults.add("name", "Another group has this name. Choose a name that tells them apart");
    return faults.take();
}

}  // namespace

Result<ForumId> add_forum(db::Transaction& tx, const web::Actor& actor, const ForumDraft& draft) {
    if (auto may = may_keep(actor); !may) return std::unexpected(may.error());
    auto forum = free_name(tx, check(draft));
    if (!forum) return std::unexpected(forum.error());
    forum->id = tx.new_id<ForumId>();
    store::insert(tx, *forum);
    note(tx, actor, "forum.added", forum->id, content_of(to_draft(*forum)));
    return forum->id;
}

Done change_forum(db::Transaction& tx, const web::Actor& actor, ForumId id, std::int64_t version,
                  const ForumDraft& draft) {
    if (auto may = may_keep(actor); !may) return may;
    if (!store::forum(tx, id)) return fail(ErrorKind::not_found, "This group does not exist");
    auto forum = check(draft);
    if (forum) forum->id = id;
    forum = free_name(tx, std::move(forum));
    if (!forum) return std::unexpected(forum.error());
    if (!store::update(tx, *forum, version)) return fail(ErrorKind::conflict, changed_since);
    note(tx, actor, "forum.changed", id, content_of(to_draft(*forum)));
    return {};
}

Result<MeetingId> arrange_meeting(db::Transaction& tx, const web::Actor& actor, ForumId forum,
                                  const MeetingDraft& draft) {
    if (auto may = may_keep(actor); !may) return std::unexpected(may.error());
    if (!store::forum(tx, forum)) return fail(ErrorKind::not_found, "This group does not exist");
    auto meeting = check(draft);
    if (!meeting) return std::unexpected(meeting.error());
    meeting->id = tx.new_id<MeetingId>();
    meeting->forum = forum;
    store::insert(tx, *meeting);
    note(tx, actor, "meeting.arranged", meeting->id, content_of(to_draft(*meeting)));
    return meeting->id;
}

Done change_meeting(db::Transaction& tx, const web::Actor& actor, MeetingId id, std::int64_t version,
                    const MeetingDraft& draft) {
    if (auto may = may_keep(actor); !may) return may;
    if (!store::meeting(tx, id)) return fail(ErrorKind::not_found, "This meeting does not exist");
    auto meeting = check(draft);
    if (!meeting) return std::unexpected(meeting.error());
    meeting->id = id;
    if (!store::update(tx, *meeting, version)) return fail(ErrorKind::conflict, changed_since);
    note(tx, actor, "meeting.changed", id, content_of(to_draft(*meeting)));
    return {};
}

Result<AttendanceId> note_attendance(db::Transaction& tx, const web::Actor& actor, MeetingId meeting,
                                     const AttendanceDraft& draft) {
    if (auto may = may_keep(actor); !may) return std::unexpected(may.error());
    if (!store::meeting(tx, meeting)) return fail(ErrorKind::not_found, "This meeting does not exist");
    auto one = check(draft, bodies(tx));
    if (!one) return std::unexpected(one.error());
    one->id = tx.new_id<AttendanceId>();
    one->meeting = meeting;
    store::insert(tx, *one);
    note(tx, actor, "meeting.attended", meeting, content_of({one->name, draft.organisation, one->body, draft.came}));
    return one->id;
}

Done remove_attendance(db::Transaction& tx, const web::Actor& actor, MeetingId meeting, AttendanceId id) {
    if (auto may = may_keep(actor); !may) return may;
    if (!store::remove(tx, meeting, id)) return fail(ErrorKind::not_found, "Nobody of that number was at this meeting");
    note(tx, actor, "meeting.attendance_removed", meeting, std::to_string(id.value()));
    return {};
}

Result<ActionId> agree_action(db::Transaction& tx, const web::Actor& actor, MeetingId meeting,
                              const ActionDraft& draft) {
    if (auto may = may_keep(actor); !may) return std::unexpected(may.error());
    const auto at = store::meeting(tx, meeting);
    if (!at) return fail(ErrorKind::not_found, "This meeting does not exist");
    auto action = check(draft, bodies(tx), london_day(tx.now()));
    if (!action) return std::unexpected(action.error());
    action->id = tx.new_id<ActionId>();
    action->meeting = meeting;
    action->forum = at->forum;
    store::insert(tx, *action);
    note(tx, actor, "action.agreed", action->id, content_of(to_draft(*action)));
    return action->id;
}

Done change_action(db::Transaction& tx, const web::Actor& actor, ActionId id, std::int64_t version,
                   const ActionDraft& draft) {
    if (auto may = may_keep(actor); !may) return may;
    const auto was = store::action(tx, id);
    if (!was) return fail(ErrorKind::not_found, "This action does not exist");
    auto action = check(draft, bodies(tx), london_day(tx.now()));
    if (!action) return std::unexpected(action.error());
    action->id = id;
    if (action->done_on && was->done_on) action->done_on = was->done_on;  // it was done then, not now
    if (!store::update(tx, *action, version)) return fail(ErrorKind::conflict, changed_since);
    note(tx, actor, "action.changed", id, content_of(to_draft(*action)));
    return {};
}

}  // namespace thingwall::forums
