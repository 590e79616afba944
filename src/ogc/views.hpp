#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "html/html.hpp"
#include "ogc/types.hpp"

/// The same answers as JSON and as pages. `root` is the address of the landing page ("https://example.org/ogc").
namespace thingwall::ogc::views {

struct Frame {
    std::string root, title;
    std::string self;  ///< address of this very answer, without f
};

[[nodiscard]] std::string landing_json(const Frame& frame);
[[nodiscard]] std::string conformance_json();
[[nodiscard]] std::string collections_json(const Frame& frame, const std::vector<Collection>& all);
[[nodiscard]] std::string collection_json(const Frame& frame, const Collection& collection);
/// `next`: address of the features after these; empty without any.
[[nodiscard]] std::string items_json(const Frame& frame, const Collection& collection, const Items& items,
                                     const std::string& next, Instant now);
[[nodiscard]] std::string item_json(const Frame& frame, const Collection& collection, const Feature& feature);

[[nodiscard]] html::Writer landing_page(const Frame& frame, const std::vector<Collection>& all);
[[nodiscard]] html::Writer conformance_page();
[[nodiscard]] html::Writer collection_page(const Collection& collection);
[[nodiscard]] html::Writer items_page(const Collection& collection, const Items& items, const std::string& next);
[[nodiscard]] html::Writer item_page(const Feature& feature);

}  // namespace thingwall::ogc::views
