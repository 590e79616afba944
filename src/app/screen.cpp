#include "app/screen.hpp"

#include <cstdint>
#include <utility>

#include "activities/codes.hpp"
#include "base/text.hpp"

namespace thingwall::app {
namespace {

// The same name of a series, however it is written, is the same number; 0 for none. FNV-1a, the same on every machine.
std::int64_t series_number(std::string_view name) {
    const std::string folded = fold(name);
    if (folded.empty()) return 0;
    std::uint64_t hash = 14695981039346656037ULL;
    for (char c : folded) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return static_cast<std::int64_t>(hash >> 1) + 1;
}

}  // namespace

overlap::Ask RegisterScreen::ask_of(const activities::Activity& activity) const {
    overlap::Ask ask;
    ask.id = activity.id;
    ask.title = activity.title;
    ask.description = activity.purpose;
    if (!activity.decision.empty()) ask.description += (ask.description.empty() ? "" : "\n") + activity.decision;
    ask.questions = activity.questions;
    ask.organisation = activity.lead;
    ask.organisation_name = lists_.organisation(activity.lead);
    ask.joint = activity.partners;
    ask.umbrella = activity.umbrella;
    ask.series = series_number(activity.series);
    ask.first = activity.dates.first();
    ask.last = activity.dates.last();
    ask.audience_codes = activity.audience;
    ask.audience_text = activity.audience_words;
    ask.subjects = activity.subjects;
    if (!activity.subjects.empty()) ask.theme = lists_.theme(activity.subjects.front());
    for (const auto& method : activity.methods)
        ask.methods.emplace_back(activities::label_of(activities::methods(), method));
    return ask;
}

overlap::Asking RegisterScreen::asking_of(const activities::Activity& activity) const {
    overlap::Asking asking{.ask = ask_of(activity), .shown = {}};
    auto& shown = asking.shown;
    shown.reference = activity.reference;
    shown.lead_short = lists_.organisation_short(activity.lead);
    shown.where = activities::where_in_words(activity.footprint, lists_);
    shown.who = activities::who_in_words(activity.audience, lists_);
    shown.how = activities::how_in_words(activity.methods);
    shown.invited = activity.invited;
    shown.minutes = activity.minutes;
    shown.decision = activity.decision;
    shown.cost = activity.cost;
    shown.owner = activity.owner;
    shown.draft = activity.visibility == activities::Visibility::draft;
    shown.day_known = activity.dates_known == activities::DatesKnown::day;
    shown.footprint = footprints_.of(activity.footprint);
    return asking;
}

std::vector<overlap::Finding> RegisterScreen::others(const activities::Activity& ask, std::size_t most) const {
    return overlaps_.others(ask_of(ask), footprints_.of(ask.footprint), most);
}

std::vector<overlap::AskedBefore> RegisterScreen::asked_before(const activities::Activity& ask,
                                                               std::size_t most) const {
    return overlaps_.asked_before(ask_of(ask), footprints_.of(ask.footprint), most);
}

std::int64_t RegisterScreen::count(ActivityId id) const {
    return overlaps_.count(id);
}

int RegisterScreen::most_asks_a_month() const {
    return overlaps_.most_asks_a_month();
}

double RegisterScreen::share_of(const activities::Footprint& part, const activities::Footprint& ground) const {
    return overlaps_.share_of(footprints_.of(part), footprints_.of(ground));
}

std::optional<html::MapFigure> RegisterScreen::shared_ground(const activities::Footprint& ours,
                                                             const activities::Footprint& theirs, std::string_view id,
                                                             std::string_view title) const {
    return overlaps_.shared_ground(footprints_.of(ours), footprints_.of(theirs), id, title);
}

void RegisterScreen::read_from(activities::EveryActivity source) {
    overlaps_.read_from([this, source = std::move(source)](const auto& take) {
        source([&](activities::Activity&& activity) { take(asking_of(activity)); });
    });
}

void RegisterScreen::put(const activities::Activity& activity) {
    if (activity.withdrawn_on) return remove(activity.id);
    overlaps_.put(asking_of(activity));
}

void RegisterScreen::remove(ActivityId id) {
    overlaps_.remove(id);
}

}  // namespace thingwall::app
