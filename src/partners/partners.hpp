#pragma once
#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "db/fwd.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"
#include "kernel/capability.hpp"
#include "partners/types.hpp"

namespace thingwall::partners {

[[nodiscard]] Profile profile(db::Reader& reader, OrganisationId organisation);

/// Saves what an organisation tells of itself. `version` is that of the profile that was changed (0: none yet).
/// Errors: invalid with a fault for each field; conflict when somebody else changed it meanwhile; not_found.
[[nodiscard]] Done tell(db::Transaction& tx, journal::By by, OrganisationId organisation, const ProfileDraft& draft,
                        std::int64_t version);

/// The directory: member bodies, third-sector and business organisations, and a page for each.
class Partners final : public kernel::Capability {
public:
    Partners(kernel::Services services, identity::Identity& identity);
    ~Partners() override;
    [[nodiscard]] std::string_view name() const override { return "partners"; }
    void add_routes(web::Router& router) override;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::partners
