#include <gtest/gtest.h>

#include <sstream>

#include "cli/arguments.hpp"
#include "identity/partnership.hpp"

namespace thingwall::identity {
namespace {

class TheOnlyAdministrator : public testing::Test {
protected:
    support::TemporaryDatabase database;
    Partnership site{*database, database.clock()};
    std::ostringstream out, err;

    int run(const std::string& email) {
        auto command = commands([this](const std::string&) -> Result<std::shared_ptr<db::Database>> {
                           return std::shared_ptr<db::Database>(std::shared_ptr<void>(), &*database);
                       }).front();
        std::vector<std::string> typed{"--data", "here", "--email", email};
        return command.run(*cli::Arguments::read(command, typed), out, err);
    }
};

TEST_F(TheOnlyAdministrator, WhoHasLostTheirPasswordComesInByALinkMadeOnTheServer) {
    site.person(site.organisation("Wyremouth Council"), "Tomasz", "tomasz@council.example.org", "administrator");

    EXPECT_EQ(run("Tomasz@council.example.org"), cli::fine);
    std::string path = out.str().substr(0, out.str().find('\n'));
    auto tomasz = site.visitor();
    EXPECT_EQ(tomasz.get(path).status, 200);
    tomasz.post("/sign-in/link", {{"token", tomasz.value_of("token")}});

    EXPECT_EQ(tomasz.get("/people").status, 200);
    EXPECT_EQ(site.deeds().front(), "organisation.added");
    EXPECT_EQ(site.deeds()[2], "person.sign_in_link_made");
}

TEST_F(TheOnlyAdministrator, GetsNoLinkForSomebodyWhoDoesNotExist) {
    EXPECT_EQ(run("nobody@council.example.org"), cli::failed);
    EXPECT_EQ(out.str(), "");
    EXPECT_NE(err.str().find("nobody who may sign in"), std::string::npos);
}

}  // namespace
}  // namespace thingwall::identity
