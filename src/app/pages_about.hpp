#pragma once
#include "kernel/capability.hpp"
#include "web/router.hpp"

namespace thingwall::app {

/// What a site must say of itself: accessibility, privacy, the data to download.
void add_about_routes(web::Router& router, kernel::Services services);

}  // namespace thingwall::app
