#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/money.hpp"

namespace thingwall::overlap {

/// One pair that both leads were asked about, as a steering group reads of it.
struct ChallengeLine {
    std::string path;  ///< of its page
    std::string title_a, title_b, lead_a, lead_b;
    Date asked_on;
    bool is_new = false;  ///< asked since the meeting before
    Date reply_by;
    bool late = false;  ///< not both have answered, and the day is past
    /// "NHS: Join. Police: no answer yet."; empty for whom it is not to read.
    std::string answers;
    std::optional<Date> settled_on;
    std::string outcome;  ///< "Joined"
    std::string reason;   ///< for partners to read
    std::optional<Money> saving;
};
struct ChallengeTotals {
    std::int64_t asked = 0;    ///< both leads were asked
    std::int64_t settled = 0;  ///< withdrawn ones left out
    std::int64_t changed = 0;  ///< of these joined, merged, moved or narrowed
    Money saved;               ///< as people confirmed it
};
struct SteeringChallenges {
    std::vector<ChallengeLine> open;     ///< the one to be answered first in front
    std::vector<ChallengeLine> settled;  ///< since, newest first, at most `most_settled`
    ChallengeTotals since, before;
};
inline constexpr std::int64_t most_settled = 100;

}  // namespace thingwall::overlap
