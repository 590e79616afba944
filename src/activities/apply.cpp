#include "activities/apply.hpp"

#include <algorithm>
#include <map>

#include "activities/draft.hpp"
#include "activities/rules.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

std::unexpected<Error> in_row(Error error, std::size_t row) {
    error.message = fmt::format("Row {}: {}. Nothing of the file was taken", row, error.message);
    for (auto& fault : error.fields) fault.message = fmt::format("Row {}: {}", row, fault.message);
    return std::unexpected(std::move(error));
}

// Rows whose umbrella comes later in the file wait for it; what goes round in a circle is left for the last, as it
// came.
std::vector<const JudgedRow*> umbrellas_first(const Preview& preview) {
    std::map<std::string, const JudgedRow*, std::less<>> by_reference;
    for (const JudgedRow& row : preview.rows)
        if (!row.reference.empty()) by_reference.emplace(row.reference, &row);
    std::map<const JudgedRow*, int> depth;
    auto depth_of = [&](const JudgedRow* row) {
        int steps = 0;
        for (auto next = by_reference.find(row->umbrella); next != by_reference.end() && steps < 20;
             next = by_reference.find(next->second->umbrella)) {
            if (next->second->umbrella.empty()) return steps + 1;
            ++steps;
        }
        return steps;
    };
    std::vector<const JudgedRow*> order;
    for (const JudgedRow& row : preview.rows) {
        order.push_back(&row);
        depth[&row] = depth_of(&row);
    }
    std::ranges::stable_sort(order, {}, [&](const JudgedRow* row) { return depth[row]; });
    return order;
}

}  // namespace

Result<Taken> take(db::Transaction& tx, const web::Actor& actor, const Preview& preview, const Context& context) {
    Taken taken;
    for (const JudgedRow* row : umbrellas_first(preview)) {
        Draft draft = row->draft;
        if (row->is == RowIs::wrong) {
            ++taken.left_out;
            continue;
        }
        if (!row->umbrella.empty() && draft.umbrella.empty())
            if (auto umbrella = find_reference(tx, row->umbrella)) draft.umbrella = std::to_string(umbrella->value());
        if (row->is == RowIs::added) {
            auto made = register_known(tx, actor, draft, row->reference, context);
            if (!made) return in_row(made.error(), row->row);
            ++taken.added;
            continue;
        }
        auto now = read(tx, row->match);
        if (!now) return in_row({ErrorKind::conflict, "The activity is no longer there", {}, 0}, row->row);
        if (row->is == RowIs::same && (row->umbrella.empty() || to_draft(now->activity).umbrella == draft.umbrella)) {
            ++taken.same;
            continue;
        }
        auto changed =
            edit_activity(tx, actor, row->match, now->activity.version, draft, context, Ask::as_far_as_known);
        if (!changed) return in_row(changed.error(), row->row);
        if (changed->version == now->activity.version)
            ++taken.same;
        else
            ++taken.changed;
    }
    return taken;
}

RegisterQuestions questions_of(db::Database& database, const web::Actor& actor, Date today) {
    Viewer viewer{actor.organisation, actor.signed_in()};
    auto seen = [&database, viewer, today](std::optional<ActivityId> id) -> std::optional<Activity> {
        if (!id) return std::nullopt;
        auto stored = database.read([&](db::Reader& reader) { return read(reader, *id); });
        if (!stored || !may_see(stored->activity, viewer, today)) return std::nullopt;
        return std::move(stored->activity);
    };
    return {.by_reference =
                [&database, seen](std::string_view reference) {
                    return seen(database.read([&](db::Reader& reader) { return find_reference(reader, reference); }));
                },
            .by_id = [seen](ActivityId id) { return seen(id); },
            .reason_against = [actor](OrganisationId lead, bool is_new) -> std::optional<std::string> {
                // The coordinator keeps the register as a whole, so they may bring in what other bodies led; what is
                // there already is changed by its lead alone.
                bool keeper = web::admits(web::Access::coordinator, actor.role);
                if (identity::may_change(actor, lead) || (is_new && keeper)) return std::nullopt;
                return is_new ? "You can bring in activities of your own organisation"
                              : "Only its lead can change this activity";
            }};
}

}  // namespace thingwall::activities
