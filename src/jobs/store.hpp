#pragma once
#include <optional>

#include "base/clock.hpp"
#include "db/fwd.hpp"
#include "jobs/jobs.hpp"

namespace thingwall::jobs {

/// Queues the kind's one periodic job, unless it waits already: a restart does not make the nightly work run by day.
void queue_periodic(db::Transaction& tx, std::string_view kind, Instant first);
/// The job of this kind that has been due longest and that nobody holds.
struct Due {
    std::int64_t id;
    Instant due_at;
};
[[nodiscard]] std::optional<Due> longest_due(db::Reader& reader, std::string_view kind, Instant now);
/// Takes it, unless another program was quicker.
[[nodiscard]] std::optional<Job> take(db::Transaction& tx, std::int64_t id, Instant now, Instant leased_until);
/// Both false when this attempt no longer holds the job, since its lease ran out and another took it.
[[nodiscard]] bool remove(db::Transaction& tx, const Job& job);
[[nodiscard]] bool put_off(db::Transaction& tx, const Job& job, Instant due_at, int attempt);

}  // namespace thingwall::jobs
