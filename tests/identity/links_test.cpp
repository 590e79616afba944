#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "identity/partnership.hpp"

namespace thingwall::identity {
namespace {

using support::Visitor;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

std::string link_on(const web::Response& page) {
    std::string sign = "value=\"http://localhost";
    auto at = page.body.find(sign);
    if (at == std::string::npos) return {};
    at += sign.size();
    return page.body.substr(at, page.body.find('"', at) - at);
}

class LinksThatWorkOnce : public support::OnBothEngines {
protected:
    Partnership site{database(), clock()};
};

TEST_P(LinksThatWorkOnce, TheFirstStartLeadsToAPageThatMakesTheFirstAdministrator) {
    auto link = first_setup_link(site.database);
    ASSERT_TRUE(link);
    Visitor tomasz = site.visitor();

    auto page = tomasz.get(link->path);
    EXPECT_EQ(page.status, 200);
    auto answer = tomasz.post("/set-up", {{"token", tomasz.value_of("token")},
                                          {"organisation", "Wyremouth Council"},
                                          {"kind", "council"},
                                          {"name", "Tomasz Nowak"},
                                          {"email", "tomasz@council.example.org"},
                                          {"password", "harbour kettle ninety"}});

    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(tomasz.get("/desk").body, "desk of Tomasz Nowak");
    EXPECT_EQ(tomasz.get("/people").status, 200);
    EXPECT_FALSE(first_setup_link(site.database)) << "somebody can sign in now";
    EXPECT_EQ(site.visitor().get(link->path).status, 404);
}

TEST_P(LinksThatWorkOnce, ASetUpWithFiveMistakesSaysAllFiveKeepsWhatWasTypedAndTheLink) {
    auto link = first_setup_link(site.database);
    Visitor tomasz = site.visitor();
    tomasz.get(link->path);

    auto answer = tomasz.post("/set-up", {{"token", tomasz.value_of("token")},
                                          {"organisation", ""},
                                          {"kind", "circus"},
                                          {"name", ""},
                                          {"email", "tomasz at home"},
                                          {"password", "short"}});

    EXPECT_EQ(answer.status, 422);
    for (const char* fault :
         {"href=\"#organisation\"", "href=\"#kind\"", "href=\"#name\"", "href=\"#email\"", "href=\"#password\""})
        EXPECT_THAT(answer.body, HasSubstr(fault));
    EXPECT_THAT(answer.body, HasSubstr("value=\"tomasz at home\""));
    EXPECT_THAT(answer.body, Not(HasSubstr("value=\"short\"")));
    EXPECT_EQ(site.visitor().get(link->path).status, 200) << "a mistake does not use the link up";
}

TEST_P(LinksThatWorkOnce, AScannerThatOpensALinkFirstDoesNotUseItUp) {
    PersonId anna = site.person(site.organisation("NHS Wyremouth"), "Anna Holt", "anna@nhs.example.org", "officer");
    auto link = sign_in_link(site.database, anna, 30min);
    Visitor scanner = site.visitor(), person = site.visitor();

    for (int i = 0; i < 3; ++i) EXPECT_EQ(scanner.get(link.path).status, 200);
    EXPECT_EQ(scanner.get("/desk").status, 303);
    auto page = person.get(link.path);
    EXPECT_THAT(page.body, HasSubstr("Sign in as Anna Holt"));
    EXPECT_EQ(Visitor::header(page, "Referrer-Policy"), "strict-origin");
    EXPECT_EQ(person.post("/sign-in/link", {{"token", person.value_of("token")}}).status, 303);

    EXPECT_EQ(person.get("/desk").body, "desk of Anna Holt");
}

TEST_P(LinksThatWorkOnce, ALinkThatWasUsedOrIsTooOldOrMadeUpLooksTheSame) {
    PersonId anna = site.person(site.organisation("NHS Wyremouth"), "Anna Holt", "anna@nhs.example.org", "officer");
    auto used = sign_in_link(site.database, anna, 30min), old = sign_in_link(site.database, anna, 30min);
    Visitor visitor = site.visitor();
    visitor.get(used.path);
    visitor.post("/sign-in/link", {{"token", visitor.value_of("token")}});
    clock().set(clock().now() + 31min);

    Visitor other = site.visitor();
    auto first = other.get(used.path), second = other.get(old.path),
         third = other.get("/sign-in/link?token=" + std::string(43, 'x'));

    EXPECT_EQ(first.status, 404);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(second.body, third.body);
    EXPECT_THAT(first.body, HasSubstr("This link does not work any more"));
}

TEST_P(LinksThatWorkOnce, OfManyWhoUseOneLinkAtOnceOneComesIn) {
    PersonId anna = site.person(site.organisation("NHS Wyremouth"), "Anna Holt", "anna@nhs.example.org", "officer");
    auto link = sign_in_link(site.database, anna, 30min);
    std::vector<Visitor> visitors(8, site.visitor());
    for (auto& visitor : visitors) visitor.get(link.path);

    std::atomic<int> came_in = 0;
    std::vector<std::jthread> threads;
    for (auto& visitor : visitors)
        threads.emplace_back([&] {
            if (visitor.post("/sign-in/link", {{"token", visitor.value_of("token")}}).status == 303) ++came_in;
        });
    threads.clear();

    EXPECT_EQ(came_in, 1);
}

TEST_P(LinksThatWorkOnce, ALinkForOnePurposeServesNoOther) {
    PersonId anna = site.person(site.organisation("NHS Wyremouth"), "Anna Holt", "anna@nhs.example.org", "officer");
    auto link = sign_in_link(site.database, anna, 30min);
    std::string token = link.path.substr(link.path.find('=') + 1);

    for (std::string page : {"/join", "/new-password", "/set-up"})
        EXPECT_EQ(site.visitor().get(page + "?token=" + token).status, 404) << page;
}

TEST_P(LinksThatWorkOnce, SomebodyInvitedJoinsForTheirOrganisationWithTheirRole) {
    OrganisationId council = site.organisation("Wyremouth Council", "council"),
                   nhs = site.organisation("NHS Wyremouth");
    Visitor tomasz = site.signed_in(site.person(council, "Tomasz", "t@council.example.org", "administrator"));
    tomasz.get("/people/invite");

    auto made = tomasz.post("/people/invite", {{"name", "Anna Holt"},
                                               {"email", "anna@nhs.example.org"},
                                               {"organisation", std::to_string(nhs.value())},
                                               {"role", "officer"}});
    EXPECT_EQ(made.status, 200);
    Visitor anna = site.visitor();
    auto page = anna.get(link_on(made));
    EXPECT_THAT(page.body, HasSubstr("Join for NHS Wyremouth"));
    auto joined = anna.post(
        "/join", {{"token", anna.value_of("token")}, {"name", "Anna M Holt"}, {"password", "salt marsh lantern"}});

    EXPECT_EQ(joined.status, 303);
    EXPECT_EQ(anna.get("/desk").body, "desk of Anna M Holt");
    EXPECT_EQ(anna.get("/people").status, 403) << "an officer looks after nobody";
    EXPECT_THAT(tomasz.get("/people").body, HasSubstr("anna@nhs.example.org"));
    EXPECT_THAT(tomasz.get("/people/invitations").body, HasSubstr("Nobody is invited"));
}

TEST_P(LinksThatWorkOnce, AnInvitationSentTwiceIsOneAndItsSecondLinkWorks) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    Visitor tomasz = site.signed_in(site.person(council, "Tomasz", "t@council.example.org", "administrator"));
    tomasz.get("/people/invite");
    support::Typed form{
        {"name", "Anna Holt"}, {"email", "anna@nhs.example.org"}, {"organisation", std::to_string(council.value())},
        {"role", "officer"},   {"csrf", tomasz.value_of("csrf")}, {"idempotency", tomasz.value_of("idempotency")}};

    auto first = tomasz.post("/people/invite", form), second = tomasz.post("/people/invite", form);

    EXPECT_EQ(second.status, 200);
    EXPECT_EQ(site.visitor().get(link_on(first)).status, 404);
    EXPECT_EQ(site.visitor().get(link_on(second)).status, 200);
    auto made = site.deeds();
    EXPECT_EQ(std::ranges::count(made, "invitation.made"), 1);
}

TEST_P(LinksThatWorkOnce, ACoordinatorInvitesOfficersButMakesNoAdministrator) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    Visitor priya = site.signed_in(site.person(council, "Priya", "p@council.example.org", "coordinator"));
    auto page = priya.get("/people/invite");
    EXPECT_THAT(page.body, HasSubstr("value=\"officer\""));
    EXPECT_THAT(page.body, Not(HasSubstr("value=\"administrator\"")));

    auto answer = priya.post("/people/invite", {{"name", "Friend"},
                                                {"email", "friend@example.org"},
                                                {"organisation", std::to_string(council.value())},
                                                {"role", "administrator"}});

    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(std::ranges::count(site.deeds(), "invitation.made"), 0);
}

TEST_P(LinksThatWorkOnce, AnInvitationThatIsWithdrawnOpensNothing) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    Visitor tomasz = site.signed_in(site.person(council, "Tomasz", "t@council.example.org", "administrator"));
    tomasz.get("/people/invite");
    auto made = tomasz.post("/people/invite", {{"name", "Anna Holt"},
                                               {"email", "anna@nhs.example.org"},
                                               {"organisation", std::to_string(council.value())},
                                               {"role", "officer"}});
    auto list = tomasz.get("/people/invitations").body;
    auto at = list.find("/people/invitations/") + std::string("/people/invitations/").size();
    std::string id = list.substr(at, list.find('/', at) - at);

    EXPECT_EQ(tomasz.post("/people/invitations/" + id + "/withdraw", {}).status, 303);

    EXPECT_EQ(site.visitor().get(link_on(made)).status, 404);
    EXPECT_EQ(tomasz.post("/people/invitations/" + id + "/withdraw", {}).status, 404);
}

TEST_P(LinksThatWorkOnce, ALinkForANewPasswordEndsWhatWasOpen) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    Visitor tomasz = site.signed_in(site.person(council, "Tomasz", "t@council.example.org", "administrator"));
    PersonId anna = site.person(council, "Anna Holt", "anna@nhs.example.org", "officer");
    Visitor annas_lost_phone = site.signed_in(anna);
    tomasz.get("/people/" + std::to_string(anna.value()));

    auto made = tomasz.post("/people/" + std::to_string(anna.value()) + "/password-link", {});
    Visitor annas = site.visitor();
    annas.get(link_on(made));
    EXPECT_EQ(
        annas.post("/new-password", {{"token", annas.value_of("token")}, {"password", "anna@nhs.example.org"}}).status,
        422);
    EXPECT_EQ(
        annas.post("/new-password", {{"token", annas.value_of("token")}, {"password", "salt marsh lantern"}}).status,
        303);

    EXPECT_EQ(annas.get("/desk").status, 200);
    EXPECT_EQ(annas_lost_phone.get("/desk").status, 303);
}

TEST_P(LinksThatWorkOnce, SomebodyWhoHasLeftComesInNoMore) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    PersonId tomaszs = site.person(council, "Tomasz", "t@council.example.org", "administrator");
    PersonId annas = site.person(council, "Anna Holt", "anna@nhs.example.org", "officer");
    Visitor tomasz = site.signed_in(tomaszs), anna = site.signed_in(annas);
    auto link = sign_in_link(site.database, annas, 30min);
    tomasz.get("/people/" + std::to_string(annas.value()));

    EXPECT_EQ(tomasz.post("/people/" + std::to_string(annas.value()), {{"role", "officer"}, {"active", "no"}}).status,
              303);

    EXPECT_EQ(anna.get("/desk").status, 303);
    EXPECT_EQ(site.visitor().get(link.path).status, 404);
}

TEST_P(LinksThatWorkOnce, TheOnlyAdministratorStaysOne) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    PersonId first = site.person(council, "Tomasz", "t@council.example.org", "administrator");
    PersonId second = site.person(council, "Ursula", "u@council.example.org", "administrator");
    Visitor tomasz = site.signed_in(first), ursula = site.signed_in(second);
    tomasz.get("/people/" + std::to_string(second.value()));
    EXPECT_EQ(tomasz.post("/people/" + std::to_string(second.value()), {{"role", "officer"}, {"active", "yes"}}).status,
              303);

    tomasz.get("/people/" + std::to_string(first.value()));
    auto own = tomasz.post("/people/" + std::to_string(first.value()),
                           {{"role", "officer"}, {"active", "yes"}, {"idempotency", "k1"}});

    EXPECT_EQ(own.status, 422);
    EXPECT_EQ(ursula.get("/people").status, 303) << "a changed role signs out";
    EXPECT_EQ(tomasz.get("/people").status, 200);
}

TEST_P(LinksThatWorkOnce, AnOrganisationThatHasLeftTakesItsPeopleAlong) {
    OrganisationId council = site.organisation("Wyremouth Council", "council"),
                   charity = site.organisation("Harbour Charity", "voluntary");
    site.person(council, "Tomasz", "t@council.example.org", "administrator");
    Visitor lindsay = site.signed_in(site.person(charity, "Lindsay", "l@charity.example.org", "officer"));
    EXPECT_EQ(lindsay.get("/desk").status, 200);

    auto done = site.database.write([&](db::Transaction& tx) {
        return change_organisation(tx, {}, charity, {"Harbour Charity", "", "voluntary"}, false);
    });

    EXPECT_TRUE(done);
    EXPECT_EQ(lindsay.get("/desk").status, 303);
}

TEST_P(LinksThatWorkOnce, TwoPeopleHaveNoEmailAddressInCommonWhateverItsCase) {
    OrganisationId council = site.organisation("Wyremouth Council", "council");
    site.person(council, "Anna", "anna@nhs.example.org", "officer");

    auto second = site.database.write(
        [&](db::Transaction& tx) { return add_person(tx, {}, council, {"Other", "ANNA@nhs.example.org", "officer"}); });

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fields[0].field, "email");
}

THINGWALL_ON_BOTH_ENGINES(LinksThatWorkOnce);

}  // namespace
}  // namespace thingwall::identity
