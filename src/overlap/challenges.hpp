#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "db/fwd.hpp"
#include "overlap/challenge.hpp"
#include "overlap/overlaps.hpp"
#include "web/types.hpp"

namespace thingwall::notify {
class Notify;
}

/// The deeds by which a pair is asked about, answered and settled. Each is one transaction with its journal entry and
/// its letters.
namespace thingwall::overlap {

/// Both activities as the register has them now, and what was found of them; `a` has the smaller id.
struct PairNow {
    std::shared_ptr<const Asking> a, b;
    Finding finding;
    std::string weights = {};  ///< the version that it was found by
    [[nodiscard]] PairKey key() const { return {a->ask.id, b->ask.id}; }
};

/// Who may ask both leads: a coordinator, and an officer of either lead.
[[nodiscard]] bool may_ask(const web::Actor& actor, OrganisationId lead_a, OrganisationId lead_b);
/// Who may read what the leads wrote: they, and coordinators.
[[nodiscard]] bool may_follow(const web::Actor& actor, OrganisationId lead_a, OrganisationId lead_b);
/// Who may settle, and confirm what was saved: coordinators and administrators.
[[nodiscard]] bool may_settle(const web::Actor& actor);

/// Asks both leads what they would like to do: each gets a letter, and five working days.
/// Errors: forbidden; conflict when they are asked already, or the pair is ruled out; invalid with the field `words`.
[[nodiscard]] Result<ChallengeId> ask_both(db::Transaction& tx, const web::Actor& actor, const PairNow& now,
                                           std::string_view words, const notify::Notify& post);
/// Settles a pair that nobody was asked about. Errors as settle().
[[nodiscard]] Result<ChallengeId> set_aside(db::Transaction& tx, const web::Actor& actor, const PairNow& now,
                                            std::string_view outcome, std::string_view reason);
/// What one lead would like to do; the other is told. Settles when both want the same (agreed()).
/// Errors: forbidden; not_found; conflict once it is settled; invalid with the fields `answer`, `words`.
[[nodiscard]] Done answer(db::Transaction& tx, const web::Actor& actor, const PairNow& now, std::string_view answer,
                          std::string_view words, const notify::Notify& post);
/// Errors: forbidden; not_found; conflict when it changed meanwhile; invalid with the fields `outcome`, `reason`.
[[nodiscard]] Done settle(db::Transaction& tx, const web::Actor& actor, const PairNow& now, std::int64_t version,
                          std::string_view outcome, std::string_view reason, const notify::Notify& post);
/// A person says what was saved: never worked out alone. Errors: forbidden; not_found; conflict; invalid: `saving`.
[[nodiscard]] Done confirm_saving(db::Transaction& tx, const web::Actor& actor, PairKey pair, std::int64_t version,
                                  std::string_view pounds);
/// By the clock: reminds leads that have not answered, tells coordinators of what is overdue, and closes what nobody
/// need answer since one of the two was withdrawn. `now_of` gives the pair as it is now, null for the one that is gone.
/// Returns how many letters were queued.
using PairFinder = std::function<PairNow(PairKey)>;
int remind_and_escalate(db::Transaction& tx, Date today, const PairFinder& now_of, const notify::Notify& post);

}  // namespace thingwall::overlap
