// Members, residents and postcodes as CSV, and the packed postcodes that the database keeps.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/text.hpp"
#include "places/postcodes.hpp"
#include "places/tables.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall::places;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Report report("fuzz");
    static_cast<void>(read_members(bytes, [](std::string_view code) { return code.starts_with("W"); }, {}, report));
    static_cast<void>(read_residents(bytes, {"B1", "B2"}, report));
    static_cast<void>(Postcodes::from_bytes(bytes));
    const auto read = read_postcodes(bytes, report);
    if (!thingwall::valid_utf8(describe(report))) __builtin_trap();
    if (!read) return 0;
    const auto back = Postcodes::from_bytes(read->to_bytes());
    if (!back || back->size() != read->size()) __builtin_trap();
    for (std::size_t i = 0; i < back->size(); ++i) {
        const auto postcode = thingwall::Postcode::from_key(back->at(i).key);
        if (!postcode || !back->find(*postcode)) __builtin_trap();
    }
    return 0;
}
