#include <gtest/gtest.h>

#include "serving.hpp"

namespace thingwall {
namespace {

using test::http_send;
using test::HttpAnswer;
using test::HttpConnection;

struct Malformed {
    const char* name;
    std::string bytes;
};

std::vector<Malformed> malformed_requests() {
    const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
    return {
        {"LengthAndTransferEncoding",
         "POST /form HTTP/1.1\r\nHost: a\r\n" + form +
             "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n"},
        {"TransferEncodingAndLength",
         "POST /form HTTP/1.1\r\nHost: a\r\n" + form +
             "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\na=1\r\n0\r\n\r\n"},
        {"BareLineFeeds", "GET / HTTP/1.1\nHost: a\n\n"},
        {"OneBareLineFeed", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"},
        {"TwoDifferentLengths",
         "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=1&"},
        {"TwoEqualLengths",
         "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1"},
        {"AListOfLengths", "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Content-Length: 3, 3\r\n\r\na=1"},
        {"SpaceBeforeTheColon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
        {"NoHost", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n"},
        {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
        {"AHostWithASlash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        {"FoldedHeader", "GET / HTTP/1.1\r\nHost: a\r\nX: one\r\n two\r\n\r\n"},
        {"FoldedHeaderWithATab", "GET / HTTP/1.1\r\nHost: a\r\nX: one\r\n\ttwo\r\n\r\n"},
        {"FoldedFirstHeader", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
        {"LengthWithAPlus", "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Content-Length: +3\r\n\r\na=1"},
        {"NegativeLength", "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Content-Length: -1\r\n\r\na=1"},
        {"AnotherTransferEncoding",
         "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n"},
        {"ChunkedInOldHttp",
         "POST /form HTTP/1.0\r\nHost: a\r\n" + form + "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n"},
        {"ABrokenChunk",
         "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Transfer-Encoding: chunked\r\n\r\nzz\r\na=1\r\n0\r\n\r\n"},
        {"AChunkOfTooManyDigits", "POST /form HTTP/1.1\r\nHost: a\r\n" + form +
                                      "Transfer-Encoding: chunked\r\n\r\n10000000000000003\r\na=1\r\n0\r\n\r\n"},
        {"AGetWithABody", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1"},
        {"AnotherVersion", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"},
        {"NoVersion", "GET /\r\nHost: a\r\n\r\n"},
        {"AZeroByteInTheAddress", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"ABrokenCodeInTheAddress", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"AnEncodedSlash", "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"AnAddressWithoutASlash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"AnAddressOfAnotherHost", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"ManyBlankLinesFirst", "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"BytesThatAreNoText", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03"},
    };
}

class MalformedRequest : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedRequest, IsRefusedAndTheConnectionEnds) {
    test::Serving site;
    int handled = 0;
    site.router.get("/", web::Access::anyone, [&](const web::Request&) { return ++handled, test::words("home"); });
    site.router.post("/form", web::Access::anyone,
                     [&](const web::Request&) { return ++handled, test::words("thanks"); });
    HttpConnection connection(site.start());

    connection.send(GetParam().bytes);
    HttpAnswer answer = connection.receive();

    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(connection.closes());
    site.stop();
    EXPECT_EQ(handled, 0);
}

INSTANTIATE_TEST_SUITE_P(Web, MalformedRequest, testing::ValuesIn(malformed_requests()),
                         [](const auto& request) { return std::string(request.param.name); });

TEST(WellFormedRequest, IsAnsweredInEachFormThatTheStandardAllows) {
    test::Serving site;
    site.router.get("/", web::Access::anyone,
                    [](const web::Request& request) { return test::words("home of " + request.host); });
    site.router.post("/form", web::Access::anyone,
                     [](const web::Request& request) { return test::words(std::string(request.form.get("a"))); });
    auto port = site.start();
    const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";

    EXPECT_EQ(http_send(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").body, "home of a");
    EXPECT_EQ(http_send(port, "\r\nGET / HTTP/1.1\r\nHost: a:8080\r\n\r\n").body, "home of a:8080");
    EXPECT_EQ(http_send(port, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n").body, "home of a");
    EXPECT_EQ(http_send(port, "GET / HTTP/1.0\r\n\r\n").body, "home of ");
    EXPECT_EQ(http_send(port, "POST /form HTTP/1.1\r\nHost: a\r\n" + form + "Content-Length: 3\r\n\r\na=1").body, "1");
    EXPECT_EQ(
        http_send(port, "POST /form HTTP/1.1\r\nHost: a\r\n" + form +
                            "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\na=\r\n3\r\n123\r\n0\r\nTrailer: x\r\n\r\n")
            .body,
        "123");
}

}  // namespace
}  // namespace thingwall
