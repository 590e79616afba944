#include "activities/partnership_screen.hpp"

#include "activities/footprints.hpp"
#include "base/text.hpp"
#include "overlap/overlaps.hpp"

namespace thingwall::activities {
namespace {

// The same name of a series, however it is written, is the same number; 0 for none. FNV-1a.
std::int64_t number_of_series(std::string_view name) {
    std::string folded = fold(name);
    if (folded.empty()) return 0;
    std::uint64_t hash = 14695981039346656037ull;
    for (char c : folded) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return static_cast<std::int64_t>(hash >> 1) + 1;
}

overlap::Ask ask_of(const Activity& activity, const Lists& lists) {
    overlap::Ask ask;
    ask.id = activity.id;
    ask.title = activity.title;
    ask.description = activity.purpose;
    ask.questions = activity.questions;
    ask.organisation = activity.lead;
    ask.organisation_name = lists.organisation(activity.lead);
    ask.joint = activity.partners;
    ask.umbrella = activity.umbrella;
    ask.series = number_of_series(activity.series);
    ask.first = activity.dates.first();
    ask.last = activity.dates.last();
    ask.audience_codes = activity.audience;
    ask.audience_text = activity.audience_words;
    ask.subjects = activity.subjects;
    if (!activity.subjects.empty()) ask.theme = lists.theme(activity.subjects.front());
    ask.methods = activity.methods;
    return ask;
}

overlap::Asking asking_of(const Activity& activity, const Lists& lists) {
    overlap::Shown shown;
    shown.reference = activity.reference;
    shown.lead_short = lists.organisation_short(activity.lead);
    shown.where = where_in_words(activity.footprint, lists);
    shown.who = who_in_words(activity.audience, lists);
    shown.how = how_in_words(activity.methods);
    shown.invited = activity.invited;
    shown.decision = activity.decision;
    shown.cost = activity.cost;
    shown.draft = activity.visibility == Visibility::draft;
    shown.day_known = activity.dates_known == DatesKnown::day;
    shown.footprint = on_the_grid(activity.footprint);
    return {ask_of(activity, lists), std::move(shown)};
}

}  // namespace

std::vector<overlap::Finding> PartnershipScreen::others(const Activity& ask, std::size_t most) const {
    return overlaps_.others(ask_of(ask, lists_), on_the_grid(ask.footprint), most);
}
std::vector<overlap::AskedBefore> PartnershipScreen::asked_before(const Activity& ask, std::size_t most) const {
    return overlaps_.asked_before(ask_of(ask, lists_), on_the_grid(ask.footprint), most);
}
std::int64_t PartnershipScreen::count(ActivityId id) const {
    return overlaps_.count(id);
}
double PartnershipScreen::share_of(const Footprint& part, const Footprint& ground) const {
    return overlaps_.share_of(on_the_grid(part), on_the_grid(ground));
}
std::optional<html::MapFigure> PartnershipScreen::shared_ground(const Footprint& ours, const Footprint& theirs,
                                                                std::string_view id, std::string_view title) const {
    return overlaps_.shared_ground(on_the_grid(ours), on_the_grid(theirs), id, title);
}
void PartnershipScreen::replace_all(std::vector<Activity> activities) {
    std::vector<overlap::Asking> all;
    all.reserve(activities.size());
    for (const Activity& activity : activities) all.push_back(asking_of(activity, lists_));
    overlaps_.replace_all(std::move(all));
}
void PartnershipScreen::put(const Activity& activity) {
    overlaps_.put(asking_of(activity, lists_));
}
void PartnershipScreen::remove(ActivityId id) {
    overlaps_.remove(id);
}

}  // namespace thingwall::activities
