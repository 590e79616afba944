#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "activities/apply.hpp"
#include "base/csv.hpp"
#include "register_site.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

const std::string headings = "Identifier,Title,Lead,Where,First day,Last day,Cost\n";
const std::string bins = "c-1,Bins at the back,Council,Fleetgate,2026-04-06,2026-05-01,100\n";
const std::string allotments = "c-2,Allotment rules,Council,Fleetgate,2026-04-13,2026-05-08,\n";
const std::string buses = "c-3,Bus passes,Council,Whole borough,2026-06-01,2026-06-30,\n";

// An officer of the council brings the same list in again and again.
class ImportsThatRepeat : public testing::TestWithParam<db::Engine> {
protected:
    RegisterSite site{GetParam()};
    void SetUp() override { site.sign_in(council_officer()); }
    static web::Actor council_officer() { return officer_of(council); }

    /// Where the file's page is.
    std::string brought(const std::string& file, const std::string& source = "Council website",
                        const std::string& name = "list.csv") {
        web::Upload upload;
        upload.field = "file";
        upload.filename = name;
        upload.bytes = file;
        upload.size = file.size();
        auto response = site.post_file("/activities/import", upload, {{"source_name", source}});
        EXPECT_EQ(response.status, 303) << response.body;
        return RegisterSite::location(response);
    }
    std::string page(const std::string& path) {
        auto response = site.get(path);
        EXPECT_EQ(response.status, 200) << response.body;
        return response.body;
    }
    /// Where the batch's page is.
    std::string taken(const std::string& path, std::vector<std::pair<std::string, std::string>> answers = {}) {
        auto response = site.post(path, std::move(answers));
        EXPECT_EQ(response.status, 303) << response.body;
        auto batch = RegisterSite::location(response);
        return batch.substr(0, batch.find('?'));
    }
    web::Response take_back(const std::string& batch, const std::string& changed = "refuse") {
        return site.post(batch.substr(0, batch.rfind('/')) + "/back", {{"changed", changed}});
    }
    std::optional<Activity> named(const std::string& title) {
        std::optional<Activity> found;
        site.activities().snapshot()->each({}, [&](const EntryPointer& entry) {
            if (entry->title == title)
                found = site.database().read([&](db::Reader& reader) { return read(reader, entry->id); })->activity;
            return true;
        });
        return found;
    }
    std::int64_t standing() {
        std::int64_t count = 0;
        site.activities().snapshot()->each({}, [&](const EntryPointer& entry) {
            count += entry->withdrawn ? 0 : 1;
            return true;
        });
        return count;
    }
};
THINGWALL_ON_BOTH_ENGINES(ImportsThatRepeat);

TEST_P(ImportsThatRepeat, TheSameFileAgainChangesNothing) {
    taken(brought(headings + bins + allotments));

    auto again = page(brought(headings + bins + allotments));

    EXPECT_THAT(again, HasSubstr("Nothing changes."));
    EXPECT_THAT(again, Not(HasSubstr("Take 2 rows")));
    EXPECT_EQ(standing(), 2);
}

TEST_P(ImportsThatRepeat, WhatHasAnotherTitleNowIsKnownByItsIdentifier) {
    taken(brought(headings + bins));
    std::string renamed = "c-1,Back alley bins,Council,Fleetgate,2026-04-06,2026-05-01,240\n";

    auto path = brought(headings + renamed);
    EXPECT_THAT(page(path), HasSubstr("1 is changed"));
    taken(path);

    EXPECT_EQ(standing(), 1);
    ASSERT_TRUE(named("Back alley bins"));
    EXPECT_EQ(named("Back alley bins")->cost->pence(), 24'000);
}

TEST_P(ImportsThatRepeat, TheSameIdentifierFromElsewhereIsAnother) {
    taken(brought(headings + bins));

    auto path = brought(headings + "c-1,Evening classes,Council,Fleetgate,2026-09-01,2026-09-30,\n", "College list");

    EXPECT_THAT(page(path), HasSubstr("1 is new"));
}

TEST_P(ImportsThatRepeat, WhatIsGoneIsAskedAboutAndNeverWithdrawnUnasked) {
    taken(brought(headings + bins + allotments));
    auto path = brought(headings + bins);

    auto looked = page(path);
    EXPECT_THAT(looked, HasSubstr("1 is gone from the file"));
    EXPECT_THAT(looked, Not(HasSubstr("checked")));
    auto unanswered = site.post(path, {});
    EXPECT_EQ(unanswered.status, 422);
    EXPECT_THAT(unanswered.body, HasSubstr("Allotment rules: say whether it is kept or withdrawn"));
    auto name = "gone-" + std::to_string(named("Allotment rules")->id.value());
    auto batch = taken(path, {{name, "withdraw"}});

    EXPECT_EQ(standing(), 1);
    EXPECT_THAT(named("Allotment rules")->withdrawn_because, HasSubstr("No longer in list.csv"));
    EXPECT_EQ(take_back(batch).status, 303);
    EXPECT_EQ(standing(), 2) << "what the import withdrew is there again";
}

TEST_P(ImportsThatRepeat, WhatIsGoneAndKeptIsNotAskedAboutAgain) {
    taken(brought(headings + bins + allotments));
    auto name = "gone-" + std::to_string(named("Allotment rules")->id.value());
    taken(brought(headings + bins), {{name, "keep"}});

    EXPECT_THAT(page(brought(headings + bins)), HasSubstr("Nothing changes."));
    EXPECT_THAT(page(brought(headings + bins + allotments)), HasSubstr("Nothing changes.")) << "it is back, as it was";
}

TEST_P(ImportsThatRepeat, ABatchIsTakenBackAsOne) {
    taken(brought(headings + bins));
    auto before = to_draft(*named("Bins at the back"));
    std::string dearer = "c-1,Bins at the back,Council,Fleetgate,2026-04-06,2026-05-15,240\n";
    auto batch = taken(brought(headings + dearer + allotments + buses));
    EXPECT_EQ(standing(), 3);
    EXPECT_THAT(page(batch), HasSubstr("Take back 3 activities"));

    auto back = take_back(batch);

    ASSERT_EQ(back.status, 303) << back.body;
    EXPECT_EQ(standing(), 1);
    EXPECT_EQ(to_draft(*named("Bins at the back")), before);
    EXPECT_THAT(page(batch), HasSubstr("Taken back on"));
    EXPECT_EQ(take_back(batch).status, 303) << "a second press does nothing twice";
    site.sign_in(officer_of(nhs));
    EXPECT_EQ(site.get("/activities/" + std::to_string(named("Bus passes")->id.value())).status, 404)
        << "what was taken back is seen by its lead alone";
}

TEST_P(ImportsThatRepeat, WhatWasTakenBackComesAgainUnderItsReference) {
    auto batch = taken(brought(headings + bins + allotments));
    auto reference = named("Bins at the back")->reference;
    take_back(batch);
    EXPECT_EQ(standing(), 0);

    auto path = brought(headings + bins + allotments);
    EXPECT_THAT(page(path), HasSubstr("2 are new"));
    auto second = taken(path);

    EXPECT_EQ(standing(), 2);
    EXPECT_EQ(site.saved(), 2) << "no second of each";
    EXPECT_EQ(named("Bins at the back")->reference, reference);
    EXPECT_EQ(named("Bins at the back")->visibility, Visibility::partners);
    EXPECT_THAT(page(brought(headings + bins + allotments)), HasSubstr("Nothing changes."));
    EXPECT_EQ(take_back(second).status, 303);
    EXPECT_EQ(standing(), 0);
}

TEST_P(ImportsThatRepeat, WhatSomebodyHasChangedSinceHindersAndIsNamed) {
    auto batch = taken(brought(headings + bins + allotments));
    auto activity = *named("Bins at the back");
    auto draft = to_draft(activity);
    draft.cost = "999";
    auto edited = site.database().write([&](db::Transaction& tx) {
        return edit_activity(tx, council_officer(), activity.id, activity.version, draft, site.context(),
                             Ask::as_far_as_known);
    });
    ASSERT_TRUE(edited) << describe(edited.error());

    auto refused = take_back(batch);

    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, HasSubstr("Anna Holt changed it on Monday 14 September 2026"));
    EXPECT_EQ(standing(), 2) << "nothing was taken back";
    EXPECT_THAT(refused.body, HasSubstr("Leave it as it is now and take back the other 1"));
    EXPECT_EQ(take_back(batch, "leave").status, 303);
    EXPECT_EQ(standing(), 1);
    EXPECT_EQ(named("Bins at the back")->cost->pence(), 99'900);
    EXPECT_THAT(page(batch), HasSubstr("1 activity was left as it is"));
}

TEST_P(ImportsThatRepeat, ALaterImportIsTakenBackFirst) {
    auto first = taken(brought(headings + bins));
    auto second = taken(brought(headings + "c-1,Bins at the back,Council,Fleetgate,2026-04-06,2026-05-01,500\n"));

    auto refused = take_back(first);
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, HasSubstr("Take that import back first"));
    EXPECT_EQ(take_back(second).status, 303);

    EXPECT_EQ(named("Bins at the back")->cost->pence(), 10'000);
}

TEST_P(ImportsThatRepeat, ADoubtfulRowIsAskedAboutWithNothingChosen) {
    site.registered(
        [] {
            Draft draft = gp_survey();
            draft.lead = "101";
            draft.title = "Bins at the back of the houses";
            draft.first_day = "2026-04-20";
            draft.last_day = "2026-05-20";
            return draft;
        }(),
        council);
    auto path = brought(headings + "c-9,Bins at the back of houses?,Council,Fleetgate,2026-04-06,2026-05-01,\n");

    auto looked = page(path);
    EXPECT_THAT(looked, HasSubstr("1 may be in the register already"));
    EXPECT_THAT(looked, Not(HasSubstr("checked")));
    auto unanswered = site.post(path, {});
    EXPECT_EQ(unanswered.status, 422);
    EXPECT_THAT(unanswered.body, HasSubstr("Row 2: say whether it is the same or new"));
    taken(path, {{"row-2", "new"}});

    EXPECT_EQ(standing(), 2);
}

TEST_P(ImportsThatRepeat, VeryManyDoubtfulRowsGetOneAnswerTogether) {
    std::string first = headings, again = headings;
    for (int i = 0; i < 260; ++i) {
        std::string row =
            fmt::format(",Bins in street {},Council,Fleetgate,2026-04-{:02},2026-05-01,\n", i, 1 + i % 28);
        first += "a" + std::to_string(i) + row;
        again += "b" + std::to_string(i) + row.replace(row.find("2026-05-01"), 10, "2026-05-02");
    }
    taken(brought(first));

    auto path = brought(again, "Another list");
    auto looked = page(path);
    EXPECT_THAT(looked, HasSubstr("260 may be in the register already"));
    EXPECT_THAT(looked, HasSubstr("The other 60 rows get one answer together"));
    EXPECT_THAT(looked, HasSubstr("name=\"row-201\""));
    EXPECT_THAT(looked, Not(HasSubstr("name=\"row-202\"")));
    EXPECT_THAT(site.post(path, {}).body, HasSubstr("Say whether the rows that you leave open are the same or new"));
    taken(path, {{"all-rows", "same"}, {"row-2", "new"}});

    EXPECT_EQ(standing(), 261);
}

TEST_P(ImportsThatRepeat, ARowThatSaysAgainWhatAnotherSaysIsAskedAbout) {
    taken(brought(headings + bins));
    auto path = brought(headings + bins + ",Bins at the back,Council,Fleetgate,2026-04-06,2026-05-01,\n");

    EXPECT_THAT(page(path), HasSubstr("Same title, lead and dates; another row is it already"));
    auto answered = site.post(path, {{"row-3", "same"}});

    EXPECT_EQ(answered.status, 303) << answered.body;
    EXPECT_EQ(standing(), 1) << "the second row is left out: one activity is not two rows";
}

TEST_P(ImportsThatRepeat, ADraftOfAnotherBodyIsNeverNamed) {
    Draft secret = gp_survey();
    secret.title = "Closing the hospital";
    secret.visibility = "draft";
    secret.public_on.clear();
    site.registered(secret);
    auto coordinator = council_officer();
    coordinator.role = web::Role::coordinator;
    site.sign_in(coordinator);

    auto path = brought(headings + "c-5,Closing the hospital,NHS Wyremouth,Estuary,2026-11-02,2026-11-28,\n");

    EXPECT_THAT(page(path), HasSubstr("1 is new"));
    EXPECT_THAT(page(path), Not(HasSubstr("may be in the register")));
}

TEST_P(ImportsThatRepeat, ColumnsThatAreNotKnownAreAskedAboutOnceForEachSource) {
    std::string file =
        "Ticket,Name of consultation,Run by,Opens on,Closes on,Colour\n7,Bins,Council,2026-04-06,2026-05-01,red\n";
    auto asked = brought(file);
    ASSERT_THAT(asked, HasSubstr("/columns"));
    EXPECT_THAT(page(asked), HasSubstr("What is column A, Ticket?"));

    auto wrong = site.post(asked, {{"column-0", "source_id"}, {"column-1", "title"}, {"column-5", ""}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("Say what “Colour” is, or leave it out"));
    auto said = site.post(asked, {{"column-0", "source_id"},
                                  {"column-1", "title"},
                                  {"column-2", "lead"},
                                  {"column-3", "first_day"},
                                  {"column-4", "last_day"},
                                  {"column-5", "none"},
                                  {"names", "wrong"},
                                  {"nowhere", "borough"},
                                  {"first_day", "wrong"},
                                  {"visibility", "partners"}});
    ASSERT_EQ(said.status, 303) << said.body;
    EXPECT_THAT(page(RegisterSite::location(said)), HasSubstr("1 is new"));
    taken(RegisterSite::location(said));

    EXPECT_TRUE(named("Bins")->footprint.whole_borough);
    auto again = brought(file);
    EXPECT_THAT(again, Not(HasSubstr("/columns")));
    EXPECT_THAT(page(again), HasSubstr("Nothing changes."));
}

TEST_P(ImportsThatRepeat, NamesThatAreInNoListAreKeptInWordsWhereThatIsWanted) {
    std::string file =
        "Title,Organisation,Start,End,Area,Audience,Url\nLocal plan,Eden District Council; Council,,2021-10-29,Eden,"
        "anglers,https://consult.example/\n";
    auto path = brought(file);
    path = path.ends_with("/columns") ? path : path + "/columns";
    auto said = site.post(path, {{"column-0", "title"},
                                 {"column-1", "lead"},
                                 {"column-2", "first_day"},
                                 {"column-3", "last_day"},
                                 {"column-4", "where"},
                                 {"column-5", "audience"},
                                 {"column-6", "url"},
                                 {"names", "words"},
                                 {"nowhere", "borough"},
                                 {"first_day", "month"},
                                 {"visibility", "public"}});
    ASSERT_EQ(said.status, 303) << said.body;
    taken(RegisterSite::location(said));

    auto kept = named("Local plan");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->lead, council);
    EXPECT_EQ(kept->contact, "Eden District Council, https://consult.example/");
    EXPECT_EQ(kept->audience_words, "anglers");
    EXPECT_EQ(kept->purpose, "Where: Eden\nLast day: 2021-10-29");
    EXPECT_EQ(kept->dates_known, DatesKnown::month);
    EXPECT_EQ(kept->visibility, Visibility::everyone);
    EXPECT_THAT(page(brought(file)), HasSubstr("Nothing changes."));
}

TEST_P(ImportsThatRepeat, ABatchIsItsOwnBodysAlone) {
    auto batch = taken(brought(headings + bins));
    auto path = brought(headings + bins + buses);

    site.sign_in(officer_of(nhs));
    EXPECT_EQ(site.get(batch).status, 404);
    EXPECT_EQ(site.get(path).status, 404);
    EXPECT_EQ(take_back(batch).status, 404);
    EXPECT_THAT(page("/activities/import"), Not(HasSubstr("list.csv")));
    auto colleague = council_officer();
    colleague.person = PersonId{8};
    site.sign_in(colleague);
    EXPECT_EQ(site.get(batch).status, 200) << "a colleague may take it back";
    EXPECT_EQ(site.get(path).status, 404) << "but not look into a file that is not taken";
}

TEST_P(ImportsThatRepeat, ManyFaultsHavePagesAndADownloadOfAll) {
    std::string file = headings;
    for (int i = 0; i < 250; ++i) file += fmt::format("x-{},Bins {},Council,Nowhere,2026-02-30,,\n", i, i);
    auto path = brought(file);

    auto first = page(path);
    EXPECT_THAT(first, HasSubstr("These are the first 100 of 500 faults."));
    auto last = site.get(path, {{"show", "wrong"}, {"page", "5"}});
    EXPECT_EQ(last.status, 200);
    EXPECT_THAT(last.body, HasSubstr(">251<"));
    auto all = csv::read_table(site.get(path + "/faults").body);
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_EQ(all->rows.size(), 500u);
}

TEST_P(ImportsThatRepeat, AListIsFetchedByAJobFromHostsThatAreAllowed) {
    site.allow("consult.example.org", [](const std::string& address) -> Result<std::string> {
        EXPECT_EQ(address, "https://consult.example.org/api/2.4/json_search_results?fields=all");
        return R"([{"id":"bins","title":"Bins","startdate":"2026/04/06","enddate":"2026/05/01","overview":"<p>When?</p>"}])";
    });
    auto refused = site.post("/activities/import/fetch", {{"address", "https://elsewhere.example.org/"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Lists are not fetched from elsewhere.example.org"));

    auto asked = site.post(
        "/activities/import/fetch",
        {{"address", "https://consult.example.org/api/2.4/json_search_results?fields=all"}, {"source_name", "Hub"}});
    ASSERT_EQ(asked.status, 303) << asked.body;
    auto path = RegisterSite::location(asked);
    EXPECT_THAT(page(path), HasSubstr("It is being fetched"));
    site.run_jobs();
    EXPECT_THAT(page(path), HasSubstr("1 is new"));
    taken(path);

    EXPECT_EQ(named("Bins")->purpose, "When?");
}

TEST_P(ImportsThatRepeat, WhatCannotBeFetchedSaysWhy) {
    site.allow("consult.example.org", [](const std::string&) -> Result<std::string> {
        return fail(ErrorKind::unavailable, "consult.example.org leads to 10.0.0.1, which is no public address");
    });
    auto asked = site.post("/activities/import/fetch", {{"address", "https://consult.example.org/"}});
    site.run_jobs();

    auto looked = page(RegisterSite::location(asked));

    EXPECT_THAT(looked, HasSubstr("It could not be fetched"));
    EXPECT_THAT(looked, HasSubstr("10.0.0.1"));
    EXPECT_EQ(site.post(RegisterSite::location(asked), {}).status, 303);
    EXPECT_EQ(site.saved(), 0);
}

}  // namespace
}  // namespace thingwall::activities
