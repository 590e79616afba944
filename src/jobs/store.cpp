#include "jobs/store.hpp"

#include "db/db.hpp"

namespace thingwall::jobs {

namespace {

constexpr db::Query queue_job{"jobs.queue", R"sql(
    INSERT INTO job (id, kind, key, payload, due_at, attempt, leased_until) VALUES ($1, $2, $3, $4, $5, 0, 0)
    ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < job.due_at)sql"};
constexpr db::Query queue_if_absent{"jobs.queue_periodic", R"sql(
    INSERT INTO job (id, kind, key, payload, due_at, attempt, leased_until) VALUES ($1, $2, '', '', $3, 0, 0)
    ON CONFLICT (kind, key) DO NOTHING)sql"};
constexpr db::Query find_due{"jobs.longest_due", R"sql(
    SELECT id, due_at FROM job WHERE kind = $1 AND due_at <= $2 AND leased_until <= $3 ORDER BY due_at, id LIMIT 1)sql"};
constexpr db::Query take_job{"jobs.take", R"sql(
    UPDATE job SET leased_until = $3, attempt = attempt + 1 WHERE id = $1 AND due_at <= $2 AND leased_until <= $2
    RETURNING kind, key, payload, attempt)sql"};
constexpr db::Query remove_job{"jobs.remove", "DELETE FROM job WHERE id = $1 AND attempt = $2"};
constexpr db::Query put_job_off{"jobs.put_off", R"sql(
    UPDATE job SET due_at = $3, attempt = $4, leased_until = 0 WHERE id = $1 AND attempt = $2)sql"};

}  // namespace

void queue(db::Transaction& tx, std::string_view kind, std::string_view key, std::string_view payload,
           Instant not_before) {
    tx.prepare(queue_job).bind(tx.new_number(), kind, key, payload, not_before).run();
}

void queue_periodic(db::Transaction& tx, std::string_view kind, Instant first) {
    tx.prepare(queue_if_absent).bind(tx.new_number(), kind, first).run();
}

std::optional<Due> longest_due(db::Reader& reader, std::string_view kind, Instant now) {
    auto row = reader.prepare(find_due);
    if (!row.bind(kind, now, now).next()) return std::nullopt;
    return Due{row.integer(0), row.instant(1)};
}

std::optional<Job> take(db::Transaction& tx, std::int64_t id, Instant now, Instant leased_until) {
    auto row = tx.prepare(take_job);
    if (!row.bind(id, now, leased_until).next()) return std::nullopt;
    return Job{id, std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
               static_cast<int>(row.integer(3))};
}

bool remove(db::Transaction& tx, const Job& job) {
    return tx.prepare(remove_job).bind(job.id, job.attempt).run() == 1;
}

bool put_off(db::Transaction& tx, const Job& job, Instant due_at, int attempt) {
    return tx.prepare(put_job_off).bind(job.id, job.attempt, due_at, attempt).run() == 1;
}

}  // namespace thingwall::jobs
