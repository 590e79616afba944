#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace thingwall::partners {

inline constexpr std::size_t longest_description = 2000;  ///< characters
inline constexpr std::size_t longest_web_address = 300;   ///< bytes

/// What an organisation tells others about itself. Every part may be empty.
struct Profile {
    std::string contact_name, email, telephone;
    std::string web_address;   ///< begins with http:// or https://
    std::string description;   ///< paragraphs, parted by empty lines
    std::int64_t version = 0;  ///< 0: nothing told yet; grows with each change
};

/// As typed.
struct ProfileDraft {
    std::string contact_name, email, telephone, web_address, description;
};

}  // namespace thingwall::partners
