#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "library_site.hpp"

namespace thingwall::library {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

class AlreadyAsked : public support::OnBothEngines {
protected:
    LibrarySite site{GetParam()};
    web::Actor anna = officer_of(nhs), carl = officer_of(council), nobody{};
    std::string path(ActivityId id, const char* tail) { return "/activities/" + std::to_string(id.value()) + tail; }
    web::Upload file(std::string name, std::string bytes) {
        return {"file", std::move(name), "application/octet-stream", std::move(bytes), nullptr, 0};
    }
    web::Response attach_file(ActivityId id, std::string name, std::string bytes, std::string readers = "everyone") {
        auto upload = file(std::move(name), std::move(bytes));
        upload.size = upload.bytes.size();
        return site.post_file(path(id, "/documents"), upload, {{"document_readers", readers}, {"title", ""}});
    }
};
THINGWALL_ON_BOTH_ENGINES(AlreadyAsked);

TEST_P(AlreadyAsked, IsFoundByTheWordsOfTheActivityWithThemMarked) {
    site.asked("Getting a GP appointment");
    site.sign_in(anna);

    auto page = site.get("/search", {{"q", "appointments"}});

    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Getting a GP <mark class=\"tw-mark\">appointment</mark>"));
    EXPECT_THAT(page.body, HasSubstr("<b>1 of 1 activity</b>"));
}

TEST_P(AlreadyAsked, SomethingRegisteredIsFoundAtOnceAndWithdrawnByItsState) {
    site.sign_in(anna);
    EXPECT_THAT(site.get("/search").body, HasSubstr("Nothing is registered yet"));
    site.asked("Bus stops");
    EXPECT_THAT(site.get("/search", {{"q", "bus"}}).body, HasSubstr("Bus"));
}

TEST_P(AlreadyAsked, WhatWasLearntIsToldByTheLeadAndFoundAndShownOnTheActivity) {
    auto id = site.asked("Getting a GP appointment");
    site.sign_in(anna);
    auto saved = site.post(path(id, "/findings"), {{"learnt", "Saturday mornings matter most to carers"},
                                                   {"done", "Two surgeries open on Saturdays"},
                                                   {"report", "https://nhs.example/report"},
                                                   {"readers", "everyone"},
                                                   {"version", "0"}});
    EXPECT_EQ(saved.status, 303);

    EXPECT_THAT(site.get(path(id, "")).body, HasSubstr("Saturday mornings matter most"));
    EXPECT_THAT(site.get("/search", {{"q", "saturday carer"}}).body, HasSubstr("What was learnt"));
    site.sign_out();
    EXPECT_THAT(site.get(path(id, "")).body, HasSubstr("Two surgeries open on Saturdays"));
    EXPECT_THAT(site.get(path(id, "")).body, HasSubstr("https://nhs.example/report"));
}

TEST_P(AlreadyAsked, WhatIsForPartnersIsNotShownToResidentsNorFoundByThem) {
    auto id = site.asked("Getting a GP appointment");
    site.told(id, {"The wardens were overworked", "", "", "partners"});
    site.attached(id, "notes.txt", "Minutes about the zeppelin hangar", "partners");
    site.run_jobs();

    site.sign_in(carl);
    EXPECT_THAT(site.get(path(id, "")).body, HasSubstr("overworked"));
    EXPECT_THAT(site.get("/search", {{"q", "zeppelins"}}).body, HasSubstr("<mark class=\"tw-mark\">zeppelin</mark>"));
    site.sign_out();
    EXPECT_THAT(site.get(path(id, "")).body, Not(HasSubstr("overworked")));
    EXPECT_THAT(site.get(path(id, "")).body, Not(HasSubstr("notes")));
    for (const char* typed : {"zeppelins", "overworked", "zepelin", "overwroked"}) {
        auto body = site.get("/search", {{"q", typed}}, "json").body;
        EXPECT_THAT(body, HasSubstr("\"total\":0")) << typed;
        EXPECT_THAT(body, HasSubstr("\"did_you_mean\":\"\"")) << typed;
    }
}

TEST_P(AlreadyAsked, ThreeMistakesAreAllSaidAndNothingIsSaved) {
    auto id = site.asked("Getting a GP appointment");
    site.sign_in(anna);
    auto faulty =
        site.post(path(id, "/findings"),
                  {{"learnt", ""}, {"done", "We did it"}, {"report", "ftp://x"}, {"readers", ""}, {"version", "0"}});
    EXPECT_EQ(faulty.status, 422);
    EXPECT_THAT(faulty.body, HasSubstr("href=\"#learnt\""));
    EXPECT_THAT(faulty.body, HasSubstr("href=\"#report\""));
    EXPECT_THAT(faulty.body, HasSubstr("href=\"#readers\""));
    EXPECT_THAT(faulty.body, HasSubstr("We did it"));
    EXPECT_TRUE(site.library().kept_with(id, {nhs, true}).empty());
}

TEST_P(AlreadyAsked, TwoWhoTellAtOnceDoNotOverwriteEachOther) {
    auto id = site.asked("Getting a GP appointment");
    site.told(id, {"First", "", "", "everyone"});
    site.sign_in(anna);
    auto second = site.post(path(id, "/findings"), {{"learnt", "Second"}, {"readers", "everyone"}, {"version", "0"}});
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(site.library().kept_with(id, {nhs, true}).learnt, "First");
}

TEST_P(AlreadyAsked, ADocumentIsReadInTheBackgroundAndItsWordsAreFound) {
    auto id = site.asked("Getting a GP appointment");
    site.sign_in(anna);
    EXPECT_EQ(attach_file(id, "Report 2026.docx",
                          docx_of("<w:p><w:r><w:t>Pensioners asked for a rickshaw to the surgery</w:t></w:r></w:p>"))
                  .status,
              303);
    EXPECT_THAT(site.get(path(id, "/findings")).body, HasSubstr("Being read"));
    EXPECT_THAT(site.get("/search", {{"q", "rickshaws"}}).body, HasSubstr("Nothing was asked that matches"));

    EXPECT_GE(site.run_jobs(), 1);

    EXPECT_THAT(site.get(path(id, "/findings")).body, HasSubstr("Its words can be searched."));
    auto found = site.get("/search", {{"q", "rickshaws"}}).body;
    EXPECT_THAT(found, HasSubstr("In a document"));
    EXPECT_THAT(found, HasSubstr("<mark class=\"tw-mark\">rickshaw</mark>"));
    EXPECT_THAT(found, HasSubstr("Report 2026"));
}

TEST_P(AlreadyAsked, ADocumentIsGivenAsAFileOfWhatItIsWhateverItWasCalled) {
    auto id = site.asked("Getting a GP appointment");
    std::string bytes = "<html><script>alert(1)</script></html>" + std::string(600'000, 'x');
    auto document = site.attached(id, "page.html\r\nX-Evil: 1", bytes);

    auto response = site.get("/documents/" + std::to_string(document.value()));

    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, "text/plain; charset=utf-8");
    std::string disposition;
    for (const auto& [name, value] : response.headers)
        if (name == "Content-Disposition") disposition = value;
    EXPECT_EQ(disposition, "attachment; filename=\"page.txt\"");
    std::string sent;
    for (auto piece = response.stream(); !piece.empty(); piece = response.stream()) sent += piece;
    EXPECT_EQ(sent, bytes);
}

TEST_P(AlreadyAsked, WhatIsNoDocumentIsRefusedWithWhatToDo) {
    auto id = site.asked("Getting a GP appointment");
    site.sign_in(anna);
    auto refused = attach_file(id, "report.pdf", std::string("MZ\0\1 a program", 14));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("We take PDF, Word"));
    auto none = site.post(path(id, "/documents"), {{"document_readers", "everyone"}});
    EXPECT_EQ(none.status, 422);
    EXPECT_THAT(none.body, HasSubstr("Choose a file"));
    EXPECT_EQ(attach_file(id, "a.txt", "words").status, 303);
    EXPECT_THAT(attach_file(id, "b.txt", "words").body, HasSubstr("attached already"));
}

TEST_P(AlreadyAsked, AHostileFileEndsWithAPlainMessageAndHarmsNothing) {
    auto id = site.asked("Getting a GP appointment");
    std::string blanks(100u << 20, ' ');
    site.attached(id, "bomb.docx", docx_of("<w:p>" + blanks + "</w:p>"));
    auto broken = docx_of("<w:p><w:r><w:t>word</w:t></w:r></w:p>");
    site.attached(id, "broken.docx", broken.substr(0, broken.size() - 40));
    site.attached(id, "broken.pdf", "%PDF-1.4 and nothing more");
    EXPECT_GE(site.run_jobs(), 3);
    site.sign_in(anna);
    auto body = site.get(path(id, "/findings")).body;
    EXPECT_THAT(body, HasSubstr("unpacks to far more"));
    EXPECT_THAT(body, HasSubstr("damaged"));
    EXPECT_EQ(site.found("gp", {true, nhs}).size(), 1u);
}

TEST_P(AlreadyAsked, ADocumentThatIsTakenOffIsGone) {
    auto id = site.asked("Getting a GP appointment");
    auto document = site.attached(id, "a.txt", "zeppelin");
    site.run_jobs();
    EXPECT_EQ(site.found("zeppelin", {true, nhs}).size(), 1u);
    site.sign_in(anna);
    auto address = "/documents/" + std::to_string(document.value());
    EXPECT_EQ(site.get(address + "/remove").status, 200);
    EXPECT_EQ(site.post(address + "/remove", {}, "once").status, 303);
    EXPECT_EQ(site.post(address + "/remove", {}, "once").status, 303);  // the button pressed twice
    EXPECT_EQ(site.get(address).status, 404);
    EXPECT_EQ(site.found("zeppelin", {true, nhs}).size(), 0u);
}

TEST_P(AlreadyAsked, OnlyOfficersOfTheLeadAndJointBodiesKeepThings) {
    auto id = site.asked("Getting a GP appointment");
    auto document = site.attached(id, "a.txt", "words");
    site.sign_in(carl);
    EXPECT_EQ(site.get(path(id, "/findings")).status, 403);
    EXPECT_EQ(site.post(path(id, "/findings"), {{"learnt", "x"}, {"readers", "everyone"}}).status, 403);
    EXPECT_EQ(attach_file(id, "b.txt", "more").status, 403);
    EXPECT_EQ(site.post("/documents/" + std::to_string(document.value()) + "/remove", {}).status, 403);
    site.sign_in({PersonId{8}, nhs, web::Role::viewer, "Vic", "NHS"});
    EXPECT_EQ(site.get(path(id, "/findings")).status, 403);
}

TEST_P(AlreadyAsked, NothingOfADraftIsKnownToAnotherBody) {
    auto id = site.asked("Zeppelin hangar", nhs, "draft");
    site.told(id, {"Moorings are short", "", "", "everyone"});
    auto document = site.attached(id, "plans.txt", "hydrogen", "everyone");
    site.run_jobs();
    auto address = "/documents/" + std::to_string(document.value());

    for (const auto& actor :
         {carl, nobody, web::Actor{PersonId{9}, council, web::Role::administrator, "Ada", "Council"}}) {
        site.sign_in(actor);
        EXPECT_EQ(site.get(address).status, 404);
        if (actor.signed_in()) {
            EXPECT_EQ(site.get(path(id, "/findings")).status, 404);
            EXPECT_EQ(attach_file(id, "b.txt", "more").status, 404);
            EXPECT_EQ(site.get(address + "/remove").status, 404);
            EXPECT_EQ(site.post(address + "/remove", {}).status, 404);
        }
        for (const char* typed : {"zeppelin", "zepelin", "moorings", "hydrogen", "hydrogne", ""}) {
            auto json = site.get("/search", {{"q", typed}}, "json").body;
            EXPECT_THAT(json, HasSubstr("\"total\":0,\"visible\":0")) << typed;
            EXPECT_THAT(json, Not(HasSubstr("count"))) << typed;
            auto page = site.get("/search", {{"q", typed}}).body;
            EXPECT_THAT(page, Not(HasSubstr("Did you mean"))) << typed;
            EXPECT_THAT(page, HasSubstr("Nothing is registered yet")) << typed;
        }
    }
    EXPECT_EQ(site.found("hydrogen", {true, nhs}).size(), 1u);
}

TEST_P(AlreadyAsked, AnAnswerIsTheSameToTheLetterWithDraftsOfOthersAndWithout) {
    LibrarySite other{GetParam()};
    for (auto* one : {&site, &other})
        for (const char* title : {"Bus stops", "Parks and benches", "Getting a GP appointment"}) one->asked(title);
    for (const char* title : {"Parks closing", "Zeppelin hangar", "Benches"}) {
        auto id = site.asked(title, nhs, "draft");
        site.told(id, {"Benches are too low for zeppelins", "", "", "everyone"});
    }
    auto without_ids = [](std::string json) {
        for (auto at = json.find("\"id\":\""); at != std::string::npos; at = json.find("\"id\":\"", at + 6))
            json.erase(at + 6, json.find('"', at + 6) - at - 6);
        for (auto at = json.find("WY-2026-"); at != std::string::npos; at = json.find("WY-2026-", at + 8))
            json.erase(at + 8, 4);
        return json;
    };
    for (const char* typed : {"", "parks", "park closing", "benchs", "bencehs", "zeppelin", "low", "bus"})
        for (const auto& actor : {carl, nobody}) {
            site.sign_in(actor);
            other.sign_in(actor);
            EXPECT_EQ(without_ids(site.get("/search", {{"q", typed}}, "json").body),
                      without_ids(other.get("/search", {{"q", typed}}, "json").body))
                << typed;
        }
}

TEST_P(AlreadyAsked, WhatBecomesPublicIsFoundByResidentsFromThatDay) {
    activities::Draft draft = gp_survey();  // public on 1 October 2026
    site.registered(draft);
    EXPECT_EQ(site.found("appointment", {}).size(), 0u);
    EXPECT_EQ(site.found("appointment", {true, council}).size(), 1u);

    site.clock().set(std::chrono::sys_days{std::chrono::year{2026} / 10 / 1} + std::chrono::hours{9});

    EXPECT_EQ(site.found("appointment", {}).size(), 1u);
}

TEST_P(AlreadyAsked, FiltersAreCountedAndWhatIsChosenCanBeTakenAway) {
    site.asked("Bus stops", council);
    site.asked("Getting a GP appointment");
    site.sign_in(anna);
    auto page =
        site.get("/search", {{"body", "102"}, {"place", "204"}, {"from", "2026"}, {"until", "November 2026"}}).body;
    EXPECT_THAT(page, HasSubstr("<b>1 of 2 activities</b>"));
    EXPECT_THAT(page, HasSubstr("Wyremouth Council</label><span class=\"tw-num\">1</span>"));
    EXPECT_THAT(page, HasSubstr("Estuary (health area)"));
    EXPECT_THAT(page, HasSubstr("/search?place=204&amp;from=2026&amp;until=November%202026"));
    auto faulty = site.get("/search", {{"from", "one day"}});
    EXPECT_EQ(faulty.status, 422);
    EXPECT_THAT(faulty.body, HasSubstr("Give a year, a month or a day"));
}

TEST_P(AlreadyAsked, ASlipIsAskedBack) {
    site.asked("Surgery opening hours");
    site.sign_in(anna);
    auto page = site.get("/search", {{"q", "surgrey"}}).body;
    EXPECT_THAT(page, HasSubstr("Did you mean"));
    EXPECT_THAT(page, HasSubstr("/search?q=surgery"));
}

TEST_P(AlreadyAsked, ASearchIsSavedOpenedRenamedAndDeletedByItsOwnPersonAlone) {
    site.asked("Bus stops");
    site.sign_in(anna);
    EXPECT_EQ(site.post("/searches", {{"name", ""}, {"query", "q=bus"}}).status, 422);
    auto saved = site.post("/searches", {{"name", "Buses"}, {"query", "q=bus&state=open&nonsense=1"}});
    EXPECT_EQ(LibrarySite::location(saved), "/search?q=bus&state=open&done=saved");
    auto list = site.get("/searches").body;
    EXPECT_THAT(list, HasSubstr("/search?q=bus&amp;state=open"));
    EXPECT_THAT(list, HasSubstr("“bus”, Open"));
    auto at = list.find("href=\"/searches/");
    ASSERT_NE(at, std::string::npos);
    std::string address = list.substr(at + 6, list.find('"', at + 6) - at - 6);

    site.sign_in({PersonId{8}, nhs, web::Role::officer, "Bea", "NHS"});
    EXPECT_EQ(site.get(address).status, 404);
    EXPECT_EQ(site.post(address, {{"name", "Mine"}}).status, 404);
    EXPECT_EQ(site.post(address + "/delete", {}).status, 404);
    EXPECT_THAT(site.get("/searches").body, HasSubstr("You have saved no search yet"));

    site.sign_in(anna);
    EXPECT_EQ(site.post(address, {{"name", "Stops"}}).status, 303);
    EXPECT_THAT(site.get("/searches").body, HasSubstr(">Stops</a>"));
    EXPECT_EQ(site.post(address + "/delete", {}).status, 303);
    EXPECT_THAT(site.get("/searches").body, HasSubstr("You have saved no search yet"));
}

TEST_P(AlreadyAsked, WhoPlansToAskAgainIsShownWhatWasLearnt) {
    activities::Draft before = gp_survey();
    before.first_day = "2026-03-02";
    before.last_day = "2026-03-27";
    before.decision_day = "2026-06-01";
    before.public_on.clear();
    auto id = site.registered(before).id;
    site.told(id, {"Half of them ring before nine", "Lines open at seven", "", "partners"});
    site.sign_in(carl);
    auto started = site.post("/plan", {{"title", "Seeing a GP"}, {"purpose", "Why"}, {"questions", "How?"}});
    auto plan = LibrarySite::location(started);
    plan = plan.substr(0, plan.rfind('/'));
    site.post(plan + "/subjects", {{"subjects", "gp-access"}});
    site.post(plan + "/who", {{"audience", "older-people"}});
    site.post(plan + "/where", {{"areas", "204"}});
    EXPECT_THAT(site.get(plan + "/when").body, HasSubstr("Half of them ring before nine"));
    EXPECT_THAT(site.get(plan + "/when").body, HasSubstr("Lines open at seven"));
    EXPECT_THAT(site.get(plan + "/when").body,
                HasSubstr("/search?state=closed&amp;subject=gp-access&amp;who=older-people&amp;place=204"));
}

}  // namespace
}  // namespace thingwall::library
