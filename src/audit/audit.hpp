#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "activities/activities.hpp"
#include "audit/types.hpp"
#include "base/result.hpp"
#include "db/fwd.hpp"
#include "identity/identity.hpp"
#include "kernel/capability.hpp"

namespace thingwall::notify {
class Notify;
}

namespace thingwall::audit {

struct Own;
struct SheetPreview;

/// The engagement audit: every partner is sent a link, and says without an account what of its entries is right, what
/// has changed and what is missing. Nothing reaches the register before the coordinator takes it in.
class Auditing final : public kernel::Capability {
public:
    Auditing(kernel::Services services, identity::Identity& identity, activities::Activities& activities,
             notify::Notify& post);
    [[nodiscard]] std::string_view name() const override { return "audit"; }
    void add_routes(web::Router& router) override;
    void add_jobs(jobs::Runner& runner) override;

    /// Begins an audit of all members and queues a letter for each that can be written to. Journals "audit.opened".
    /// Errors: invalid, with each field at fault.
    [[nodiscard]] Result<std::int64_t> open(db::Transaction& tx, const web::Actor& actor, const AuditDraft& draft);
    /// Ends it: links no longer take answers. Journals "audit.closed". Errors: not_found; conflict when it is closed.
    [[nodiscard]] Done close(db::Transaction& tx, const web::Actor& actor, std::int64_t id);
    /// Writes again to a partner that has not answered. Journals "audit.reminded". Errors: not_found; conflict where
    /// it has answered, or where no address is known.
    [[nodiscard]] Done remind(db::Transaction& tx, const web::Actor& actor, std::int64_t id, OrganisationId partner);

    /// What a partner says of one of its entries, or that there is another (no activity). What it said of it before,
    /// and was not taken in, no longer counts. Errors: invalid with each field at fault; not_found for an entry that is
    /// not theirs; conflict when the audit is closed.
    [[nodiscard]] Done say(db::Transaction& tx, std::string_view token, ActivityId activity, Verdict verdict,
                           const activities::Draft& draft);
    /// Keeps a file that a partner sent until it has seen what would be saved; the same file sent again is the one that
    /// waits. Gives its number. Errors: not_found; conflict when the audit is closed.
    [[nodiscard]] Result<std::int64_t> keep_sheet(db::Transaction& tx, std::string_view token,
                                                  std::string_view filename, const std::string& content);
    /// Says all that the partner saw of its file and had not said before; wrong rows are left out. Once: what was taken
    /// already stays as it is. With `and_finish` it has no more to say. Journals "audit.said_by_sheet". Errors:
    /// not_found; conflict when the audit is closed.
    [[nodiscard]] Done say_sheet(db::Transaction& tx, std::string_view token, std::int64_t sheet,
                                 const SheetPreview& preview, bool and_finish);
    /// What is the partner's own, for its spreadsheet.
    [[nodiscard]] Own own_of(const Audit& audit, const Partner& partner);

    /// The partner has no more to say (or has after all). Journals "audit.answered". Errors: not_found; conflict.
    [[nodiscard]] Done finish(db::Transaction& tx, std::string_view token, bool answered);

    struct TakenIn {
        std::int64_t taken = 0, left = 0;  ///< left: could not be taken in, with the reason beside the answer
    };
    /// Takes into the register all that a partner said and is not in it yet, for the partner and by this coordinator.
    /// Each answer is a deed of its own: one that cannot be taken in does not hold up the others.
    [[nodiscard]] Result<TakenIn> take_in(const web::Actor& actor, std::int64_t id, OrganisationId partner);

    /// Entries of a partner that the audit asks about: its own, that partners may see, not withdrawn, from a year
    /// before it opened on.
    [[nodiscard]] std::vector<activities::Activity> entries(const Audit& audit, OrganisationId partner);
    /// Letters to partners whose answer is due within a week, at most one in five days each; for the nightly job.
    std::int64_t remind_all(db::Transaction& tx);

    /// For desks. What open audits ask of a partner that has not answered: for its officers, with the link.
    [[nodiscard]] std::vector<Unanswered> asked_of(OrganisationId partner) const;
    /// Partners of open audits that have not answered: for coordinators, without the links.
    [[nodiscard]] UnansweredList unanswered(std::int64_t limit, std::int64_t offset) const;

    [[nodiscard]] std::string name_of(OrganisationId organisation) const;

private:
    [[nodiscard]] std::string address_of(db::Reader& reader, OrganisationId organisation) const;

    kernel::Services services_;
    identity::Identity& identity_;
    activities::Activities& activities_;
    notify::Notify& post_;
};

}  // namespace thingwall::audit
