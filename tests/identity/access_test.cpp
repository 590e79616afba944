#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "identity/commands.hpp"
#include "identity/partnership.hpp"
#include "support/access_matrix.hpp"

namespace thingwall::identity {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(EveryPageOfIdentity, IsForWhomItSaysAndForNobodyElse) {
    support::TemporaryDatabase database;
    Partnership site{*database, database.clock()};
    OrganisationId nhs = site.organisation("NHS Wyremouth");
    PersonId anna = site.person(nhs, "Anna Holt", "anna@nhs.example.org", "officer");
    support::AccessMatrix matrix;
    // An administrator looks after everybody; nobody else gets as far as the question whose it is.
    for (const char* route : {"GET /people/{id}", "POST /people/{id}", "POST /people/{id}/password-link"})
        matrix.foreign[route] = {{std::to_string(anna.value())}, {web::Role::administrator}};
    // To end what is not one's own does nothing, and says the same as for what has ended.
    matrix.for_everybody = {"POST /account/sessions/{id}/end"};
    // A coordinator makes no administrators, and sees none of their invitations.
    auto invited = *site.database.write([&](db::Transaction& tx) {
        return invite(tx, {anna, nhs, web::Role::administrator, "", ""}, nhs,
                      {"Ursula", "u@council.example.org", "administrator"});
    });
    for (const char* route : {"POST /people/invitations/{id}/link", "POST /people/invitations/{id}/withdraw"})
        matrix.foreign[route] = {{std::to_string(invited.value())}, {web::Role::administrator}};

    auto report = matrix.run(site.router, database.clock().now());

    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_GT(report.tried, 100);
}

TEST(TheAccessMatrix, FindsARouteThatShowsWhatItShouldNotAndOneThatWasForgotten) {
    web::Router router;
    router.get("/cases/{id}", web::Access::viewer, [](const web::Request& request) {
        if (request.id() == 7) return web::html(200, "another organisation's case");
        web::not_found();
    });
    router.get("/letters/{id}", web::Access::viewer,
               [](const web::Request& request) -> web::Response { web::refuse(request.id() == 7 ? 403 : 404); });
    router.get("/forgotten/{id}", web::Access::viewer, [](const web::Request&) -> web::Response { web::not_found(); });
    router.get("/broken", web::Access::anyone,
               [](const web::Request&) -> web::Response { throw std::runtime_error("no"); });
    support::AccessMatrix matrix;
    matrix.foreign["GET /cases/{id}"] = {{"7"}};
    matrix.foreign["GET /letters/{id}"] = {{"7"}};

    auto faults = matrix.run(router, Instant{}).faults;

    EXPECT_THAT(faults, testing::Contains(HasSubstr("GET /cases/{id} as an officer: shows /cases/7")));
    EXPECT_THAT(faults, testing::Contains(HasSubstr("GET /letters/{id} as a viewer: tells what is hidden")));
    EXPECT_THAT(faults, testing::Contains(HasSubstr("GET /forgotten/{id}")));
    EXPECT_THAT(faults, testing::Contains(HasSubstr("GET /broken")));
    EXPECT_THAT(faults, testing::Not(testing::Contains(HasSubstr("as a member of the public: lets in"))));
}

}  // namespace
}  // namespace thingwall::identity
