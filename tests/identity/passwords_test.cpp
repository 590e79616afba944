#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "identity/passwords.hpp"

namespace thingwall::identity {
namespace {

TEST(Passwords, AreKnownAgainAndNothingElseIs) {
    Passwords passwords({.passes = 1, .memory = 8192});
    std::string hash = *passwords.hash("harbour kettle ninety");

    EXPECT_TRUE(*passwords.verify(hash, "harbour kettle ninety"));
    EXPECT_FALSE(*passwords.verify(hash, "harbour kettle eighty"));
    EXPECT_FALSE(*passwords.verify("", "harbour kettle ninety")) << "nobody";
    EXPECT_EQ(hash.find("harbour"), std::string::npos);
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_NE(hash, *passwords.hash("harbour kettle ninety")) << "each has its own salt";
}

TEST(Passwords, HashedAtAnOlderCostAreHashedAgain) {
    Passwords before({.passes = 1, .memory = 8192}), today({.passes = 2, .memory = 16384});
    std::string hash = *before.hash("harbour kettle ninety");

    EXPECT_TRUE(today.outdated(hash));
    EXPECT_FALSE(before.outdated(hash));
    EXPECT_TRUE(*today.verify(hash, "harbour kettle ninety"));
}

TEST(Passwords, AFloodIsTurnedAwayBeforeItTakesTheMachine) {
    Passwords passwords({.passes = 2, .memory = 16u << 20, .at_once = 1, .waiting = 2});
    std::atomic<int> answered = 0, turned_away = 0;
    std::vector<std::jthread> threads;

    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&] {
            auto answer = passwords.verify("", "guess");
            if (answer)
                ++answered;
            else if (answer.error().kind == ErrorKind::unavailable)
                ++turned_away;
        });
    threads.clear();

    EXPECT_EQ(answered + turned_away, 20);
    EXPECT_GE(answered, 3);
    EXPECT_GT(turned_away, 0);
}

}  // namespace
}  // namespace thingwall::identity
