#include "activities/known.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {

OtherView other_view(Activities::Inside& inside, const Activity& ours, const Activity& theirs, overlap::Finding finding,
                     std::size_t number) {
    OtherView other;
    other.id = theirs.id;
    other.title = theirs.title;
    other.lead = inside.lists.organisation(theirs.lead);
    other.who = fold(who_in_words(theirs.audience, inside.lists));
    other.where = where_in_a_sentence(theirs.footprint, inside.lists);
    other.dates = dates_in_words(theirs, inside.face.today().year());
    other.days = theirs.dates;
    other.map = inside.screen.shared_ground(ours.footprint, theirs.footprint, fmt::format("ground-{}", number),
                                            "Shared ground with " + other.lead);
    if (other.map) other.map->width = 240;  // it stands in a column of 220 pixels at most
    other.finding = std::move(finding);
    return other;
}

namespace {

// The search for what was asked before about any of these subjects, of these people, in these areas.
std::optional<html::Href> search_for(Activities::Inside& inside, const Activity& activity) {
    if (inside.shelf == nullptr) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> query{{"state", "closed"}};
    for (const auto& subject : activity.subjects) query.emplace_back("subject", subject);
    for (const auto& audience : activity.audience)
        if (audience != "everyone") query.emplace_back("who", audience);
    for (auto area : activity.footprint.areas) query.emplace_back("place", std::to_string(area.value()));
    return html::Href::query("/search", query);
}

}  // namespace

std::vector<OtherView> others_of(Activities::Inside& inside, const Activity& activity, const Viewer& viewer,
                                 std::size_t most) {
    std::vector<OtherView> found;
    for (auto& finding : inside.screen.others(activity, most)) {
        // The index may know of more than this person may see: what they may not see is as if it were not there.
        auto theirs = inside.face.find(finding.b, viewer);
        if (theirs && !theirs->withdrawn_on)
            found.push_back(other_view(inside, activity, *theirs, std::move(finding), found.size() + 1));
    }
    return found;
}

KnownView known_about(Activities::Inside& inside, const Activity& activity, bool dates_given, const Viewer& viewer) {
    KnownView known;
    known.limit = inside.screen.most_asks_a_month();
    known.dates_given = dates_given;
    bool enough = !activity.subjects.empty() && (!activity.audience.empty()) &&
                  (activity.footprint.whole_borough || !activity.footprint.areas.empty() ||
                   !activity.footprint.shape.empty() || activity.footprint.circle);
    if (!enough) return known;
    Date today = inside.face.today();
    auto snapshot = inside.face.snapshot();  // the screen is then as new as the register
    known.screened = inside.screen.ready();
    Activity asked = activity;
    // Before the dates are known it is as if it began in four weeks: what was asked before does not hang on the day.
    if (!dates_given) asked.dates = *DateRange::make(today + 28, today + 55);
    for (const auto& before : inside.screen.asked_before(asked, 3)) {
        auto theirs = inside.face.find(before.id, viewer);
        if (!theirs || theirs->withdrawn_on) continue;
        Date last = theirs->dates.last();
        known.before.push_back({theirs->id, theirs->title, inside.lists.organisation(theirs->lead),
                                std::string(month_name(last.month())) +
                                    (last.year() == today.year() ? "" : fmt::format(" {}", last.year())),
                                theirs->responses, theirs->results, inside.kept_with(theirs->id, viewer)});
    }
    known.all_before = search_for(inside, activity);
    if (!dates_given) return known;
    known.others = others_of(inside, asked, viewer, 5);
    known.burden = burden_of(asked, *snapshot, viewer, today, inside.screen, inside.lists);
    return known;
}

std::string people_and_place(Activities::Inside& inside, const Activity& activity) {
    bool place = activity.footprint.whole_borough || !activity.footprint.areas.empty() ||
                 !activity.footprint.shape.empty() || activity.footprint.circle;
    if (!place || activity.audience.empty()) return {};
    std::int64_t residents = inside.lists.residents(activity.footprint);
    return fmt::format("{}, {}: {} residents live there.", who_in_words(activity.audience, inside.lists),
                       where_in_a_sentence(activity.footprint, inside.lists), about(residents));
}

}  // namespace thingwall::activities
