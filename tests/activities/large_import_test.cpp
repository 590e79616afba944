#include <gtest/gtest.h>

#include <array>
#include <set>

#include "base/csv.hpp"
#include "register_site.hpp"
#include "workbook_maker.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using namespace test;

constexpr std::size_t rows = 10'000, faulty = 200;

// Ten ways in which a row can be wrong; each fiftieth row has one of them.
std::vector<std::string> row(std::size_t i, bool wrong, std::size_t way) {
    static const std::array<std::string, 4> subjects{"Bins", "Buses", "Parks", "Libraries"};
    std::string day = fmt::format("2026-{:02}-{:02}", 1 + i % 12, 1 + i % 28);
    std::vector<std::string> cells{
        "k-" + std::to_string(i),
        fmt::format("{} in street {}", subjects[i % 4], i),
        "Wyremouth Council",
        i % 3 == 0 ? "Whole borough" : "Fleetgate (ward); Estuary",
        i % 2 == 0 ? "Older people; Unpaid carers" : "Everyone",
        "date:" + day,
        "date:" + day,
        "number:" + std::to_string(100 + i),
        "number:" + std::to_string(i % 1000),
        "Survey",
        "How people find " + subjects[i % 4] + " where they live, and what they would change"};
    if (!wrong) return cells;
    switch (way) {
        case 0:
            cells[1] = "";
            break;
        case 1:
            cells[2] = "Wyremouth Counsel";
            break;
        case 2:
            cells[3] = "Fleetgat";
            break;
        case 3:
            cells[3] = "Harbour";
            break;
        case 4:
            cells[4] = "yoof";
            break;
        case 5:
            cells[5] = "31/09/2026";
            break;
        case 6:
            cells[5] = "Autumn";
            break;
        case 7:
            cells[6] = "2020-01-01";
            break;
        case 8:
            cells[7] = "about 2k";
            break;
        default:
            cells[8] = "-50";
            break;
    }
    return cells;
}

class AWorkbookOfTenThousandRows : public testing::TestWithParam<db::Engine> {};
THINGWALL_ON_BOTH_ENGINES(AWorkbookOfTenThousandRows);

TEST_P(AWorkbookOfTenThousandRows, IsLookedAtWithEveryFaultNamedAndTakenAndTakenBack) {
    std::vector<std::vector<std::string>> cells{{"Identifier", "Title", "Lead", "Where", "Who", "First day", "Last day",
                                                 "Cost", "Invited", "How", "What you want to find out"}};
    std::set<std::string> planted;
    for (std::size_t i = 0; i < rows; ++i) {
        bool wrong = i % (rows / faulty) == 7;
        if (wrong) planted.insert(std::to_string(i + 2));
        cells.push_back(row(i, wrong, i / (rows / faulty) % 10));
    }
    ASSERT_EQ(planted.size(), faulty);
    web::Upload upload;
    upload.field = "file";
    upload.filename = "large.xlsx";
    upload.bytes = workbook_of(cells);
    upload.size = upload.bytes.size();
    RegisterSite site(GetParam());
    site.sign_in(officer_of(council));

    auto brought = site.post_file("/activities/import", upload);
    ASSERT_EQ(brought.status, 303) << brought.body;
    auto path = RegisterSite::location(brought);
    auto looked = site.get(path);
    EXPECT_NE(looked.body.find("10,000 rows read, 200 are wrong"), std::string::npos);
    auto faults = csv::read_table(site.get(path + "/faults").body);
    ASSERT_TRUE(faults);
    std::set<std::string> named;
    for (const auto& fault : faults->rows) named.insert(fault[0]);
    EXPECT_EQ(named, planted);
    auto taken = site.post(path, {});
    ASSERT_EQ(taken.status, 303) << taken.body.substr(0, 2000);
    EXPECT_EQ(site.saved(), static_cast<std::int64_t>(rows - faulty));
    auto again = RegisterSite::location(site.post_file("/activities/import", upload));
    auto same = site.get(again);
    EXPECT_NE(same.body.find("Nothing changes."), std::string::npos);
    auto back = site.post(path + "/back", {{"changed", "refuse"}});
    ASSERT_EQ(back.status, 303) << back.body.substr(0, 2000);
    std::int64_t standing = 0;
    site.activities().snapshot()->each({}, [&](const EntryPointer& entry) {
        standing += entry->withdrawn ? 0 : 1;
        return true;
    });
    EXPECT_EQ(standing, 0);
}

}  // namespace
}  // namespace thingwall::activities
