#pragma once
#include "desk/types.hpp"
#include "html/components.hpp"

/// The desk: values in, HTML out.
namespace thingwall::desk::views {

[[nodiscard]] html::Writer desk(const View& view);
/// One block alone, as far as its page goes; `numbers` are the numbers of the pages.
[[nodiscard]] html::Writer block(const View& view, Block block, const html::Writer& numbers);
/// How many there are in all; 0 for pairs that are not known yet.
[[nodiscard]] std::int64_t total_of(const View& view, Block block);

}  // namespace thingwall::desk::views
