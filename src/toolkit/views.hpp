#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "html/components.hpp"
#include "toolkit/types.hpp"

/// Guides as pages: values in, HTML out.
namespace thingwall::toolkit::views {

struct ListRow {
    std::string method, title, in_short;
    bool own_words = false;
    std::int64_t read = 0;  ///< openings in the last twelve months
};
/// `read_shown`: for signed-in people, who may know how often guides are read.
[[nodiscard]] html::Writer list(const std::vector<ListRow>& rows, bool read_shown);

struct GuidePage {
    ShownGuide shown;
    std::string title;  ///< "Focus groups"
    std::string partnership;
    int this_year = 0;
    bool may_change = false, signed_in = false;
    std::string csrf, key;
    std::string done;  ///< what was just done, in words
};
[[nodiscard]] html::Writer guide(const GuidePage& view);

struct ChangeForm {
    std::string method, title;
    GuideDraft draft;
    std::int64_t version = 0;
    std::string csrf, key;
    Error error;
};
[[nodiscard]] html::Writer change(const ChangeForm& view);

}  // namespace thingwall::toolkit::views
