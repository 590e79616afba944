#include "activities/inside.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"

namespace thingwall::activities {
namespace {

// What nobody else may see must not show through an overlap either; what was withdrawn asks nobody.
bool is_screened(const Activity& activity) {
    return activity.visibility != Visibility::draft && !activity.withdrawn_on;
}

}  // namespace

Activities::Activities(kernel::Services services, const Lists& lists, Screen& screen, Settings settings)
    : inside_(new Inside{*this, services, lists, screen, std::move(settings), {}}) {}
Activities::~Activities() = default;

void Activities::add_routes(web::Router& router) {
    add_plan_routes(*inside_, router);
    add_import_routes(*inside_, router);
    add_list_routes(*inside_, router);
    add_activity_routes(*inside_, router);
    add_public_routes(*inside_, router);
}

void Activities::Inside::load() {
    std::vector<Entry> entries;
    std::vector<Activity> all;
    std::int64_t position = 0;
    services.database.read([&](db::Reader& reader) {
        // The position first: what is journalled while the rows are read is applied again, which does no harm.
        position = journal::position(reader);
        read_all(reader, [&](Stored&& stored) {
            entries.push_back(entry_of(stored.activity, stored.search, lists));
            if (is_screened(stored.activity)) all.push_back(std::move(stored.activity));
        });
    });
    list.replace_all(std::move(entries), position);
    screen.replace_all(std::move(all));
}

void Activities::Inside::apply(const journal::Entry& entry) {
    if (entry.position <= list.snapshot()->position()) return;
    if (entry.deed.starts_with("places.")) {
        // Residents are counted on the ground: other ground, other counts.
        load();
    } else if (entry.deed.starts_with("activity.")) {
        ActivityId id{entry.subject};
        auto stored = services.database.read([&](db::Reader& reader) { return read(reader, id); });
        if (stored) {
            list.put(entry_of(stored->activity, stored->search, lists), entry.position);
            if (is_screened(stored->activity))
                screen.put(stored->activity);
            else
                screen.remove(id);
        } else {
            list.remove(id, entry.position);
            screen.remove(id);
        }
    } else {
        list.move_on(entry.position);
    }
}

void Activities::stand_on(const Ground& ground) {
    inside_->ground = &ground;
}

void Activities::start() {
    inside_->load();
    inside_->services.feed.add({"activities", [this](const journal::Entry& entry) { inside_->apply(entry); }});
}

std::shared_ptr<const Snapshot> Activities::snapshot() {
    inside_->services.feed.catch_up();
    return inside_->list.snapshot();
}

Date Activities::today() const {
    return london_day(inside_->services.clock.now());
}
const Lists& Activities::lists() const {
    return inside_->lists;
}
Context Activities::context() const {
    return inside_->context();
}
const kernel::Services& Activities::services() const {
    return inside_->services;
}

Listing Activities::open_now(Filter filter) {
    filter.statuses = {Status::open};
    return public_list(filter);
}

Listing Activities::public_list(const Filter& filter) {
    return list(*snapshot(), filter, Viewer{}, today(), inside_->lists);
}

std::optional<Activity> Activities::find(ActivityId id, const Viewer& viewer) {
    auto stored = inside_->services.database.read([&](db::Reader& reader) { return read(reader, id); });
    if (!stored || !may_see(stored->activity, viewer, today())) return std::nullopt;
    return std::move(stored->activity);
}

}  // namespace thingwall::activities
