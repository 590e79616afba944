#include "activities/rules_subscription.hpp"

#include <chrono>

#include "base/date.hpp"

namespace thingwall::activities {

bool is_due(const Subscription& subscription, Instant now) {
    using namespace std::chrono;
    if (subscription.paused) return false;
    if (!subscription.asked_at) return true;
    const Instant asked = *subscription.asked_at;
    if (!subscription.fault.empty() && now - asked >= hours{1}) return true;
    // The clock in London: an hour before midnight it is summer where the day has ended there already.
    const sys_days day = floor<days>(now);
    const bool summer = london_day(Instant{day + hours{23} + minutes{30}}) != Date{day};
    const Instant local = now + (summer ? hours{1} : hours{0});
    Instant last{floor<days>(local) + hours{subscription.hour}};
    if (last > local) last -= days{1};
    return asked + (summer ? hours{1} : hours{0}) < last;
}

bool too_many_gone(std::size_t gone, std::size_t standing, std::size_t in_list) {
    if (gone == 0) return false;
    return in_list == 0 || (gone >= 3 && gone * 2 > standing);
}

std::string with_outlines(std::string address) {
    return address.ends_with("/activities.json") ? address + "?outlines=yes" : address;
}

}  // namespace thingwall::activities
