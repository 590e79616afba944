#include <gtest/gtest.h>

#include "partners/rules.hpp"

namespace thingwall::partners {
namespace {

TEST(AWebAddress, IsTakenAsPeopleTypeIt) {
    EXPECT_EQ(*check_web_address(" www.example.org "), "https://www.example.org");
    EXPECT_EQ(*check_web_address("http://example.org/a?b=c#d"), "http://example.org/a?b=c#d");
    EXPECT_EQ(*check_web_address("example.org:8080/x"), "https://example.org:8080/x");
    EXPECT_EQ(*check_web_address("HTTPS://Example.org"), "HTTPS://Example.org");
    EXPECT_EQ(*check_web_address(""), "");
}

TEST(AWebAddress, ThatLeadsSomewhereElseThanItSeemsIsRefused) {
    for (const std::string& bad : std::vector<std::string>{
             "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://council.gov.uk@evil.example",
             "https://", "https://localhost", "https://exam ple.org", "https://example.org/\"onclick", "//example.org",
             "mailto:a@example.org", "https://example..org", "https://example.org:99999999",
             "example.org\\@evil.example", "https://example.org/" + std::string(300, 'x'), "\xff.example.org"})
        EXPECT_FALSE(check_web_address(bad)) << bad;
}

TEST(AWebAddress, ThatWasTakenOnceIsTakenAgain) {
    std::string longest = "example.org/" + std::string(280, 'x');

    EXPECT_EQ(check_web_address(longest)->size(), 300u) << "with the https:// that it is given";
    EXPECT_FALSE(check_web_address(longest + "x"));
}

TEST(ATelephoneNumber, IsTakenAsPeopleWriteIt) {
    for (const char* good :
         {"01632 960 001", "+44 (0)1632 960001", "01632-960001", "01632 960001 ext 12", "0800 555 111", ""})
        EXPECT_TRUE(check_telephone(good)) << good;
    for (const char* bad : {"12345", "call us", "01632 96000a", "++44 1632 960001", "01632 960001 ext",
                            "1234567890123456789012", "01632 960001 ext 1x"})
        EXPECT_FALSE(check_telephone(bad)) << bad;
}

TEST(AProfile, WithFourMistakesSaysAllFour) {
    auto checked = check({"Line\nbreak", "no address", "call us", "javascript:alert(1)", std::string(2001, 'x')});

    ASSERT_FALSE(checked);
    std::vector<std::string> fields;
    for (const auto& fault : checked.error().fields) fields.push_back(fault.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"contact_name", "email", "telephone", "web_address", "description"}));
}

TEST(AProfile, MayBeEmpty) {
    EXPECT_TRUE(check({}));
}

TEST(ADescription, HasItsParagraphsWhereEmptyLinesAre) {
    EXPECT_EQ(paragraphs("One\ntwo\n\n\n three \n \nfour"), (std::vector<std::string>{"One two", "three", "four"}));
    EXPECT_TRUE(paragraphs(" \n\n ").empty());
}

}  // namespace
}  // namespace thingwall::partners
