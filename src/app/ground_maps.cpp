#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ground.hpp"

namespace thingwall::app {
namespace {

constexpr double home_width = 480, homes_width = 345;
constexpr std::size_t around_kept = 256;

html::SvgPath path_of(const places::Outline& outline) {
    html::SvgPath path;
    for (const auto& line : outline) {
        html::Ring ring;
        ring.reserve(line.size());
        for (const auto& spot : line) ring.push_back({spot.x, spot.y});
        path.ring(ring);
    }
    return path;
}

void add(html::SvgPath& path, const places::Shape& shape, const places::Window& window) {
    for (const auto& line : places::outline(shape, window)) {
        html::Ring ring;
        for (const auto& spot : line) ring.push_back({spot.x, spot.y});
        path.ring(ring);
    }
}

LandPicture land_in(const places::Atlas& atlas, const places::Window& window) {
    LandPicture picture{window.width(), window.height(), path_of(places::outline(atlas.land(), window)), {}};
    if (const auto* wards = atlas.layer_of_kind(places::LayerKind::ward))
        for (const auto& area : wards->areas)
            if (area.box.meets(window.seen())) add(picture.wards, area.shape, window);
    return picture;
}

// A postcode that people of the place know the look of: in use, and within the place. The middle one of them.
std::string example_of(const places::Atlas& atlas) {
    const auto& postcodes = atlas.postcodes();
    const places::Box box = atlas.land().box();
    const std::size_t step = std::max<std::size_t>(1, postcodes.size() / 20'000);
    std::vector<std::uint32_t> inside;
    for (std::size_t i = 0; i < postcodes.size(); i += step) {
        const auto entry = postcodes.at(i);
        if (entry.ended == 0 && box.holds({static_cast<double>(entry.east), static_cast<double>(entry.north)}))
            inside.push_back(entry.key);
    }
    if (inside.empty()) return {};
    const auto postcode = Postcode::from_key(inside[inside.size() / 2]);
    return postcode ? postcode->sector() : std::string{};
}

double distance(html::Point a, html::Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

// On the line, well within the picture, and as far as may be from the letters that stand already.
std::optional<html::Point> badge_on(const places::Outline& outline, const places::Window& window,
                                    const std::vector<html::Point>& taken) {
    constexpr double margin = 14;
    std::optional<html::Point> best;
    double farthest = -1;
    for (const auto& line : outline)
        for (const auto& spot : line) {
            if (spot.x < margin || spot.y < margin || spot.x > window.width() - margin ||
                spot.y > window.height() - margin)
                continue;
            double nearest = std::numeric_limits<double>::infinity();
            for (const auto& other : taken) nearest = std::min(nearest, distance({spot.x, spot.y}, other));
            if (nearest > farthest) {
                farthest = nearest;
                best = html::Point{spot.x, spot.y};
            }
        }
    return best;
}

places::Box not_empty(places::Box box) {
    if (box.empty()) box.grow(places::Point{0, 0});
    if (box.width() < 10 || box.height() < 10) box.grow_by(500);
    return box;
}

}  // namespace

RegisterGround::Drawn::Drawn(const std::shared_ptr<const places::Atlas>& its_atlas)
    : backdrop(its_atlas),
      window(not_empty(its_atlas->land().box()), home_width, home_width),
      land(land_in(*its_atlas, window)),
      example(example_of(*its_atlas)) {}

std::shared_ptr<RegisterGround::Drawn> RegisterGround::drawn() const {
    const auto atlas = places_.atlas();
    const std::lock_guard lock(mutex_);
    if (!drawn_ || drawn_->backdrop.atlas != atlas) drawn_ = std::make_shared<Drawn>(atlas);
    return drawn_;
}

std::optional<html::MapFigure> RegisterGround::footprint_map(const activities::Footprint& ground,
                                                             std::string title) const {
    const auto current = drawn();
    const auto& atlas = current->backdrop.atlas;
    const auto grounds = grounds_.get(atlas, ground, [&] {
        auto made = std::make_shared<overlap::TwoGrounds>();
        made->ours = atlas->ground_of(footprints_.of(ground));
        return std::shared_ptr<const overlap::TwoGrounds>(std::move(made));
    });
    if (grounds->ours.parts.empty() || atlas->land().parts.empty()) return std::nullopt;
    html::MapFigure figure;
    figure.id = "footprint";
    figure.title = std::move(title);
    figure.shapes = {current->backdrop.land,
                     current->backdrop.wards,
                     {html::MapFigure::Kind::ours, overlap::rings_of(grounds->ours)}};
    // All of the place, so that one sees where in it the ground lies.
    for (const auto& ring : current->backdrop.land.rings) figure.fit.push_back(ring);
    figure.margin = 0.03;
    return figure;
}

void RegisterGround::draw_home(html::Writer& page, const std::vector<activities::Footprint>& open,
                               std::string_view title) const {
    const auto current = drawn();
    const auto& atlas = current->backdrop.atlas;
    if (atlas->land().parts.empty()) return;
    std::vector<html::Point> dots;
    for (const auto& ground : open) {
        const auto middle = middles_.get(atlas, ground, [&]() -> std::optional<places::Point> {
            const auto shape = atlas->ground_of(footprints_.of(ground));
            if (shape.parts.empty()) return std::nullopt;
            return places::label_point(shape);
        });
        if (!middle) continue;
        const auto spot = current->window.of(*middle);
        dots.push_back({spot.x, spot.y});
    }
    home_map(page, current->land, apart(dots, 15), title);
}

std::shared_ptr<const RegisterGround::Drawn::Around> RegisterGround::around(Drawn& drawn, const Spot& spot) const {
    std::vector<std::int64_t> key;
    for (const auto& home : spot.homes) key.push_back(home.area.value());
    {
        const std::lock_guard lock(drawn.mutex);
        if (auto known = drawn.around.find(key); known != drawn.around.end()) return known->second;
    }
    const auto& atlas = *drawn.backdrop.atlas;
    places::Box box;
    for (const auto& home : spot.homes)
        if (const auto* area = atlas.area(home.area)) box.grow(area->box);
    const places::Window window(not_empty(box), homes_width, homes_width, 14);
    auto made = std::make_shared<Drawn::Around>(Drawn::Around{window, {land_in(atlas, window), {}}});
    const auto here = window.of({spot.east, spot.north});
    std::vector<html::Point> taken{{here.x, here.y}};
    for (const auto& home : spot.homes) {
        const auto* area = atlas.area(home.area);
        const auto outline = area == nullptr ? places::Outline{} : places::outline(area->shape, window);
        auto badge = badge_on(outline, window, taken);
        if (badge) taken.push_back(*badge);
        made->picture.homes.push_back({path_of(outline), badge});
    }
    const std::lock_guard lock(drawn.mutex);
    if (drawn.around.size() >= around_kept) drawn.around.clear();
    return drawn.around.emplace(std::move(key), std::move(made)).first->second;
}

void RegisterGround::draw_homes(html::Writer& page, const Spot& spot, std::string_view title) const {
    const auto current = drawn();
    if (spot.homes.empty() || current->backdrop.atlas->land().parts.empty()) return;
    const auto picture = around(*current, spot);
    const auto at = picture->window.of({spot.east, spot.north});
    std::optional<Pin> pin;
    if (at.x >= 0 && at.y >= 0 && at.x <= picture->window.width() && at.y <= picture->window.height())
        pin = Pin{{at.x, at.y}, spot.words};
    homes_map(page, picture->picture, pin, title);
}

void RegisterGround::draw_canvas(html::Writer& page, std::string_view shape, std::string_view field) const {
    const auto current = drawn();
    if (current->backdrop.atlas->land().parts.empty()) return;
    const auto& window = current->window;
    Canvas canvas{current->land, {}, {}, {}};
    for (const auto& ward : current->backdrop.named) {
        const auto spot = window.of({ward.label.x, ward.label.y});
        canvas.names.push_back({{spot.x, spot.y}, ward.area->name});
    }
    activities::Footprint ground;
    ground.shape = shape;
    for (const auto& part : footprints_.of(ground).drawn) add(canvas.drawn, part, window);
    const places::Box& seen = window.seen();
    for (const double down : {0.0, 0.5, 1.0})
        for (const double right : {0.0, 0.5, 1.0}) {
            const auto at =
                places::to_lon_lat(places::Point{seen.west + right * seen.width(), seen.north - down * seen.height()});
            canvas.grid.push_back({at.lon, at.lat});
        }
    canvas_map(page, canvas, field);
}

}  // namespace thingwall::app
