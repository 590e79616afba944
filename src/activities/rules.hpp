#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/draft.hpp"
#include "activities/types.hpp"
#include "base/date.hpp"
#include "base/result.hpp"

namespace thingwall::activities {

/// What there is to refer to. Each question left empty answers yes.
struct Known {
    std::function<bool(std::string_view)> subject, audience;
    std::function<bool(AreaId)> area;
    std::function<bool(OrganisationId)> organisation;
    std::function<bool(ActivityId)> activity;
    /// Why drawn ground or a circle cannot be used; empty when it can.
    std::function<std::string(const Footprint&)> ground;
    std::string audience_list;  ///< version of the audience list in use
};

/// How much must be said. A plan answers every question that overlaps rest on; a row of an old spreadsheet may lack the
/// purpose, the decision, the methods, and the day of its dates.
enum class Ask { in_full, as_far_as_known };

/// Everything that is wrong with a draft, or the activity that it describes. `lead` is used where the draft names none.
/// Errors: invalid, with a fault for each field.
[[nodiscard]] Result<Activity> check(const Draft& draft, const Known& known, OrganisationId lead,
                                     Ask ask = Ask::in_full);
/// What can be read of a draft that is still being written; faulty fields are left as if nothing was typed.
[[nodiscard]] Activity as_far_as_it_goes(const Draft& draft, const Known& known, OrganisationId lead);
/// The faults of one step alone, by field; empty when the step is done.
[[nodiscard]] Error faults_of(Step step, const Draft& draft, const Known& known, OrganisationId lead);
/// The first step that lacks something; nothing when the draft can be registered.
[[nodiscard]] std::optional<Step> first_unfinished(const Draft& draft, const Known& known, OrganisationId lead);

/// What a date field says: the whole day, or the month or year that is all that is known.
struct PartialDate {
    Date first, last;  ///< the run of days that it may be
    DatesKnown known = DatesKnown::day;
};
/// Takes what parse_date takes, three boxes joined by "/", "March 2026", "2026-03", "3/2026" and "2026".
[[nodiscard]] Result<PartialDate> parse_partial_date(std::string_view typed);
/// Day, month and year as they were typed, for the three boxes of a form.
struct DateBoxes {
    std::string day, month, year;
};
[[nodiscard]] DateBoxes boxes_of(std::string_view typed);

/// A reference that we gave ourselves: "WY-2026-0187" is the 187th of 2026.
struct Numbered {
    int year = 0;
    std::int64_t number = 0;
};
/// Nothing when `reference` is not of that form.
[[nodiscard]] std::optional<Numbered> numbered(std::string_view reference, std::string_view prefix);

[[nodiscard]] Status status_of(const Activity& activity, Date today);

/// Whom a page is for.
struct Viewer {
    OrganisationId organisation;  ///< unknown for a member of the public
    bool signed_in = false;
};
/// Nothing when the viewer may see it; drafts are for their lead alone, what is not public yet for partners.
[[nodiscard]] bool may_see(const Activity& activity, const Viewer& viewer, Date today);
[[nodiscard]] bool is_public(const Activity& activity, Date today);

/// One line of "What happens next".
struct Happens {
    Date day;
    std::string what;
};
/// By day: public, opens, closes, decision, "You said, we did" due three months after closing.
[[nodiscard]] std::vector<Happens> what_happens(const Activity& activity, Date today);

/// The day by which people are to be told what was done: three months after the last day.
[[nodiscard]] Date feedback_due(Date last_day);
/// Whole days that the Compact's consultation code asks for (12 weeks), of a consultation in writing.
inline constexpr int compact_days = 84;

/// A check in words, shown before and after registering.
struct Checked {
    enum class Answer { pass, warn };
    Answer answer;
    std::string words;
};
[[nodiscard]] std::vector<Checked> checks(const Activity& activity);

/// "How long" as people say it: "4 weeks", "19 days".
[[nodiscard]] std::string how_long(const DateRange& dates);
/// "2 to 27 November", "2025, day unknown".
[[nodiscard]] std::string dates_in_words(const Activity& activity, std::optional<int> this_year = {});

/// One field that differs between two drafts.
struct Change {
    const Field* field;
    std::string was, is;
};
[[nodiscard]] std::vector<Change> changes(const Draft& was, const Draft& is);

/// Why a drawn shape cannot be taken; nothing when it can. GeoJSON Polygon or MultiPolygon in WGS84, at most 5,000
/// points.
[[nodiscard]] std::optional<std::string> reason_not_to_take_shape(std::string_view geojson);

}  // namespace thingwall::activities
