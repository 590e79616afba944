#include "activities/desk.hpp"

#include <algorithm>

#include "activities/inside.hpp"
#include "activities/store.hpp"
#include "activities/store_imports.hpp"
#include "db/db.hpp"

namespace thingwall::activities {
namespace {

constexpr std::chrono::days rows_left_shown{30};

ImportLine line_in(const WaitingFile& file) {
    ImportLine line;
    line.id = file.id;
    line.filename = file.filename;
    line.at = file.at;
    line.fault = file.fault;
    line.doubtful = file.doubtful;
    line.wrong = file.wrong;
    line.gone = file.gone;
    if (file.taken()) {
        line.needs = ImportLine::Needs::the_rest;
        line.left_rows = file.sums.left_out;
    } else if (!file.fault.empty()) {
        line.needs = ImportLine::Needs::another;
    } else if (file.fetching) {
        line.needs = ImportLine::Needs::patience;
    }
    return line;
}

ImportLine line_in(const FailedSource& source, Instant now) {
    ImportLine line;
    line.id = source.id;
    line.source = true;
    line.filename = source.name;
    line.at = source.asked_at.value_or(now);
    line.needs = ImportLine::Needs::another;
    line.fault = source.fault;
    return line;
}

}  // namespace

EntryPointer Activities::entry(ActivityId id) const {
    return inside_->list.find(id);
}

std::shared_ptr<const ToDoLists> Activities::to_do() {
    const auto now = snapshot();
    const Date day = today();
    auto& known = inside_->to_do;
    const std::scoped_lock lock(known.mutex);  // who asks meanwhile would only look for the same
    if (!known.lists || known.of != now->changes() || known.day != day) {
        known.lists = std::make_shared<const ToDoLists>(to_do_lists(*now, day));
        known.of = now->changes();
        known.day = day;
    }
    return known.lists;
}

PlanLines Activities::plans_of_body(OrganisationId body, std::int64_t limit, std::int64_t offset) {
    return inside_->services.database.read([&](db::Reader& reader) {
        PlanLines lines{{}, count_plans(reader, body)};
        for (const auto& plan : open_plans(reader, body, limit, offset))
            lines.rows.push_back({plan.id, plan.draft.title, plan.person, plan.changed_at});
        return lines;
    });
}

ImportLines Activities::imports_to_look_at(const web::Actor& actor, std::int64_t limit, std::int64_t offset) {
    const Instant now = inside_->services.clock.now(), since = now - rows_left_shown;
    const auto body = actor.organisation;
    return inside_->services.database.read([&](db::Reader& reader) {
        const auto sources = count_failed_sources(reader, body);
        const auto totals = count_waiting(reader, body, actor.person, since);
        ImportLines lines{{}, sources + totals.all, sources + totals.failed};
        for (const auto& source : failed_sources(reader, body, limit, offset))
            lines.rows.push_back(line_in(source, now));
        limit -= std::ssize(lines.rows);
        for (const auto& file :
             waiting_imports(reader, body, actor.person, since, limit, std::max<std::int64_t>(0, offset - sources)))
            lines.rows.push_back(line_in(file));
        return lines;
    });
}

}  // namespace thingwall::activities
