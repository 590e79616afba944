#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "activities/columns.hpp"
#include "activities/register_site.hpp"
#include "base/csv.hpp"

// Two lists of consultations that took place: 62 of British bodies, written down from public pages, and 657 of the
// European Commission. Neither knows our partners, areas or subjects.

namespace thingwall::activities {
namespace {

using namespace test;
using testing::HasSubstr;

const std::filesystem::path folder = std::filesystem::path(THINGWALL_SOURCE) / "../shared/data/overlap/real";

struct List {
    const char* file;
    std::size_t columns;
    std::int64_t taken;
    std::string head;  ///< of the preview
};

// Without any date three, without a title three, and with a title that is too long two.
const List british{"uk_public_lists.csv", 8, 59, "62 rows read, 3 are wrong"};
const List european{"eu_have_your_say_2016_2026.csv", 9, 652, "657 rows read, 5 are wrong"};

class RealConsultations : public testing::TestWithParam<std::tuple<db::Engine, const List*>> {};
INSTANTIATE_TEST_SUITE_P(OnBothEngines, RealConsultations,
                         testing::Combine(testing::Values(db::Engine::sqlite, db::Engine::postgres),
                                          testing::Values(&british, &european)),
                         [](const auto& one) {
                             return std::string(std::get<0>(one.param) == db::Engine::sqlite ? "Sqlite" : "Postgres") +
                                    (std::get<1>(one.param) == &british ? "British" : "European");
                         });

TEST_P(RealConsultations, AreLookedAtTakenTakenBackAndTheSameAgain) {
    const List& list = *std::get<1>(GetParam());
    if (!std::filesystem::exists(folder / list.file)) GTEST_SKIP() << "the lists are not here";
    RegisterSite site(std::get<0>(GetParam()));
    site.sign_in(officer_of(council));
    web::Upload upload;
    upload.field = "file";
    upload.filename = list.file;
    upload.bytes = csv::read_file((folder / list.file).string()).value();
    upload.size = upload.bytes.size();
    auto bring = [&] { return RegisterSite::location(site.post_file("/activities/import", upload)); };
    auto standing = [&] {
        std::int64_t count = 0;
        site.activities().snapshot()->each({}, [&](const EntryPointer& entry) {
            count += entry->withdrawn ? 0 : 1;
            return true;
        });
        return count;
    };

    // All headings are known; nobody of theirs is a partner, so every row is wrong until somebody says what that means.
    auto path = bring();
    EXPECT_THAT(site.get(path).body, HasSubstr("No partner of this name"));
    std::vector<std::pair<std::string, std::string>> said{
        {"names", "words"}, {"nowhere", "borough"}, {"first_day", "month"}, {"visibility", "partners"}};
    auto headings = csv::read_table(upload.bytes)->headings;
    ASSERT_EQ(headings.size(), list.columns);
    for (std::size_t i = 0; i < headings.size(); ++i)
        said.emplace_back("column-" + std::to_string(i), std::string(find_column(headings[i])->field));
    ASSERT_EQ(site.post(path + "/columns", said).status, 303);

    auto looked = site.get(path).body;
    EXPECT_THAT(looked, HasSubstr(list.head));
    auto faults = csv::read_table(site.get(path + "/faults").body);
    ASSERT_TRUE(faults);
    std::set<std::string> wrong;
    for (const auto& row : faults->rows) wrong.insert(row[0]);
    EXPECT_THAT(list.head, HasSubstr(std::to_string(wrong.size()) + " are wrong")) << "each wrong row has its reason";

    auto taken = site.post(path, {});
    ASSERT_EQ(taken.status, 303) << taken.body;
    EXPECT_EQ(standing(), list.taken);
    EXPECT_THAT(site.get(bring()).body, HasSubstr("Nothing changes."));

    auto back = site.post(path + "/back", {{"changed", "refuse"}});
    ASSERT_EQ(back.status, 303) << back.body;
    EXPECT_EQ(standing(), 0);
    EXPECT_EQ(site.post(bring(), {}).status, 303);
    EXPECT_EQ(standing(), list.taken);
    EXPECT_EQ(site.saved(), list.taken) << "what was taken back has come again, and is no second one";
}

}  // namespace
}  // namespace thingwall::activities
