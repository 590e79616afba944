#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace thingwall {

/// Pounds sterling in whole pence. Exact; never a double.
class Money {
public:
    constexpr Money() = default;
    constexpr explicit Money(std::int64_t pence) : pence_(pence) {}
    [[nodiscard]] constexpr std::int64_t pence() const { return pence_; }
    friend constexpr auto operator<=>(Money, Money) = default;
    friend constexpr Money operator+(Money a, Money b) { return Money{a.pence_ + b.pence_}; }
    friend constexpr Money operator-(Money a, Money b) { return Money{a.pence_ - b.pence_}; }

private:
    std::int64_t pence_ = 0;
};

/// Reads "£8,400", "8400", "8,400.50". Errors: invalid for anything else, for more than two decimals, below 0 or above
/// a thousand million pounds.
[[nodiscard]] Result<Money> parse_money(std::string_view text);
/// "£8,400" or "£8,400.50".
[[nodiscard]] std::string describe(Money money);

}  // namespace thingwall
