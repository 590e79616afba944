#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/draft.hpp"
#include "activities/lists.hpp"
#include "activities/sheet.hpp"
#include "activities/source.hpp"
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
/// What a file may have besides, and the register does not write: "source_id", "url" and "withdrawn".
[[nodiscard]] std::span<const ColumnOf> foreign_columns();
/// The column that a heading means; nothing when it is none of ours.
[[nodiscard]] const ColumnOf* find_column(std::string_view heading);
/// By its field; nothing when there is none.
[[nodiscard]] const ColumnOf* column_of_field(std::string_view field);
/// What each heading means: as the profile says, else as it is known.
[[nodiscard]] std::vector<const ColumnOf*> columns_of(const std::vector<std::string>& headings, const Profile& profile);

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
    std::string identifier;  ///< in the source
    std::string umbrella;    ///< a reference, to be found among the register and the file; of a list, an identifier
    std::string url;         ///< of a list of another installation: the page on which it is kept
    std::string withdrawn;   ///< why it is withdrawn there; empty when it is not
    Draft draft;
    std::vector<CellFault> faults;
    std::vector<std::string_view> touched;  ///< fields that words were put into, besides those that have a column
};
/// The codes of the atlas's areas, as their owners give them (GSS codes for most).
struct AreaCodes {
    std::unordered_map<std::string, std::vector<AreaId>> by_code;  ///< the oldest layer first
    std::unordered_map<AreaId, std::string> code_of;
};
/// A list of another installation: how its names are read here.
struct ReadForeign {
    const Foreign* list = nullptr;  ///< none: the file is not one
    std::shared_ptr<const AreaCodes> codes;
    std::string place;          ///< of this partnership: where the list says the whole of the same place, it is ours
    std::vector<Named> bodies;  ///< who leads, by the list's own names; empty: the partners are meant
};
/// Names to choose from, folded and sorted once for a whole file; what a cell says is looked up once. For one thread.
class NameFinder {
public:
    explicit NameFinder(const Lists& lists, const Profile& profile = {}, ReadForeign foreign = {});
    [[nodiscard]] RowRead read(const std::vector<std::string>& cells,
                               const std::vector<const ColumnOf*>& columns) const;

private:
    /// What one part of a cell means.
    struct Meant {
        bool known = false;
        std::string value, wrong, to_do;
    };
    struct InWords {
        std::vector<std::string> bodies, areas, audiences, subjects;
    };
    using Look = Meant (NameFinder::*)(std::string_view field, std::string_view part) const;
    [[nodiscard]] const Meant& meant(Look look, std::string_view field, std::string_view part) const;
    [[nodiscard]] Meant organisation(std::string_view field, std::string_view part) const;
    [[nodiscard]] Meant area(std::string_view field, std::string_view part) const;
    [[nodiscard]] Meant code(std::string_view field, std::string_view part) const;
    void names(Look look, const std::string& cell, std::string_view field, std::string& value, RowRead& row,
               std::vector<std::string>* in_words) const;
    void put_words(RowRead& row, const InWords& words, const std::string& url) const;
    /// Where a list of another installation says that it is: by the areas' codes, else by their outlines, else by name.
    void ground(const std::string& cell, RowRead& row, InWords& words, std::string& polygons) const;
    [[nodiscard]] std::optional<AreaId> area_of_code(std::string_view name, std::string_view code) const;

    struct Area {
        std::string id, name, kind, folded, folded_kind;
    };
    const Lists& lists_;
    Profile profile_;
    ReadForeign foreign_;
    mutable std::unordered_map<std::string, Meant> looked_up_;
    std::vector<Area> organisations_;
    std::vector<std::string> organisation_names_, audience_names_, subject_names_, area_names_;
    std::vector<Area> areas_;
};

}  // namespace thingwall::activities
