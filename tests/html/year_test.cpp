#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "html/figure_year.hpp"

namespace thingwall::html {
namespace {

using testing::HasSubstr;
using testing::Not;

Date day(const char* iso) {
    return *parse_date(iso);
}

YearFigure::Bar bar(int number, const char* first, const char* last, const char* name = "Survey") {
    return {.number = number,
            .name = name,
            .said = "NHS",
            .address = Href::of("/activities", number),
            .days = *DateRange::make(day(first), day(last))};
}

std::string drawn(YearFigure::Lane lane) {
    YearFigure figure{.year = *DateRange::make(day("2026-09-01"), day("2027-08-31")), .today = day("2026-09-14")};
    lane.name = "Older people";
    lane.said = "Older people: 2 activities";
    figure.lanes.push_back(std::move(lane));
    Writer page;
    year_lanes(page, figure);
    return page.take();
}

std::size_t count(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

TEST(TheYearAsAPicture, BarsThatDoNotMeetShareARowAndOthersDoNot) {
    YearFigure::Lane apart, meeting;
    apart.bars = {bar(1, "2026-09-01", "2026-09-30"), bar(2, "2027-03-01", "2027-03-31")};
    meeting.bars = {bar(1, "2026-09-01", "2026-09-30"), bar(2, "2026-09-10", "2026-10-31")};

    EXPECT_THAT(drawn(apart), HasSubstr("height=\"30\""));
    EXPECT_THAT(drawn(meeting), HasSubstr("height=\"56\""));
}

TEST(TheYearAsAPicture, DaysInCommonOfNeighboursAreOneHatchAndOfOthersOneEach) {
    auto one = bar(1, "2026-11-02", "2026-11-27"), two = bar(2, "2026-11-09", "2026-12-04");
    one.with = {{"with 2", "with 2: Groups", Href::path("/overlaps/1/2")}};
    two.with = {{"with 1", "with 1: Survey", Href::path("/overlaps/1/2")}};
    YearFigure::Lane together, alone;
    together.bars = {one, two};
    together.joins = {{0, 1, *DateRange::make(day("2026-11-09"), day("2026-11-27"))}};
    one.common = {*DateRange::make(day("2026-11-09"), day("2026-11-27"))};
    alone.bars = {one};

    // One more stands in the key.
    EXPECT_EQ(count(drawn(together), "tw-c-shared"), 2U);
    EXPECT_EQ(count(drawn(alone), "tw-c-shared"), 2U);
    EXPECT_THAT(drawn(together), HasSubstr("href=\"/overlaps/1/2\""));
}

TEST(TheYearAsAPicture, WhatRunsOverTheEdgesEndsAtThem) {
    YearFigure::Lane lane;
    lane.bars = {bar(1, "2020-01-01", "2035-12-31")};

    EXPECT_THAT(drawn(lane), HasSubstr("x=\"0%\""));
    EXPECT_THAT(drawn(lane), HasSubstr("width=\"100%\""));
}

TEST(TheYearAsAPicture, ALongNameIsShortenedAndNeverCutInsideACharacter) {
    YearFigure::Lane lane;
    const std::string name = "Wählerinnen und Wähler über die Brücke nach Überlingen fragen, zum zweiten Mal";
    lane.bars = {bar(1, "2026-12-01", "2027-02-28", name.c_str())};

    const auto picture = drawn(lane);

    EXPECT_THAT(picture, Not(HasSubstr("\xEF\xBF\xBD")));
    EXPECT_THAT(picture, HasSubstr("aria-label=\"1 W\xC3\xA4hlerinnen"));
}

TEST(TheYearAsAPicture, NamesAreWordsAndNeverMarkup) {
    YearFigure::Lane lane;
    lane.bars = {bar(1, "2026-11-02", "2026-11-27", "<b>&\"")};

    EXPECT_THAT(drawn(lane), Not(HasSubstr("<b>&")));
}

}  // namespace
}  // namespace thingwall::html
