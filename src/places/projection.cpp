#include "places/projection.hpp"

#include <memory>
#include <stdexcept>

#include <proj.h>

namespace thingwall::places {

namespace {

// PROJ's contexts and transformations belong to one thread.
class Transformer {
public:
    Transformer() : context_(proj_context_create()) {
        proj_log_level(context_, PJ_LOG_NONE);
        PJ* found = proj_create_crs_to_crs(context_, "EPSG:4326", "EPSG:27700", nullptr);
        if (found != nullptr) {
            made_ = proj_normalize_for_visualization(context_, found);  // lon, lat and east, north
            proj_destroy(found);
        }
        if (made_ == nullptr) throw std::runtime_error("PROJ has no EPSG:27700: is the package proj-data installed?");
    }
    ~Transformer() {
        proj_destroy(made_);
        proj_context_destroy(context_);
    }
    Transformer(const Transformer&) = delete;
    Transformer& operator=(const Transformer&) = delete;

    void move(PJ_DIRECTION direction, double* x, double* y, std::size_t count, std::size_t stride) {
        proj_trans_generic(made_, direction, x, stride, count, y, stride, count, nullptr, 0, 0, nullptr, 0, 0);
    }

private:
    PJ_CONTEXT* context_;
    PJ* made_ = nullptr;
};

Transformer& transformer() {
    thread_local Transformer own;
    return own;
}

}  // namespace

std::vector<Point> to_grid(std::span<const LonLat> points) {
    std::vector<Point> moved;
    moved.reserve(points.size());
    for (const LonLat& p : points) moved.push_back({p.lon, p.lat});
    if (!moved.empty())
        transformer().move(PJ_FWD, &moved.front().east, &moved.front().north, moved.size(), sizeof(Point));
    return moved;
}

std::vector<LonLat> to_lon_lat(std::span<const Point> points) {
    std::vector<LonLat> moved;
    moved.reserve(points.size());
    for (const Point& p : points) moved.push_back({p.east, p.north});
    if (!moved.empty())
        transformer().move(PJ_INV, &moved.front().lon, &moved.front().lat, moved.size(), sizeof(LonLat));
    return moved;
}

LonLat to_lon_lat(Point point) {
    return to_lon_lat(std::span(&point, 1)).front();
}

}  // namespace thingwall::places
