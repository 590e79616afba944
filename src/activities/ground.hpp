#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/types.hpp"
#include "html/figures.hpp"

namespace thingwall::activities {

/// The map as residents ask for it: where a postcode lies, what stands on it, how it is drawn. The register knows areas
/// by number alone; who keeps them is said where the capability is made. Safe to call from any thread.
class Ground {
public:
    virtual ~Ground() = default;

    /// An area that somebody lives in.
    struct Home {
        AreaId area;
        std::string name, kind;  ///< "Beckside", "ward"
        std::string drawn_by;    ///< "North Coast Police"; may be empty
        std::string path;        ///< of its page: "/places/areas/17"
        std::int64_t residents = 0;
    };
    /// Where a postcode lies, or the middle of an area.
    struct Spot {
        std::string words;           ///< "WM4 7", "Beckside"
        std::vector<Home> homes;     ///< one of each layer that people know, smallest first
        std::vector<AreaId> areas;   ///< all areas that count as here, small areas left out
        double east = 0, north = 0;  ///< metres
        bool is_postcode = true;
    };
    /// A whole postcode ("WM4 7AB"), the first half and a digit ("WM4 7") or the first half ("WM4"). Nothing when no
    /// postcode here begins so.
    [[nodiscard]] virtual std::optional<Spot> at_postcode(std::string_view typed) const = 0;
    [[nodiscard]] virtual std::optional<Spot> at_area(AreaId area) const = 0;
    /// A postcode of the place, for the hint; empty when there are none.
    [[nodiscard]] virtual std::string example_postcode() const = 0;
    /// Whether ground (drawn ground too) reaches the spot.
    [[nodiscard]] virtual bool reaches(const Footprint& ground, const Spot& spot) const = 0;
    /// Areas of the layer that people know best (wards), to choose from.
    [[nodiscard]] virtual std::vector<Home> choices() const = 0;
    /// The ward in which most of a ground's people live, for the table below the map; empty for the whole place.
    [[nodiscard]] virtual std::string ward_of(const Footprint& ground) const = 0;

    /// One activity's ground on the map of the place.
    [[nodiscard]] virtual std::optional<html::MapFigure> footprint_map(const Footprint& ground,
                                                                       std::string title) const = 0;
    /// Writes the map of the home page with a dot on each ground; nothing when there is no map.
    virtual void draw_home(html::Writer& page, const std::vector<Footprint>& open, std::string_view title) const = 0;
    /// Writes the map of the areas around a spot, each drawn by another body, with its letter.
    virtual void draw_homes(html::Writer& page, const Spot& spot, std::string_view title) const = 0;
    /// Writes the map on which an officer draws a place, with the shape (GeoJSON) that is drawn already. What a script
    /// draws goes into the field with this name. Nothing when there is no map.
    virtual void draw_canvas(html::Writer& page, std::string_view shape, std::string_view field) const = 0;
};

}  // namespace thingwall::activities
