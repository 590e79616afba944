#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace thingwall {

/// A calendar day, between 1 January 1900 and 31 December 2199. Arithmetic is in days.
class Date {
public:
    constexpr Date() = default;
    constexpr explicit Date(std::chrono::sys_days day) : day_(day) {}
    /// Nothing when there is no such day (30 February).
    [[nodiscard]] static std::optional<Date> make(int year, int month, int day);

    [[nodiscard]] constexpr std::chrono::sys_days days() const { return day_; }
    /// Days since 1 January 1970.
    [[nodiscard]] constexpr std::int32_t number() const {
        return static_cast<std::int32_t>(day_.time_since_epoch().count());
    }
    [[nodiscard]] static constexpr Date from_number(std::int32_t number) {
        return Date{std::chrono::sys_days{std::chrono::days{number}}};
    }
    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;  ///< 1 to 12
    [[nodiscard]] int day() const;    ///< 1 to 31
    /// 1 Monday to 7 Sunday.
    [[nodiscard]] int weekday() const;

    friend constexpr auto operator<=>(Date, Date) = default;
    friend constexpr Date operator+(Date date, int days) { return Date{date.day_ + std::chrono::days{days}}; }
    friend constexpr Date operator-(Date date, int days) { return Date{date.day_ - std::chrono::days{days}}; }
    friend constexpr int operator-(Date later, Date earlier) {
        return static_cast<int>((later.day_ - earlier.day_).count());
    }

private:
    std::chrono::sys_days day_{};
};

/// "2010-03-01".
[[nodiscard]] std::string to_iso(Date date);
/// Reads "2010-03-01", and the way British spreadsheets write it: "1/3/2010", "01/03/10", "1 March 2010", "1 Mar 2010".
/// Errors: invalid, with a message that names the month's length where the day does not exist.
[[nodiscard]] Result<Date> parse_date(std::string_view text);
/// A day, month and year typed in three boxes.
[[nodiscard]] Result<Date> parse_date(std::string_view day, std::string_view month, std::string_view year);

/// "Monday 1 March 2010"; without the year when it is `this_year`.
[[nodiscard]] std::string long_date(Date date, std::optional<int> this_year = {});
/// "1 Mar 2010"; without the year when it is `this_year`.
[[nodiscard]] std::string short_date(Date date, std::optional<int> this_year = {});
[[nodiscard]] std::string_view month_name(int month);      ///< 1 to 12: "January"
[[nodiscard]] std::string_view weekday_name(int weekday);  ///< 1 to 7: "Monday"

/// The day that it is in London at that moment (British Summer Time by the rule of 2002: EU directive 2000/84).
[[nodiscard]] Date london_day(Instant moment);
/// "10.42am" in London at that moment.
[[nodiscard]] std::string london_time(Instant moment);

/// A run of whole days, both ends included ("1 to 31 March" is 31 days). Can't be empty or run backwards.
class DateRange {
public:
    [[nodiscard]] static Result<DateRange> make(Date first, Date last);

    [[nodiscard]] Date first() const { return first_; }
    [[nodiscard]] Date last() const { return last_; }
    [[nodiscard]] int days() const { return last_ - first_ + 1; }
    [[nodiscard]] bool contains(Date day) const { return first_ <= day && day <= last_; }
    /// Days that both contain; 0 when they do not meet.
    [[nodiscard]] int days_shared_with(const DateRange& other) const;
    /// Whole days that lie between the two; 0 when they meet or touch.
    [[nodiscard]] int days_between(const DateRange& other) const;
    friend bool operator==(const DateRange&, const DateRange&) = default;

private:
    DateRange(Date first, Date last) : first_(first), last_(last) {}
    Date first_, last_;
};

/// "3 to 28 March", "9 November to 4 December", "20 December 2026 to 4 January 2027"; years only when they are not
/// `this_year`.
[[nodiscard]] std::string describe(const DateRange& range, std::optional<int> this_year = {});

}  // namespace thingwall
