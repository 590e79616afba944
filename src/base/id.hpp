#pragma once
#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace thingwall {

/// A number that names one thing of one kind. Ids of different kinds do not convert into one another.
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t value) : value_(value) {}
    [[nodiscard]] constexpr std::int64_t value() const { return value_; }
    [[nodiscard]] constexpr bool known() const { return value_ != 0; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::int64_t value_ = 0;
};

using PersonId = Id<struct PersonTag>;
using OrganisationId = Id<struct OrganisationTag>;
using LayerId = Id<struct LayerTag>;
using AreaId = Id<struct AreaTag>;
using ActivityId = Id<struct ActivityTag>;

/// Reads the decimal digits of an id as they stand in an address; nothing for anything else.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

/// Makes 63-bit numbers that grow with time: 41 bits of milliseconds since 2025, 10 of the machine, 12 of a count.
/// Never repeats or goes back, also when the clock does. Safe to call from any thread.
class IdMaker {
public:
    explicit IdMaker(std::uint16_t machine = 0, std::int64_t greatest_in_use = 0);
    [[nodiscard]] std::int64_t next(Instant now);

private:
    std::mutex mutex_;
    std::int64_t last_;  // milliseconds and count, without the machine
    std::uint16_t machine_;
};

}  // namespace thingwall

template <class Tag>
struct std::hash<thingwall::Id<Tag>> {
    std::size_t operator()(thingwall::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value()); }
};
