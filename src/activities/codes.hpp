#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "activities/types.hpp"

namespace thingwall::activities {

/// One entry of a short list of ours: the code is stored and stays, the words may be bettered.
struct Code {
    std::string_view code;    ///< "focus-group"
    std::string_view label;   ///< "Focus groups"
    std::string_view others;  ///< what spreadsheets call it, parted by "|", folded
};

[[nodiscard]] std::span<const Code> methods();
[[nodiscard]] std::span<const Code> access_arrangements();
[[nodiscard]] std::span<const Code> other_ways();
[[nodiscard]] std::span<const Code> influences();    ///< in the order of Influence, `unsaid` left out
[[nodiscard]] std::span<const Code> visibilities();  ///< in the order of Visibility
[[nodiscard]] std::span<const Code> statuses();      ///< in the order of Status

/// The label of a code; the code itself when it is in no list.
[[nodiscard]] std::string_view label_of(std::span<const Code> list, std::string_view code);
/// The code that somebody means by a code, a label or one of the other names, in any case; nothing when it is none.
[[nodiscard]] std::optional<std::string_view> find_code(std::span<const Code> list, std::string_view typed);
/// The entry whose name is nearest to what was typed, when it is near enough to ask "Did you mean ...?".
[[nodiscard]] std::optional<std::string_view> nearest(std::span<const std::string> names, std::string_view typed);

[[nodiscard]] std::string_view code_of(Influence influence);  ///< "" for unsaid
[[nodiscard]] std::string_view code_of(Visibility visibility);
[[nodiscard]] std::string_view code_of(Status status);
[[nodiscard]] std::string_view code_of(DatesKnown known);

/// A written method, for which the Compact asks 12 weeks.
[[nodiscard]] bool is_written(std::string_view method);

}  // namespace thingwall::activities
