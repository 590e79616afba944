#pragma once
#include <optional>
#include <string>

#include "db/db.hpp"
#include "overlap/burden_limit.hpp"

namespace thingwall::overlap::store {

/// The limit that holds now; nothing while the partnership has set none.
[[nodiscard]] std::optional<BurdenLimit> latest_limit(db::Reader& reader);
void insert_limit(db::Transaction& tx, const BurdenLimit& limit, PersonId by, OrganisationId organisation);

}  // namespace thingwall::overlap::store
