#include "base/date.hpp"

#include <gtest/gtest.h>

namespace thingwall {
namespace {

Date day(int year, int month, int number) {
    return Date::make(year, month, number).value();
}
DateRange range(Date first, Date last) {
    return DateRange::make(first, last).value();
}
Instant utc(int year, int month, int number, int hour, int minute) {
    return Instant{day(year, month, number).days()} + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

TEST(ADay, ExistsOnlyWhereTheCalendarHasIt) {
    EXPECT_TRUE(Date::make(2012, 2, 29));
    EXPECT_FALSE(Date::make(2010, 2, 29));
    EXPECT_FALSE(Date::make(2100, 2, 29));
    EXPECT_FALSE(Date::make(2010, 4, 31));
    EXPECT_FALSE(Date::make(1899, 12, 31));
    EXPECT_FALSE(Date::make(2200, 1, 1));
    EXPECT_FALSE(Date::make(2010, 0, 1));
    EXPECT_FALSE(Date::make(2010, 1, 0));
    EXPECT_FALSE(Date::make(2010, -1, 256 + 1));
    EXPECT_EQ(day(1970, 1, 1).number(), 0);
    EXPECT_EQ(Date::from_number(14669), day(2010, 3, 1));
    EXPECT_EQ(day(2010, 3, 1).weekday(), 1);
    EXPECT_EQ(day(2010, 3, 7).weekday(), 7);
    EXPECT_EQ(day(2012, 3, 1) - day(2012, 2, 1), 29);
}

TEST(ADate, IsReadAsBritishSpreadsheetsWriteIt) {
    for (auto text :
         {"2010-03-01", "1/3/2010", "01/03/10", "1 March 2010", "1 Mar 2010", "1st march 2010", " 01-03-2010 ",
          "1.3.2010", "Monday 1 March 2010", "1-Mar-10", "2010/3/1", "Monday, 1 March 2010"})
        EXPECT_EQ(parse_date(text), day(2010, 3, 1)) << text;
    EXPECT_EQ(parse_date("3 Sept 1975"), day(1975, 9, 3));
    EXPECT_EQ(parse_date("03/09/75"), day(1975, 9, 3));
}

TEST(ADate, ThatDoesNotExistIsRefusedWithTheLengthOfTheMonth) {
    EXPECT_EQ(parse_date("30/02/2010").error().message, "February 2010 has 28 days. Give a day from 1 to 28");
    EXPECT_EQ(parse_date("2012-02-30").error().message, "February 2012 has 29 days. Give a day from 1 to 29");
    EXPECT_EQ(parse_date("31 June 2010").error().message, "June 2010 has 30 days. Give a day from 1 to 30");
    EXPECT_EQ(parse_date("3/14/2010").error().message,
              "There is no month 14. Give the day first, then the month from 1 to 12");
    EXPECT_EQ(parse_date("1 March 3010").error().message,
              "The year 3010 is too far away. Give a year from 1900 to 2199");
    EXPECT_EQ(parse_date("soon").error().message, "“soon” is not a date. Write it like 1 March 2010 or 01/03/2010");
    EXPECT_EQ(parse_date(" ").error().message, "Enter a date, such as 1 March 2010");
}

TEST(ADate, IsNotGuessedFromWhatIsNotOne) {
    for (auto text :
         {"2010", "1/3", "1/3/010", "1/3/2010/4", "1//", "March 2010", "1 M 2010", "1 Mai 2010", "1/3/20100",
          "-1/3/2010x", "2010-03-01T00:00", "99999999999/1/2010", "1/3/2010 10:30", "٣/٣/2010"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(ADate, TooLongToShowIsCutBetweenCharacters) {
    std::string text = std::string(39, 'x') + "ééé";
    EXPECT_EQ(parse_date(text).error().message,
              "“" + std::string(39, 'x') + "...” is not a date. Write it like 1 March 2010 or 01/03/2010");
}

TEST(ADateInThreeBoxes, SaysWhichBoxIsMissingOrWrong) {
    EXPECT_EQ(parse_date("1", "3", "2010"), day(2010, 3, 1));
    EXPECT_EQ(parse_date(" 01", "March ", "2010"), day(2010, 3, 1));
    EXPECT_EQ(parse_date("", "", "").error().message, "Enter a date, such as 1 3 2010");
    EXPECT_EQ(parse_date("1", "", "").error().message, "The date must include a month and a year");
    EXPECT_EQ(parse_date("", "3", "2010").error().message, "The date must include a day");
    EXPECT_EQ(parse_date("x", "3", "2010").error().message, "The day must be a number, such as 1");
    EXPECT_EQ(parse_date("1", "x", "2010").error().message, "The month must be a number from 1 to 12, such as 3");
    EXPECT_EQ(parse_date("1", "3", "10").error().message, "The year must have 4 figures, such as 2010");
    EXPECT_EQ(parse_date("30", "2", "2010").error().message, "February 2010 has 28 days. Give a day from 1 to 28");
}

TEST(ADate, IsWrittenForPeopleAndForPrograms) {
    EXPECT_EQ(to_iso(day(2010, 3, 1)), "2010-03-01");
    EXPECT_EQ(long_date(day(2010, 3, 1)), "Monday 1 March 2010");
    EXPECT_EQ(long_date(day(2010, 3, 1), 2010), "Monday 1 March");
    EXPECT_EQ(short_date(day(2010, 9, 1), 2011), "1 Sep 2010");
    EXPECT_EQ(short_date(day(2010, 9, 1), 2010), "1 Sep");
}

TEST(EveryDay, ReadsBackAsItWasWritten) {
    for (Date date = day(1900, 1, 1); date <= day(2199, 12, 31); date = date + 1) {
        ASSERT_EQ(parse_date(to_iso(date)), date);
        ASSERT_EQ(Date::make(date.year(), date.month(), date.day()), date);
    }
    EXPECT_EQ(parse_date(long_date(day(2012, 2, 29))), day(2012, 2, 29));
}

TEST(LondonTime, ChangesOnTheLastSundaysOfMarchAndOctoberAtOneUtc) {
    EXPECT_EQ(london_time(utc(2010, 3, 28, 0, 59)), "12.59am");
    EXPECT_EQ(london_time(utc(2010, 3, 28, 1, 0)), "2am");
    EXPECT_EQ(london_time(utc(2010, 10, 31, 0, 59)), "1.59am");
    EXPECT_EQ(london_time(utc(2010, 10, 31, 1, 0)), "1am");
    EXPECT_EQ(london_time(utc(2026, 3, 29, 1, 0)), "2am");
    EXPECT_EQ(london_time(utc(2026, 1, 5, 10, 42)), "10.42am");
    EXPECT_EQ(london_time(utc(2026, 1, 5, 12, 0)), "midday");
    EXPECT_EQ(london_time(utc(2026, 1, 5, 12, 5)), "12.05pm");
    EXPECT_EQ(london_time(utc(2026, 1, 5, 0, 0)), "midnight");
    EXPECT_EQ(london_day(utc(2010, 7, 1, 23, 30)), day(2010, 7, 2));
    EXPECT_EQ(london_day(utc(2010, 12, 31, 23, 30)), day(2010, 12, 31));
}

TEST(LondonTime, IsRightBefore1970) {
    EXPECT_EQ(london_day(Instant{std::chrono::microseconds{-1}}), day(1969, 12, 31));
    EXPECT_EQ(london_time(utc(1969, 12, 31, 23, 59) + std::chrono::seconds{59}), "11.59pm");
}

TEST(ARangeOfDays, HasBothEnds) {
    auto march = range(day(2010, 3, 1), day(2010, 3, 31));

    EXPECT_EQ(march.days(), 31);
    EXPECT_TRUE(march.contains(day(2010, 3, 1)));
    EXPECT_TRUE(march.contains(day(2010, 3, 31)));
    EXPECT_FALSE(march.contains(day(2010, 4, 1)));
    EXPECT_EQ(DateRange::make(day(2010, 3, 2), day(2010, 3, 1)).error().message,
              "The last day (1 Mar 2010) is before the first (2 Mar 2010). Give a last day that is the same or later");
}

TEST(TwoRanges, ShareDaysOrLieApart) {
    auto march = range(day(2010, 3, 1), day(2010, 3, 31));

    EXPECT_EQ(march.days_shared_with(range(day(2010, 3, 31), day(2010, 4, 2))), 1);
    EXPECT_EQ(march.days_shared_with(range(day(2010, 2, 1), day(2010, 4, 2))), 31);
    EXPECT_EQ(march.days_shared_with(range(day(2010, 4, 1), day(2010, 4, 2))), 0);
    EXPECT_EQ(march.days_between(range(day(2010, 4, 1), day(2010, 4, 2))), 0);
    EXPECT_EQ(march.days_between(range(day(2010, 4, 2), day(2010, 4, 2))), 1);
    EXPECT_EQ(range(day(2010, 4, 2), day(2010, 4, 2)).days_between(march), 1);
    EXPECT_EQ(march.days_between(march), 0);
}

TEST(ARangeOfDays, IsSaidWithoutWordsThatRepeat) {
    EXPECT_EQ(describe(range(day(2010, 3, 3), day(2010, 3, 28)), 2010), "3 to 28 March");
    EXPECT_EQ(describe(range(day(2010, 3, 3), day(2010, 3, 28)), 2011), "3 to 28 March 2010");
    EXPECT_EQ(describe(range(day(2010, 11, 9), day(2010, 12, 4)), 2010), "9 November to 4 December");
    EXPECT_EQ(describe(range(day(2010, 11, 9), day(2010, 12, 4))), "9 November to 4 December 2010");
    EXPECT_EQ(describe(range(day(2026, 12, 20), day(2027, 1, 4)), 2026), "20 December 2026 to 4 January 2027");
    EXPECT_EQ(describe(range(day(2010, 3, 3), day(2010, 3, 3))), "3 March 2010");
}

}  // namespace
}  // namespace thingwall
