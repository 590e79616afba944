// Calendars from anywhere: whatever is in them, what comes out is a sheet of valid text within its limits, or a
// message.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "activities/calendar.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    auto require = [](bool holds) {
        if (!holds) std::abort();
    };
    activities::SheetLimits limits;
    limits.rows = 100;
    std::string_view bytes{reinterpret_cast<const char*>(data), size};
    static_cast<void>(activities::is_calendar(bytes));
    auto sheet = activities::read_calendar(bytes, limits);
    if (!sheet) {
        require(!sheet.error().message.empty() && valid_utf8(sheet.error().message));
        return 0;
    }
    require(sheet->rows.size() <= limits.rows && sheet->rows.size() == sheet->numbers.size());
    for (const auto& row : sheet->rows) {
        require(row.size() == sheet->headings.size());
        for (const auto& cell : row) require(valid_utf8(cell));
        require(length(row[1]) <= 150);
    }
    return 0;
}
