#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"

namespace thingwall::follow {

enum class Kind { activity, area, subject };

/// What somebody wants to hear of: an activity or an area by its number, a subject by its code.
struct Choice {
    Kind kind = Kind::area;
    std::string subject;
    friend auto operator<=>(const Choice&, const Choice&) = default;
};

/// Somebody who answered the first letter.
struct Follower {
    std::int64_t id = 0;
    std::string email, key;
    bool weekly = false;
    Instant told_until{};
    std::vector<Choice> choices;
};

/// Asked for, and not confirmed yet.
struct Asked {
    std::string token, email;
    Choice choice;
    bool weekly = false;
    Instant at{};
};

/// One line of a letter: what became of an activity.
struct Line {
    enum class Kind { withdrawn, results, opened, coming, moved, closing };
    Kind kind = Kind::opened;
    std::int64_t activity = 0;
    std::string title, lead;
    DateRange days;
};

}  // namespace thingwall::follow
