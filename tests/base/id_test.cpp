#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace thingwall {
namespace {

const Instant noon = from_microseconds(1'800'000'000'000'000);

TEST(AnIdInAnAddress, IsPlainDigitsAndNothingElse) {
    EXPECT_EQ(parse_id("9223372036854775807"), INT64_MAX);
    for (auto text : {"", "0", "-1", "+1", "01", "1x", " 1", "9223372036854775808", "１"})
        EXPECT_FALSE(parse_id(text)) << text;
}

TEST(NewIds, GrowAlsoWhenTheClockGoesBack) {
    IdMaker maker;
    auto last = maker.next(noon);
    for (auto now : {noon, noon - std::chrono::hours{1}, noon + std::chrono::seconds{1}}) {
        for (int i = 0; i < 10'000; ++i) {
            auto id = maker.next(now);
            ASSERT_GT(id, last);
            last = id;
        }
    }
}

TEST(NewIds, StartAboveTheGreatestInUseAfterARestart) {
    IdMaker before{3};
    auto greatest = before.next(noon);

    IdMaker after{3, greatest};

    EXPECT_GT(after.next(noon - std::chrono::hours{24}), greatest);
}

TEST(NewIds, OfTwoMachinesNeverMeet) {
    IdMaker one{1}, two{2};
    std::set<std::int64_t> ids;
    for (int i = 0; i < 5000; ++i) {
        ids.insert(one.next(noon));
        ids.insert(two.next(noon));
    }
    EXPECT_EQ(ids.size(), 10'000u);
}

TEST(NewIds, AreDifferentForThreadsThatAskAtOnce) {
    IdMaker maker;
    std::vector<std::vector<std::int64_t>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& ids : made)
            threads.emplace_back([&] {
                for (int i = 0; i < 5000; ++i) ids.push_back(maker.next(noon));
            });
    }
    std::set<std::int64_t> all;
    for (const auto& ids : made) all.insert(ids.begin(), ids.end());
    EXPECT_EQ(all.size(), 20'000u);
}

}  // namespace
}  // namespace thingwall
