#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/sheets.hpp"
#include "audit/types.hpp"
#include "base/result.hpp"

/// The audit as a spreadsheet: a partner's own entries, one row each, that it corrects and sends back.
namespace thingwall::audit {

/// What a partner may bring at most: it comes from a link, not from an account.
inline constexpr activities::SheetLimits sheet_limits{
    .file_bytes = 4u << 20, .unpacked_bytes = 48u << 20, .ratio = 100, .parts = 200, .rows = 20'000, .columns = 100};

/// What is a partner's own, as it is now.
struct Own {
    OrganisationId organisation;
    std::vector<activities::Activity> entries;  ///< that it is asked about
    std::vector<activities::Activity> gone;     ///< that it said does not happen, and that were taken out since
    std::vector<Answer> answers;                ///< in the order in which they were given
    std::optional<Instant> sheet_at;            ///< when it last took its spreadsheet
};

[[nodiscard]] std::vector<std::string> headings();
/// Which columns are days, and which are whole numbers.
[[nodiscard]] std::vector<bool> day_columns();
[[nodiscard]] std::vector<bool> number_columns();
/// One row for each entry as it is, or as the partner has corrected it; then what it added and is not taken in yet.
[[nodiscard]] std::vector<std::vector<std::string>> rows_of(const Own& own, const activities::Lists& lists, Date today);
/// Drop-downs, widths and the sheet of help. `rows`: how many the file has; drop-downs reach 500 further.
[[nodiscard]] activities::WorkbookToFill to_fill(const activities::Lists& lists, std::size_t rows,
                                                 std::string_view organisation, std::string_view due);

/// What a row says. `taken_away`: of something that the partner had added itself and that is not in the register yet.
enum class Says { wrong, added, changed, not_happening, taken_away, right };

struct SheetRow {
    std::size_t row = 0;
    Says says = Says::wrong;
    ActivityId activity;        ///< unknown for a new one
    std::int64_t version = 0;   ///< of the activity that was compared with
    std::int64_t replaces = 0;  ///< the partner's earlier answer that this new one puts right; 0 for none
    activities::Draft draft;    ///< as it would be kept, of what is changed or new
    std::string reference, title, dates;
    std::string looks_like;    ///< of a new one: an entry that it may be
    bool said_before = false;  ///< the partner has said just this already
    bool overtaken = false;    ///< the register changed it after the partner took its file
    std::vector<activities::Change> changes;
};
struct LeftOut {
    std::string reference, title;
};

/// What becomes of a file, row by row: nothing is saved.
struct SheetPreview {
    std::string filename;
    std::vector<std::string> unknown_headings;
    std::vector<activities::RowFault> faults;  ///< in the order of rows
    std::vector<SheetRow> rows;
    std::vector<LeftOut> left_out;  ///< own entries of which the file says nothing
    [[nodiscard]] std::size_t count(Says says) const;
    /// Whether there is something in it that the partner has not said yet.
    [[nodiscard]] bool says_something_new() const;
    /// Changes when what would be saved does.
    [[nodiscard]] std::string digest() const;
};
/// Errors: invalid when no heading is known or one lacks that each entry needs; too_large when the file has more names
/// that nobody knows than a person mistypes.
[[nodiscard]] Result<SheetPreview> look_at(activities::Sheet sheet, std::string_view filename, const Own& own,
                                           const activities::Lists& lists, const activities::Snapshot& snapshot);

}  // namespace thingwall::audit
