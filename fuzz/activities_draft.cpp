// What a form or a kept plan says: JSON of a draft, its dates, its drawn shape. What passes the rules reads back the
// same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "activities/draft.hpp"
#include "activities/rules.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    using namespace thingwall::activities;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(parse_partial_date(text));
    static_cast<void>(boxes_of(text));
    static_cast<void>(reason_not_to_take_shape(text));
    auto draft = draft_from_json(text);
    if (!draft) return 0;
    for (Ask ask : {Ask::in_full, Ask::as_far_as_known}) {
        auto activity = check(*draft, Known{}, OrganisationId{1}, ask);
        if (!activity) continue;
        Draft said = to_draft(*activity);
        auto again = check(said, Known{}, OrganisationId{1}, ask);
        if (!again || to_draft(*again) != said || again->dates != activity->dates) __builtin_trap();
    }
    return 0;
}
