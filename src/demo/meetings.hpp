#pragma once
#include <string>
#include <vector>

#include "base/date.hpp"

namespace thingwall::demo {

/// A meeting of the steering group, before it is written into the program's own form.
struct Meeting {
    Date day;
    std::string time, place, agenda, minutes;
    struct There {
        std::size_t body = 0;  ///< index in bodies()
        std::string name;
        bool came = true;
    };
    std::vector<There> there;
    struct Agreed {
        std::string what, owner;
        std::size_t body = 0;
        Date due;
        std::string outcome;  ///< empty: not done
    };
    std::vector<Agreed> agreed;
};

/// A meeting each quarter around `today`: three held, the next in some days, always on a Thursday.
[[nodiscard]] std::vector<Meeting> make_meetings(Date today);

}  // namespace thingwall::demo
