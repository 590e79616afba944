#pragma once
#include <string>
#include <vector>

#include "places/box_tree.hpp"
#include "places/geos.hpp"
#include "places/read_layer.hpp"
#include "places/sweep.hpp"

namespace thingwall::places {

/// The ground of one layer's areas, ready to be laid over another's. Never changes after it is made; threads may share
/// it.
class Ground {
public:
    Ground() = default;
    explicit Ground(ReadLayer layer);
    Ground(std::vector<std::string> codes, std::vector<geos::Geometry> shapes, std::string digest);

    [[nodiscard]] std::size_t size() const { return shapes_.size(); }
    [[nodiscard]] const std::string& code(std::size_t i) const { return codes_[i]; }
    [[nodiscard]] const GEOSGeometry* shape(std::size_t i) const { return shapes_[i].get(); }
    [[nodiscard]] double area_m2(std::size_t i) const { return areas_[i]; }
    [[nodiscard]] const Box& box(std::size_t i) const { return boxes_[i]; }
    [[nodiscard]] const Borders& borders(std::size_t i) const { return borders_[i]; }
    [[nodiscard]] const BoxTree& tree() const { return tree_; }
    [[nodiscard]] const std::string& digest() const { return digest_; }

private:
    void index();
    std::vector<std::string> codes_;
    std::vector<geos::Geometry> shapes_;
    std::vector<double> areas_;
    std::vector<Box> boxes_;
    std::vector<Borders> borders_;
    BoxTree tree_;
    std::string digest_;
};

}  // namespace thingwall::places
