#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "db/fwd.hpp"
#include "kernel/capability.hpp"
#include "toolkit/types.hpp"

namespace thingwall::toolkit {

/// The guide of a method: the partnership's words where it wrote its own, else the program's. Errors: not_found for a
/// method without one.
[[nodiscard]] Result<ShownGuide> guide(db::Reader& reader, std::string_view method);

/// Keeps the partnership's own words and journals "toolkit.guide_changed". `version` is that of the words that were
/// changed. Errors: invalid with each field at fault; conflict when somebody changed them meanwhile; not_found.
[[nodiscard]] Done change(db::Transaction& tx, const web::Actor& actor, std::string_view method,
                          const GuideDraft& draft, std::int64_t version);
/// Gives the partnership's words up: the program's hold again. Journals "toolkit.guide_given_up". Errors: as above.
[[nodiscard]] Done give_up(db::Transaction& tx, const web::Actor& actor, std::string_view method, std::int64_t version);

/// How to engage: a guide for each method of the register, and how often each is read.
class Toolkit final : public kernel::Capability {
public:
    explicit Toolkit(kernel::Services services) : services_(services) {}
    [[nodiscard]] std::string_view name() const override { return "toolkit"; }
    void add_routes(web::Router& router) override;

private:
    kernel::Services services_;
};

}  // namespace thingwall::toolkit
