#include "base/money.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace thingwall {
namespace {

TEST(AnAmount, IsReadAsPeopleWriteIt) {
    EXPECT_EQ(parse_money("£8,400"), Money{840'000});
    EXPECT_EQ(parse_money("8400"), Money{840'000});
    EXPECT_EQ(parse_money(" 8,400.50 "), Money{840'050});
    EXPECT_EQ(parse_money("£ 8400.5"), Money{840'050});
    EXPECT_EQ(parse_money("0"), Money{0});
    EXPECT_EQ(parse_money("0.07"), Money{7});
    EXPECT_EQ(parse_money("1,000,000,000"), Money{100'000'000'000});
}

TEST(AnAmount, IsRefusedWithWhatToDo) {
    EXPECT_EQ(parse_money("").error().message, "Enter an amount of money, such as 8,400 or 8,400.50");
    EXPECT_EQ(parse_money("lots").error().message,
              "An amount of money must be written in figures, such as 8,400 or 8,400.50");
    EXPECT_EQ(parse_money("1.005").error().message,
              "An amount of money can have no more than two figures after the point, such as 8,400.50");
    EXPECT_EQ(parse_money("-5").error().message, "An amount of money must be 0 or more");
    EXPECT_EQ(parse_money("£-5").error().message, "An amount of money must be 0 or more");
    EXPECT_EQ(parse_money("1,000,000,000.01").error().message, "An amount of money can be no more than £1,000,000,000");
    EXPECT_EQ(parse_money("99999999999999999999999999").error().message,
              "An amount of money can be no more than £1,000,000,000");
}

TEST(AnAmount, IsNotGuessedFromOddCommasOrPoints) {
    for (auto text : {"8,4", "84,00", ",400", "8,,400", "8400,000", "8,4000", "8.", ".5", "8.400,50", "8 400", "£",
                      "££8", "8.5.0", "1e3", "8,400,", "0x10"})
        EXPECT_FALSE(parse_money(text)) << text;
}

TEST(AnAmount, ShowsPenceOnlyWhenThereAreSome) {
    EXPECT_EQ(describe(Money{840'000}), "£8,400");
    EXPECT_EQ(describe(Money{840'050}), "£8,400.50");
    EXPECT_EQ(describe(Money{7}), "£0.07");
    EXPECT_EQ(describe(Money{-840'050}), "-£8,400.50");
    EXPECT_EQ(describe(Money{-7}), "-£0.07");
    EXPECT_EQ(describe(Money{INT64_MIN}), "-£92,233,720,368,547,758.08");
}

TEST(AnAmount, ReadsBackAsItWasWritten) {
    for (std::int64_t pence : {0, 1, 99, 100, 101, 99'999, 100'000, 123'456'789})
        EXPECT_EQ(parse_money(describe(Money{pence})), Money{pence});
}

}  // namespace
}  // namespace thingwall
