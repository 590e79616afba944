#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "desk/types.hpp"

/// What belongs on whose desk. Pure.
namespace thingwall::desk {

/// In two weeks: how far a desk looks ahead.
inline constexpr int days_ahead = 14;

[[nodiscard]] std::span<const BlockWords> all_blocks();
[[nodiscard]] const BlockWords& words_of(Block block);
/// The block of that word; nothing where there is none.
[[nodiscard]] std::optional<Block> parse_block(std::string_view word);

/// Whether a block is for somebody. Drafts, imports and the audit's link are for those who may change them; what
/// concerns all bodies is the coordinator's.
[[nodiscard]] bool is_for(Block block, Standing standing);

/// Which blocks stand where.
struct Layout {
    std::vector<Block> figures, left, right, own;
};
[[nodiscard]] Layout layout_of(Standing standing);

/// Whole working days after today up to the last day to answer; 0 on that day and after it.
[[nodiscard]] int working_days_left(Date today, Date due);
/// "3 working days left", "Due today", "Late, 11 Sep".
[[nodiscard]] std::string time_left(Date today, Date due, int days_left);

/// The number of rows that a desk leaves out: "And 12 more".
[[nodiscard]] std::string and_more(std::int64_t total, std::size_t shown);

}  // namespace thingwall::desk
