#pragma once
#include <chrono>
#include <memory>
#include <string_view>

#include "kernel/capability.hpp"

namespace thingwall::identity {
class Identity;
}
namespace thingwall::overlap {
class Overlaps;
}
namespace thingwall::activities {
class Activities;
}
namespace thingwall::forums {
class Forums;
}
namespace thingwall::audit {
class Auditing;
}

namespace thingwall::desk {

/// What the desk stands on; all must outlive it.
struct Rooms {
    identity::Identity& identity;
    activities::Activities& activities;
    overlap::Overlaps& overlaps;
    audit::Auditing& audits;
    forums::Forums& forums;
};

/// The page on which somebody lands who signs in: what waits for them, their body or, for the coordinator, for the
/// partnership. It keeps nothing and changes nothing; each row leads to where it is dealt with.
class Desk final : public kernel::Capability {
public:
    /// `patience`: how long a page waits for what was registered a moment ago to be compared.
    Desk(kernel::Services services, Rooms rooms, std::chrono::milliseconds patience = std::chrono::milliseconds{30});
    ~Desk() override;
    [[nodiscard]] std::string_view name() const override { return "desk"; }
    void add_routes(web::Router& router) override;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::desk
