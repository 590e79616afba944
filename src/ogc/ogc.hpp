#pragma once
#include <memory>
#include <string_view>

#include "activities/activities.hpp"
#include "kernel/capability.hpp"
#include "places/places.hpp"

namespace thingwall::ogc {

/// What is public as OGC API Features (OGC 17-069r4: core, GeoJSON, HTML, OpenAPI 3.0): each layer of areas is a
/// collection, the activities are one. For maps and for other programs; nobody signs in.
class Ogc final : public kernel::Capability {
public:
    Ogc(kernel::Services services, places::Places& places, activities::Activities& activities);
    ~Ogc() override;
    [[nodiscard]] std::string_view name() const override { return "ogc"; }
    void add_routes(web::Router& router) override;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::ogc
