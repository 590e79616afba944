#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/partnership.hpp"
#include "partners/partners.hpp"
#include "support/access_matrix.hpp"

namespace thingwall::partners {
namespace {

using support::Visitor;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TheDirectory : public support::OnBothEngines {
protected:
    identity::Partnership site{database(), clock()};
    Partners partners{{database(), clock(), site.random, site.feed, site.runner, site.site}, site.identity};
    OrganisationId nhs = site.organisation("NHS Wyremouth"),
                   charity = site.organisation("Harbour Charity", "voluntary");
    PersonId anna = site.person(nhs, "Anna Holt", "anna@nhs.example.org", "officer");
    PersonId priya = site.person(nhs, "Priya", "priya@nhs.example.org", "coordinator");

    void SetUp() override { partners.add_routes(site.router); }
    static std::string at(OrganisationId id, const std::string& tail = "") {
        return "/partners/" + std::to_string(id.value()) + tail;
    }
};

TEST_P(TheDirectory, ShowsWhatAnOrganisationSaysOfItselfToEverybody) {
    Visitor visitor = site.signed_in(anna);
    visitor.get(at(nhs, "/edit"));

    auto answer = visitor.post(at(nhs, "/edit"), {{"version", visitor.value_of("version")},
                                                  {"description", "We look after <b>health</b>.\n\nAsk us anything."},
                                                  {"contact_name", "Engagement team"},
                                                  {"telephone", "01632 960 001"},
                                                  {"email", "engage@nhs.example.org"},
                                                  {"web_address", "www.nhs.example.org"}});
    EXPECT_EQ(answer.status, 303);
    auto page = site.visitor().get(at(nhs));

    EXPECT_THAT(page.body, HasSubstr("We look after &lt;b&gt;health&lt;/b&gt;."));
    EXPECT_THAT(page.body, HasSubstr("<p class=\"govuk-body\">Ask us anything.</p>"));
    EXPECT_THAT(page.body, HasSubstr("href=\"https://www.nhs.example.org\""));
    EXPECT_THAT(page.body, HasSubstr("href=\"mailto:engage@nhs.example.org\""));
    EXPECT_THAT(page.body, HasSubstr("href=\"tel:+441632960001\""));
    EXPECT_THAT(page.body, Not(HasSubstr("Change what it says")));
    EXPECT_THAT(site.deeds(), testing::Contains("partner.told"));
}

TEST_P(TheDirectory, AFormWithMistakesSaysAllKeepsWhatWasTypedAndSavesNothing) {
    Visitor visitor = site.signed_in(anna);
    visitor.get(at(nhs, "/edit"));

    auto answer = visitor.post(
        at(nhs, "/edit"), {{"version", "0"}, {"telephone", "call us"}, {"email", "nowhere"}, {"contact_name", "Team"}});

    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("href=\"#telephone\""));
    EXPECT_THAT(answer.body, HasSubstr("href=\"#email\""));
    EXPECT_THAT(answer.body, HasSubstr("value=\"call us\""));
    EXPECT_THAT(answer.body, HasSubstr("value=\"Team\""));
    EXPECT_EQ(database().read([&](db::Reader& reader) { return profile(reader, nhs).version; }), 0);
}

TEST_P(TheDirectory, AnOfficerKeepsTheirOwnOrganisationAndTheCoordinatorAll) {
    Visitor officer = site.signed_in(anna), coordinator = site.signed_in(priya);

    EXPECT_EQ(officer.get(at(nhs, "/edit")).status, 200);
    EXPECT_EQ(officer.get(at(charity, "/edit")).status, 404);
    EXPECT_EQ(coordinator.get(at(charity, "/edit")).status, 200);
    EXPECT_EQ(coordinator.post(at(charity, "/edit"), {{"version", "0"}, {"description", "Boats."}}).status, 303);
    EXPECT_THAT(site.visitor().get(at(charity)).body, HasSubstr("Boats."));
}

TEST_P(TheDirectory, WhoChangesAnOlderVersionIsToldSoAndOverwritesNothing) {
    Visitor first = site.signed_in(anna), second = site.signed_in(priya);
    first.get(at(nhs, "/edit"));
    second.get(at(nhs, "/edit"));

    EXPECT_EQ(first.post(at(nhs, "/edit"), {{"version", first.value_of("version")}, {"description", "First."}}).status,
              303);
    EXPECT_EQ(
        second.post(at(nhs, "/edit"), {{"version", second.value_of("version")}, {"description", "Second."}}).status,
        409);

    EXPECT_THAT(site.visitor().get(at(nhs)).body, HasSubstr("First."));
}

TEST_P(TheDirectory, IsFoundByPartOfANameAndByKind) {
    site.organisation("100% Youth", "voluntary");
    auto rows = [&](const std::string& query) { return site.visitor().get("/partners" + query).body; };

    EXPECT_THAT(rows("?q=HARBOUR"), HasSubstr("Harbour Charity"));
    EXPECT_THAT(rows("?q=harbour"), Not(HasSubstr("NHS Wyremouth")));
    EXPECT_THAT(rows("?kind=nhs"), Not(HasSubstr("Harbour Charity")));
    EXPECT_THAT(rows("?q=%25"), HasSubstr("100% Youth")) << "a sign of the search is a sign like others";
    EXPECT_THAT(rows("?q=%25"), Not(HasSubstr("Harbour Charity")));
    EXPECT_THAT(rows("?q=nobody"), HasSubstr("No organisation fits"));
}

TEST_P(TheDirectory, IsDataAtTheSameAddress) {
    auto answer = site.visitor().get("/partners.json");

    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_THAT(answer.body, HasSubstr("\"total\":2"));
    EXPECT_THAT(answer.body, HasSubstr("\"id\":\"" + std::to_string(nhs.value()) + "\""));
    EXPECT_THAT(site.visitor().get(at(nhs) + ".json").body, HasSubstr("\"kind\":\"nhs\""));
}

TEST_P(TheDirectory, IsPagedWhenItIsLong) {
    for (int i = 0; i < 60; ++i) site.organisation("Group " + std::to_string(100 + i), "voluntary");

    auto first = site.visitor().get("/partners").body, second = site.visitor().get("/partners?page=2").body;

    EXPECT_THAT(first, HasSubstr("Group 149"));
    EXPECT_THAT(first, Not(HasSubstr("Group 150")));
    EXPECT_THAT(second, HasSubstr("Group 150"));
    EXPECT_THAT(second, HasSubstr("NHS Wyremouth"));
}

TEST_P(TheDirectory, GrowsByTheCoordinatorOnceForEachForm) {
    Visitor coordinator = site.signed_in(priya);
    coordinator.get("/partners/new");
    support::Typed form{{"name", "Wyremouth Fire"},
                        {"kind", "fire"},
                        {"csrf", coordinator.value_of("csrf")},
                        {"idempotency", coordinator.value_of("idempotency")}};

    auto first = coordinator.post("/partners", form), again = coordinator.post("/partners", form);
    coordinator.get("/partners/new");
    auto same_name = coordinator.post("/partners", {{"name", "WYREMOUTH  fire"}, {"kind", "fire"}});

    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(Visitor::header(first, "Location"), Visitor::header(again, "Location"));
    EXPECT_EQ(same_name.status, 422);
    EXPECT_THAT(same_name.body, HasSubstr("There is an organisation with this name already"));
}

TEST_P(TheDirectory, AnOrganisationThatLeavesIsNoLongerListedForResidents) {
    site.person(nhs, "Tomasz", "t@nhs.example.org", "administrator");
    Visitor coordinator = site.signed_in(priya);
    coordinator.get(at(charity, "/organisation"));
    EXPECT_EQ(
        coordinator
            .post(at(charity, "/organisation"), {{"name", "Harbour Charity"}, {"kind", "voluntary"}, {"active", "no"}})
            .status,
        303);

    EXPECT_THAT(site.visitor().get("/partners").body, Not(HasSubstr("Harbour Charity")));
    EXPECT_THAT(coordinator.get("/partners").body, HasSubstr("no longer a partner"));
    EXPECT_THAT(site.visitor().get(at(charity)).body, HasSubstr("no longer a partner"));
}

TEST_P(TheDirectory, IsChangedByNobodyElse) {
    support::AccessMatrix matrix;
    std::string theirs = std::to_string(nhs.value());
    std::set<web::Role> keepers{web::Role::coordinator, web::Role::administrator};
    for (const char* route : {"GET /partners/{id}/edit", "POST /partners/{id}/edit", "GET /partners/{id}/organisation",
                              "POST /partners/{id}/organisation"})
        matrix.foreign[route] = {{theirs}, keepers};
    matrix.for_everybody = {"GET /partners/{id}"};
    web::Router alone;
    partners.add_routes(alone);

    EXPECT_THAT(matrix.run(alone, clock().now()).faults, IsEmpty());
}

THINGWALL_ON_BOTH_ENGINES(TheDirectory);

}  // namespace
}  // namespace thingwall::partners
