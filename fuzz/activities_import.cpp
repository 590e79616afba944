// A register that somebody brings in, from its bytes to the judgement on every row, beside two activities that are
// there already. The first byte answers the doubtful rows. What is taken passes the rules again, and what is wrong goes
// back as a file that can be read.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "activities/import.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "two_of_each.hpp"

namespace {

using namespace thingwall;
using namespace thingwall::activities;
using namespace thingwall::fuzz;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const TwoOfEach lists;
    static const std::vector<Activity> kept = there_already(lists);
    static Register list;
    static const bool filled = [] {
        std::vector<Entry> entries;
        for (const Activity& activity : kept) entries.push_back(entry_of(activity, "", lists));
        list.replace_all(std::move(entries), 1);
        return true;
    }();
    static_cast<void>(filled);
    if (size == 0) return 0;

    auto sheet = read_sheet({reinterpret_cast<const char*>(data + 1), size - 1}, {.rows = 50, .columns = 50});
    if (!sheet) return 0;
    Answers answers;
    for (std::size_t row = 2; row < 10; ++row)
        if ((data[0] >> (row % 4) & 1u) != 0) answers.rows[row] = (data[0] & 128u) != 0 ? "same" : "new";
    RegisterQuestions questions{
        .by_reference = [](std::string_view reference) -> std::optional<Activity> {
            for (const Activity& activity : kept)
                if (activity.reference == reference) return activity;
            return std::nullopt;
        },
        .by_id = [](ActivityId id) -> std::optional<Activity> {
            for (const Activity& activity : kept)
                if (activity.id == id) return activity;
            return std::nullopt;
        },
        .reason_against = {},
        .reason_against_reference = [](std::string_view reference) -> std::optional<std::string> {
            if (reference.starts_with("WY-")) return "Only the register gives such numbers.";
            return std::nullopt;
        },
        .sees_entry = {},
        .sees = {}};
    auto preview = judge(*sheet, "fuzz.csv", answers, lists, *list.snapshot(), questions, OrganisationId{1});
    if (!preview) return 0;

    require(preview->rows.size() == sheet->rows.size());
    for (const JudgedRow& row : preview->rows)
        if (row.is != RowIs::wrong)
            require(check(row.draft, lists.known(), OrganisationId{1}, Ask::as_far_as_known).has_value());
    for (const RowFault& fault : preview->faults) require(!fault.wrong.empty() && valid_utf8(fault.wrong));
    std::string wrong = wrong_rows_csv(*sheet, *preview);
    require(valid_utf8(wrong));
    csv::Reader reader(wrong, {});
    std::vector<std::string_view> fields;
    for (auto more = reader.next(fields);; more = reader.next(fields)) {
        require(more.has_value());
        if (!*more) break;
    }
    return 0;
}
