#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "activities/activities.hpp"
#include "base/random.hpp"
#include "db/fwd.hpp"
#include "follow/types.hpp"
#include "kernel/capability.hpp"

namespace thingwall::notify {
class Notify;
}

namespace thingwall::follow {

/// Somebody may ask so often for a first letter to one address within a day; more are answered alike and not sent.
inline constexpr std::int64_t first_letters_a_day = 3;

/// Residents follow an area, a subject or one activity by e-mail. Nothing is sent to an address whose owner did not say
/// yes to a first letter; each letter ends it with one press; what is told is public.
class Follow final : public kernel::Capability {
public:
    Follow(kernel::Services services, activities::Activities& activities, notify::Notify& post);
    [[nodiscard]] std::string_view name() const override { return "follow"; }
    void add_routes(web::Router& router) override;
    void add_jobs(jobs::Runner& runner) override;

    /// Sends the first letter, in which its owner says yes. Who asks cannot tell whether the address follows already.
    /// Errors: invalid for what is no address, or nothing that can be followed.
    [[nodiscard]] Done ask(db::Transaction& tx, std::string_view email, const Choice& choice, bool weekly);
    /// The owner says yes: the key of their own page. Errors: not_found for a token that is none or older than a week.
    [[nodiscard]] Result<std::string> confirm(db::Transaction& tx, std::string_view token);
    /// "Harbour (ward)", "Libraries", the title of an activity; empty for nothing that can be followed.
    [[nodiscard]] std::string name_of(const Choice& choice);
    /// Queues a letter for everybody who is due and has news, in portions that are each whole: an end in between
    /// neither repeats nor loses one. Returns how many letters.
    std::int64_t tell_due();

private:
    std::int64_t tell(bool weekly, Instant now);

    kernel::Services services_;
    activities::Activities& activities_;
    notify::Notify& post_;
};

}  // namespace thingwall::follow
