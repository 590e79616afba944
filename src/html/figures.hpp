#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "html/html.hpp"
#include "html/svg.hpp"
#include "html/table.hpp"

/// The pictures of the house. Each carries its table in a `details` below, so nothing is said by a picture alone.
/// `id` must be unique on the page; titles say the finding in words.
namespace thingwall::html {

/// When two (or more) ask, and the days they share: one bar each, hatched where they meet.
struct DaysInCommon {
    struct Run {
        std::string who;  ///< "NHS Wyremouth"
        DateRange days;
    };
    std::string id = "days";
    Run ours, theirs;
    int this_year = 0;  ///< dates of this year are written without it
    std::optional<Date> today = {};
};
void days_in_common(Writer& page, const DaysInCommon& figure);

/// Why we think that two activities are the same exercise: a sum of log-odds, one row for each thing compared,
/// strongest for first.
struct Evidence {
    struct Row {
        std::string compared;     ///< "Subject"
        std::string saw;          ///< "Both chose “GP appointments” from the subject list"
        double log_odds = 0;      ///< natural logarithm of the factor; positive speaks for
        std::string effect = {};  ///< "9 times as likely"; made from log_odds when empty
    };
    std::string id = "evidence";
    std::string start_saw;  ///< what is known before anything is compared
    double start_log_odds = 0;
    std::vector<Row> rows;
    std::string verdict;   ///< "Likely the same exercise"
    std::string how = {};  ///< sentences before the table of weights: which set, and what a figure means
};
void evidence(Writer& page, const Evidence& figure);
/// "9 times as likely", "twice as likely", "a little more likely", "makes no difference", "a third as likely".
[[nodiscard]] std::string effect_in_words(double log_odds);
/// 84 for log-odds of 1.66: chance in 100, never 0 or 100.
[[nodiscard]] int chance_in_100(double log_odds);

/// How often people are asked in each month, with the limit as a line; above it hatched.
struct MonthBars {
    struct Month {
        std::string name;  ///< "Nov"
        std::string full;  ///< "November 2026": for the table
        int count = 0;
    };
    std::string id = "months";
    std::string title;  ///< "Older people in Harbour are asked 4 times in November; the limit is 3"
    std::string what;   ///< heading of the numbers in the table: "Times asked"
    std::vector<Month> months;
    std::optional<int> limit = {};
};
void month_bars(Writer& page, const MonthBars& figure);

/// The same as dots, one for each time, for residents' pages.
void month_dots(Writer& page, const MonthBars& figure);

/// Ground on a map. Coordinates are of one plane (eastings and northings in metres, north up); the figure fits them.
struct MapFigure {
    enum class Kind {
        beyond,   ///< the neighbours' land
        land,     ///< this borough
        ward,     ///< hairlines for bearings
        ours,     ///< this activity's, or this place
        theirs,   ///< another body's
        shared,   ///< in both: hatched
        outside,  ///< outside every area of the other layer
        here,     ///< one place among others: flat green
        edge,     ///< where another layer's areas part
        layer_a,
        layer_b,
        layer_c,
        layer_d,
        layer_e,  ///< outlines of several layers at once, each with its own dash
        part_a,
        part_b,
        part_c,
        part_d,
        part_e,  ///< parts of one area: the largest flat, the others hatched in turn
        heat_none,
        heat_some,
        heat_more,
        heat_limit,
        heat_over,  ///< how much there is of something, against a limit
    };
    struct Shape {
        Kind kind = Kind::land;
        std::vector<Ring> rings = {};  ///< outer rings and holes alike; filled even-odd
    };
    struct Name {
        enum class Weight { area, place, minor, water };  ///< minor names go on a telephone
        Point at;
        std::string words;
        Weight weight = Weight::place;
    };
    struct Badge {  ///< a ringed letter on a line, and the same in the key
        Point at;
        std::string letter;
        Kind kind = Kind::layer_a;
    };
    struct KeyLine {
        Kind kind = Kind::ours;
        std::string words;
    };
    enum class Look { page, field, plain };  ///< `field`: on the home page's green; `plain`: no sea, no frame
    std::string id = "map";
    std::string title, description = {};
    std::vector<Shape> shapes = {};  ///< drawn in this order
    std::vector<Name> names = {};
    std::vector<Badge> badges = {};
    std::vector<Point> dots = {};  ///< amber: something is open here
    std::optional<Name> pin = {};  ///< amber: you, with words above ("CH43 7")
    std::vector<KeyLine> key = {};
    std::vector<Ring> fit =
        {};  ///< what must be seen; all `ours`, `theirs`, `shared`, `here` and layers when empty, else all shapes
    double margin = 0.12;  ///< of the larger side, around what must be seen
    double width = 600;    ///< units of the picture; its height follows, within 0.55 to 1.1 of the width
    Look look = Look::page;
    std::string caption = {};
    std::optional<DataTable> table = {};
    std::string table_summary = "The map as a table";
    TableLook table_look = TableLook::compact;
};
/// The map with its key and, in a `details` below, its table.
void map_figure(Writer& page, const MapFigure& figure);
/// Only the drawing: a small map in a list.
void small_map(Writer& page, const MapFigure& figure);
/// The key of several small maps.
void map_key(Writer& page, const std::vector<MapFigure::KeyLine>& key);
/// The ringed letter of a badge, for a list beside the map.
void badge(Writer& page, std::string_view letter, MapFigure::Kind kind);

/// A share from 0 to 1 as a bar, without words: its figure stands beside it.
enum class Whose { ours, theirs };
void share_bar(Writer& page, double share, Whose whose);

}  // namespace thingwall::html
