#pragma once
#include <string>
#include <utility>
#include <vector>

#include "activities/activities.hpp"
#include "base/result.hpp"
#include "library/index.hpp"
#include "web/types.hpp"

namespace thingwall::library {

using Query = std::vector<std::pair<std::string, std::string>>;

/// A question as an address says it: q, the names of the facets (each may come again), from, until, order, page.
struct AskedFor {
    Question question;
    Query query;              ///< what was understood, for links; the page left out
    std::string from, until;  ///< as typed
    Error error;              ///< faults of from and until
};
[[nodiscard]] AskedFor asked_for(const web::Fields& query);
/// "q=gp+access&state=closed", to be kept and read again by asked_for().
[[nodiscard]] std::string as_text(const Query& query);
[[nodiscard]] Query from_text(std::string_view text);

/// What a choice is called; "something that is not in the lists" for one that is in none.
[[nodiscard]] std::string label_of(Facet facet, std::string_view key, const activities::Lists& lists);
/// "“gp access”, closed, Harbour (ward)": what a search looks for.
[[nodiscard]] std::string in_words(const Query& query, const activities::Lists& lists);

}  // namespace thingwall::library
