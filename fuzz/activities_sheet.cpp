// A spreadsheet that somebody uploads: .xlsx by its first bytes, else CSV in any encoding.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "activities/sheet.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    auto sheet = thingwall::activities::read_sheet(
        bytes,
        {.file_bytes = 1u << 20, .unpacked_bytes = 4u << 20, .ratio = 100, .parts = 100, .rows = 1000, .columns = 100});
    if (!sheet) return 0;
    for (const auto& row : sheet->rows) {
        if (row.size() > sheet->headings.size()) __builtin_trap();
        for (const auto& cell : row)
            if (!thingwall::valid_utf8(cell) || cell.find('\0') != std::string::npos) __builtin_trap();
    }
    return 0;
}
