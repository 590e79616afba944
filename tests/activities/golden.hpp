#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "web/types.hpp"

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

// Ids and one-time keys differ from run to run.
inline std::string without_keys(std::string html) {
    std::string out;
    for (std::size_t at = 0; at < html.size(); ++at) {
        std::size_t digits = 0;
        while (at + digits < html.size() && std::isdigit(static_cast<unsigned char>(html[at + digits])) != 0) ++digits;
        if (digits >= 12) {
            out += "ID";
            at += digits - 1;
        } else if (html.compare(at, 26, "name=\"idempotency\" value=\"") == 0) {
            out += "name=\"idempotency\" value=\"KEY";
            at = html.find('"', at + 26) - 1;
        } else {
            out += html[at];
        }
    }
    return out;
}

/// The page's own part.
inline std::string main_of(const web::Response& page) {
    std::size_t begin = page.body.find("<main"), end = page.body.find("</main>");
    return begin == std::string::npos ? page.body : without_keys(page.body.substr(begin, end - begin)) + "\n";
}

}  // namespace thingwall::activities::test
