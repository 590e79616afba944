// A shape that somebody drew, as the form sends it. What is taken can be written and read again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "places/places.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall::places;
    const auto shape = read_shape({reinterpret_cast<const char*>(data), size});
    if (!shape || shape->area_m2() < 100) return 0;  // six decimals are a decimetre: less may round to nothing
    if (to_geojson(*shape).empty()) __builtin_trap();
    const Window window(shape->box(), 300, 300);
    static_cast<void>(path_data(*shape, window));
    static_cast<void>(label_point(*shape));
    return 0;
}
