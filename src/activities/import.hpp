#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/columns.hpp"
#include "activities/listing.hpp"
#include "activities/sheet.hpp"
#include "activities/source.hpp"
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
    Draft draft;              ///< as it would be kept
    std::string key;          ///< by which its source knows it
    std::string reference;    ///< given in the file; empty: a new one is given
    std::string umbrella;     ///< reference of what it is part of; of a list of the exchange format, its key there
    std::string url;          ///< the page on which it is kept elsewhere
    std::string withdrawn;    ///< why the source has withdrawn it, when it is to be withdrawn here too
    bool not_here = false;    ///< wrong since nobody who lives here lives where it asks
    ActivityId match;         ///< the activity that it changes, is, or perhaps is
    bool comes_back = false;  ///< new again: it was taken back with an earlier import
    bool linked = false;      ///< the source's key led to it, so that there is nothing to remember
    std::string match_title;
    std::string why;  ///< why it is doubtful
    std::vector<Change> changes;
    std::string title, lead, dates;
};

/// An activity that this source had the last time and has no longer.
struct GoneRow {
    ActivityId activity;
    std::string key, reference, title, lead, dates;
    std::string choice;       ///< "keep" or "withdraw"; empty: nobody has said
    bool may_change = false;  ///< this person may withdraw it
};

struct Preview {
    std::string filename, sheet;
    std::size_t columns = 0;
    std::vector<std::string> unknown_headings;
    std::vector<std::string> notes;  ///< what of the file was not read
    std::vector<RowFault> faults;    ///< in the order of rows
    std::vector<JudgedRow> rows;
    std::vector<GoneRow> gone;
    [[nodiscard]] std::size_t count(RowIs is) const;
    [[nodiscard]] std::size_t wrong_rows() const { return count(RowIs::wrong); }
    /// Whether taking it would leave everything as it is.
    [[nodiscard]] bool changes_nothing() const;
};

/// What the judge may ask of the register.
struct RegisterQuestions {
    /// The activity of that reference, as the person who imports may see it.
    std::function<std::optional<Activity>(std::string_view reference)> by_reference;
    std::function<std::optional<Activity>(ActivityId)> by_id;
    /// Why this person may not bring in an activity of that lead; nothing when they may.
    std::function<std::optional<std::string>(OrganisationId lead, bool is_new)> reason_against;
    /// Why this person may not give a new activity that reference; nothing when they may.
    std::function<std::optional<std::string>(std::string_view reference)> reason_against_reference;
    /// Whether this person may see it; empty: everything.
    std::function<bool(const Entry&)> sees_entry;
    std::function<bool(const Activity&)> sees;
};

/// Answers to what was asked: "same" or "new" for doubtful rows by number, "keep" or "withdraw" for what is gone.
struct Answers {
    std::map<std::size_t, std::string> rows;
    std::map<ActivityId, std::string> gone;
    std::string all_rows, all_gone;  ///< for those that have none of their own
};

/// Where the file is from and what is known of it.
struct FromSource {
    Profile profile;
    SourceState state;
    ReadForeign foreign;     ///< how a list of another installation is read; `list` is set by the judge
    bool elsewhere = false;  ///< its activities stay what they are: kept there, and shown here
};

/// Judges every row: nothing is saved.
/// Errors: invalid when the file has no heading that is known, or lacks one that every activity needs.
[[nodiscard]] Result<Preview> judge(const Sheet& sheet, std::string_view filename, const Answers& answers,
                                    const Lists& lists, const Snapshot& snapshot, const RegisterQuestions& questions,
                                    OrganisationId own, const FromSource& from = {});

/// Whether somebody must say what the columns are: two mean the same, or there is no title or first day. A heading that
/// is not known is left out, and the preview says so.
[[nodiscard]] bool reason_to_ask(const Sheet& sheet, const Profile& profile);

/// Every fault: row, column, heading, what it says, what is wrong, what to do.
[[nodiscard]] std::string faults_csv(const Preview& preview);
/// The wrong rows as they came, with the reasons in columns of their own: to correct and bring in again.
[[nodiscard]] std::string wrong_rows_csv(const Sheet& sheet, const Preview& preview);

}  // namespace thingwall::activities
