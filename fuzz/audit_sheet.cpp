// A partner's spreadsheet that comes back from a link, from its bytes to what each row says. The first byte chooses
// what the partner had said before. Nothing but its own entries is ever named, and what would be saved passes the
// rules.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/rules_sheet.hpp"
#include "base/text.hpp"
#include "two_of_each.hpp"

namespace {

using namespace thingwall;
using namespace thingwall::audit;
using thingwall::fuzz::require;

Own own_of(const std::vector<activities::Activity>& kept, std::uint8_t choice) {
    Own own{OrganisationId{1}, kept, {}, {}, {}};
    const auto say = [&](std::int64_t id, ActivityId activity, Verdict verdict, bool taken) {
        Answer answer{id, own.organisation, activity, 1, verdict, {}, {}, {}, {}};
        if (verdict == Verdict::changed || verdict == Verdict::added) answer.draft = activities::to_draft(kept[0]);
        if (taken) answer.taken_at = Instant{};
        own.answers.push_back(std::move(answer));
    };
    if ((choice & 1u) != 0) say(21, ActivityId{11}, static_cast<Verdict>((choice >> 1 & 3u) % 3u), (choice & 8u) != 0);
    if ((choice & 16u) != 0) say(22, {}, Verdict::added, (choice & 32u) != 0);
    if ((choice & 64u) != 0) {
        own.gone.push_back(own.entries.back());
        own.entries.pop_back();
    }
    if ((choice & 128u) != 0) own.sheet_at = Instant{};
    return own;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::TwoOfEach lists;
    static const std::vector<activities::Activity> kept = fuzz::there_already(lists);
    static activities::Register list;
    static const bool filled = [] {
        std::vector<activities::Entry> entries;
        for (const auto& activity : kept) entries.push_back(entry_of(activity, "", lists));
        list.replace_all(std::move(entries), 1);
        return true;
    }();
    static_cast<void>(filled);
    if (size == 0) return 0;
    auto limits = sheet_limits;
    limits.rows = 50;
    auto sheet = activities::read_sheet({reinterpret_cast<const char*>(data + 1), size - 1}, limits);
    if (!sheet) return 0;
    const Own own = own_of(kept, data[0]);
    const auto rows_in_file = sheet->rows.size();
    const auto preview = look_at(std::move(*sheet), "fuzz.csv", own, lists, *list.snapshot());
    if (!preview) return 0;

    require(preview->rows.size() <= rows_in_file);
    std::set<std::size_t> wrong;
    for (const auto& fault : preview->faults) {
        require(!fault.wrong.empty() && !fault.to_do.empty() && valid_utf8(fault.wrong));
        wrong.insert(fault.row);
    }
    std::set<ActivityId> said;
    for (const auto& row : preview->rows) {
        require((row.says == Says::wrong) == wrong.contains(row.row));
        if (row.says == Says::changed || row.says == Says::added)
            require(check(row.draft, lists.known(), own.organisation, activities::Ask::as_far_as_known).has_value());
        if (row.says == Says::changed || row.says == Says::right ||
            (row.says == Says::not_happening && !row.said_before)) {
            require(std::ranges::find(own.entries, row.activity, &activities::Activity::id) != own.entries.end());
            require(said.insert(row.activity).second);
        }
    }
    return 0;
}
