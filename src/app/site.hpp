#pragma once
#include "app/settings.hpp"
#include "html/document.hpp"

namespace thingwall::app {

/// What all pages of this partnership share: its name and the ways through it.
[[nodiscard]] html::Site site_of(const Settings& settings);

}  // namespace thingwall::app
