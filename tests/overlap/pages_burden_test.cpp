#include "overlap/burden_limit.hpp"
#include "overlap_site.hpp"

namespace thingwall::overlap {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

const web::Actor priya{PersonId{3}, council, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};

std::string csv(OverlapSite& site, const std::string& query = {}) {
    return site.get("/burden.csv?from=2026-03" + query).body;
}

TEST(TheBurdenPage, CountsWhoAsksAPlaceInAMonthAndNamesThem) {
    OverlapSite site;
    auto survey = site.gp_survey();
    survey.shown.minutes = 10;
    site.overlaps().replace_all({survey, site.doctor_groups(), site.bins()});
    site.sign_in(police);

    const auto page =
        site.get(fmt::format("/burden?who=any&from=2026-03&month=2026-03&area={}", site.west().value())).body;

    EXPECT_THAT(csv(site, "&who=any"), HasSubstr("W1,West,Whoever is asked,2026-03,2,1.6667,10.00\r\n"))
        << "the survey reaches all, the focus groups two thirds";
    EXPECT_THAT(csv(site, "&who=any"), HasSubstr("W2,East,Whoever is asked,2026-03,1,1.4286,0.00\r\n"));
    EXPECT_THAT(csv(site, "&who=any"), HasSubstr("2026-05,0,0.0000,0.00\r\n"));
    EXPECT_THAT(page, HasSubstr("Who asks whoever is asked in West in March"));
    EXPECT_THAT(page, HasSubstr("Getting a GP appointment"));
    EXPECT_THAT(page, HasSubstr("Seeing a doctor when you need one"));
    EXPECT_THAT(page, Not(HasSubstr("Bin collections")));
    EXPECT_THAT(page, HasSubstr("<svg")) << "the map";
}

TEST(TheBurdenFile, GivesASpreadsheetNothingToRunWhateverAMapCallsAPlace) {
    OverlapSite site;
    site.bring_in("Beats", "other", layer_of({area("=1+1", "@SUM(A1)", 0, 0, 2000, 1000)}));
    site.overlaps().replace_all({site.gp_survey()});
    site.sign_in(nhs);
    const auto layer = site.places().atlas()->layer_of_kind(places::LayerKind::other)->id.value();

    EXPECT_THAT(csv(site, fmt::format("&layer={}", layer)), HasSubstr("'=1+1,'@SUM(A1),"));
}

TEST(TheBurdenPage, OfACommunityCountsWhatAsksItAndWhatAsksEveryone) {
    OverlapSite site;
    auto families = site.gp_survey(9);
    families.ask.audience_codes = {"families"};
    site.overlaps().replace_all({site.gp_survey(), families, site.bins()});
    site.sign_in(nhs);

    const auto older = csv(site, "&who=older-people");

    EXPECT_THAT(older, HasSubstr("W1,West,Older people,2026-03,1,"));
    EXPECT_THAT(older, HasSubstr("W2,East,Older people,2026-03,1,")) << "bins concern everyone";
    EXPECT_THAT(csv(site, "&who=any"), HasSubstr("W1,West,Whoever is asked,2026-03,2,"));
}

TEST(TheBurdenPage, TellsNothingOfDraftsNotEvenToTheirOwnBodySoThatAllReadTheSameNumbers) {
    OverlapSite site;
    auto draft = site.gp_survey();
    draft.shown.draft = true;
    site.overlaps().replace_all({draft});
    for (const auto body : {nhs, police}) {
        site.sign_in(body);

        EXPECT_THAT(csv(site, "&who=any"), Not(HasSubstr(",1,")));
        EXPECT_THAT(site.get("/burden?from=2026-03").body, Not(HasSubstr("Getting a GP appointment")));
    }
}

TEST(TheBurdenPage, SaysWhichPlacesAreOverTheLimitInWordsToo) {
    OverlapSite site;
    std::vector<Asking> all;
    for (int i = 0; i < 4; ++i) all.push_back(site.gp_survey(1 + i));
    site.overlaps().replace_all(std::move(all));
    site.sign_in(nhs);

    const auto page = site.get("/burden?from=2026-03&who=older-people").body;

    EXPECT_THAT(page, HasSubstr("In March, 1 ward is over the limit for older people: West, 4 times."));
    EXPECT_THAT(page, HasSubstr("4<span class=\"govuk-visually-hidden\"> over the limit</span>"));
    EXPECT_THAT(page, HasSubstr("3 in a month"));
}

TEST(TheBurdenPage, SaysSoWhenNobodyIsAskedAndWhenOnlyTheYearOfSomethingIsKnown) {
    OverlapSite site;
    auto vague = site.gp_survey();
    vague.shown.day_known = false;
    site.overlaps().replace_all({vague});
    site.sign_in(nhs);

    const auto page = site.get("/burden?from=2026-03").body;

    EXPECT_THAT(page, HasSubstr("No ward is asked more often than the limit for everyone from March on."));
    EXPECT_THAT(page, HasSubstr("1 activity is not counted"));
    EXPECT_THAT(page, HasSubstr("Nobody does."));
}

TEST(TheBurdenPage, TakesAnAddressThatMakesNoSenseAsNotGiven) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey()});
    site.sign_in(nhs);

    for (const char* query : {"?from=2026-13", "?from=9999-01", "?layer=7&area=x", "?who=nobody&count=what",
                              "?month=2040-01&page=99999", "?from=0001-01"})
        EXPECT_EQ(site.get(std::string("/burden") + query).status, 200) << query;
}

class TheLimit : public support::OnBothEngines {};

TEST_P(TheLimit, IsThreeUntilTheCoordinatorSetsAnotherAndSaysWhoDecided) {
    OverlapSite site(std::chrono::minutes{1}, GetParam());
    site.overlaps().start();
    std::vector<Asking> all;
    for (int i = 0; i < 4; ++i) all.push_back(site.gp_survey(1 + i));
    site.overlaps().replace_all(std::move(all));
    site.sign_in(nhs);
    ASSERT_EQ(site.overlaps().most_asks_a_month(), 3);

    const auto wrong = site.database().write([&](db::Transaction& tx) { return change_limit(tx, priya, "none", " "); });
    const auto right = site.database().write(
        [&](db::Transaction& tx) { return change_limit(tx, priya, "4", "set by the steering group in March"); });
    site.feed().catch_up();

    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().fields.size(), 2U);
    EXPECT_TRUE(right);
    EXPECT_EQ(site.overlaps().most_asks_a_month(), 4);
    const auto page = site.get("/burden?from=2026-03&who=older-people").body;
    EXPECT_THAT(page, HasSubstr("4 in a month</b>, set by the steering group in March."));
    EXPECT_THAT(page, HasSubstr("No ward is asked more often"));
}

THINGWALL_ON_BOTH_ENGINES(TheLimit);

}  // namespace
}  // namespace thingwall::overlap
