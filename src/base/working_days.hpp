#pragma once
#include "base/date.hpp"

namespace thingwall {

/// Whether it is a bank holiday in England and Wales, by the rules in force since 1978 (Banking and Financial Dealings
/// Act 1971 and the yearly proclamations): the substitute day counts, the day that it stands for at a weekend does not.
/// Single holidays that were proclaimed once (a jubilee) are known up to 2023.
[[nodiscard]] bool is_bank_holiday(Date day);
/// Monday to Friday and no bank holiday.
[[nodiscard]] bool is_working_day(Date day);
/// The day on which so many working days have passed after `from`, which is not counted itself. 0 gives `from`.
[[nodiscard]] Date after_working_days(Date from, int days);
/// The same backwards: that many working days before.
[[nodiscard]] Date before_working_days(Date from, int days);

}  // namespace thingwall
