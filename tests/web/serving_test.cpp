#include <gtest/gtest.h>
#include <zlib.h>

#include <thread>

#include "base/clock.hpp"
#include "serving.hpp"

namespace thingwall {
namespace {

using test::http_get;
using test::http_post;
using test::http_send;
using test::HttpAnswer;
using test::HttpConnection;
using test::words;
using web::Access;
using web::Request;

std::string unpacked(const std::string& packed) {
    std::string out(1 << 20, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    int end = inflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return end == Z_STREAM_END ? out : "not gzip";
}

TEST(Pipelining, RequestsSentTogetherAreAnsweredInTheirOrder) {
    test::Serving site;
    site.router.get("/{id}", Access::anyone, [](const Request& request) { return words(request.parameters[0]); });
    site.router.post("/form", Access::anyone,
                     [](const Request& request) { return words(std::string(request.form.get("a"))); });
    HttpConnection connection(site.start());

    std::string all;
    for (int n = 1; n <= 200; ++n) all += "GET /" + std::to_string(n) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    all +=
        "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        "5\r\n\r\na=777";
    all += "GET /9 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    connection.send(all);

    for (int n = 1; n <= 200; ++n) EXPECT_EQ(connection.receive().body, std::to_string(n));
    EXPECT_EQ(connection.receive().body, "777");
    EXPECT_EQ(connection.receive().body, "9");
    EXPECT_TRUE(connection.closes());
}

TEST(Head, IsAnsweredAsAGetWithoutTheBody) {
    test::Serving site;
    site.router.get("/", Access::anyone, [](const Request&) { return words("twelve bytes"); });
    site.router.get("/kept", Access::anyone, [](const Request&) { return words("thirteen byte"); }).cacheable = true;
    site.router.cache_pages([] { return 1; });
    HttpConnection connection(site.start());
    const std::string rest = " HTTP/1.1\r\nHost: a\r\n\r\n";

    for (const char* path : {"/", "/kept", "/kept"}) {
        connection.send("HEAD " + (path + rest));
        HttpAnswer head = connection.receive(true);
        EXPECT_EQ(head.status, 200);
        EXPECT_EQ(head.header("Content-Length"), std::string(path) == "/" ? "12" : "13");
    }
    connection.send("GET /" + rest);
    EXPECT_EQ(connection.receive().body, "twelve bytes");
}

TEST(OtherMethods, AreRefusedWithTheOnesThatAreTaken) {
    test::Serving site;
    site.router.get("/", Access::anyone, [](const Request&) { return words("home"); });
    site.router.post("/save", Access::anyone, [](const Request&) { return words("saved"); });
    auto port = site.start();

    for (const char* method : {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"}) {
        HttpAnswer answer = http_send(port, std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(answer.status, 405) << method;
        EXPECT_FALSE(answer.header("Allow").empty());
    }
    EXPECT_EQ(http_get(port, "/save").status, 405);
    EXPECT_EQ(http_get(port, "/save").header("Allow"), "POST");
    EXPECT_EQ(http_post(port, "/", {}).status, 405);
    EXPECT_EQ(http_get(port, "/nowhere").status, 404);
}

TEST(ExpectContinue, IsToldToGoOnBeforeTheBodyAndRefusedBeforeALargeOne) {
    test::Serving site;
    site.router.post("/form", Access::anyone,
                     [](const Request& request) { return words(std::string(request.form.get("a"))); });
    auto port = site.start();
    const std::string start =
        "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Expect: 100-continue\r\nContent-Length: ";
    HttpConnection small(port), large(port);

    small.send(start + "3\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    small.send("a=1");
    large.send(start + "3000000\r\n\r\n");

    EXPECT_EQ(small.receive().body, "1");
    EXPECT_EQ(large.receive().status, 413);
    EXPECT_EQ(http_send(port, "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n").status, 417);
}

TEST(EveryAnswer, CarriesTheHeadersThatKeepOthersOut) {
    test::Serving site;
    site.router.get("/", Access::anyone, [](const Request&) { return words("home"); });
    site.router.get("/kept", Access::anyone, [](const Request&) { return words("kept"); }).cacheable = true;
    site.router.get("/loose", Access::anyone,
                    [](const Request&) { return words("x").with("Content-Security-Policy", "sandbox"); });
    site.router.cache_pages([] { return 1; });
    site.files["/a.css"] = {"/a.css", "text/css", "a{}", "", "\"1\"", true};
    auto port = site.start();

    for (const char* path : {"/", "/kept", "/kept", "/a.css", "/nowhere"}) {
        HttpAnswer answer = http_get(port, path);
        EXPECT_EQ(answer.header("Content-Security-Policy"),
                  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; font-src 'self'")
            << path;
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(answer.header("Referrer-Policy"), "same-origin") << path;
        EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin") << path;
        EXPECT_FALSE(answer.header("Permissions-Policy").empty()) << path;
        EXPECT_FALSE(answer.header("Date").empty()) << path;
    }
    EXPECT_EQ(http_get(port, "/loose").all("Content-Security-Policy"), std::vector<std::string>{"sandbox"});
}

TEST(StaticFile, IsServedPackedNamedByItsTagAndNotTwice) {
    test::Serving site;
    const std::string packed = "pretend gzip";
    site.files["/assets/app-3f2a.css"] = {
        "/assets/app-3f2a.css", "text/css; charset=utf-8", "body{}", packed, "\"3f2a\"", true};
    auto port = site.start();

    HttpAnswer plain = http_get(port, "/assets/app-3f2a.css");
    HttpAnswer small = http_get(port, "/assets/app-3f2a.css?x=1", {{"Accept-Encoding", "br, gzip"}});
    HttpAnswer none = http_get(port, "/assets/app-3f2a.css", {{"If-None-Match", "\"3f2a\""}});

    EXPECT_EQ(plain.body, "body{}");
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(plain.header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(small.body, packed);
    EXPECT_EQ(small.header("Content-Encoding"), "gzip");
    EXPECT_EQ(none.status, 304);
    EXPECT_EQ(none.header("ETag"), "\"3f2a\"");
}

TEST(Gzip, PacksLongTextForThoseWhoTakeIt) {
    test::Serving site;
    std::string page;
    for (int n = 0; n < 500; ++n) page += "<p>Paragraph " + std::to_string(n) + "</p>\n";
    site.router.get("/", Access::anyone, [&](const Request&) { return web::html(200, page); });
    site.router.get("/short", Access::anyone, [&](const Request&) { return web::html(200, "<p>short</p>"); });
    site.router.get("/picture", Access::anyone, [&](const Request&) { return web::data("image/png", page); });
    auto port = site.start();
    const test::Headers takes{{"Accept-Encoding", "gzip, deflate"}};

    EXPECT_EQ(unpacked(http_get(port, "/", takes).body), page);
    EXPECT_EQ(http_get(port, "/").body, page);
    EXPECT_EQ(http_get(port, "/", {{"Accept-Encoding", "gzip;q=0"}}).body, page);
    EXPECT_EQ(http_get(port, "/", takes).header("Vary"), "Accept-Encoding");
    EXPECT_EQ(http_get(port, "/short", takes).header("Content-Encoding"), "");
    EXPECT_EQ(http_get(port, "/picture", takes).body, page);
}

TEST(KeptPages, AreMadeOnceUntilTheJournalMoves) {
    test::Serving site;
    std::atomic<std::uint64_t> position = 7;
    std::atomic<int> made = 0;
    site.router.cache_pages([&] { return position.load(); });
    site.router
        .get("/list", Access::anyone,
             [&](const Request& request) {
                 ++made;
                 return web::html(200,
                                  "<p>" + std::string(3000, 'x') + std::string(request.query.get("page")) + "</p>");
             })
        .cacheable = true;
    auto port = site.start();

    HttpAnswer first = http_get(port, "/list"), second = http_get(port, "/list");
    EXPECT_EQ(made, 1);
    EXPECT_EQ(first.body, second.body);
    EXPECT_TRUE(first.header("ETag").starts_with("W/\"j7-")) << first.header("ETag");
    EXPECT_EQ(first.header("Cache-Control"), "no-cache");
    EXPECT_EQ(unpacked(http_get(port, "/list", {{"Accept-Encoding", "gzip"}}).body), first.body);
    EXPECT_EQ(made, 1);

    EXPECT_EQ(http_get(port, "/list", {{"If-None-Match", first.header("ETag")}}).status, 304);
    EXPECT_EQ(http_get(port, "/list", {{"If-None-Match", "W/\"j7-other\""}}).status, 200);
    EXPECT_NE(http_get(port, "/list?page=2").body, first.body);
    EXPECT_EQ(made, 2);

    position = 8;
    HttpAnswer later = http_get(port, "/list", {{"If-None-Match", first.header("ETag")}});
    EXPECT_EQ(made, 3);
    EXPECT_EQ(later.status, 304) << "the journal moved, but this page came out the same";
    EXPECT_TRUE(later.header("ETag").starts_with("W/\"j8-"));
}

TEST(KeptPages, AreNeverGivenToOrTakenFromSomebodyWithACookie) {
    test::Serving site;
    site.router.cache_pages([] { return 1; });
    site.router.identify_by([](Request& request) {
        request.session = request.cookie("session");
        if (!request.session.empty()) request.actor.role = web::Role::officer;
    });
    site.router
        .get("/list", Access::anyone,
             [](const Request& request) {
                 return words(request.actor.signed_in() ? "for an officer" : "for everybody");
             })
        .cacheable = true;
    site.router
        .get("/hello", Access::anyone, [](const Request&) { return web::set_cookie(words("hello"), "seen", "1", 60); })
        .cacheable = true;
    auto port = site.start();
    const test::Headers officer{{"Cookie", "session=abc"}};

    EXPECT_EQ(http_get(port, "/list", officer).body, "for an officer");
    EXPECT_EQ(http_get(port, "/list").body, "for everybody");
    EXPECT_EQ(http_get(port, "/list").body, "for everybody");
    HttpAnswer signed_in = http_get(port, "/list", officer);
    EXPECT_EQ(signed_in.body, "for an officer");
    EXPECT_EQ(signed_in.header("Cache-Control"), "private, no-store");
    EXPECT_EQ(signed_in.header("ETag"), "");
    for (int n = 0; n < 2; ++n) EXPECT_EQ(http_get(port, "/hello").header("ETag"), "") << "a cookie is for one person";
}

TEST(Streaming, GivesALongBodyPieceByPieceAndBreaksOffHonestly) {
    test::Serving site;
    site.router.get("/export", Access::anyone, [](const Request&) {
        auto row = std::make_shared<int>(0);
        web::Response response = words("");
        response.stream = [row] { return ++*row > 1000 ? std::string() : "row " + std::to_string(*row) + "\n"; };
        return response;
    });
    site.router.get("/broken", Access::anyone, [](const Request&) {
        auto row = std::make_shared<int>(0);
        web::Response response = words("");
        response.stream = [row]() -> std::string {
            if (++*row > 3) throw std::runtime_error("the disk went away");
            return "row\n";
        };
        return response;
    });
    auto port = site.start();
    HttpConnection connection(port);

    connection.send("GET /export HTTP/1.1\r\nHost: a\r\n\r\nGET /export HTTP/1.1\r\nHost: a\r\n\r\n");
    for (int n = 0; n < 2; ++n) {
        HttpAnswer answer = connection.receive();
        EXPECT_TRUE(answer.whole);
        EXPECT_TRUE(answer.body.ends_with("row 1000\n"));
    }
    EXPECT_TRUE(http_send(port, "GET /export HTTP/1.0\r\nHost: a\r\n\r\n").body.ends_with("row 1000\n"));
    HttpAnswer broken = http_get(port, "/broken");
    EXPECT_EQ(broken.body, "row\nrow\nrow\n");
    EXPECT_FALSE(broken.whole);
}

TEST(HostNames, LeadToThePartnershipThatTheyBelongTo) {
    web::Router north, south;
    north.get("/", Access::anyone, [](const Request&) { return words("north"); });
    south.get("/", Access::anyone, [](const Request&) { return words("south"); });
    web::Server server({.port = 0},
                       [&](std::string_view host) -> const web::Router* {
                           return host == "north.example" ? &north : host == "south.example" ? &south : nullptr;
                       },
                       {});
    auto port = server.start();
    std::jthread running([&] { server.run(); });

    EXPECT_EQ(http_get(port, "/", {{"Host", "North.Example:8080"}}).body, "north");
    EXPECT_EQ(http_get(port, "/", {{"Host", "south.example"}}).body, "south");
    EXPECT_EQ(http_get(port, "/", {{"Host", "elsewhere.example"}}).status, 404);
    server.stop();
}

TEST(BehindAProxy, ItsWordIsTakenForAddressAndTls) {
    auto say = [](const Request& request) {
        return web::set_cookie(words(request.remote + (request.secure ? " by TLS" : "")), "a", "b", 5);
    };
    test::Serving behind({.behind_proxy = true}), alone;
    behind.router.get("/", Access::anyone, say);
    alone.router.get("/", Access::anyone, say);
    const test::Headers forged{{"X-Forwarded-For", "198.51.100.7, 203.0.113.9"}, {"X-Forwarded-Proto", "https"}};

    HttpAnswer through = http_get(behind.start(), "/", forged), direct = http_get(alone.start(), "/", forged);

    EXPECT_EQ(through.body, "203.0.113.9 by TLS");
    EXPECT_TRUE(through.header("Set-Cookie").ends_with("; Secure"));
    EXPECT_FALSE(through.header("Strict-Transport-Security").empty());
    EXPECT_EQ(direct.body, "127.0.0.1");
    EXPECT_FALSE(direct.header("Set-Cookie").ends_with("; Secure"));
}

TEST(Upload, ComesWholeThroughTheServerAndLeavesNothingBehind) {
    test::Serving site({.upload_memory = 10'000});
    site.router
        .post("/import", Access::anyone,
              [](const Request& request) {
                  return words(request.uploads.at(0).filename + " " +
                               std::to_string(request.uploads.at(0).read(1 << 20)->size()) +
                               (request.uploads[0].path ? " from a file" : " from memory"));
              })
        .body_limit = 1 << 20;
    auto port = site.start();
    auto send = [&](std::size_t size) {
        std::string body = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" +
                           std::string(size, 'x') + "\r\n--XX--\r\n";
        return http_send(
            port,
            "POST /import HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    };

    EXPECT_EQ(send(100).body, "a.csv 100 from memory");
    EXPECT_EQ(send(900'000).body, "a.csv 900000 from a file");
    EXPECT_EQ(send(1'100'000).status, 413);
}

TEST(Upload, IsNotEvenReadFromSomebodyWhoMayNotSendIt) {
    test::Serving site;
    site.router.post("/import", Access::officer, [](const Request&) { return words("read"); }).body_limit = 50 << 20;
    HttpConnection connection(site.start());

    connection.send(
        "POST /import HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
        "Content-Length: 40000000\r\n\r\n--XX\r\n");
    HttpAnswer answer = connection.receive();

    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.header("Connection"), "close");
}

TEST(Upload, OfAKindThatWeCannotReadIsRefused) {
    test::Serving site;
    site.router.post("/form", Access::anyone, [](const Request&) { return words("read"); });
    auto port = site.start();
    const std::string start = "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n";

    EXPECT_EQ(http_send(port, start + "Content-Type: application/json\r\n\r\n{}").status, 415);
    EXPECT_EQ(http_send(port, start + "\r\n{}").status, 415);
    EXPECT_EQ(http_send(port, start + "Content-Type: multipart/form-data\r\n\r\n{}").status, 415);
    EXPECT_EQ(
        http_send(port, start + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\r\n%z").status,
        400);
}

TEST(Bodies, TogetherTakeNoMoreMemoryThanTheyMay) {
    test::Serving site({.body_memory = 100'000});
    site.router.post("/form", Access::anyone, [](const Request&) { return words("read"); });
    auto port = site.start();
    const std::string start =
        "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
    std::vector<std::unique_ptr<HttpConnection>> waiting;
    for (int n = 0; n < 2; ++n) {
        waiting.push_back(std::make_unique<HttpConnection>(port));
        waiting.back()->send(start + "50000\r\n\r\na=" + std::string(47'000, 'x'));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{200});

    EXPECT_EQ(http_send(port, start + "20000\r\n\r\na=" + std::string(19'998, 'x')).status, 503);
    for (auto& connection : waiting) {
        connection->send(std::string(2998, 'x'));
        EXPECT_EQ(connection->receive().body, "read");
    }
    EXPECT_EQ(http_send(port, start + "20000\r\n\r\na=" + std::string(19'998, 'x')).body, "read");
}

TEST(Headers, CannotBeSplitByWhatAHandlerPutsIn) {
    test::Serving site;
    site.router.get("/", Access::anyone,
                    [](const Request&) { return words("x").with("X-Name", "a\r\nSet-Cookie: evil=1"); });

    HttpAnswer answer = http_get(site.start(), "/");

    EXPECT_EQ(answer.header("X-Name"), "a");
    EXPECT_EQ(answer.header("Set-Cookie"), "");
}

}  // namespace
}  // namespace thingwall
