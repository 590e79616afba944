#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "activities/import.hpp"
#include "base/text.hpp"

/// A register of two activities, with two of each thing that can be named.
namespace thingwall::fuzz {

using namespace activities;

inline void require(bool holds) {
    if (!holds) std::abort();
}

class TwoOfEach final : public Lists {
public:
    std::vector<Named> organisations() const override {
        return {{"1", "Council", "Council"}, {"2", "NHS Wyre", "NHS"}};
    }
    std::vector<Named> areas() const override { return {{"3", "Harbour", "ward"}, {"4", "Harbour", "police area"}}; }
    std::vector<Named> subjects() const override { return {{"bins", "Bins", "Waste"}, {"gp", "GP", "Health"}}; }
    std::vector<Named> audiences() const override { return {{"carers", "Carers", ""}, {"older", "Older people", ""}}; }
    std::string organisation(OrganisationId id) const override { return name_of(organisations(), id.value()); }
    std::string organisation_short(OrganisationId id) const override { return organisation(id); }
    std::string person(PersonId) const override { return "Anna"; }
    std::string area(AreaId id) const override { return name_of(areas(), id.value()); }
    std::string area_kind(AreaId id) const override { return id.value() == 3 ? "ward" : "police area"; }
    std::string subject(std::string_view code) const override { return name_of(subjects(), code); }
    std::string theme(std::string_view) const override { return "Waste"; }
    std::string audience(std::string_view code) const override { return name_of(audiences(), code); }
    std::vector<std::string> subjects_of(std::string_view, std::string_view) const override { return {}; }
    std::string find_audience(std::string_view typed) const override { return code_of(audiences(), typed); }
    std::string find_subject(std::string_view typed) const override { return code_of(subjects(), typed); }
    std::string locate(std::string_view) const override { return {}; }
    std::vector<AreaId> areas_of(std::string_view) const override { return {}; }
    std::string geometry(const Footprint&) const override { return {}; }
    std::int64_t residents(const Footprint&) const override { return 0; }
    AreasReached reached(const Footprint& ground) const override {
        auto all = std::make_shared<std::vector<Reached>>();
        for (AreaId one : ground.areas) all->push_back({one, 1, 1});
        return all;
    }
    Known known() const override {
        return {.subject = [this](std::string_view code) { return !subject(code).empty(); },
                .audience = [this](std::string_view code) { return code == "everyone" || !audience(code).empty(); },
                .area = [this](AreaId id) { return !area(id).empty(); },
                .organisation = [this](OrganisationId id) { return !organisation(id).empty(); },
                .activity = {},
                .ground = {},
                .audience_list = "1"};
    }

private:
    static std::string name_of(const std::vector<Named>& list, std::int64_t id) {
        return name_of(list, std::to_string(id));
    }
    static std::string name_of(const std::vector<Named>& list, std::string_view id) {
        for (const auto& one : list)
            if (one.id == id) return one.name;
        return {};
    }
    static std::string code_of(const std::vector<Named>& list, std::string_view typed) {
        for (const auto& one : list)
            if (fold(one.name) == fold(typed)) return one.id;
        return {};
    }
};

inline Activity made(const Lists& lists, std::int64_t id, Draft draft) {
    auto activity = check(draft, lists.known(), OrganisationId{1}, Ask::as_far_as_known);
    require(activity.has_value());
    activity->id = ActivityId{id};
    activity->reference = "WY-" + std::to_string(id);
    return *activity;
}

inline std::vector<Activity> there_already(const Lists& lists) {
    Draft bins, visits;
    bins.title = "Bins";
    bins.whole_borough = "yes";
    bins.first_day = "2026-03-01", bins.last_day = "2026-03-31";
    bins.sessions = "2026-03-05, 2pm, Library";
    visits.title = "Visits";
    visits.areas = "3";
    visits.first_day = visits.last_day = "2025";
    return {made(lists, 11, bins), made(lists, 12, visits)};
}

}  // namespace thingwall::fuzz
