#include "base/id.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace thingwall {

std::optional<std::int64_t> parse_id(std::string_view text) {
    std::int64_t value = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool plain = !text.empty() && text.front() >= '1' && text.front() <= '9';
    if (!plain || problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

IdMaker::IdMaker(std::uint16_t machine, std::int64_t greatest_in_use)
    : last_((greatest_in_use >> 22) << 12 | (greatest_in_use & 0xfff)), machine_(machine & 0x3ff) {}

std::int64_t IdMaker::next(Instant now) {
    using namespace std::chrono;
    constexpr sys_days beginning{year{2025} / 1 / 1};
    std::int64_t earliest = duration_cast<milliseconds>(now - beginning).count() << 12;
    std::lock_guard lock(mutex_);
    last_ = std::max(last_ + 1, earliest);  // a full count runs over into the next millisecond
    return (last_ >> 12) << 22 | std::int64_t{machine_} << 12 | (last_ & 0xfff);
}

}  // namespace thingwall
