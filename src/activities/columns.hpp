#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activities/draft.hpp"
#include "activities/lists.hpp"
#include "activities/types.hpp"

namespace thingwall::activities {

/// One column of a spreadsheet of the register. Export writes these; import finds them by heading, in any order, by
/// these names or the others that spreadsheets use.
struct ColumnOf {
    std::string_view heading;
    std::string_view field;   ///< of Draft; "reference", "where" and "status" are no field of it
    std::string_view others;  ///< other headings, folded, parted by "|"
};
[[nodiscard]] std::span<const ColumnOf> columns();
/// The column that a heading means; nothing when it is none of ours.
[[nodiscard]] const ColumnOf* find_column(std::string_view heading);

/// The cells of an activity, in the order of columns(). Names instead of numbers and codes.
[[nodiscard]] std::vector<std::string> cells_of(const Activity& activity, const Lists& lists,
                                                const std::function<std::string(ActivityId)>& reference_of, Date today);

/// What is wrong with one cell, and what to do.
struct CellFault {
    std::string field, says, wrong, to_do;
};
/// A row read into a draft: names become numbers and codes. What cannot be read is a fault, said with the nearest name.
struct RowRead {
    std::string reference;
    std::string umbrella;  ///< a reference, to be found among the register and the file
    Draft draft;
    std::vector<CellFault> faults;
};
/// Names to choose from, folded and sorted once for a whole file.
class NameFinder {
public:
    explicit NameFinder(const Lists& lists);
    [[nodiscard]] RowRead read(const std::vector<std::string>& cells,
                               const std::vector<const ColumnOf*>& columns) const;

private:
    void organisations(const std::string& cell, std::string_view field, std::string& ids, RowRead& row) const;
    void areas(const std::string& cell, RowRead& row) const;
    void codes(const std::string& cell, std::string_view field, RowRead& row) const;

    struct Area {
        std::string id, name, kind, folded, folded_kind;
    };
    const Lists& lists_;
    std::vector<Named> organisations_;
    std::vector<std::string> organisation_names_, audience_names_, subject_names_, area_names_;
    std::vector<Area> areas_;
};

}  // namespace thingwall::activities
