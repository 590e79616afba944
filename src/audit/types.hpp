#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "activities/types.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/id.hpp"

namespace thingwall::audit {

/// What a partner says of one entry of the register.
enum class Verdict { right, changed, not_happening, added };

struct Audit {
    std::int64_t id = 0;
    std::string name;   ///< "Engagement audit 2027"
    std::string words;  ///< of the coordinator, in the letter
    Date due;
    Instant opened_at{};
    std::optional<Instant> closed_at;
};
struct AuditDraft {
    std::string name, words, due;
};

/// A partner that was asked. Whoever has the token answers for it, without an account.
struct Partner {
    std::int64_t audit = 0;
    OrganisationId organisation;
    std::string token;
    std::string email;  ///< that the link went to; empty where none is known
    std::optional<Instant> looked_at, answered_at;
    std::int64_t reminded = 0;
    std::optional<Instant> sheet_at;  ///< when it last took its spreadsheet
};

/// A spreadsheet that a partner sent. It waits until the partner has seen what would be saved; then its content goes.
struct KeptSheet {
    std::int64_t id = 0, audit = 0;
    OrganisationId organisation;
    std::string filename, content, digest;
    std::optional<Instant> taken_at;
};

struct Answer {
    std::int64_t id = 0;
    OrganisationId organisation;
    ActivityId activity;       ///< unknown for a new one
    std::int64_t version = 0;  ///< of the activity that was looked at
    Verdict verdict = Verdict::right;
    activities::Draft draft;  ///< all values as they should be, for what is changed or new
    Instant at{};
    std::optional<Instant> taken_at;  ///< into the register
    std::string why_not;              ///< why it could not be taken in
};

/// What an open audit asks of one partner that has not answered.
struct Unanswered {
    std::int64_t audit = 0;
    std::string name;  ///< of the audit
    Date due;
    OrganisationId organisation;
    std::string path;  ///< of the partner's own page: only for its own officers
    bool has_email = false;
    std::optional<Instant> looked_at;
    std::int64_t reminded = 0;
};
/// Part of those that have not answered, with the counts of all.
struct UnansweredList {
    std::vector<Unanswered> rows;  ///< due first in front
    std::int64_t total = 0, asked = 0;
};

/// How far one partner is, for the coordinator.
struct Progress {
    Partner partner;
    std::int64_t right = 0, changed = 0, not_happening = 0, added = 0, waiting = 0;  ///< waiting: not taken in yet
    std::int64_t sheets = 0;                                                         ///< spreadsheets that it sent
    [[nodiscard]] std::int64_t answers() const { return right + changed + not_happening + added; }
};

}  // namespace thingwall::audit
