#include "activities/filter.hpp"

#include "activities/codes.hpp"
#include "base/postcode.hpp"
#include "base/text.hpp"

namespace thingwall::activities {

std::optional<Sort> parse_sort(std::string_view code) {
    constexpr std::pair<std::string_view, Sort> names[] = {
        {"closing", Sort::closing},     {"activity", Sort::activity}, {"lead", Sort::lead},
        {"where", Sort::where},         {"who", Sort::who},           {"dates", Sort::first_day},
        {"residents", Sort::residents}, {"overlaps", Sort::overlaps}};
    for (const auto& [name, sort] : names)
        if (name == code) return sort;
    return std::nullopt;
}

AskedFor filter_of(Activities::Inside& inside, const web::Request& request) {
    AskedFor asked;
    Filter& filter = asked.filter;
    bool rising = false, falling = false;
    for (const auto& [name, value] : request.query.pairs()) {
        if (value.empty() || value.size() > 200) continue;
        bool understood = true;
        if (name == "q") {
            filter.words = value;
            if (auto postcode = Postcode::parse(value)) {
                auto areas = inside.lists.areas_of(value);
                if (!areas.empty()) {
                    filter.words.clear();
                    filter.areas.insert(filter.areas.end(), areas.begin(), areas.end());
                    filter.drawn_reaches = [&inside, areas](const Footprint& ground) {
                        Footprint here{.whole_borough = false, .areas = areas, .shape = {}, .circle = {}};
                        return inside.screen.share_of(ground, here) > 0;
                    };
                    asked.place_asked = postcode->text();
                }
            }
        } else if (name == "state") {
            understood = false;
            for (std::size_t i = 0; i < statuses().size(); ++i)
                if (statuses()[i].code == value) {
                    filter.statuses.push_back(static_cast<Status>(i));
                    understood = true;
                }
        } else if (name == "lead") {
            auto id = parse_id(value);
            understood = id.has_value();
            if (id) filter.leads.push_back(OrganisationId{*id});
        } else if (name == "area") {
            auto id = parse_id(value);
            understood = id.has_value();
            if (id) filter.areas.push_back(AreaId{*id});
        } else if (name == "who")
            filter.audiences.push_back(value);
        else if (name == "theme")
            filter.themes.push_back(value);
        else if (name == "subject")
            filter.subjects.push_back(value);
        else if (name == "method")
            filter.methods.push_back(value);
        else if (name == "overlaps")
            filter.with_overlaps = value == "yes";
        else if (name == "sort") {
            auto sort = parse_sort(value);
            understood = sort.has_value();
            if (sort) filter.sort = *sort;
        } else if (name == "order") {
            rising = value == "rising";
            falling = value == "falling";
        } else if (name == "page") {
            filter.page = parse_whole(value).value_or(1);
        } else
            understood = false;
        if (understood) asked.query.emplace_back(name, value);
    }
    bool usual = filter.sort == Sort::residents || filter.sort == Sort::overlaps;
    filter.descending = falling || (usual && !rising);
    return asked;
}

}  // namespace thingwall::activities
