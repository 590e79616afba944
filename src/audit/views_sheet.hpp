#pragma once
#include <cstdint>
#include <string>

#include "audit/rules_sheet.hpp"
#include "audit/views.hpp"

/// A partner's spreadsheet: given out, looked at before it is saved.
namespace thingwall::audit::views {

struct SheetForm {
    std::string token, organisation, due;  ///< due: "Friday 15 January 2027"
    std::int64_t entries = 0;
    std::int64_t waits = 0;  ///< a file that was sent and not said yes to; 0 for none
    Keys keys;
    Error error;
};
[[nodiscard]] html::Writer sheet_form(const SheetForm& view);

/// All of a file, or all rows of one kind, a page at a time.
struct SheetPage {
    std::string token;
    std::int64_t id = 0;
    SheetPreview preview;
    std::string show;  ///< "wrong", "changed", "new", "gone", "right" or "left"; empty: the beginning of each
    std::int64_t page = 1;
    bool moved = false;  ///< the register changed while the partner looked
    Keys keys;
};
inline constexpr std::size_t rows_on_a_page = 100;
[[nodiscard]] html::Writer sheet(const SheetPage& view, const activities::Lists& lists);

}  // namespace thingwall::audit::views
