#include <gtest/gtest.h>

#include "html/components.hpp"

namespace thingwall::html {
namespace {

std::string text_of(std::string_view typed) {
    Writer page{64};
    return page.text(typed).take();
}

TEST(WhatPeopleType, IsShownAsTheyTypedItAndNeverBecomesMarkup) {
    EXPECT_EQ(text_of("<script>alert('x' & \"y\")</script>"),
              "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;");
    EXPECT_EQ(text_of("Caf\u00E9, 5 \u20AC, \U0001F642"), "Caf\u00E9, 5 \u20AC, \U0001F642");
    EXPECT_EQ(text_of("two\nlines\tand a tab"), "two\nlines\tand a tab");
}

TEST(WhatPeopleType, WithBytesThatAreNoTextShowsAReplacementForEachAndKeepsTheRest) {
    const std::string sign = "\xEF\xBF\xBD";
    EXPECT_EQ(text_of("a\xFFz"), "a" + sign + "z");
    EXPECT_EQ(text_of("cut \xE2\x82"), "cut " + sign + sign);
    EXPECT_EQ(text_of("\xC0\xAF"), sign + sign) << "an overlong slash";
    EXPECT_EQ(text_of("\xED\xA0\x80"), sign + sign + sign) << "half of a surrogate pair";
    EXPECT_EQ(text_of("\xF4\x90\x80\x80"), sign + sign + sign + sign) << "beyond the last character";
    EXPECT_EQ(text_of(std::string_view("a\0b\x1B", 4)), "a" + sign + "b" + sign) << "controls";
}

TEST(AnAttribute, CannotBeLeftByWhatIsTypedIntoIt) {
    Writer page{64};

    page.open("<p class=\"a\">", {{"id", "\"><script>"}, {"hidden", true}, {"draggable", false}, {"tabindex", 3}});

    EXPECT_EQ(page.take(), "<p class=\"a\" id=\"&quot;&gt;&lt;script&gt;\" hidden tabindex=\"3\">");
}

TEST(ALink, LeadsOnlyWhereLinksMayLead) {
    for (const std::string_view good :
         {"https://www.example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org", "tel:+441632960140",
          "/activities/4", "?page=2", "#title", " https://example.org "})
        EXPECT_TRUE(Href::parse(good)) << good;
    for (const std::string_view bad :
         {"javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
          "data:text/html,x", "vbscript:x", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere",
          "https:elsewhere", "https://", "https:///x", "www.example.org", "", "ftp://example.org", "/a b",
          "/\t/elsewhere", "mailto:", "https://example.org/\"onclick=\""})
        EXPECT_FALSE(Href::parse(bad)) << bad;
}

TEST(ALink, ToAThingOfThisSiteIsEncodedPartByPart) {
    EXPECT_EQ(Href::of("/activities", 42).text(), "/activities/42");
    EXPECT_EQ(Href::of("/activities", 42, "edit").text(), "/activities/42/edit");
    EXPECT_EQ(Href::of("/places/layers", "a/b ?#\u00E9").text(), "/places/layers/a%2Fb%20%3F%23%C3%A9");
    EXPECT_EQ(Href::of("/places", "..").text(), "/places/%2E%2E");
    EXPECT_EQ(Href::query("/activities", {{"q", "GP & nurse"}, {"page", "2"}}).text(),
              "/activities?q=GP%20%26%20nurse&page=2");
    EXPECT_EQ(Href::query(Href::path("/activities?q=a"), {{"page", "2"}}).text(), "/activities?q=a&page=2");
    EXPECT_EQ(Href::query("/activities", {}).text(), "/activities");
    EXPECT_EQ(Href::fragment("first day").text(), "#first%20day");
    EXPECT_EQ(Href::telephone("01632 960 140").text(), "tel:+441632960140");
}

TEST(APathThatTheProgramMade, NeverLeadsToAnotherSite) {
    EXPECT_EQ(Href::path("/desk?x=1").text(), "/desk?x=1");
    EXPECT_EQ(Href::path("//elsewhere.example").text(), "/");
    EXPECT_EQ(Href::path("https://elsewhere.example").text(), "/");
    EXPECT_EQ(Href::path("/\\elsewhere").text(), "/");
    EXPECT_EQ(Href::path("").text(), "/");
}

TEST(ALink, WithHiddenWordsTellsRowsApartForThoseWhoListen) {
    Writer page{256};

    page.link({"/activities"}, "Change", "first day");

    EXPECT_EQ(page.take(),
              "<a class=\"govuk-link\" href=\"/activities\">Change<span class=\"govuk-visually-hidden\"> first "
              "day</span></a>");
}

TEST(APicture, AlwaysHasItsWords) {
    Writer page{256};
    page.image({"/assets/map.png"}, "The \"old\" market");
    EXPECT_EQ(page.take(), "<img src=\"/assets/map.png\" alt=\"The &quot;old&quot; market\">");
}

}  // namespace
}  // namespace thingwall::html
