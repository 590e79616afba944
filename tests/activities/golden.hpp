#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace thingwall::activities::test {

/// Compares with the file that review has read. UPDATE_GOLDEN=1 rewrites it.
inline testing::AssertionResult golden(const std::string& name, const std::string& made) {
    std::string path = std::string(THINGWALL_SOURCE) + "/tests/golden/activities/" + name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << made;
    }
    std::ifstream file(path, std::ios::binary);
    std::string expected{std::istreambuf_iterator<char>(file), {}};
    if (made == expected) return testing::AssertionSuccess();
    return testing::AssertionFailure() << path << " differs; made:\n" << made;
}

}  // namespace thingwall::activities::test
