#pragma once
#include <string>
#include <vector>

#include "follow/types.hpp"
#include "html/components.hpp"

/// Following by e-mail, as residents see it: values in, HTML out.
namespace thingwall::follow::views {

struct AskForm {
    Choice choice;
    std::string name;  ///< "Harbour (ward)"
    std::string email;
    bool weekly = false, can_send = true;
    std::string csrf, key;
    Error error;
};
[[nodiscard]] html::Writer ask(const AskForm& view);
[[nodiscard]] html::Writer sent();

struct ConfirmForm {
    std::string token, key;
};
[[nodiscard]] html::Writer confirm(const ConfirmForm& view);

struct OwnPage {
    std::string key;
    std::string email;  ///< only its beginning: "a…@example.org"
    bool weekly = false;
    std::vector<std::pair<Choice, std::string>> choices;  ///< with their names
    std::string form_key, csrf, done;
};
[[nodiscard]] html::Writer own(const OwnPage& view);
[[nodiscard]] html::Writer stop(const std::string& key, const std::string& form_key);
[[nodiscard]] html::Writer stopped();

}  // namespace thingwall::follow::views
