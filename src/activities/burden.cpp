#include <algorithm>
#include <map>
#include <set>

#include "activities/screen.hpp"

namespace thingwall::activities {
namespace {

int month_number(Date day) {
    return day.year() * 12 + day.month() - 1;
}
Date first_of(int month) {
    return *Date::make(month / 12, month % 12 + 1, 1);
}

bool same_people(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
    auto everyone = [](const auto& codes) { return codes.empty() || codes.front() == "everyone"; };
    if (everyone(ours) || everyone(theirs)) return true;
    return std::ranges::any_of(ours, [&](const auto& code) { return std::ranges::find(theirs, code) != theirs.end(); });
}

// The areas of an ask, each for itself, since a limit holds for a community and not for a borough.
std::vector<Footprint> parts_of(const Footprint& ground) {
    std::vector<Footprint> parts;
    if (ground.whole_borough || ground.areas.empty() || ground.areas.size() > 40) return {ground};
    for (AreaId area : ground.areas)
        parts.push_back(Footprint{.whole_borough = false, .areas = {area}, .shape = {}, .circle = {}});
    return parts;
}

std::string key_of(const Footprint& ground) {
    std::string key = ground.whole_borough ? "*" : ground.shape;
    for (AreaId area : ground.areas) key += ' ' + std::to_string(area.value());
    if (ground.circle)
        key += ' ' + std::to_string(ground.circle->latitude) + ' ' + std::to_string(ground.circle->longitude) + ' ' +
               std::to_string(ground.circle->metres);
    return key;
}

struct Counted {
    DateRange days;
    Footprint part;
};

int asks_in(const std::vector<DateRange>& asks, const DateRange& days) {
    return static_cast<int>(
        std::ranges::count_if(asks, [&](const auto& ask) { return ask.days_shared_with(days) > 0; }));
}

// The most asks that meet any one month of the run.
int worst_month(const std::vector<DateRange>& asks, const DateRange& days) {
    int worst = 0;
    for (int month = month_number(days.first()); month <= month_number(days.last()); ++month) {
        Date first = std::max(first_of(month), days.first()), last = std::min(first_of(month + 1) - 1, days.last());
        worst = std::max(worst, asks_in(asks, *DateRange::make(first, last)));
    }
    return worst;
}

}  // namespace

Burden burden_of(const Activity& ask, const Snapshot& snapshot, const Viewer& viewer, Date today, const Screen& screen,
                 const Lists& lists) {
    Burden burden;
    burden.who = who_in_words(ask.audience, lists);
    int opens = month_number(ask.dates.first());
    Date from = first_of(opens - 1), until = first_of(opens + 8);

    std::vector<EntryPointer> near;
    snapshot.each(from, [&](const EntryPointer& entry) {
        if (entry->id != ask.id && !entry->withdrawn && entry->first < until && entry->dates_known == DatesKnown::day &&
            entry->may_be_seen_by(viewer, today) && same_people(ask.audience, entry->audience))
            near.push_back(entry);
        return true;
    });
    std::vector<DateRange> most_asked;
    bool first_part = true;
    for (const Footprint& part : parts_of(ask.footprint)) {
        std::map<std::string, bool> reaches;
        std::vector<DateRange> asks;
        for (const EntryPointer& entry : near) {
            auto [known, is_new] = reaches.try_emplace(key_of(entry->ground));
            if (is_new) known->second = screen.share_of(part, entry->ground) >= 0.5;
            if (known->second) asks.push_back(*DateRange::make(entry->first, entry->last));
        }
        int worst = worst_month(asks, ask.dates);
        if (first_part || worst > burden.worst) {
            burden.worst = worst;
            burden.where = part.areas.size() == 1 ? lists.area(part.areas.front()) : where_in_a_sentence(part, lists);
            most_asked = std::move(asks);
        }
        first_part = false;
    }
    for (int month = opens - 1; month < opens + 4; ++month)
        burden.months.push_back({month / 12, month % 12 + 1,
                                 asks_in(most_asked, *DateRange::make(first_of(month), first_of(month + 1) - 1))});
    for (int month = opens; month <= month_number(ask.dates.last()); ++month)
        if (int asks = asks_in(most_asked, *DateRange::make(first_of(month), first_of(month + 1) - 1));
            burden.worst_month == 0 ||
            asks > asks_in(most_asked, *DateRange::make(first_of(burden.worst_year * 12 + burden.worst_month - 1),
                                                        first_of(burden.worst_year * 12 + burden.worst_month) - 1))) {
            burden.worst_year = month / 12;
            burden.worst_month = month % 12 + 1;
            burden.worst = std::max(burden.worst, asks);
        }

    // Runs of the same length from the Mondays of the next half year, none before tomorrow.
    int length = ask.dates.days();
    std::vector<Burden::Quiet> runs;
    Date earliest = std::max(today + 1, ask.dates.first() - 28);
    earliest = earliest + (8 - earliest.weekday()) % 7;
    for (Date start = earliest; start < until - length; start = start + 7) {
        auto days = *DateRange::make(start, start + (length - 1));
        if (days.days_shared_with(ask.dates) == 0) runs.push_back({days, worst_month(most_asked, days)});
    }
    // The least asked; among equals the nearest to the dates that were wished for.
    std::ranges::stable_sort(runs, [&](const auto& a, const auto& b) {
        auto away = [&](const auto& run) { return run.days.days_between(ask.dates); };
        return std::pair(a.asks, away(a)) < std::pair(b.asks, away(b));
    });
    for (const auto& run : runs)
        if (run.asks < burden.worst && burden.quieter.size() < 2 &&
            std::ranges::none_of(
                burden.quieter, [&](const auto& known) { return known.days.days_shared_with(run.days) > 0; }))
            burden.quieter.push_back(run);
    std::ranges::sort(burden.quieter, {}, [](const auto& run) { return run.days.first(); });
    return burden;
}

}  // namespace thingwall::activities
