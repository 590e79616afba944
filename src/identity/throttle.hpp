#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace thingwall::identity {

/// How patient to be with tries that fail: the first `free` ones cost nothing, then each doubles the wait.
struct Patience {
    int free;
    std::chrono::seconds first_wait, longest_wait;
    std::chrono::seconds forgotten_after;  ///< without a try
};

/// Slows down whoever guesses passwords, by account, by address, and by both together. An account that nobody has is
/// slowed down alike, so that nothing shows who has one. Kept in memory only: a restart forgives, and nothing about who
/// tried what is stored. Safe to call from any thread.
class Throttle {
public:
    /// One address at one account: a person who forgot, or one who guesses.
    Patience both{5, std::chrono::seconds{15}, std::chrono::minutes{15}, std::chrono::hours{24}};
    /// One account from everywhere. Waits stay short, or anybody could lock anybody out.
    Patience account{30, std::chrono::seconds{5}, std::chrono::seconds{60}, std::chrono::hours{24}};
    /// One address at all accounts. A whole town hall may be behind one.
    Patience address{60, std::chrono::seconds{5}, std::chrono::minutes{5}, std::chrono::hours{1}};

    /// Asks to try now. Zero: go on, and the try is counted as failed until succeeded() is told, so that many at once
    /// gain nothing. Else how long to wait; the try is not counted.
    [[nodiscard]] std::chrono::seconds begin(std::string_view account_key, std::string_view from, Instant now);
    void succeeded(std::string_view account_key, std::string_view from);
    /// The machine could not answer, so it was no guess.
    void not_tried(std::string_view account_key, std::string_view from);

    /// So many tries of one address may be worked on at once, so that it leaves room for others.
    static constexpr int most_at_once = 2;
    /// A try that is being worked on, until this object goes. Not taken when its address has too many of them.
    class UnderWay {
    public:
        UnderWay(Throttle& of, std::string_view from);
        UnderWay(const UnderWay&) = delete;
        UnderWay& operator=(const UnderWay&) = delete;
        ~UnderWay();
        [[nodiscard]] bool taken() const { return taken_; }

    private:
        Throttle& of_;
        std::string where_;
        bool taken_ = false;
    };

private:
    struct Tries {
        int failed = 0;
        Instant last{};
    };
    Tries& tries(const std::string& key, const Patience& patience, Instant now);
    void make_room(Instant now);
    std::mutex mutex_;
    std::unordered_map<std::string, Tries> tries_;
    std::unordered_map<std::string, int> under_way_;  // by address; none where there is none
};

}  // namespace thingwall::identity
