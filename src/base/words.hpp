#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace thingwall {

/// Bytes of the sign at `at` that parts words; 0 where a word goes on. Signs of Latin-1 and of general punctuation part
/// words as a comma does: the pound, the curly apostrophe, the dash.
[[nodiscard]] std::size_t sign_at(std::string_view text, std::size_t at);
/// Words: letters and digits of any script, and the hyphens between them, which keep a reference whole.
[[nodiscard]] std::vector<std::string_view> words_in(std::string_view text);

}  // namespace thingwall
