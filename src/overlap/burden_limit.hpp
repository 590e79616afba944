#pragma once
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "db/fwd.hpp"
#include "web/types.hpp"

namespace thingwall::overlap {

/// How often one community may be asked in a month before the partnership calls it too often.
struct BurdenLimit {
    int asks = 3;
    std::string because;           ///< "Agreed by the steering group in January"; empty while it is the usual one
    std::optional<Instant> since;  ///< nothing while it is the usual one
};

/// Keeps another limit and journals "burden.limit_changed". Errors: invalid, with each field at fault.
[[nodiscard]] Done change_limit(db::Transaction& tx, const web::Actor& actor, const std::string& asks,
                                const std::string& because);

}  // namespace thingwall::overlap
