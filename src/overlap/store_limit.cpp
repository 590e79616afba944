#include "overlap/store_limit.hpp"

namespace thingwall::overlap::store {
namespace {

constexpr db::Query latest{"overlap.latest_limit", R"sql(
    SELECT asks, because, at FROM overlap_limit ORDER BY id DESC LIMIT 1)sql"};
constexpr db::Query insert{"overlap.insert_limit", R"sql(
    INSERT INTO overlap_limit (id, asks, because, person, organisation, at) VALUES ($1, $2, $3, $4, $5, $6))sql"};

}  // namespace

std::optional<BurdenLimit> latest_limit(db::Reader& reader) {
    auto row = reader.prepare(latest);
    if (!row.next()) return std::nullopt;
    return BurdenLimit{static_cast<int>(row.integer(0)), std::string(row.text(1)), row.instant(2)};
}

void insert_limit(db::Transaction& tx, const BurdenLimit& limit, PersonId by, OrganisationId organisation) {
    tx.prepare(insert).bind(tx.new_number(), limit.asks, limit.because, by, organisation, tx.now()).run();
}

}  // namespace thingwall::overlap::store
