#include "base/working_days.hpp"

#include <algorithm>
#include <array>

namespace thingwall {
namespace {

Date day_of(int year, int month, int day) {
    return *Date::make(year, month, day);
}

// The Gregorian Easter (Meeus, Astronomical Algorithms, chapter 8).
Date easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return day_of(year, month, day);
}

Date first_monday(int year, int month) {
    Date first = day_of(year, month, 1);
    return first + (8 - first.weekday()) % 7;
}
Date last_monday(int year, int month) {
    Date last = month == 12 ? day_of(year, 12, 31) : day_of(year, month + 1, 1) - 1;
    return last - (last.weekday() - 1);
}

// Those that were moved or added once.
constexpr std::array<std::array<int, 3>, 13> added{{{1981, 7, 29},
                                                    {1995, 5, 8},
                                                    {1999, 12, 31},
                                                    {2002, 6, 3},
                                                    {2002, 6, 4},
                                                    {2011, 4, 29},
                                                    {2012, 6, 4},
                                                    {2012, 6, 5},
                                                    {2020, 5, 8},
                                                    {2022, 6, 2},
                                                    {2022, 6, 3},
                                                    {2022, 9, 19},
                                                    {2023, 5, 8}}};
constexpr std::array<std::array<int, 3>, 5> moved_away{
    {{1995, 5, 1}, {2002, 5, 27}, {2012, 5, 28}, {2020, 5, 4}, {2022, 5, 30}}};

bool is_among(Date day, const auto& list) {
    return std::ranges::any_of(list, [&](const auto& one) { return day == day_of(one[0], one[1], one[2]); });
}

// A day at a weekend is kept on the next working day.
Date kept_on(Date day) {
    return day.weekday() <= 5 ? day : day + (8 - day.weekday());
}

}  // namespace

bool is_bank_holiday(Date day) {
    if (is_among(day, added)) return true;
    if (is_among(day, moved_away)) return false;
    const int year = day.year();
    if (day == kept_on(day_of(year, 1, 1))) return true;
    const Date sunday = easter(year);
    if (day == sunday - 2 || day == sunday + 1) return true;
    if (day == first_monday(year, 5) || day == last_monday(year, 5) || day == last_monday(year, 8)) return true;
    // Christmas and Boxing Day are two days, also when one or both fall on a weekend.
    switch (const Date christmas = day_of(year, 12, 25); christmas.weekday()) {
        case 5:
            return day == christmas || day == christmas + 3;
        case 6:
            return day == christmas + 2 || day == christmas + 3;
        case 7:
            return day == christmas + 1 || day == christmas + 2;
        default:
            return day == christmas || day == christmas + 1;
    }
}

bool is_working_day(Date day) {
    return day.weekday() <= 5 && !is_bank_holiday(day);
}

Date after_working_days(Date from, int days) {
    Date day = from;
    for (int left = days; left > 0;) {
        day = day + 1;
        if (is_working_day(day)) --left;
    }
    return day;
}

Date before_working_days(Date from, int days) {
    Date day = from;
    for (int left = days; left > 0;) {
        day = day - 1;
        if (is_working_day(day)) --left;
    }
    return day;
}

}  // namespace thingwall
