#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "web/body.hpp"
#include "web/cookies.hpp"
#include "web/head.hpp"
#include "web/multipart.hpp"
#include "web/url.hpp"

namespace thingwall {
namespace {

using web::BodySettings;
using web::Multipart;

std::string part(std::string_view disposition, std::string_view content, std::string_view type = {}) {
    std::string text = "--XX\r\nContent-Disposition: form-data; ";
    text += disposition;
    if (!type.empty()) (text += "\r\nContent-Type: ") += type;
    text += "\r\n\r\n";
    text += content;
    return text + "\r\n";
}

/// Reads in pieces of this size, as a slow network would bring them.
Done read(Multipart& form, std::string_view text, std::size_t piece) {
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        if (auto done = form.take(text.substr(0, piece)); !done) return done;
    return form.finish();
}

TEST(Query, IsReadAsBrowsersWriteIt) {
    auto fields = web::parse_urlencoded("a=1&b=two+words&c=%C3%9C&a=2&d&=x&e=a%0D%0Ab&&f=1%2B1%3D2");

    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->get("a"), "1");
    EXPECT_EQ(fields->all("a"), (std::vector<std::string_view>{"1", "2"}));
    EXPECT_EQ(fields->get("b"), "two words");
    EXPECT_EQ(fields->get("c"), "Ü");
    EXPECT_TRUE(fields->has("d"));
    EXPECT_FALSE(fields->has("z"));
    EXPECT_EQ(fields->get("e"), "a\nb") << "line ends as a reader counts them";
    EXPECT_EQ(fields->get("f"), "1+1=2");
}

TEST(Query, WithBrokenCodesZeroBytesOrNoTextIsRefused) {
    for (const char* text : {"a=%", "a=%4", "a=%zz", "%g0=1", "a=%00", "a=%C3", "a=%FF", "%ED%A0%80=1"}) {
        auto fields = web::parse_urlencoded(text);
        ASSERT_FALSE(fields) << text;
        EXPECT_EQ(fields.error().kind, ErrorKind::invalid);
    }
}

TEST(Form, HasRoomForAThousandAnswersOfAHundredKilobytes) {
    std::string thousand, longest = "a=" + std::string(100 * 1024, 'x');
    for (int n = 0; n < 1000; ++n) thousand += "k" + std::to_string(n) + "=v&";

    EXPECT_TRUE(web::parse_urlencoded(thousand));
    EXPECT_EQ(web::parse_urlencoded(thousand + "one=more").error().kind, ErrorKind::too_large);
    EXPECT_TRUE(web::parse_urlencoded(longest));
    EXPECT_EQ(web::parse_urlencoded(longest + "x").error().kind, ErrorKind::too_large);
}

TEST(Address, IsTakenApartOrRefused) {
    auto target = web::parse_target("/places/layers%20a?q=CH41+1AA");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/places/layers a");
    EXPECT_EQ(target->query.get("q"), "CH41 1AA");
    auto absolute = web::parse_target("http://b.example?x=1");
    ASSERT_TRUE(absolute);
    EXPECT_EQ(absolute->authority, "b.example");
    EXPECT_EQ(absolute->path, "/");
    for (const char* text : {"", "*", "a", "/%", "/%2e%2Fa", "/a%5cb", "/%00", "/%FF", "/?a=%zz", "ftp://x/"})
        EXPECT_FALSE(web::parse_target(text)) << text;
}

TEST(Cookies, AreReadAndWhatIsMalformedIsLeftOut) {
    auto cookies = web::parse_cookies("a=1; session=\"x%3Dy\";b=;=5; nonsense; c=%zz;  d=4 ");

    EXPECT_EQ(cookies.get("a"), "1");
    EXPECT_EQ(cookies.get("session"), "x=y");
    EXPECT_TRUE(cookies.has("b"));
    EXPECT_FALSE(cookies.has("c"));
    EXPECT_EQ(cookies.get("d"), "4");
    EXPECT_EQ(cookies.pairs().size(), 4u);
    EXPECT_TRUE(web::parse_cookies("caf\xE9=1; a b=2; \x01=3").pairs().empty()) << "a name is a word of ASCII";
    std::string many;
    for (int n = 0; n < 60; ++n) many += "k" + std::to_string(n) + "=v; ";
    EXPECT_EQ(web::parse_cookies(many).pairs().size(), 50u);
}

TEST(MultipartForm, IsReadAlikeInPiecesOfAnySize) {
    std::string text =
        "preamble\r\n" + part("name=\"title\"", "Parks\r\nand \"play\"") + part("name=\"empty\"", "") +
        part("name=\"file\"; filename=\"C:\\temp\\list %22a%22.csv\"", "a,b\r\n--X\r\n1,2\r\n", "text/csv") +
        part("name=\"none\"; filename=\"\"", "", "application/octet-stream") + "--XX--\r\nepilogue";
    for (std::size_t piece : {1u, 2u, 3u, 5u, 7u, 64u, 100000u}) {
        Multipart form("XX", {});

        ASSERT_TRUE(read(form, text, piece)) << piece;
        EXPECT_EQ(form.fields().get("title"), "Parks\nand \"play\"");
        EXPECT_TRUE(form.fields().has("empty"));
        ASSERT_EQ(form.uploads().size(), 1u);
        EXPECT_EQ(form.uploads()[0].field, "file");
        EXPECT_EQ(form.uploads()[0].filename, "list \"a\".csv") << "never a path";
        EXPECT_EQ(form.uploads()[0].content_type, "text/csv");
        EXPECT_EQ(form.uploads()[0].read(1000).value(), "a,b\r\n--X\r\n1,2\r\n");
    }
}

TEST(MultipartForm, ALargeFileGoesToATemporaryOneThatGoesWithItsLastOwner) {
    std::string content(300'000, 'x');
    content += "end";
    BodySettings settings;
    settings.upload_memory = 1000;
    std::string path;
    {
        std::vector<web::Upload> kept;
        {
            Multipart form("XX", settings);
            ASSERT_TRUE(read(
                form,
                part("name=\"f\"; filename=\"a.csv\"", content) + part("name=\"g\"; filename=\"b\"", "few") + "--XX--",
                4096));
            kept = std::move(form.uploads());
        }
        ASSERT_EQ(kept.size(), 2u);
        ASSERT_NE(kept[0].path, nullptr);
        EXPECT_EQ(kept[1].path, nullptr) << "few bytes stay in memory";
        path = *kept[0].path;
        EXPECT_EQ(kept[0].size, content.size());
        EXPECT_EQ(kept[0].read(1 << 20).value(), content);
        EXPECT_EQ(kept[0].read(1000).error().kind, ErrorKind::too_large);
        std::error_code none;
        EXPECT_NE(std::filesystem::read_symlink(path, none).string().find("(deleted)"), std::string::npos)
            << "it has no name in any folder";
    }
    EXPECT_FALSE(std::ifstream(path).good());
}

TEST(MultipartForm, HasRoomForTwoHundredParts) {
    std::string parts;
    for (int n = 0; n < 200; ++n) parts += part("name=\"p" + std::to_string(n) + "\"", "v");
    Multipart fits("XX", {}), too_many("XX", {});

    EXPECT_TRUE(read(fits, parts + "--XX--", 1000));
    auto refused = read(too_many, parts + part("name=\"one-more\"", "v") + "--XX--", 1000);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::too_large);
}

TEST(MultipartForm, HasRoomForAnswersOfAHundredKilobytesButNoMore) {
    std::string longest(100 * 1024, 'x');
    Multipart fits("XX", {}), too_long("XX", {});

    EXPECT_TRUE(read(fits, part("name=\"a\"", longest) + "--XX--", 1000));
    EXPECT_EQ(read(too_long, part("name=\"a\"", longest + "x") + "--XX--", 1000).error().kind, ErrorKind::too_large);
}

TEST(MultipartForm, ThatIsMalformedOrBrokenOffIsRefused) {
    const std::string good = part("name=\"a\"", "1");
    for (const std::string& text :
         {std::string(), std::string("nothing"), good, good + "--XX", good + "--XXY--",
          std::string("--XX\r\nno colon\r\n\r\nx\r\n--XX--"),
          std::string("--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--"),
          std::string("--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XX--"),
          part("name=\"a\xFF\"", "1") + "--XX--", part("name=\"a\"", "\xFF") + "--XX--",
          part("name=\"a", "1") + "--XX--", std::string(20000, 'x'), "--XX\r\nX: " + std::string(10000, 'x')}) {
        Multipart form("XX", {});
        EXPECT_FALSE(read(form, text, 10)) << text.substr(0, 60);
    }
}

TEST(MultipartForm, TakesTheBoundaryOfItsContentType) {
    EXPECT_EQ(web::boundary_of("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(web::boundary_of("multipart/form-data; charset=utf-8; boundary=\"a b\""), "a b");
    for (const char* type :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a\"b",
          "multipart/form-data; boundary=\"open", "multipart/form-data; boundary=\"a \""})
        EXPECT_FALSE(web::boundary_of(type)) << type;
    EXPECT_FALSE(web::boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')));
    EXPECT_TRUE(web::boundary_of("multipart/form-data; boundary=" + std::string(70, 'a')));
}

TEST(Filename, NeverLeavesItsFolderNorEndsInsideACharacter) {
    EXPECT_EQ(web::bare_filename("../../etc/passwd"), "passwd");
    EXPECT_EQ(web::bare_filename("a\r\nb\x01.csv"), "ab.csv");
    EXPECT_EQ(web::bare_filename("a\xFF.csv"), "a.csv");
    std::string name;
    for (int n = 0; n < 200; ++n) name += "Ü";
    EXPECT_EQ(web::bare_filename(name).size(), 254u);
    EXPECT_LE(web::bare_filename(std::string(4096, 'x')).size(), 255u);
}

TEST(HeadOfARequest, IsSeenWholeHoweverItArrives) {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX:  b\r\n\r\n";
    for (std::size_t piece : {1u, 2u, 3u, 9u, 100u}) {
        web::HeadScan scan;
        auto seen = web::HeadScan::Seen::more;
        for (std::size_t to = piece; seen == web::HeadScan::Seen::more && to < head.size() + piece; to += piece)
            seen = scan.look(std::string_view(head).substr(0, to));
        EXPECT_EQ(seen, web::HeadScan::Seen::whole) << piece;
        EXPECT_EQ(scan.length(), head.size());
    }
}

}  // namespace
}  // namespace thingwall
