#include "activities/draft.hpp"
#include "activities/store.hpp"
#include "db/db.hpp"

namespace thingwall::activities {
namespace {

constexpr db::Query insert_one_plan{"activities.insert_plan", R"sql(
    INSERT INTO activity_plan (id, organisation, person, draft, changed_at, activity) VALUES ($1, $2, $3, $4, $5, $6))sql"};
constexpr db::Query update_one_plan{"activities.update_plan", R"sql(
    UPDATE activity_plan SET draft = $2, changed_at = $3, activity = $4 WHERE id = $1)sql"};
constexpr db::Query mark_one_plan{"activities.mark_registered", R"sql(
    UPDATE activity_plan SET changed_at = $2, activity = $3 WHERE id = $1)sql"};
constexpr db::Query select_unchanged{"activities.plan_is_unchanged", R"sql(
    SELECT 1 FROM activity_plan WHERE id = $1 AND changed_at = $2 AND activity IS NULL)sql"};
constexpr db::Query delete_one_plan{"activities.delete_plan", "DELETE FROM activity_plan WHERE id = $1"};
constexpr db::Query select_plan{"activities.read_plan", R"sql(
    SELECT id, organisation, person, draft, changed_at, activity FROM activity_plan WHERE id = $1)sql"};
constexpr db::Query select_plans{"activities.plans_of", R"sql(
    SELECT id, organisation, person, draft, changed_at, activity FROM activity_plan
    WHERE organisation = $1 AND activity IS NULL
    ORDER BY CASE WHEN person = $2 THEN 0 ELSE 1 END, changed_at DESC LIMIT $3)sql"};

constexpr db::Query select_open_plans{"activities.open_plans", R"sql(
    SELECT id, organisation, person, draft, changed_at, activity FROM activity_plan
    WHERE organisation = $1 AND activity IS NULL ORDER BY changed_at DESC, id DESC LIMIT $2 OFFSET $3)sql"};
constexpr db::Query count_open_plans{"activities.count_plans", R"sql(
    SELECT count(*) FROM activity_plan WHERE organisation = $1 AND activity IS NULL)sql"};

std::optional<ActivityId> or_null(ActivityId id) {
    return id.known() ? std::optional(id) : std::nullopt;
}

Plan row_of(const db::Statement& row) {
    Plan plan{row.integer(0), row.id<OrganisationId>(1), row.id<PersonId>(2), {},
              row.instant(4), row.id<ActivityId>(5)};
    if (auto draft = draft_from_json(row.text(3))) plan.draft = std::move(*draft);
    return plan;
}

}  // namespace

void insert_plan(db::Transaction& tx, const Plan& plan) {
    tx.prepare(insert_one_plan)
        .bind(plan.id, plan.organisation, plan.person, to_json(plan.draft), tx.now(), or_null(plan.activity))
        .run();
}
void update_plan(db::Transaction& tx, const Plan& plan) {
    tx.prepare(update_one_plan).bind(plan.id, to_json(plan.draft), tx.now(), or_null(plan.activity)).run();
}
void mark_registered(db::Transaction& tx, std::int64_t plan, ActivityId activity) {
    tx.prepare(mark_one_plan).bind(plan, tx.now(), activity).run();
}
bool is_unchanged(db::Reader& reader, const Plan& plan) {
    return reader.prepare(select_unchanged).bind(plan.id, plan.changed_at).next();
}
void delete_plan(db::Transaction& tx, std::int64_t id) {
    tx.prepare(delete_one_plan).bind(id).run();
}

std::optional<Plan> read_plan(db::Reader& reader, std::int64_t id) {
    auto statement = reader.prepare(select_plan);
    if (!statement.bind(id).next()) return std::nullopt;
    return row_of(statement);
}
std::vector<Plan> plans_of(db::Reader& reader, OrganisationId organisation, PersonId person, std::size_t most) {
    std::vector<Plan> found;
    auto statement = reader.prepare(select_plans);
    statement.bind(organisation, person, static_cast<std::int64_t>(most));
    while (statement.next()) found.push_back(row_of(statement));
    return found;
}
std::vector<Plan> open_plans(db::Reader& reader, OrganisationId body, std::int64_t limit, std::int64_t offset) {
    std::vector<Plan> found;
    auto statement = reader.prepare(select_open_plans);
    statement.bind(body, limit, offset);
    while (statement.next()) found.push_back(row_of(statement));
    return found;
}
std::int64_t count_plans(db::Reader& reader, OrganisationId body) {
    auto statement = reader.prepare(count_open_plans);
    return statement.bind(body).next() ? statement.integer(0) : 0;
}

}  // namespace thingwall::activities
