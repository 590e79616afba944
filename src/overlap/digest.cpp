#include "overlap/digest.hpp"

#include <array>

#include <sodium.h>

namespace thingwall::overlap {

std::string short_digest(std::string_view text) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       nullptr, 0);
    std::array<char, 13> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), 6);
    return hex.data();
}

}  // namespace thingwall::overlap
