#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "db/fwd.hpp"
#include "overlap/types.hpp"
#include "web/types.hpp"

/// The words of the place: kept by the coordinator, so that "the Beacon" is known to be a library.
namespace thingwall::overlap {

/// Errors: invalid with the fields `code` (not in the list) and `words` (empty, too long, or said for something else).
[[nodiscard]] Result<std::int64_t> add_local_word(db::Transaction& tx, const web::Actor& actor, const LocalWord& word);
/// Errors: not_found.
[[nodiscard]] Done remove_local_word(db::Transaction& tx, const web::Actor& actor, std::int64_t id);

/// Whether the lists have such a code.
[[nodiscard]] bool in_the_lists(bool audience, std::string_view code);
/// What the list calls it; empty for none.
[[nodiscard]] std::string_view label_in_the_lists(bool audience, std::string_view code);

}  // namespace thingwall::overlap
