#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/lists.hpp"
#include "activities/types.hpp"
#include "base/result.hpp"
#include "db/fwd.hpp"
#include "web/types.hpp"

namespace thingwall::activities {

struct Settings {
    std::string reference_prefix = "TW";         ///< letters of the place: "WY" gives WY-2026-0187
    std::vector<std::string> import_hosts = {};  ///< that lists may be fetched from; empty: none
    /// How what lies at an address is had; empty: fetch(). For tests.
    std::function<Result<std::string>(const std::string& address)> fetch_by = {};
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

/// What an import took back withdraws is brought in again, or what one withdrew is as it was: the values of `draft`,
/// and no longer withdrawn. The caller has decided that this is allowed. Journals "activity.imported". Errors: invalid;
/// not_found; conflict when it was changed since or is not withdrawn.
[[nodiscard]] Result<Registered> bring_back(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                            std::int64_t version, const Draft& draft, const Context& context);

/// Undoes what an import brought: withdrawn, and seen by its lead alone, since it was never meant to be here. The
/// caller has decided that this is allowed. Journals "activity.withdrawn". Errors: not_found; conflict.
[[nodiscard]] Result<Registered> take_out(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                          std::int64_t version, std::string_view because, const Context& context);

/// It stays in the record, with the reason. Journals "activity.withdrawn". Errors as edit_activity.
[[nodiscard]] Result<Registered> withdraw(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                          std::int64_t version, std::string_view because, const Context& context);

}  // namespace thingwall::activities
