#include "places/box_tree.hpp"

#include <algorithm>
#include <cmath>

namespace thingwall::places {

BoxTree::BoxTree(std::span<const Box> boxes) : leaves_(boxes.size()) {
    constexpr std::size_t fan = 8;
    std::vector<Node> level;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (!boxes[i].empty()) level.push_back({boxes[i], static_cast<std::uint32_t>(i), 0});
    if (level.empty()) return;

    const auto middle_east = [](const Node& node) { return node.box.west + node.box.east; };
    const auto middle_north = [](const Node& node) { return node.box.south + node.box.north; };
    while (level.size() > 1) {
        // Cut into vertical slices of as many nodes as make square tiles, each slice sorted from south to north.
        const std::size_t tiles = (level.size() + fan - 1) / fan;
        const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(tiles))));
        const std::size_t slice = (tiles + slices - 1) / slices * fan;
        std::ranges::sort(level, {}, middle_east);
        for (std::size_t at = 0; at < level.size(); at += slice)
            std::ranges::sort(level.begin() + static_cast<std::ptrdiff_t>(at),
                              level.begin() + static_cast<std::ptrdiff_t>(std::min(at + slice, level.size())), {},
                              middle_north);
        std::vector<Node> above;
        for (std::size_t at = 0; at < level.size(); at += fan) {
            const std::size_t end = std::min(at + fan, level.size());
            Node node{{}, static_cast<std::uint32_t>(nodes_.size()), static_cast<std::uint32_t>(end - at)};
            for (std::size_t i = at; i < end; ++i) {
                node.box.grow(level[i].box);
                nodes_.push_back(level[i]);
            }
            above.push_back(node);
        }
        level = std::move(above);
    }
    root_ = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(level.front());
}

}  // namespace thingwall::places
