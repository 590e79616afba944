#pragma once
#include <chrono>
#include <cstdint>

namespace thingwall {

/// A moment, in UTC, to the microsecond. Stored as the number of microseconds since 1970.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

[[nodiscard]] inline std::int64_t to_microseconds(Instant moment) {
    return moment.time_since_epoch().count();
}
[[nodiscard]] inline Instant from_microseconds(std::int64_t count) {
    return Instant{std::chrono::microseconds{count}};
}

/// Where the time comes from. Handed in, so that a test can say what time it is.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// Stands where it is put.
class SetClock final : public Clock {
public:
    explicit SetClock(Instant now) : now_(now) {}
    [[nodiscard]] Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }

private:
    Instant now_;
};

}  // namespace thingwall
