#include "activities/activities.hpp"
#include "db/db.hpp"
#include "forums/inside.hpp"
#include "forums/store.hpp"
#include "identity/identity.hpp"

namespace thingwall::forums {

Forums::Forums(kernel::Services services, identity::Identity& identity, activities::Activities& activities,
               overlap::Overlaps& overlaps, StyleSheet style_sheet)
    : inside_(std::make_unique<Inside>(services, identity, activities, overlaps, style_sheet, find_chromium())) {}
Forums::~Forums() = default;

void Forums::add_routes(web::Router& router) {
    add_forum_pages(*inside_, router);
    add_meeting_pages(*inside_, router);
    add_pack_pages(*inside_, router);
}

std::optional<NextMeeting> Forums::next_meeting(Date from) const {
    return inside_->services.database.read([&](db::Reader& reader) {
        std::optional<NextMeeting> next;
        for (auto& forum : store::forums(reader)) {
            if (forum.kind != Kind::steering) break;  // they come first
            auto meeting = store::next_meeting(reader, forum.id, from);
            if (meeting && (!next || meeting->day < next->meeting.day))
                next = NextMeeting{std::move(forum), std::move(*meeting)};
        }
        return next;
    });
}

OpenActions Forums::actions_for(const web::Actor& actor, Date today, std::int64_t limit, std::int64_t offset) const {
    return inside_->services.database.read([&](db::Reader& reader) {
        const auto [total, late] = store::count_for(reader, actor.organisation, actor.name, today);
        return OpenActions{store::actions_for(reader, actor.organisation, actor.name, limit, offset), total, late};
    });
}

OpenActions Forums::actions_of(ForumId forum, Date today, std::int64_t limit, std::int64_t offset) const {
    return inside_->services.database.read([&](db::Reader& reader) {
        return OpenActions{store::open_actions(reader, forum, limit, offset), store::count_open(reader, forum),
                           store::count_late(reader, forum, today)};
    });
}

Date today_of(const Forums::Inside& inside) {
    return london_day(inside.services.clock.now());
}

std::string short_name_of(Forums::Inside& inside, OrganisationId body) {
    if (!body.known()) return {};
    const auto known = inside.identity.organisation(body);
    if (!known) return {};
    return known->short_name.empty() ? known->name : known->short_name;
}

std::vector<views::ActionView> with_bodies(Forums::Inside& inside, std::vector<Action> actions, Date today) {
    std::vector<views::ActionView> all;
    for (auto& action : actions) {
        const bool late = !action.done_on && action.due < today;
        auto body = short_name_of(inside, action.organisation);
        all.push_back({std::move(action), std::move(body), late});
    }
    return all;
}

}  // namespace thingwall::forums
