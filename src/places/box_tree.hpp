#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "places/types.hpp"

namespace thingwall::places {

/// Finds which of many boxes meet one: a sort-tile-recursive tree (Leutenegger, Lopez and Edgington 1997), packed into
/// one array. Never changes after it is made, so that any number of threads may ask at once.
class BoxTree {
public:
    BoxTree() = default;
    explicit BoxTree(std::span<const Box> boxes);

    /// Calls visit(index) for each box that meets this one, in no set order.
    template <class Visit>
    void each_meeting(const Box& box, Visit&& visit) const {
        if (nodes_.empty()) return;
        std::vector<std::uint32_t> open{root_};
        while (!open.empty()) {
            const Node& node = nodes_[open.back()];
            open.pop_back();
            if (!node.box.meets(box)) continue;
            if (node.count == 0) {
                visit(node.first);
                continue;
            }
            for (std::uint32_t i = 0; i < node.count; ++i) open.push_back(node.first + i);
        }
    }
    [[nodiscard]] std::size_t size() const { return leaves_; }

private:
    struct Node {
        Box box;
        std::uint32_t first = 0;  ///< the box's index in a leaf, else its first child
        std::uint32_t count = 0;  ///< 0 in a leaf
    };
    std::vector<Node> nodes_;
    std::uint32_t root_ = 0;
    std::size_t leaves_ = 0;
};

}  // namespace thingwall::places
