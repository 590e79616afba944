#include "base/random.hpp"

#include <sodium.h>

#include <cassert>
#include <stdexcept>
#include <vector>

namespace thingwall {

std::uint64_t Random::next() {
    std::array<std::byte, 8> bytes;
    fill(bytes);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) number |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    return number;
}

std::uint64_t Random::below(std::uint64_t limit) {
    assert(limit > 0);
    // The lowest 2^64 mod limit numbers are thrown away, so that each remainder has as many numbers left.
    std::uint64_t least = (0 - limit) % limit;
    std::uint64_t number = next();
    while (number < least) number = next();
    return number % limit;
}

double Random::unit() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::string Random::token(std::size_t bytes) {
    std::vector<std::byte> secret(bytes);
    fill(secret);
    std::string text(sodium_base64_encoded_len(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(secret.data()), bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // libsodium counts the closing NUL
    sodium_memzero(secret.data(), secret.size());
    return text;
}

SecureRandom::SecureRandom() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not start: no secure random numbers");
}

void SecureRandom::fill(std::span<std::byte> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), lowest byte first.
void SeededRandom::fill(std::span<std::byte> bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 8 == 0) {
            number = state_ += 0x9E3779B97F4A7C15u;
            number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9u;
            number = (number ^ number >> 27) * 0x94D049BB133111EBu;
            number ^= number >> 31;
        }
        bytes[i] = static_cast<std::byte>(number >> (8 * (i % 8)) & 0xff);
    }
}

}  // namespace thingwall
