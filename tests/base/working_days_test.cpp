#include "base/working_days.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace thingwall {
namespace {

Date day(std::string_view iso) {
    return parse_date(iso).value();
}

std::vector<std::string> holidays_of(int year) {
    std::vector<std::string> found;
    for (Date at = *Date::make(year, 1, 1); at.year() == year; at = at + 1)
        if (is_bank_holiday(at)) found.push_back(to_iso(at));
    return found;
}

// As published on GOV.UK's page of bank holidays for England and Wales.
TEST(BankHolidays, AreThoseThatTheGovernmentPublished) {
    EXPECT_EQ(holidays_of(2026), (std::vector<std::string>{"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04",
                                                           "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"}));
    EXPECT_EQ(holidays_of(2027), (std::vector<std::string>{"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03",
                                                           "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"}));
    EXPECT_EQ(holidays_of(2022),
              (std::vector<std::string>{"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02",
                                        "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27"}));
    EXPECT_EQ(holidays_of(2023),
              (std::vector<std::string>{"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08",
                                        "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26"}));
}

TEST(FiveWorkingDays, AreAWeekAndLongerOverChristmas) {
    EXPECT_EQ(after_working_days(day("2026-09-14"), 5), day("2026-09-21"));
    EXPECT_EQ(after_working_days(day("2026-09-19"), 1), day("2026-09-21")) << "asked on a Saturday";
    EXPECT_EQ(after_working_days(day("2026-12-22"), 5), day("2026-12-31"));
    EXPECT_EQ(before_working_days(day("2026-09-21"), 2), day("2026-09-17"));
    EXPECT_EQ(after_working_days(day("2026-09-14"), 0), day("2026-09-14"));
}

}  // namespace
}  // namespace thingwall
