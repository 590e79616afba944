#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "serving.hpp"

namespace thingwall {
namespace {

using namespace std::chrono_literals;
using test::http_get;
using test::HttpAnswer;
using test::HttpConnection;
using Clock = std::chrono::steady_clock;

void add_home(test::Serving& site) {
    site.router.get("/", web::Access::anyone, [](const web::Request&) { return test::words("home"); });
}

/// A door that handlers wait at until the test opens it.
class Door {
public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    void open() {
        std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void await(int waiting) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 5s, [&] { return waiting_ >= waiting; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool open_ = false;
};

TEST(SlowClients, FiveHundredThatDripAByteASecondDoNotStopTheOthers) {
    test::Serving site({.connections_per_address = 2000});
    add_home(site);
    auto port = site.start();
    std::vector<std::unique_ptr<HttpConnection>> slow;
    for (int n = 0; n < 500; ++n) slow.push_back(std::make_unique<HttpConnection>(port));
    std::atomic<bool> done = false;
    std::jthread drip([&] {
        for (char byte : std::string("GET / HTTP/1.1\r\nHost: localhost\r\n")) {
            for (auto& connection : slow) connection->send({&byte, 1});
            for (int n = 0; n < 10 && !done; ++n) std::this_thread::sleep_for(100ms);
            if (done) return;
        }
    });

    auto end = Clock::now() + 3s;
    int answered = 0, asked = 0;
    auto longest = 0ms;
    while (Clock::now() < end) {
        auto start = Clock::now();
        ++asked;
        if (http_get(port, "/").body == "home") ++answered;
        longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start));
    }
    done = true;

    EXPECT_EQ(answered, asked);
    EXPECT_GT(asked, 20);
    EXPECT_LT(longest, 2000ms);
}

TEST(SlowClients, AHeadThatTakesTooLongIsEnded) {
    test::Serving site({.header_deadline = 1s});
    add_home(site);
    HttpConnection connection(site.start());

    connection.send("GET / HTTP/1.1\r\nHost: ");
    auto start = Clock::now();
    HttpAnswer answer = connection.receive();

    EXPECT_EQ(answer.status, 408);
    EXPECT_LT(Clock::now() - start, 4s);
}

TEST(SlowClients, AConnectionThatSaysNothingIsClosedAfterTheIdleTime) {
    test::Serving site({.idle = 1s});
    add_home(site);
    HttpConnection connection(site.start(), 5s);
    connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(connection.receive().body, "home");

    auto start = Clock::now();
    EXPECT_TRUE(connection.closes());
    EXPECT_LT(Clock::now() - start, 4s);
}

TEST(SlowClients, ABodySlowerThanTheLeastRateIsEndedAfterTheGrace) {
    test::Serving site({.body_grace = 1s, .body_bytes_per_second = 1000});
    site.router.post("/form", web::Access::anyone, [](const web::Request&) { return test::words("thanks"); });
    HttpConnection connection(site.start());

    connection.send(
        "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 200000\r\n\r\na=1");
    auto start = Clock::now();
    std::jthread drip([&] {
        for (int n = 0; n < 30; ++n) connection.send("1"), std::this_thread::sleep_for(100ms);
    });
    HttpAnswer answer = connection.receive();

    EXPECT_EQ(answer.status, 408);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST(Limits, AHeadOfSixteenKilobytesIsTakenAndALargerOneRefused) {
    test::Serving site;
    add_home(site);
    auto port = site.start();
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ", end = "\r\n\r\n";
    std::string fits = start + std::string(16 * 1024 - start.size() - end.size(), 'x') + end;

    EXPECT_EQ(test::http_send(port, fits).status, 200);
    EXPECT_EQ(test::http_send(port, start + std::string(16 * 1024, 'x') + end).status, 431);
}

TEST(Limits, ABodyIsTakenUpToTheRoutesLimitAndNotAByteMore) {
    test::Serving site;
    site.router
        .post("/form", web::Access::anyone,
              [](const web::Request& request) { return test::words(std::to_string(request.form.get("a").size())); })
        .body_limit = 1000;
    auto port = site.start();
    auto with_length = [&](std::size_t size) {
        return test::http_post(port, "/form", {{"a", std::string(size - 2, 'x')}});
    };
    auto in_chunks = [&](std::size_t size) {
        HttpConnection connection(port);
        connection.send(
            "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n");
        for (std::size_t left = size - 2; left > 0;) {
            std::size_t piece = std::min<std::size_t>(left, 9);
            connection.send(std::to_string(piece) + "\r\n" + std::string(piece, 'x') + "\r\n");
            left -= piece;
        }
        connection.send("0\r\n\r\n");
        return connection.receive();
    };

    EXPECT_EQ(with_length(1000).body, "998");
    EXPECT_EQ(with_length(1001).status, 413);
    EXPECT_NE(with_length(1001).body.find("at most 1 KB"), std::string::npos);
    EXPECT_EQ(in_chunks(1000).body, "998");
    EXPECT_EQ(in_chunks(1001).status, 413);
}

TEST(Limits, MoreConnectionsFromOneAddressThanAllowedAreTurnedAway) {
    test::Serving site({.connections_per_address = 3});
    add_home(site);
    auto port = site.start();
    const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    {
        std::vector<std::unique_ptr<HttpConnection>> held;
        for (int n = 0; n < 3; ++n) {
            held.push_back(std::make_unique<HttpConnection>(port));
            held.back()->send(get);
            EXPECT_EQ(held.back()->receive().status, 200);
        }
        HttpConnection one_more(port);
        HttpAnswer answer = one_more.receive();
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(answer.header("Retry-After"), "5");
    }
    for (int tries = 0; tries < 50 && http_get(port, "/").status != 200; ++tries) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(http_get(port, "/").status, 200);
}

TEST(Limits, WhenTheQueueIsFullTheNextIsToldToComeBack) {
    test::Serving site({.workers = 1, .queue = 2});
    add_home(site);
    Door door;
    site.router.get("/slow", web::Access::anyone,
                    [&](const web::Request&) { return door.wait(), test::words("done"); });
    auto port = site.start();
    const std::string get = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
    std::vector<std::unique_ptr<HttpConnection>> taken;
    taken.push_back(std::make_unique<HttpConnection>(port));
    taken.back()->send(get);
    door.await(1);
    for (int n = 0; n < 2; ++n) {
        taken.push_back(std::make_unique<HttpConnection>(port));
        taken.back()->send(get);
        std::this_thread::sleep_for(100ms);
    }

    HttpAnswer turned_away = http_get(port, "/");
    door.open();

    EXPECT_EQ(turned_away.status, 503);
    EXPECT_FALSE(turned_away.header("Retry-After").empty());
    for (auto& connection : taken) EXPECT_EQ(connection->receive().body, "done");
    EXPECT_EQ(http_get(port, "/").status, 200);
}

TEST(Limits, SlowPostsDoNotHoldUpPages) {
    test::Serving site({.workers = 1, .writers = 1});
    add_home(site);
    Door door;
    site.router.post("/save", web::Access::anyone,
                     [&](const web::Request&) { return door.wait(), test::words("saved"); });
    auto port = site.start();
    HttpConnection saving(port);
    saving.send("POST /save HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    door.await(1);

    EXPECT_EQ(http_get(port, "/").body, "home");

    door.open();
    EXPECT_EQ(saving.receive().body, "saved");
}

TEST(Stopping, AnswersWhatIsUnderWayAndThenEnds) {
    test::Serving site;
    Door door;
    site.router.get("/slow", web::Access::anyone,
                    [&](const web::Request&) { return door.wait(), test::words("done"); });
    auto port = site.start();
    HttpConnection idle(port), busy(port);
    busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    door.await(1);

    site.ask_to_stop();
    EXPECT_TRUE(idle.closes());
    EXPECT_THROW(HttpConnection{port}, std::runtime_error);
    door.open();
    HttpAnswer answer = busy.receive();
    site.stop();

    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.header("Connection"), "close");
}

TEST(Stopping, DoesNotWaitLongerThanTheDrainForWhoeverIsSlow) {
    test::Serving site({.drain = 1s});
    add_home(site);
    HttpConnection slow(site.start());
    slow.send("GET / HTTP/1.1\r\n");
    std::this_thread::sleep_for(100ms);

    auto start = Clock::now();
    site.stop();

    EXPECT_LT(Clock::now() - start, 4s);
}

}  // namespace
}  // namespace thingwall
