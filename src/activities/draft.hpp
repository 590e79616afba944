#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activities/types.hpp"
#include "base/result.hpp"

namespace thingwall::activities {

/// The steps of planning, in the order in which people think.
enum class Step { what, who, where, when, how, decision };
inline constexpr std::size_t step_count = 6;
[[nodiscard]] std::string_view word_of(Step step);   ///< "what", as in addresses
[[nodiscard]] std::string_view title_of(Step step);  ///< "What"

/// One field of a draft: its name in forms and files, what people call it, on which step it is asked.
struct Field {
    std::string_view name;
    std::string_view label;
    Step step;
    std::string Draft::* value;
    std::size_t most;  ///< characters
};
/// Every field, in the order of the steps. Forms, history, import and export all go by this one list.
[[nodiscard]] std::span<const Field> fields();
[[nodiscard]] const Field* find_field(std::string_view name);

/// {"title": "...", ...}: only what is not empty.
[[nodiscard]] std::string to_json(const Draft& draft);
/// Names that no field has are left out: an older program's draft is still read. Errors: invalid.
[[nodiscard]] Result<Draft> draft_from_json(std::string_view text);

/// The values of an activity as its forms, files and history write them: check() of it gives the same activity.
[[nodiscard]] Draft to_draft(const Activity& activity);
/// The same again for a body to plan: what was asked, of whom, where and how, whole years of 52 weeks later, so that the
/// days of the week stay, and not before `today`. What came of it, what it cost and who was joint is left out; so are
/// dates that are not known to the day.
[[nodiscard]] Draft planned_again(Activity activity, OrganisationId by, Date today);

/// "a; b; c".
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between = "; ");
/// Lines, each trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace thingwall::activities
