#include "db/id_blocks.hpp"

#include <algorithm>

namespace thingwall::db {

namespace {

// An id holds its milliseconds above bit 22.
constexpr std::int64_t per_second = std::int64_t{1000} << 22;
constexpr std::int64_t reserved_at_once = 10 * per_second;
// What one deed may use up: eight million ids, or as many as two seconds hold.
constexpr std::int64_t margin = 2 * per_second;

constexpr Query reserve{"db.reserve_ids", R"sql(
    INSERT INTO db_id_mark (machine, reserved) VALUES ($1, $2)
    ON CONFLICT (machine) DO UPDATE
    SET reserved = CASE WHEN db_id_mark.reserved > $3 THEN db_id_mark.reserved + $4 ELSE $2 END
    RETURNING reserved)sql"};

/// The first id of that moment.
std::int64_t id_at(Instant now) {
    return IdMaker().next(now);
}

}  // namespace

IdBlocks::IdBlocks(std::uint16_t machine) : machine_(machine), maker_(std::make_unique<IdMaker>(machine)) {}

void IdBlocks::begin() {
    reserving_ = reserved_;
}

void IdBlocks::ensure(Connection& connection, Instant now) {
    std::int64_t needed = std::max(newest_, id_at(now));
    if (needed + margin <= reserving_) return;
    auto row = connection.prepare(reserve);
    row.bind(int{machine_}, needed + reserved_at_once, needed, reserved_at_once).next();
    std::int64_t before = reserving_;
    reserving_ = row.integer(0);
    std::int64_t start = reserving_ - reserved_at_once;
    // Somebody else reserved up to there: ours come after.
    if (start > needed && start != before) maker_ = std::make_unique<IdMaker>(machine_, start);
}

std::int64_t IdBlocks::next(Instant now) {
    newest_ = maker_->next(now);
    if (newest_ > reserving_)
        throw Failure(Failure::Cause::misuse, "a deed asked for more ids than were reserved for it");
    return newest_;
}

void IdBlocks::kept() {
    reserved_ = reserving_;
}

}  // namespace thingwall::db
