#include "places/rules.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::places {

namespace {

void short_text(Faults& faults, const std::string& field, std::string_view value, std::string_view what,
                std::size_t most, bool needed) {
    if (needed && trim(value).empty())
        faults.add(field, fmt::format("Enter {}", what));
    else if (length(value) > most)
        faults.add(field, fmt::format("{} must be {} characters or fewer", what, most));
}

std::optional<Date> day(Faults& faults, const std::string& field, std::string_view typed) {
    if (trim(typed).empty()) return {};
    auto date = parse_date(trim(typed));
    if (date) return *date;
    faults.add(field, date.error().message);
    return {};
}

}  // namespace

Result<LayerFacts> check(const LayerDraft& draft) {
    Faults faults;
    LayerFacts facts;
    short_text(faults, "name", draft.name, "a name for the layer, like Wards", 100, true);
    short_text(faults, "vintage", draft.vintage, "when these lines are from, like May 2013", 100, true);
    short_text(faults, "source", draft.source, "where the file comes from", 500, true);
    short_text(faults, "licence", draft.licence, "the licence, like Open Government Licence v3", 200, true);
    short_text(faults, "attribution", draft.attribution, "The line to show beside it", 500, false);
    const auto kind = parse_layer_kind(draft.kind);
    if (!kind) faults.add("kind", "Choose what the areas are");
    std::int64_t owner = 0;
    if (!draft.owner.empty()) {
        const auto id = parse_id(draft.owner);
        if (!id)
            faults.add("owner", "Choose whose areas these are");
        else
            owner = *id;
    }
    if (!draft.members_of.empty() && !parse_id(draft.members_of))
        faults.add("members_of", "Choose the layer that these areas are made of");
    facts.valid_from = day(faults, "valid_from", draft.valid_from);
    facts.valid_to = day(faults, "valid_to", draft.valid_to);
    if (facts.valid_from && facts.valid_to && *facts.valid_to < *facts.valid_from)
        faults.add("valid_to", "The last day must not be before the first");
    if (!faults.empty()) return faults.take();
    facts.name = trim(draft.name);
    facts.kind = *kind;
    facts.owner = OrganisationId{owner};
    facts.vintage = trim(draft.vintage);
    facts.source = trim(draft.source);
    facts.licence = trim(draft.licence);
    facts.attribution = trim(draft.attribution);
    facts.may_overlap = draft.may_overlap == "yes";
    return facts;
}

Result<DataFacts> check(const DataDraft& draft) {
    Faults faults;
    short_text(faults, "vintage", draft.vintage, "when these figures are from, like Census 2021", 100, true);
    short_text(faults, "source", draft.source, "where the file comes from", 500, true);
    short_text(faults, "licence", draft.licence, "the licence, like Open Government Licence v3", 200, true);
    short_text(faults, "attribution", draft.attribution, "The line to show beside it", 500, false);
    if (!faults.empty()) return faults.take();
    return DataFacts{std::string(trim(draft.vintage)), std::string(trim(draft.source)),
                     std::string(trim(draft.licence)), std::string(trim(draft.attribution))};
}

Sureness how_sure(double residents, double whole_residents, std::uint32_t whole_blocks, std::uint32_t cut_blocks) {
    const double whole = residents > 0 ? whole_residents / residents : 0;
    Sureness sure;
    if (whole >= 0.95)
        sure = {3, "Firm", ""};
    else if (whole >= 0.6)
        sure = {2, "Fair", ""};
    else
        sure = {1, "Rough", ""};
    const std::uint32_t all = whole_blocks + cut_blocks;
    if (cut_blocks == 0)
        sure.why = all == 0 ? "no small area is here" : "no small area is cut by the line";
    else if (sure.dots == 1 && all > cut_blocks)
        sure.why = fmt::format("{} of {} small areas are cut by the line", cut_blocks, all);
    else if (cut_blocks == all)
        sure.why =
            cut_blocks == 1 ? "the only small area is cut by the line" : "all its small areas are cut by the line";
    else
        sure.why = cut_blocks == 1 ? "1 small area is cut by the line"
                                   : fmt::format("{} small areas are cut by the line", cut_blocks);
    return sure;
}

std::string in_100(double share) {
    if (!(share > 0)) return "none";
    if (share < 0.01) return "under 1 in 100";
    // 100 is for all of them: 99.7 is most, and says so.
    const auto rounded = static_cast<int>(std::lround(share * 100));
    return fmt::format("{} in 100", rounded == 100 && share < 0.9995 ? 99 : rounded);
}

std::string people(double residents) {
    const auto whole = static_cast<std::int64_t>(std::llround(residents));
    if (whole < 5 && residents > 0) return "fewer than 5";
    return thousands(whole);
}

}  // namespace thingwall::places
