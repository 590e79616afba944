#pragma once
#include <chrono>

#include "desk/desk.hpp"
#include "desk/types.hpp"
#include "web/types.hpp"

namespace thingwall::desk {

/// What the desk's pages share.
struct Desk::Inside {
    kernel::Services services;
    Rooms rooms;
    std::chrono::milliseconds patience;
};

/// Which rows of a list are wanted.
struct Part {
    std::int64_t limit = 5, offset = 0;
};

/// Reads one block for somebody into the view, as far as they may see it.
void load(Desk::Inside& inside, const web::Actor& actor, Block block, Part part, View& view);

}  // namespace thingwall::desk
