#pragma once
#include <string>

#include "kernel/capability.hpp"
#include "web/router.hpp"

namespace thingwall::app {

/// What a person sees when a page cannot be shown or a form not be kept.
[[nodiscard]] std::string error_page(const html::Site& site, const web::ErrorView& view);
/// What a site must say of itself: accessibility, privacy, the data to download.
void add_about_routes(web::Router& router, kernel::Services services);

}  // namespace thingwall::app
