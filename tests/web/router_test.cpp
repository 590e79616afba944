#include "web/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "web/csrf.hpp"
#include "web/errors.hpp"

namespace thingwall {
namespace {

using testing::HasSubstr;
using testing::Not;
using web::Access;
using web::Method;
using web::Request;
using web::Response;
using web::Role;

Response words(std::string text) {
    return web::data("text/plain; charset=utf-8", std::move(text));
}

Request get(std::string path) {
    Request request;
    request.path = path;
    request.target = path;
    request.host = "wyremouth.example";
    request.reference = "5F2C 81D3";
    return request;
}

Request post(std::string path, web::Fields form = {}) {
    Request request = get(std::move(path));
    request.method = Method::post;
    request.form = std::move(form);
    return request;
}

web::Fields fields(std::initializer_list<std::pair<std::string, std::string>> pairs) {
    web::Fields form;
    for (const auto& [name, value] : pairs) form.add(name, value);
    return form;
}

std::string header(const Response& response, std::string_view name) {
    for (const auto& [its_name, value] : response.headers)
        if (its_name == name) return value;
    return {};
}

/// A router whose visitors say who they are by a cookie: "officer", "viewer" and so on.
class Site : public testing::Test {
protected:
    Site() : key_(random_) {
        router.identify_by([this](Request& request) {
            request.session = request.cookie("session");
            if (request.session.empty()) return;
            if (request.session == "viewer") request.actor.role = Role::viewer;
            if (request.session == "officer") request.actor.role = Role::officer;
            if (request.session == "administrator") request.actor.role = Role::administrator;
            request.csrf = key_.token(request.session, random_);
        });
        router.sign_in_at("/sign-in");
    }
    static Request as(std::string session, Request request) {
        request.cookies.add("session", std::move(session));
        return request;
    }
    std::string token(std::string_view session) { return key_.token(session, random_); }

    SeededRandom random_{1};
    web::CsrfKey key_;
    web::Router router;
};

TEST_F(Site, AnAddressLeadsToTheMostLiteralRouteThatFits) {
    router.get("/{word}", Access::anyone, [](const Request& r) { return words("word " + r.parameters[0]); });
    router.get("/activities/{id}", Access::anyone,
               [](const Request& r) { return words("id " + std::to_string(r.id())); });
    router.get("/activities/{word}", Access::anyone,
               [](const Request& r) { return words("named " + r.parameters[0]); });
    router.get("/activities/new", Access::anyone, [](const Request&) { return words("new"); });
    router.get("/activities/{id}/overlaps/{id}", Access::anyone,
               [](const Request& r) { return words(std::to_string(r.id(0)) + " and " + std::to_string(r.id(1))); });
    router.get("/", Access::anyone, [](const Request&) { return words("home"); });

    EXPECT_EQ(router.handle(get("/")).body, "home");
    EXPECT_EQ(router.handle(get("/activities/new")).body, "new");
    EXPECT_EQ(router.handle(get("/activities/42")).body, "id 42");
    EXPECT_EQ(router.handle(get("/activities/42/overlaps/7")).body, "42 and 7");
    EXPECT_EQ(router.handle(get("/activities/WD13_a-b")).body, "named WD13_a-b");
    EXPECT_EQ(router.handle(get("/about")).body, "word about");
    for (const char* path : {"/activities/4 2", "/activities/a.b", "/activities/", "/activities/1/overlaps", "//",
                             "/a/b/c", "/activities/1/overlaps/0", "/activities/1/overlaps/99999999999999999999"})
        EXPECT_EQ(router.handle(get(path)).status, 404) << path;
}

TEST_F(Site, APatternThatPromisesNothingIsRefusedWhenItIsWritten) {
    EXPECT_THROW(router.get("/a/{path}", Access::anyone, {}), std::invalid_argument);
    EXPECT_THROW(router.get("activities", Access::anyone, {}), std::invalid_argument);
}

TEST_F(Site, WhoAsksForDataWithoutSigningInIsToldSoAndNotLedToAPage) {
    router.get("/overlaps", Access::viewer, [](const Request&) { return words("secret"); }).formats = {"json"};

    EXPECT_EQ(router.handle(get("/overlaps")).status, 303);
    auto data = router.handle(get("/overlaps.json"));
    EXPECT_EQ(data.status, 403);
    EXPECT_EQ(data.content_type, "application/json");
    EXPECT_NE(data.body.find("Sign in again"), std::string::npos);
}

TEST_F(Site, ThePageAndItsDataShareAnAddress) {
    auto show = [](const Request& r) { return words(r.path + " as " + r.format); };
    router.get("/activities", Access::anyone, show).formats = {"json", "csv"};
    router.get("/activities/{id}", Access::anyone, show).formats = {"ics"};
    router.get("/robots.txt", Access::anyone, show);

    EXPECT_EQ(router.handle(get("/activities")).body, "/activities as ");
    EXPECT_EQ(router.handle(get("/activities.json")).body, "/activities as json");
    EXPECT_EQ(router.handle(get("/activities/42.ics")).body, "/activities/42 as ics");
    EXPECT_EQ(router.handle(get("/robots.txt")).body, "/robots.txt as ");
    EXPECT_EQ(router.handle(get("/activities.xml")).status, 404);
    EXPECT_EQ(router.handle(get("/activities.")).status, 404);
}

TEST_F(Site, WhatNeedsSignInLeadsThereAndBack) {
    router.get("/register", Access::officer, [](const Request&) { return words("the register"); });
    Request asked = get("/register");
    asked.target = "/register?page=2&q=a b";

    EXPECT_EQ(router.handle(get("/register")).status, 303);
    EXPECT_EQ(header(router.handle(get("/register")), "Location"), "/sign-in?return=%2Fregister");
    EXPECT_EQ(header(router.handle(asked), "Location"), "/sign-in?return=%2F")
        << "an address with a space is none of ours";
    asked.target = "//evil.example/";
    EXPECT_EQ(header(router.handle(asked), "Location"), "/sign-in?return=%2F");
    EXPECT_EQ(router.handle(as("viewer", get("/register"))).status, 403);
    EXPECT_EQ(router.handle(as("officer", get("/register"))).body, "the register");
    EXPECT_EQ(router.handle(as("administrator", get("/register"))).body, "the register");
}

TEST_F(Site, APostNeedsTheTokenOfItsOwnSession) {
    int saved = 0;
    router.post("/save", Access::officer, [&](const Request&) { return ++saved, web::see_other("/"); });
    auto send = [&](std::string csrf) {
        return router.handle(as("officer", post("/save", fields({{"csrf", csrf}})))).status;
    };

    EXPECT_EQ(send(""), 403);
    EXPECT_EQ(send("guess"), 403);
    EXPECT_EQ(send(token("viewer")), 403) << "a token of another session";
    std::string spoilt = token("officer");
    spoilt[40] = spoilt[40] == 'A' ? 'B' : 'A';
    EXPECT_EQ(send(spoilt), 403);
    EXPECT_EQ(saved, 0);
    EXPECT_EQ(send(token("officer")), 303);
    EXPECT_EQ(send(token("officer")), 303);
    EXPECT_NE(token("officer"), token("officer")) << "masked afresh for each page";
    EXPECT_EQ(saved, 2);
    EXPECT_EQ(router.handle(post("/save")).status, 403) << "not signed in";
}

TEST_F(Site, APostFromAnotherSiteIsRefusedWhateverItCarries) {
    router.post("/save", Access::anyone, [](const Request&) { return words("saved"); });
    auto send = [&](std::string origin, std::string fetch_site) {
        Request request = as("officer", post("/save", fields({{"csrf", token("officer")}})));
        request.origin = std::move(origin);
        request.fetch_site = std::move(fetch_site);
        return router.handle(std::move(request)).status;
    };

    EXPECT_EQ(send("", ""), 200);
    EXPECT_EQ(send("https://wyremouth.example", ""), 200);
    EXPECT_EQ(send("https://Wyremouth.example", "same-origin"), 200);
    EXPECT_EQ(send("null", "same-origin"), 200);
    EXPECT_EQ(send("https://evil.example", ""), 403);
    EXPECT_EQ(send("https://wyremouth.example.evil.example", ""), 403);
    EXPECT_EQ(send("null", ""), 403);
    EXPECT_EQ(send("https://wyremouth.example", "cross-site"), 403);
    EXPECT_EQ(send("https://wyremouth.example", "same-site"), 403) << "a neighbour under the same domain is not us";
}

TEST_F(Site, WhereAOneTimeTokenStandsNoOtherIsAskedFor) {
    router.post("/sign-in/{word}", Access::anyone, [](const Request&) { return words("welcome"); }).checks_csrf = false;

    EXPECT_EQ(router.handle(as("officer", post("/sign-in/abc"))).body, "welcome");
}

TEST_F(Site, TheForbiddenAndTheAbsentLookAlike) {
    router.get("/cases/{id}", Access::officer, [](const Request& r) -> Response {
        if (r.id() == 1) web::refuse(404);  // of another organisation
        web::not_found();
    });
    Response forbidden = router.handle(as("officer", get("/cases/1")));
    Response absent = router.handle(as("officer", get("/cases/2")));

    EXPECT_EQ(forbidden.status, 404);
    EXPECT_EQ(forbidden.body, absent.body);
    EXPECT_EQ(forbidden.headers, absent.headers);
}

TEST_F(Site, TooManyPostsFromOneAddressWaitAndOthersDoNot) {
    router.post("/sign-in", Access::anyone, [](const Request&) { return words("no"); }).rate = {
        3, std::chrono::seconds{60}};
    router.post("/other", Access::anyone, [](const Request&) { return words("yes"); }).rate = {
        3, std::chrono::seconds{60}};
    auto send = [&](std::string path, std::string remote, int second) {
        Request request = post(std::move(path));
        request.remote = std::move(remote);
        request.now = from_microseconds(second * 1'000'000LL);
        return router.handle(std::move(request));
    };

    for (int n = 0; n < 3; ++n) EXPECT_EQ(send("/sign-in", "203.0.113.9", 100).status, 200);
    Response late = send("/sign-in", "203.0.113.9", 100);
    EXPECT_EQ(late.status, 429);
    EXPECT_EQ(header(late, "Retry-After"), "20");
    EXPECT_EQ(send("/sign-in", "203.0.113.10", 100).status, 200);
    EXPECT_EQ(send("/other", "203.0.113.9", 100).status, 200);
    EXPECT_EQ(send("/sign-in", "203.0.113.9", 119).status, 429);
    EXPECT_EQ(send("/sign-in", "203.0.113.9", 121).status, 200);

    for (int n = 0; n < 3; ++n) EXPECT_EQ(send("/sign-in", "2001:db8:1:2::" + std::to_string(n), 100).status, 200);
    EXPECT_EQ(send("/sign-in", "2001:db8:1:2:ffff::9", 100).status, 429) << "one household has all of a /64";
    EXPECT_EQ(send("/sign-in", "2001:db8:1:3::1", 100).status, 200);
}

TEST_F(Site, WhatBreaksBelowIsAPageWithAReferenceAndNoInnards) {
    struct FullDisk : std::runtime_error {
        using runtime_error::runtime_error;
    };
    router.classify_by(
        [](const std::exception& e) { return dynamic_cast<const FullDisk*>(&e) != nullptr ? 503 : 500; });
    router.get("/broken", Access::anyone,
               [](const Request&) -> Response { throw std::runtime_error("table persons"); });
    router.get("/odd", Access::anyone, [](const Request&) -> Response { throw 42; });
    router.get("/full", Access::anyone, [](const Request&) -> Response { throw FullDisk("disk I/O error /var/lib"); });

    Response broken = router.handle(get("/broken")), full = router.handle(get("/full"));

    EXPECT_EQ(broken.status, 500);
    EXPECT_EQ(router.handle(get("/odd")).status, 500);
    EXPECT_THAT(broken.body, HasSubstr("5F2C 81D3"));
    EXPECT_THAT(broken.body, Not(HasSubstr("persons")));
    EXPECT_EQ(full.status, 503);
    EXPECT_EQ(header(full, "Retry-After"), "5");
    EXPECT_THAT(full.body, Not(HasSubstr("/var/lib")));
}

TEST_F(Site, AnswersThatCouldNotBeSavedAreStillOnThePage) {
    router.classify_by([](const std::exception&) { return 503; });
    router.post("/respond/{id}", Access::anyone, [](const Request&) -> Response { throw std::runtime_error("full"); });
    Request sent = as("officer", post("/respond/7", fields({{"csrf", token("officer")},
                                                            {"idempotency", "key-1"},
                                                            {"your_surgery", "Mill Brow & <Sons>"},
                                                            {"password", "hunter2"},
                                                            {"do", "next"},
                                                            {"comment", ""}})));

    Response page = router.handle(std::move(sent));

    EXPECT_EQ(page.status, 503);
    EXPECT_THAT(page.body, HasSubstr("name=\"do\" value=\"next\"")) << "the button that was pressed is sent again";
    EXPECT_THAT(page.body, Not(HasSubstr(">next<"))) << "and is no answer to read";
    EXPECT_THAT(page.body,
                HasSubstr("<h1 class=\"govuk-heading-l\">We could not save your answers. They are still here.</h1>"));
    EXPECT_THAT(page.body, HasSubstr("action=\"/respond/7\""));
    EXPECT_THAT(page.body, HasSubstr("Your surgery"));
    EXPECT_THAT(page.body, HasSubstr("Mill Brow &amp; &lt;Sons&gt;"));
    EXPECT_THAT(page.body, HasSubstr("value=\"key-1\"")) << "so that they count once";
    EXPECT_THAT(page.body, HasSubstr("Send again"));
    EXPECT_THAT(page.body, Not(HasSubstr("hunter2")));
    EXPECT_THAT(page.body, HasSubstr("reference"));
}

TEST_F(Site, SomebodyWhoseSignInEndedWhileTheyWroteDoesNotLoseTheirWords) {
    router.post("/save", Access::officer, [](const Request&) { return words("saved"); });
    Request late =
        post("/save", fields({{"csrf", "old"}, {"purpose", "Ask people about parks"}, {"password", "hunter2"}}));
    Request foreign = late;
    foreign.fetch_site = "cross-site";

    Response page = router.handle(late), refused = router.handle(foreign);

    EXPECT_EQ(page.status, 403);
    EXPECT_THAT(page.body, HasSubstr("Your sign-in or this page has run out. Your answers are still here."));
    EXPECT_THAT(page.body, HasSubstr("Ask people about parks"));
    EXPECT_THAT(page.body, Not(HasSubstr("hunter2")));
    EXPECT_THAT(page.body, Not(HasSubstr("<form")));
    EXPECT_THAT(refused.body, Not(HasSubstr("Ask people about parks"))) << "we say nothing for other sites";
}

TEST_F(Site, AProgramGetsItsErrorsAsJson) {
    router.get("/activities/{id}", Access::anyone, [](const Request&) -> Response { web::refuse(404, "Withdrawn."); })
        .formats = {"json"};

    Response answer = router.handle(get("/activities/42.json"));

    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_THAT(answer.body, HasSubstr("\"status\":404"));
    EXPECT_THAT(answer.body, HasSubstr("\"message\":\"Withdrawn.\""));
    EXPECT_EQ(router.handle(get("/nowhere.json")).content_type, "application/json");
}

TEST_F(Site, WhatFinishesAnAnswerMayBreakToo) {
    router.get("/", Access::anyone, [](const Request&) { return words("home"); });
    router.finish_by([](const Request&, Response&) { throw std::runtime_error("no cookie today"); });

    EXPECT_EQ(router.handle(get("/")).status, 500);
}

TEST_F(Site, EachStatusHasAPageOfItsOwnInThePartnershipsFrame) {
    router.show_errors_by([](const web::ErrorView& view) {
        html::Writer page;
        page.markup("<h1>Wyremouth: ").text(web::title_of(view)).markup("</h1>");
        web::error_content(page, view);
        return page.take();
    });
    std::vector<std::string> titles;
    for (int status : {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}) {
        Response page = router.error(status, get("/"));
        EXPECT_EQ(page.status, status);
        EXPECT_THAT(page.body, HasSubstr("Wyremouth: "));
        titles.push_back(page.body.substr(0, page.body.find("</h1>")));
    }
    std::ranges::sort(titles);
    EXPECT_EQ(std::ranges::adjacent_find(titles), titles.end()) << "two statuses say the same";
}

TEST_F(Site, AnErrorPageThatBreaksIsReplacedByAPlainOne) {
    router.show_errors_by([](const web::ErrorView&) -> std::string { throw std::runtime_error("broken too"); });

    EXPECT_THAT(router.handle(get("/nowhere")).body, HasSubstr("Page not found"));
}

TEST_F(Site, ARedirectNeverLeadsElsewhere) {
    for (const char* path :
         {"//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/a\r\nSet-Cookie: x=1"})
        EXPECT_EQ(header(web::see_other(path), "Location"), "/") << path;
    EXPECT_EQ(header(web::see_other("/activities/42?new=1#top"), "Location"), "/activities/42?new=1#top");
}

TEST_F(Site, AFileToKeepHasANameThatBreaksNothing) {
    Response file = web::download("text/csv", "Überblick \"March\".csv", "a,b");

    EXPECT_EQ(header(file, "Content-Disposition"),
              "attachment; filename=\"__berblick__March_.csv\"; filename*=UTF-8''%C3%9Cberblick%20%22March%22.csv");
}

TEST_F(Site, OnlySomebodyAllowedMaySendALargeBody) {
    router.post("/import", Access::officer, [](const Request&) { return words("read"); });

    EXPECT_EQ(router.refusal(post("/import"))->status, 403);
    EXPECT_EQ(router.refusal(as("viewer", post("/import")))->status, 403);
    EXPECT_FALSE(router.refusal(as("officer", post("/import"))).has_value());
}

}  // namespace
}  // namespace thingwall
