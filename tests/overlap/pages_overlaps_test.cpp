#include "overlap/challenges.hpp"
#include "overlap_site.hpp"

namespace thingwall::overlap {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

std::size_t times(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string path_of_pair() {
    return path_of(ActivityId{1}, ActivityId{2});
}

TEST(TheListOfOverlaps, ShowsWhoAsksTheSamePeopleAndLeadsToThePair) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups(), site.bins()});
    site.sign_in(nhs);

    const auto page = site.get("/overlaps");

    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Getting a GP appointment"));
    EXPECT_THAT(page.body, HasSubstr("Seeing a doctor when you need one"));
    EXPECT_THAT(page.body, HasSubstr("2,000")) << "the residents of the second small area live on both grounds";
    EXPECT_THAT(page.body, HasSubstr("href=\"/overlaps/1/2\""));
    EXPECT_THAT(page.body, Not(HasSubstr("Bin collections")));
    EXPECT_EQ(times(page.body, "<h1"), 1u);
}

TEST(TheListOfOverlaps, SaysThatThereIsNothingToLookAtWhereThereIsNothing) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.bins()});
    site.sign_in(nhs);

    EXPECT_THAT(site.get("/overlaps").body,
                HasSubstr("No overlaps to look at. New ones appear when somebody registers"));
}

TEST(TheListOfOverlaps, CanBeNarrowedToOnesOwnBody) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    site.sign_in(council);

    EXPECT_THAT(site.get("/overlaps").body, HasSubstr("/overlaps/1/2"));
    EXPECT_THAT(site.get("/overlaps?whose=own").body, HasSubstr("No overlaps of your own body match"));
    site.sign_in(voluntary);
    EXPECT_THAT(site.get("/overlaps?whose=own").body, HasSubstr("href=\"/overlaps/2/1\"")) << "one's own stands first";
}

TEST(TheListOfOverlaps, LeavesOutWhatIsOver) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    site.sign_in(nhs);

    site.clock().set(std::chrono::sys_days{std::chrono::year{2026} / 4 / 4} + std::chrono::hours{12});

    EXPECT_THAT(site.get("/overlaps").body, HasSubstr("No overlaps to look at"));
}

TEST(TheListOfOverlaps, IsPagedWhenItIsLong) {
    OverlapSite site;
    std::vector<Asking> all;
    for (int i = 0; i < 8; ++i) {
        all.push_back(site.gp_survey(1 + i));
        all.push_back(site.doctor_groups(101 + i));
    }
    site.overlaps().replace_all(std::move(all));
    site.sign_in(nhs);

    const auto first = site.get("/overlaps"), third = site.get("/overlaps?page=3");

    EXPECT_THAT(first.body, HasSubstr("64 of 64 pairs"));
    EXPECT_EQ(times(first.body, "Look at both"), 25u);
    EXPECT_EQ(times(third.body, "Look at both"), 14u);
    EXPECT_THAT(first.body, HasSubstr("page=2"));
    const auto data = OverlapSite::whole(site.get("/overlaps.json"));
    EXPECT_EQ(times(data, "\"likelihood\""), 64u) << "the data has all of them";
}

TEST(ThePageOfAPair, ShowsWhyAndWhyNotAndWhatIsInCommon) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    site.sign_in(nhs);

    const auto page = site.get(path_of_pair());

    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Asking the same people about getting a GP appointment"));
    EXPECT_THAT(page.body, HasSubstr("<b>Likely ("));
    EXPECT_THAT(page.body, HasSubstr("<b>Unlike:</b>"));
    EXPECT_THAT(page.body, HasSubstr("<b>19</b>")) << "16 March to 3 April";
    EXPECT_THAT(page.body, HasSubstr("67 in 100")) << "2,000 of the 3,000 in West";
    EXPECT_THAT(page.body, HasSubstr("tw-m-shared"));
    EXPECT_THAT(page.body, HasSubstr("… of it in West ward"));
    EXPECT_THAT(page.body, HasSubstr("How this is worked out"));
    EXPECT_THAT(page.body, HasSubstr("2 of 3"));
    EXPECT_THAT(page.body, HasSubstr("<mark class=\"tw-mark\">When you ring the surgery</mark>"));
    EXPECT_THAT(page.body, HasSubstr("£8,400"));
    EXPECT_EQ(times(page.body, "<h1"), 1u);
}

TEST(ThePageOfAPair, IsTheSameFromEitherSideWithOnesOwnFirst) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});

    site.sign_in(voluntary);
    const auto theirs = site.get(path_of_pair());

    EXPECT_LT(theirs.body.find("Voluntary Action Wyremouth’s"), theirs.body.find("NHS Wyremouth’s"));
}

TEST(ThePageOfAPair, ThatIsRuledOutSaysWhy) {
    OverlapSite site;
    auto again = site.doctor_groups();
    again.ask.organisation = nhs;
    again.ask.organisation_name = "NHS Wyremouth";
    site.overlaps().replace_all({site.gp_survey(), again});
    site.sign_in(nhs);

    const auto page = site.get(path_of_pair());

    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Nobody is asked about this pair."));
    EXPECT_THAT(page.body, HasSubstr("Both are led by the same body."));
    EXPECT_THAT(site.get("/overlaps").body, HasSubstr("No overlaps to look at"));
}

TEST(ThePageOfAPair, IsThereForPairsThatHaveNothingInCommonToo) {
    OverlapSite site;
    auto bins = site.bins();
    bins.ask.questions.clear();
    site.overlaps().replace_all({site.gp_survey(), bins});
    site.sign_in(nhs);

    const auto page = site.get(path_of(ActivityId{1}, ActivityId{3}));

    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Unlikely"));
    EXPECT_THAT(page.body, HasSubstr("no ground in common"));
    EXPECT_THAT(page.body, HasSubstr("Council has not written its questions into the register yet."));
}

TEST(ThePageOfAPair, ShowsWhatSomebodyTypedAsTextNeverAsMarkup) {
    OverlapSite site;
    auto theirs = site.doctor_groups();
    theirs.ask.title = "<script>alert(1)</script>";
    theirs.ask.questions = {"When you ring the surgery <b>, how long do you wait?"};
    theirs.shown.where = "\"><img src=x>";
    site.overlaps().replace_all({site.gp_survey(), theirs});
    site.sign_in(nhs);

    for (const auto& path : {path_of_pair(), std::string("/overlaps")}) {
        const auto page = site.get(path);
        EXPECT_THAT(page.body, HasSubstr("&lt;script&gt;alert(1)"));
        EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
        EXPECT_THAT(page.body, Not(HasSubstr("<img")));
    }
}

TEST(ThePageOfAPair, IsNotFoundForOneActivityTwiceOrNoneAtAll) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    site.sign_in(nhs);

    EXPECT_EQ(site.get("/overlaps/1/1").status, 404);
    EXPECT_EQ(site.get("/overlaps/1/99").status, 404);
    EXPECT_EQ(site.get("/overlaps/99/98.json").status, 404);
}

TEST(OverlapPages, AreForPeopleWhoSignIn) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});

    for (const char* path : {"/overlaps", "/overlaps.json", "/overlaps/1/2", "/overlaps/1/2.json"}) {
        const auto page = site.get(path);
        EXPECT_NE(page.status, 200) << path;
        EXPECT_THAT(OverlapSite::whole(page), Not(HasSubstr("doctor"))) << path;
    }
}

TEST(OverlapPages, ADraftOfAnotherBodyIsAsIfItWereNotThere) {
    OverlapSite site;
    auto draft = site.doctor_groups();
    draft.shown.draft = true;
    site.overlaps().replace_all({site.gp_survey(), draft});

    site.sign_in(nhs);
    EXPECT_THAT(site.get("/overlaps").body, HasSubstr("No overlaps to look at"));
    EXPECT_THAT(OverlapSite::whole(site.get("/overlaps.json")), Not(HasSubstr("doctor when")));
    EXPECT_EQ(site.get(path_of_pair()).status, 404);
    EXPECT_EQ(site.get(path_of_pair() + ".json").status, 404);
    EXPECT_EQ(site.get("/overlaps/2/1").status, 404);
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 0);
    EXPECT_TRUE(site.overlaps().others(site.gp_survey().ask, site.gp_survey().shown.footprint, 5).empty());

    site.sign_in(voluntary);
    EXPECT_EQ(site.get(path_of_pair()).status, 200) << "its own body sees what it would meet";
    EXPECT_THAT(site.get("/overlaps").body, HasSubstr("/overlaps/2/1"));
}

TEST(OverlapPages, TheSameAsDataSayTheSame) {
    OverlapSite site;
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    site.sign_in(nhs);

    const auto pair = site.get(path_of_pair() + ".json");
    const auto list = OverlapSite::whole(site.get("/overlaps.json"));

    EXPECT_EQ(pair.content_type.substr(0, 16), "application/json");
    EXPECT_THAT(pair.body, HasSubstr("\"grade\":\"likely\",\"ruled_out\":null"));
    EXPECT_THAT(pair.body, HasSubstr("\"days_shared\":19"));
    EXPECT_THAT(pair.body, HasSubstr("\"reference\":\"WY-2026-0001\""));
    EXPECT_THAT(list, testing::StartsWith("{\"pairs\":[{\"a\":"));
    EXPECT_THAT(list, testing::EndsWith("]}\n"));
    EXPECT_EQ(times(list, "\"likelihood\""), 1u);
}

TEST(APairThatWasAskedAbout, TellsOthersThatItWasAndOnlyTheLeadsWhatWasSaid) {
    OverlapSite site;
    site.overlaps().start();
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    const web::Actor anna{PersonId{7}, nhs, web::Role::officer, "Anna Holt", "NHS Wyremouth"};
    const PairNow now{std::make_shared<Asking>(site.gp_survey()), std::make_shared<Asking>(site.doctor_groups()), {}};
    ASSERT_TRUE(site.database().write([&](db::Transaction& tx) -> Done {
        auto asked = ask_both(tx, anna, now, "words for the leads", site.post());
        if (!asked) return std::unexpected(asked.error());
        return answer(tx, anna, now, "move", "between the two of us", site.post());
    }));

    site.sign_in(police);
    const auto bystander = site.get(path_of_pair()).body;
    site.sign_in(voluntary);
    const auto lead = site.get(path_of_pair()).body;

    EXPECT_THAT(bystander, HasSubstr("Both leads are asked"));
    for (const char* secret : {"words for the leads", "between the two of us", "Move my dates", "Send my answer"})
        EXPECT_THAT(bystander, Not(HasSubstr(secret)));
    for (const char* said : {"words for the leads", "between the two of us", "Send my answer"})
        EXPECT_THAT(lead, HasSubstr(said));
}

TEST(APairThatWasSettled, IsInTheListOnlyForWhoAsksForItUntilOneOfTheTwoChanges) {
    OverlapSite site;
    site.overlaps().start();
    site.overlaps().replace_all({site.gp_survey(), site.doctor_groups()});
    const web::Actor priya{PersonId{3}, council, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};
    const PairNow now{std::make_shared<Asking>(site.gp_survey()), std::make_shared<Asking>(site.doctor_groups()), {}};
    site.sign_in(nhs);
    ASSERT_THAT(site.get("/overlaps").body, HasSubstr("href=\"/overlaps/1/2\""));

    ASSERT_TRUE(site.database().write(
        [&](db::Transaction& tx) { return set_aside(tx, priya, now, "justified", "A statutory duty."); }));
    site.feed().catch_up();

    EXPECT_THAT(site.get("/overlaps").body, Not(HasSubstr("href=\"/overlaps/1/2\"")));
    EXPECT_THAT(site.get("/overlaps?settled=too").body, HasSubstr("href=\"/overlaps/1/2\""));
    EXPECT_EQ(site.overlaps().count(ActivityId{1}), 0);
    EXPECT_THAT(site.get(path_of_pair()).body, HasSubstr("A statutory duty.")) << "a reason that partners can read";
    auto moved = site.doctor_groups();
    moved.ask.last = *Date::make(2026, 4, 11);
    site.overlaps().put(moved);
    EXPECT_THAT(site.get("/overlaps").body, HasSubstr("href=\"/overlaps/1/2\""));
}

}  // namespace
}  // namespace thingwall::overlap
