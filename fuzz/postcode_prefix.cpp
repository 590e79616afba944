// What a resident types to find their postcode: a whole one, its first half, or anything else.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "app/postcode_prefix.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    static const places::Postcodes postcodes = [] {
        std::vector<places::Postcodes::Entry> entries;
        for (auto text : {"WM4 7AA", "WM4 7AB", "WM47 1AA", "WM4 8ZZ", "W1A 1AA", "M1 1AE"})
            entries.push_back({Postcode::parse(text)->key(), 330'000, 390'000, 0});
        return places::Postcodes(std::move(entries));
    }();
    auto run = app::postcodes_like(postcodes, {reinterpret_cast<const char*>(data), size});
    if (!run) return 0;
    if (run->begin >= run->end || run->end > postcodes.size() || !valid_utf8(run->words)) std::abort();
    for (std::size_t n = run->begin; n < run->end; ++n) {
        auto postcode = Postcode::from_key(postcodes.at(n).key);
        if (!postcode || !postcode->text().starts_with(run->words)) std::abort();
    }
    return 0;
}
