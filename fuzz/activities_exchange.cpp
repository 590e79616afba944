// Lists of other installations from anywhere, their names and their ground: out comes a sheet of valid text whose rows
// can be read into drafts.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "activities/columns.hpp"
#include "activities/exchange.hpp"
#include "activities/rules.hpp"
#include "base/text.hpp"

namespace {

using namespace thingwall;
using activities::Footprint;
using activities::Named;

// A borough of one area.
class OneArea final : public activities::Lists {
public:
    std::vector<Named> organisations() const override { return {{"1", "Council", "Council"}}; }
    std::vector<Named> areas() const override { return {{"2", "Harbour", "ward"}}; }
    std::vector<Named> subjects() const override { return {{"bins", "Bins", "Streets"}}; }
    std::vector<Named> audiences() const override { return {{"everyone", "Everyone", ""}}; }
    std::string organisation(OrganisationId) const override { return "Council"; }
    std::string organisation_short(OrganisationId) const override { return "Council"; }
    std::string person(PersonId) const override { return {}; }
    std::string area(AreaId) const override { return "Harbour"; }
    std::string area_kind(AreaId) const override { return "ward"; }
    std::string subject(std::string_view) const override { return "Bins"; }
    std::string theme(std::string_view) const override { return "Streets"; }
    std::string audience(std::string_view) const override { return "Everyone"; }
    std::vector<std::string> subjects_of(std::string_view, std::string_view) const override { return {}; }
    std::string find_audience(std::string_view) const override { return {}; }
    std::string find_subject(std::string_view) const override { return {}; }
    std::string locate(std::string_view) const override { return {}; }
    std::vector<AreaId> areas_of(std::string_view) const override { return {}; }
    std::string geometry(const Footprint&) const override { return {}; }
    std::int64_t residents(const Footprint&) const override { return 0; }
    activities::AreasReached reached(const Footprint&) const override { return nullptr; }
    activities::Known known() const override { return {}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto require = [](bool holds) {
        if (!holds) std::abort();
    };
    static const OneArea lists;
    std::string_view bytes{reinterpret_cast<const char*>(data), size};
    activities::SheetLimits limits;
    limits.rows = 100;
    static_cast<void>(activities::is_exchange(bytes));
    auto sheet = activities::read_exchange(bytes, limits);
    if (!sheet) {
        require(!sheet.error().message.empty() && valid_utf8(sheet.error().message));
        return 0;
    }
    require(sheet->foreign && sheet->rows.size() <= limits.rows && sheet->rows.size() == sheet->numbers.size());
    activities::Profile profile;
    profile.names_in_words = true;
    activities::NameFinder finder(lists, profile, {&*sheet->foreign, nullptr, "Here", {}});
    const auto columns = activities::columns_of(sheet->headings, profile);
    for (const auto& row : sheet->rows) {
        require(row.size() == sheet->headings.size());
        for (const auto& cell : row) require(valid_utf8(cell));
        auto read = finder.read(row, columns);
        auto checked =
            activities::check(read.draft, lists.known(), OrganisationId{1}, activities::Ask::as_far_as_known);
        if (!checked) require(!checked.error().fields.empty());
    }
    for (const auto& [words, outline] : sheet->foreign->outlines) {
        // What stands for an area is a shape that can be drawn, or lies where nobody can be asked.
        auto reason =
            activities::reason_not_to_take_shape(R"({"type":"MultiPolygon","coordinates":[)" + outline + "]}");
        require(!reason || reason->find("outside Britain") != std::string::npos);
    }
    return 0;
}
