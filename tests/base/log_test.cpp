#include "base/log.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "base/json.hpp"

namespace thingwall {
namespace {

TEST(ALogLine, IsOneLineOfJsonHoweverOddItsWords) {
    testing::internal::CaptureStderr();

    log::warning("import.refused", {{"file", "a\n\"b\".csv"}, {"line", "7"}});

    auto text = testing::internal::GetCapturedStderr();
    ASSERT_EQ(std::ranges::count(text, '\n'), 1);
    auto line = json::parse(text);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->at("level").as_string(), "warning");
    EXPECT_EQ(line->at("event").as_string(), "import.refused");
    EXPECT_EQ(line->at("file").as_string(), "a\n\"b\".csv");
    EXPECT_EQ(line->at("time").as_string().size(), std::string_view("2026-03-01T10:42:07.123Z").size());
}

TEST(ALogLine, IsNeverBrokenByAnotherThread) {
    testing::internal::CaptureStderr();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                for (int n = 0; n < 200; ++n) log::info("something.happened", {{"why", std::string(500, 'x')}});
            });
    }
    std::istringstream lines(testing::internal::GetCapturedStderr());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) ASSERT_TRUE(json::parse(line)) << line;
    EXPECT_EQ(count, 800);
}

TEST(ALogLine, BelowTheThresholdIsLeftOut) {
    testing::internal::CaptureStderr();
    log::set_threshold(log::Level::error);
    log::info("a");
    log::warning("b");
    log::error("c");
    log::set_threshold(log::Level::info);

    auto text = testing::internal::GetCapturedStderr();

    EXPECT_EQ(std::ranges::count(text, '\n'), 1);
    EXPECT_NE(text.find("\"error\""), std::string::npos);
}

}  // namespace
}  // namespace thingwall
