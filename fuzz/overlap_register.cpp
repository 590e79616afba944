// The three files of `overlap screen`: the bytes are cut at the first two NULs into activities, places and cells.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "overlap/load.hpp"
#include "overlap/overlap.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto first = bytes.find('\0'), second = first == std::string_view::npos ? first : bytes.find('\0', first + 1);
    constexpr std::string_view places = "place_id,name,cells\n1,Harbour,1 2\n",
                               cells = "cell_id,population\n1,10\n2,5\n";
    thingwall::overlap::RegisterText text{bytes.substr(0, first), places, cells};
    if (second != std::string_view::npos)
        text.places = bytes.substr(first + 1, second - first - 1), text.cells = bytes.substr(second + 1);
    auto read = thingwall::overlap::read_register(text);
    if (!read) return read.error().fields.empty() ? (__builtin_trap(), 0) : 0;
    if (read->asks.size() > 20) return 0;
    thingwall::overlap::Index index({read->residents, read->place_names});
    index.put_all(read->asks);
    for (const auto& pair : index.all_pairs())
        if (!(pair.likelihood >= 0 && pair.likelihood <= 1)) __builtin_trap();
    return 0;
}
