#pragma once
#include "activities/inside.hpp"

namespace thingwall::activities {

/// A filter as an address says it: q, state, lead, who, theme, subject, method, area, overlaps, sort, order, page. What
/// is unknown is left out. `place_asked` is the postcode, when the words were one.
struct AskedFor {
    Filter filter;
    std::vector<std::pair<std::string, std::string>> query;  ///< what was understood, for links
    std::string place_asked;
};
[[nodiscard]] AskedFor filter_of(Activities::Inside& inside, const web::Request& request);
[[nodiscard]] std::optional<Sort> parse_sort(std::string_view code);

}  // namespace thingwall::activities
