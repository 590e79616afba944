#include "base/text.hpp"
#include "journal/journal.hpp"
#include "overlap/store_limit.hpp"

namespace thingwall::overlap {

Done change_limit(db::Transaction& tx, const web::Actor& actor, const std::string& asks, const std::string& because) {
    constexpr int most = 31;
    BurdenLimit limit;
    Faults faults;
    const auto number = parse_whole(trim(asks));
    if (!number || *number < 1 || *number > most)
        faults.add("asks", "Give a whole number from 1 to 31");
    else
        limit.asks = static_cast<int>(*number);
    limit.because = trim(because);
    if (limit.because.empty())
        faults.add("because", "Say who set it and when, for example “Steering group, January 2026”");
    else if (length(limit.because) > 200)
        faults.add("because", "Use at most 200 characters");
    if (!faults.empty()) return faults.take();
    store::insert_limit(tx, limit, actor.person, actor.organisation);
    journal::record(tx, {actor.person, actor.organisation}, "burden.limit_changed", 0,
                    std::to_string(limit.asks) + "\n" + limit.because);
    return {};
}

}  // namespace thingwall::overlap
