#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "activities/draft.hpp"
#include "activities/elsewhere.hpp"
#include "activities/listing.hpp"
#include "activities/rules.hpp"
#include "activities/screen.hpp"
#include "activities/shelf.hpp"
#include "activities/types.hpp"
#include "base/result.hpp"
#include "html/components.hpp"

/// Page functions of the register: values in, HTML out. They decide nothing.
namespace thingwall::activities {

class Ground;

/// What was asked before.
struct BeforeView {
    ActivityId id;
    std::string title, lead, when;  ///< "March 2026"
    std::optional<std::int64_t> responses;
    std::string results;
    Kept kept;
};
/// Another activity that asks the same people.
struct OtherView {
    ActivityId id;
    std::string title, lead, who, where, dates;
    overlap::Finding finding;
    std::optional<html::MapFigure> map;
    std::optional<DateRange> days;
};
/// To the page of a pair; for a draft, which no pair is kept of, words that say so.
[[nodiscard]] html::Writer pair_link(const Activity& ours, const OtherView& other, std::string_view words);
/// "What is known already", beside the question.
struct KnownView {
    std::vector<BeforeView> before;
    std::vector<OtherView> others;
    bool dates_given = false;
    bool screened = true;                  ///< false while overlaps are being worked out: more may be known in a minute
    std::optional<html::Href> all_before;  ///< the search for all that was asked before, where there is one
    std::optional<Burden> burden;
    int limit = 3;
    [[nodiscard]] bool empty() const { return screened && before.empty() && others.empty() && !burden; }
};

/// How a form is sent.
struct FormKeys {
    std::string csrf, idempotency;
};

/// One step of planning, or of changing an activity that is registered.
struct StepView {
    Step step = Step::what;
    bool subjects = false;  ///< the second page of the first step: what is it about
    html::Href action{"/plan"};
    bool saved = false;  ///< somebody came back after "Save and come back later"
    Draft draft;
    FormKeys keys;
    bool changing = false;     ///< an activity that is registered: one deed for each step, no "come back later"
    std::int64_t version = 0;  ///< that the change rests on
    std::string umbrella;      ///< reference of the umbrella, for the field
    std::vector<std::string> suggested;  ///< codes of subjects
    std::string people_and_place;        ///< "Older people in the Estuary health area: about 4,900 residents."
    KnownView known;
    int this_year = 0;
    const Ground* ground = nullptr;  ///< the map to draw a place on; none: its shape can only be written
    std::vector<Plan> unfinished;    ///< on the first page of a new plan: those of the person, then their colleagues'
    PersonId person;                 ///< whose own plans come without a name
    bool more_unfinished = false;    ///< older ones are not listed
    bool thrown_away = false;        ///< somebody came back after throwing a plan away
    std::string from;                ///< id of the earlier activity that it begins with
};
void step_page(html::Writer& page, const StepView& view, const Lists& lists, const Error& error);
[[nodiscard]] std::string_view question_of(Step step, bool subjects);  ///< the page's h1

/// Lines of a list: the report elsewhere, where there is one, and a document to open.
void report_line(html::Writer& page, const Kept& kept, std::string_view title);
void document_line(html::Writer& page, const Kept::Document& document);

/// The panel on the right.
void known_already(html::Writer& page, const KnownView& known, const html::Href& step, const FormKeys& keys,
                   int this_year);

/// Asks whether a plan is to be thrown away.
void discard_page(html::Writer& page, const Plan& plan, const FormKeys& keys, int this_year);

/// An activity of the body's own that a plan is much like.
struct AlreadyView {
    ActivityId id;
    std::string title;
    std::string why;  ///< "Same title, lead and dates"
};
struct CheckView {
    Plan plan;
    FormKeys keys;
    std::string umbrella;
    std::vector<Checked> checks;
    std::vector<Happens> next;
    KnownView known;
    std::optional<AlreadyView> already;
    int this_year = 0;
};
void check_page(html::Writer& page, const CheckView& view, const Lists& lists, const Error& error);

struct RegisteredView {
    Activity activity;
    std::string who_where;  ///< "Estuary health area, about 4,900 residents"
    std::string link;
    std::vector<OtherView> others;
    bool screened = true;  ///< false while overlaps are being worked out
    std::vector<Happens> next;
    std::vector<Checked> checks;
    std::vector<std::string> told;
    Date today;
};
void registered_page(html::Writer& page, const RegisteredView& view);

struct HistoryLine {
    Version version;
    std::string who;
    std::vector<Change> changes;  ///< in words
};
struct ActivityView {
    Activity activity;
    Status status = Status::planned;
    std::int64_t residents = 0;
    std::vector<OtherView> others;
    bool screened = true;  ///< false while overlaps are being worked out
    std::vector<HistoryLine> history;
    std::vector<std::pair<ActivityId, std::string>> parts;
    std::string umbrella;
    Kept kept;
    std::optional<KeptElsewhere> keeper;  ///< where it is kept; none: here
    bool may_change = false;
    bool may_plan = false;
    bool just_changed = false;
    int this_year = 0;
};
void activity_page(html::Writer& page, const ActivityView& view, const Lists& lists);
void withdraw_page(html::Writer& page, const Activity& activity, const FormKeys& keys, std::string_view typed,
                   const Error& error);

struct RegisterView {
    Listing listing;
    Filter filter;
    std::vector<std::pair<std::string, std::string>> query;  ///< as asked, to keep in links
    std::vector<std::int64_t> overlaps;                      ///< of each row
    bool overlaps_known = true;                              ///< false while they are being worked out
    std::vector<std::string> where, who;                     ///< of each row
    std::string place_asked;                                 ///< "CH43 7": when the words were a postcode
    Date today;
    bool may_plan = false;
};
void register_page(html::Writer& page, const RegisterView& view, const Lists& lists);

/// "about 2,400 residents and 19 days in common", "about 150,000 residents in common, 27 days apart".
[[nodiscard]] std::string in_common(const overlap::Finding& finding);
/// "2 to 27 Nov", "9 Nov to 4 Dec", "14 Dec 2026 to 8 Jan 2027".
[[nodiscard]] std::string short_range(const DateRange& days, int this_year);
/// Said where overlaps belong, while they are being worked out.
void overlaps_later(html::Writer& page);
/// "18:30 on ..." for history and imports.
[[nodiscard]] std::string moment_in_words(Instant at, int this_year);
/// The faults in the order of the fields, with ids that lead to their first box.
void step_faults(html::Writer& page, const Error& error);

}  // namespace thingwall::activities
