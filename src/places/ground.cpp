#include "places/ground.hpp"

namespace thingwall::places {

Ground::Ground(ReadLayer layer) : digest_(std::move(layer.digest)) {
    for (ReadArea& area : layer.areas) {
        codes_.push_back(std::move(area.code));
        shapes_.push_back(std::move(area.ground));
    }
    index();
}

Ground::Ground(std::vector<std::string> codes, std::vector<geos::Geometry> shapes, std::string digest)
    : codes_(std::move(codes)), shapes_(std::move(shapes)), digest_(std::move(digest)) {
    index();
}

void Ground::index() {
    for (const auto& shape : shapes_) {
        geos::warm(shape.get());
        areas_.push_back(geos::area_m2(shape.get()));
        boxes_.push_back(geos::box(shape.get()));
        borders_.emplace_back(geos::to_shape(shape.get()));
    }
    tree_ = BoxTree(boxes_);
}

}  // namespace thingwall::places
