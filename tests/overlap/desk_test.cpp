#include "overlap/desk.hpp"

#include "overlap/burden_counted.hpp"
#include "overlap/challenges.hpp"
#include "overlap_site.hpp"

namespace thingwall::overlap {
namespace {

using namespace test;
using testing::IsEmpty;
using testing::SizeIs;

const Date monday = *Date::make(2026, 3, 2);

/// Three small areas of one resident each; the first place is all of them, the others one each.
struct Ground {
    std::vector<double> residents{1, 1, 1};
    std::vector<Extent> places{{{0, 1}, {1, 1}, {2, 1}}, {{0, 1}}, {{1, 1}}};
    Periods periods{Month::of(*Date::make(2026, 1, 1)), 3, 1};
};
Counted asked(const std::vector<std::tuple<int, std::uint32_t, std::uint64_t>>& all) {
    Counted counted;
    counted.extents = {{{0, 1}, {1, 1}, {2, 1}}, {{0, 1}}, {{1, 1}}};
    for (const auto& [month, extent, groups] : all) {
        const auto first = Date::make(2026, month, 5)->number();
        counted.asked.push_back({first, first + 10, extent, 0});
        counted.groups.push_back(groups);
    }
    return counted;
}
constexpr std::uint64_t everyone = ~std::uint64_t{0};

std::vector<TooOften> found(const Counted& counted, int limit) {
    const Ground ground;
    return too_often(counted, ground.residents, ground.places, 2, ground.periods, limit);
}

TEST(AskedTooOften, IsAPlaceAndACommunityInTheMonthWithMost) {
    const auto rows = found(asked({{1, 1, 1}, {2, 1, 1}, {2, 1, 1}, {2, 2, 1}}), 1);

    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].place, 1U);
    EXPECT_EQ(rows[0].group, 0U);
    EXPECT_EQ(rows[0].month, Month::of(*Date::make(2026, 2, 1)));
    EXPECT_EQ(rows[0].times, 2);
}

TEST(AskedTooOften, CountsWhatAsksEveryoneForEachCommunityThatSomebodyNames) {
    const auto rows = found(asked({{1, 1, 2}, {1, 1, everyone}}), 1);

    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].group, 1U) << "the other community is named by nobody";
    EXPECT_EQ(rows[0].times, 2);
}

TEST(AskedTooOften, IsSaidOnceOfTheWholeBoroughAndOfEveryone) {
    const auto rows = found(asked({{3, 0, everyone}, {3, 0, everyone}, {3, 0, 1}}), 1);

    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].place, 0U);
    EXPECT_EQ(rows[0].group, 2U) << "everyone";
}

TEST(AskedTooOften, IsSaidOfAPlaceThatIsAskedMoreThanTheBorough) {
    const auto rows = found(asked({{1, 0, 1}, {1, 0, 1}, {1, 2, 1}}), 1);

    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_EQ(rows[0].place, 2U);
    EXPECT_EQ(rows[0].times, 3);
    EXPECT_EQ(rows[1].place, 0U);
}

TEST(AskedTooOften, IsNothingUpToTheLimit) {
    EXPECT_THAT(found(asked({{1, 1, 1}, {1, 1, 1}}), 2), IsEmpty());
}

TEST(TheBurdenOnADesk, LeadsToTheSameNumberOnTheBurdenPage) {
    OverlapSite site;
    std::vector<Asking> all;
    for (std::int64_t i = 1; i <= 4; ++i) all.push_back(site.gp_survey(i));
    site.overlaps().replace_all(all);
    site.sign_in(council);

    const auto over = site.overlaps().over_the_limit(monday, {});

    EXPECT_EQ(over.limit, 3);
    ASSERT_EQ(over.total, 1);
    EXPECT_EQ(over.rows[0].who, "Older people");
    EXPECT_EQ(over.rows[0].where, "West");
    EXPECT_EQ(over.rows[0].asked, 4);
    EXPECT_EQ(over.rows[0].month, *Date::make(2026, 3, 1));
    EXPECT_THAT(site.get(over.rows[0].path).body, testing::HasSubstr("Who asks"));
    EXPECT_THAT(site.get("/burden.csv?from=2026-03&who=older-people").body,
                testing::HasSubstr("W1,West,Older people,2026-03,4,"));
}

class FreshPairsOnADesk : public testing::TestWithParam<db::Engine> {
protected:
    OverlapSite site{std::chrono::minutes{1}, GetParam()};
};

TEST_P(FreshPairsOnADesk, AreThoseThatNobodyIsAskedAboutAndNeitherIsOver) {
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups(), site.bins()});

    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 1);
    const auto ours = site.overlaps().fresh_pairs(nhs, monday, {});
    ASSERT_EQ(ours.total, 1);
    EXPECT_EQ(ours.rows[0].a, ActivityId{1});
    EXPECT_EQ(ours.rows[0].b, ActivityId{2});
    EXPECT_GT(ours.rows[0].days, 0);
    EXPECT_THAT(ours.rows[0].how_sure, testing::EndsWith(" in 100"));
    EXPECT_EQ(site.overlaps().fresh_pairs(voluntary, monday, {}).rows[0].a, ActivityId{2}) << "one's own first";
    EXPECT_EQ(site.overlaps().fresh_pairs(council, monday, {}).total, 0);
    EXPECT_EQ(site.overlaps().fresh_pairs({}, *Date::make(2026, 5, 1), {}).total, 0) << "both are over";
    EXPECT_EQ(site.overlaps().fresh_pairs(nhs, *Date::make(2026, 5, 1), {}).total, 0);
}

TEST_P(FreshPairsOnADesk, AreCountedWholeWhateverPartIsWanted) {
    std::vector<Asking> all{site.gp_survey()};
    for (std::int64_t i = 2; i <= 9; ++i) all.push_back(site.doctor_groups(i));
    site.overlaps().replace_all(all);

    const auto first = site.overlaps().fresh_pairs(nhs, monday, {3, 0}),
               rest = site.overlaps().fresh_pairs(nhs, monday, {3, 6}),
               none = site.overlaps().fresh_pairs(nhs, monday, {3, 90});

    EXPECT_EQ(first.total, 8);
    EXPECT_EQ(first.rows[0].b, ActivityId{9}) << "the newest first";
    EXPECT_THAT(first.rows, SizeIs(3));
    EXPECT_THAT(rest.rows, SizeIs(2));
    EXPECT_THAT(none.rows, IsEmpty());
}

TEST_P(FreshPairsOnADesk, LeaveDraftsOut) {
    auto hidden = site.doctor_groups();
    hidden.shown.draft = true;
    site.overlaps().replace_all({site.gp_survey(), hidden});

    EXPECT_EQ(site.overlaps().fresh_pairs(nhs, monday, {}).total, 0);
    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 0);
}

TEST_P(FreshPairsOnADesk, FollowWhatIsPutInChangedAndTakenOut) {
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups(), site.bins()});
    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 1);
    EXPECT_EQ(site.overlaps().fresh_pairs(nhs, monday, {}).total, 1);

    site.overlaps().put(site.doctor_groups(7));
    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 2);
    EXPECT_EQ(site.overlaps().fresh_pairs(nhs, monday, {}).rows[0].b, ActivityId{7});
    EXPECT_EQ(site.overlaps().fresh_pairs(voluntary, monday, {}).total, 2);

    auto later = site.doctor_groups(7);
    later.ask.first = *Date::make(2027, 3, 16), later.ask.last = *Date::make(2027, 4, 10);
    site.overlaps().put(later);
    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 1);
    site.overlaps().remove(ActivityId{2});
    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 0);
    EXPECT_EQ(site.overlaps().fresh_pairs(nhs, monday, {}).total, 0);
    EXPECT_EQ(site.overlaps().fresh_pairs(voluntary, monday, {}).total, 0);
}

TEST_P(FreshPairsOnADesk, BecomeQuestionsOfBothLeadsWhenTheyAreAsked) {
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    site.overlaps().start();
    const web::Actor priya{PersonId{3}, council, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};
    auto now = [&] {
        PairNow made{std::make_shared<Asking>(site.gp_survey()), std::make_shared<Asking>(site.doctor_groups()), {}};
        made.finding.likelihood = 0.84;
        return made;
    };
    ASSERT_TRUE(
        site.database().write([&](db::Transaction& tx) { return ask_both(tx, priya, now(), "", site.post()); }));
    site.feed().catch_up();

    EXPECT_EQ(site.overlaps().fresh_pairs({}, monday, {}).total, 0);
    EXPECT_EQ(site.overlaps().asked_of(nhs, monday, {}).total, 1);
    EXPECT_EQ(site.overlaps().asked_of(voluntary, monday, {}).total, 1);
    EXPECT_EQ(site.overlaps().asked_of(police, monday, {}).total, 0);
    auto all = site.overlaps().being_asked(monday, {});
    ASSERT_EQ(all.total, 1);
    EXPECT_EQ(all.rows[0].reply_by, *Date::make(2026, 3, 9)) << "five working days";
    EXPECT_EQ(all.late, 0);

    const web::Actor anna{PersonId{7}, nhs, web::Role::officer, "Anna Holt", "NHS Wyremouth"};
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return answer(tx, anna, now(), "move", "In May.", site.post()); }));
    EXPECT_EQ(site.overlaps().asked_of(nhs, monday, {}).total, 0) << "answered";
    EXPECT_EQ(site.overlaps().asked_of(voluntary, *Date::make(2026, 3, 10), {}).late, 1);
    all = site.overlaps().being_asked(*Date::make(2026, 3, 10), {});
    EXPECT_EQ(all.late, 1);
    EXPECT_EQ(all.to_settle, 0);
    EXPECT_TRUE(all.rows[0].answered_a);

    const web::Actor lindsay{PersonId{8}, voluntary, web::Role::officer, "Lindsay Grant", "Voluntary Action"};
    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return answer(tx, lindsay, now(), "go-ahead", "We must.", site.post()); }));
    all = site.overlaps().being_asked(*Date::make(2026, 3, 10), {});
    EXPECT_EQ(all.to_settle, 1) << "they want different things";
    EXPECT_EQ(all.late, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, FreshPairsOnADesk, testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         support::name_of);

}  // namespace
}  // namespace thingwall::overlap
