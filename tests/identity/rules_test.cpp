#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "identity/access.hpp"
#include "identity/rules.hpp"
#include "identity/throttle.hpp"

namespace thingwall::identity {
namespace {

using web::Actor;
using web::Role;
using namespace std::chrono_literals;

constexpr OrganisationId nhs{1}, council{2}, police{3};

Actor somebody(Role role, OrganisationId of) {
    return {PersonId{7}, of, role, "Anna", "NHS"};
}

TEST(WhoMaySee, ADraftIsForOfficersOfTheBodyThatWritesItAndNobodyElse) {
    EXPECT_TRUE(may_see(somebody(Role::officer, nhs), nhs, Visibility::draft));
    EXPECT_TRUE(may_see(somebody(Role::administrator, nhs), nhs, Visibility::draft));
    EXPECT_FALSE(may_see(somebody(Role::viewer, nhs), nhs, Visibility::draft));
    for (Role role : {Role::none, Role::viewer, Role::officer, Role::coordinator, Role::administrator})
        EXPECT_FALSE(may_see(somebody(role, council), nhs, Visibility::draft)) << words_of(role);
}

TEST(WhoMaySee, WhatPartnersShareIsForEverybodyWhoIsSignedIn) {
    EXPECT_TRUE(may_see(somebody(Role::viewer, council), nhs, Visibility::partners));
    EXPECT_FALSE(may_see(Actor{}, nhs, Visibility::partners));
    EXPECT_TRUE(may_see(Actor{}, nhs, Visibility::public_));
}

TEST(WhoMaySee, AThingWithoutAnOwnerBelongsToNobodyRatherThanToTheirEqual) {
    EXPECT_FALSE(may_see(somebody(Role::administrator, OrganisationId{}), OrganisationId{}, Visibility::draft));
    EXPECT_FALSE(may_change(somebody(Role::administrator, OrganisationId{}), OrganisationId{}));
}

TEST(WhoMayChange, OfficersOfTheLeadAndOfJointBodiesMayAndOthersMayNot) {
    const std::vector joint{police};
    EXPECT_TRUE(may_change(somebody(Role::officer, nhs), nhs, joint));
    EXPECT_TRUE(may_change(somebody(Role::officer, police), nhs, joint));
    EXPECT_FALSE(may_change(somebody(Role::viewer, nhs), nhs, joint));
    EXPECT_FALSE(may_change(somebody(Role::coordinator, council), nhs, joint));
    EXPECT_FALSE(may_change(somebody(Role::administrator, council), nhs, joint));
    EXPECT_FALSE(may_change(Actor{}, nhs, joint));
}

TEST(WhoMayGiveRoles, NobodyGivesMoreThanTheyMay) {
    EXPECT_TRUE(may_give(somebody(Role::coordinator, council), Role::officer));
    EXPECT_FALSE(may_give(somebody(Role::coordinator, council), Role::coordinator));
    EXPECT_TRUE(may_give(somebody(Role::administrator, council), Role::administrator));
    EXPECT_FALSE(may_give(somebody(Role::officer, council), Role::viewer));
    EXPECT_FALSE(may_give(somebody(Role::administrator, council), Role::none));
}

TEST(AnEmailAddress, IsAsPeopleWriteThem) {
    for (const char* good : {"anna@nhs.example.org", " o'brien+work@council.gov.uk ", "a.b-c_d@sub.example.co.uk",
                             "jos\xc3\xa9@example.org"})
        EXPECT_TRUE(check_email(good)) << good;
    EXPECT_EQ(*check_email(" anna@nhs.example.org "), "anna@nhs.example.org");
}

TEST(AnEmailAddress, ThatIsNoneIsRefusedWithAnExample) {
    for (const std::string& bad : std::vector<std::string>{
             "anna", "@example.org", "anna@", "anna@nhs", "a b@example.org", "a@b@example.org", "anna@example..org",
             ".anna@example.org", "anna@-example.org", "anna@example.org\nBcc: x@example.org", "<anna@example.org>",
             "anna@example.org,eve@example.org", "anna@exa_mple.org", "\xff@example.org",
             std::string(250, 'a') + "@example.org"})
        EXPECT_FALSE(check_email(bad)) << bad;
}

TEST(APassword, OfThreeWordsIsGoodAndNeedsNoSigns) {
    EXPECT_TRUE(check_password("harbour kettle ninety", "anna@nhs.example.org", "Anna Holt"));
    EXPECT_TRUE(check_password("correcthorsebattery", "anna@nhs.example.org", "Anna Holt"));
    EXPECT_EQ(*check_password("  spaces at both ends ", "a@example.org", "A"), "  spaces at both ends ");
}

TEST(APassword, ThatIsEasilyGuessedIsRefused) {
    for (const std::string& bad :
         std::vector<std::string>{"", "short", "elevenchars", "aaaaaaaaaaaa", "123456789012", "abcdefghijklmn",
                                  "Password2026!", "passwordpassword", "Anna@NHS.example.org", "Annabel Holtby",
                                  "qwertyuiop123", std::string("nul\0in the middle of it", 23)})
        EXPECT_FALSE(check_password(bad, "anna@nhs.example.org", "Annabel Holtby")) << bad;
    EXPECT_FALSE(check_password(std::string(1025, 'x') + "y", "a@example.org", "A"));
}

TEST(AnOrganisation, WithThreeMistakesSaysAllThree) {
    auto checked = check(OrganisationDraft{"", std::string(200, 'x'), "circus"});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().fields.size(), 2u) << "a short name is looked at when there is a name";
    auto named = check(OrganisationDraft{"Line\nbreak", "", ""});
    ASSERT_FALSE(named);
    EXPECT_EQ(named.error().fields.size(), 2u);
    EXPECT_EQ(check(OrganisationDraft{"Wyremouth Council", "", "council"})->short_name, "Wyremouth Council");
}

TEST(ADevice, IsNamedSoThatItsOwnerKnowsIt) {
    EXPECT_EQ(agent_family(
                  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"),
              "Edge on Windows");
    EXPECT_EQ(agent_family("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"),
              "Chrome on Android");
    EXPECT_EQ(agent_family("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605 Version/17 Safari/605"),
              "Safari on a Mac");
    EXPECT_EQ(agent_family("curl/8"), "A browser on another device");
    EXPECT_EQ(agent_family(""), "A device we could not recognise");
}

TEST(GuessingPasswords, GetsSlowerWithEachWrongTryUpToAQuarterOfAnHour) {
    Throttle throttle;
    Instant now{1000h};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.begin("anna", "192.0.2.1", now), 0s);
    std::vector<std::chrono::seconds> waits;
    for (int i = 0; i < 8; ++i) {
        waits.push_back(throttle.begin("anna", "192.0.2.1", now));
        now += waits.back();
        EXPECT_EQ(throttle.begin("anna", "192.0.2.1", now), 0s);
    }
    EXPECT_EQ(waits, (std::vector<std::chrono::seconds>{15s, 30s, 60s, 120s, 240s, 480s, 900s, 900s}));
}

TEST(GuessingPasswords, FromManyAddressesAtOneAccountIsSlowedDownToo) {
    Throttle throttle;
    Instant now{1000h};
    int tried = 0;
    for (int i = 0; i < 200; ++i)
        if (throttle.begin("anna", "198.51.100." + std::to_string(i), now) == 0s) ++tried;
    EXPECT_EQ(tried, 30);
}

TEST(GuessingPasswords, FromOneAddressAtManyAccountsIsSlowedDownToo) {
    Throttle throttle;
    Instant now{1000h};
    int tried = 0;
    for (int i = 0; i < 200; ++i)
        if (throttle.begin("person" + std::to_string(i), "2001:db8::" + std::to_string(i), now) == 0s) ++tried;
    EXPECT_EQ(tried, 60) << "one household has all of an IPv6 /64";
}

TEST(GuessingPasswords, OneAddressLeavesRoomForOthersHoweverManyItTriesAtOnce) {
    Throttle throttle;
    std::vector<std::unique_ptr<Throttle::UnderWay>> flood;
    for (int i = 0; i < 20; ++i) flood.push_back(std::make_unique<Throttle::UnderWay>(throttle, "192.0.2.7"));
    EXPECT_EQ(std::ranges::count_if(flood, [](const auto& one) { return one->taken(); }), Throttle::most_at_once);
    EXPECT_TRUE(Throttle::UnderWay(throttle, "192.0.2.8").taken());

    flood.clear();
    EXPECT_TRUE(Throttle::UnderWay(throttle, "192.0.2.7").taken());
}

TEST(GuessingPasswords, IsForgivenToWhoComesIn) {
    Throttle throttle;
    Instant now{1000h};
    for (int i = 0; i < 4; ++i) EXPECT_EQ(throttle.begin("anna", "192.0.2.1", now), 0s);
    throttle.succeeded("anna", "192.0.2.1");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.begin("anna", "192.0.2.1", now), 0s);
    EXPECT_GT(throttle.begin("anna", "192.0.2.1", now), 0s);
}

}  // namespace
}  // namespace thingwall::identity
