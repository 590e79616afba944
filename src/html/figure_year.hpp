#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "html/html.hpp"

namespace thingwall::html {

/// A year (any run of days) as lanes of bars, each bar a link; days in common are hatched. What it says stands in
/// tables beside it as well.
struct YearFigure {
    enum class Kind { ahead, over, unsure };  ///< `unsure`: only the month or year of its days is known
    /// Another bar's number that shares people with this one ("with 10"); leads to the pair.
    struct With {
        std::string words, said;
        Href address;
    };
    struct Bar {
        int number = 0;
        std::string name;
        std::string said;  ///< after number and name, for those who listen: lead and days
        Href address;
        DateRange days;
        Kind kind = Kind::ahead;
        std::vector<With> with = {};
        std::vector<DateRange> common = {};  ///< days in common with what stands in no other row of this lane
    };
    struct Join {
        std::size_t a = 0, b = 0;  ///< bars of one lane
        DateRange days;
    };
    struct Lane {
        std::string name, note = {};  ///< "Harbour", "ward"
        std::int64_t total = 0;
        std::string said = {};       ///< "Harbour ward: 12 of 40 activities"
        std::vector<Bar> bars = {};  ///< by first day
        std::vector<Join> joins = {};
        std::optional<std::pair<std::string, Href>> more = {};  ///< "and 28 more"
    };
    std::string id = "year";
    bool on_paper = false;  ///< drawn for an upright page, on which the same words take more of the width
    DateRange year;
    Date today;
    std::vector<Lane> lanes = {};
};
void year_lanes(Writer& page, const YearFigure& figure);

}  // namespace thingwall::html
