#include <gtest/gtest.h>

#include <string_view>

#include "library/reading.hpp"

// The tests read files in a child as the program does, and are that child themselves.
int main(int count, char** words) {
    if (count == 4 && std::string_view(words[1]) == "library" && std::string_view(words[2]) == "text")
        return thingwall::library::be_the_child(words[3]);
    testing::InitGoogleTest(&count, words);
    return RUN_ALL_TESTS();
}
