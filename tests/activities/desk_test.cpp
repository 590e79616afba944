#include <gmock/gmock.h>

#include "activities/register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> titles(std::span<const EntryPointer> all) {
    std::vector<std::string> found;
    for (const auto& entry : all) found.push_back(entry->title);
    return found;
}

/// What the register asks a body to do. It is Monday 14 September 2026.
class ToDoOfABody : public testing::TestWithParam<db::Engine> {
protected:
    Registered kept(std::string title, std::string first, std::string last, std::string visibility = "partners",
                    std::string results = {}) {
        Draft draft = gp_survey();
        draft.title = std::move(title);
        draft.first_day = std::move(first);
        draft.last_day = std::move(last);
        draft.visibility = std::move(visibility);
        draft.public_on.clear();
        draft.decision_day.clear();
        draft.reason_short = "It is short";
        draft.results = std::move(results);
        auto done = site.database().write(
            [&](db::Transaction& tx) { return register_known(tx, officer_of(nhs), draft, {}, site.context()); });
        if (!done) throw std::runtime_error(describe(done.error()));
        return *done;
    }
    RegisterSite site{GetParam()};
};

TEST_P(ToDoOfABody, IsPartedByWhatIsToBeDone) {
    kept("Closed in spring", "2026-03-01", "2026-05-29");
    kept("Closed last week", "2026-08-01", "2026-09-04");
    kept("Closed, and told", "2026-08-01", "2026-09-04", "partners", "People want evening appointments.");
    kept("Runs", "2026-09-01", "2026-10-02");
    kept("A draft", "2026-09-21", "2026-10-02", "draft");

    const auto lists = site.activities().to_do();

    EXPECT_THAT(titles(lists->of(nhs).without_results), ElementsAre("Closed last week", "Closed in spring"));
    EXPECT_THAT(titles(lists->overdue), ElementsAre("Closed in spring")) << "three months after closing";
    EXPECT_THAT(titles(lists->of(nhs).ahead), ElementsAre("Runs"));
    EXPECT_THAT(titles(lists->of(nhs).drafts), ElementsAre("A draft"));
    EXPECT_THAT(lists->of(police).ahead, IsEmpty());
}

TEST_P(ToDoOfABody, IsLookedForAgainWhenTheRegisterOrTheDayChanges) {
    kept("Runs", "2026-09-01", "2026-09-14");
    const auto before = site.activities().to_do();
    EXPECT_EQ(before, site.activities().to_do());

    kept("Runs too", "2026-09-01", "2026-10-02");
    EXPECT_THAT(site.activities().to_do()->of(nhs).ahead, SizeIs(2));
    site.clock().set(site.clock().now() + std::chrono::hours{24});
    EXPECT_THAT(titles(site.activities().to_do()->of(nhs).without_results), ElementsAre("Runs"));
}

TEST_P(ToDoOfABody, LeavesOutWhatWasWithdrawn) {
    const auto one = kept("Runs", "2026-09-01", "2026-10-02");
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return withdraw(tx, officer_of(nhs), one.id, 1, "Not needed", site.context()); }));

    EXPECT_THAT(site.activities().to_do()->of(nhs).ahead, IsEmpty());
}

TEST_P(ToDoOfABody, NamesWhatOpensAndClosesSoonByDay) {
    kept("Opens on the last day", "2026-09-28", "2026-12-31");
    kept("Closes today", "2026-09-01", "2026-09-14");
    kept("Opens and closes", "2026-09-16", "2026-09-18");
    kept("Opens too late", "2026-09-29", "2026-12-31");
    kept("Some day in September", "2026-09", "2026-09");

    const auto lists = site.activities().to_do();
    std::vector<std::string> said;
    for (const auto& soon : opening_or_closing(lists->of(nhs).ahead, site.activities().today(), 14))
        said.push_back((soon.opens ? "opens: " : "closes: ") + soon.entry->title);

    EXPECT_THAT(said, ElementsAre("closes: Closes today", "opens: Opens and closes", "opens: Opens on the last day"));
}

TEST_P(ToDoOfABody, CountsAllItsPlansAndGivesAPartOfThem) {
    site.sign_in(officer_of(nhs));
    for (int i = 0; i < 3; ++i) site.post("/plan", {{"title", "Half a thought"}, {"do", "later"}});

    const auto lines = site.activities().plans_of_body(nhs, 2, 0);

    EXPECT_EQ(lines.total, 3);
    EXPECT_THAT(lines.rows, SizeIs(2));
    EXPECT_THAT(site.activities().plans_of_body(nhs, 2, 2).rows, SizeIs(1));
    EXPECT_EQ(site.activities().plans_of_body(police, 2, 0).total, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, ToDoOfABody, testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         support::name_of);

}  // namespace
}  // namespace thingwall::activities
