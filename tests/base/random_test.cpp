#include "base/random.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace thingwall {
namespace {

TEST(SeededRandomness, IsTheSameOnEveryMachine) {
    SeededRandom random{1234567};

    // The first numbers of SplitMix64 with this seed, as its authors' reference program gives them.
    EXPECT_EQ(random.next(), 6457827717110365317u);
    EXPECT_EQ(random.next(), 3203168211198807973u);
    EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(ANumberBelowALimit, IsEachAsLikely) {
    SeededRandom random{1};
    std::array<int, 6> seen{};

    for (int i = 0; i < 60'000; ++i) ++seen[random.below(6)];

    for (int count : seen) EXPECT_NEAR(count, 10'000, 500);
    EXPECT_EQ(random.below(1), 0u);
}

TEST(ANumberFromTheUnitInterval, StaysBelowOne) {
    SeededRandom random{2};
    double sum = 0;
    for (int i = 0; i < 10'000; ++i) {
        double number = random.unit();
        ASSERT_GE(number, 0.0);
        ASSERT_LT(number, 1.0);
        sum += number;
    }
    EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
}

TEST(AToken, HasTwentyTwoCharactersThatAnAddressTakesAndNeverRepeats) {
    SecureRandom random;
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i) {
        auto token = random.token();
        EXPECT_EQ(token.size(), 22u);
        EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
        tokens.insert(token);
    }
    EXPECT_EQ(tokens.size(), 1000u);
}

}  // namespace
}  // namespace thingwall
