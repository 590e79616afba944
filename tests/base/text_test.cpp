#include "base/text.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace thingwall {
namespace {

TEST(Trimming, TakesAwayBlanksThatPeoplePasteAroundAWord) {
    EXPECT_EQ(trim("  Leasowe \t\r\n"), "Leasowe");
    EXPECT_EQ(trim("\xC2\xA0Leasowe\xE2\x80\x8B\xC2\xA0 "), "Leasowe");
    EXPECT_EQ(trim(" \xC2\xA0 "), "");
    EXPECT_EQ(trim("Ré"), "Ré");  // the last byte alone is no blank
}

TEST(Splitting, GivesThePartsThatHaveSomethingInThem) {
    EXPECT_EQ(split("health; ; transport;", ';'), (std::vector<std::string_view>{"health", "transport"}));
    EXPECT_TRUE(split("", ';').empty());
    EXPECT_TRUE(split(";;", ';').empty());
}

TEST(Folding, FindsAWordHoweverItIsWritten) {
    EXPECT_EQ(fold("  Area   FORUM\t1 "), "area forum 1");
    EXPECT_EQ(fold("Café"), "cafe");
    EXPECT_EQ(fold("CAFE\xCC\x81"), fold("café"));  // accent as a character of its own
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(fold("\xEF\xBC\xB7irral"), "wirral");  // a full-width W
    EXPECT_EQ(fold("New\xC2\xA0"
                   "Brighton"),
              "new brighton");
    EXPECT_EQ(fold("co\xC2\xADoperative"), "cooperative");  // a soft hyphen
    EXPECT_EQ(fold(""), "");
}

TEST(Folding, ChangesNothingASecondTime) {
    for (std::string_view text : {"É ß İ", "\xF0\x9D\x90\x80", "ΐΣς", "ﬁne", "  a  "})
        EXPECT_EQ(fold(fold(text)), fold(text));
}

TEST(Utf8, NamesTheFirstByteThatIsNoText) {
    EXPECT_TRUE(valid_utf8(""));
    EXPECT_TRUE(valid_utf8("Llŷn €5 \xF0\x9F\x8F\xA0"));
    EXPECT_EQ(first_not_utf8("twelve bytes\xE9 and more"), 12u);
    EXPECT_EQ(first_not_utf8("\xC3"), 0u);               // cut off
    EXPECT_EQ(first_not_utf8("a\xC0\xAF"), 1u);          // a slash in disguise
    EXPECT_EQ(first_not_utf8("a\xED\xA0\x80"), 1u);      // half of a pair
    EXPECT_EQ(first_not_utf8("a\xF4\x90\x80\x80"), 1u);  // above the last character
    EXPECT_EQ(first_not_utf8("a\xE0\x80\x80"), 1u);
    EXPECT_EQ(first_not_utf8("abcdefgh\xF0\x80\x80\x80"), 8u);
}

TEST(OldSpreadsheets, AreReadAsTheyWereMeant) {
    EXPECT_EQ(from_windows_1252("\x80"
                                "5 \x93good\x94 caf\xE9 \x96 yes"),
              "€5 “good” café – yes");
    EXPECT_EQ(first_not_windows_1252("ab\x81"), 2u);
    EXPECT_EQ(first_not_windows_1252("caf\xE9"), std::string_view::npos);
    EXPECT_EQ(from_windows_1252("\x8D"), "\xEF\xBF\xBD");
}

TEST(Lengths, CountCharactersAndNotBytes) {
    EXPECT_EQ(length("café"), 4u);
    EXPECT_EQ(length(""), 0u);
}

TEST(WhatWasTyped, IsShownOnlyAsFarAsAMessageHasRoom) {
    EXPECT_EQ(shortened("café", 5), "café");
    EXPECT_EQ(shortened("café au lait", 5), "café...");
    EXPECT_EQ(shortened("café au lait", 4), "caf...");
}

TEST(TheBeginningOfAText, HasWholeCharactersAlone) {
    EXPECT_EQ(beginning("café", 5), "café");
    EXPECT_EQ(beginning("café", 4), "caf");
    EXPECT_EQ(beginning("é", 1), "");
}

TEST(Numbers, AreWrittenAsSentencesWriteThem) {
    EXPECT_EQ(thousands(0), "0");
    EXPECT_EQ(thousands(999), "999");
    EXPECT_EQ(thousands(12572), "12,572");
    EXPECT_EQ(thousands(-1234567), "-1,234,567");
    EXPECT_EQ(thousands(-123), "-123");
    EXPECT_EQ(thousands(INT64_MIN), "-9,223,372,036,854,775,808");
    EXPECT_EQ(count_of(1, "day", "days"), "1 day");
    EXPECT_EQ(count_of(0, "day", "days"), "0 days");
    EXPECT_EQ(count_of(1900, "day", "days"), "1,900 days");
}

TEST(Numbers, ThatAreEstimatesShowTwoFigures) {
    EXPECT_EQ(about(99), "99");
    EXPECT_EQ(about(100), "about 100");
    EXPECT_EQ(about(2449), "about 2,400");
    EXPECT_EQ(about(2450), "about 2,500");
    EXPECT_EQ(about(104), "about 100");
    EXPECT_EQ(about(105), "about 110");
    EXPECT_EQ(about(996), "about 1,000");
    EXPECT_EQ(about(319783), "about 320,000");
    EXPECT_EQ(about(-2449), "about -2,400");
    EXPECT_EQ(about(INT64_MAX), "about 9,200,000,000,000,000,000");
    EXPECT_EQ(about(INT64_MIN), "about -9,200,000,000,000,000,000");
}

TEST(Lists, AreJoinedByAnAndBeforeTheLast) {
    EXPECT_EQ(listed({}), "");
    EXPECT_EQ(listed({"police"}), "police");
    EXPECT_EQ(listed({"police", "health"}), "police and health");
    EXPECT_EQ(listed({"police", "health", "council"}), "police, health and council");
}

TEST(NumbersTyped, AreTakenWholeOrNotAtAll) {
    EXPECT_EQ(parse_whole("-12"), -12);
    EXPECT_EQ(parse_whole("9223372036854775807"), INT64_MAX);
    for (auto text : {"", "-", "12x", "1.0", "9223372036854775808", " 1", "+1", "0x1"})
        EXPECT_FALSE(parse_whole(text)) << text;
    EXPECT_EQ(parse_number("1e3"), 1000.0);
    EXPECT_EQ(parse_number("-.5"), -0.5);
    for (auto text : {"", "inf", "nan", "1e999", "1,5", "1 ", "0x1p3"}) EXPECT_FALSE(parse_number(text)) << text;
}

}  // namespace
}  // namespace thingwall
