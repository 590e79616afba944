#pragma once
#include <string>
#include <string_view>

namespace thingwall::activities {

/// The words of a piece of HTML from another site, as plain text: paragraphs and list items on lines of their own,
/// entities as characters, scripts and styles left out. Nothing of it is ever markup here. In linear time.
[[nodiscard]] std::string text_of_markup(std::string_view html);

}  // namespace thingwall::activities
