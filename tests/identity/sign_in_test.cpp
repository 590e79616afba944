#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <latch>
#include <thread>

#include "identity/partnership.hpp"

namespace thingwall::identity {
namespace {

using support::Visitor;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr const char* right_password = "harbour kettle ninety";

class SigningIn : public support::OnBothEngines {
protected:
    Partnership site{database(), clock()};
    OrganisationId nhs = site.organisation("NHS Wyremouth");
    PersonId anna = with_password("Anna Holt", "anna@nhs.example.org", "officer");

    PersonId with_password(const std::string& name, const std::string& email, const std::string& role) {
        PersonId id = site.person(nhs, name, email, role);
        auto visitor = site.signed_in(id);
        visitor.get("/account/password");
        EXPECT_EQ(visitor.post("/account/password", {{"password", right_password}}).status, 303);
        return id;
    }
    web::Response try_password(Visitor& visitor, const std::string& email, const std::string& password) {
        visitor.get("/sign-in");
        return visitor.post("/sign-in", {{"email", email}, {"password", password}});
    }
};

TEST_P(SigningIn, WithTheRightPasswordLeadsToThePageThatWasAskedFor) {
    Visitor visitor = site.visitor();

    auto refused = visitor.get("/desk");
    visitor.get(Visitor::header(refused, "Location"));
    auto answer = visitor.post(
        "/sign-in", {{"email", " Anna@NHS.example.org "}, {"password", right_password}, {"return", "/desk"}});

    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(Visitor::header(answer, "Location"), "/desk");
    EXPECT_EQ(visitor.get("/desk").body, "desk of Anna Holt");
    EXPECT_THAT(site.deeds(), Contains("person.signed_in"));
}

TEST_P(SigningIn, LooksTheSameForAWrongPasswordAndForNobody) {
    Visitor wrong = site.visitor(), nobody = site.visitor();

    auto first = try_password(wrong, "anna@nhs.example.org", "harbour kettle eighty");
    auto second = try_password(nobody, "nobody@nhs.example.org", "harbour kettle eighty");

    EXPECT_EQ(first.status, 422);
    EXPECT_EQ(second.status, 422);
    auto without_tokens = [](std::string body, const std::string& csrf, const std::string& email) {
        for (const auto& token : {csrf, email})
            for (auto at = body.find(token); at != std::string::npos; at = body.find(token))
                body.replace(at, token.size(), "*");
        return body;
    };
    EXPECT_EQ(without_tokens(first.body, wrong.value_of("csrf"), "anna@nhs.example.org"),
              without_tokens(second.body, nobody.value_of("csrf"), "nobody@nhs.example.org"));
    EXPECT_THAT(first.body, HasSubstr("One of them is not right"));
    EXPECT_THAT(first.body, Not(HasSubstr("harbour kettle eighty")));
}

TEST_P(SigningIn, SaysBothThingsThatAreMissingAtOnce) {
    Visitor visitor = site.visitor();

    auto answer = try_password(visitor, " ", "");

    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("Enter your email address"));
    EXPECT_THAT(answer.body, HasSubstr("Enter your password"));
    EXPECT_THAT(answer.body, HasSubstr("<title>Error: "));
}

TEST_P(SigningIn, GivesANewSessionSoThatOneSetBeforehandOpensNothing) {
    Visitor visitor = site.visitor();
    std::string planted(43, 'A');
    visitor.cookies["thingwall-session"] = planted;

    try_password(visitor, "anna@nhs.example.org", right_password);
    Visitor attacker = site.visitor();
    attacker.cookies["thingwall-session"] = planted;

    EXPECT_NE(visitor.cookies["thingwall-session"], planted);
    EXPECT_EQ(attacker.get("/desk").status, 303);
}

TEST_P(SigningIn, AgainEndsTheSessionOfBefore) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);
    auto before = visitor.cookies;
    PersonId dave = with_password("Dave", "dave@police.example.org", "officer");
    auto link = sign_in_link(site.database, dave, 30min);

    visitor.get(link.path);
    visitor.post("/sign-in/link", {{"token", visitor.value_of("token")}});

    EXPECT_EQ(visitor.get("/desk").body, "desk of Dave");
    Visitor old = site.visitor();
    old.cookies = before;
    EXPECT_EQ(old.get("/desk").status, 303);
}

TEST_P(SigningIn, NeedsTheTokenOfOurOwnPage) {
    Visitor visitor = site.visitor();
    visitor.get("/sign-in");

    auto other = visitor.post("/sign-in",
                              {{"email", "anna@nhs.example.org"}, {"password", right_password}, {"csrf", "made-up"}});

    EXPECT_EQ(other.status, 403);
    EXPECT_EQ(visitor.get("/desk").status, 303);
}

TEST_P(SigningIn, AfterManyWrongTriesOneWaitsEvenWithTheRightPasswordAndThenComesIn) {
    Visitor visitor = site.visitor();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(try_password(visitor, "anna@nhs.example.org", "wrong wrong wrong").status, 422);

    auto late = try_password(visitor, "anna@nhs.example.org", right_password);
    EXPECT_EQ(late.status, 429);
    EXPECT_EQ(Visitor::header(late, "Retry-After"), "15");
    EXPECT_THAT(late.body, HasSubstr("Wait 15 seconds"));

    clock().set(clock().now() + 16s);
    EXPECT_EQ(try_password(visitor, "anna@nhs.example.org", right_password).status, 303);
}

TEST_P(SigningIn, IsSlowedDownAlikeForAnAccountThatNobodyHas) {
    Visitor visitor = site.visitor();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(try_password(visitor, "nobody@nhs.example.org", "wrong wrong wrong").status, 422);

    EXPECT_EQ(try_password(visitor, "nobody@nhs.example.org", "wrong wrong wrong").status, 429);
}

TEST_P(SigningIn, OneWhoGuessesDoesNotShutOutTheOwnerElsewhere) {
    Visitor guesser = site.visitor(), owner = site.visitor();
    owner.remote = "198.51.100.7";
    for (int i = 0; i < 20; ++i) try_password(guesser, "anna@nhs.example.org", "wrong wrong wrong");

    EXPECT_EQ(try_password(guesser, "anna@nhs.example.org", right_password).status, 429);
    EXPECT_EQ(try_password(owner, "anna@nhs.example.org", right_password).status, 303);
}

TEST_P(SigningIn, OutEndsTheSessionOnTheServerToo) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);
    auto kept = visitor.cookies;

    visitor.get("/account/password");
    auto answer = visitor.post("/sign-out", {});

    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(visitor.get("/desk").status, 303);
    visitor.cookies = kept;
    EXPECT_EQ(visitor.get("/desk").status, 303);
    EXPECT_THAT(site.deeds(), Contains("person.signed_out"));
}

TEST_P(SigningIn, OutAfterItHasRunOutSaysThatOneIsSignedOut) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);
    visitor.get("/account/password");
    clock().set(clock().now() + 31min);

    auto answer = visitor.post("/sign-out", {});

    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(Visitor::header(answer, "Location"), "/signed-out");
}

TEST_P(SigningIn, OutTakesATokenSoThatNobodyElseSignsOneOut) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);

    EXPECT_EQ(visitor.post("/sign-out", {{"csrf", "made-up"}}).status, 403);
    EXPECT_EQ(visitor.get("/desk").status, 200);
}

TEST_P(SigningIn, WhenTooManyDoSoAtOnceSomeAreAskedToWaitAndLoseNothing) {
    HashingSettings slow{.passes = 6, .memory = 64u << 20, .at_once = 1, .waiting = 0};
    Partnership busy{database(), clock(), {.hashing = slow}};
    std::vector<Visitor> visitors(6, busy.visitor());
    for (std::size_t i = 0; i < visitors.size(); ++i) {
        visitors[i].remote = "198.51.100." + std::to_string(i);
        visitors[i].get("/sign-in");
    }

    std::vector<web::Response> answers(visitors.size());
    std::latch together(static_cast<std::ptrdiff_t>(visitors.size()));
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < visitors.size(); ++i)
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                answers[i] = visitors[i].post("/sign-in", {{"email", "nobody@nhs.example.org"}, {"password", "wrong"}});
            });
    }

    auto late = std::ranges::find(answers, 503, &web::Response::status);
    ASSERT_NE(late, answers.end());
    EXPECT_NE(std::ranges::find(answers, 422, &web::Response::status), answers.end());
    EXPECT_THAT(late->body, HasSubstr("value=\"nobody@nhs.example.org\""));
    EXPECT_EQ(Visitor::header(*late, "Retry-After"), "5");
}

TEST_P(SigningIn, EndsAfterHalfAnHourWithoutUseAndAfterTwelveHoursInAnyCase) {
    Visitor idle = site.visitor(), busy = site.visitor();
    try_password(idle, "anna@nhs.example.org", right_password);
    try_password(busy, "anna@nhs.example.org", right_password);

    clock().set(clock().now() + 29min);
    EXPECT_EQ(idle.get("/desk").status, 200);
    clock().set(clock().now() + 30min);
    EXPECT_EQ(idle.get("/desk").status, 303);

    try_password(busy, "anna@nhs.example.org", right_password);
    for (int i = 0; i < 35; ++i) {
        clock().set(clock().now() + 20min);
        ASSERT_EQ(busy.get("/desk").status, 200) << i;
    }
    clock().set(clock().now() + 20min);
    EXPECT_EQ(busy.get("/desk").status, 303);
}

TEST_P(SigningIn, OutlivesARestart) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);

    Partnership another{database(), clock()};
    Visitor same = another.visitor();
    same.cookies = visitor.cookies;

    EXPECT_EQ(same.get("/desk").body, "desk of Anna Holt");
}

TEST_P(SigningIn, ReadingPagesWritesNothingWithinAMinute) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);
    visitor.get("/desk");
    int commits = 0;
    database().on_commit([&] { ++commits; });

    for (int i = 0; i < 50; ++i) visitor.get("/desk");
    EXPECT_EQ(commits, 0);

    clock().set(clock().now() + 61s);
    for (int i = 0; i < 50; ++i) visitor.get("/desk");
    EXPECT_EQ(commits, 1);
}

TEST_P(SigningIn, AddressesOfOtherSitesAreNotFollowed) {
    for (std::string elsewhere :
         {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out"}) {
        Visitor visitor = site.visitor();
        visitor.get("/sign-in");
        auto answer = visitor.post(
            "/sign-in", {{"email", "anna@nhs.example.org"}, {"password", right_password}, {"return", elsewhere}});
        EXPECT_EQ(Visitor::header(answer, "Location"), "/") << elsewhere;
    }
}

TEST_P(SigningIn, OnePersonsSessionsCanBeSeenAndEnded) {
    Visitor here = site.visitor(), there = site.visitor();
    there.agent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 "
        "Safari/604.1";
    try_password(here, "anna@nhs.example.org", right_password);
    try_password(there, "anna@nhs.example.org", right_password);

    auto page = here.get("/account/sessions");
    EXPECT_THAT(page.body, HasSubstr("Firefox on Linux"));
    EXPECT_THAT(page.body, HasSubstr("Safari on iPhone"));
    EXPECT_THAT(page.body, HasSubstr("This is the one you are using"));
    EXPECT_EQ(here.post("/account/sessions/end-others", {}).status, 303);

    EXPECT_EQ(there.get("/desk").status, 303);
    EXPECT_EQ(here.get("/desk").status, 200);
}

TEST_P(SigningIn, NobodyEndsTheSessionOfSomebodyElse) {
    Visitor here = site.visitor(), there = site.visitor();
    try_password(here, "anna@nhs.example.org", right_password);
    try_password(there, "anna@nhs.example.org", right_password);
    std::string page = here.get("/account/sessions").body, sign = "action=\"/account/sessions/";
    auto at = page.find(sign) + sign.size();
    std::string to_end = "/account/sessions/" + page.substr(at, page.find('"', at) - at);
    Visitor dave = site.signed_in(site.person(nhs, "Dave", "dave@police.example.org", "administrator"));
    dave.get("/account/password");

    auto others = dave.post(to_end, {}), absent = dave.post("/account/sessions/12345/end", {});
    EXPECT_EQ(others.status, absent.status);
    EXPECT_EQ(there.get("/desk").status, 200);

    here.post(to_end, {});
    EXPECT_EQ(there.get("/desk").status, 303) << "its owner ends it";
}

TEST_P(SigningIn, ANewPasswordEndsAllOtherSessionsAndTheOldPassword) {
    Visitor here = site.visitor(), there = site.visitor();
    try_password(here, "anna@nhs.example.org", right_password);
    try_password(there, "anna@nhs.example.org", right_password);

    here.get("/account/password");
    EXPECT_EQ(
        here.post("/account/password", {{"current_password", "not my password"}, {"password", "salt marsh lantern"}})
            .status,
        422);
    EXPECT_EQ(here.post("/account/password", {{"current_password", right_password}, {"password", "salt marsh lantern"}})
                  .status,
              303);

    EXPECT_EQ(here.get("/desk").status, 200);
    EXPECT_EQ(there.get("/desk").status, 303);
    EXPECT_EQ(try_password(there, "anna@nhs.example.org", right_password).status, 422);
    EXPECT_EQ(try_password(there, "anna@nhs.example.org", "salt marsh lantern").status, 303);
}

TEST_P(SigningIn, WithTlsTheCookieCanBeSetByThisHostAlone) {
    Visitor visitor = site.visitor();
    visitor.secure = true;

    auto answer = try_password(visitor, "anna@nhs.example.org", right_password);

    std::string cookie = Visitor::header(answer, "Set-Cookie");
    EXPECT_THAT(cookie, testing::StartsWith("__Host-thingwall-session="));
    for (const char* part : {"; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"})
        EXPECT_THAT(cookie, HasSubstr(part));
    EXPECT_THAT(cookie, Not(HasSubstr("Domain")));
}

TEST_P(SigningIn, PagesWithoutAFormSetNoCookieForAResident) {
    Visitor visitor = site.visitor();

    auto home = visitor.get("/");
    auto form = visitor.get("/sign-in");

    EXPECT_EQ(Visitor::header(home, "Set-Cookie"), "");
    EXPECT_EQ(Visitor::header(home, "Cache-Control"), "no-cache");
    EXPECT_THAT(Visitor::header(form, "Set-Cookie"), HasSubstr("thingwall-visitor="));
    EXPECT_EQ(Visitor::header(form, "Cache-Control"), "private, no-store");
}

TEST_P(SigningIn, NeitherTokensNorPasswordsAreStored) {
    Visitor visitor = site.visitor();
    try_password(visitor, "anna@nhs.example.org", right_password);

    if (GetParam() != db::Engine::sqlite) GTEST_SKIP() << "reads the file of SQLite";
    database().backup(settings().address + ".copy");
    std::ifstream file(settings().address + ".copy", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};

    EXPECT_THAT(bytes, HasSubstr("anna@nhs.example.org"));
    EXPECT_EQ(bytes.find(right_password), std::string::npos);
    EXPECT_EQ(bytes.find(visitor.cookies["thingwall-session"]), std::string::npos);
}

THINGWALL_ON_BOTH_ENGINES(SigningIn);

}  // namespace
}  // namespace thingwall::identity
