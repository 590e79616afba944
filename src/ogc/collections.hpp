#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "activities/activities.hpp"
#include "ogc/types.hpp"
#include "places/places.hpp"

namespace thingwall::ogc {

/// The layers of the atlas and the public activities as collections. Safe to call from any thread.
class Collections {
public:
    Collections(places::Places& places, activities::Activities& activities)
        : places_(places), activities_(activities) {}

    [[nodiscard]] std::vector<Collection> all() const;
    [[nodiscard]] std::optional<Collection> find(std::string_view id) const;
    /// Nothing for a collection that there is not.
    [[nodiscard]] std::optional<Items> items(std::string_view collection, const ItemsQuery& query) const;
    [[nodiscard]] std::optional<Feature> item(std::string_view collection, std::string_view id) const;

private:
    [[nodiscard]] Items areas(const places::AtlasLayer& layer, const ItemsQuery& query) const;
    [[nodiscard]] Items activities(const ItemsQuery& query) const;
    [[nodiscard]] Feature feature_of(const activities::Entry& entry) const;
    /// The ground of an activity as it is compared with a bbox; worked out once for each geometry.
    [[nodiscard]] std::shared_ptr<const places::Shape> shape_of(const std::string& geometry) const;

    places::Places& places_;
    activities::Activities& activities_;
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, std::shared_ptr<const places::Shape>> shapes_;
};

}  // namespace thingwall::ogc
