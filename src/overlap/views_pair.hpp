#pragma once
#include <optional>
#include <string>
#include <vector>

#include "html/components.hpp"
#include "overlap/overlaps.hpp"
#include "overlap/questions.hpp"
#include "overlap/types.hpp"

/// The page of a pair and the list of pairs: values in, HTML out. They decide nothing.
namespace thingwall::overlap {

struct PairView {
    Asking ours, theirs;
    Finding finding;  ///< of ours against theirs
    DateRange our_days = *DateRange::make(Date{}, Date{}), their_days = our_days;
    double residents_of_smaller = 0;
    std::string subject;             ///< what both are about: "Getting a GP appointment"; may be empty
    std::vector<SameQuestion> same;  ///< questions that ask much the same
    std::optional<html::MapFigure> ground;
    std::string counted_from;  ///< "Census 2021"; may be empty
    std::string how;           ///< which weights, and how well they did
    std::string state;         ///< what was asked and settled; may be empty
    Date today;
};
/// The h1: what both are about, or their names.
[[nodiscard]] std::string title_of(const PairView& view);
void pair_page(html::Writer& page, const PairView& view);

struct ListRow {
    Asking a, b;
    Finding finding;
};
struct ListView {
    std::vector<ListRow> rows;
    std::int64_t total = 0;    ///< that match the choice
    std::int64_t visible = 0;  ///< likely and possible ones, whatever the choice
    std::int64_t of_own = 0;   ///< those of the viewer's own body
    std::int64_t likely = 0;   ///< of `total`
    bool own_only = false, likely_only = false, settled_too = false;
    std::string own_body;
    int this_year = 0;
};
/// `pages` are the numbers below the list, made by the caller.
void list_page(html::Writer& page, const ListView& view, const html::Writer& pages);

/// Said instead of a list or a pair while all activities are compared.
void being_prepared_page(html::Writer& page);

/// "Likely (84 in 100)".
[[nodiscard]] std::string grade_in_words(const Finding& finding);
/// "84 in 100"; never 0 or 100.
[[nodiscard]] std::string in_100(double likelihood);

}  // namespace thingwall::overlap
