#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>

#include "activities/fetch.hpp"

namespace thingwall::activities {
namespace {

using testing::HasSubstr;

IpAddress four(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return std::array<std::uint8_t, 4>{a, b, c, d};
}
IpAddress six(const char* words) {
    std::array<std::uint8_t, 16> bytes{};
    inet_pton(AF_INET6, words, bytes.data());
    return bytes;
}

TEST(PublicAddresses, AreThoseThatAnybodyCanReach) {
    for (const auto& address : {four(8, 8, 8, 8), four(100, 128, 0, 1), four(172, 32, 0, 1), four(192, 0, 1, 1),
                                six("2a00:1450:4009::1"), six("2606:4700::1"), six("2001:200::1")})
        EXPECT_TRUE(is_public(address)) << in_words(address);
    for (const auto& address : {four(0, 0, 0, 0),
                                four(10, 1, 2, 3),
                                four(100, 64, 0, 1),
                                four(127, 0, 0, 1),
                                four(127, 255, 255, 255),
                                four(169, 254, 169, 254),
                                four(172, 16, 0, 1),
                                four(172, 31, 255, 255),
                                four(192, 0, 0, 8),
                                four(192, 168, 1, 1),
                                four(198, 19, 0, 1),
                                four(203, 0, 113, 5),
                                four(224, 0, 0, 1),
                                four(255, 255, 255, 255),
                                six("::"),
                                six("::1"),
                                six("::ffff:10.0.0.1"),
                                six("::ffff:8.8.8.8"),
                                six("64:ff9b::10.0.0.1"),
                                six("fe80::1"),
                                six("fc00::1"),
                                six("fd12:3456::1"),
                                six("ff02::1"),
                                six("2001:db8::1"),
                                six("2001::1"),
                                six("2002:a00:1::1"),
                                six("3fff::1")})
        EXPECT_FALSE(is_public(address)) << in_words(address);
}

// A site on this machine that answers each path with what it was told, one connection after another.
class LocalSite {
public:
    LocalSite() : listening_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof here;
        if (bind(listening_, reinterpret_cast<sockaddr*>(&here), size) != 0 || listen(listening_, 8) != 0 ||
            getsockname(listening_, reinterpret_cast<sockaddr*>(&here), &size) != 0)
            throw std::runtime_error("no socket");
        port_ = ntohs(here.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~LocalSite() {
        stopping_ = true;
        shutdown(listening_, SHUT_RDWR);
        close(listening_);
        thread_.join();
    }
    std::map<std::string, std::string> answers;  ///< path -> the whole answer
    std::atomic<int> asked = 0;
    [[nodiscard]] std::string address(const std::string& path, const std::string& host = "hub.test") const {
        return "http://" + host + ":" + std::to_string(port_) + path;
    }

private:
    void serve() {
        while (!stopping_) {
            int one = accept(listening_, nullptr, nullptr);
            if (one < 0) return;
            ++asked;
            char head[4096] = {};
            auto read = recv(one, head, sizeof head - 1, 0);
            std::string line(head, read > 0 ? static_cast<std::size_t>(read) : 0);
            auto path = line.substr(4, line.find(' ', 4) - 4);
            std::string answer =
                answers.contains(path) ? answers[path] : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
            for (std::size_t at = 0; at < answer.size();) {
                auto sent = send(one, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
                if (sent <= 0) break;
                at += static_cast<std::size_t>(sent);
            }
            close(one);
        }
    }
    int listening_;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

std::string page(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string leads_to(const std::string& address) {
    return "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: " + address + "\r\n\r\n";
}

class Fetching : public testing::Test {
protected:
    LocalSite site;
    FetchRules rules = [] {
        FetchRules made;
        made.hosts = {"hub.test", "other.test"};
        made.plain_http = true;
        made.in_all = std::chrono::seconds{5};
        made.look_up = [](const std::string&) { return std::vector<IpAddress>{four(127, 0, 0, 1)}; };
        made.may_connect = [](const IpAddress& address) { return address == four(127, 0, 0, 1); };
        return made;
    }();
};

TEST_F(Fetching, GivesWhatLiesThere) {
    site.answers["/list?fields=all"] = page("[1, 2]");

    auto fetched = fetch(site.address("/list?fields=all"), rules);

    ASSERT_TRUE(fetched) << fetched.error().message;
    EXPECT_EQ(*fetched, "[1, 2]");
}

TEST_F(Fetching, NeverAsksThisMachineOrTheNetworkBehindIt) {
    rules.may_connect = {};

    auto refused = fetch(site.address("/list"), rules);

    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("127.0.0.1, which is no public address"));
    EXPECT_EQ(site.asked, 0);
}

TEST_F(Fetching, OneAddressThatIsNotPublicAmongOthersIsEnoughToRefuse) {
    rules.may_connect = {};
    rules.look_up = [](const std::string&) { return std::vector<IpAddress>{four(8, 8, 8, 8), six("fe80::1")}; };

    auto refused = fetch(site.address("/list"), rules);

    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("fe80::1"));
}

TEST_F(Fetching, ANameIsLookedUpOnceForEachStepSoThatItCannotMeanSomethingElseAMomentLater) {
    site.answers["/list"] = page("here");
    int looked = 0;
    rules.look_up = [&](const std::string&) {
        return std::vector<IpAddress>{++looked == 1 ? four(127, 0, 0, 1) : four(10, 0, 0, 1)};
    };

    auto fetched = fetch(site.address("/list"), rules);

    ASSERT_TRUE(fetched) << fetched.error().message;
    EXPECT_EQ(looked, 1);
}

TEST_F(Fetching, FollowsWhereItLeadsAndJudgesEachStep) {
    site.answers["/a"] = leads_to("/b");
    site.answers["/b"] = leads_to(site.address("/c", "other.test"));
    site.answers["/c"] = page("there");
    site.answers["/away"] = leads_to("http://elsewhere.test/");
    site.answers["/file"] = leads_to("file:///etc/passwd");
    site.answers["/round"] = leads_to("/round");
    site.answers["/inside"] = leads_to(site.address("/c", "other.test"));

    EXPECT_EQ(fetch(site.address("/a"), rules).value_or("none"), "there");
    auto away = fetch(site.address("/away"), rules), file = fetch(site.address("/file"), rules),
         round = fetch(site.address("/round"), rules);
    rules.may_connect = [](const IpAddress& address) { return address == four(127, 0, 0, 1); };
    rules.look_up = [](const std::string& host) {
        return std::vector<IpAddress>{host == "hub.test" ? four(127, 0, 0, 1) : four(10, 0, 0, 7)};
    };
    auto inside = fetch(site.address("/inside"), rules);

    ASSERT_FALSE(away);
    EXPECT_THAT(away.error().message, HasSubstr("Lists are not fetched from elsewhere.test"));
    ASSERT_FALSE(file);
    ASSERT_FALSE(round);
    EXPECT_THAT(round.error().message, HasSubstr("on and on"));
    ASSERT_FALSE(inside);
    EXPECT_THAT(inside.error().message, HasSubstr("10.0.0.7"));
}

TEST_F(Fetching, StopsAtTheMostThatItTakes) {
    site.answers["/much"] = page(std::string(3u << 20, 'x'));
    site.answers["/endless"] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(3u << 20, 'x');
    rules.most_bytes = 1u << 20;

    for (const char* path : {"/much", "/endless"}) {
        auto refused = fetch(site.address(path), rules);
        ASSERT_FALSE(refused) << path;
        EXPECT_EQ(refused.error().kind, ErrorKind::too_large);
    }
}

TEST_F(Fetching, SaysWhatTheSiteAnswered) {
    auto missing = fetch(site.address("/none"), rules);

    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(missing.error().message, HasSubstr("404"));
}

TEST(AddressesOfLists, AreOfAllowedHostsAndNothingElse) {
    FetchRules rules;
    rules.hosts = {"consult.example.org"};
    EXPECT_EQ(
        checked_address(" HTTPS://Consult.Example.org/api/2.4/json_search_results?st=open#top ", rules).value_or(""),
        "https://consult.example.org/api/2.4/json_search_results?st=open");
    for (const char* typed :
         {"", "http://consult.example.org/", "ftp://consult.example.org/", "file:///etc/passwd", "consult.example.org",
          "https://elsewhere.example.org/", "https://consult.example.org.evil.example/",
          "https://consult.example.org:8443/", "https://user:word@consult.example.org/",
          "https://consult.example.org@evil.example/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/",
          "https://consult.example.org\\@evil.example/", "https://con sult.example.org/", "javascript:alert(1)",
          "https://"}) {
        auto refused = checked_address(typed, rules);
        EXPECT_FALSE(refused) << typed;
        EXPECT_TRUE(refused || refused.error().fields.size() == 1) << typed;
    }
}

}  // namespace
}  // namespace thingwall::activities
