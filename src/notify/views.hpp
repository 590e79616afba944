#pragma once
#include <string>
#include <string_view>

#include "notify/types.hpp"

namespace thingwall::notify {

/// The letter as a small page of HTML without styles, so that it reads in every mail program.
[[nodiscard]] std::string letter_html(const Letter& letter, std::string_view site);

}  // namespace thingwall::notify
