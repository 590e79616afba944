#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/columns.hpp"
#include "activities/listing.hpp"
#include "activities/sheet.hpp"
#include "activities/types.hpp"
#include "base/result.hpp"

namespace thingwall::activities {

/// What becomes of a row.
enum class RowIs { wrong, doubtful, changed, added, same };

/// One cell that cannot be taken: where, what it says, what is wrong with it and what to do.
struct RowFault {
    std::size_t row = 0;
    std::string column;   ///< "H"
    std::string heading;  ///< as the file has it
    std::string says, wrong, to_do;
};

/// One row of the file, judged.
struct JudgedRow {
    std::size_t row = 0;
    RowIs is = RowIs::wrong;
    Draft draft;            ///< as it would be kept
    std::string reference;  ///< given in the file; empty: a new one is given
    std::string umbrella;   ///< reference of what it is part of
    ActivityId match;       ///< the activity that it changes, is, or perhaps is
    std::string match_title;
    std::string why;  ///< why it is doubtful
    std::vector<Change> changes;
    std::string title, lead, dates;
};

struct Preview {
    std::string filename, sheet;
    std::size_t columns = 0;
    std::vector<std::string> unknown_headings;
    std::vector<RowFault> faults;  ///< in the order of rows
    std::vector<JudgedRow> rows;
    [[nodiscard]] std::size_t count(RowIs is) const;
    [[nodiscard]] std::size_t wrong_rows() const { return count(RowIs::wrong); }
};

/// What the judge may ask of the register.
struct RegisterQuestions {
    /// The activity of that reference, as the person who imports may see it.
    std::function<std::optional<Activity>(std::string_view reference)> by_reference;
    std::function<std::optional<Activity>(ActivityId)> by_id;
    /// Why this person may not bring in an activity of that lead; nothing when they may.
    std::function<std::optional<std::string>(OrganisationId lead, bool is_new)> reason_against;
};

/// Judges every row: nothing is saved. `choices` are the answers to doubtful rows ("same", "new") by row number.
/// Errors: invalid when the file has no heading that is known, or lacks one that every activity needs.
[[nodiscard]] Result<Preview> judge(const Sheet& sheet, std::string_view filename,
                                    const std::map<std::size_t, std::string>& choices, const Lists& lists,
                                    const Snapshot& snapshot, const RegisterQuestions& questions, OrganisationId own);

/// The wrong rows as they came, with the reasons in columns of their own: to correct and bring in again.
[[nodiscard]] std::string wrong_rows_csv(const Sheet& sheet, const Preview& preview);

}  // namespace thingwall::activities
