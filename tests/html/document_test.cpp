#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "html/components.hpp"
#include "web/static.hpp"

namespace thingwall::html {
namespace {

using testing::HasSubstr;
using testing::Not;

Site wyremouth() {
    Site site{.partnership = "Wyremouth Partnership", .place = "Wyremouth", .telephone = "01632 960 140"};
    site.telephone_hours = "Monday to Friday, 9am to 5pm. Text relay: 18001 first.";
    site.public_navigation = {{"Open near you", "/near"}, {"Areas", "/areas"}};
    site.officer_navigation = {{"Desk", "/desk"}, {"Register", "/activities"}};
    site.public_footer = {{"Privacy", "/privacy"}, {"Accessibility", "/accessibility"}};
    site.officer_footer = {{"Help for officers", "/help"}};
    return site;
}

Writer heading(std::string_view words) {
    Writer content{128};
    content.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
    return content;
}

/// Compared with tests/golden/html/NAME; UPDATE_GOLDEN=1 rewrites it.
testing::AssertionResult golden(const std::string& name, const std::string& got) {
    const std::string path = std::string{THINGWALL_SOURCE} + "/tests/golden/html/" + name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << got;
    std::ifstream in(path);
    const std::string expected{std::istreambuf_iterator<char>(in), {}};
    if (got == expected) return testing::AssertionSuccess();
    return testing::AssertionFailure() << path << " differs; the page is now:\n" << got;
}

TEST(APageForResidents, StandsInTheFrameThatTheyKnow) {
    Writer content;
    lead(content, {.breadcrumbs = {{"Areas", "/areas"}, {"Wards", "/areas/wards"}},
                   .who = "Ward",
                   .title = "Beckside",
                   .text = "10,923 people"});
    open_container(content);
    content.markup("<p class=\"govuk-body\">Words</p>\n");
    close_container(content);

    const auto page = document(wyremouth(),
                               {.title = "Beckside",
                                .active = "/areas",
                                .alternates = {{"GeoJSON", "/areas/4.geojson"}},
                                .lead_outside = true},
                               std::move(content));

    EXPECT_TRUE(golden("page-for-residents.html", page));
}

TEST(APageForAnswering, HasNoNavigationAndAWayBack) {
    const auto page = document(
        wyremouth(),
        {.title = "Check your answers", .frame = Frame::focus, .wide = true, .back = NavigationItem{"Back", "/q/7"}},
        heading("Check your answers"));

    EXPECT_TRUE(golden("page-for-answering.html", page));
}

TEST(APageForOfficers, SaysWhoIsSignedInAndLetsThemSignOutByAForm) {
    const auto page = document(wyremouth(),
                               {.title = "Register",
                                .frame = Frame::officer,
                                .active = "/activities",
                                .who = "Anna <Holt>, NHS Wyremouth",
                                .csrf = "token",
                                .back = NavigationItem{"Back to desk", "/desk"},
                                .alternates = {{"CSV", "/activities.csv"}}},
                               heading("Register"));

    EXPECT_TRUE(golden("page-for-officers.html", page));
}

TEST(APageWithMistakes, SaysSoInTheBrowsersTitle) {
    const auto page = document(wyremouth(), {.title = "When?", .faulty = true}, heading("When?"));
    EXPECT_THAT(page, HasSubstr("<title>Error: When? - Thingwall, Wyremouth Partnership</title>"));
}

TEST(EveryPage, NamesScriptsAndStylesAsFilesAlone) {
    for (const Frame frame : {Frame::open, Frame::focus, Frame::officer}) {
        const auto page = document(wyremouth(), {.title = "x", .frame = frame, .who = "A", .csrf = "c"}, heading("x"));

        EXPECT_THAT(page, Not(HasSubstr(" style=")));
        EXPECT_THAT(page, Not(HasSubstr("<style")));
        for (std::size_t at = page.find("<script"); at != std::string::npos; at = page.find("<script", at + 1))
            EXPECT_TRUE(page.substr(page.find('>', at)).starts_with("></script>")) << "a script tag holds nothing";
    }
}

TEST(APageOfABuildWithoutFrontEnd, NamesNoFilesAndIsStillWhole) {
    Site site = wyremouth();
    site.asset_path = [](std::string_view) { return std::string_view{}; };

    const auto page = document(site, {.title = "Home"}, heading("Home"));

    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<link")));
    EXPECT_THAT(page, HasSubstr("<h1 class=\"govuk-heading-l\">Home</h1>"));
    EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST(ThePatternsOfPictures, AreOnPagesThatHaveOneAndOnNoOther) {
    Writer content = heading("Overlap");
    share_bar(content, 0.5, Whose::ours);

    EXPECT_THAT(document(wyremouth(), {.title = "Overlap"}, std::move(content)), HasSubstr("id=\"tw-hatch\""));
    EXPECT_THAT(document(wyremouth(), {.title = "Home"}, heading("Home")), Not(HasSubstr("id=\"tw-hatch\"")));
}

TEST(TheFilesInTheProgram, HaveTheirContentInTheirAddressAndNameEachOtherByIt) {
    if (web::asset_path("thingwall.css").empty()) GTEST_SKIP() << "built with THINGWALL_FRONTEND=OFF";

    for (const std::string_view name :
         {"govuk-frontend.min.css", "govuk-frontend.min.js", "thingwall.css", "thingwall.js", "ready.js", "mark.svg"}) {
        const auto* file = web::find_static(web::asset_path(name));
        ASSERT_NE(file, nullptr) << name;
        EXPECT_TRUE(file->immutable);
        EXPECT_FALSE(file->body.empty());
        EXPECT_LT(file->gzip.size(), file->body.size());
        EXPECT_EQ(file->gzip.substr(0, 2), "\x1f\x8b") << name;
    }
    EXPECT_THAT(std::string(web::find_static(web::asset_path("thingwall.js"))->body),
                HasSubstr(std::string(web::asset_path("govuk-frontend.min.js"))));
    EXPECT_EQ(web::find_static("/assets/thingwall.css"), nullptr) << "only the hashed address is served, for ever";
    EXPECT_EQ(web::find_static(""), nullptr);
}

TEST(TheFilesInTheProgram, NameNeitherTheTypefaceNorTheCrestThatAreLicensedToOthers) {
    for (const std::string_view name : {"govuk-frontend.min.css", "thingwall.css"}) {
        const auto* file = web::find_static(web::asset_path(name));
        if (file == nullptr) GTEST_SKIP() << "built with THINGWALL_FRONTEND=OFF";
        for (const std::string word : {"GDS Transport", "@font-face", "/assets/fonts", "crest"})
            EXPECT_THAT(std::string(file->body), Not(HasSubstr(word))) << name;
    }
}

}  // namespace
}  // namespace thingwall::html
