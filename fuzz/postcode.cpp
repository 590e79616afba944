// Hostile postcodes: what is taken is written in one way only, and that way is taken as the same postcode.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "base/postcode.hpp"

using thingwall::Postcode;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const Postcode& postcode) {
    auto text = postcode.text();
    require(text.size() >= 6 && text.size() <= 8);
    require(text[text.size() - 4] == ' ');
    require(Postcode::parse(text) == postcode);
    require(Postcode::from_key(postcode.key()) == postcode);
    require(text.starts_with(postcode.sector()) && text.starts_with(postcode.district() + ' '));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (auto postcode = Postcode::parse({reinterpret_cast<const char*>(data), size})) check(*postcode);
    std::uint32_t key = 0;
    if (size >= sizeof key) std::memcpy(&key, data, sizeof key);
    if (auto postcode = Postcode::from_key(key)) check(*postcode);
    return 0;
}
