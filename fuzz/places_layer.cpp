// A boundary file as partners upload it: GeoJSON, TopoJSON, or anything that pretends to be one. What is taken is
// valid.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/text.hpp"
#include "places/read_layer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall::places;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    LayerReading how;
    how.limits = {1u << 20, 1'000, 20'000};
    Report report("fuzz");
    const auto layer = read_layer(bytes, how, report);
    if (!thingwall::valid_utf8(describe(report))) __builtin_trap();
    if (!layer && !thingwall::valid_utf8(describe(layer.error()))) __builtin_trap();
    if (!layer) return 0;
    for (const ReadArea& area : layer->areas)
        if (area.code.empty() || geos::area_m2(area.ground.get()) <= 0 ||
            !geos::reason_invalid(area.ground.get()).empty())
            __builtin_trap();
    return 0;
}
