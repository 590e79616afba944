#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace thingwall::demo {

/// How one kind of body words a topic.
struct Wording {
    std::string body;    ///< key of the kind of organisation: "nhs"
    std::string method;  ///< code of the register's list of methods
    int minutes = 0;
    std::string title, why, decision;
    std::vector<std::string> questions;
};
struct Topic {
    std::vector<std::string> subjects;
    std::string audience;  ///< empty: everybody
    std::vector<Wording> wordings;
};

/// The topics of demo/topics.txt. Throws std::runtime_error naming the line when the file is not as it should be.
[[nodiscard]] const std::vector<Topic>& topics();

}  // namespace thingwall::demo
