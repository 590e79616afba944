#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace thingwall {

/// Where randomness comes from. Handed in, so that a demonstration can be made twice alike.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;

    [[nodiscard]] std::uint64_t next();
    /// A whole number from 0 to below `limit`, each as likely; `limit` must be above 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit);
    /// From 0 to below 1.
    [[nodiscard]] double unit();
    /// `bytes` random bytes as base64url without padding: 16 give a token of 22 characters that cannot be guessed.
    [[nodiscard]] std::string token(std::size_t bytes = 16);
};

/// The operating system's, through libsodium.
class SecureRandom final : public Random {
public:
    SecureRandom();
    void fill(std::span<std::byte> bytes) override;
};

/// The same sequence for the same seed, on every machine (SplitMix64). Never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::byte> bytes) override;

private:
    std::uint64_t state_;
};

}  // namespace thingwall
