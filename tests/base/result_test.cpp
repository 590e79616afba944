#include "base/result.hpp"

#include <gtest/gtest.h>

namespace thingwall {
namespace {

TEST(Faults, AreAllSaidAtOnceAndTheRestCounted) {
    Faults faults;
    for (int i = 0; i < 103; ++i) faults.add("row " + std::to_string(i), "is wrong");

    Faults whole;
    whole.add(faults.take().error());
    whole.add("", "and so is the last");
    auto error = whole.take("The file was not taken").error();

    EXPECT_EQ(error.fields.size(), 100u);
    EXPECT_EQ(error.more, 4u);
    auto text = describe(error);
    EXPECT_TRUE(text.starts_with("The file was not taken\n  row 0: is wrong\n"));
    EXPECT_TRUE(text.ends_with("\n  and 4 more"));
}

TEST(Faults, WithoutAFieldAreSaidAlone) {
    Faults faults;
    faults.add("", "The file is empty");
    EXPECT_EQ(describe(faults.take("No").error()), "No\n  The file is empty");
}

}  // namespace
}  // namespace thingwall
