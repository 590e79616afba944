#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "activities/ground.hpp"
#include "app/footprints.hpp"
#include "app/views_ground.hpp"
#include "identity/identity.hpp"
#include "overlap/views_ground.hpp"
#include "places/places.hpp"

namespace thingwall::app {

/// Where residents live and what stands there, from the atlas. What is drawn is worked out once for each atlas.
class RegisterGround final : public activities::Ground {
public:
    /// Both must outlive it.
    RegisterGround(places::Places& places, identity::Identity& identity) : identity_(identity), places_(places) {}

    [[nodiscard]] std::optional<Spot> at_postcode(std::string_view typed) const override;
    [[nodiscard]] std::optional<Spot> at_area(AreaId area) const override;
    [[nodiscard]] std::string example_postcode() const override;
    [[nodiscard]] bool reaches(const activities::Footprint& ground, const Spot& spot) const override;
    [[nodiscard]] std::vector<Home> choices() const override;
    [[nodiscard]] std::string ward_of(const activities::Footprint& ground) const override;
    [[nodiscard]] std::optional<html::MapFigure> footprint_map(const activities::Footprint& ground,
                                                               std::string title) const override;
    /// Areas of every layer, small areas left out, whose people are asked when this ground is: those that share with it
    /// at least a twentieth of whichever has fewer residents. The whole place reaches all.
    [[nodiscard]] std::vector<AreaId> areas_reached(const activities::Footprint& ground) const;
    void draw_home(html::Writer& page, const std::vector<activities::Footprint>& open,
                   std::string_view title) const override;
    void draw_homes(html::Writer& page, const Spot& spot, std::string_view title) const override;
    void draw_canvas(html::Writer& page, std::string_view shape, std::string_view field) const override;

private:
    /// What is drawn of one atlas.
    struct Drawn {
        explicit Drawn(const std::shared_ptr<const places::Atlas>& its_atlas);
        overlap::Backdrop backdrop;
        places::Window window;  ///< of the home page
        LandPicture land;
        std::string example;  ///< of a postcode
        std::mutex mutex;     // for what follows
        struct Around {
            places::Window window;
            HomesPicture picture;
        };
        std::map<std::vector<std::int64_t>, std::shared_ptr<const Around>> around;
    };
    [[nodiscard]] std::shared_ptr<Drawn> drawn() const;
    [[nodiscard]] Home home_of(const places::Atlas& atlas, const places::AtlasArea& area) const;
    /// One of each kind, smallest first.
    void settle(const places::Atlas& atlas, const std::vector<const places::AtlasArea*>& areas, Spot& spot) const;
    [[nodiscard]] std::shared_ptr<const Drawn::Around> around(Drawn& drawn, const Spot& spot) const;

    identity::Identity& identity_;
    places::Places& places_;
    Footprints footprints_;
    ByGround<std::string> wards_;
    ByGround<std::vector<AreaId>> reached_;
    ByGround<std::optional<places::Point>> middles_;
    ByGround<std::shared_ptr<const overlap::TwoGrounds>> grounds_;

    mutable std::mutex mutex_;
    mutable std::shared_ptr<Drawn> drawn_;
};

}  // namespace thingwall::app
