#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/rules.hpp"
#include "activities/types.hpp"

namespace thingwall::activities {

/// Something that can be chosen: its code or id, its name, and the heading that it stands under.
struct Named {
    std::string id, name, group;
};

/// An area of any layer that a ground reaches, and how far; small areas are left out.
struct Reached {
    AreaId area;
    float of_area = 0;    ///< share (0 to 1) of the area's residents who live on the ground
    float of_ground = 0;  ///< share of those on the ground who live in the area
};
using AreasReached = std::shared_ptr<const std::vector<Reached>>;

/// The names of what an activity refers to. The register knows them by number or code alone; who keeps them is said
/// where the capability is made. Safe to call from any thread.
class Lists {
public:
    virtual ~Lists() = default;

    [[nodiscard]] virtual std::vector<Named> organisations() const = 0;  ///< id, name, short name as the group
    [[nodiscard]] virtual std::vector<Named> areas() const = 0;          ///< id, name, layer in the singular ("ward")
    [[nodiscard]] virtual std::vector<Named> subjects() const = 0;       ///< code, label, theme
    [[nodiscard]] virtual std::vector<Named> audiences() const = 0;      ///< code, label

    /// Empty where there is none of that number or code.
    [[nodiscard]] virtual std::string organisation(OrganisationId id) const = 0;
    [[nodiscard]] virtual std::string organisation_short(OrganisationId id) const = 0;
    [[nodiscard]] virtual std::string person(PersonId id) const = 0;
    [[nodiscard]] virtual std::string area(AreaId id) const = 0;       ///< "Harbour"
    [[nodiscard]] virtual std::string area_kind(AreaId id) const = 0;  ///< "ward"
    [[nodiscard]] virtual std::string subject(std::string_view code) const = 0;
    [[nodiscard]] virtual std::string theme(std::string_view subject) const = 0;
    [[nodiscard]] virtual std::string audience(std::string_view code) const = 0;

    /// Codes of the subjects that a text seems to be about, the likeliest first.
    [[nodiscard]] virtual std::vector<std::string> subjects_of(std::string_view title, std::string_view text) const = 0;
    /// The code of the audience that somebody means by a name or one of its synonyms ("OAPs"); empty for none.
    [[nodiscard]] virtual std::string find_audience(std::string_view typed) const = 0;
    /// The code of the subject of that label or synonym; empty for none.
    [[nodiscard]] virtual std::string find_subject(std::string_view typed) const = 0;

    /// The middle of a postcode as "53.39, -3.05"; empty for one that is not known.
    [[nodiscard]] virtual std::string locate(std::string_view postcode) const = 0;
    /// The areas of every layer that a postcode lies in; empty for one that is not known.
    [[nodiscard]] virtual std::vector<AreaId> areas_of(std::string_view postcode) const = 0;

    /// The ground as a GeoJSON geometry in WGS84; empty when there is nothing to draw.
    [[nodiscard]] virtual std::string geometry(const Footprint& ground) const = 0;
    [[nodiscard]] virtual std::int64_t residents(const Footprint& ground) const = 0;
    /// Areas of every layer of which somebody is reached, and those that the ground names. Nothing for the whole
    /// borough, which reaches all.
    [[nodiscard]] virtual AreasReached reached(const Footprint& ground) const = 0;
    [[nodiscard]] virtual Known known() const = 0;
};

/// "Harbour (ward), Fleetgate (ward)", "Whole borough", "a drawn shape", "within 500 m of a point".
[[nodiscard]] std::string where_in_words(const Footprint& ground, const Lists& lists);
/// "Harbour (ward)", "the whole borough": where_in_words() within a sentence.
[[nodiscard]] std::string where_in_a_sentence(const Footprint& ground, const Lists& lists);
/// "Older people and carers"; "Everyone".
[[nodiscard]] std::string who_in_words(const std::vector<std::string>& audience, const Lists& lists);
/// "Survey, Focus groups".
[[nodiscard]] std::string how_in_words(const std::vector<std::string>& methods);
/// A stored value as people read it: codes and numbers become names.
[[nodiscard]] std::string value_in_words(const Field& field, std::string_view value, const Lists& lists);
/// Each folded word that an activity can be found by, once, with a space before each.
[[nodiscard]] std::string search_words(const Activity& activity, const Lists& lists);

}  // namespace thingwall::activities
