#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "places/raw_layer.hpp"

namespace thingwall::places {

/// A code and a name stand in lists, headings and addresses of others; what is longer was taken from another column.
inline constexpr std::size_t most_code_bytes = 60, most_name_letters = 200;
inline constexpr std::string_view code_too_long = "is longer than 60 characters; a code is short",
                                  name_too_long = "is longer than 200 characters; a name is short";

/// Which properties identify and name the areas of a file.
struct CodeChoice {
    bool by_id = false;  ///< the feature's own id
    std::string code_property, name_property;
};

/// "WD13CD", "LSOA11CD", "lad24cd": the property's name carries what it divides and its vintage.
[[nodiscard]] bool is_vintage_code_name(std::string_view property);
/// "E05000954", "W06000024": nine characters as the Office for National Statistics gives them.
[[nodiscard]] bool is_gss_code(std::string_view value);

/// Finds them: first what was asked for, then a vintage-named property with values that all differ (an output area file
/// also has its district's code, the same in each row), then well-known names, then the feature's id, then any property
/// whose values all differ. Errors: invalid, naming the properties that are there.
[[nodiscard]] Result<CodeChoice> choose_codes(const RawLayer& layer, std::string_view wanted_code,
                                              std::string_view wanted_name);

}  // namespace thingwall::places
