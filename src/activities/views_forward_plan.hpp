#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "activities/lists.hpp"
#include "activities/rules_forward_plan.hpp"
#include "html/components.hpp"
#include "html/figure_year.hpp"

/// The forward plan as pages: values in, HTML out.
namespace thingwall::activities {

/// What is asked for, as an address keeps it.
using PlanQuery = std::vector<std::pair<std::string, std::string>>;

/// The year in lanes, each with its bars, and days in common hatched.
[[nodiscard]] html::YearFigure figure_of(const ForwardPlan& plan, const Lanes& lanes, const DateRange& year, Date today,
                                         const Lists& lists, const PlanQuery& query);
/// Pairs as a table; where each stands.
void pairs_table(html::Writer& page, const std::vector<PlanPair>& pairs, Date today, const Lists& lists);
/// "2 to 27 Nov", "9 Nov to 4 Dec 2026"; "2027, day unknown" where that is all that is known.
[[nodiscard]] std::string short_days(const Entry& entry, int this_year);

struct PlanOption {
    std::string value, words;
};
struct ForwardPlanView {
    enum class Shape { year, table, month };
    Shape shape = Shape::year;
    DateRange year = *DateRange::make(Date{}, Date{});
    Date today;
    Date month;              ///< of the calendar
    std::optional<Date> on;  ///< only what opens or closes on this day
    PlanQuery query;         ///< as understood, for links
    bool filtered = false;
    std::string with_title;  ///< when only this one and those that ask the same people are shown
    bool overlaps_known = true;
    bool may_plan = false;

    const Lanes* lanes = nullptr;
    ForwardPlan plan;
    PlanPage at;

    std::vector<EntryPointer> rows;  ///< of the table's page
    std::int64_t rows_total = 0, rows_page = 1, rows_per_page = 50;
    std::vector<CalendarDay> days;

    std::vector<PlanOption> lane_choices, who, where, lead, from;
};
void forward_plan_page(html::Writer& page, const ForwardPlanView& view, const Lists& lists);

}  // namespace thingwall::activities
