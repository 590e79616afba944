#include "identity/throttle.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "web/rate.hpp"

namespace thingwall::identity {

using std::chrono::seconds;

namespace {

constexpr std::size_t most_remembered = 100'000;  // about 10 MB

seconds wait_of(int failed, const Patience& patience) {
    if (failed < patience.free) return seconds{0};
    int doublings = std::min(failed - patience.free, 30);
    return std::min(seconds{patience.first_wait.count() << doublings}, patience.longest_wait);
}

}  // namespace

Throttle::Tries& Throttle::tries(const std::string& key, const Patience& patience, Instant now) {
    Tries& found = tries_[key];
    if (found.failed > 0 && now - found.last >= patience.forgotten_after) found = {};
    return found;
}

// Above the bound those go first that have been quiet for longest: a flood of made-up accounts then pushes out other
// made-up ones, while the address it comes from stays known.
void Throttle::make_room(Instant now) {
    if (tries_.size() < most_remembered) return;
    std::erase_if(tries_, [&](const auto& entry) { return now - entry.second.last >= std::chrono::minutes{15}; });
    if (tries_.size() < most_remembered) return;
    std::erase_if(tries_, [](const auto& entry) { return entry.first[0] == 'b' || entry.second.failed < 30; });
}

seconds Throttle::begin(std::string_view account_key, std::string_view from, Instant now) {
    std::string who(account_key), where = web::counted_address(from);
    std::lock_guard lock(mutex_);
    make_room(now);
    struct Part {
        std::string key;
        const Patience& patience;
    };
    const Part parts[] = {{"b" + who + "\n" + where, both}, {"c" + who, account}, {"d" + where, address}};
    seconds longest{0};
    for (const auto& part : parts) {
        const Tries& so_far = tries(part.key, part.patience, now);
        auto until = so_far.last + wait_of(so_far.failed, part.patience);
        if (so_far.failed >= part.patience.free && until > now)
            longest = std::max(longest, std::chrono::ceil<seconds>(until - now));
    }
    if (longest > seconds{0}) return longest;
    for (const auto& part : parts) {
        Tries& so_far = tries(part.key, part.patience, now);
        ++so_far.failed;
        so_far.last = now;
    }
    return seconds{0};
}

void Throttle::succeeded(std::string_view account_key, std::string_view from) {
    std::string who(account_key), where = web::counted_address(from);
    std::lock_guard lock(mutex_);
    tries_.erase("b" + who + "\n" + where);
    tries_.erase("c" + who);
    // The address gets this one try back, not all: else a guesser with one account of their own starts afresh by using
    // it.
    if (auto found = tries_.find("d" + where); found != tries_.end() && found->second.failed > 0)
        --found->second.failed;
}

void Throttle::not_tried(std::string_view account_key, std::string_view from) {
    std::string who(account_key), where = web::counted_address(from);
    std::lock_guard lock(mutex_);
    for (const auto& key : {fmt::format("b{}\n{}", who, where), "c" + who, "d" + where})
        if (auto found = tries_.find(key); found != tries_.end() && found->second.failed > 0) --found->second.failed;
}

Throttle::UnderWay::UnderWay(Throttle& of, std::string_view from) : of_(of), where_(web::counted_address(from)) {
    std::lock_guard lock(of_.mutex_);
    int& now = of_.under_way_[where_];
    taken_ = now < most_at_once;
    if (taken_) ++now;
}

Throttle::UnderWay::~UnderWay() {
    if (!taken_) return;
    std::lock_guard lock(of_.mutex_);
    auto found = of_.under_way_.find(where_);
    if (found != of_.under_way_.end() && --found->second == 0) of_.under_way_.erase(found);
}

}  // namespace thingwall::identity
