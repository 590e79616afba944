// Lists of consultations from anywhere, and the HTML inside them: out comes valid text without a tag that would open.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "activities/citizen_space.hpp"
#include "activities/markup_text.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    auto require = [](bool holds) {
        if (!holds) std::abort();
    };
    std::string_view bytes{reinterpret_cast<const char*>(data), size};
    std::string text = activities::text_of_markup(bytes);
    require(text.size() <= bytes.size() * 3 + 3);
    if (valid_utf8(bytes)) require(valid_utf8(text));
    for (char c : text) require(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
    activities::SheetLimits limits;
    limits.rows = 100;
    static_cast<void>(activities::is_consultations(bytes));
    auto sheet = activities::read_consultations(bytes, limits);
    if (!sheet) {
        require(!sheet.error().message.empty() && valid_utf8(sheet.error().message));
        return 0;
    }
    require(!sheet->rows.empty() && sheet->rows.size() <= limits.rows && sheet->rows.size() == sheet->numbers.size());
    for (const auto& row : sheet->rows) {
        require(row.size() == sheet->headings.size());
        for (const auto& cell : row) require(valid_utf8(cell));
        require(length(row[1]) <= 150 && length(row[2]) <= 4000);
    }
    return 0;
}
