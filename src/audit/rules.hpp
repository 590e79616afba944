#pragma once
#include <string>
#include <vector>

#include "audit/types.hpp"
#include "base/result.hpp"
#include "notify/types.hpp"

namespace thingwall::audit {

/// Errors: invalid, with each field at fault.
[[nodiscard]] Result<Audit> check(const AuditDraft& draft, Date today);

/// The letter with the link; `reminder` from the second time on.
[[nodiscard]] notify::Letter letter(const Audit& audit, const Partner& partner, const std::string& organisation,
                                    const std::string& partnership, int this_year, bool reminder);
/// Path of a partner's own page.
[[nodiscard]] std::string path_of(const std::string& token);

/// From which day on entries are shown again: a year before the audit opened.
[[nodiscard]] Date looks_back_to(const Audit& audit);

/// The fields that a partner is asked for; all others stay as they are.
struct Entry {
    std::string title, purpose, first_day, last_day, audience, area, method, contact, results;
};
[[nodiscard]] Entry entry_of(const activities::Draft& draft);
/// The draft with what was typed over it. "" as the area leaves the ground as it is; "*" is the whole borough.
[[nodiscard]] activities::Draft with_entry(activities::Draft draft, const Entry& entry);

}  // namespace thingwall::audit
