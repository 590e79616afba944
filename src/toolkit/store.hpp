#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "db/db.hpp"
#include "toolkit/types.hpp"

namespace thingwall::toolkit::store {

struct Kept {
    std::int64_t version = 0;
    bool given_up = false;
    GuideDraft words;
    Instant at{};
};
/// The latest version of the partnership's own words; nothing where it never wrote any.
[[nodiscard]] std::optional<Kept> latest(db::Reader& reader, std::string_view method);
void insert(db::Transaction& tx, std::string_view method, const Kept& kept, PersonId person,
            OrganisationId organisation);

/// Counts one opening of a guide by somebody of this body.
void count_use(db::Transaction& tx, std::string_view method, Date day, OrganisationId organisation);
/// Openings from that day on, by method.
[[nodiscard]] std::map<std::string, std::int64_t, std::less<>> uses_since(db::Reader& reader, Date day);

}  // namespace thingwall::toolkit::store
