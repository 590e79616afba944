#include "base/date.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "base/text.hpp"

namespace thingwall {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
constexpr int first_year = 1900, last_year = 2199;

year_month_day parts_of(Date date) {
    return year_month_day{date.days()};
}

int days_in(int year, int month) {
    auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

// Moments at which the clocks change: the last Sunday of the month at 01:00 UTC.
std::chrono::sys_seconds change_of(std::chrono::year year, std::chrono::month month) {
    std::chrono::sys_days day = year / month / std::chrono::Sunday[std::chrono::last];
    return std::chrono::sys_seconds{day} + std::chrono::hours{1};
}

Instant in_london(Instant moment) {
    auto year = year_month_day{std::chrono::floor<std::chrono::days>(moment)}.year();
    bool summer = moment >= change_of(year, std::chrono::March) && moment < change_of(year, std::chrono::October);
    return summer ? moment + std::chrono::hours{1} : moment;
}

std::unexpected<Error> not_a_date(std::string_view text) {
    return invalid(fmt::format("“{}” is not a date. Write it like 1 March 2010 or 01/03/2010", shortened(text)));
}

// One to four figures and nothing else.
std::optional<int> figures(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    int number = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

// "March", "mar", "Sept".
std::optional<int> named_month(std::string_view text) {
    std::string folded = fold(text);
    if (folded.ends_with('.')) folded.pop_back();
    if (folded.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < months.size(); ++i)
        if (fold(months[i]).starts_with(folded)) return static_cast<int>(i) + 1;
    return std::nullopt;
}

// Spreadsheets write "10" for 2010 and "68" for 1968, by the rule of POSIX strptime.
int whole_year(int two_figures) {
    return two_figures + (two_figures < 69 ? 2000 : 1900);
}

Result<Date> checked(int year, int month, int day, std::string_view typed_month) {
    if (month < 1 || month > 12)
        return invalid(fmt::format("There is no month {}. Give the day first, then the month from 1 to 12",
                                   shortened(typed_month)));
    if (year < first_year || year > last_year)
        return invalid(
            fmt::format("The year {} is too far away. Give a year from {} to {}", year, first_year, last_year));
    int most = days_in(year, month);
    if (day < 1 || day > most)
        return invalid(fmt::format("{} {} has {} days. Give a day from 1 to {}", month_name(month), year, most, most));
    return *Date::make(year, month, day);
}

// The words or figures of a date, whatever stands between them.
std::vector<std::string_view> pieces(std::string_view text) {
    std::vector<std::string_view> found;
    constexpr std::string_view between = " \t/-.,";
    while (found.size() < 6) {
        auto begin = text.find_first_not_of(between);
        if (begin == std::string_view::npos) break;
        auto end = std::min(text.find_first_of(between, begin), text.size());
        found.push_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
    return found;
}

std::string_view without_ordinal(std::string_view day) {
    for (std::string_view ending : {"st", "nd", "rd", "th"})
        if (day.size() > 2 && fold(day).ends_with(ending)) return day.substr(0, day.size() - 2);
    return day;
}

}  // namespace

std::optional<Date> Date::make(int year, int month, int day) {
    if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    year_month_day parts{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                         std::chrono::day{static_cast<unsigned>(day)}};
    if (!parts.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{parts}};
}

int Date::year() const {
    return static_cast<int>(parts_of(*this).year());
}
int Date::month() const {
    return static_cast<int>(static_cast<unsigned>(parts_of(*this).month()));
}
int Date::day() const {
    return static_cast<int>(static_cast<unsigned>(parts_of(*this).day()));
}
int Date::weekday() const {
    return static_cast<int>(std::chrono::weekday{day_}.iso_encoding());
}

std::string to_iso(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

Result<Date> parse_date(std::string_view text) {
    text = trim(text);
    if (text.empty()) return invalid("Enter a date, such as 1 March 2010");
    auto found = pieces(text);
    // "Monday 1 March 2010": the day's name is left unread, as people get it wrong more often than the date.
    if (found.size() == 4 && fold(found[0]).ends_with("day")) found.erase(found.begin());
    if (found.size() != 3) return not_a_date(text);

    bool year_first = found[0].size() == 4;
    auto day = figures(without_ordinal(found[year_first ? 2 : 0]));
    auto year = figures(found[year_first ? 0 : 2]);
    auto month = figures(found[1]);
    if (!month) month = named_month(found[1]);
    std::size_t year_size = found[year_first ? 0 : 2].size();
    if (!day || !month || !year || (year_size != 4 && year_size != 2)) return not_a_date(text);
    return checked(year_size == 2 ? whole_year(*year) : *year, *month, *day, found[1]);
}

Result<Date> parse_date(std::string_view day, std::string_view month, std::string_view year) {
    day = trim(day), month = trim(month), year = trim(year);
    if (day.empty() && month.empty() && year.empty()) return invalid("Enter a date, such as 1 3 2010");
    std::vector<std::string> missing;
    if (day.empty()) missing.emplace_back("a day");
    if (month.empty()) missing.emplace_back("a month");
    if (year.empty()) missing.emplace_back("a year");
    if (!missing.empty()) return invalid("The date must include " + listed(missing));

    auto month_number = figures(month);
    if (!month_number) month_number = named_month(month);
    auto day_number = figures(without_ordinal(day)), year_number = figures(year);
    if (!day_number) return invalid("The day must be a number, such as 1");
    if (!month_number) return invalid("The month must be a number from 1 to 12, such as 3");
    if (!year_number || year.size() != 4) return invalid("The year must have 4 figures, such as 2010");
    return checked(*year_number, *month_number, *day_number, month);
}

std::string long_date(Date date, std::optional<int> this_year) {
    auto text = fmt::format("{} {} {}", weekday_name(date.weekday()), date.day(), month_name(date.month()));
    return date.year() == this_year ? text : fmt::format("{} {}", text, date.year());
}

std::string short_date(Date date, std::optional<int> this_year) {
    auto text = fmt::format("{} {}", date.day(), month_name(date.month()).substr(0, 3));
    return date.year() == this_year ? text : fmt::format("{} {}", text, date.year());
}

std::string_view month_name(int month) {
    return months.at(static_cast<std::size_t>(month - 1));
}
std::string_view weekday_name(int weekday) {
    return weekdays.at(static_cast<std::size_t>(weekday - 1));
}

Date london_day(Instant moment) {
    return Date{std::chrono::floor<std::chrono::days>(in_london(moment))};
}

std::string london_time(Instant moment) {
    auto local = in_london(moment);
    auto minutes = static_cast<int>(
        std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local)).count());
    int hour = minutes / 60, minute = minutes % 60;
    if (minute == 0 && hour % 12 == 0) return hour == 0 ? "midnight" : "midday";
    std::string text = std::to_string(hour % 12 == 0 ? 12 : hour % 12);
    if (minute != 0) text += fmt::format(".{:02}", minute);
    return text + (hour < 12 ? "am" : "pm");
}

Result<DateRange> DateRange::make(Date first, Date last) {
    if (last < first)
        return invalid(
            fmt::format("The last day ({}) is before the first ({}). Give a last day that is the same or later",
                        short_date(last), short_date(first)));
    return DateRange{first, last};
}

int DateRange::days_shared_with(const DateRange& other) const {
    return std::max(0, std::min(last_, other.last_) - std::max(first_, other.first_) + 1);
}

int DateRange::days_between(const DateRange& other) const {
    return std::max(0, std::max(first_, other.first_) - std::min(last_, other.last_) - 1);
}

std::string describe(const DateRange& range, std::optional<int> this_year) {
    Date first = range.first(), last = range.last();
    bool one_year = first.year() == last.year();
    auto day_month = [](Date date) { return fmt::format("{} {}", date.day(), month_name(date.month())); };
    std::string from = one_year && first.month() == last.month() ? std::to_string(first.day()) : day_month(first);
    std::string text = first == last ? day_month(last) : fmt::format("{} to {}", from, day_month(last));
    if (!one_year) return fmt::format("{} {} to {} {}", day_month(first), first.year(), day_month(last), last.year());
    return last.year() == this_year ? text : fmt::format("{} {}", text, last.year());
}

}  // namespace thingwall
