#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "activities/types.hpp"
#include "html/html.hpp"

/// Lists of what is open and of what is coming, as all residents' pages show them.
namespace thingwall::activities {

/// One thing that is open, as a list shows it.
struct AskView {
    ActivityId id;
    std::string title, line, lead, other_ways;
    Date last;
    int days_left = 0;
    std::optional<std::int64_t> minutes;
    std::string ward;  ///< for the table below a map; empty: the whole place
};
/// One thing that is coming, or was asked last.
struct ComingView {
    ActivityId id;
    std::string title, meta;
    int year = 0, month = 0;
};

/// Whether a list is the page's own, or one of several under a heading of its own: there is room for less.
enum class AskList { of_the_page, of_a_section };
/// One line of a list of what is open.
void ask_line(html::Writer& page, const AskView& ask, AskList list);
void coming_lines(html::Writer& page, const std::vector<ComingView>& lines);

/// "4 days left", "3 weeks left", "closes today".
[[nodiscard]] std::string time_left(int days);
/// "Four", "12": words up to nine, as sentences begin.
[[nodiscard]] std::string number_word(std::int64_t number);

}  // namespace thingwall::activities
