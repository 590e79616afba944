#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/lists.hpp"

namespace thingwall::identity {
class Identity;
}
namespace thingwall::places {
class Atlas;
class Places;
}  // namespace thingwall::places
namespace thingwall::db {
class Database;
}

namespace thingwall::activities {

/// Where subjects and audiences come from: lists as text (heading, then id, [theme,] label, terms parted by " | "), and
/// what suggests subjects of a text.
struct Vocabulary {
    std::string_view subjects_tsv, audiences_tsv;
    std::string audience_version;  ///< "2026-1"
    std::function<std::vector<std::string>(std::string_view title, std::string_view text)> suggest;
};

/// The lists of a real partnership: organisations of identity, areas and ground of places.
class PartnershipLists final : public Lists {
public:
    PartnershipLists(identity::Identity& identity, const places::Places& places, db::Database& database,
                     Vocabulary vocabulary);
    ~PartnershipLists() override;

    std::vector<Named> organisations() const override;
    std::vector<Named> areas() const override;
    std::vector<Named> subjects() const override;
    std::vector<Named> audiences() const override;
    std::string organisation(OrganisationId id) const override;
    std::string organisation_short(OrganisationId id) const override;
    std::string person(PersonId id) const override;
    std::string area(AreaId id) const override;
    std::string area_kind(AreaId id) const override;
    std::string subject(std::string_view code) const override;
    std::string theme(std::string_view subject) const override;
    std::string audience(std::string_view code) const override;
    std::vector<std::string> subjects_of(std::string_view title, std::string_view text) const override;
    std::string find_audience(std::string_view typed) const override;
    std::string find_subject(std::string_view typed) const override;
    std::string locate(std::string_view postcode) const override;
    std::vector<AreaId> areas_of(std::string_view postcode) const override;
    std::string geometry(const Footprint& ground) const override;
    std::int64_t residents(const Footprint& ground) const override;
    Known known() const override;

private:
    struct Words;  // one list, by code and by what people call it
    identity::Identity& identity_;
    const places::Places& places_;
    db::Database& database_;
    Vocabulary vocabulary_;
    std::unique_ptr<Words> subjects_, audiences_;
    mutable std::mutex mutex_;  // guards what follows: figures of the atlas that they were counted on
    mutable std::shared_ptr<const places::Atlas> counted_on_;
    mutable std::unordered_map<std::string, std::int64_t> residents_;
    mutable std::unordered_map<std::string, std::string> geometries_;
};

}  // namespace thingwall::activities
