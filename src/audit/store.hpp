#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "audit/types.hpp"
#include "db/db.hpp"

namespace thingwall::audit::store {

void insert(db::Transaction& tx, const Audit& audit, PersonId person, OrganisationId organisation);
[[nodiscard]] std::optional<Audit> audit(db::Reader& reader, std::int64_t id);
[[nodiscard]] std::vector<Audit> audits(db::Reader& reader);  ///< newest first
/// False when it is closed already.
bool close(db::Transaction& tx, std::int64_t id);

void insert_partner(db::Transaction& tx, const Partner& partner);
[[nodiscard]] std::optional<Partner> by_token(db::Reader& reader, std::string_view token);
[[nodiscard]] std::optional<Partner> partner(db::Reader& reader, std::int64_t audit, OrganisationId organisation);
[[nodiscard]] std::vector<Partner> partners(db::Reader& reader, std::int64_t audit);
void set_looked(db::Transaction& tx, const Partner& partner);
void set_answered(db::Transaction& tx, const Partner& partner, bool answered);
void add_reminder(db::Transaction& tx, const Partner& partner);
/// Partners of open audits who have not answered, were not reminded since `before`, and can be written to.
[[nodiscard]] std::vector<Partner> to_remind(db::Reader& reader, Date due_by, Instant before);

/// Of one partner, due first in front; every row with its token as `path`.
[[nodiscard]] std::vector<Unanswered> asked_of(db::Reader& reader, OrganisationId partner);
[[nodiscard]] std::vector<Unanswered> unanswered(db::Reader& reader, std::int64_t limit, std::int64_t offset);
struct AskedTotals {
    std::int64_t asked = 0, unanswered = 0;
};
[[nodiscard]] AskedTotals count_asked(db::Reader& reader);

void insert_answer(db::Transaction& tx, std::int64_t audit, const Answer& answer);
/// Drops what was said of this entry before and is not taken in yet.
void drop_answer(db::Transaction& tx, std::int64_t audit, OrganisationId organisation, ActivityId activity);
/// Drops one answer that is not taken in yet. False when there is none of this partner.
bool drop_new(db::Transaction& tx, std::int64_t audit, OrganisationId organisation, std::int64_t id);
[[nodiscard]] std::vector<Answer> answers(db::Reader& reader, std::int64_t audit, OrganisationId organisation);
void set_taken(db::Transaction& tx, std::int64_t answer, std::string_view why_not);

/// Keeps it in place of what the partner sent before and has not said yes to.
void insert_sheet(db::Transaction& tx, const KeptSheet& sheet);
[[nodiscard]] std::optional<KeptSheet> sheet(db::Reader& reader, std::int64_t id);
/// The one that waits, without its content.
[[nodiscard]] std::optional<KeptSheet> waiting_sheet(db::Reader& reader, std::int64_t audit,
                                                     OrganisationId organisation);
void set_sheet_taken(db::Transaction& tx, std::int64_t id);
void set_sheet_given(db::Transaction& tx, const Partner& partner);
/// Drops what was sent before that moment and never said yes to. Returns how many.
std::int64_t forget_sheets(db::Transaction& tx, Instant before);

[[nodiscard]] std::vector<Progress> progress(db::Reader& reader, std::int64_t audit);

}  // namespace thingwall::audit::store
