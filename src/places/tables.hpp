#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "places/report.hpp"

namespace thingwall::places {

/// An area that is made of areas of another layer: an area forum of two wards.
struct MemberArea {
    std::string code, name;
    std::vector<std::string> members;  ///< codes in the other layer, sorted, each once
};

struct MemberReading {
    std::string code_column, name_column, member_column;  ///< empty: find them
    bool may_overlap = false;                             ///< a member may belong to several areas
};

/// Reads "forum,forum_name,ward,...": one row for each member. `is_code` says whether the other layer has such a code;
/// the column whose values it knows best is the members'. Unknown codes, and members of two areas where areas may not
/// overlap, are refused. All or nothing.
[[nodiscard]] Result<std::vector<MemberArea>> read_members(std::string_view bytes,
                                                           const std::function<bool(std::string_view)>& is_code,
                                                           const MemberReading& how, Report& report);

/// How the small areas and the rows of a file of residents met.
struct ResidentRows {
    std::size_t with_row = 0, without_row = 0;  ///< small areas
    std::size_t elsewhere = 0;                  ///< rows of codes that the small areas do not have
};

/// Reads "oa11cd,residents": how many people live in each small area. Codes that the small areas do not have are left
/// out and said (a national table is fine); a small area without a row has nobody, and is said too.
/// `codes` are the small areas'; the result has a figure for each, in their order.
[[nodiscard]] Result<std::vector<double>> read_residents(std::string_view bytes, const std::vector<std::string>& codes,
                                                         Report& report, ResidentRows* rows = nullptr);

}  // namespace thingwall::places
