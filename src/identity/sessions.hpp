#pragma once
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "db/db.hpp"
#include "identity/store.hpp"

namespace thingwall::identity {

/// Who is signed in. Sessions lie in the database; those in use are kept in memory too, so that a request reads nothing
/// and writes nothing, but for one note a minute that the session is still used. Safe to call from any thread.
class Sessions {
public:
    Sessions(db::Database& database, std::chrono::minutes idle, std::chrono::hours longest)
        : database_(database), idle_(idle), longest_(longest) {}

    struct Found {
        SessionId id;
        web::Actor actor;
    };
    /// Whose session this token opens at that moment; nothing when it has ended, was never made, or its person may no
    /// longer come in.
    [[nodiscard]] std::optional<Found> find(std::string_view token, Instant now);

    /// Makes a session within the deed that signs somebody in. Returns its token.
    [[nodiscard]] std::string begin(db::Transaction& tx, PersonId person, std::string_view agent) const;

    void forget(PersonId person);  ///< what is in memory of them: it is read again
    void forget_all();

    [[nodiscard]] std::chrono::seconds longest() const { return longest_; }
    [[nodiscard]] std::chrono::minutes idle() const { return idle_; }

private:
    struct Kept {
        Found found;
        Instant expires{}, last_used{}, noted{};
    };
    [[nodiscard]] bool lives(const Kept& kept, Instant now) const;
    void note(SessionId id, Instant now);

    db::Database& database_;
    std::chrono::minutes idle_;
    std::chrono::hours longest_;
    std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;  ///< by hash of the token
    std::uint64_t forgotten_ = 0;                 ///< times that something was forgotten
};

}  // namespace thingwall::identity
