#pragma once
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace thingwall::identity {

/// What hashing costs and how much of it may go on at once. A hash holds `memory` bytes and a core for about 0.1 s, so
/// a flood of sign-ins is turned away before it takes the machine from everybody else.
struct HashingSettings {
    unsigned long long passes = 2;   ///< Argon2id t; libsodium's INTERACTIVE
    std::size_t memory = 64u << 20;  ///< bytes
    int at_once = 0;                 ///< 0: one for each two cores, at least one, at most two
    int waiting = 3;                 ///< above it: unavailable. Few, because each holds a web worker
};

/// Argon2id, bounded. Safe to call from any thread.
class Passwords {
public:
    explicit Passwords(HashingSettings settings = {});

    /// Errors: unavailable when too many are waiting.
    [[nodiscard]] Result<std::string> hash(std::string_view password);
    /// Whether the password is the one. With an empty `hash` (nobody by that name, or no password yet) the same work is
    /// done for nothing, so that time tells nobody who has an account. Errors: unavailable.
    [[nodiscard]] Result<bool> verify(std::string_view hash, std::string_view password);
    /// Made at another cost than today's: hash it again while the password is at hand.
    [[nodiscard]] bool outdated(std::string_view hash) const;

private:
    class Turn;
    [[nodiscard]] std::string hash_now(std::string_view password) const;

    HashingSettings settings_;
    std::string nobodys_;  ///< of a random password, at today's cost
    std::mutex mutex_;
    std::condition_variable free_;
    int running_ = 0, waiting_ = 0;
};

}  // namespace thingwall::identity
