#include "base/postcode.hpp"

#include <gtest/gtest.h>

namespace thingwall {
namespace {

std::string read(std::string_view text) {
    auto postcode = Postcode::parse(text);
    return postcode ? postcode->text() : "none";
}

TEST(APostcode, OfEveryShapeIsTaken) {
    for (std::string_view text :
         {"M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "CH41 1DB", "W1M 1AA", "BS0 1AA"})
        EXPECT_EQ(read(text), text);
}

TEST(APostcode, IsTakenInAnyCaseWithAnySpaces) {
    for (auto text : {"ch411db", "CH41 1DB", " Ch 411 dB ", "CH41\t1DB",
                      "CH41\xC2\xA0"
                      "1DB",
                      "CH411DB\r\n"})
        EXPECT_EQ(read(text), "CH41 1DB") << text;
}

TEST(APostcode, WithALetterOForANoughtIsMendedWhereOnlyADigitCanStand) {
    EXPECT_EQ(read("CH6O OAA"), "CH60 0AA");
    EXPECT_EQ(read("W1A OAX"), "W1A 0AX");
    EXPECT_EQ(read("HAO 1AA"), "HA0 1AA");
    EXPECT_EQ(read("OL1 1AA"), "OL1 1AA");  // a letter can stand there
    EXPECT_EQ(read("OO1 1AA"), "OO1 1AA");
    EXPECT_EQ(read("CH41 1OB"), "none");  // only a letter can stand there, and O never does
    EXPECT_EQ(read("CH41 10B"), "none");
}

TEST(APostcode, OfAShapeThatDoesNotExistIsRefused) {
    for (auto text : {"",         "CH41",     "CH41 1D", "CH41 1DBX", "1H41 1DB", "CH411 1DB", "CHH 1DB",
                      "CHI1 1DB", "CH01 1AA", "GIR 0AA", "QH4 1DB",   "CI4 1DB",  "CH41 1DC",  "CH41 1DÉ",
                      "CH4I 1DB", "AAAAAAA",  "1111111", "CH41-1DB",  "W1I 1AA",  "EC1O1 1BB"})
        EXPECT_EQ(read(text), "none") << text;
}

TEST(APostcode, KnowsItsDistrictAndSector) {
    auto postcode = Postcode::parse("ec1a 1bb");

    ASSERT_TRUE(postcode);
    EXPECT_EQ(postcode->district(), "EC1A");
    EXPECT_EQ(postcode->sector(), "EC1A 1");
    EXPECT_EQ(Postcode::parse("M1 1AE")->district(), "M1");
}

TEST(APostcodesKey, IsThePackedNumberOfTheReference) {
    // ((((((2*27 + 8)*10 + 4)*37 + 2)*10 + 1)*26 + 3)*26 + 1: C, H, 4, the digit 1, 1, D, B
    EXPECT_EQ(Postcode::parse("CH41 1DB")->key(), (((((2u * 27 + 8) * 10 + 4) * 37 + 2) * 10 + 1) * 26 + 3) * 26 + 1);
    EXPECT_LT(Postcode::parse("CH4 1DB")->key(), Postcode::parse("CH41 1DB")->key());
    EXPECT_LT(Postcode::parse("CH41 1DB"), Postcode::parse("CH41 1DD"));
}

TEST(APostcodesKey, GivesThePostcodeBackOrNothing) {
    std::size_t known = 0;
    for (std::uint64_t key = 0; key <= 0xFFFFFFFF; key += 7919) {  // a prime step meets every part's values
        auto postcode = Postcode::from_key(static_cast<std::uint32_t>(key));
        if (!postcode) continue;
        ++known;
        ASSERT_EQ(Postcode::parse(postcode->text()), postcode) << key;
        ASSERT_EQ(postcode->key(), key);
    }
    EXPECT_GT(known, 50'000u);
    EXPECT_FALSE(Postcode::from_key(26u * 27 * 10 * 37 * 10 * 26 * 26));
}

}  // namespace
}  // namespace thingwall
