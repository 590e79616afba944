#pragma once
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "activities/elsewhere.hpp"
#include "activities/lists.hpp"
#include "app/footprints.hpp"
#include "db/fwd.hpp"
#include "identity/identity.hpp"
#include "overlap/overlap.hpp"
#include "places/places.hpp"

namespace thingwall::app {

/// The names that the register refers to, from those who keep them: organisations from identity, areas from places,
/// subjects and audiences from the lists in the program.
class RegisterLists final : public activities::Lists {
public:
    /// All must outlive it.
    RegisterLists(db::Database& database, identity::Identity& identity, places::Places& places,
                  overlap::Overlaps& overlaps)
        : database_(database), identity_(identity), places_(places), overlaps_(overlaps), elsewhere_(database) {}

    [[nodiscard]] std::vector<activities::Named> organisations() const override;
    [[nodiscard]] std::vector<activities::Named> areas() const override;
    [[nodiscard]] std::vector<activities::Named> subjects() const override;
    [[nodiscard]] std::vector<activities::Named> audiences() const override;
    [[nodiscard]] std::string organisation(OrganisationId id) const override;
    [[nodiscard]] std::string organisation_short(OrganisationId id) const override;
    [[nodiscard]] std::string person(PersonId id) const override;
    [[nodiscard]] std::string area(AreaId id) const override;
    [[nodiscard]] std::string area_kind(AreaId id) const override;
    [[nodiscard]] std::string subject(std::string_view code) const override;
    [[nodiscard]] std::string theme(std::string_view subject) const override;
    [[nodiscard]] std::string audience(std::string_view code) const override;
    [[nodiscard]] std::vector<std::string> subjects_of(std::string_view title, std::string_view text) const override;
    [[nodiscard]] std::string find_audience(std::string_view typed) const override;
    [[nodiscard]] std::string find_subject(std::string_view typed) const override;
    [[nodiscard]] std::string locate(std::string_view postcode) const override;
    [[nodiscard]] std::vector<AreaId> areas_of(std::string_view postcode) const override;
    [[nodiscard]] std::string geometry(const activities::Footprint& ground) const override;
    [[nodiscard]] std::int64_t residents(const activities::Footprint& ground) const override;
    [[nodiscard]] activities::AreasReached reached(const activities::Footprint& ground) const override;
    [[nodiscard]] activities::Known known() const override;

private:
    using Bodies = std::unordered_map<OrganisationId, std::pair<std::string, std::string>>;  // name, short name
    [[nodiscard]] std::shared_ptr<const Bodies> bodies() const;
    /// Why drawn ground cannot be used; empty when it can.
    [[nodiscard]] std::string reason_against(const activities::Footprint& ground) const;
    /// Which areas each small area is part of.
    struct Blocks {
        std::shared_ptr<const places::Atlas> atlas;
        std::vector<const places::AtlasArea*> areas;
        struct Part {
            std::uint32_t area = 0;  ///< of `areas`
            double share = 0;
        };
        std::vector<std::vector<Part>> of;
    };
    [[nodiscard]] std::shared_ptr<const Blocks> blocks() const;

    db::Database& database_;
    identity::Identity& identity_;
    places::Places& places_;
    overlap::Overlaps& overlaps_;
    activities::BodiesElsewhere elsewhere_;  // that lead what is kept elsewhere
    Footprints footprints_;
    ByGround<std::int64_t> residents_;
    ByGround<std::string> reasons_;
    ByGround<activities::AreasReached> reached_;

    mutable std::mutex blocks_mutex_;
    mutable std::shared_ptr<const Blocks> blocks_;
    mutable std::mutex mutex_;  // for the bodies
    mutable std::shared_ptr<const std::vector<identity::Organisation>> bodies_from_;
    mutable std::shared_ptr<const Bodies> bodies_;
};

}  // namespace thingwall::app
