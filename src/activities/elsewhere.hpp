#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/columns.hpp"
#include "activities/commands.hpp"
#include "activities/types.hpp"
#include "db/fwd.hpp"

/// Activities that another installation keeps and that are shown here, and the bodies that lead them.
namespace thingwall::activities {

/// Where an activity is kept.
struct KeptElsewhere {
    std::string name;     ///< of the source: "Estuary partnership"
    std::string address;  ///< of its page there; may be empty
};

/// Names of bodies that are not in this partnership. A number keeps its name, so what was read once holds. Safe to call
/// from any thread.
class BodiesElsewhere {
public:
    explicit BodiesElsewhere(db::Database& database) : database_(database) {}
    /// Empty where there is none of that number.
    [[nodiscard]] std::string name(OrganisationId id) const;

private:
    db::Database& database_;
    mutable std::mutex mutex_;
    mutable std::unordered_map<OrganisationId, std::string> known_;
};

/// The number of each name; those that are not known yet get one and are journalled as "activities.bodies_named".
[[nodiscard]] std::map<std::string, OrganisationId, std::less<>> bodies_named(db::Database& database,
                                                                              OrganisationId for_body,
                                                                              const std::vector<std::string>& names);

[[nodiscard]] AreaCodes area_codes(db::Reader& reader);

/// Where it is kept; nothing for what is kept here.
[[nodiscard]] std::optional<KeptElsewhere> keeper_of(db::Database& database, ActivityId id);

/// As edit_activity, for what a list of another installation says of what it keeps; whoever leads it. The caller has
/// decided that this is allowed.
[[nodiscard]] Result<Registered> change_known(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                              std::int64_t version, const Draft& draft, const Context& context);
/// Withdraws what a list says is withdrawn, whoever leads it. The caller has decided that this is allowed. Journals
/// "activity.withdrawn". Errors: not_found; conflict.
[[nodiscard]] Result<Registered> withdraw_known(db::Transaction& tx, const web::Actor& actor, ActivityId id,
                                                std::int64_t version, std::string_view because, const Context& context);

}  // namespace thingwall::activities
