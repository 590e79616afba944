#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "activities/calendar.hpp"
#include "activities/citizen_space.hpp"
#include "activities/likeness.hpp"
#include "activities/markup_text.hpp"
#include "activities/sheet.hpp"

namespace thingwall::activities {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::string calendar_of(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\n" + events + "END:VCALENDAR\r\n";
}
std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n";
}
std::string cell(const Sheet& sheet, const std::string& heading, std::size_t row = 0) {
    for (std::size_t i = 0; i < sheet.headings.size(); ++i)
        if (sheet.headings[i] == heading) return sheet.rows.at(row).at(i);
    return "there is no such heading";
}
Sheet read(const std::string& bytes) {
    auto sheet = read_sheet(bytes);
    if (!sheet) throw std::runtime_error(sheet.error().message);
    return std::move(*sheet);
}

TEST(ReadingACalendar, AWholeDayEventEndsOnTheDayBeforeItsEnd) {
    auto sheet = read(calendar_of(event(
        "UID:42@council\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261102\r\nDTEND;VALUE=DATE:20261128\r\n"
        "SUMMARY:Getting a GP appointment\r\nLOCATION:Estuary\r\nCATEGORIES:Health,Access\\, all\r\n")));

    EXPECT_EQ(sheet.kind, Sheet::Kind::calendar);
    EXPECT_EQ(cell(sheet, "Identifier"), "42@council");
    EXPECT_EQ(cell(sheet, "First day"), "2026-11-02");
    EXPECT_EQ(cell(sheet, "Last day"), "2026-11-27");
    EXPECT_EQ(cell(sheet, "Subjects"), "Health; Access, all");
    EXPECT_EQ(cell(sheet, "Sessions"), "");
    EXPECT_TRUE(sheet.notes.empty());
}

TEST(ReadingACalendar, FoldedLinesAreOneAndEscapesAreCharacters) {
    auto sheet =
        read(calendar_of(event("DTSTART:20261105T140000\r\nSUMMARY:Bins at\r\n  the\r\n\t back\\; and\\, more\r\n"
                               "DESCRIPTION:One\\nTwo \\\\ three\r\n")));

    EXPECT_EQ(cell(sheet, "Title"), "Bins at the back; and, more");
    EXPECT_EQ(cell(sheet, "What you want to find out"), "One\nTwo \\ three");
}

TEST(ReadingACalendar, TimesAreLondons) {
    auto summer =
        read(calendar_of(event("SUMMARY:Drop-in\r\nDTSTART:20260701T130000Z\r\nDTEND:20260701T143000Z\r\n"
                               "LOCATION:Central library\\, upstairs\r\n")));
    auto winter = read(calendar_of(event("SUMMARY:Drop-in\r\nDTSTART:20261201T130000Z\r\nDURATION:PT1H30M\r\n")));
    auto late = read(calendar_of(event("SUMMARY:Night\r\nDTSTART:20260701T233000Z\r\n")));
    auto zoned =
        read(calendar_of(event("SUMMARY:Walk\r\nDTSTART;TZID=\"Europe/London\":20260701T100000\r\nDTEND;TZID=Europe/"
                               "London:20260702T000000\r\n")));

    EXPECT_EQ(cell(summer, "Sessions"), "2026-07-01, 2pm to 3.30pm, Central library, upstairs");
    EXPECT_EQ(cell(winter, "Sessions"), "2026-12-01, 1pm to 2.30pm");
    EXPECT_EQ(cell(late, "First day"), "2026-07-02");
    EXPECT_EQ(cell(zoned, "Last day"), "2026-07-01") << "it ends at midnight";
}

TEST(ReadingACalendar, SaysWhatItDoesNotRead) {
    auto sheet = read(calendar_of(
        event("UID:1\r\nSUMMARY:Walk\r\nDTSTART:20260701\r\nRRULE:FREQ=WEEKLY\r\nATTENDEE:mailto:a@b.example\r\n") +
        event("UID:1\r\nRECURRENCE-ID:20260708\r\nSUMMARY:Walk\r\nDTSTART:20260709\r\n") +
        event("UID:2\r\nSUMMARY:Off\r\nDTSTART:20260701\r\nSTATUS:CANCELLED\r\n") +
        event("UID:3\r\nSUMMARY:Far\r\nDTSTART;TZID=America/New_York:20260701T100000\r\n") +
        "BEGIN:VTODO\r\nSUMMARY:Ring\r\nEND:VTODO\r\n"));

    EXPECT_EQ(sheet.rows.size(), 3u);
    EXPECT_EQ(cell(sheet, "Identifier", 1), "1 20260708");
    EXPECT_THAT(sheet.notes, ElementsAre("1 event repeats: only its first time is read",
                                         "1 single time of an event that repeats: it is read as an activity of its own",
                                         "1 event is cancelled: it is left out",
                                         "1 event is in another time zone: its own day and hour stand",
                                         "1 entry is no event (a task, a note or when somebody is free)",
                                         "1 event has guests or attachments: they are not read"));
}

TEST(ReadingACalendar, AnAlarmSaysNothingOfTheEvent) {
    auto sheet =
        read(calendar_of(event("SUMMARY:Walk\r\nDTSTART:20260701\r\nBEGIN:VALARM\r\nSUMMARY:Wake up\r\n"
                               "DESCRIPTION:Wake up\r\nEND:VALARM\r\n")));

    EXPECT_EQ(cell(sheet, "Title"), "Walk");
    EXPECT_EQ(cell(sheet, "What you want to find out"), "");
}

TEST(ReadingACalendar, ADayThatIsNoneIsLeftForThePersonToSee) {
    auto sheet = read(calendar_of(event("SUMMARY:Walk\r\nDTSTART:20260231\r\n")));

    EXPECT_EQ(cell(sheet, "First day"), "20260231");
}

TEST(ReadingACalendar, WhatIsBrokenIsSaidWithItsLine) {
    auto ends = read_sheet("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A\r\n");
    auto crossed = read_sheet("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n");
    auto no_line = read_sheet("BEGIN:VCALENDAR\r\nWhat is this\r\nEND:VCALENDAR\r\n");

    ASSERT_FALSE(ends);
    EXPECT_THAT(ends.error().message, HasSubstr("ends in the middle"));
    ASSERT_FALSE(crossed);
    EXPECT_THAT(crossed.error().message, HasSubstr("Line 3"));
    ASSERT_FALSE(no_line);
    EXPECT_THAT(no_line.error().message, HasSubstr("Line 2"));
}

TEST(ReadingCitizenSpace, EachFieldHasItsColumn) {
    auto sheet = read(R"([{"id":"budget-2026","title":"Budget &amp; you","url":"https://hub.example/budget",
        "status":"open","overview":"<p>What <b>matters</b>?</p><ul><li>Parks</li><li>Roads</li></ul>","why":"To <i>decide</i>",
        "startdate":"2026/09/01","enddate":"2026/10/31","what_happens_next":"<p>The cabinet decides</p>",
        "workspace":"Finance","resultdate":"2026/12/01","areas":["North","East; and more"],
        "audiences":[{"id":"a","title":"Older people"}],"interests":["Budget"],"contact_name":"Jo","contact_email":"jo@hub.example",
        "participate_url":"https://hub.example/budget/take","colour":"red"}])");

    EXPECT_EQ(sheet.kind, Sheet::Kind::consultations);
    EXPECT_EQ(cell(sheet, "Identifier"), "budget-2026");
    EXPECT_EQ(cell(sheet, "Title"), "Budget & you");
    EXPECT_EQ(cell(sheet, "What you want to find out"), "What matters?\n\n• Parks\n\n• Roads\n\nTo decide");
    EXPECT_EQ(cell(sheet, "First day"), "2026-09-01");
    EXPECT_EQ(cell(sheet, "Last day"), "2026-10-31");
    EXPECT_EQ(cell(sheet, "Day of decision"), "2026-12-01");
    EXPECT_EQ(cell(sheet, "Where"), "North; East, and more");
    EXPECT_EQ(cell(sheet, "Who"), "Older people");
    EXPECT_EQ(cell(sheet, "Contact"), "Jo, jo@hub.example");
    EXPECT_THAT(sheet.notes, ElementsAre("What these fields say: colour"));
}

TEST(ReadingCitizenSpace, WhatIsNoListSaysWhereToFindOne) {
    auto other = read_sheet(R"({"type":"FeatureCollection","features":[]})");
    auto empty = read_sheet("[]");
    auto broken = read_sheet(R"([{"id":"a",])");

    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().message, HasSubstr("json_search_results"));
    ASSERT_FALSE(empty);
    ASSERT_FALSE(broken);
}

TEST(ReadingCitizenSpace, ALongTitleAndTextAreCutAndItIsSaid) {
    auto sheet = read("[{\"id\":\"a\",\"title\":\"" + std::string(200, 'x') + "\",\"overview\":\"" +
                      std::string(9000, 'y') + "\",\"startdate\":\"2026/09/01\"}]");

    EXPECT_EQ(cell(sheet, "Title").size(), 150u);
    EXPECT_THAT(cell(sheet, "What you want to find out"), HasSubstr(std::string(200, 'x')));
    EXPECT_THAT(sheet.notes, Contains("2 texts are too long: their beginnings are read"));
}

TEST(TextOfMarkup, NothingOfItIsMarkup) {
    EXPECT_EQ(text_of_markup("<script>alert(1)</script>Hello<style>p{}</style>"), "Hello");
    EXPECT_EQ(text_of_markup("<a href=\"x>y\" onclick='z'>Go</a><!-- <b> -->!"), "Go!");
    EXPECT_EQ(text_of_markup("3 < 4 &amp; 5 > 4"), "3 < 4 & 5 > 4");
    EXPECT_EQ(text_of_markup("&lt;b&gt;not bold&lt;/b&gt;"), "<b>not bold</b>");
    EXPECT_EQ(text_of_markup("a&nbsp;&nbsp; b&#163;&#xA3;&#0;&bogus;"), "a b££\xEF\xBF\xBD&bogus;");
    EXPECT_EQ(text_of_markup("<p>One</p>\n\n\n<p>Two<br>Three</p>"), "One\n\nTwo\nThree");
    EXPECT_EQ(text_of_markup("an open <tag"), "an open");
    EXPECT_EQ(text_of_markup("<script>never closed"), "");
    EXPECT_EQ(text_of_markup("<p title=\"never closed>Text</p> more"), "Text\nmore");
}

TEST(TellingWords, LeaveOutWhatEveryTitleHas) {
    EXPECT_THAT(telling_words("Draft budget consultation for 2021/22"), ElementsAre("2021", "22", "budget"));
    EXPECT_THAT(telling_words("The survey"), ElementsAre("survey", "the"));
    EXPECT_THAT(telling_words("Children's play"), ElementsAre("childrens", "play"));
}

}  // namespace
}  // namespace thingwall::activities
