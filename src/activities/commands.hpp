#pragma once
#include <string>
#include <string_view>

#include "activities/lists.hpp"
#include "activities/types.hpp"
#include "base/result.hpp"
#include "db/fwd.hpp"
#include "web/types.hpp"

namespace thingwall::activities {

struct Settings {
    std::string reference_prefix = "TW";  ///< letters of the place: "WY" gives WY-2026-0187
    int most_asks_a_month = 3;            ///< the partnership's limit for one community
};

/// What every deed needs to know besides its own words.
struct Context {
    const Lists& lists;
    const Settings& settings;
};

/// Keeps what the draft says, gives it its reference, journals "activity.registered". Errors: invalid with every fault;
/// forbidden for a lead that is not the officer's own body.
[[nodiscard]] Result<Registered> register_activity(db::Transaction& tx, const web::Actor& actor, const Draft& draft,
                                                   const Context& context);

/// A row that was read from a file or made for a demonstration: what is not known may be left out, the lead may be any
/// body, a reference may be given. The caller has decided that this is allowed.
[[nodiscard]] Result<Registered> register_known(db::Transaction& tx, const web::Actor& actor, const Draft& draft,
                                                std::string_view reference, const Context& context);

/// Writes the new values over version `version`, keeping the former ones in the history, and journals
/// "activity.changed"; nothing is written where nothing differs. Errors: invalid; not_found; forbidden; conflict when
/// it was changed since.
[[nodiscard]] Result<Registered> edit_activity(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                               std::int64_t version, const Draft& draft, const Context& context,
                                               Ask ask = Ask::in_full);

/// It stays in the record, with the reason. Journals "activity.withdrawn". Errors as edit_activity.
[[nodiscard]] Result<Registered> withdraw(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                          std::int64_t version, std::string_view because, const Context& context);

}  // namespace thingwall::activities
